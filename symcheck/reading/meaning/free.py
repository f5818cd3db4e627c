"""Which letters stand free in what is written: the reach of sums, the ranges of indices, the axes of definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from symcheck.expressions.indices import ONE
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, apart, lone, nodes, sides_of, split, within
from symcheck.reading.scope import Extent, Layered, Mapped, Quantity, Range, Running, Scope, Thing
from symcheck.reading.tree import (
    Big,
    Bracket,
    Group,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Table,
)


def is_binder(node: Node) -> bool:
    return isinstance(node, Scripts) and isinstance(node.base, Big) and node.sub is not None


def limit_parts(limits: Row) -> list[Items]:
    """What limits say one after the other, apart by commas or in the rows of a table."""
    only = lone(limits.items)
    if isinstance(only, Table):
        return [part for cells in only.rows for cell in cells for part in split(cell.items)]
    return [part for part in split(limits.items, ",;") if part]


def bound_letters(limits: Row) -> list[str]:
    """The letters that limits bind: `i=1`, `w \\in V`, `ij`, `k'`, i of `i: i \\ne j`, j of `-m \\le j \\le m`.

    Of two letters that are compared the first; whether the second is bound too is told by what stands round it.
    """
    found: list[str] = []
    for part in limit_parts(limits):
        said = apart(part, lambda item: isinstance(item, Operator) and item.sign == ":")[0]
        sides, relations = sides_of(said)
        between = len(sides) > 2 and all(relation.sign in "≤<" for relation in relations)
        listed = [lone(side) for side in sides[1:-1]] if between else [lone(sides[0])] if relations else list(sides[0])
        names = [spelling(item) if _is_letter(item) else None for item in listed]
        found += [name for name in names if name is not None] if None not in names else []
    return found


def _is_letter(item: Node | None) -> bool:
    """Whether it is a letter, with primes at most."""
    return isinstance(item, Letter) or (isinstance(item, Scripts) and item.sub is None and item.sup is None)


def free_letters(items: Iterable[Node], scope: Scope) -> frozenset[str]:
    """The letters that stand free in the items; those that are part of a declared name (`v_c`) are none."""
    return frozenset(_free(gathered(tuple(items), scope), scope, frozenset()))


def occurrences(letter: str, items: Iterable[Node], scope: Scope) -> int:
    """How often a letter stands free in the items."""
    return sum(found == letter for found in _free(gathered(tuple(items), scope), scope, frozenset()))


def _free(items: Sequence[Node], scope: Scope, bound: frozenset[str]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Scripts) and isinstance(item.base, Big):
            if item.sub is not None:
                own = frozenset(bound_letters(item.sub))
                yield from (x for x in _free(item.sub.items, scope, bound) if x not in own)
                bound |= own
            if item.sup is not None:
                yield from _free(item.sup.items, scope, bound)
        else:
            yield from _free_in(item, scope, bound)


def _free_in(item: Node, scope: Scope, bound: frozenset[str]) -> Iterator[str]:
    match item:
        case Letter(name):
            if name not in bound:
                yield name
        case Group(body) if (word := spelling(item)) is not None and len(body.items) > 1:
            named = scope.get(word) is not None or word in KNOWN or word in scope.conventions.words
            apart = not named and all(isinstance(x, Letter) and x.face != "rm" for x in body.items)
            yield from _free(body.items, scope, bound) if apart else (word,)
        case Scripts(base, sub, sup, primes) if base is not None:
            rest: tuple[Row | None, ...] = (sub, sup)
            known = _longest(item, scope)
            if known is None:
                letter = spelling(item) if sub is None and sup is None and primes else None
                if letter is not None and letter not in bound:
                    yield letter
                yield from _free_in(base, scope, bound)
            elif not isinstance(known[0], Layered):
                rest = known[1:]
            for row in rest:
                if row is not None:
                    yield from _free(row.items, scope, bound)
        case _:
            for row in within(item):
                yield from _free(row.items, scope, bound)


def known_part(item: Scripts, scope: Scope) -> tuple[Row | None, ...] | None:
    """What is left of scripts beside the longest part that is a declared name; None where no script is part of one."""
    found = _longest(item, scope)
    return None if found is None else found[1:]


def _longest(item: Scripts, scope: Scope) -> tuple[Thing, Row | None, Row | None] | None:
    """The longest declared name of which a script is part, and what is left below and above it."""
    for below, left in below_a_name(item.sub):
        for above, rest in ((item.sup, None), (None, item.sup)) if item.sup is not None else ((None, None),):
            if below is None and above is None and not item.primes:
                continue
            thing = scope.get(spelling(Scripts(item.base, below, above, item.primes, span=item.span)))
            if thing is not None and may_be_cut(item.sub, below, left, thing, scope):
                return thing, left, rest
    return None


def may_be_cut(sub: Row | None, below: Row | None, left: Row | None, thing: Thing, scope: Scope) -> bool:
    """Whether what is left of a subscript where letters touch are as many indices as the thing may have.

    `W_{hi}` of a vector or a matrix W_h; a number σ_x has no σ_{xy}.
    """
    if sub is None or below is None or left is None or len(below.items) + len(left.items) < len(sub.items):
        return True
    letters = [item.name for item in left.items if isinstance(item, Letter)]
    free = all(isinstance(scope.get(letter), Running | Extent | None) for letter in letters)
    return isinstance(thing, Quantity) and free and len(left.items) <= thing.value.tensor.ndim


def below_a_name(sub: Row | None) -> list[tuple[Row | None, Row | None]]:
    """What of a subscript may belong to a name, and what is left: all, what stands before a comma, the letters that
    stand first where none is (`w_{hij}`), nothing."""
    if sub is None:
        return [(None, None)]
    items = sub.items
    commas = [n for n, item in enumerate(items) if isinstance(item, Mark) and item.sign == ","]
    touch = not commas and all(isinstance(item, Letter | Number) for item in items)
    cuts = [(n, n + 1) for n in reversed(commas)] + [(n, n) for n in range(len(items) - 1, 0, -1) if touch]
    cut = [(replace(sub, items=items[:end]), replace(sub, items=items[start:])) for end, start in cuts]
    return [(sub, None), *cut, (None, sub)]


def scripted(items: Iterable[Node]) -> Iterator[Scripts]:
    """All scripts in the items, at any depth."""
    return (node for node in nodes(items) if isinstance(node, Scripts))


def indices_written(row: Row) -> list[Row]:
    """The indices of a subscript: apart by commas, else one for each letter or number where no sign joins them."""
    return [Row(part, span=row.span) for part in split(row.items) if part]


def run_together(part: Row) -> list[Row]:
    """One index for each item, where none is a sign: `ij`, `21`."""
    signs = [item for item in part.items if isinstance(item, Operator | Relation)]
    if any(item.sign not in "·:" for item in signs):
        return [part]
    only = lone(part.items)
    if isinstance(only, Number) and only.text.isdigit():
        return [Row((replace(only, text=digit),), span=only.span) for digit in only.text]
    return [Row((item,), span=item.span) for item in part.items]


def places_of(letter: str, rows: Iterable[Sequence[Node]], scope: Scope) -> Iterator[tuple[Quantity, int]]:
    """Where a letter stands alone as an index of declared numbers: the thing and the number of the axis."""
    for row in rows:
        for item in scripted(row):
            yield from _places(letter, item, scope)


def _places(letter: str, item: Scripts, scope: Scope) -> Iterator[tuple[Quantity, int]]:
    if item.base is None:
        return
    thing, sub, sup = _longest(item, scope) or (scope.numbers(spelling(item.base)), item.sub, item.sup)
    if not isinstance(thing, Quantity):
        return
    above = sup if thing.above else None
    rows = (above, sub) if thing.above else (sub,)
    axis = 0 if not thing.above or above is not None else thing.lead
    for row in rows:
        for part in [] if row is None else spread(row, thing.value.tensor.ndim):
            inner = _inside_brackets(part)
            if len(inner.items) == 1 and spelling(inner.items[0]) == letter:
                yield thing, axis
            axis += 1


def _inside_brackets(part: Row) -> Row:
    only = lone(part.items)
    return only.body if isinstance(only, Bracket) else part


def spread(row: Row, axes: int) -> list[Row]:
    """The indices of a subscript of a thing with so many axes: run together where commas do not part them."""
    parts = indices_written(row)
    if len(parts) == 1 and axes > 1:
        return run_together(parts[0])
    return parts


def axis_range(letter: str, rows: Iterable[Sequence[Node]], scope: Scope) -> tuple[Range, ...]:
    """The ranges of the axes on which a letter stands, and of the maps that take it, each once."""
    found: dict[Range, None] = {}
    rows = list(rows)
    for thing, number in places_of(letter, rows, scope):
        axes = thing.value.tensor.axes
        if number < len(axes):
            found[axes[number].lower, axes[number].upper] = None
    for row in rows:
        for item in scripted(row):
            taker = scope.get(spelling(item.base))
            if isinstance(taker, Mapped) and item.sub is not None:
                for part, size in zip(indices_written(item.sub), taker.mapping.map.domain, strict=False):
                    if len(part.items) == 1 and spelling(part.items[0]) == letter:
                        found[ONE, size] = None
    return tuple(found)
