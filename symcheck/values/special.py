"""Special values of arrays, as declared: zeros, ones, equal entries, sign flips, units, matrices of low rank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

import numpy as np
from flint import fmpq

from symcheck.expressions.nodes import Array
from symcheck.values.evaluate import Setting
from symcheck.values.numbers.elements import boxed
from symcheck.values.numbers.quotients import fraction, positive_definite, quotient
from symcheck.values.numbers.system import Raw
from symcheck.values.points import Point

Shapes = Mapping[Array, tuple[int, ...]]
Rule = Callable[[Array, tuple[int, ...]], Raw]


def rationals(*values: int | str) -> tuple[fmpq, ...]:
    return tuple(quotient(Fraction(v)) for v in values)


GENERIC = rationals("1/2", 2, -1, 3, "-1/2", "3/2", -2, "1/4", -3, "5/2")
GRID = rationals(0, 1, -1, 2, "-1/2", "1/2", -2, 3)
ALL = rationals(0, 1, -1, "1/2", 2, "-1/2")
SIGNS = rationals(1, "-1/2", 0)
POWERS = rationals(2, -2, "1/2")
"""A base of either sign, an even number, a fraction: ((−2)²)^½ is 2, and (−2)^(2 · ½) is −2."""
TURNS = rationals(4, -4, 7, 20)
"""Angles beyond half a turn: cos x/2 is √((1 + cos x)/2) up to there."""
FEW = 3
"""Of so many scalars all combinations are looked at."""
EASY = rationals(2, -1, 3)
MANY = 5


def filled_with(setting: Setting, found: Shapes, rule: Rule) -> Point:
    return Point(setting, {array: fitted(array, rule(array, shape)) for array, shape in found.items()})


def generic_values(array: Array, shape: tuple[int, ...]) -> Raw:
    """Short numbers of both signs, different from entry to entry and from array to array; small ones where many add up.

    A softmax of large numbers is 0 or 1 up to rounding, and all claims agree on it.
    """
    start = sum(map(ord, array.name)) % len(GENERIC)
    scale = fmpq(1, 4) if max(shape, default=0) >= MANY and not array.integer else fmpq(1)
    return _raw(shape, lambda k: scale * (GENERIC[(start + k) % len(GENERIC)] + k // len(GENERIC)))


def _negated(array: Array, shape: tuple[int, ...]) -> Raw:
    return boxed(-generic_values(array, shape))


def _raw(shape: tuple[int, ...], value: Callable[[int], fmpq]) -> Raw:
    result = np.empty(shape, dtype=object)
    flat = result.reshape(-1)
    for k in range(flat.size):
        flat[k] = value(k)
    return result


def _constant(value: fmpq) -> Rule:
    return lambda array, shape: _raw(shape, lambda k: value)


def special_points(setting: Setting, found: Shapes, generic: Point) -> Iterator[Point]:
    yield from (filled_with(setting, found, _constant(value)) for value in ALL[:2])
    yield from _scalars(found, generic)
    yield filled_with(setting, found, _negated)
    yield from (filled_with(setting, found, _constant(value)) for value in ALL[2:])
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
        yield from combined(GRID, found, generic)
        return
    alone = (_placed(generic, {array: value}) for value in GRID for array in scalars)
    equal = (_placed(generic, dict.fromkeys(scalars, value)) for value in (GRID[:5] if len(scalars) > 1 else ()))
    coarse = combined(SIGNS, found, generic) if len(scalars) == 3 else iter(())
    yield from in_turns((alone, 2), (coarse, 2), (equal, 1))


def combined(grid: Sequence[fmpq], found: Shapes, generic: Point) -> Iterator[Point]:
    """Every scalar on a grid, all with all, the rest generic; where there are few."""
    scalars = [array for array, shape in found.items() if not shape]
    if not 1 < len(scalars) <= FEW:
        return
    for values in product(grid, repeat=len(scalars)):
        yield _placed(generic, dict(zip(scalars, values, strict=True)))


def turned(found: Shapes, generic: Point) -> Iterator[Point]:
    """Every array beyond half a turn, the others generic."""
    for value in TURNS:
        yield from (_with(generic, array, _constant(value)) for array in found)


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
    result = generic_values(array, shape)
    result.reshape(-1)[0] = fmpq(0)
    return result


def _two_equal(array: Array, shape: tuple[int, ...]) -> Raw:
    flat = generic_values(array, shape).reshape(-1)
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


def cycled(values: tuple[fmpq, ...]) -> Rule:
    return lambda array, shape: _raw(shape, lambda k: values[(sum(map(ord, array.name)) + k) % len(values)])


def in_turns(*streams: tuple[Iterator[Point], int]) -> Iterator[Point]:
    """So many of each in turn, until all are spent."""
    while here := [point for stream, turns in streams for point in islice(stream, turns)]:
        yield from here
