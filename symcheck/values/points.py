"""Points: integers, and a rational number for every entry of every array that a statement speaks of.

A point is *as declared* if signs, integers, symmetry and positive definiteness hold of its very numbers, and *assumed*
if every assumption certainly does: in rational arithmetic, or, where a value is irrational, in balls that leave no
doubt. Equations are solved by linear algebra over the rationals, for an array in which they are affine, after it was
seen that they do not hold already: a product that is 0 because a factor is has solutions of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import prod

import flint
import numpy as np
from flint import arb, fmpq, fmpq_mat
from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Array, Expr, RealRelation
from symcheck.expressions.walk import binders, children
from symcheck.values.constraints import arrays_in, jacobian, meets, residual, solved
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.setting import IndexArithmetic
from symcheck.values.numbers.balls import BallSystem, Uncertain
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.quotients import RationalNumbers, quotient
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw, Undefined
from symcheck.values.solving import affine_in
from symcheck.values.subject import Subject, legal

PRECISIONS = (64, 128, 256, 512, 1024)
SHORT = 60
"""The largest denominator that a number of floating point is read as."""
ENTRIES = 600
TURNS = 3
"""In so many orders arrays are moved from where Newton's method comes near to."""
VOLUME = 20_000
"""Points at which more has to be computed are left out."""
Rationals = Mapping[Array, Raw]


class Point(Struct, frozen=True, eq=False, dict=True):
    """A setting of integers, and arrays of FLINT's rationals."""

    integers: Setting
    values: Rationals

    @cached_property
    def dyadic(self) -> bool:
        """Whether floating point holds these very numbers: every denominator is a power of 2."""
        return all(int(x.q) & (int(x.q) - 1) == 0 for raw in self.values.values() for x in raw.reshape(-1))

    @cached_property
    def exactly(self) -> Setting:
        return replace(self.integers, values=self.values)

    @cached_property
    def in_floats(self) -> Setting:
        return replace(self.integers, values=_each(self.values, lambda x: int(x.p) / int(x.q), float))

    def in_balls(self) -> Setting:
        """At the working precision of FLINT."""
        return replace(self.integers, values=_each(self.values, arb, object))

    def at(self, array: Array, place: tuple[int, ...], value: fmpq) -> Point:
        """The point with one entry replaced; in a symmetric matrix its mirror image too."""
        moved = self.values[array].copy()
        moved[place] = value
        if array.symmetric or array.positive_definite:
            moved[place[::-1]] = value
        return Point(self.integers, {**self.values, array: moved})


def _each(values: Rationals, function: Callable[[fmpq], object], dtype: type) -> dict[Array, Raw]:
    return {array: np.asarray(np.vectorize(function, otypes=[dtype])(raw)) if raw.size else raw.astype(dtype)
            for array, raw in values.items()}  # fmt: skip


def shapes(what: Subject, integers: Setting) -> dict[Array, tuple[int, ...]] | None:
    """The shape of every array at these sizes; None where one has none, or all of them too many entries."""
    known = IndexArithmetic(integers)
    found = {array: known.shape(array) for array in what.arrays}
    if any(n < 0 for shape in found.values() for n in shape) or volume(what, known) > VOLUME:
        return None
    return found if sum(map(prod, found.values())) <= ENTRIES else None


def volume(what: Subject, known: IndexArithmetic) -> int:
    """The most entries that an array on the way may have: one for each value of all indices around a node."""
    seen: dict[Expr, int] = {}

    def inside(expr: Expr) -> int:
        if expr not in seen:
            own = prod(known.length(index) for index in binders(expr))
            seen[expr] = own * max(map(inside, children(expr)), default=1)
        return seen[expr]

    return prod(map(known.length, what.axes)) * max(map(inside, what.bodies), default=1)


def point_of(what: Subject, integers: Setting, values: Mapping[Array, Raw]) -> Point:
    """The point whose rationals are the very numbers of floating point, or the fractions given."""
    return Point(integers, {a: np.asarray(np.vectorize(lambda x: quotient(Fraction(x)), otypes=[object])(values[a]))
                            if values[a].size else values[a].astype(object) for a in what.arrays})  # fmt: skip


# What is declared


