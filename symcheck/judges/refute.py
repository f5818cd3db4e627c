"""Refutation: a small counterexample, certified by balls that do not meet.

Small sizes and short rational values that satisfy the assumptions are tried; where floating point sees a difference,
both sides are evaluated in ball arithmetic at growing precision, derivatives by the same walk with dual numbers.
Disjoint balls prove that the sides differ; so does a line that certainly has no value where the first has one. An
assumption that is an equation is solved within the balls, exactly, where it is affine in an array or fixes its length;
otherwise the judge abstains. An abstract function is instantiated by one particular analytic function: a line refuted
for it is not right for every function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import flint
import numpy as np
from flint import arb

from symcheck.arithmetic.balls import BallSystem, Uncertain, ball
from symcheck.arithmetic.floats import FloatSystem
from symcheck.arithmetic.system import BEND, UNDEFINED, Abstention, Missing, Raw, Undefined
from symcheck.constraints import arrays_in, meets, solved_exactly
from symcheck.evaluate import Evaluator, Setting, evaluate
from symcheck.evaluate.limits import afford
from symcheck.evaluate.setting import spread, union
from symcheck.judges.numeric import Claim, aligned
from symcheck.language import affine as af
from symcheck.language.expressions import Array, Condition, Entry
from symcheck.language.tensor import Tensor
from symcheck.language.walk import condition_expressions, subexpressions
from symcheck.samples import Subject, Unmet, draw_setting, named_sizes, subject
from symcheck.verdict import Abstained, Incomparable, Refuted

JUDGE = "refutation"
ATTEMPTS = 120
PRECISIONS = (64, 128, 256, 512, 1024)
DIFFERENT = 1e-7
Pool = tuple[Fraction | int, ...]
POOLS: tuple[Pool, ...] = (
    (1, -1, 2, Fraction(1, 2)),
    (1, -1, 2, -2, 3, Fraction(1, 2), Fraction(-1, 2)),
    (0, 1, -1, 2, -3, Fraction(1, 2), Fraction(3, 2), Fraction(1, 3), Fraction(-2, 3)),
)
UNIT: Pool = (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(2, 3), Fraction(3, 4))
POSITIVE: Pool = (1, 2, 3, Fraction(1, 2), Fraction(1, 3), Fraction(3, 2), Fraction(1, 4))
Rationals = dict[Array, Raw]
ROUNDS_TO_ZERO = 1e-12


def refute(
    first: Tensor, line: Tensor, given: Condition, seed: int, attempts: int = ATTEMPTS
) -> Refuted | Abstained | Incomparable:
    """The smallest counterexample found, certified; Abstained where none was."""
    claim = aligned(first, line)
    if isinstance(claim, Incomparable):
        return claim
    generator = np.random.default_rng(seed)
    reason = "no counterexample was found"
    try:
        what = subject((claim.left, claim.right), claim.axes, given)
    except Unmet as unmet:
        return Abstained(JUDGE, str(unmet))
    for attempt in range(attempts):
        try:
            found = _attempt(claim, what, generator, attempt)
        except Unmet as unmet:
            return Abstained(JUDGE, str(unmet))
        except Abstention as abstention:
            reason = str(abstention)
            continue
        except Undefined:
            continue
        if found is not None:
            return found
    return Abstained(JUDGE, reason)


def _attempt(claim: Claim, what: Subject, generator: np.random.Generator, attempt: int) -> Refuted | None:
    """One setting and one choice of values: the certificate, or None if the sides do not differ there."""
    setting = draw_setting(
        what, generator, 2 + attempt // 12, 1 + (attempt % 4 == 3), coincidence=0.2 + 0.5 * (attempt % 2)
    )
    rationals = _draw_all(what, setting, generator, attempt)
    suspect = _suspect(claim, what, setting, rationals)
    if suspect is None:
        return None
    for precision in PRECISIONS:
        try:
            return _certified(claim, what, setting, rationals, suspect, precision)
        except Uncertain:
            continue
    return None


def _draw_all(what: Subject, setting: Setting, generator: np.random.Generator, attempt: int) -> Rationals:
    known = Evaluator(BallSystem(), setting).indices
    pool = POOLS[min(attempt // 4 % 3 + attempt // 40, len(POOLS) - 1)]
    if attempt % 5 >= 3:
        pool = POSITIVE if attempt % 5 == 4 else UNIT
    result = {}
    for array in arrays_in((*what.bodies, *condition_expressions(what.given))):
        shape = tuple(known.integer(high - low + af.ONE) for low, high in array.axes)
        afford(shape, array.name, known.most)
        result[array] = draw(array, shape, pool, generator)
    return result


def draw(array: Array, shape: tuple[int, ...], pool: Pool, generator: np.random.Generator) -> Raw:
    """Short rational values as the array's declaration asks."""
    if array.sign in ("positive", "nonnegative", "negative"):
        pool = tuple(sorted({abs(Fraction(x)) for x in pool if x}))
    if array.sign == "nonzero":
        pool = tuple(x for x in pool if x)
    if array.integer:
        pool = tuple(x for x in pool if Fraction(x).denominator == 1) or (1, 2)
    values = np.empty(shape, dtype=object)
    for place in np.ndindex(*shape):
        drawn = Fraction(pool[int(generator.integers(len(pool)))])
        values[place] = -drawn if array.sign == "negative" else drawn
    if array.positive_definite:
        return np.asarray(values @ values.T + np.eye(shape[0], dtype=int) * Fraction(1), dtype=object)
    for row, column in np.ndindex(*shape) if array.symmetric else ():
        values[row, column] = values[min(row, column), max(row, column)]
    return values


