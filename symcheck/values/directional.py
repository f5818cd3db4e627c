"""A gradient times a direction: one derivative of the loss along it, for what is linear in derivatives.

Σ over the axes of `direction · expression`, where each derivative in the expression is by an entry whose indices carry
the axes, and its body does not speak of them. No array of the variable's size times the loss's arrays is ever built.
"""

from __future__ import annotations

import numpy as np

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Add, Derivative, Entry, Expr, Let, Mul, Named
from symcheck.expressions.walk import at, free_indices
from symcheck.values.evaluate import Evaluator
from symcheck.values.evaluate.duals import base
from symcheck.values.evaluate.scope import Binding, Direction, Scope
from symcheck.values.evaluate.setting import spread, union
from symcheck.values.numbers.system import Raw


def directional(expr: Expr, axes: tuple[Index, ...], direction: Raw, evaluator: Evaluator) -> Raw | None:
    """Σ direction · expr over the axes by directional derivatives; None where the expression is not of that form."""
    if not axes or not is_linear(expr, axes):
        return None
    return _along(expr, axes, direction, evaluator, evaluator.top)


def is_linear(expr: Expr, axes: tuple[Index, ...]) -> bool:
    """Whether the expression is a combination of derivatives by entries that carry all of the axes."""
    match expr:
        case Add(terms):
            return all(is_linear(t, axes) for t in terms)
        case Mul(factors):
            speaking = [f for f in factors if free_indices(f).intersection(axes)]
            return len(speaking) == 1 and is_linear(speaking[0], axes)
        case Named(definition, indices):
            return is_linear(at(definition.axes, definition.body, indices), axes)
        case Let(_, value, body):
            return not free_indices(value.body).difference(value.axes).intersection(axes) and is_linear(body, axes)
        case Derivative(body, Entry(_, indices)):
            carried = [form.index for form in indices if form.index in axes]
            others = [form for form in indices if form.index not in axes]
            plain = not any(_speaks(form, axes) for form in others)
            return plain and sorted(map(str, carried)) == sorted(map(str, axes)) and _apart(body, axes)
    return False


def _speaks(form: IndexForm, axes: tuple[Index, ...]) -> bool:
    return bool(af.free_indices(form).intersection(axes))


def _apart(body: Expr, axes: tuple[Index, ...]) -> bool:
    return not free_indices(body).intersection(axes)


def _along(expr: Expr, axes: tuple[Index, ...], direction: Raw, evaluator: Evaluator, here: Scope) -> Raw:
    match expr:
        case Add(terms):
            return np.asarray(sum(_along(t, axes, direction, evaluator, here) for t in terms))
        case Mul(factors):
            result: Raw = np.asarray(1.0)
            for factor in factors:
                if free_indices(factor).intersection(axes):
                    result = result * _along(factor, axes, direction, evaluator, here)
                else:
                    result = result * base(evaluator.value(factor, here)).raw
            return result
        case Named(definition, indices):
            return _along(at(definition.axes, definition.body, indices), axes, direction, evaluator, here)
        case Let(array, block, body):
            own, value = evaluator.block(block, here)
            return _along(body, axes, direction, evaluator, here.standing(Binding(array, own, value)))
        case Derivative(body, Entry() as variable):
            along = _scattered(variable, axes, direction, evaluator)
            return evaluator.step(body, Direction(variable.array, 0, along=along), here).raw
    raise TypeError("not a combination of derivatives")


def _scattered(variable: Entry, axes: tuple[Index, ...], direction: Raw, evaluator: Evaluator) -> Raw:
    """The direction as an array of the variable's shape, 0 where the entry does not reach."""
    places = evaluator.places(variable)
    ends = [(evaluator.indices.integer(low), evaluator.indices.integer(high)) for low, high in variable.array.axes]
    dims = union(place.dims for place in places)
    turned = spread(direction, axes, dims)
    shape = tuple(high - low + 1 for low, high in ends)
    if turned.shape == shape:
        return np.asarray(turned)
    along = np.zeros(shape)
    np.add.at(along, tuple(spread(p.raw, p.dims, dims).astype(np.int64) for p in places), turned)
    return along
