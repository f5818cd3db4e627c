"""A claim and a point to look at it: moved until equations hold, and tested against declarations and assumptions.

Then either side at one entry, a number or that there is none, and where the sides seem to differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
from flint import arb, fmpq
from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.claim import Claim
from symcheck.expressions.nodes import Expr
from symcheck.values.constraints import meets
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.evaluate.setting import IndexArithmetic
from symcheck.values.numbers.balls import BallSystem, Uncertain
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.quotients import RationalNumbers
from symcheck.values.numbers.system import BEND, Abstention, NumberSystem, Raw, Unclear, Undefined
from symcheck.values.points import Point, assumed, equations, evaluator_at, in_some_balls, is_declared, near, solve
from symcheck.values.solving import solved_exactly
from symcheck.values.subject import Subject, legal

Place = tuple[int, ...]


class Trial(Struct, frozen=True, eq=False):
    """A claim, what it speaks of, and a point to look at. `rational`: its equations hold for the very rationals;
    otherwise they are solved within the balls."""

    claim: Claim
    what: Subject
    point: Point
    rational: bool = True

    def balls(self) -> Setting:
        """The point in balls, at the working precision."""
        return self._solved(BallSystem(), self.point.in_balls())

    def floats(self) -> Setting:
        return self._solved(FloatSystem(np.random.default_rng(0)), self.point.in_floats)

    def _solved(self, system: NumberSystem, setting: Setting) -> Setting:
        if self.rational:
            return setting
        guide = Evaluator(FloatSystem(np.random.default_rng(0)), self.point.in_floats)
        return replace(setting, values=solved_exactly(equations(self.what), system, setting, guide))


def trial(claim: Claim, what: Subject, point: Point, turn: int = 0, irrational: bool = False) -> Trial | None:
    """The point, moved until its equations hold; None where it certainly violates an assumption.

    `irrational`: where no rational solution is found, one within balls is taken.
    """
    moved = solve(what, point, turn, newton=irrational) if equations(what) else point
    if moved is None and not irrational:
        return None
    start = moved or near(equations(what), point) or point
    found = Trial(claim, what, start, moved is not None)
    if not what.real_conditions:
        return found
    with np.errstate(all="ignore"):
        evaluator = Evaluator(FloatSystem(np.random.default_rng(0)), found.floats())
        return found if meets(what.real_conditions, evaluator) else None


def holds_at(found: Trial) -> bool:
    if found.rational:
        return assumed(found.what, found.point)
    return legal(found.what, found.point.integers) and in_some_balls(lambda: _assumed_in_balls(found))


def _assumed_in_balls(found: Trial) -> bool:
    """For equations solved within the balls: all other conditions, and what is declared, certainly hold there."""
    setting = found.balls()
    others = tuple(r for r in found.what.real_conditions if r not in equations(found.what))
    system = BallSystem()
    declared = (is_declared(array, setting.values[array], system) for array in found.point.values)
    return meets(others, Evaluator(system, setting)) and all(declared)


# Either side of a claim at one entry


DIFFERENT = 1e-7
"""Floating point sees no difference below this."""
PLACES = 3
"""At so many entries of a tensor a difference is looked for at most."""
WALKED = 64


class Lacking(Struct, frozen=True):
    """No value, and why. `asked`: whether a statement answers for it; of a derivative at a bend it does not."""

    reason: str
    asked: bool = True


Side = arb | fmpq | float | Lacking


def side(body: Expr, evaluator: Evaluator) -> Side:
    """The value at the entry that the setting of the evaluator fixes. Raises Abstention where it cannot be told."""
    try:
        value = evaluate(body, (), evaluator)[()]
    except Abstention:
        raise
    except Undefined as reason:
        return Lacking(str(reason))
    return as_side(value)


def as_side(value: object) -> Side:
    """A number, or what stands for none: NaN in floating point, a mark in other systems."""
    if isinstance(value, arb):
        if not value.is_finite():
            raise Uncertain("a value is not finite")
        return value
    if isinstance(value, fmpq):
        return value
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else Lacking("")
    return Lacking("", asked=value is not BEND)


def suspects(found: Trial) -> list[Place]:
    """The entries where the sides seem to differ, the largest difference first, or where floats cannot tell.

    Floating point looks; rational arithmetic, if it can, where floating point does not hold the very numbers or might
    lose the difference beside large ones.
    """
    if found.rational and (found.what.rational or not found.point.dyadic):
        try:
            return _exactly(found)
        except (Abstention, Undefined):
            pass
    evaluator = Evaluator(FloatSystem(np.random.default_rng(0)), found.floats())
    with np.errstate(all="ignore"):
        try:
            left, right = (
                evaluate(body, found.claim.axes, evaluator) for body in (found.claim.left, found.claim.right)
            )
        except Undefined:
            return list(_one_by_one(found))
    places = _ranked(left, right)
    return places or (list(islice(np.ndindex(left.shape), 1)) if found.what.extreme else [])


def _exactly(found: Trial) -> list[Place]:
    """The entries that differ in rational arithmetic."""
    evaluator = Evaluator(RationalNumbers(), found.point.exactly)
    left, right = (evaluate(body, found.claim.axes, evaluator) for body in (found.claim.left, found.claim.right))
    differ = (place for place in np.ndindex(left.shape) if _unlike(left[place], right[place]))
    return list(islice(differ, PLACES))


def _unlike(left: object, right: object) -> bool:
    """Whether the first is a number, and the other is another or does not exist."""
    if not isinstance(left, fmpq) or right is BEND:
        return False
    return not isinstance(right, fmpq) or bool(left != right)


def _ranked(left: Raw, right: Raw) -> list[Place]:
    with np.errstate(all="ignore"):
        error = np.abs(left - right) / (1 + np.abs(left) + np.abs(right))
    error = np.where(np.isfinite(right), error, np.inf)
    error = np.where(np.isfinite(left), error, 0)
    order = np.argsort(-error, axis=None, kind="stable")[:WALKED]
    places = [tuple(int(p) for p in np.unravel_index(int(k), error.shape)) for k in order]
    places = [p for p in places if error[p] >= DIFFERENT]
    finite = [p for p in places if np.isfinite(error[p])]
    return [*[p for p in places if p not in finite][:1], *finite[:2]]


def _one_by_one(found: Trial) -> Iterator[Place]:
    """Entry by entry, where floating point has no answer to the whole."""
    system, setting = FloatSystem(np.random.default_rng(0)), found.floats()
    known = IndexArithmetic(found.point.integers)
    shape = tuple(map(known.length, found.claim.axes))
    for _, place in zip(range(WALKED), np.ndindex(*shape), strict=False):
        evaluator = evaluator_at(system, setting, found.claim.axes, place)
        if evaluator is not None and _differ(found.claim, evaluator):
            yield place


def _differ(claim: Claim, evaluator: Evaluator) -> bool:
    """Whether a difference is seen, or it cannot be told whether there is a value."""
    try:
        left = side(claim.left, evaluator)
        right = None if isinstance(left, Lacking) else side(claim.right, evaluator)
    except Unclear:
        return True
    if right is None or isinstance(left, Lacking):
        return False
    return isinstance(right, Lacking) or bool(_ranked(np.asarray(left), np.asarray(right)))
