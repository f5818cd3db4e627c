"""Which kind each name has: what use leaves, then what most pages mean by such a letter, which is asked.

Conventions that nobody is asked about: a vector is a column, a small letter is no matrix, a name is as small as it can
be. What is asked, one question a name: a capital letter that may be a matrix or less, a small letter behind a matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.declaring.heads import call
from symcheck.reading.declaring.inferring import operations as ops
from symcheck.reading.declaring.inferring.asking import questions
from symcheck.reading.declaring.inferring.expressions import Expressions
from symcheck.reading.declaring.inferring.kinds import COLUMN, MATRIX, NUMBER, ROW, STACK
from symcheck.reading.declaring.inferring.naming import OWN, resolved, spoken
from symcheck.reading.declaring.inferring.sizes import Sizes, settled
from symcheck.reading.declaring.inferring.statements import Members, statements
from symcheck.reading.declaring.inferring.typing import CAPITAL, Page, Use, shown, undotted
from symcheck.reading.declaring.inferring.words import with_words
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import name_of
from symcheck.reading.rows import base_of, equates, lone, rebuilt, within
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import Letter, Node, Number, Row, Scripts

ANY = "°"
"""What the name of a number ends with that is any, as the x of f(x) is."""
LOSSES = "LJE"
"""Letters for what is differentiated where a page gives it no name."""


class Solved(Struct, frozen=True):
    """The names of a page with their kinds and sizes; `open_` says of a name what was left open."""

    page: Page
    sizes: Sizes
    wanted: tuple[str, ...]
    open_: dict[str, str]
    opaque: dict[str, tuple[str, ...]]
    rows: dict[str, str]
    slopes: dict[str, str]
    words: dict[str, Span]

    def kind(self, name: str) -> int:
        return self.page.kinds.left[self.page.name(name)]

    def uses(self, name: str) -> list[Use]:
        return self.page.uses_of(name)


def solve(rows: Iterable[Row], scope: Scope) -> Solved:
    """What the formulas of a page tell of the names that nothing declares."""
    listed = list(statements(Row(gathered(row.items, scope), span=row.span) for row in rows))
    scope, words = with_words(scope, listed)
    listed = [[(sign, gathered(side, scope)) for sign, side in members] for members in listed]
    sides = [side for members in listed for _, side in members if not _compares(members)]
    page = Page(spoken(sides, scope), scope)
    others = [side for members in listed if not any(_arguments(members)) for _, side in members]
    bare = frozenset(name for items in others for name in _bare(items))
    listed = [_of_any(members, page, bare) for members in listed]
    defined = _read(page, listed)
    if doubled := _doubled(page, listed):
        page = Page(replace(page.told, doubled=doubled), scope)
        defined = _read(page, listed)
    slopes = _slopes(page, defined)
    wanted = tuple(
        name
        for name in dict.fromkeys(use.name for use in page.uses)
        if _is_wanted(name, page, defined) and name not in slopes
    )
    opaque = _opaque(page, wanted, defined)
    opaque |= {page.loss: tuple(page.given)} if page.given else {}
    wanted = tuple(name for name in wanted if name not in opaque)
    open_ = _decided(page, wanted) | questions(page, wanted, defined)
    pairs = _pairs(page, wanted)
    pairs = {whole: member for whole, member in pairs.items() if _joined(page, whole, member)}
    page.kinds.decide()
    things = list(dict.fromkeys(page.names.values()))
    sizes = settled(page.kinds, page.sizes, things, _defining_first(page, len(pairs)))
    return Solved(page, sizes, wanted, open_, opaque, pairs, slopes, words)


def _of_any(members: Members, page: Page, bare: frozenset[str]) -> Members:
    """A definition of a function with its arguments under names of their own, where their letters are those of
    families, which stand without indices nowhere else: the x of `h(x) = …` beside x_i."""
    names = {name for name in _arguments(members) if name in page.told.families and name not in bare}

    def change(node: Node) -> Node:
        if isinstance(node, Letter):
            return replace(node, name=node.name + ANY) if node.name in names else node
        return rebuilt(node, change)

    return [(sign, tuple(map(change, side))) for sign, side in members] if names else members


def _bare(items: Sequence[Node]) -> Iterator[str]:
    """The letters without scripts, those in scripts left out."""
    for item in items:
        if isinstance(item, Letter):
            yield item.name
        elif not isinstance(item, Scripts):
            for row in within(item):
                yield from _bare(row.items)
        elif item.base is not None and (item.sub is None or not isinstance(item.base, Letter)):
            yield from _bare((item.base,))


def _arguments(members: Members) -> Iterator[str]:
    """The letters that are the arguments of a function which is defined, those of which the square is one too."""
    function = call(members[0][1]) if len(members) > 1 and equates(members[1][0]) else None
    for row in function[1] if function is not None else ():
        only = lone(row.items)
        plain = not isinstance(only, Scripts) or (only.sub is None and not only.primes)
        base = base_of(only)
        if plain and isinstance(base, Letter):
            yield base.name


def _doubled(page: Page, listed: Sequence[Members]) -> frozenset[str]:
    """Names that the page defines with indices and without, as things that cannot be one: `L_t = …`, `L = Σ L_t`."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for (_, left), *others in listed:
        read = resolved(left[0], page.told, page.scope) if len(left) == 1 and others else None
        if read is not None and equates(others[0][0]) and read.name in page.lost:
            found[bool(read.indices)].add(read.name)
    return frozenset(found[True] & found[False])


