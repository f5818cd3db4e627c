"""Σ, Π, max and min over an index: what the limits bind and over which range, and how a condition in them is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Integer
from symcheck.expressions.walk import expand_names, free_indices
from symcheck.language.conditions import And
from symcheck.language.quantifiers import Product, Sum, stack
from symcheck.language.reductions import max as largest
from symcheck.language.reductions import min as smallest
from symcheck.language.tensor import Logical, Tensor, as_tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.comparing import condition
from symcheck.reading.meaning.free import axis_range, bound_letters, free_letters, is_binder
from symcheck.reading.meaning.indexing import BOUND, declare, index_of, is_bound, ranges_of
from symcheck.reading.meaning.one_by_one import written_out
from symcheck.reading.meaning.ranges import ranged
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, apart, base_of, extent, nodes, sides_of, split
from symcheck.reading.scope import Extent, IndexSet, Quantity, Running, Scope, Value
from symcheck.reading.tree import (
    Big,
    Bracket,
    Letter,
    Mark,
    Node,
    Operator,
    Relation,
    Row,
    Scripts,
    Symbol,
    Table,
    Unreadable,
    Word,
)

_serials = count(BOUND)
"""Letters that limits bind are other indices than the declared ones of the same name."""


PRODUCT_ENDS = (
    Way("the product ends behind the last factor with its index", "put brackets around the product"),
    Way("the product reaches over all that follows", "put brackets around what is multiplied"),
)


class Bound(Struct, frozen=True):
    """What limits bind: letters with their ranges, in order, and the conditions that they state."""

    running: dict[str, Running]
    conditions: tuple[Items, ...] = ()


def bound(name: str, lower: IndexForm, upper: IndexForm) -> Running:
    """A letter that runs over a range, as an index of its own."""
    return Running(name, Index(name, lower, upper, "declared", next(_serials)))


def summed(reader: Reader, node: Node, stream: Stream) -> Value:
    """Σ or Π with its limits over all that is left of the stream."""
    big = base_of(node)
    assert isinstance(big, Big)
    sub, sup = (node.sub, node.sup) if isinstance(node, Scripts) else (None, None)
    body = stream.rest()
    if not body:
        raise Unreadable(node.span, "nothing stands behind this sign")
    if big.kind not in ("sum", "prod"):
        raise Unreadable(node.span, "an integral is not read")
    if big.kind == "prod":
        body = body[: _end_of_product(reader, node, body)]
    stream.at += len(body)
    over = limits(reader, node, sub, sup, body)
    running = next(iter(over.running.values())) if len(over.running) == 1 else None
    if running is not None and not over.conditions:
        found = written_out(reader, big.kind, running, body, node)
        if found is not None:
            return found
    return quantified(reader, big.kind, over, body, node)


def _end_of_product(reader: Reader, node: Node, body: Items) -> int:
    """How far Π reaches: a sign behind it that binds its letter again stands alone.

    Whether what follows the last factor with its letter is multiplied each time is ambiguous.
    """
    letters = set(bound_letters(node.sub)) if isinstance(node, Scripts) and node.sub is not None else set()
    signs = [n for n, item in enumerate(body) if n and isinstance(base_of(item), Big)]
    end = next((n for n in signs if letters & _bound_by(body[n])), len(body))
    own = [n for n in range(end) if letters & free_letters((body[n],), reader.scope)]
    ends = own[-1] + 1 if own else signs[0] if signs else end
    if own and ends < end and isinstance(body[ends], Bracket) and reader.is_function(body[ends - 1]):
        ends += 1
    while ends < end and isinstance(sign := body[ends], Operator) and sign.sign == "!":
        ends += 1
    return ends if ends >= end or not letters or reader.choose(node.span, *PRODUCT_ENDS) == 0 else end


def _bound_by(item: Node) -> set[str]:
    return set(bound_letters(item.sub)) if isinstance(item, Scripts) and item.sub is not None else set()


def over_variables(node: Scripts, scope: Scope) -> bool:
    """Whether all that stands below a sign are variables, and no indices."""
    things = [scope.get(spelling(letter) or "") for letter in letters_below(node)]
    return bool(things) and all(isinstance(thing, Quantity) and thing.variable for thing in things)


def letters_below(node: Node) -> list[Node]:
    """What stands below a sign, without commas."""
    below = node.sub if isinstance(node, Scripts) else None
    return [item for item in below.items if not isinstance(item, Mark)] if below is not None else []


def extremum(reader: Reader, kind: str, node: Node, ends: tuple[Row, Row | None], stream: Stream) -> Value:
    """`\\max_j` over all that is left of the term."""
    if isinstance(node, Scripts) and over_variables(node, reader.scope):
        shown = " and ".join(spelling(letter) or "…" for letter in letters_below(node))
        why = f"a {kind}imum over {shown} is not read"
        raise Unreadable(node.span, why, "write the objective alone, or the same sign before every member")
    body = stream.rest()
    stream.at = len(stream.items)
    return quantified(reader, kind, limits(reader, node, *ends, body), body, node)


def quantified(reader: Reader, kind: str, over: Bound, body: Items, node: Node) -> Value:
    """The body over the letters that are bound."""
    with reader.knowing(over.running):
        reader.conditional += bool(over.conditions)
        inside = reader.expression(body)
        reader.conditional -= bool(over.conditions)
        stated = [condition(reader, part) for part in over.conditions]
    letters = [letter_of(running) for running in over.running.values()]
    _refuse_hidden(reader, over, inside, body, node)
    idle = over.running.keys() - free_letters((*body, *(x for part in over.conditions for x in part)), reader.scope)
    if idle:
        said = f"what is summed does not speak of {', '.join(sorted(idle))}"
        inside = values.made(inside.tensor, inside.stands, inside, said=(said,))
    where = And(*stated) if stated else None
    with reader.at(node.span):
        if kind in ("max", "min"):
            return _extreme(kind, inside, letters, where, node)
        make = Sum if kind == "sum" else Product
        return values.made(make(inside.tensor, *letters, where=where), inside.stands, inside)


def _refuse_hidden(reader: Reader, over: Bound, inside: Value, body: Items, node: Node) -> None:
    """A name that was defined with a letter free means nothing certain below a sign that binds that letter."""
    written = free_letters(body, reader.scope)
    held = {index.name for index in free_indices(expand_names(inside.tensor.body)) if index.serial == 0}
    for word in (x for x in nodes(body) if isinstance(x, Word) and x.text.endswith((")", "]"))):
        if over.running.keys() & set(re.findall(r"\\?[^\W\d_]+'*", word.text)):
            why = f"{word.text} is a name as it stands: no letter in it is an index"
            raise Unreadable(word.span, why, "declare the index, as in index k ∈ K")
    for name, running in over.running.items():
        if name not in written and running.index is not None and running.index.name in held:
            why = f"what stands here was defined with {name} free, and does not name it"
            raise Unreadable(node.span, why, f"define it with its index, as in L_{name} = …")


def _extreme(kind: str, inside: Value, letters: list[Tensor], where: Logical | None, node: Node) -> Value:
    if where is not None or not values.is_plain(inside) or len(letters) != 1:
        raise Unreadable(node.span, f"{kind} over more than one index, or under a condition")
    make = largest if kind == "max" else smallest
    return values.made(as_tensor(make(stack(inside.tensor, *letters))), "number", inside)


def letter_of(running: Running) -> Tensor:
    assert running.index is not None
    return Tensor(Integer(af.of_atom(running.index)))


def limits(reader: Reader, node: Node, sub: Row | None, sup: Row | None, body: Items) -> Bound:
    """What the limits of a sign bind."""
    if sub is None:
        return _bare(reader, node, sup, body)
    found: dict[str, Running] = {}
    conditions: list[Items] = []
    for part in _parts(replace(sub, items=ranged(sub.items, reader.scope))):
        for name, running in _part(reader, part, sup, body, found, conditions):
            found[name] = running
    if not found:
        raise Unreadable(sub.span, "no letter is bound here")
    return Bound(found, tuple(conditions))


def _parts(sub: Row) -> list[Items]:
    if len(sub.items) == 1 and isinstance(sub.items[0], Table):
        return [part for cells in sub.items[0].rows for cell in cells for part in split(cell.items)]
    return [part for part in split(sub.items, ",;") if part]


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
    lower, upper = own_range(reader, name, body, part)
    return name, bound(name, lower, upper)


def _agreed(
    reader: Reader, name: str, limits_: tuple[IndexForm, IndexForm], body: Items
) -> tuple[IndexForm, IndexForm]:
    """The limits as written, or the axis's where they may leave it and the page agrees that they mean that."""
    ranges = axis_range(name, (body,), reader.scope) if reader.scope.conventions.limits else ()
    if len(ranges) != 1:
        return limits_
    axis = (ranges[0].lower or af.ONE, ranges[0].form)
    inside = (limits_[0] - axis[0], axis[1] - limits_[1])
    return limits_ if all(not gap.terms and gap.constant >= 0 for gap in inside) else axis


