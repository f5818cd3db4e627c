"""Sizes and indices that a page itself counts out: `i = 1, \\dots, n`, `k \\in \\{1, \\dots, K\\}`, `x_1, \\dots, x_N`.

What ends such a list and means nothing yet is a size, and what runs through it an index, if the page counts it in one
way and makes nothing else of the letter. Steps, the t of `h_{t-1}`, are none: they are written out. A letter that is
called in another type beside its size, as 𝒩(x; μ, σ²) is beside N, is another name. Sums alone say nothing: the limits
of `\\sum_{i=1}^n` may as well be a slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, Size
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.quotients import is_sign
from symcheck.reading.meaning.ranges import lists
from symcheck.reading.names import FACES, spelling
from symcheck.reading.rows import EQUALS, Items, lone, nodes, rows_in, split, within
from symcheck.reading.scope import Extent, Running, Scope, Thing
from symcheck.reading.tree import Bracket, Letter, Number, Operator, Relation, Row, Scripts

List = tuple[str, int, str]
"""The letter that runs, "" where there is none, the number it begins with, and the letter of the size."""


def counted(rows: Iterable[Row], scope: Scope) -> Scope:
    """The scope with the sizes and indices that formulas count out."""
    written = [row.items for row in rows]
    steps = frozenset(name for items in written for name in _steps(items))
    found = list(dict.fromkeys(each for items in written for each in _lists(items)))
    unrolled = {end for letter, _, end in found if letter in steps}
    found = [each for each in found if each[2] not in unrolled]
    made = frozenset(name for items in written for name in _made(items))
    ends = dict.fromkeys(end for _, _, end in found if scope.get(end) is None and end not in made)
    sizes: dict[str, Thing] = {end: Extent(af.of_atom(Size(end))) for end in ends}
    known = scope.having(sizes)
    ranges = defaultdict[str, list[List]](list)
    for each in found:
        ranges[each[0]].append(each)
    runs: dict[str, Thing] = {}
    for letter, ((_, low, end), *others) in ranges.items():
        size, new = known.get(end), scope.get(letter) is None and letter not in made | sizes.keys()
        if letter and new and not others and isinstance(size, Extent):
            runs[letter] = Running(letter, Index(letter, af.integer(low), size.form))
    faced = {name for items in written for name in _called(items) if isinstance(known.get(name), Extent)}
    conventions = replace(known.conventions, faced=known.conventions.faced | faced)
    return replace(known.having(runs), conventions=conventions)


def _lists(items: Items) -> Iterator[List]:
    """The lists that begin with 0 or 1 and end with a letter; the members of a family, in brackets too."""
    for letter, low, high in lists(items):
        begins, ends = lone(low), lone(high)
        if isinstance(letter, Letter) and isinstance(ends, Letter) and getattr(begins, "text", "") in ("0", "1"):
            yield letter.name, int(getattr(begins, "text", "")), ends.name
    for inside in (items, *(node.body.items for node in nodes(items) if isinstance(node, Bracket))):
        parts = split(inside)
        for before, between, behind in zip(parts, parts[1:], parts[2:], strict=False):
            if len(between) == 1 and is_dots(between[0]) and (end := _last(before, behind)):
                yield "", 1, end


def _last(before: Items, behind: Items) -> str:
    """The letter below the last member, where the one before the dots has a number below the same name."""
    match (*before[-1:], *behind[:1]):
        case (Scripts(base, Row((Number(),)), None), Scripts(other, Row((Letter(end),)), None)):
            return end if spelling(base) == spelling(other) else ""
    return ""


def _made(items: Items) -> Iterator[str]:
    """What stands alone before a relation by which it is declared or defined, unless that is such a list."""
    for position, (item, sign) in enumerate(pairwise(items)):
        is_made = isinstance(sign, Relation) and (sign.sign == "∈" or sign.sign in EQUALS)
        name = spelling(item) if is_made else None
        if name is not None and not any(map(is_dots, nodes(items[position + 2 :]))):
            yield name


def _steps(items: Items) -> Iterator[str]:
    """The letters of which one stands beside the next or the one before somewhere: `h_{t-1}`, `a^{(l+1)}`."""
    for node in nodes(items):
        for row in within(node) if isinstance(node, Scripts) else ():
            only = lone(row.items)
            match tuple(only.body.items) if isinstance(only, Bracket) else tuple(row.items):
                case (Letter(name), Operator("+" | "-" | "−"), Number()):
                    yield name


def _called(items: Items) -> Iterator[str]:
    """The letters in a type of their own before a bracket, but for the d of a differential."""
    for inside in rows_in(items):
        for item, behind in pairwise(inside):
            called = isinstance(behind, Bracket) and behind.opens == "("
            if called and isinstance(item, Letter) and item.face in FACES and not (is_sign(item) and item.face == "rm"):
                yield item.name