def _in_floats(values: Mapping[Array, Raw]) -> dict[Array, Raw]:
    return {array: np.asarray(np.vectorize(float, otypes=[float])(raw)) for array, raw in values.items()}


def _in_balls(values: Mapping[Array, Raw]) -> dict[Array, Raw]:
    return {array: np.asarray(np.vectorize(ball, otypes=[object])(raw)) for array, raw in values.items()}


def _suspect(claim: Claim, what: Subject, setting: Setting, rationals: Rationals) -> tuple[int, ...] | None:
    """The entry where floating point sees the largest difference; () if the line is not defined; None if none."""
    system = FloatSystem(np.random.default_rng(0))
    plain = replace(setting, values=_in_floats(rationals))
    with np.errstate(all="ignore"):
        values = solved_exactly(what.given, system, plain, Evaluator(system, plain))
        evaluator = Evaluator(system, replace(setting, values=values))
        if not meets(what.given, evaluator):
            return None
        left = evaluate(claim.left, claim.axes, evaluator)
        if not np.isfinite(left).all():
            return None
        try:
            right = evaluate(claim.right, claim.axes, evaluator)
        except Abstention:
            raise
        except Undefined:
            return (0,) * left.ndim
        error = np.abs(left - right) / (1 + np.abs(left) + np.abs(right))
    error = np.where(np.isnan(error), np.inf, error)
    if not error.size or error.max() < DIFFERENT:
        return None
    return tuple(int(p) for p in np.unravel_index(int(np.argmax(error)), error.shape))


def _certified(
    claim: Claim, what: Subject, setting: Setting, rationals: Rationals, place: tuple[int, ...], precision: int
) -> Refuted | None:
    """The certificate at this precision. Raises Uncertain where a higher one may decide."""
    with flint.ctx.workprec(precision):
        system = BallSystem()
        plain = replace(setting, values=_in_balls(rationals))
        floats = replace(setting, values=_in_floats(rationals))
        guide = Evaluator(FloatSystem(np.random.default_rng(0)), floats)
        values = solved_exactly(what.given, system, plain, guide)
        evaluator = Evaluator(system, replace(setting, values=values))
        if not _assumed(what, evaluator, rationals):
            return None
        left = evaluate(claim.left, claim.axes, evaluator)[place]
        right = evaluate(claim.right, claim.axes, evaluator)[place]
        if isinstance(left, Missing) or right is BEND:
            return None
        if right is UNDEFINED:
            return _counterexample(claim, evaluator, rationals, place, _decimal(left), "not defined")
        if left.overlaps(right):
            raise Uncertain("the balls meet")
        return _counterexample(claim, evaluator, rationals, place, _decimal(left), _decimal(right))


