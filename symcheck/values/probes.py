"""Probes: points where mistakes live, read off the statement, in a fixed order, the cheapest and most telling first.

For every condition, divisor and argument of a function with a border (log, sqrt, abs, relu, max, Γ, …) the border and
both its sides, solved for one entry where it is linear in it; zeros, ones, equal entries, sign flips; identity,
singular and deficient matrices; all at the first setting of integers with room for every sum. Beside them one generic
choice of values at each of many settings: sizes just beyond every constant, indices equal and at both ends, maps that
repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, product

from flint import fmpq
from msgspec.structs import replace

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Array,
    Bracket,
    Call,
    Condition,
    Entry,
    Expr,
    Number,
    Piecewise,
    Power,
    Product,
    RealRelation,
    Sum,
)
from symcheck.expressions.walk import free_indices, subexpressions
from symcheck.functions.table import TABLE
from symcheck.values.constraints import arrays_in
from symcheck.values.enumeration import in_order, room, small
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.evaluate.setting import IndexArithmetic
from symcheck.values.numbers.quotients import RationalNumbers
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.points import Point, shapes
from symcheck.values.special import (
    EASY,
    GRID,
    POWERS,
    combined,
    cycled,
    filled_with,
    fitted,
    generic_values,
    in_turns,
    rationals,
    special_points,
    turned,
)
from symcheck.values.subject import Subject

SETTINGS = 60
"""How many settings of integers are looked at."""
CRITICAL = 16
"""How many borders are solved for."""
PAIRED = 3
"""Of so many borders each is combined with others."""
FIRST = 12
SMALLEST = 4
"""Points that are easy to read are sought at so many of the first settings: those of the smallest sizes."""


def probes(what: Subject) -> Iterator[Point]:
    """Points in order; assumptions on real numbers need not hold there, declarations do."""
    found = list(islice(in_order(what), SETTINGS))
    if not found:
        return
    homes = _homes(what, found)
    home, *others = (islice(at_setting(what, found[k]), 1, None) for k in homes)
    generic = (p for k in dict.fromkeys((homes[0], *range(len(found)))) for p in islice(at_setting(what, found[k]), 1))
    yield from in_turns((generic, 1), (home, 2), (in_turns(*((other, 1) for other in others)), 1))


def _homes(what: Subject, found: Sequence[Setting]) -> tuple[int, ...]:
    """The settings at which special values are tried: with most room; sizes 1; indices equal; with least room."""
    order = sorted(range(len(found)), key=lambda k: (-room(what.bodies, found[k]), k))
    ones = [k for k, setting in enumerate(found) if set(setting.sizes.values()) == {1}]
    equal = [k for k in order if len(set(found[k].indices.values())) == 1 < len(found[k].indices)]
    return tuple(dict.fromkeys((order[0], *ones[:1], *equal[:1], order[-1], *order[1:2])))


def at_setting(what: Subject, setting: Setting) -> Iterator[Point]:
    """Values at one setting: generic ones first, then the borders, then what is special everywhere."""
    found = shapes(what, setting)
    if found is None:
        return
    generic = filled_with(setting, found, generic_values)
    yield generic
    if not found:
        return
    simple = special_points(setting, found, generic)
    listed = criticals(what)[:CRITICAL]
    borders = chain.from_iterable(bordering(critical, setting, generic) for critical in listed)
    yield from islice(simple, 2)
    powers = combined(POWERS, found, generic) if _has_powers(what) else iter(())
    turns = turned(found, generic) if _has_waves(what) else iter(())
    yield from in_turns((borders, 1), (simple, 1), (_paired(listed, setting, generic), 1), (powers, 1), (turns, 1))


def _has_waves(what: Subject) -> bool:
    """Whether there is a function of angles."""
    nodes = (node for body in what.expressions for node in subexpressions(body))
    return any(isinstance(node, Call) and node.function in ("sin", "cos", "tan") for node in nodes)


def _has_powers(what: Subject) -> bool:
    """Whether there is a power of what may be negative whose exponent is no number: it is one where that is whole."""
    nodes = (node for body in what.expressions for node in subexpressions(body))
    return any(isinstance(node, Power) and not isinstance(node.exponent, Number) for node in nodes)


def _paired(listed: Sequence[Expr], setting: Setting, generic: Point) -> Iterator[Point]:
    """Points on one border and beside it that lie on another one too."""
    known = [critical for critical in listed if _is_rational(critical, setting, generic)]
    for first, second in product(known[:PAIRED], known[: 2 * PAIRED]):
        if first is not second:
            for point in islice(bordering(first, setting, generic), len(SHIFTS)):
                yield from islice(bordering(second, setting, point), 1)


def _is_rational(critical: Expr, setting: Setting, generic: Point) -> bool:
    inside = with_bound(critical, setting, last=False)
    return inside is not None and rational_value(critical, inside, generic) is not None


def simple_points(what: Subject) -> Iterator[Point]:
    """Points that are easy to read: the smallest sizes, and the values 2, −1, 3 in turn."""
    found = sorted(islice(small(what), FIRST), key=lambda setting: sum(setting.sizes.values()))
    for setting in found[:SMALLEST]:
        arrays = shapes(what, setting)
        if arrays is not None:
            yield filled_with(setting, arrays, cycled(EASY))


# Borders


ROOTS = 4
"""For how many entries each."""
SHIFTS = rationals(0, -1, 1, "-1/2")


def criticals(what: Subject) -> list[Expr]:
    """The expressions that mean something else on both sides of 0, those of the statement before those of `given`.

    None that speaks of what a name was turned into to differentiate by it: that has no value of its own.
    """
    found: dict[Expr, None] = {}
    for body in what.expressions:
        for node in subexpressions(body):
            found.update(dict.fromkeys(_critical(node)))
    found.update(dict.fromkeys(_differences(what.given)))
    known = {*arrays_in(what.expressions)}
    return [each for each in found if known.issuperset(own := arrays_in([each])) and own]


def _critical(node: Expr) -> Iterator[Expr]:
    match node:
        case Sum(_, _, where) | Product(_, _, where) | Bracket(where) | Piecewise(where):
            yield from _differences(where)
        case Power(base, Number(exponent)):
            if exponent < 0 or exponent.denominator > 1:
                yield base
        case Power(base, exponent):
            yield from (base, exponent)
        case Call(function, arguments) if function in TABLE:
            row = TABLE[function]
            yield from (ask.expr for rule in (row.domain, row.smooth) for asks in rule(*arguments) for ask in asks)


def _differences(condition: Condition) -> Iterator[Expr]:
    yield from (r.difference for r in condition if isinstance(r, RealRelation))


def bordering(critical: Expr, setting: Setting, generic: Point) -> Iterator[Point]:
    """Points on the border and on both sides of it, reached by moving one entry; none where a value is cut loose."""
    if not generic.values.keys() >= {*arrays_in([critical])}:
        return
    for last in (False, True):
        inside = with_bound(critical, setting, last)
        if inside is None:
            return
        for array, place in islice(_entries(critical, inside), ROOTS):
            if not array.positive_definite:
                yield from _moved(critical, inside, generic, array, place)
        if inside.indices == setting.indices:
            return


def _moved(critical: Expr, inside: Setting, generic: Point, array: Array, place: tuple[int, ...]) -> Iterator[Point]:
    for root in _roots(critical, inside, generic, array, place):
        for shift in SHIFTS:
            moved = generic.at(array, place, root + shift)
            yield replace(moved, values={**moved.values, array: fitted(array, moved.values[array])})


def with_bound(expr: Expr, setting: Setting, last: bool) -> Setting | None:
    """The setting with a value for every index that is bound around the expression: the first or the last of each."""
    indices = dict(setting.indices)
    waiting: list[Index] = [index for index in free_indices(expr) if index not in indices]
    try:
        for index in sorted(waiting, key=lambda i: (i.name, i.serial)):
            low, high = IndexArithmetic(setting).hull(index)
            if low > high:
                return None
            indices[index] = high if last else low
    except (KeyError, Undefined):
        return None
    return replace(setting, indices=indices)


def _entries(expr: Expr, setting: Setting) -> Iterator[tuple[Array, tuple[int, ...]]]:
    """Entries that the expression speaks of, one for each time an array is written."""
    seen: set[tuple[Array, tuple[int, ...]]] = set()
    known = arrays_in([expr])
    for node in subexpressions(expr):
        if isinstance(node, Entry) and node.array in known:
            place = _place(node, setting)
            if place is not None and (node.array, place) not in seen:
                seen.add((node.array, place))
                yield node.array, place


def _place(entry: Entry, setting: Setting) -> tuple[int, ...] | None:
    inside = with_bound(entry, setting, last=False)
    try:
        return None if inside is None else tuple(int(p.raw) for p in Evaluator(RationalNumbers(), inside).places(entry))
    except Undefined:
        return None


def _roots(critical: Expr, inside: Setting, generic: Point, array: Array, place: tuple[int, ...]) -> tuple[fmpq, ...]:
    """Where the expression is 0 as a function of one entry: by its line if it is linear, else on a grid.

    Nowhere if it has no rational value at 0 and at 1: it is not asked further.
    """

    def at(x: fmpq) -> fmpq | None:
        return rational_value(critical, inside, generic.at(array, place, x))

    at_0, at_1 = at(GRID[0]), at(GRID[1])
    if at_0 is None and at_1 is None:
        return ()
    if at_0 is not None and at_1 is not None and at_1 != at_0:
        slope = at_1 - at_0
        if at(fmpq(2)) == at_0 + 2 * slope and at(fmpq(3)) == at_0 + 3 * slope:
            return (-at_0 / slope,)
    return tuple(x for x in GRID if at(x) == 0)[:2]


def rational_value(critical: Expr, inside: Setting, point: Point) -> fmpq | None:
    try:
        setting = replace(inside, values=point.values)
        value = evaluate(critical, (), Evaluator(RationalNumbers(), setting))[()]
    except (Abstention, Undefined):
        return None
    return value if isinstance(value, fmpq) else None