def own_range(reader: Reader, name: str, body: Items, part: Items) -> tuple[IndexForm, IndexForm]:
    """The range of a letter that limits give none: the declared one, else that of the axis it stands on."""
    thing = reader.thing(name)
    if isinstance(thing, Running) and thing.index is not None:
        return thing.index.lower, thing.index.upper
    ranges = ranges_of(reader, name, (body, part))
    if len(ranges) == 1:
        return ranges[0].lower or af.ONE, ranges[0].form
    why = "it stands on axes of different ranges" if ranges else "it stands on no axis that is declared"
    raise Unreadable(extent(body), f"the range of {name} is not known: {why}", declare(name))


def _in_set(reader: Reader, name: str, side: Items, conditions: list[Items], part: Items) -> tuple[str, Running]:
    """`w \\in V`, `k \\in A`, `i \\in \\{1, \\dots, n\\}`."""
    thing = reader.thing(_alone(side))
    if isinstance(thing, Extent):
        return name, bound(name, thing.lower or af.ONE, thing.form)
    if isinstance(thing, IndexSet):
        conditions.append(part)
        return name, bound(name, thing.index.lower, thing.index.upper)
    if len(side) == 1 and isinstance(side[0], Bracket):
        ends = [x for x in split(side[0].body.items) if not (len(x) == 1 and isinstance(x[0], Symbol))]
        if len(ends) >= 2 and len(ends) < len(split(side[0].body.items)):
            return name, bound(name, index_of(reader, ends[0]), index_of(reader, ends[-1]))
    raise Unreadable(extent(side), "this is no set that is declared", f"declare it, as in index {name} ∈ V")


