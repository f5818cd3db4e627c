"""Certificates: that the two sides of a claim certainly differ at one entry, at one point.

Only that entry is evaluated: its axes are given the values they have there, so that what is not defined elsewhere
neither hides a difference nor makes one. Rational arithmetic is asked first, then balls at growing precision. A side
that certainly has a value where the other certainly has none differs from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import flint
import numpy as np
from flint import arb, fmpq

from symcheck.arithmetic.balls import BallSystem, Uncertain
from symcheck.arithmetic.floats import FloatSystem
from symcheck.arithmetic.quotients import RationalNumbers, fraction
from symcheck.arithmetic.system import BEND, Abstention, NumberSystem, Raw, Unclear, Undefined
from symcheck.constraints import arrays_in, meets, solved_exactly
from symcheck.evaluate import Evaluator, Setting, evaluate
from symcheck.evaluate.setting import IndexArithmetic, spread, union
from symcheck.judges.numeric import Claim
from symcheck.judges.reasons import why_missing
from symcheck.language.expressions import Array, Entry, Expr
from symcheck.language.walk import condition_expressions, subexpressions
from symcheck.legal import legal
from symcheck.points import (
    PRECISIONS,
    Point,
    assumed,
    entry_setting,
    equations,
    evaluator_at,
    in_some_balls,
    is_declared,
    solve,
)
from symcheck.subject import Subject, named_sizes
from symcheck.verdict import Refuted

DIFFERENT = 1e-7
"""Floating point sees no difference below this."""
PLACES = 3
"""At so many entries of a tensor a difference is looked for at most."""
WALKED = 64
ROUNDS_TO_ZERO = 1e-12
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """No value, and why. `asked`: whether a statement answers for it; of a derivative at a bend it does not."""

    reason: str
    asked: bool = True


Side = arb | fmpq | float | Lacking


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
        setting = self.point.in_balls()
        if self.rational:
            return setting
        guide = Evaluator(FloatSystem(np.random.default_rng(0)), self.point.in_floats)
        return replace(setting, values=solved_exactly(equations(self.what), BallSystem(), setting, guide))

    def floats(self) -> Setting:
        setting = self.point.in_floats
        if self.rational:
            return setting
        system = FloatSystem(np.random.default_rng(0))
        return replace(
            setting, values=solved_exactly(equations(self.what), system, setting, Evaluator(system, setting))
        )


def trial(claim: Claim, what: Subject, point: Point, turn: int = 0, irrational: bool = False) -> Trial | None:
    """The point, moved until its equations hold; None where it certainly violates an assumption.

    `irrational`: where no rational solution is found, one within balls is taken.
    """
    moved = solve(what, point, turn, newton=irrational) if equations(what) else point
    if moved is None and not irrational:
        return None
    found = Trial(claim, what, moved or point, moved is not None)
    with np.errstate(all="ignore"):
        evaluator = Evaluator(FloatSystem(np.random.default_rng(0)), found.floats())
        return found if meets(what.real_conditions, evaluator) else None


def counterexample(found: Trial, places: list[Place] | None = None) -> Refuted | None:
    """The certificate at this point; None where none was found. Raises Abstention where it cannot be told."""
    places = suspects(found)[:PLACES] if places is None else places
    if not places or not _assumed(found):
        return None
    for place in places:
        certificate = certified(found, place)
        if certificate is not None:
            return certificate
    return None


def _assumed(found: Trial) -> bool:
    if found.rational:
        return assumed(found.what, found.point)
    return legal(found.what, found.point.integers) and in_some_balls(lambda: _assumed_in_balls(found), otherwise=False)


def _assumed_in_balls(found: Trial) -> bool:
    """For equations solved within the balls: all other conditions, and what is declared, certainly hold there."""
    setting = found.balls()
    others = tuple(r for r in found.what.real_conditions if r not in equations(found.what))
    system = BallSystem()
    declared = (is_declared(array, setting.values[array], system) for array in found.point.values)
    return meets(others, Evaluator(system, setting)) and all(declared)


# Where to look


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


# At one entry


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


def certified(found: Trial, place: Place) -> Refuted | None:
    """The certificate at one entry; None if the sides agree there, or the first has no value, as far as can be told."""
    try:
        if not found.rational:
            raise Abstention("an irrational point")
        return _compared(found, place, RationalNumbers(), found.point.exactly)
    except Abstention:
        return _in_balls(found, place)


def _in_balls(found: Trial, place: Place) -> Refuted | None:
    doubt: Abstention = Uncertain("the balls meet")
    for precision in PRECISIONS:
        with flint.ctx.workprec(precision):
            try:
                return _compared(found, place, BallSystem(), found.balls())
            except Uncertain as reason:
                doubt = reason
    raise doubt


def _compared(found: Trial, place: Place, system: NumberSystem, setting: Setting) -> Refuted | None:
    evaluator = evaluator_at(system, setting, found.claim.axes, place)
    if evaluator is None:
        return None
    left = side(found.claim.left, evaluator)
    if isinstance(left, Lacking):
        return None
    right = side(found.claim.right, evaluator)
    if isinstance(right, Lacking):
        why = Lacking(right.reason or why_missing(found.claim.right, evaluator))
        return _refuted(found, place, setting, left, why) if right.asked else None
    return _refuted(found, place, setting, left, right) if _apart(left, right) else None


def _apart(left: Side, right: Side) -> bool:
    """Whether two numbers certainly differ. Raises Uncertain if that is open."""
    if isinstance(left, arb) and isinstance(right, arb):
        if left.overlaps(right):
            if left.is_exact() and right.is_exact():
                return False
            raise Uncertain("the balls meet")
        return True
    return left != right


# What is printed


def _refuted(found: Trial, place: Place, setting: Setting, left: Side, right: Side) -> Refuted:
    fixed = entry_setting(found.point.integers, found.claim.axes, place)
    assert fixed is not None
    entry = tuple(fixed.indices[axis] for axis in found.claim.axes)
    shown = f"not defined: {right.reason}".removesuffix(": ") if isinstance(right, Lacking) else decimal(right)
    return Refuted(named_sizes(found.point.integers), tuple(_values(found, setting)), decimal(left), shown, entry)


def _values(found: Trial, setting: Setting) -> Iterator[tuple[str, str]]:
    """Every entry that the claim or an assumption speaks of; all of a matrix of which more is declared."""
    known = IndexArithmetic(found.point.integers)
    occurring = _occurring(found)
    for array in sorted(occurring, key=lambda a: a.name):
        lows = [known.integer(low) for low, _ in array.axes]
        for at in sorted(occurring[array]):
            name = array.name + (f"[{', '.join(str(p + low) for p, low in zip(at, lows, strict=True))}]" if at else "")
            yield name, _exact(setting.values[array][at], found.point.values[array][at])


def _occurring(found: Trial) -> dict[Array, set[Place]]:
    places: dict[Array, set[Place]] = {}
    evaluator = Evaluator(RationalNumbers(), found.point.exactly)
    for body in (found.claim.left, found.claim.right, *condition_expressions(found.what.given)):
        declared = arrays_in([body])
        for node in subexpressions(body):
            if isinstance(node, Entry) and node.array in declared:
                places.setdefault(node.array, set()).update(_places(node, evaluator))
    return places


def _places(entry: Entry, evaluator: Evaluator) -> set[Place]:
    """The places of an entry for all values of its indices; all places where some lie outside."""
    array, shape = entry.array, evaluator.setting.values[entry.array].shape
    try:
        places = evaluator.places(entry)
    except (Undefined, KeyError):
        return set(np.ndindex(*shape))
    if array.positive_definite:
        return set(np.ndindex(*shape))
    dims = union(p.dims for p in places)
    laid: list[Raw] = [spread(p.raw, p.dims, dims) for p in places]
    rows = zip(*(np.asarray(raw).reshape(-1) for raw in np.broadcast_arrays(*laid)), strict=True) if laid else [()]
    return {tuple(int(p) for p in row) for row in rows}


def _exact(value: object, drawn: fmpq) -> str:
    """The rational that was tried, or the decimals of what was solved for within balls."""
    if isinstance(value, arb) and not value.overlaps(arb(drawn)):
        return f"≈ {decimal(value)}"
    return str(fraction(drawn))


def decimal(value: Side) -> str:
    """Ten digits without trailing zeros; 0 for a small ball around it."""
    if isinstance(value, Lacking):
        return "not defined"
    number = arb(value)
    if number.contains(0) and abs(number).upper() < ROUNDS_TO_ZERO:
        return "0"
    shown = str(number.str(10, radius=False))
    return shown.rstrip("0").rstrip(".") if "." in shown and "e" not in shown else shown
