"""Refutation: a small counterexample, certified.

First the probes that are read off the statement, then small sizes and short rational values drawn at random; where
floating point sees a difference, or cannot tell, both sides are evaluated exactly or in balls. Disjoint balls prove
that the sides differ; so does a line that certainly has no value where the first has one. The certificate is tested
against declarations and assumptions from its very numbers. An abstract function is taken for a power, or where that
does not tell the sides apart, for one particular analytic function: a line refuted for it is not right for every one.

The work is counted, not timed: the same input and seed give the same answer. Nothing found says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, islice

import numpy as np
from msgspec.structs import replace
from numpy.random import Generator

from symcheck.claims.chosen import CHOICES
from symcheck.claims.claim import Claim
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Abstained, Refuted
from symcheck.expressions.nodes import Array
from symcheck.values.certificate import counterexample
from symcheck.values.evaluate import Setting
from symcheck.values.inside import inside
from symcheck.values.numbers.quotients import quotient
from symcheck.values.numbers.system import Abstention, Raw, Undefined
from symcheck.values.points import Point, as_declared, equations, point_of, shapes
from symcheck.values.probes import at_setting, probes, simple_points
from symcheck.values.samples import draw_setting
from symcheck.values.special import fitted
from symcheck.values.subject import Subject, Unmet, claimed_of
from symcheck.values.trial import Place, suspects, trial

JUDGE = "refutation"
BALLS = "balls"
"""The judge of an abstention where balls were evaluated, and do not separate what another judge finds different."""
ATTEMPTS = 25
"""Random points after the probes."""
PROBES = 100
IRRATIONAL = 12
"""At so many points equations are solved within balls, where there is no rational solution near."""
STRIDE = 5
FEW = 24
"""The most telling probes, for a quick look, and for one at what agrees at all small sizes."""
NOT_FOUND = "no counterexample was found"
Pool = tuple[str | int, ...]
POOLS: tuple[Pool, ...] = (
    (1, -1, 2, "1/2"),
    (1, -1, 2, -2, 3, "1/2", "-1/2"),
    (0, 1, -1, 2, -3, "1/2", "3/2", "1/3", "-2/3"),
)
UNIT: Pool = ("1/2", "1/3", "1/4", "2/3", "3/4")
POSITIVE: Pool = (1, 2, 3, "1/2", "1/3", "3/2", "1/4")


def judge(claims: Sequence[Claim], budget: Budget) -> tuple[Refuted | Abstained, ...]:
    """The first counterexample to each claim, certified; a brief budget looks at the most telling points alone."""
    return tuple(_guarded(partial(_refuted, claim, budget)) for claim in claims)


def recheck(claim: Claim, setting: Setting, seed: int = 0) -> Refuted | Abstained:
    """What exact arithmetic and balls say where another judge sees a difference.

    Where the setting holds values in floating point for all arrays that occur, at that very point: they are taken as
    the rationals they are, but for those that equations among the assumptions are solved for again, exactly. Where it
    holds integers alone, at several points with these.
    """
    return _guarded(partial(_rechecked, claim, setting, seed))


def _guarded(asked: Callable[[], Refuted | Abstained]) -> Refuted | Abstained:
    """The answer; what goes wrong on the way is a reason to abstain, never an error of the whole check."""
    try:
        return asked()
    except Unmet as unmet:
        return Abstained(JUDGE, str(unmet))
    except Exception as problem:
        return Abstained(JUDGE, f"the search for a counterexample failed ({type(problem).__name__}: {problem})")


def _refuted(claim: Claim, budget: Budget) -> Refuted | Abstained:
    what = claimed_of((claim,))
    if budget.brief:
        return _sought(claim, what, islice(probes(what), FEW))
    points = chain(simple_points(what), islice(probes(what), PROBES), drawn(what, budget.seed, ATTEMPTS))
    return _sought(claim, what, points)


def _with_functions(what: Subject, points: Iterator[Point]) -> Iterator[Point]:
    """The points; at the first of them abstract functions are taken for powers, each for another, in turns."""
    names = [function.name for function in what.unknown if function.arrays is not None]
    for number, point in enumerate(points):
        for turn in range(len(CHOICES) if names and number < FEW else 0):
            chosen = {name: CHOICES[(turn + k) % len(CHOICES)] for k, name in enumerate(names)}
            yield replace(point, integers=replace(point.integers, functions=chosen))
        yield point


def _sought(claim: Claim, what: Subject, points: Iterator[Point]) -> Refuted | Abstained:
    """The first certificate at one of the points; with equations, some points are looked at again in balls."""
    kept: list[Point] = []
    reason, met, solving = NOT_FOUND, False, bool(equations(what))
    for turn, point in enumerate(_with_functions(what, points)):
        found, problem = _tried(claim, what, point, turn)
        if found is not None:
            return found
        reason, met = problem or reason, True
        if solving and turn % STRIDE == 0:
            kept.append(point)
    for turn, point in enumerate(kept[:IRRATIONAL]):
        found, problem = _tried(claim, what, point, turn, irrational=True)
        if found is not None:
            return found
        reason = problem or reason
    return Abstained(JUDGE, reason if met else "assumptions cannot be met at any point that was tried")


def _tried(
    claim: Claim, what: Subject, point: Point, turn: int, irrational: bool = False
) -> tuple[Refuted | None, str]:
    """The certificate at a point, if there is one; why it could not be told, if so."""
    try:
        found = trial(claim, what, point, turn, irrational) if as_declared(point) else None
        return (None if found is None else counterexample(found)), ""
    except Abstention as abstention:
        return None, str(abstention)
    except Undefined:
        return None, ""
    except (ArithmeticError, LookupError, ValueError) as problem:
        return None, f"{type(problem).__name__}: {problem}"


# The very point of a disagreement


def _rechecked(claim: Claim, setting: Setting, seed: int) -> Refuted | Abstained:
    what = claimed_of((claim,))
    if any(array not in setting.values for array in what.arrays):
        integers = replace(setting, values={})
        points = chain(islice(at_setting(what, integers), FEW), drawn(what, seed, FEW, integers))
        found = _sought(claim, what, points)
        return replace(found, judge=BALLS) if isinstance(found, Abstained) and found.reason == NOT_FOUND else found
    return _at_point(claim, what, point_of(what, setting, setting.values))


def _at_point(claim: Claim, what: Subject, point: Point) -> Refuted | Abstained:
    found = trial(claim, what, point, irrational=True)
    if found is None:
        return Abstained(JUDGE, "the assumptions do not hold exactly where floating point sees a difference")
    places = suspects(found)
    certificate = counterexample(found, places)
    return certificate if certificate is not None else Abstained(BALLS, _agreement(places))


def _agreement(places: list[Place]) -> str:
    if not places:
        return "where floating point saw a difference there is none within its rounding"
    return "where floating point sees a difference, exact arithmetic sees none"


# Random points


def drawn(what: Subject, seed: int, attempts: int, fixed: Setting | None = None) -> Iterator[Point]:
    """Small sizes and short rational values at random; `fixed`: at this setting of integers."""
    generator = np.random.default_rng(seed)
    for attempt in range(attempts):
        try:
            setting = fixed or draw_setting(
                what, generator, 2 + attempt // 8, 1 + (attempt % 4 == 3), coincidence=0.2 + 0.5 * (attempt % 2)
            )
        except Unmet:
            return
        found = shapes(what, setting)
        if found is not None:
            pool = _pool(attempt)
            point = Point(setting, {array: draw(array, shape, pool, generator) for array, shape in found.items()})
            yield inside(what, point, generator) or point


def _pool(attempt: int) -> Pool:
    if attempt % 5 >= 3:
        return POSITIVE if attempt % 5 == 4 else UNIT
    return POOLS[min(attempt // 4 % 3 + attempt // 40, len(POOLS) - 1)]


def draw(array: Array, shape: tuple[int, ...], pool: Pool, generator: Generator) -> Raw:
    """Short rational values as the array's declaration asks."""
    values = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        values[place] = quotient(Fraction(pool[int(generator.integers(len(pool)))]))
    return fitted(array, values)
