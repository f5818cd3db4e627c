"""Probes: points where mistakes live, read off the statement, in a fixed order, the cheapest and most telling first.

For every condition, divisor and argument of a function with a border (log, sqrt, abs, relu, max, Γ, …) the border and
both its sides, solved for one entry where it is linear in it; zeros, ones, equal entries, sign flips; identity,
singular and deficient matrices; all at the first setting of integers with room for every sum. Beside them one generic
choice of values at each of many settings: sizes just beyond every constant, indices equal and at both ends, maps that
repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice, product

import numpy as np
from flint import fmpq

from symcheck.arithmetic.elements import boxed
from symcheck.arithmetic.quotients import RationalNumbers, fraction, positive_definite, quotient
from symcheck.arithmetic.system import Abstention, Raw, Undefined
from symcheck.constraints import arrays_in
from symcheck.enumeration import in_order, room
from symcheck.evaluate import Evaluator, Setting, evaluate
from symcheck.evaluate.setting import IndexArithmetic
from symcheck.functions.table import TABLE
from symcheck.language.affine import Index
from symcheck.language.expressions import (
    Array,
    Bracket,
    Call,
    Choice,
    Condition,
    Entry,
    Expr,
    Number,
    Power,
    Product,
    RealRelation,
    Sum,
)
from symcheck.language.walk import free_indices, subexpressions
from symcheck.points import Point, shapes
from symcheck.subject import Subject

SETTINGS = 60
"""How many settings of integers are looked at."""
CRITICAL = 16
"""How many borders are solved for."""
ROOTS = 4
"""For how many entries each."""
Shapes = Mapping[Array, tuple[int, ...]]
Rule = Callable[[Array, tuple[int, ...]], Raw]


def rationals(*values: int | str) -> tuple[fmpq, ...]:
    return tuple(quotient(Fraction(v)) for v in values)


GENERIC = rationals("1/2", 2, -1, 3, "-1/2", "3/2", -2, "1/4", -3, "5/2")
GRID = rationals(0, 1, -1, 2, "-1/2", "1/2", -2, 3)
ALL = rationals(0, 1, -1, "1/2", 2, "-1/2")
SIGNS = rationals(1, "-1/2", 0)
MANY = 5
PAIRED = 3
"""Of so many borders each is combined with others."""
SMALLEST = 4
EASY = (rationals(2), rationals(1, 2), rationals(1, -1, 2), rationals(2, -1, 3))
SHIFTS = rationals(0, -1, 1, "-1/2")


def probes(what: Subject) -> Iterator[Point]:
    """Points in order; assumptions on real numbers need not hold there, declarations do."""
    found = list(islice(in_order(what), SETTINGS))
    if not found:
        return
    homes = _homes(what, found)
    home, *others = (islice(at_setting(what, found[k]), 1, None) for k in homes)
    generic = (p for k in dict.fromkeys((homes[0], *range(len(found)))) for p in islice(at_setting(what, found[k]), 1))
    yield from _in_turns((generic, 1), (home, 2), (_in_turns(*((other, 1) for other in others)), 1))


def _homes(what: Subject, found: Sequence[Setting]) -> tuple[int, ...]:
    """The settings at which special values are tried: with most room; sizes 1; indices equal; with least room."""
    order = sorted(range(len(found)), key=lambda k: (-room(what.bodies, found[k]), k))
    ones = [k for k, setting in enumerate(found) if set(setting.sizes.values()) == {1}]
    equal = [k for k in order if len(set(found[k].indices.values())) == 1 < len(found[k].indices)]
    return tuple(dict.fromkeys((order[0], *ones[:1], *equal[:1], order[-1], *order[1:2])))


def _in_turns(*streams: tuple[Iterator[Point], int]) -> Iterator[Point]:
    """So many of each in turn, until all are spent."""
    while here := [point for stream, turns in streams for point in islice(stream, turns)]:
        yield from here


def at_setting(what: Subject, setting: Setting) -> Iterator[Point]:
    """Values at one setting: generic ones first, then the borders, then what is special everywhere."""
    found = shapes(what, setting)
    if found is None:
        return
    generic = _filled(setting, found, _generic)
    yield generic
    if not found:
        return
    simple = _simple(setting, found, generic)
    listed = criticals(what)[:CRITICAL]
    borders = chain.from_iterable(_bordering(critical, setting, generic) for critical in listed)
    yield from islice(simple, 2)
    yield from _in_turns((borders, 1), (simple, 1), (_paired(listed, setting, generic), 1))


def _paired(listed: Sequence[Expr], setting: Setting, generic: Point) -> Iterator[Point]:
    """Points on one border and beside it that lie on another one too."""
    known = [critical for critical in listed if _is_rational(critical, setting, generic)]
    for first, second in product(known[:PAIRED], known[: 2 * PAIRED]):
        if first is not second:
            for point in islice(_bordering(first, setting, generic), len(SHIFTS)):
                yield from islice(_bordering(second, setting, point), 1)


def _is_rational(critical: Expr, setting: Setting, generic: Point) -> bool:
    inside = _bound(critical, setting, last=False)
    return inside is not None and _value(critical, inside, generic) is not None


def simple_points(what: Subject) -> Iterator[Point]:
    """Points that are easy to read: the smallest sizes, and values such as 1, 2, −1."""
    found = sorted(islice(in_order(what), SETTINGS), key=lambda setting: sum(setting.sizes.values()))
    for setting in found[:SMALLEST]:
        arrays = shapes(what, setting)
        if arrays is not None:
            yield from (_filled(setting, arrays, _cycled(values)) for values in EASY)


def _cycled(values: tuple[fmpq, ...]) -> Rule:
    return lambda array, shape: _raw(shape, lambda k: values[(sum(map(ord, array.name)) + k) % len(values)])


# Special values


def _filled(setting: Setting, found: Shapes, rule: Rule) -> Point:
    return Point(setting, {array: fitted(array, rule(array, shape)) for array, shape in found.items()})


def _generic(array: Array, shape: tuple[int, ...]) -> Raw:
    """Short numbers of both signs, different from entry to entry and from array to array; small ones where many add up.

    A softmax of large numbers is 0 or 1 up to rounding, and all claims agree on it.
    """
    start = sum(map(ord, array.name)) % len(GENERIC)
    scale = fmpq(1, 4) if max(shape, default=0) >= MANY and not array.integer else fmpq(1)
    return _raw(shape, lambda k: scale * (GENERIC[(start + k) % len(GENERIC)] + k // len(GENERIC)))


def _negated(array: Array, shape: tuple[int, ...]) -> Raw:
    return boxed(-_generic(array, shape))


def _raw(shape: tuple[int, ...], value: Callable[[int], fmpq]) -> Raw:
    result = np.empty(shape, dtype=object)
    flat = result.reshape(-1)
    for k in range(flat.size):
        flat[k] = value(k)
    return result


def _constant(value: fmpq) -> Rule:
    return lambda array, shape: _raw(shape, lambda k: value)


def _simple(setting: Setting, found: Shapes, generic: Point) -> Iterator[Point]:
    yield from (_filled(setting, found, _constant(value)) for value in ALL[:2])
    yield from _scalars(found, generic)
    yield _filled(setting, found, _negated)
    yield from (_filled(setting, found, _constant(value)) for value in ALL[2:])
    for rule in (_unit, _first_zero, _two_equal, _last_unit, _ranked, _one_each):
        yield from (_with(generic, array, rule) for array, shape in found.items() if shape and 0 not in shape)
    for value in ALL[:2]:
        yield from (_with(generic, array, _constant(value)) for array, shape in found.items() if shape)
    for array in found:
        yield _with(generic, array, _negated)


def _with(generic: Point, array: Array, rule: Rule) -> Point:
    changed = fitted(array, rule(array, generic.values[array].shape))
    return Point(generic.integers, {**generic.values, array: changed})


def _scalars(found: Shapes, generic: Point) -> Iterator[Point]:
    """Every scalar on a grid, the others generic; two of them on all pairs of it, three on a coarse one."""
    scalars = [array for array, shape in found.items() if not shape]
    if len(scalars) == 2:
        yield from _combined(scalars, GRID, generic)
        return
    alone = (_placed(generic, {array: value}) for value in GRID for array in scalars)
    equal = (_placed(generic, dict.fromkeys(scalars, value)) for value in (GRID[:5] if len(scalars) > 1 else ()))
    coarse = _combined(scalars, SIGNS, generic) if len(scalars) == 3 else iter(())
    yield from _in_turns((alone, 2), (coarse, 2), (equal, 1))


def _combined(scalars: Sequence[Array], grid: Sequence[fmpq], generic: Point) -> Iterator[Point]:
    for values in product(grid, repeat=len(scalars)):
        yield _placed(generic, dict(zip(scalars, values, strict=True)))


def _placed(generic: Point, values: Mapping[Array, fmpq]) -> Point:
    moved = {array: fitted(array, _raw((), lambda k, value=value: value)) for array, value in values.items()}  # type: ignore[misc]
    return Point(generic.integers, {**generic.values, **moved})


def _unit(array: Array, shape: tuple[int, ...]) -> Raw:
    """A unit vector; the identity."""
    return _at_places(shape, lambda place: len(set(place)) == 1 and (len(place) > 1 or place[0] == 0))


def _last_unit(array: Array, shape: tuple[int, ...]) -> Raw:
    return _at_places(shape, lambda place: all(p == n - 1 for p, n in zip(place, shape, strict=True)))


def _one_each(array: Array, shape: tuple[int, ...]) -> Raw:
    """One entry 1 in each of the first places: a row of ones."""
    return _at_places(shape, lambda place: place[0] == 0)


def _at_places(shape: tuple[int, ...], test: Callable[[tuple[int, ...]], bool]) -> Raw:
    result = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        result[place] = fmpq(int(test(place)))
    return result


def _first_zero(array: Array, shape: tuple[int, ...]) -> Raw:
    result = _generic(array, shape)
    result.reshape(-1)[0] = fmpq(0)
    return result


def _two_equal(array: Array, shape: tuple[int, ...]) -> Raw:
    flat = _generic(array, shape).reshape(-1)
    if flat.size > 1:
        flat[1] = flat[0]
    return flat.reshape(shape)


def _ranked(array: Array, shape: tuple[int, ...]) -> Raw:
    """A matrix of rank 1, no entry 0."""
    result = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        result[place] = GENERIC[place[0] % len(GENERIC)] * (1 + sum(place[1:]))
    return result


# As declared


def fitted(array: Array, raw: Raw) -> Raw:
    """The values, changed to what the declaration of the array asks for."""
    fit = SIGNED[array.sign]
    result = _raw(raw.shape, lambda k: fit(_whole(raw.reshape(-1)[k]) if array.integer else raw.reshape(-1)[k]))
    if not (array.symmetric or array.positive_definite):
        return result
    for row, column in np.ndindex(*raw.shape):
        result[row, column] = result[min(row, column), max(row, column)]
    return _definite(result) if array.positive_definite else result


def _definite(matrix: Raw) -> Raw:
    if positive_definite(matrix):
        return matrix
    one = _at_places(matrix.shape, lambda place: place[0] == place[1])
    return np.asarray(matrix @ matrix.T + one, dtype=object) if len(matrix) else matrix


def _whole(x: fmpq) -> fmpq:
    return fmpq(round(fraction(x)) if x.q != 2 else int(2 * x))


SIGNED: dict[str, Callable[[fmpq], fmpq]] = {
    "real": lambda x: x, "positive": lambda x: abs(x) if x != 0 else fmpq(1), "nonnegative": abs,
    "negative": lambda x: -abs(x) if x != 0 else fmpq(-1), "nonzero": lambda x: x if x != 0 else fmpq(1),
}  # fmt: skip


# Borders


def criticals(what: Subject) -> list[Expr]:
    """The expressions that mean something else on both sides of 0, those of the statement before those of `given`."""
    found: dict[int, Expr] = {}
    for body in what.expressions:
        for node in subexpressions(body):
            found.update({id(each): each for each in _critical(node)})
    found.update({id(each): each for each in _differences(what.given)})
    return [each for each in found.values() if arrays_in([each])]


def _critical(node: Expr) -> Iterator[Expr]:
    match node:
        case Sum(_, _, where) | Product(_, _, where) | Bracket(where) | Choice(where):
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


def _bordering(critical: Expr, setting: Setting, generic: Point) -> Iterator[Point]:
    """Points on the border and on both sides of it, reached by moving one entry."""
    for last in (False, True):
        inside = _bound(critical, setting, last)
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


def _bound(expr: Expr, setting: Setting, last: bool) -> Setting | None:
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
    inside = _bound(entry, setting, last=False)
    try:
        return None if inside is None else tuple(int(p.raw) for p in Evaluator(RationalNumbers(), inside).places(entry))
    except Undefined:
        return None


def _roots(critical: Expr, inside: Setting, generic: Point, array: Array, place: tuple[int, ...]) -> tuple[fmpq, ...]:
    """Where the expression is 0 as a function of one entry: by its line if it is linear, else on a grid.

    Nowhere if it has no rational value at 0 and at 1: it is not asked further.
    """

    def at(x: fmpq) -> fmpq | None:
        return _value(critical, inside, generic.at(array, place, x))

    at_0, at_1 = at(GRID[0]), at(GRID[1])
    if at_0 is None and at_1 is None:
        return ()
    if at_0 is not None and at_1 is not None and at_1 != at_0:
        slope = at_1 - at_0
        if at(fmpq(2)) == at_0 + 2 * slope and at(fmpq(3)) == at_0 + 3 * slope:
            return (-at_0 / slope,)
    return tuple(x for x in GRID if at(x) == 0)[:2]


def _value(critical: Expr, inside: Setting, point: Point) -> fmpq | None:
    try:
        setting = replace(inside, values=point.values)
        value = evaluate(critical, (), Evaluator(RationalNumbers(), setting))[()]
    except (Abstention, Undefined):
        return None
    return value if isinstance(value, fmpq) else None
