"""Derivatives as an author writes them; they stay unevaluated until a judge asks.

Layouts: `grad(J, X)` of a scalar has the shape of X. `jacobian(f, X)` has the axes of f, then those of X (numerator
layout). `hessian(J, X)` has the axes of X twice. A variable is a declared array, a slice of one (`U[w]`,
`U[neg[k]]`), or a named expression, which is then varied as if it were a variable of its own.
"""

from __future__ import annotations

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Array, Block, Definition, Derivative, Entry, Expr, Integer, Let, Named
from symcheck.expressions.walk import at, children, free_indices, rebuild, subexpressions, substitute
from symcheck.language.clashes import clash
from symcheck.language.tensor import Tensor, as_tensor, shape_text


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


def differentiate(value: Tensor, variable: Tensor) -> Tensor:
    """∂value/∂variable with the axes of the value, then those of the variable."""
    clashing = clash([value.body, variable.body])
    if clashing:
        raise StatementError(f"{clashing}: the derivative would be by another thing of that name")
    axes = tuple(map(af.fresh_index, variable.axes))
    by = substitute(variable.body, {a: af.of_atom(b) for a, b in zip(variable.axes, axes, strict=True)})
    match by:
        case Entry() | Integer():
            return Tensor(Derivative(value.body, by), (*value.axes, *axes))
        case Named(definition, indices):
            return Tensor(by_name(value.body, definition, indices), (*value.axes, *axes))
    raise StatementError(
        f"a derivative is taken by a declared variable, a slice of one, or a named(…) expression, not by {variable}"
    )


def by_name(body: Expr, definition: Definition, indices: tuple[af.Affine, ...]) -> Expr:
    """The derivative by a named expression: the name becomes a variable, which stands for its value afterwards."""
    free = free_indices(definition.body).difference(definition.axes)
    if free:
        raise StatementError(
            f"a derivative by {definition.latex}, which is another value for each {min(i.name for i in free)}: "
            "name the whole vector with named(…, stack(…)) and take one of its entries"
        )
    array = Array(definition.latex, tuple((axis.lower, axis.upper) for axis in definition.axes))
    if any(array.name in _declared(e) for e in (body, definition.body)):
        raise StatementError(f"{array.name} is declared as a variable and is also a name: give them different names")
    opened = _Opening(definition, array).apply(body)
    return Let(array, Block(definition.axes, definition.body), Derivative(opened, Entry(array, indices)))


def _declared(body: Expr) -> set[str]:
    """The names of the declared arrays in an expression (not of the variables that names were turned into)."""
    found: set[str] = set()
    seen: set[tuple[int, frozenset[Array]]] = set()
    pending: list[tuple[Expr, frozenset[Array]]] = [(body, frozenset())]
    while pending:
        node, opened = pending.pop()
        if (id(node), opened) in seen:
            continue
        seen.add((id(node), opened))
        if isinstance(node, Entry) and node.array not in opened:
            found.add(node.array.name)
        if isinstance(node, Let):
            pending += [(node.value.body, opened), (node.body, opened | {node.array})]
        else:
            pending += [(child, opened) for child in children(node)]
    return found


class _Opening:
    """Turns one named definition into a variable, looking inside other names that speak of it."""

    def __init__(self, definition: Definition, array: Array) -> None:
        self.array = array
        self.key = alpha_key(Named(definition))
        self.memo: dict[int, tuple[Expr, Expr]] = {}

    def apply(self, expr: Expr) -> Expr:
        known = self.memo.get(id(expr))
        if known is None:
            known = self.memo[id(expr)] = (expr, self._apply(expr))
        return known[1]

    def _apply(self, expr: Expr) -> Expr:
        if isinstance(expr, Named):
            if self._is_it(expr.definition):
                return Entry(self.array, expr.indices)
            inner = expr.definition
            if any(isinstance(e, Named) and self._is_it(e.definition) for e in subexpressions(inner.body)):
                return self.apply(at(inner.axes, inner.body, expr.indices))
        if isinstance(expr, Let) and self._is_it(Definition(expr.array.name, expr.value.axes, expr.value.body)):
            # A derivative by the same name was taken before: there it is this variable already.
            return self.apply(expr.body)
        return rebuild(expr, self.apply)

    def _is_it(self, definition: Definition) -> bool:
        return definition.latex == self.array.name and alpha_key(Named(definition)) == self.key
