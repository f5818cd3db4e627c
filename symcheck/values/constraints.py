"""Values that satisfy assumptions about real numbers: equations solved, signs set, the rest left to be checked.

In floating point equations are solved together by Newton's method, each step the shortest one, which preserves
symmetry. How they are solved in any other system is said in `symcheck.values.solving`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np
from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Array,
    Condition,
    Derivative,
    Entry,
    Expr,
    Let,
    RealRelation,
    Relation,
)
from symcheck.expressions.walk import children, free_indices
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import Raw, Undefined

ROUNDS = 60
TOLERANCE = 1e-11
ROUNDS_TO_MEET = 40
"""After so many rounds equations that are not met are given up."""
ASTRAY = 5
"""And after so many whose step is longer than the one before: they lead away, or anywhere. A step far beyond a root is
one of these; the way back from there is not."""
LAST_STEP, SHORT_STEP, STALLED = 1e-12, 1e-8, 0.75
"""How long the last step may be: near a point where equations meet without crossing, where a square is 0, what is left
of them says little of how far away it is. There each step is half of the one before; rounding makes it no shorter."""
MARGINS = (1.0, 1.0, 0.01)
"""By how much an inequality that did not hold is met, in the order of magnitude."""
Values = dict[Array, Raw]


class Unsolved(Undefined):
    """Newton's method does not come to a solution from where it began; `rounds` were spent on it."""

    def __init__(self, rounds: int) -> None:
        super().__init__("no solution was found")
        self.rounds = rounds


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
        values.setdefault(array, value_of(array, evaluator))
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


def value_of(array: Array, evaluator: Evaluator) -> Raw:
    """An array as the system of the evaluator gives it, with nothing asked of it."""
    return evaluator.system.variables(array, evaluator.indices.shape(array))


def _signed(difference: Expr, evaluator: Evaluator) -> Values:
    """Positive values for an array all of whose entries are said to be so."""
    if not isinstance(difference, Entry):
        return {}
    array = difference.array
    if any(form.index is None or form.index in evaluator.setting.indices for form in difference.indices):
        return {}
    return {array: np.abs(value_of(array, evaluator)) + 0.02}


Asked = tuple[RealRelation, Raw]
"""A difference, and what it should be."""


def _newton(asked: Sequence[Asked], arrays: Sequence[Array], system: FloatSystem, start: Setting) -> Values:
    """Values at which every difference is what it should be. Raises Unsolved if they are not met."""
    setting, moved, settled, astray = start, 1.0, False, 0
    for number in range(ROUNDS):
        evaluator = Evaluator(system, setting)
        left = np.concatenate([(residual(r, evaluator) - aim).ravel() for r, aim in asked])
        if not np.isfinite(left).all():
            raise Undefined("an assumption is not defined")
        met = bool((np.abs(left) < TOLERANCE).all())
        if not met and (number >= ROUNDS_TO_MEET or astray >= ASTRAY):
            raise Unsolved(number)
        if not left.any() or (met and settled):
            break
        slopes = np.hstack([_columns([r for r, _ in asked], array, evaluator) for array in arrays])
        if not np.isfinite(slopes).all():
            raise Undefined("an assumption has no derivative")
        step = np.linalg.lstsq(slopes, -left, rcond=1e-10)[0]
        before, moved = moved, float(np.abs(step).max(initial=0))
        astray += moved > before
        settled = moved < LAST_STEP or (moved < SHORT_STEP and moved > before * STALLED)
        setting = replace(setting, values=_stepped(setting.values, arrays, step))
    if left.any() and not settled:
        raise Undefined("the solution found is not known well enough")
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
