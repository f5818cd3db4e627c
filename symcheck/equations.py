"""Real equations among the assumptions, solved exactly: values of the arrays under which they hold identically.

An equation r(x) = 0 in an array x is met by every multiple s x of independent values x, if s is chosen so: for
r(x) = L(x) + c with L homogeneous of degree 1 or 2 and c ≠ 0, s = −c/L(x), or its root. Every solution is reached (it
is the multiple 1 of itself), and signs are kept where s is positive. Otherwise one entry is solved for, where the
equation is affine in the array: x_j − r(x) / ∂r/∂x_j; or as many entries as there are equations, by the inverse of
their Jacobian.
What cannot be solved so raises `Abstention`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import prod

import numpy as np

from symcheck.arithmetic.system import Abstention, NumberSystem, Raw
from symcheck.constraints import affine_in, arrays_in, jacobian, residual
from symcheck.evaluate import Evaluator, Setting
from symcheck.language import affine as af
from symcheck.language.expressions import Array, RealRelation

MAX_EQUATIONS = 4
UNSOLVED = "an assumption about real values is not used by exact arithmetic"


def with_equation(setting: Setting, system: NumberSystem, relation: RealRelation) -> Setting:
    """The setting with values under which the equation holds."""
    arrays = [a for a in arrays_in([relation.difference]) if a not in setting.values and not _structured(a)]
    for array in arrays:
        for method in (_scaled, _solved):
            values = method(setting, system, relation, array)
            if values is not None:
                return _with(setting, array, values)
    raise Abstention(UNSOLVED)


def _structured(array: Array) -> bool:
    return array.symmetric or array.integer


def _with(setting: Setting, array: Array, values: Raw) -> Setting:
    merged: Mapping[Array, Raw] = {**setting.values, array: values}
    return replace(setting, values=merged)


def _variables(setting: Setting, system: NumberSystem, array: Array) -> Raw:
    known = Evaluator(system, setting).indices
    return system.variables(array, tuple(known.integer(high - low + af.ONE) for low, high in array.axes))


def _residual(setting: Setting, system: NumberSystem, relation: RealRelation, array: Array, values: Raw) -> Raw:
    return residual(relation, Evaluator(system, _with(setting, array, values)))


def _scaled(setting: Setting, system: NumberSystem, relation: RealRelation, array: Array) -> Raw | None:
    """The multiple of independent values that satisfies one equation, homogeneous but for a constant."""
    start = _variables(setting, system, array)
    zero = system.multiply(start, system.number(Fraction(0)))
    double = system.multiply(start, system.number(Fraction(2)))
    constant, once, twice = (_residual(setting, system, relation, array, v) for v in (zero, start, double))
    if prod(once.shape[: once.ndim - system.trailing]) != 1 or bool(np.all(system.holds("eq", constant))):
        return None
    part = system.add(once, system.negative(constant))
    other = system.add(twice, system.negative(constant))
    for degree in (1, 2):
        excess = system.add(other, system.negative(system.multiply(part, system.number(Fraction(2**degree)))))
        if bool(np.all(system.holds("eq", excess))):
            ratio = system.multiply(system.negative(constant), system.reciprocal(part))
            factor = ratio if degree == 1 else system.power(ratio, Fraction(1, 2))
            return system.multiply(start, factor.reshape(factor.shape[factor.ndim - system.trailing :]))
    return None


def _solved(setting: Setting, system: NumberSystem, relation: RealRelation, array: Array) -> Raw | None:
    """Independent values with as many entries solved for as there are equations, if these are affine in the array."""
    if not affine_in(relation.difference, array):
        return None
    start = _variables(setting, system, array)
    evaluator = Evaluator(system, _with(setting, array, start))
    left, slopes = residual(relation, evaluator), jacobian(relation, array, evaluator)
    trailing = left.shape[left.ndim - system.trailing :]
    count = prod(left.shape[: left.ndim - system.trailing])
    entries = prod(start.shape[: start.ndim - system.trailing])
    if not 1 <= count <= min(MAX_EQUATIONS, entries):
        return None
    matrix = slopes.reshape(count, entries, *trailing)
    chosen = _independent(system, matrix, count)
    if chosen is None:
        return None
    step = _step(system, matrix[:, chosen], left.reshape(count, *trailing))
    flat = start.reshape(entries, *trailing).copy()
    flat[chosen] = system.add(flat[chosen], system.negative(step))
    return flat.reshape(start.shape)


def _independent(system: NumberSystem, matrix: Raw, count: int) -> list[int] | None:
    """Columns with a determinant that is not 0: the last ones, or the first ones."""
    entries = matrix.shape[1]
    for chosen in (list(range(entries - count, entries)), list(range(count))):
        if bool(np.all(system.holds("ne", system.determinant(matrix[:, chosen])))):
            return chosen
    return None


def _step(system: NumberSystem, square: Raw, left: Raw) -> Raw:
    return system.total(system.multiply(system.inverse(square), left[None, ...]), 1)
