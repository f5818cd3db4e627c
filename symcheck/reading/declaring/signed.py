"""Names that a comparison with a number declares: `a, b > 0`, `0 < λ < 1`, `x ≠ 0`, `\\sigma^2 > 0`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Condition
from symcheck.language.conditions import assumption
from symcheck.language.declare import named
from symcheck.language.functions import sqrt
from symcheck.language.tensor import number
from symcheck.reading.declaring.defining import members
from symcheck.reading.declaring.headed import headed
from symcheck.reading.declaring.heads import Head, array, head, indexed
from symcheck.reading.declaring.variables import Made
from symcheck.reading.meaning.comparing import STATED, TURNED
from symcheck.reading.meaning.conditioned import is_head
from symcheck.reading.meaning.free import axis_range, free_letters
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import lone, split
from symcheck.reading.scope import Extent, Quantity, Range, Running, Scope, Thing, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Number, Operator, Relation, Row, Scripts, Unreadable

SIGNS = {">": "positive", "≥": "nonnegative", "<": "negative", "≠": "nonzero"}


def signed(row: Row, bound: Mapping[str, Range], scope: Scope, taken: frozenset[str] = frozenset()) -> Made | None:
    """New names with their sign, and conditions for what no sign says; None where this compares declared things.

    `taken` are names that get a value elsewhere: they are not declared by their sign.
    """
    parts = members(row.items)
    numbers = [_number(part) for _, part in parts]
    middle = [n for n, value in enumerate(numbers) if value is None]
    if len(middle) != 1 or not 2 <= len(parts) <= 3 or (len(parts) == 3 and middle != [1]):
        return None
    told, bound = bool(bound), bound or _in_heads(parts[middle[0]][1], scope)
    listed = _listed(parts[middle[0]][1], scope, bound)
    if listed is None or not all(_is_new(items, bound, scope, taken) for items in listed):
        return None
    limits = _limits(parts, numbers, middle[0])
    if limits is None:
        return None
    things: list[tuple[str, Span, Thing]] = []
    given: Condition = ()
    for items in listed:
        letters = {*bound} if told else free_letters(items, scope)
        made = _declared(items, {x: over for x, over in bound.items() if x in letters}, limits, scope)
        things += made.things
        given += made.given
    return Made(tuple(things), given)


def _in_heads(row: Row, scope: Scope) -> dict[str, Range]:
    """The declared index letters in the heads of probabilities and below names, with their ranges: `p(x_i|z_i=j) > 0`,
    `π_k > 0` is for all."""
    below = [item for part in split(row.items) if isinstance(item := lone(part), Scripts) and item.sub is not None]
    letters = free_letters([item for item in row.items if is_head(item) or item in below], scope)
    found = {letter: scope.index(letter) for letter in sorted(letters)}
    return {letter: (index.lower, index.upper) for letter, index in found.items() if index is not None}


def entries(row: Row, scope: Scope) -> dict[str, Range]:
    """The index letters of an entry that is compared with numbers alone, with their ranges: `σ_j > 0` is for all j.

    Empty where anything else is compared, or two numbers are said to be equal.
    """
    parts = members(row.items)
    named_parts = [part.items for _, part in parts if _number(part) is None]
    only = named_parts[0][0] if len(named_parts) == 1 == len(named_parts[0]) else None
    signs = {relation.sign for relation, _ in parts if relation is not None}
    if not isinstance(only, Scripts) or not signs <= set(TURNED):
        return {}
    found: dict[str, Range] = {}
    for letter in free_letters((only,), scope):
        own, over = scope.index(letter), axis_range(letter, [(only,)], scope)
        if len(over) == 1 and isinstance(scope.get(letter), Running | None):
            found[letter] = over[0] if own is None else (own.lower, own.upper)
    return found


def _number(row: Row) -> Fraction | None:
    items = row.items
    negative = len(items) == 2 and isinstance(items[0], Operator) and items[0].sign in "-−"
    only = items[-1] if len(items) == 1 + negative else None
    if not isinstance(only, Number) or len(only.text) > 20:
        return None
    return -Fraction(only.text) if negative else Fraction(only.text)


def _listed(row: Row, scope: Scope, bound: Collection[str]) -> list[Sequence[Node]] | None:
    """The names apart by commas; None where something is no name."""
    try:
        parts = [headed(part, scope, None, bound) for part in split(row.items)]
    except Unreadable:
        if any(map(is_head, row.items)):
            raise
        return None
    return list(parts) if all(part and name_of(part) is not None for part in parts) else None


def _is_new(items: Sequence[Node], bound: Mapping[str, Range], scope: Scope, taken: frozenset[str]) -> bool:
    found = head(items, bound)
    names = {name_of(items), found.name}
    if found.letters and isinstance(scope.get(found.name), Extent) and scope.numbers(found.name) is None:
        names.discard(found.name)
    if _is_square(items):
        names = {name_of(items)}
    known = any(name is None or name in taken or scope.get(name) is not None for name in names)
    return not known and not _entry(items, scope)


def _entry(items: Sequence[Node], scope: Scope) -> bool:
    """Whether this is an entry or a power of something declared: `x_i > 0`. A number has none: `l_1` is a name."""
    last = items[-1]
    base = spelling(last.base) if isinstance(last, Scripts) and last.base is not None and len(items) == 1 else None
    known = scope.get(base)
    if isinstance(known, Quantity) and not known.value.tensor.axes and isinstance(last, Scripts) and not last.sup:
        return False
    return known is not None and not (isinstance(known, Extent) and known.thing is None)


def _limits(
    parts: Sequence[tuple[Relation | None, Row]], numbers: Sequence[Fraction | None], middle: int
) -> list[tuple[str, Fraction]] | None:
    """What the names are compared with, the names always on the left; None for a sign that compares nothing."""
    found: list[tuple[str, Fraction]] = []
    for n, value in enumerate(numbers):
        relation = parts[max(n, middle)][0] if abs(n - middle) == 1 else None
        if value is None or relation is None:
            continue
        sign = relation.sign if n > middle else TURNED.get(relation.sign, "")
        if sign not in TURNED:
            return None
        found.append((sign, value))
    return found


def _declared(
    items: Sequence[Node], bound: Mapping[str, Range], limits: Sequence[tuple[str, Fraction]], scope: Scope
) -> Made:
    found = head(items, bound)
    missing = [letter for letter in bound if letter not in found.letters]
    if missing:
        raise Unreadable(found.span, f"{found.name} has no index {missing[0]}", f"{found.name}_{missing[0]} > 0 for …")
    sign = next((SIGNS[s] for s, value in limits if value == 0 and s in SIGNS), None)
    if sign is None:
        sign = "positive" if any(s in (">", "≥") and value > 0 for s, value in limits) else "real"
    tensor = array(Array(found.name, tuple(bound[letter] for letter in found.letters), sign))
    made = indexed(found, Value(tensor, "number"), scope)
    under = scope.beside(found.name, made) if found.letters else made
    things: list[tuple[str, Span, Thing]] = [(found.name, found.span, under)]
    base = _root(items, bound) if sign == "positive" else None
    if base is not None and scope.get(base.name) is None and base.letters == found.letters:
        root = Value(named(base.name, sqrt(tensor)), "number")
        things.append((base.name, found.span, indexed(base, root, scope, variable=False)))
    said = (_own(sign), Fraction(0))
    stated = [STATED[s](tensor, number(value)) for s, value in limits if (s, value) != said]
    given = tuple(relation for one in stated for relation in assumption(one))
    return Made(tuple(things), given)


def _root(items: Sequence[Node], bound: Collection[str]) -> Head | None:
    r"""`\sigma_j` of `\sigma_j^2`; None for what is no square."""
    only = lone(items)
    if not isinstance(only, Scripts) or only.base is None or not _is_square((replace(only, sub=None),)):
        return None
    return head((replace(only, sup=None) if only.sub is not None else only.base,), bound)


def _own(sign: str) -> str:
    return next((s for s, word in SIGNS.items() if word == sign), "")


def _is_square(items: Sequence[Node]) -> bool:
    """`\\sigma^2`: a power that is a name of its own."""
    only = lone(items)
    sup = only.sup if isinstance(only, Scripts) and only.sub is None and not only.primes else None
    return sup is not None and len(sup.items) == 1 and isinstance(sup.items[0], Number) and sup.items[0].text == "2"