def _between(
    reader: Reader, sides: Sequence[Items], signs: list[str], names: list[str | None], conditions: list[Items]
) -> list[tuple[str, Running]]:
    """`-m \\le j \\le m`, `1 \\le i < j \\le n`."""
    lower = index_of(reader, sides[0]).shift(1 if signs[0] == "<" else 0)
    upper = index_of(reader, sides[-1]).shift(-1 if signs[-1] == "<" else 0)
    inner = names[1:-1]
    if any(name is None for name in inner):
        raise Unreadable(extent(sides[1]), "a letter between two bounds is wanted here")
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
    low, high = own_range(reader, second, body, part)
    return [*found, (second, bound(second, low, high))]


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
    thing = reader.thing(name)
    return isinstance(thing, Running) and is_bound(thing.index)


def _bare(reader: Reader, node: Node, sup: Row | None, body: Items) -> Bound:
    """`\\sum a_i`: the one index that stands in the body alone, over its axis."""
    free = free_letters(body, reader.scope)
    outside = frozenset[str]().union(*(free_letters(other, reader.scope) for other in reader.others))
    names = [x for x in sorted(free - outside) if len(axis_range(x, (body,), reader.scope)) == 1]
    if len(names) != 1:
        shown = " or ".join(names) if names else "none"
        raise Unreadable(node.span, f"over which index? ({shown})", r"write it below: \sum_i")
    return Bound(dict([_ranged(reader, names[0], sup, body, body)]))
