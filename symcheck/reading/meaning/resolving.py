"""Which declared name a letter with its scripts is, and what of these scripts is left over."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.meaning import values
from symcheck.reading.meaning.free import below_a_name, indices_written, may_be_cut, run_together, spread
from symcheck.reading.meaning.indexing import is_bound
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.scripts import transposes, within_axis
from symcheck.reading.names import spelling, uncovered
from symcheck.reading.rows import lone, split
from symcheck.reading.scope import Extent, Quantity, Running, Thing, Value
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Operator, Row, Scripts, Unreadable


class Resolved(Struct, frozen=True):
    """A name with what is left of its scripts."""

    name: str
    thing: Thing
    sub: Row | None
    sup: Row | None
    primes: int = 0


def resolve(reader: Reader, node: Scripts) -> Resolved | None:
    """The longest declared name that scripted letters spell, and the scripts that are left over."""
    base, sub, sup, primes = node.base, node.sub, _flat(node.sup), node.primes
    if base is None:
        return None
    moved = uncovered(base)
    if (
        moved is not base and isinstance(moved, Scripts) and reader.thing(spelling(base)) is None
        and (moved.sub is None or sub is None) and (moved.sup is None or sup is None)
    ):  # fmt: skip
        return resolve(reader, replace(moved, sub=moved.sub or sub, sup=moved.sup or sup, primes=primes))
    for tried in _parts(sub, sup, primes):
        bare = tried.sub is None and tried.sup is None and not tried.primes
        name = spelling(base if bare else Scripts(base, tried.sub, tried.sup, tried.primes, span=node.span))
        thing = None if is_sign(tried.rest_sub) else reader.thing(name)
        if thing is not None and name is not None and may_be_cut(sub, tried.sub, tried.rest_sub, thing, reader.scope):
            _refuse_bound(reader, name, tried, node)
            return Resolved(name, thing, tried.rest_sub, tried.rest_sup, primes - tried.primes)
    return None


def _refuse_bound(reader: Reader, name: str, own: _Part, node: Scripts) -> None:
    """Refuses a name with a letter that a sum binds, where that is no index of it: Σ_i x_i is not n x_i."""
    for part in (*split(() if own.sub is None else own.sub.items), *(((),) if own.sup is None else (own.sup.items,))):
        only = lone(part)
        inside = only.body.items if isinstance(only, Bracket) else part
        letter = spelling(lone(inside)) if isinstance(lone(inside), Letter) else None
        if is_bound(reader.scope.index(letter)):
            why = f"{name} is a name of its own here, and {letter} runs over values"
            raise Unreadable(node.span, why, f"declare it with its index: {name} ∈ ℝ for {letter} ∈ n")


def is_sign(sub: Row | None) -> bool:
    """Whether a sign alone stands below a letter, which is part of its name: `P_+` beside a P."""
    return sub is not None and bool(sub.items) and all(isinstance(item, Operator) for item in sub.items)


class _Part(Struct, frozen=True):
    """What of the scripts may belong to a name, and what is left of them."""

    sub: Row | None
    sup: Row | None
    primes: int
    rest_sub: Row | None
    rest_sup: Row | None


def _parts(sub: Row | None, sup: Row | None, primes: int) -> list[_Part]:
    """What of the scripts may belong to the name, the most first."""
    found: list[_Part] = []
    above = [(sup, None)] if sup is None else [*_prefixes(sup), (None, sup)]
    for own in dict.fromkeys((primes, 0)):
        for part, rest in above:
            for below, left in below_a_name(sub):
                found.append(_Part(below, part, own, left, rest))
    return sorted(found, key=lambda p: -((p.sub is not None) + (p.sup is not None) + 2 * bool(p.primes)))


def _flat(sup: Row | None) -> Row | None:
    """`(i)^2` as `(i)2`: what stands above a bracket above a name is of the whole."""
    last = sup.items[-1] if sup is not None and sup.items else None
    if sup is None or not isinstance(last, Scripts) or not isinstance(last.base, Bracket) or last.sup is None:
        return sup
    return replace(sup, items=(*sup.items[:-1], last.base, *last.sup.items))


def _prefixes(sup: Row) -> list[tuple[Row | None, Row | None]]:
    """The whole of a superscript, and what stands before its last items: `(2)T`, `(i)2`."""
    items = sup.items
    cut = [(replace(sup, items=items[:n]), replace(sup, items=items[n:])) for n in range(len(items) - 1, 0, -1)]
    return [(sup, None), *cut]


def member_of(reader: Reader, found: Resolved, node: Node) -> tuple[Value, Row | None, Row | None]:
    """What a name of a family means once its own indices are taken, and the scripts that are left."""
    thing = found.thing
    assert isinstance(thing, Quantity)
    if not thing.lead:
        single = thing.alone if found.sub is None else None
        return single or thing.value, found.sub, found.sup
    row = found.sup if thing.above else found.sub
    row = None if row is not None and thing.above and _is_of_whole(reader, thing, row) else row
    if row is None and thing.alone is not None:
        return thing.alone, found.sub, found.sup
    if row is None:
        return whole_family(thing, node, found.name), found.sub, found.sup
    parts, left = _above(reader, row, thing.lead) if thing.above else (spread(row, thing.value.tensor.ndim), None)
    if len(parts) < thing.lead:
        raise Unreadable(node.span, f"{found.name} takes {thing.lead} indices")
    axes = thing.value.tensor.axes[: thing.lead]
    with reader.at(row.span):
        keys = tuple(within_axis(reader, part, axis) for part, axis in zip(parts, axes, strict=False))
        member = replace(thing.value, tensor=thing.value.tensor[keys])
    return (member, found.sub, left) if thing.above else (member, _as_row(parts[thing.lead :], row), found.sup)


def _is_of_whole(reader: Reader, thing: Quantity, row: Row) -> bool:
    """Whether what stands above a family is no index: `y^T` beside `y^{(i)}`, if T is none, and `y^2` beside a y."""
    first = reader.thing(spelling(row.items[0]))
    last = isinstance(first, Extent) and first.form == thing.value.tensor.axes[0].upper
    if transposes(reader, row):
        return not last and not isinstance(first, Running | Quantity)
    return thing.alone is not None and not isinstance(row.items[0], Bracket) and not isinstance(first, Extent | Running)


def _above(reader: Reader, row: Row, lead: int) -> tuple[list[Row], Row | None]:
    """The indices above a name, and what stands behind them: `(t)2`, `[1](i)`; without brackets all but a transpose."""
    items = tuple(item for item in row.items if not (isinstance(item, Mark) and item.sign == ","))
    if not items:
        return [], None
    if isinstance(items[0], Bracket):
        parts, rest = [_unbracketed(item) for item in items[:lead]], items[lead:]
    else:
        turned = len(items) > 1 and transposes(reader, replace(row, items=items[-1:]))
        turned = turned and not isinstance(items[-2], Operator)
        own = replace(row, items=row.items[:-1]) if turned else row
        parts, rest = indices_written(own), row.items[-1:] if turned else ()
        parts = run_together(parts[0]) if len(parts) == 1 < lead else parts
    return parts, replace(row, items=rest) if rest else None


def whole_family(thing: Quantity, node: Node, name: str) -> Value:
    """A family without its index: the list of all members, where they are numbers."""
    if thing.value.tensor.ndim == 1:
        return Value(thing.value.tensor, "column", thing.value.said)
    if thing.value.tensor.ndim == thing.lead:
        return values.value(thing.value.tensor)
    raise Unreadable(node.span, f"{name} is written with an index", f"if the whole is meant: {name} means …")


def _unbracketed(node: Node) -> Row:
    if isinstance(node, Bracket):
        return node.body
    return Row((node,), span=node.span)


def _as_row(parts: Sequence[Row], like: Row) -> Row | None:
    """Indices that are left, apart by commas again."""
    items: list[Node] = []
    for part in parts:
        items += [Mark(",", span=part.span), *part.items] if items else list(part.items)
    return Row(tuple(items), span=like.span) if items else None
