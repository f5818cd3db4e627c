"""What a page declares by the way: `U ∈ \\mathbb{R}^{V\\times d}`, `x_1, \\dots, x_n ∈ ℝ^d`, `\\underset{n×m}{Z}`.

Letters in an exponent of ℝ that mean nothing yet are sizes from there on. A declaration that does not agree with one
that holds is a `Problem`; a formula that declares nothing is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction as Rational

from msgspec.structs import replace

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Array
from symcheck.reading.declaring.agreement import same
from symcheck.reading.declaring.heads import Head, array, head, indexed, stands_as
from symcheck.reading.declaring.sizing import Sized, Space, space
from symcheck.reading.meaning.comparing import numbers_of
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.names import name_of
from symcheck.reading.rows import apart, extent, lone, within
from symcheck.reading.scope import Quantity, Range, Running, Scope, Thing, Unknown, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Bracket,
    Fraction,
    Letter,
    Mark,
    Node,
    Note,
    Operator,
    Problem,
    Relation,
    Row,
    Scripts,
    Text,
    Unreadable,
)


def declare(scope: Scope, row: Row) -> Scope | Problem | None:
    """The scope with what a formula declares by itself; None where it declares nothing."""
    found = _members(scope, row)
    if isinstance(found, Problem):
        return found
    below = sized(found or scope, row)
    return below or found


def sized(scope: Scope, row: Row) -> Scope | Problem | None:
    """The scope with the names under or over which their sizes stand, anywhere in a formula; None if there are none."""
    found: Scope | None = None
    for note in _notes(row):
        made = _noted(found or scope, note)
        if isinstance(made, Problem):
            return made
        found = made or found
    return found


# Membership


def _members(scope: Scope, row: Row) -> Scope | Problem | None:
    """Each `names ∈ set` of a formula; `x ∈ ℝ^n, A ∈ ℝ^{n×n}` are two."""
    found: Scope | None = None
    names: list[Sequence[Node]] = []
    for part in _listed(_unended(row.items)):
        signs = [n for n, item in enumerate(part) if isinstance(item, Relation)]
        if not signs:
            names.append(part)
            continue
        if len(signs) == 1 and getattr(part[signs[0]], "sign", "") == "∈":
            made = _member(found or scope, [*names, part[: signs[0]]], part[signs[0] + 1 :])
            if isinstance(made, Problem):
                return made
            found = made or found
        names = []
    return found


def _member(scope: Scope, names: Sequence[Sequence[Node]], right: Sequence[Node]) -> Scope | Problem | None:
    if not right or not all(name_of(part) is not None or is_dots(part[0]) for part in names if part) or not names[-1]:
        return None
    new: dict[str, Thing] = {}
    try:
        shaped, few = _few(right)
        found = space(shaped, Sized(scope, new))
        if found is None:
            return _indices(scope, names, right)
        found = replace(found, values=few)
        return _put(scope.having(new), _variables(scope.having(new), names, found))
    except (Unreadable, StatementError) as failure:
        return Problem.of(failure, extent(right))


def _few(right: Sequence[Node]) -> tuple[Sequence[Node], tuple[Rational, ...]]:
    """A set, with ℝ in the place of a few numbers that are raised to a size, and these: `\\{0, 1\\}^n`."""
    only = lone(right)
    base = only.base if isinstance(only, Scripts) and only.sub is None and only.sup is not None else None
    few = numbers_of(() if base is None else (base,))
    if not few or not isinstance(only, Scripts):
        return right, ()
    return (replace(only, base=Letter(span=only.span, name="ℝ")),), tuple(map(Rational, sorted(set(few))))


def _unended(items: Sequence[Node]) -> Sequence[Node]:
    while items and isinstance(items[-1], Mark):
        items = items[:-1]
    return items


def _listed(items: Sequence[Node]) -> list[Sequence[Node]]:
    return [part for part in apart(items, _lists) if part]


def _lists(item: Node) -> bool:
    """Whether names stand on both sides: a comma, a wide space, or "and"."""
    if isinstance(item, Text):
        return item.text.strip(" ,") in ("and", "")
    return isinstance(item, Mark) and item.sign in (",", r"\quad")


def _variables(scope: Scope, names: Sequence[Sequence[Node]], shape: Space) -> dict[str, tuple[Span, Thing]]:
    family = _family(scope, names)
    if family is not None:
        at, over = family
        return {at.name: (at.span, _quantity(at, {at.letters[0]: over}, shape, scope))}
    made: dict[str, tuple[Span, Thing]] = {}
    for items in names:
        whole = name_of(items)
        known = isinstance(scope.get(whole), Quantity)
        ranges = {} if known else {name: (index.lower, index.upper) for name, index in _running(scope)}
        at = head(items, ranges)
        made[at.name] = (at.span, _quantity(at, ranges, shape, scope))
    return made


def _running(scope: Scope) -> Iterator[tuple[str, Index]]:
    return ((name, index) for name in scope.names if (index := scope.index(name)) is not None)


def _family(scope: Scope, names: Sequence[Sequence[Node]]) -> tuple[Head, Range] | None:
    """`x_1, \\dots, x_n`: the name and the range; None where no dots stand among the names."""
    dots = [n for n, part in enumerate(names) if len(part) == 1 and is_dots(part[0])]
    if not dots:
        return None
    first, last = names[0], names[-1]
    ends = [_subscripted(part) for part in (first, last)]
    if len(dots) != 1 or dots[0] in (0, len(names) - 1) or None in ends:
        raise Unreadable(
            extent(first), "the first and the last of these are not seen", r"as in x_1, \dots, x_n \in ℝ^d"
        )
    (low_name, low), (high_name, high) = (end for end in ends if end is not None)
    if low_name != high_name:
        raise Unreadable(
            extent(last),
            f"{low_name} and {high_name} are not one name with two indices",
            r"as in x_1, \dots, x_n \in ℝ^d",
        )
    sizes = Sized(scope)
    return Head(low_name, ("i",), extent(first).to(extent(last))), (sizes.form(low.items), sizes.form(high.items))


def _subscripted(items: Sequence[Node]) -> tuple[str, Row] | None:
    only = items[-1]
    if not isinstance(only, Scripts) or only.base is None or only.sub is None or only.sup is not None:
        return None
    name = name_of([*items[:-1], only.base])
    return None if name is None else (name, only.sub)


def _quantity(at: Head, over: Mapping[str, Range], shape: Space, scope: Scope) -> Quantity:
    stands, sizes = stands_as(shape.sizes, scope.conventions.vectors_are_rows)
    axes = tuple(over[letter] for letter in at.letters) + tuple((af.ONE, size) for size in sizes)
    words = scope.conventions.properties.get(at.name, ()) if len(axes) == 2 and axes[0] == axes[1] else ()
    definite = "positive definite" in words
    turned = definite or "symmetric" in words
    made = Array(at.name, axes, shape.sign, turned, definite, shape.integer, shape.values)
    return indexed(at, Value(array(made), stands), scope)


def _indices(scope: Scope, names: Sequence[Sequence[Node]], right: Sequence[Node]) -> Scope | Problem | None:
    """`i \\in \\{1, \\dots, n\\}`."""
    only = lone(right)
    if not isinstance(only, Bracket) or only.opens not in "{[":
        return None
    parts = _listed(only.body.items)
    if len(parts) < 3 or len(parts[-2]) != 1 or not is_dots(parts[-2][0]):
        return None
    sizes = Sized(scope)
    low, high = sizes.form(parts[0]), sizes.form(parts[-1])
    made: dict[str, tuple[Span, Thing]] = {}
    for items in names:
        if len(items) != 1 or not isinstance(items[0], Letter):
            return None
        name = name_of(items) or ""
        made[name] = (extent(items), Running(name, Index(name, low, high)))
    return _put(scope, made)


def _put(scope: Scope, made: Mapping[str, tuple[Span, Thing]]) -> Scope | Problem:
    for name, (span, thing) in made.items():
        known = scope.get(name)
        if isinstance(thing, Quantity):
            known = scope.numbers(name) or known
        if known is not None and not _agree(known, thing):
            reason = f"{name} is declared as something else already"
            return Problem(span, reason, "say it for this part alone, in the block: part (a): …")
    return scope.having({name: thing for name, (_, thing) in made.items() if scope.get(name) is None})


def _agree(known: Thing, said: Thing) -> bool:
    """Whether a page says no more of a name than what holds: its shape, in a set of numbers."""
    if isinstance(known, Quantity) and isinstance(said, Quantity):
        alike = known.value.stands == said.value.stands and known.lead == said.lead
        return alike and known.value.tensor.shape == said.value.tensor.shape
    if isinstance(known, Unknown) and isinstance(said, Quantity):  # a function of what its arguments are
        return not said.lead and known.axes == said.value.tensor.shape
    return same(known, said)


# Sizes under symbols


def _notes(row: Row) -> Iterator[Note]:
    waiting: list[Row] = [row]
    while waiting:
        for item in waiting.pop().items:
            if isinstance(item, Note) and item.note is not None and item.kind != "cancel":
                yield item
            if isinstance(item, Scripts) and item.base is not None:
                waiting.append(Row((item.base,), span=item.span))
            waiting += within(item)


def _noted(scope: Scope, note: Note) -> Scope | Problem | None:
    """The scope with a name under which `n \\times m` stands; None for any other note."""
    written = note.note.items if note.note is not None else ()
    if len(written) == 1 and isinstance(written[0], Bracket) and written[0].opens == "(":
        written = written[0].body.items
    name = name_of(note.body.items)
    if name is None or not any(isinstance(item, Operator) and item.sign == "×" for item in written):
        return None
    if any(isinstance(item, Relation | Fraction) for item in written):
        return None
    new: dict[str, Thing] = {}
    base = Scripts(Letter("R", "bb", span=note.span), None, Row(tuple(written), span=note.span), span=note.span)
    try:
        found = space((base,), Sized(scope, new))
        if found is None:
            return None
        inner = scope.having(new)
        at = Head(name, (), note.body.span)
        return _put(inner, {name: (note.body.span, _quantity(at, {}, found, inner))})
    except (Unreadable, StatementError) as failure:
        return Problem.of(failure, note.span)
