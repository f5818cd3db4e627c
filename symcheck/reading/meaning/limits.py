"""What the limits of Σ, Π, max and min bind and over which range, and what they state as a condition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.free import axis_range, free_letters, is_binder, limit_parts
from symcheck.reading.meaning.indexing import BOUND, declare, index_of, is_bound, ranges_of
from symcheck.reading.meaning.one_by_one import members_range
from symcheck.reading.meaning.ranges import ends, ranged
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, apart, extent, sides_of
from symcheck.reading.scope import Extent, IndexSet, Range, Running
from symcheck.reading.tree import Bracket, Letter, Node, Operator, Relation, Row, Scripts, Unreadable

_serials = count(BOUND)
"""Letters that limits bind are other indices than the declared ones of the same name."""


class Bound(Struct, frozen=True):
    """What limits bind: letters with their ranges, in order, and the conditions that they state."""

    running: dict[str, Running]
    conditions: tuple[Items, ...] = ()


def bound(name: str, lower: IndexForm, upper: IndexForm) -> Running:
    """A letter that runs over a range, as an index of its own."""
    return Running(name, Index(name, lower, upper, "declared", next(_serials)))


def limits(reader: Reader, node: Node, sub: Row | None, sup: Row | None, body: Items) -> Bound:
    """What the limits of a sign bind."""
    if sub is None:
        return _bare(reader, node, sup, body)
    found: dict[str, Running] = {}
    conditions: list[Items] = []
    for part in limit_parts(replace(sub, items=ranged(sub.items, reader.scope))):
        for name, running in _part(reader, part, sup, body, found, conditions):
            found[name] = running
    if not found:
        raise Unreadable(sub.span, "no letter is bound here", "as in \\sum_{i=1}^n, or \\sum_i")
    return Bound(found, tuple(conditions))


def _part(
    reader: Reader, part: Items, sup: Row | None, body: Items, known: dict[str, Running], conditions: list[Items]
) -> list[tuple[str, Running]]:
    """The letters that one part of the limits binds; what it states of letters that are bound is a condition."""
    colon = next((n for n, x in enumerate(part) if isinstance(x, Operator) and x.sign == ":"), None)
    if colon is not None:
        conditions.append(part[colon + 1 :])
        return [_ranged(reader, name, sup, body, part) for name in _letters(part[:colon])]
    sides, relations = sides_of(part)
    signs = [relation.sign for relation in relations]
    if len(sides) == 1:
        return [_ranged(reader, name, sup, body, part) for name in _letters(part)]
    names = [_alone(side) for side in sides]
    if all(name is None or name in known or _is_set(reader, name) for name in names[:1]) and names[0] in known:
        conditions.append(part)
        return []
    first = names[0]
    if len(sides) == 2 and signs[0] == "=" and first is not None and sup is not None:
        low, high = index_of(reader, sides[1]), index_of(reader, sup.items)
        return [(first, bound(first, *_agreed(reader, first, (low, high), body)))]
    if len(sides) == 2 and signs[0] == "∈" and first is not None:
        return [_in_set(reader, first, sides[1], conditions, part)]
    if all(sign in "≤<" for sign in signs) and len(sides) > 2:
        return _between(reader, sides, signs, names, conditions)
    if len(sides) == 2 and first is not None and signs[0] in "≠<>≤≥":
        conditions.append(part)
        return _compared(reader, _ranged(reader, first, sup, body, part), names[1], body, part, signs[0])
    raise Unreadable(extent(part), "these limits are not read", r"write \sum_{i=1}^n, \sum_{w \in V} or a condition")


def _letters(part: Items) -> list[str]:
    """The letters of limits without a relation: `i`, `ij`."""
    names = [spelling(item) for item in part if isinstance(item, Letter | Scripts)]
    if len(names) != len(part) or any(name is None for name in names):
        raise Unreadable(extent(part), "these limits are not read", r"write \sum_{i=1}^n or \sum_{w \in V}")
    return [name for name in names if name is not None]


def _alone(side: Items) -> str | None:
    """The letter of a side that is nothing else."""
    if len(side) != 1 or not isinstance(side[0], Letter | Scripts):
        return None
    return spelling(side[0])


def _is_set(reader: Reader, name: str | None) -> bool:
    return isinstance(reader.thing(name), IndexSet)


def _ranged(reader: Reader, name: str, sup: Row | None, body: Items, part: Items) -> tuple[str, Running]:
    """A letter without a relation: from 1 to what stands above, else over its own range, or that of its axis."""
    if sup is not None:
        return name, bound(name, *_agreed(reader, name, (af.ONE, index_of(reader, sup.items)), body))
    return name, bound(name, *own_range(reader, name, body, part))


def _agreed(reader: Reader, name: str, limits_: Range, body: Items) -> Range:
    """The limits as written, or the axis's where they may leave it and the page agrees that they mean that."""
    ranges = axis_range(name, (body,), reader.scope) if reader.scope.conventions.limits else ()
    if len(ranges) != 1:
        return limits_
    low, high = ranges[0]
    inside = (limits_[0] - low, high - limits_[1])
    return limits_ if all(not gap.terms and gap.constant >= 0 for gap in inside) else ranges[0]