def as_declared(point: Point) -> bool:
    """Whether every array is what it was declared to be, exactly."""
    return all(is_declared(array, values, RationalNumbers()) for array, values in point.values.items())


def is_declared(array: Array, values: Raw, system: RationalNumbers | BallSystem) -> bool:
    """Whether these values certainly are what the array was declared to be. Raises Uncertain where that is open."""
    if array.integer and not system.whole(values)[0].all():
        return False
    if (array.symmetric or array.positive_definite) and not _same(values, values.T):
        return False
    if array.positive_definite and not _definite(values, system):
        return False
    kind, sign = SIGNS.get(array.sign, ("", 1))
    return not kind or bool(system.holds(kind, values * sign).all())


SIGNS = {"positive": ("gt", 1), "nonnegative": ("ge", 1), "negative": ("gt", -1), "nonzero": ("ne", 1)}


def _same(a: Raw, b: Raw) -> bool:
    """Whether these are the very same numbers, of balls those that were not moved."""
    return all(map(_identical, a.reshape(-1), b.reshape(-1)))


def _identical(x: fmpq | arb, y: fmpq | arb) -> bool:
    if isinstance(x, arb) and isinstance(y, arb):
        return bool(x.mid() == y.mid() and x.rad() == y.rad())
    return bool(x == y)


def _definite(values: Raw, system: RationalNumbers | BallSystem) -> bool:
    """All leading minors are positive."""
    return all(system.holds("gt", system.determinant(values[:k, :k])).all() for k in range(1, len(values) + 1))


# What is assumed


def assumed(what: Subject, point: Point) -> bool:
    """Whether the point certainly is as declared and all assumptions certainly hold there."""
    return legal(what, point.integers) and as_declared(point) and all(certain(r, point) for r in what.real_conditions)


def certain(relation: RealRelation, point: Point) -> bool:
    """Whether an assumption certainly holds: exactly, or in balls; an equation exactly only."""
    try:
        return meets((relation,), Evaluator(RationalNumbers(), point.exactly))
    except Abstention:
        return relation.kind != "eq" and in_some_balls(
            lambda: meets((relation,), Evaluator(BallSystem(), point.in_balls()))
        )


def in_some_balls(asked: Callable[[], bool]) -> bool:
    """The answer at the first precision that gives one; no where none does."""
    for precision in PRECISIONS:
        try:
            with flint.ctx.workprec(precision):
                return asked()
        except Uncertain:
            continue
        except Abstention:
            return False
    return False


# Equations


def equations(what: Subject) -> tuple[RealRelation, ...]:
    """The equations between real numbers among the assumptions that speak of arrays."""
    return tuple(r for r in what.real_conditions if r.kind == "eq" and arrays_in([r.difference]))


def solve(what: Subject, point: Point, turn: int = 0, newton: bool = True) -> Point | None:
    """The point moved until every equation holds exactly; None if no way was found. `turn` picks what is moved first.

    `newton`: where linear algebra does not do, whether to read off short fractions from a solution in floating point.
    """
    asked = equations(what)
    found = _moved_in_turn(asked, point, turn)
    if found is not None or not newton:
        return found
    start = near(asked, point)
    if start is None or all(_holds_if_any(r, start) for r in asked):
        return start
    turns = range(min(TURNS, len(start.values)))
    return next((found for n in turns if (found := _moved_in_turn(asked, start, turn + n)) is not None), None)


def _moved_in_turn(asked: Sequence[RealRelation], point: Point, turn: int) -> Point | None:
    """The point with one array after the other moved, each twice at most, until every equation holds."""
    try:
        for array in 2 * [*_movable(asked, turn)]:
            open_ = [r for r in asked if not _holds(r, point)]
            if not open_:
                return point
            rows = [r for r in asked if array in arrays_in([r.difference]) and affine_in(r.difference, array)]
            if any(r in rows for r in open_):
                point = _moved(rows, array, point) or point
        return point if all(_holds(r, point) for r in asked) else None
    except (Undefined, Abstention):
        return None


def _holds_if_any(relation: RealRelation, point: Point) -> bool:
    """Whether an equation holds and has a value."""
    try:
        return _holds(relation, point)
    except (Undefined, Abstention):
        return False


