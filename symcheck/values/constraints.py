"""Values that satisfy assumptions about real numbers: equations solved, signs set, the rest left to be checked.

In floating point equations are solved together by Newton's method, each step the shortest one, which preserves
symmetry. In any other system an equation is solved only where it is affine in an array: by linear algebra over that
system, for as many entries as there are equations, hence exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

import numpy as np
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Add,
    Array,
    Bracket,
    Call,
    Condition,
    Derivative,
    Entry,
    Expr,
    Let,
    Mul,
    Named,
    Number,
    Power,
    RealRelation,
    Relation,
    Sum,
)
from symcheck.expressions.walk import children, free_indices, subexpressions
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw, Undefined

ROUNDS = 40
TOLERANCE = 1e-11
POLISHED = 1
"""Newton steps after the tolerance is met: what is left then is rounding."""
MARGINS = (1.0, 1.0, 0.01)
"""By how much an inequality that did not hold is met, in the order of magnitude."""
Values = dict[Array, Raw]


def arrays_in(exprs: Sequence[Expr]) -> tuple[Array, ...]:
    """The declared arrays that occur, sorted by name; where one stands for an expression it does not count."""
    found: set[Array] = set()
    waiting = [(expr, frozenset[Array]()) for expr in exprs]
    seen = {*waiting}
    while waiting:
        node, standing = waiting.pop()
        if isinstance(node, Entry) and node.array not in standing:
            found.add(node.array)
        below = [(child, standing) for child in children(node)]
        if isinstance(node, Let):
            below = [(node.value.body, standing), (node.body, standing | {node.array})]
        waiting += [one for one in below if one not in seen]
        seen.update(below)
    return tuple(sorted(found, key=lambda a: a.name))


def meets(conditions: Condition, evaluator: Evaluator) -> bool:
    """Whether all conditions hold, for all values of the indices that have none; equations up to rounding."""
    try:
        return all(_holds(relation, evaluator) for relation in conditions)
    except Undefined:
        return False


def _holds(relation: Relation, evaluator: Evaluator) -> bool:
    if isinstance(relation, RealRelation) and relation.kind == "eq" and isinstance(evaluator.system, FloatSystem):
        return bool((np.abs(residual(relation, evaluator)) < TOLERANCE * 100).all())
    return evaluator.indices.everywhere(evaluator.mask((relation,), evaluator.top))


def open_dims(relation: RealRelation, setting: Setting) -> tuple[Index, ...]:
    """The indices of a relation that stand for all their values."""
    found = free_indices(relation.difference).difference(setting.indices)
    return tuple(sorted(found, key=af.atom_key))


def residual(relation: RealRelation, evaluator: Evaluator) -> Raw:
    """The difference of an equation, one entry for each value of its open indices."""
    return evaluate(relation.difference, open_dims(relation, evaluator.setting), evaluator)


def jacobian(relation: RealRelation, array: Array, evaluator: Evaluator) -> Raw:
    """The derivative of the difference by the entries of an array, the axes of the array last."""
    axes = tuple(af.new_axis("entry", high - low + af.ONE, low) for low, high in array.axes)
    slope = Derivative(relation.difference, Entry(array, tuple(map(af.of_atom, axes))))
    return evaluate(slope, (*open_dims(relation, evaluator.setting), *axes), evaluator)


def solved(conditions: Condition, system: FloatSystem, setting: Setting) -> Values:
    """Values under which the equations among the conditions hold, and most inequalities, in floating point."""
    values: Values = dict(setting.values)
    relations = [r for r in conditions if isinstance(r, RealRelation) and arrays_in([r.difference])]
    evaluator = Evaluator(system, setting)
    for relation in relations:
        if relation.kind in ("gt", "ge"):
            values.update(_signed(relation.difference, evaluator))
    equations = [r for r in relations if r.kind == "eq"]
    ordered = [r for r in relations if r.kind in ("gt", "ge") and not isinstance(r.difference, Entry)]
    arrays = [a for a in arrays_in([r.difference for r in (*equations, *ordered)]) if not a.integer]
    if not arrays:
        return values
    for array in arrays:
        values.setdefault(array, _value(array, evaluator))
    start = replace(setting, values=values)
    pushed = [(r, aim) for r in ordered if (aim := _aim(r, Evaluator(system, start), system.generator)) is not None]
    if not equations and not pushed:
        return values
    return _newton([*((r, np.zeros(())) for r in equations), *pushed], arrays, system, start)


def _aim(relation: RealRelation, evaluator: Evaluator, generator: np.random.Generator) -> Raw | None:
    """What a difference should be to be positive: as it is where it is so, else small and drawn; None if it is so."""
    left = residual(relation, evaluator)
    if not np.isfinite(left).all() or (left > 0).all():
        return None
    drawn = generator.choice(MARGINS) * (0.1 + np.abs(generator.standard_normal(left.shape)))
    return np.asarray(np.where(left > 0, left, drawn))


def _value(array: Array, evaluator: Evaluator) -> Raw:
    return evaluator.system.variables(array, evaluator.indices.shape(array))


def _signed(difference: Expr, evaluator: Evaluator) -> Values:
    """Positive values for an array all of whose entries are said to be so."""
    if not isinstance(difference, Entry):
        return {}
    array = difference.array
    if any(form.index is None or form.index in evaluator.setting.indices for form in difference.indices):
        return {}
    return {array: np.abs(_value(array, evaluator)) + 0.02}


Asked = tuple[RealRelation, Raw]
"""A difference, and what it should be."""


def _newton(asked: Sequence[Asked], arrays: Sequence[Array], system: FloatSystem, start: Setting) -> Values:
    """Values at which every difference is what it should be."""
    setting, polished = start, 0
    for _ in range(ROUNDS):
        evaluator = Evaluator(system, setting)
        left = np.concatenate([(residual(r, evaluator) - aim).ravel() for r, aim in asked])
        if not np.isfinite(left).all():
            raise Undefined("an assumption is not defined")
        polished += bool((np.abs(left) < TOLERANCE).all())
        if polished > POLISHED or not left.any():
            break
        slopes = np.hstack([_columns([r for r, _ in asked], array, evaluator) for array in arrays])
        if not np.isfinite(slopes).all():
            raise Undefined("an assumption has no derivative")
        step = np.linalg.lstsq(slopes, -left, rcond=1e-10)[0]
        setting = replace(setting, values=_stepped(setting.values, arrays, step))
    if not all(_as_declared(array, setting.values[array]) for array in arrays):
        raise Undefined("the solution found has another sign than declared")
    return dict(setting.values)


def _columns(equations: Sequence[RealRelation], array: Array, evaluator: Evaluator) -> Raw:
    """The Jacobian by one array as a matrix."""
    rows = []
    for relation in equations:
        slope = jacobian(relation, array, evaluator)
        if array.symmetric:
            slope = (slope + np.swapaxes(slope, -1, -2)) / 2
        count = prod(slope.shape[: slope.ndim - len(array.axes)])
        rows.append(slope.reshape(count, -1))
    return np.vstack(rows)


def _stepped(values: Mapping[Array, Raw], arrays: Sequence[Array], step: Raw) -> Values:
    moved, place = dict(values), 0
    for array in arrays:
        count = values[array].size
        moved[array] = values[array] + step[place : place + count].reshape(values[array].shape)
        place += count
    return moved


def _as_declared(array: Array, value: Raw) -> bool:
    if array.positive_definite:
        return bool((np.linalg.eigvalsh(value) > 0).all())
    signs = {"positive": value > 0, "nonnegative": value >= 0, "negative": value < 0, "nonzero": value != 0}
    return bool(np.all(signs.get(array.sign, True)))


def affine_in(expr: Expr, array: Array) -> bool:
    """Whether the expression is, by its form, affine in the entries of the array together."""
    if not any(isinstance(node, Entry) and node.array == array for node in subexpressions(expr)):
        return True
    match expr:
        case Entry():
            return True
        case Add(terms):
            return all(affine_in(t, array) for t in terms)
        case Mul(factors):
            speaking = [f for f in factors if array in arrays_in([f])]
            return len(speaking) == 1 and affine_in(speaking[0], array)
        case Sum(_, body, where):
            return affine_in(body, array) and affine_in(Bracket(where), array) and not _speaks(where, array)
        case Named(definition):
            return affine_in(definition.body, array)
    return False


def _speaks(where: Condition, array: Array) -> bool:
    return any(isinstance(r, RealRelation) and array in arrays_in([r.difference]) for r in where)


def solved_exactly(
    conditions: Condition, system: NumberSystem, setting: Setting, guide: Evaluator, every: bool = False
) -> Values:
    """Values under which the equations hold exactly, in any system. `guide`, at the same setting, picks the entries.

    Each equation is solved for entries of an array in which it is affine and which no equation before it was solved
    for or speaks of. Raises Abstention where there is none; with `every`, also where these are not all solutions: where
    what is divided by may be 0, as z in z·x = z·y, there are others.
    """
    values: Values = dict(setting.values)
    settled: set[Array] = set()
    for relation in conditions:
        if not isinstance(relation, RealRelation) or relation.kind != "eq":
            continue
        speaks = arrays_in([relation.difference])
        if not speaks:
            continue  # an equation between integers: the setting meets it
        free = [
            a for a in speaks if not (a in settled or a.symmetric or a.integer) and affine_in(relation.difference, a)
        ]
        evaluator = Evaluator(system, replace(setting, values=values))
        if not residual(relation, evaluator).size:
            continue  # it speaks of the entries of a range that is empty at these sizes
        if not free:
            values.update(_scaled(relation, [a for a in speaks if a not in settled], evaluator, every))
            settled.update(speaks)
            continue
        array = max(free, key=lambda a: (a.sign == "real", len(a.axes)))
        values[array] = _solved_for(relation, array, evaluator, guide, every)
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
    return _value(array, evaluator) if known is None else known


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


def _solved_for(relation: RealRelation, array: Array, evaluator: Evaluator, guide: Evaluator, every: bool) -> Raw:
    """The array with as many entries replaced as there are equations: x_S − J_S⁻¹ (difference).

    The entries that are left are free, and these are all solutions, if det J_S is 0 nowhere.
    """
    current = _given(array, evaluator)
    trailing = current.ndim - len(array.axes)
    left = residual(relation, evaluator)
    dims = left.ndim - trailing
    count = prod(left.shape[:dims])
    tail = current.shape[len(array.axes) :]
    slope = jacobian(relation, array, evaluator).reshape(count, -1, *tail)
    chosen = pivots(jacobian(relation, array, guide).reshape(count, -1))
    system = evaluator.system
    if every:
        _never_zero(system.determinant(slope[:, chosen]), system)
    inverse = system.inverse(slope[:, chosen])
    product = system.multiply(inverse, left.reshape(1, count, *tail))
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