def _slopes(page: Page, defined: dict[str, set[str]]) -> dict[str, str]:
    """Names such as dW, each with the derivative that it likely is: of the first number that the page defines.

    Where there is none, of a function without a name of that of which a derivative is given: of O for `dO`.
    """
    found = [name for name in page.names if page.differentiated(name)]
    loss = next((x for x in defined if x not in found and page.kinds.left[page.name(x)] == NUMBER), None)
    page.given = [page.differentiated(name) for name in found if name not in defined and loss is None]
    for name in found:
        defined.pop(name, None)
    if loss is None and not page.given:
        return {}
    loss = loss or next(name for name in (*LOSSES, "loss") if name not in page.names)
    page.loss = loss
    return {name: rf"\partial {loss}/\partial {page.differentiated(name)}" for name in found}


def _joined(page: Page, whole: str, member: str) -> bool:
    """Makes the members the rows of the matrix, before all else that is said of them."""
    page.say(ops.SAME, page.name(whole), page.name(member))
    if page.state():
        page.kinds.held.insert(0, page.kinds.held.pop())
        return True
    return False


def _compares(members: Members) -> bool:
    """Whether a statement compares letters and no more: `i = j`."""
    return all(len(side) == 1 and isinstance(side[0], Letter) for _, side in members)


def _read(page: Page, listed: Sequence[Members]) -> dict[str, set[str]]:
    """Takes in all statements; the names that they give a value to, each with the names in it."""
    reader = Expressions(page)
    defined: dict[str, set[str]] = {}
    for number, members in enumerate(listed):
        page.statement = number
        stated = len(page.kinds.held)
        begins, first, contradicts = len(page.uses), None, False
        told: list[set[str]] = []
        for sign, side in members:
            if sign in ("∈", "≠", "→", "~", "⊂", "∉"):
                break
            before = len(page.spoken)
            value = reader.expression(side, {})
            if first is None:
                first = value
                page.state()
            elif equates(sign) or sign in "≈≤≥<>":
                page.say(ops.SAME, first, value)
                contradicts = not page.state() or contradicts
            told.append(set(page.spoken[before:]))
        if all(sign in ("", "=") and not _is_zero(side) for sign, side in members):
            page.equations.append(told)
        head = _head(page, members)
        if head is not None and equates(members[1][0]) and not (page.differentiated(head) or head in defined):
            page.defining |= {*range(stated, len(page.kinds.held))[:2]}
        if head is not None:
            page.lost |= {head} if contradicts else set()
            page.begun |= {head} if _begins(page, members[0][1]) else set()
            uses = page.uses[begins:]
            own = [use.letters for use in uses if use.name == head]
            if len(own) == 1 or (head in page.before and all("" in letters for letters in own[1:])):
                defined.setdefault(head, set()).update(use.name for use in uses)
                page.heads.setdefault(head, number)
    return defined


def _defining_first(page: Page, pairs: int) -> int:
    """Puts what defines a name before all else; how many statements are taken in any case."""
    held = page.kinds.held
    stated = list(enumerate(held[pairs:]))
    defining = [batch for number, batch in stated if number in page.defining]
    others = [batch for number, batch in stated if number not in page.defining]
    held[pairs:] = [*defining, *others]
    return pairs + len(defining)


