"""A certificate as it is printed: sizes, the values that a claim speaks of, and both sides in decimals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from flint import arb, fmpq

from symcheck.claims.verdict import Refuted
from symcheck.expressions.nodes import Array, Entry
from symcheck.expressions.walk import condition_expressions, subexpressions
from symcheck.values.constraints import arrays_in
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.setting import IndexArithmetic, spread, union
from symcheck.values.numbers.quotients import RationalNumbers, fraction
from symcheck.values.numbers.system import Raw, Undefined
from symcheck.values.points import entry_setting
from symcheck.values.sides import Lacking, Side
from symcheck.values.subject import named_sizes
from symcheck.values.trial import Place, Trial

ROUNDS_TO_ZERO = 1e-12


def refuted(found: Trial, place: Place, setting: Setting, left: Side, right: Side) -> Refuted:
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
