"""Either side of a claim at one entry: a number, or that there is none; and where the sides seem to differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from flint import arb, fmpq

from symcheck.claims.claim import Claim
from symcheck.expressions.nodes import Expr
from symcheck.values.evaluate import Evaluator, evaluate
from symcheck.values.evaluate.setting import IndexArithmetic
from symcheck.values.numbers.balls import Uncertain
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.quotients import RationalNumbers
from symcheck.values.numbers.system import BEND, Abstention, Raw, Unclear, Undefined
from symcheck.values.points import evaluator_at
from symcheck.values.trial import Place, Trial

DIFFERENT = 1e-7
"""Floating point sees no difference below this."""
PLACES = 3
"""At so many entries of a tensor a difference is looked for at most."""
WALKED = 64


@dataclass(frozen=True, slots=True)
class Lacking:
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
