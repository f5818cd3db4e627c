"""Certificates: that the two sides of a claim certainly differ at one entry, at one point.

Only that entry is evaluated: its axes are given the values they have there, so that what is not defined elsewhere
neither hides a difference nor makes one. Rational arithmetic is asked first, then balls at growing precision. A side
that certainly has a value where the other certainly has none differs from it.
"""

from __future__ import annotations

from collections.abc import Iterator

import flint
import numpy as np
from flint import arb, fmpq

from symcheck.claims.verdict import Refuted
from symcheck.expressions.nodes import Array, Entry
from symcheck.expressions.walk import condition_expressions, subexpressions
from symcheck.values.constraints import arrays_in
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.setting import IndexArithmetic, spread, union
from symcheck.values.numbers.balls import BallSystem, Uncertain
from symcheck.values.numbers.quotients import RationalNumbers, fraction
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw, Undefined
from symcheck.values.points import PRECISIONS, entry_setting, evaluator_at
from symcheck.values.reasons import why_missing
from symcheck.values.subject import aside, named_sizes
from symcheck.values.trial import PLACES, Lacking, Place, Side, Trial, holds_at, side, suspects


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
        right = Lacking(right.reason or why_missing(found.claim.right, evaluator), right.asked)
        if not right.asked:
            return None
    elif not _apart(left, right):
        return None
    if isinstance(left, arb) and any(map(_is_vague, (left, right))) and flint.ctx.prec < PRECISIONS[-1]:
        raise Uncertain("the balls do not meet, but are too wide to be printed")
    return refuted(found, place, setting, left, right)


def _is_vague(value: Side) -> bool:
    """Whether fewer digits of a number are certain than are printed."""
    if not isinstance(value, arb):
        return False
    if value.contains(0):
        return not abs(value).upper() < ROUNDS_TO_ZERO
    return value.rel_accuracy_bits() < 4 * DIGITS[0]


def _apart(left: Side, right: Side) -> bool:
    """Whether two numbers certainly differ. Raises Uncertain if that is open."""
    if isinstance(left, arb) and isinstance(right, arb):
        if left.overlaps(right):
            if left.is_exact() and right.is_exact():
                return False
            raise Uncertain("the balls meet")
        return True
    return left != right


# As it is printed


ROUNDS_TO_ZERO = 1e-12
DIGITS = (10, 15, 20, 30, 50, 80, 160, 320)


def refuted(found: Trial, place: Place, setting: Setting, left: Side, right: Side) -> Refuted:
    fixed = entry_setting(found.point.integers, found.claim.axes, place)
    assert fixed is not None
    entry = tuple(fixed.indices[axis] for axis in found.claim.axes)
    functions = ((f.head, f.told(setting.functions.get(f.name))) for f in found.what.unknown)
    sizes, values = named_sizes(found.point.integers), (*_values(found, setting), *functions)
    return Refuted(sizes, values, *_told_apart(left, right), entry, aside(found.what))


def _told_apart(left: Side, right: Side) -> tuple[str, str]:
    """Both sides, with as many digits as tell them apart."""
    if isinstance(right, Lacking):
        return decimal(left), f"not defined: {right.reason}".removesuffix(": ")
    shown = ((decimal(left, digits), decimal(right, digits)) for digits in DIGITS)
    return next((texts for texts in shown if texts[0] != texts[1]), (decimal(left), decimal(right)))


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


def decimal(value: Side, digits: int = DIGITS[0]) -> str:
    """So many digits without trailing zeros; 0 for a small ball around it."""
    if isinstance(value, Lacking):
        return "not defined"
    with flint.ctx.workprec(4 * digits + 64):
        return _decimal(arb(value), digits)


def _decimal(number: arb, digits: int) -> str:
    if number.contains(0) and abs(number).upper() < ROUNDS_TO_ZERO:
        return "0"
    shown, e, exponent = str(number.str(digits, radius=False)).partition("e")
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + e + exponent
