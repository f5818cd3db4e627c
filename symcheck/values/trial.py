"""A claim and a point to look at it: moved until equations hold, and tested against declarations and assumptions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from symcheck.claims.claim import Claim
from symcheck.values.constraints import meets, solved_exactly
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.legal import legal
from symcheck.values.numbers.balls import BallSystem
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import NumberSystem
from symcheck.values.points import Point, assumed, equations, in_some_balls, is_declared, solve
from symcheck.values.subject import Subject

Place = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
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
    found = Trial(claim, what, moved or point, moved is not None)
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