def _assumed(what: Subject, evaluator: Evaluator, rationals: Rationals) -> bool:
    """Whether the assumptions certainly hold: equations were solved, so only the others are left, and signs."""
    others = tuple(r for r in what.real_conditions if r.kind != "eq")
    if not meets(others, evaluator):
        return False
    moved = [a for a in rationals if a.sign != "real" and any(r.kind == "eq" for r in what.real_conditions)]
    tests = {"positive": ("gt", 1), "nonnegative": ("ge", 1), "negative": ("gt", -1), "nonzero": ("ne", 1)}
    for array in moved:
        kind, sign = tests[array.sign]
        if not evaluator.system.holds(kind, evaluator.setting.values[array] * sign).all():
            return False
    return True


@dataclass(frozen=True, slots=True, eq=False)
class _Occurring:
    """The entries of arrays that an expression speaks of at one setting."""

    array: Array
    places: tuple[tuple[int, ...], ...]


def _occurring(claim: Claim, evaluator: Evaluator) -> list[_Occurring]:
    found: dict[Array, set[tuple[int, ...]]] = {}
    for body in (claim.left, claim.right):
        for node in subexpressions(body):
            if isinstance(node, Entry) and node.array in evaluator.setting.values:
                found.setdefault(node.array, set()).update(_places(node, evaluator))
    return [_Occurring(array, tuple(sorted(found[array]))) for array in sorted(found, key=lambda a: a.name)]


def _places(entry: Entry, evaluator: Evaluator) -> set[tuple[int, ...]]:
    """The places of an entry for all values of its indices; all places where some lie outside."""
    shape = evaluator.setting.values[entry.array].shape
    try:
        places = evaluator.places(entry)
    except Undefined:
        return set(np.ndindex(*shape))
    dims = union(p.dims for p in places)
    laid = np.broadcast_arrays(*(spread(p.raw, p.dims, dims) for p in places)) if places else [np.asarray(0)]
    return (
        {tuple(int(p) for p in row) for row in zip(*(raw.reshape(-1) for raw in laid), strict=True)} if shape else {()}
    )


def _counterexample(
    claim: Claim, evaluator: Evaluator, rationals: Rationals, place: tuple[int, ...], left: str, right: str
) -> Refuted:
    entry = tuple(p + evaluator.indices.hull(axis)[0] for p, axis in zip(place, claim.axes, strict=True))
    values = []
    for occurring in _occurring(claim, evaluator):
        array = occurring.array
        lows = [evaluator.indices.integer(low) for low, _ in array.axes]
        for at in occurring.places:
            name = array.name + (f"[{', '.join(str(p + low) for p, low in zip(at, lows, strict=True))}]" if at else "")
            values.append((name, _exact(evaluator.setting.values[array][at], rationals[array][at])))
    return Refuted(named_sizes(evaluator.setting), tuple(values), left, right, entry)


def _exact(value: arb, drawn: Fraction) -> str:
    """The rational that was drawn, or, for a value solved for, a short fraction in its ball, or its decimals."""
    if value.overlaps(ball(drawn)):
        return str(drawn)
    short = Fraction(float(value.mid())).limit_denominator(1000)
    return str(short) if value.overlaps(ball(short)) else f"≈ {_decimal(value)}"


def _decimal(value: arb) -> str:
    """Ten digits without trailing zeros; 0 for a small ball around it."""
    if value.contains(0) and abs(value).upper() < ROUNDS_TO_ZERO:
        return "0"
    shown = str(value.str(10, radius=False))
    return shown.rstrip("0").rstrip(".") if "." in shown and "e" not in shown else shown