def _holds(relation: RealRelation, point: Point) -> bool:
    return meets((relation,), Evaluator(RationalNumbers(), point.exactly))


def _movable(asked: Sequence[RealRelation], turn: int) -> Iterator[Array]:
    found = sorted(
        (a for a in arrays_in([r.difference for r in asked]) if not a.integer),
        key=lambda a: (a.sign != "real", -len(a.axes), a.name),
    )
    shift = turn % len(found) if found else 0
    yield from (*found[shift:], *found[:shift])


def _moved(rows: Sequence[RealRelation], array: Array, point: Point) -> Point | None:
    """The array moved in as few entries as there are independent equations, so that all of these hold."""
    evaluator = Evaluator(RationalNumbers(), point.exactly)
    current = point.values[array]
    left = [x for r in rows for x in residual(r, evaluator).reshape(-1)]
    slopes = [[*row] for r in rows for row in jacobian(r, array, evaluator).reshape(-1, current.size)]
    columns = _columns(array, current.shape)
    if not left or not columns or not all(isinstance(x, fmpq) for row in (left, *slopes) for x in row):
        return None  # nothing is asked, nothing can be moved, or there is no value
    matrix = [[*(sum((row[k] for k in c), fmpq(0)) for c in columns), -x] for row, x in zip(slopes, left, strict=True)]
    steps = _least(matrix)
    if steps is None:
        return None
    flat = current.reshape(-1).copy()
    for column, step in steps:
        for k in columns[column]:
            flat[k] += step
    return Point(point.integers, {**point.values, array: flat.reshape(current.shape)})


def _columns(array: Array, shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The entries that move together, as places in the flattened array."""
    if not (array.symmetric or array.positive_definite):
        return [(k,) for k in range(prod(shape))]
    n = shape[0]
    return [(i * n + j, j * n + i) if i < j else (i * n + i,) for i in range(n) for j in range(i, n)]


def _least(matrix: list[list[fmpq]]) -> list[tuple[int, fmpq]] | None:
    """A solution of linear equations (the right sides in the last column) in which only pivots are not 0."""
    reduced, rank = fmpq_mat(matrix).rref()
    width = len(matrix[0]) - 1
    steps = []
    for row in range(rank):
        pivot = next(k for k in range(width + 1) if reduced[row, k] != 0)
        if pivot == width:
            return None
        steps.append((pivot, reduced[row, width]))
    return steps


def near(asked: Sequence[RealRelation], point: Point) -> Point | None:
    """What Newton's method finds, read as short fractions: they may solve the equations, or be near what does."""
    try:
        with np.errstate(all="ignore"):
            values = solved(tuple(asked), FloatSystem(np.random.default_rng(0)), point.in_floats)
        moved = {a: _short(raw) if a in arrays_in([r.difference for r in asked]) else point.values[a]
                 for a, raw in values.items() if a in point.values}  # fmt: skip
        return Point(point.integers, {**point.values, **moved})
    except (Undefined, Abstention, ArithmeticError, ValueError):
        return None


def _short(raw: Raw) -> Raw:
    def short(x: float) -> fmpq:
        return quotient(Fraction(float(x)).limit_denominator(SHORT))

    return np.asarray(np.vectorize(short, otypes=[object])(raw))


# One entry


def entry_setting(setting: Setting, axes: Sequence[af.Index], place: Sequence[int]) -> Setting | None:
    """The setting in which the axes have the values at this place; None where one leaves its own range there."""
    known = IndexArithmetic(setting)
    fixed = {axis: known.hull(axis)[0] + p for axis, p in zip(axes, place, strict=True)}
    result = replace(setting, indices={**setting.indices, **fixed})
    known = IndexArithmetic(result)
    within = all(known.integer(axis.lower) <= value <= known.integer(axis.upper) for axis, value in fixed.items())
    return result if within else None


def evaluator_at(
    system: NumberSystem, setting: Setting, axes: Sequence[af.Index], place: Sequence[int]
) -> Evaluator | None:
    """The evaluator at one entry; None where an axis leaves its own range there."""
    fixed = entry_setting(setting, axes, place)
    return None if fixed is None else Evaluator(system, fixed)
