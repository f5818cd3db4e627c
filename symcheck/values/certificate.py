"""Certificates: that the two sides of a claim certainly differ at one entry, at one point.

Only that entry is evaluated: its axes are given the values they have there, so that what is not defined elsewhere
neither hides a difference nor makes one. Rational arithmetic is asked first, then balls at growing precision. A side
that certainly has a value where the other certainly has none differs from it.
"""

from __future__ import annotations

import flint
from flint import arb

from symcheck.claims.verdict import Refuted
from symcheck.values.evaluate import Setting
from symcheck.values.numbers.balls import BallSystem, Uncertain
from symcheck.values.numbers.quotients import RationalNumbers
from symcheck.values.numbers.system import Abstention, NumberSystem
from symcheck.values.points import PRECISIONS, evaluator_at
from symcheck.values.reasons import why_missing
from symcheck.values.shown import refuted
from symcheck.values.sides import PLACES, Lacking, Side, side, suspects
from symcheck.values.trial import Place, Trial, holds_at


def counterexample(found: Trial, places: list[Place] | None = None) -> Refuted | None:
    """The certificate at this point; None where none was found. Raises Abstention where it cannot be told."""
    places = suspects(found)[:PLACES] if places is None else places
    if not places or not holds_at(found):
        return None
    for place in places:
        certificate = certified(found, place)
        if certificate is not None:
            return certificate
    return None


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
        return refuted(found, place, setting, left, why) if right.asked else None
    return refuted(found, place, setting, left, right) if _apart(left, right) else None


def _apart(left: Side, right: Side) -> bool:
    """Whether two numbers certainly differ. Raises Uncertain if that is open."""
    if isinstance(left, arb) and isinstance(right, arb):
        if left.overlaps(right):
            if left.is_exact() and right.is_exact():
                return False
            raise Uncertain("the balls meet")
        return True
    return left != right
