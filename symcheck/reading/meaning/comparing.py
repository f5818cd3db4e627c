"""Relations as conditions: `w \\ne o`, `\\lambda > 0`, `i \\in A`, `1 \\le i < j`."""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Integer
from symcheck.expressions.walk import substitute_condition
from symcheck.language.conditions import And, Eq, Ge, Gt, Le, Lt, Ne, one_of
from symcheck.language.tensor import Logical, Tensor, index_form
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, extent, lone, sides_of, split
from symcheck.reading.scope import Extent, IndexSet
from symcheck.reading.tree import Bracket, Number, Operator, Relation, Unreadable

STATED = {"=": Eq, "≠": Ne, ">": Gt, "≥": Ge, "<": Lt, "≤": Le}
MOST_VALUES = 6
"""Numbers that a set has at most."""
TURNED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "≠": "≠"}
"""What a comparison says of its sides when they change places."""


def listed(items: Items) -> list[Items]:
    """The conditions that commas part; what stands there alone is compared as the next is: `u, v > 0`."""
    found: list[Items] = []
    for part in reversed([part for part in split(items) if part]):
        before = next((n for n, item in enumerate(found[-1]) if isinstance(item, Relation)), 0) if found else 0
        alone = not any(isinstance(item, Relation) for item in part)
        found.append((*part, *found[-1][before:]) if alone and before else part)
    return found[::-1]


def condition(reader: Reader, items: Items) -> Logical:
    """A chain of comparisons as a condition."""
    sides, relations = sides_of(items)
    if not relations:
        raise Unreadable(extent(items), "a condition is a relation", "as in i ≠ j, or x > 0")
    stated: list[Logical] = []
    for left, relation, right in zip(sides, relations, sides[1:], strict=False):
        stated.append(_pair(reader, left, relation, right))
    return And(*stated)


def _pair(reader: Reader, left: Items, relation: Relation, right: Items) -> Logical:
    if relation.sign == "∈":
        return _member(reader, left, relation, right)
    make = STATED.get(relation.sign)
    if make is None:
        raise Unreadable(relation.span, f"{relation.sign} states no condition", "write =, ≠, <, ≤, > or ≥")
    a, b = reader.expression(left), reader.expression(right)
    with reader.at(relation.span):
        return make(a.tensor, b.tensor)


def _member(reader: Reader, left: Items, relation: Relation, right: Items) -> Logical:
    thing = reader.thing(spelling(right[0])) if len(right) == 1 else None
    value = reader.expression(left)
    with reader.at(relation.span):
        if isinstance(thing, IndexSet):
            form = index_form(value.tensor)
            return Logical(substitute_condition(thing.condition, {thing.index: form}))
        if isinstance(thing, Extent):
            first, last = (Tensor(Integer(form)) for form in (af.ONE, thing.form))
            return And(Ge(value.tensor, first), Le(value.tensor, last))
        if value.stands == "number" and (numbers := numbers_of(right)):
            return Logical(one_of(value.tensor, numbers))
    raise Unreadable(
        extent(right), "this is no set that is declared", "declare it: sizes K for 1 … K, or A = {l ∈ K : …}"
    )


def numbers_of(items: Items) -> list[int]:
    """The whole numbers of a set, `\\{-1, 0, 1\\}`; none where anything else stands there."""
    only = lone(items)
    parts = split(only.body.items) if isinstance(only, Bracket) and only.opens == "{" else []
    found = [_whole(part) for part in parts[:MOST_VALUES]]
    known = [number for number in found if number is not None]
    return known if len(known) == len(parts) else []


def _whole(items: Items) -> int | None:
    sign, number = items[:-1], items[-1] if items else None
    minus = len(sign) == 1 and isinstance(sign[0], Operator) and sign[0].sign == "-"
    if not isinstance(number, Number) or not number.text.isdigit() or (sign and not minus):
        return None
    return -int(number.text) if minus else int(number.text)