def _begins(page: Page, items: Sequence[Node]) -> bool:
    """Whether a member of a family with 0 for its index stands there, with which a recursion begins."""
    read = resolved(items[0], page.told, page.scope) if len(items) == 1 else None
    return read is not None and [getattr(part[0], "text", "") for part in read.indices] == ["0"]


def _is_zero(side: Sequence[Node]) -> bool:
    return len(side) == 1 and isinstance(side[0], Number)


def _head(page: Page, members: Members) -> str | None:
    """The name that a statement may give a value to: what stands alone before its first `=`, or behind a last `:=`."""
    if len(members) < 2:
        return None
    if equates(members[1][0]) and (name := _alone(page, members[0][1])) is not None:
        return name
    return _alone(page, members[-1][1]) if members[-1][0] in (":=", "=:") else None


def _alone(page: Page, items: Sequence[Node]) -> str | None:
    function = call(items)
    if function is not None and name_of(function[0]) in page.told.functions:
        return name_of(function[0])
    read = resolved(items[0], page.told, page.scope) if len(items) == 1 else None
    powered = read is not None and len(read.sup) == 1 and isinstance(read.sup[0], Number)
    return None if read is None or (read.sup and not powered) or read.known else read.name


def _is_wanted(name: str, page: Page, defined: dict[str, set[str]]) -> bool:
    """Whether a name has to be declared."""
    if (name in defined and not _is_solved(name, page)) or name in page.ranges or name in page.free:
        return False
    if ANY in name:
        return False
    if name in OWN - {"T", "d"} and not any(use.letters for use in page.uses_of(name)):
        return False
    if (name in KNOWN and name != r"\sigma") or undotted(name) in page.names:
        return False
    if any(page.scope.get(shown(name, use)) is not None for use in page.uses_of(name)):
        return False
    return page.scope.get(name) is None and not name.isdigit() and name not in page.told.indices


def _is_solved(name: str, page: Page) -> bool:
    """Whether a name that the page gives a value was differentiated by before: that is what it comes out as."""
    return page.varied.get(name, page.statement) < page.heads[name]