def own_range(reader: Reader, name: str, body: Items, part: Items) -> Range:
    """The range of a letter that limits give none: the declared one, that of its axis, or the members it numbers."""
    index = reader.scope.index(name)
    if index is not None:
        return index.lower, index.upper
    ranges = ranges_of(reader, name, (body, part))
    if len(ranges) == 1:
        return ranges[0]
    if not ranges and (members := members_range(reader, name, body)) is not None:
        return members
    why = "it stands on axes of different ranges" if ranges else "it stands on no axis that is declared"
    raise Unreadable(extent(body), f"the range of {name} is not known: {why}", declare(name))


def _in_set(reader: Reader, name: str, side: Items, conditions: list[Items], part: Items) -> tuple[str, Running]:
    """`w \\in V`, `k \\in A`, `i \\in \\{1, \\dots, n\\}`."""
    thing = reader.thing(_alone(side))
    if isinstance(thing, Extent):
        return name, bound(name, af.ONE, thing.form)
    if isinstance(thing, IndexSet):
        conditions.append(part)
        return name, bound(name, thing.index.lower, thing.index.upper)
    if len(side) == 1 and isinstance(side[0], Bracket):
        listed = side[0].body.items
        found = ends(listed) if any(map(is_dots, listed)) else None
        if found is not None:
            return name, bound(name, index_of(reader, found[0]), index_of(reader, found[1]))
    raise Unreadable(extent(side), "this is no set that is declared", f"declare it, as in index {name} ∈ V")


def _between(
    reader: Reader, sides: Sequence[Items], signs: list[str], names: list[str | None], conditions: list[Items]
) -> list[tuple[str, Running]]:
    """`-m \\le j \\le m`, `1 \\le i < j \\le n`."""
    lower = index_of(reader, sides[0]).shift(1 if signs[0] == "<" else 0)
    upper = index_of(reader, sides[-1]).shift(-1 if signs[-1] == "<" else 0)
    inner = names[1:-1]
    if any(name is None for name in inner):
        raise Unreadable(extent(sides[1]), "a letter between two bounds is wanted here", "as in 1 ≤ i ≤ n")
    for position in range(1, len(sides) - 2):
        sign = Relation(signs[position], span=extent(sides[position]))
        conditions.append((*sides[position], sign, *sides[position + 1]))
    return [(name, bound(name, lower, upper)) for name in inner if name is not None]


def _compared(
    reader: Reader, bound_: tuple[str, Running], second: str | None, body: Items, part: Items, sign: str
) -> list[tuple[str, Running]]:
    """`i \\ne j`, `i < j`: the first is bound; the second too where it stands in the body and nowhere else."""
    first, found = bound_[0], [bound_]
    if second is None or isinstance(reader.thing(second), Extent):
        return found
    inside = second in free_letters(body, reader.scope)
    others = [x for x in reader.others if second in free_letters(x, reader.scope)]
    rest = [_uncompared(x, second) for x in (reader.whole, *others)]
    outside = any(second in free_letters(items, reader.scope) for items in rest)
    if not inside or outside or _is_bound_now(reader, second):
        return found
    if sign == "≠" or others:
        ways = (
            Way(f"{second} is fixed, the sum is over {first}", f"write \\sum_{{{first}: {first} \\ne {second}}}"),
            Way(f"the sum is over {first} and {second}", f"write \\sum_{{{first},{second}}}"),
        )
        if reader.choose(extent(part), *ways) == 0:
            return found
    return [*found, (second, bound(second, *own_range(reader, second, body, part)))]


def _uncompared(items: Items, letter: str) -> Items:
    """The terms without the sums whose limits compare this letter, as they would bind it too: `\\sum_{j<i}`."""
    kept: list[Node] = []
    for term in apart(items, lambda item: isinstance(item, Operator) and item.sign in "+-"):
        binders = (n for n, x in enumerate(term) if is_binder(x) and isinstance(x, Scripts) and x.sub is not None)
        end = next((n for n in binders if _compares(term[n], letter)), len(term))
        kept += term[:end]
    return tuple(kept)


def _compares(binder: Node, letter: str) -> bool:
    """Whether limits compare two letters, of which this is one."""
    assert isinstance(binder, Scripts) and binder.sub is not None
    sides, relations = sides_of(binder.sub.items)
    names = [_alone(side) for side in sides]
    return len(names) == 2 and letter in names and None not in names and relations[0].sign in "≠<>≤≥"


def _is_bound_now(reader: Reader, name: str) -> bool:
    """Whether a letter is bound by a sign further out."""
    return is_bound(reader.scope.index(name))


def _bare(reader: Reader, node: Node, sup: Row | None, body: Items) -> Bound:
    """`\\sum a_i`: the one index that stands in the body alone, over its axis."""
    free = free_letters(body, reader.scope)
    outside = frozenset[str]().union(*(free_letters(other, reader.scope) for other in reader.others))
    names = [x for x in sorted(free - outside) if len(axis_range(x, (body,), reader.scope)) == 1]
    if len(names) != 1:
        shown = " or ".join(names) if names else "none"
        raise Unreadable(node.span, f"over which index? ({shown})", r"write it below: \sum_i")
    return Bound(dict([_ranged(reader, names[0], sup, body, body)]))
