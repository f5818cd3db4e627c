"""Equations solved exactly, in any number system: where they are affine in an array, or homogeneous in one.

They are solved by linear algebra over that system, for as many entries as there are equations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import prod

import numpy as np
from msgspec.structs import replace

from symcheck.expressions.nodes import (
    Add,
    Array,
    Call,
    Condition,
    Derivative,
    Entry,
    Expr,
    Mul,
    Named,
    Number,
    Power,
    RealRelation,
    Sum,
)
from symcheck.values.constraints import Values, arrays_in, jacobian, open_dims, residual, value_of
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw

ORDERS = 12
"""In so many orders equations are tried to be solved."""


def affine_in(expr: Expr, array: Array) -> bool:
    """Whether the expression is, by its form, affine in the entries of the array together."""
    power = order(expr, array)
    return power is not None and power <= 1


def order(expr: Expr, array: Array) -> int | None:
    """A bound on the degree of the expression as a polynomial in the entries of the array; None where it may be none.

    By an entry of the array itself a derivative has one degree less.
    """
    if array not in arrays_in([expr]):
        return 0
    match expr:
        case Entry():
            return 1
        case Add(terms):
            return _all(max, [order(t, array) for t in terms])
        case Mul(factors):
            return _all(sum, [order(f, array) for f in factors])
        case Power(base, Number(value)) if value.denominator == 1 and value > 0:
            inner = order(base, array)
            return None if inner is None else inner * int(value)
        case Sum(_, body, where):
            return None if _speaks(where, array) else order(body, array)
        case Derivative(body, Entry(variable)):
            inner = order(body, array)
            return inner if inner is None or variable != array else max(0, inner - 1)
        case Named(definition):
            return order(definition.body, array)
    return None


def _all(joined: Callable[[list[int]], int], found: list[int | None]) -> int | None:
    known = [each for each in found if each is not None]
    return joined(known) if len(known) == len(found) else None


def _speaks(where: Condition, array: Array) -> bool:
    return any(isinstance(r, RealRelation) and array in arrays_in([r.difference]) for r in where)


Step = tuple[Array | None, tuple[RealRelation, ...]]
"""Equations to be solved together, and the array they are solved for; None for one that is not affine in any."""


def solved_exactly(
    conditions: Condition, system: NumberSystem, setting: Setting, guide: Evaluator, every: bool = False
) -> Values:
    """Values under which the equations hold exactly, in any system. `guide`, at the same setting, picks the entries.

    Equations are solved for entries of an array in which they are affine and of which no equation solved before them
    speaks, one after the other or together, in the first order found in which that can be done. Raises Abstention where
    there is none; with `every`, also where these are not all solutions: where what is divided by may be 0, as z in
    z·x = z·y, there are others.
    """
    real = [r for r in conditions if isinstance(r, RealRelation) and r.kind == "eq"]
    problem = Abstention("the assumptions are equations that cannot be solved for one array after the other")
    equations = [r for r in real if arrays_in([r.difference])]  # the setting meets one between integers
    for number, steps in enumerate(islice(_orders(equations, frozenset()), ORDERS)):
        try:
            return _solved_in(steps, system, setting, guide, every)
        except Abstention as reason:
            problem = problem if number else reason
    raise problem


def _orders(left: Sequence[RealRelation], settled: frozenset[Array]) -> Iterator[tuple[Step, ...]]:
    """The orders in which equations may be solved so that none moves what one before it speaks of."""
    if not left:
        yield ()
    for relation in left:
        speaks = [a for a in arrays_in([relation.difference]) if a not in settled]
        free = [a for a in speaks if not (a.symmetric or a.integer) and affine_in(relation.difference, a)]
        steps: list[Step] = [] if free else [(None, (relation,))]
        for array in sorted(free, key=lambda a: (a.sign == "real", len(a.axes)), reverse=True):
            rows = tuple(r for r in left if array in arrays_in([r.difference]) and affine_in(r.difference, array))
            steps += [(array, rows)] if len(rows) == 1 else [(array, rows), (array, (relation,))]
        for target, rows in steps:
            rest = [r for r in left if r not in rows]
            for more in _orders(rest, settled.union(arrays_in([r.difference for r in rows]))):
                yield ((target, rows), *more)


def _solved_in(steps: Sequence[Step], system: NumberSystem, setting: Setting, guide: Evaluator, every: bool) -> Values:
    values: Values = dict(setting.values)
    settled: set[Array] = set()
    for target, rows in steps:
        evaluator = Evaluator(system, replace(setting, values=values))
        speaks = arrays_in([r.difference for r in rows])
        asked = [r for r in rows if residual(r, evaluator).size]  # of a range that is empty nothing is asked
        if asked and target is None:
            values.update(_scaled(asked[0], [a for a in speaks if a not in settled], evaluator, every))
        elif asked and target is not None:
            values[target] = _solved_for(asked, target, evaluator, guide, every)
        settled.update(speaks)
    return values


def _never_zero(values: Raw, system: NumberSystem) -> None:
    """Raises Abstention unless the values are known to be 0 nowhere."""
    if not bool(np.all(system.holds("ne", values))):
        raise Abstention("an assumption is an equation with more solutions than one can be solved for")


def _scaled(relation: RealRelation, free: Sequence[Array], evaluator: Evaluator, every: bool) -> Values:
    """One array, scaled so that a homogeneous function of it has the value asked for: `x @ x = 1`."""
    if isinstance(relation.difference, Add) and not open_dims(relation, evaluator.setting):
        for array in free:
            degrees = [degree(t, array) for t in relation.difference.terms]
            found = {d for d in degrees if d}
            if len(found) == 1 and None not in degrees and not array.integer:
                return {array: _scaled_to(relation.difference, degrees, array, evaluator, every)}
    raise Abstention("an assumption is an equation that is neither affine nor homogeneous in an array still free")


def _scaled_to(
    difference: Add, degrees: Sequence[Fraction | None], array: Array, evaluator: Evaluator, every: bool
) -> Raw:
    """The array times (−rest / homogeneous part)^(1 / degree): each solution is one, scaled by 1, if rest ≠ 0."""
    system = evaluator.system
    parts = [evaluate(t, (), evaluator) for t in difference.terms]
    power = next(d for d in degrees if d)
    whole, rest = system.number(Fraction(0)), system.number(Fraction(0))
    for part, order in zip(parts, degrees, strict=True):
        whole, rest = (system.add(whole, part), rest) if order else (whole, system.add(rest, part))
    if every:
        _never_zero(rest, system)
    ratio = system.multiply(system.negative(rest), system.reciprocal(whole))
    return system.multiply(_given(array, evaluator), system.power(ratio, 1 / power))


def _given(array: Array, evaluator: Evaluator) -> Raw:
    known = evaluator.setting.values.get(array)
    return value_of(array, evaluator) if known is None else known


def degree(expr: Expr, array: Array) -> Fraction | None:
    """The degree in which the expression is, by its form, homogeneous in the array; None if it is not."""
    if array not in arrays_in([expr]):
        return Fraction(0)
    match expr:
        case Entry():
            return Fraction(1)
        case Add(terms):
            found = {degree(t, array) for t in terms}
            return found.pop() if len(found) == 1 else None
        case Mul(factors):
            degrees = [degree(f, array) for f in factors]
            return sum((d for d in degrees if d is not None), Fraction(0)) if None not in degrees else None
        case Sum(_, body, where):
            return None if _speaks(where, array) else degree(body, array)
        case Power(root, Number(exponent)):
            inner = degree(root, array)
            return None if inner is None or exponent <= 0 else inner * exponent
        case Call("sqrt", (root,)):
            inner = degree(root, array)
            return None if inner is None else inner / 2
        case Named(definition):
            return degree(definition.body, array)
    return None


def _solved_for(rows: Sequence[RealRelation], array: Array, evaluator: Evaluator, guide: Evaluator, every: bool) -> Raw:
    """The array with as many entries replaced as there are equations: x_S − J_S⁻¹ (difference).

    The entries that are left are free, and these are all solutions, if det J_S is 0 nowhere.
    """
    current = _given(array, evaluator)
    tail = current.shape[len(array.axes) :]
    left = np.concatenate([residual(r, evaluator).reshape(-1, *tail) for r in rows])
    size = prod(current.shape[: len(array.axes)])
    slope = np.concatenate([jacobian(r, array, evaluator).reshape(-1, size, *tail) for r in rows])
    chosen = pivots(np.concatenate([jacobian(r, array, guide).reshape(-1, size) for r in rows]))
    system = evaluator.system
    if every:
        _never_zero(system.determinant(slope[:, chosen]), system)
    inverse = system.inverse(slope[:, chosen])
    product = system.multiply(inverse, left.reshape(1, len(left), *tail))
    step = system.negative(system.total(product, 1))
    flat = current.reshape(-1, *tail).copy()
    flat[chosen] = system.add(flat[chosen], step)
    return flat.reshape(current.shape)


def pivots(matrix: Raw) -> list[int]:
    """Columns of a matrix of floats that are independent, one for each row. Raises Abstention if there are too few."""
    work, chosen = matrix.astype(float).copy(), []
    for row in range(len(work)):
        column = int(np.argmax(np.abs(work[row])))
        if abs(work[row, column]) < 1e-9:
            raise Abstention("the assumptions contain an equation that follows from the others, or has no solution")
        chosen.append(column)
        work[row + 1 :] -= np.outer(work[row + 1 :, column] / work[row, column], work[row])
    return chosen
