"""Derivatives as an author writes them; they stay unevaluated until a judge asks.

Layouts: `grad(J, X)` of a scalar has the shape of X. `jacobian(f, X)` has the axes of f, then those of X (numerator
layout). `hessian(J, X)` has the axes of X twice. A variable is a declared array, a slice of one (`U[w]`,
`U[neg[k]]`), or a named expression, which is then varied as if it were a variable of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.errors import StatementError
from symcheck.expressions.blocks import shape_text
from symcheck.expressions.derivative import derivative
from symcheck.expressions.nodes import Definition
from symcheck.language.clashes import clash
from symcheck.language.tensor import Tensor, as_tensor, careful, pen


@careful
def grad(value: object, variable: object) -> Tensor:
    """The gradient of a scalar, in the layout of the variable."""
    body = as_tensor(value)
    if body.axes:
        raise StatementError(
            f"grad wants a scalar, not shape {shape_text(body.shape)}: write jacobian(f, x), or sum it first"
        )
    return differentiate(body, as_tensor(variable))


def jacobian(value: object, variable: object) -> Tensor:
    """∂f/∂X with the axes of f first, then those of X."""
    return differentiate(as_tensor(value), as_tensor(variable))


def diff(value: object, *variables: object) -> Tensor:
    """The derivative by each variable in turn: `diff(f, x, x)` is the second derivative; an integer repeats."""
    if not variables:
        raise StatementError("diff(expression, variable): name the variable")
    result = as_tensor(value)
    previous: object = None
    for variable in variables:
        times = variable - 1 if isinstance(variable, int) and not isinstance(variable, bool) else 1
        by = previous if isinstance(variable, int) else variable
        if by is None or times < 0:
            raise StatementError("diff(expression, variable, times): the variable comes before the number of times")
        for _ in range(times):
            result = differentiate(result, as_tensor(by))
        previous = by
    return result


def hessian(value: object, variable: object, second: object | None = None) -> Tensor:
    """∂²J/∂X∂Y of a scalar, with the axes of X, then those of Y (X again if none is given)."""
    other = variable if second is None else second
    return differentiate(grad(value, variable), as_tensor(other))


@careful
def differentiate(value: Tensor, variable: Tensor, held: Sequence[Definition] = ()) -> Tensor:
    """∂value/∂variable with the axes of the value, then those of the variable; names in `held` stand for constants."""
    clashing = clash([value.body, variable.body])
    if clashing:
        raise StatementError(f"{clashing}: the derivative would be by another thing of that name")
    found = derivative(value, variable, held)
    if found is None:
        raise StatementError(
            f"a derivative is taken by a declared variable, a slice of one, or a named(…) expression, not by {variable}"
        )
    return pen(found)
