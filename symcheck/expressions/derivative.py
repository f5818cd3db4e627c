"""A derivative as a node: by an entry of a declared array, or by a name, which is then a variable of its own."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Array, Block, Definition, Derivative, Entry, Expr, Integer, Let, Named
from symcheck.expressions.walk import at, children, free_indices, rebuild, subexpressions, substitute


def derivative(value: Block, variable: Block, held: Sequence[Definition] = ()) -> Block | None:
    """∂value/∂variable with the axes of the value, then those of the variable; None if that is no variable.

    What names in `held` are computed from is not followed: each of them stands for its value as for a constant.
    """
    if held:
        return _holding(value, variable, held)
    axes = tuple(map(af.fresh_index, variable.axes))
    by = substitute(variable.body, {a: af.of_atom(b) for a, b in zip(variable.axes, axes, strict=True)})
    match by:
        case Entry() | Integer():
            return Block((*value.axes, *axes), Derivative(value.body, by))
        case Named(definition, indices):
            return Block((*value.axes, *axes), by_name(value.body, definition, indices))
    return None


def _holding(value: Block, variable: Block, held: Sequence[Definition]) -> Block | None:
    opened, arrays = value.body, [_variable_for(definition) for definition in held]
    for definition, array in zip(held, arrays, strict=True):
        opened = _Opening(definition, array).apply(opened)
    found = derivative(Block(value.axes, opened), variable)
    if found is None:
        return None
    body = found.body
    for definition, array in zip(held, arrays, strict=True):
        body = Let(array, Block(definition.axes, definition.body), body)
    return Block(found.axes, body)


def _variable_for(definition: Definition) -> Array:
    """The variable that a name becomes; StatementError where it is another value for each of some index."""
    free = free_indices(definition.body).difference(definition.axes)
    if free:
        raise StatementError(
            f"a derivative by {definition.latex}, which is another value for each {min(i.name for i in free)}: "
            "name the whole vector with named(…, stack(…)) and take one of its entries"
        )
    return Array(definition.latex, tuple((axis.lower, axis.upper) for axis in definition.axes))


def by_name(body: Expr, definition: Definition, indices: tuple[af.IndexForm, ...]) -> Expr:
    """The derivative by a named expression: the name becomes a variable, which stands for its value afterwards."""
    array = _variable_for(definition)
    if any(array.name in _declared(e) for e in (body, definition.body)):
        raise StatementError(f"{array.name} is declared as a variable and is also a name: give them different names")
    opened = _Opening(definition, array).apply(body)
    return Let(array, Block(definition.axes, definition.body), Derivative(opened, Entry(array, indices)))


def _declared(body: Expr) -> set[str]:
    """The names of the declared arrays in an expression (not of the variables that names were turned into)."""
    found: set[str] = set()
    seen: set[tuple[Expr, frozenset[Array]]] = set()
    pending: list[tuple[Expr, frozenset[Array]]] = [(body, frozenset())]
    while pending:
        node, opened = pending.pop()
        if (node, opened) in seen:
            continue
        seen.add((node, opened))
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
        self.memo: dict[Expr, Expr] = {}

    def apply(self, expr: Expr) -> Expr:
        known = self.memo.get(expr)
        if known is None:
            known = self.memo[expr] = self._apply(expr)
        return known

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