def _opaque(page: Page, wanted: Sequence[str], defined: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Functions without a value: what takes arguments, and what is differentiated and does nothing else."""
    found: dict[str, tuple[str, ...]] = {}
    counts: dict[str, int] = {}
    for of, _ in page.slopes:
        counts[of] = counts.get(of, 0) + 1
    for name in wanted:
        uses = page.uses_of(name)
        arguments = next((use.why for use in uses if use.how == "called"), "")
        if arguments:
            found[name] = tuple(arguments.split(", "))
        elif counts.get(name, 0) >= len(uses) and not uses[0].letters:
            page.kinds.narrow(page.name(name), NUMBER)
            found[name] = _last(page, name, defined)
    return found


def _last(page: Page, name: str, defined: dict[str, set[str]]) -> tuple[str, ...]:
    """Of what a loss is likely one: what the page computes and uses for nothing else, else what it is by."""
    by = [v for of, v in page.slopes if of == name and v]
    inner = {x for head, names in defined.items() for x in names if head != x and name not in names}
    ends = [x for x in defined if x in by and x not in inner] or by
    return tuple(ends[-1:]) or ("…",)


def _decided(page: Page, wanted: Sequence[str]) -> dict[str, str]:
    """Settles the kind of each name; those of which a convention did it, with the question."""
    kinds, open_ = page.kinds, dict[str, str]()
    carrying = {use.name for use in page.uses if use.letters}
    for left_out in (ROW, STACK, MATRIX):
        for name in wanted:
            if left_out != MATRIX or not (CAPITAL.match(name) or name in carrying):
                kinds.narrow(page.name(name), 31 & ~left_out)
    while (chosen := _next(page, wanted)) is not None:
        name = chosen
        unknown = page.name(name)
        if CAPITAL.match(name):
            if not _as_siblings(page, name, wanted):
                open_[name] = f"is {name} a matrix?"
            kinds.narrow(unknown, MATRIX)
        else:
            open_[name] = f"is {name} a vector?"
            kinds.narrow(unknown, COLUMN)
        if kinds.left[unknown] & (kinds.left[unknown] - 1):
            break
    _take_after(page, wanted)
    open_ |= _differences(page, wanted)
    while (beside := _beside_vector(page, wanted)) is not None and kinds.narrow(beside[1], COLUMN):
        use = page.uses_of(beside[0])[0]
        open_[use.name] = f"are the {shown(use.name, use)} vectors?" if use.letters else f"is {use.name} a vector?"
        _take_after(page, wanted)
    for name in wanted:
        unknown = page.name(name)
        for kind in (NUMBER, COLUMN, MATRIX, ROW, STACK):
            if kinds.left[unknown] & (kinds.left[unknown] - 1) and kinds.left[unknown] & kind:
                kinds.narrow(unknown, kind)
    return open_


def _next(page: Page, wanted: Sequence[str]) -> str | None:
    """The next name that a convention settles: capitals first, those that stand transposed before others."""
    left = page.kinds.left
    turned = {use.name for use in page.uses if use.how in ("transposed", "power")}
    capitals = [x for x in wanted if CAPITAL.match(x) and _is_open(left[page.name(x)], MATRIX)]
    capitals = [x for x in capitals if page.kinds.could(page.name(x), MATRIX)]
    if capitals:
        return next((x for x in capitals if x in turned), capitals[0])
    behind = {name for matrix, name in page.beside if left[matrix] == MATRIX}
    small = (x for x in wanted if x in behind and not CAPITAL.match(x) and _is_open(left[page.name(x)], COLUMN))
    return next((x for x in small if page.kinds.could(page.name(x), COLUMN)), None)


def _take_after(page: Page, wanted: Sequence[str]) -> None:
    """Small letters are what others of the same letter are known to be: b_f beside b_i."""
    letter = {name: re.split(r"[_^]", name)[0] for name in wanted}
    known = {letter[x]: page.kinds.left[page.name(x)] for x in wanted if _is_one(page.kinds.left[page.name(x)])}
    for name in wanted:
        kind = known.get(letter[name], 0)
        if name != letter[name] and not _is_one(page.kinds.left[page.name(name)]) and not CAPITAL.match(name):
            page.kinds.narrow(page.name(name), kind)


def _differences(page: Page, wanted: Sequence[str]) -> dict[str, str]:
    """Makes vectors of two names of which one is subtracted from the other, where that one or what is left is one."""
    left, open_ = page.kinds.left, dict[str, str]()
    for values, names in page.differences:
        if any(left[value] == COLUMN for value in values) and len(names) == 2:
            for value, name in zip(values, names, strict=False):
                if _is_open(left[value], COLUMN) and name in wanted and page.kinds.narrow(value, COLUMN):
                    open_ |= {} if page.uses_of(name)[0].letters else {name: f"is {name} a vector?"}
    return open_


def _beside_vector(page: Page, wanted: Sequence[str]) -> tuple[str, int] | None:
    """A small Latin letter that is added to a vector, with its indices, and may be one."""
    left = page.kinds.left
    vectors = ((name, value) for other, value, name in page.added if left[other] == COLUMN and name in wanted)
    small = ((name, value) for name, value in vectors if "\\" not in name and not CAPITAL.match(name))
    return next(((name, value) for name, value in small if _is_open(left[value], COLUMN)), None)


def _is_one(kinds: int) -> bool:
    return kinds & (kinds - 1) == 0


def _is_open(left: int, kind: int) -> bool:
    return bool(left & kind and left & (left - 1))


def _as_siblings(page: Page, name: str, wanted: Sequence[str]) -> bool:
    """Whether a name of the same letter is known to be a matrix: W_f beside W_i."""
    letter = re.split(r"[_^]", name)[0]
    others = (x for x in wanted if x != name and re.split(r"[_^]", x)[0] == letter)
    return any(page.kinds.left[page.name(x)] == MATRIX for x in others)


def _pairs(page: Page, wanted: Sequence[str]) -> dict[str, str]:
    """Matrices X beside vectors x_i: the rows of one are likely the others."""
    found: dict[str, str] = {}
    known = (x for x in page.names if isinstance(thing := page.scope.get(x), Quantity) and thing.lead == 1)
    for member in (*wanted, *known):
        uses = page.uses_of(member)
        whole = next((x for x in wanted if x != member and x.lower() == member and CAPITAL.match(x)), None)
        if whole is None or page.kinds.left[page.name(member)] != MATRIX or not all(use.letters for use in uses):
            continue
        if page.kinds.left[page.name(whole)] == MATRIX:
            found[whole] = member
    return found
