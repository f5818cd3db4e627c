"""Tensors in source: `U.T @ (y_hat - y)` where NumPy's operations mean the very statement, else a stack of entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.arrays import Range, access, same_range
from symcheck.expressions.build import is_number
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Block, Definition, Expr
from symcheck.expressions.reading import as_read
from symcheck.expressions.walk import condition_indices, free_indices
from symcheck.notation.declaring import Declaring, Scope, Unshaped
from symcheck.notation.naming import Axes
from symcheck.notation.program import Code, Level


class Stacking(Declaring, eq=False):
    """Writes tensors."""

    def number(self, expr: Expr, scope: Scope) -> Code:
        """An expression by the operations that make it, whatever axes are left out of its parts."""
        raise NotImplementedError

    def alone(self, expr: Expr, scope: Scope) -> Code:
        """An expression that Python does not evaluate by itself."""
        raise NotImplementedError

    def tensor(self, value: Block, scope: Scope) -> Code:
        """A tensor: without its axes where NumPy means the same, else the stack of its entries."""
        if not value.axes:
            return self.alone(value.body, scope)
        whole = free_indices(value.body).issuperset(value.axes)
        shaped = self._tried(value.body, replace(scope, axes=value.axes)) if whole else None
        return shaped or self._stacked(value, scope)

    def _tried(self, expr: Expr, scope: Scope) -> Code | None:
        """The expression without the axes of the scope; nothing is declared where it cannot be written so."""
        before = dict(self.letters), dict(self.names), list(self.lines)
        try:
            return self.expr(expr, scope)
        except Unshaped:
            self.letters, self.names, self.lines = before
            return None

    def _stacked(self, value: Block, scope: Scope) -> Code:
        inner = self.bind(value.axes, scope, free_indices(value.body))
        axes = ", ".join(inner.bound[axis] for axis in value.axes)
        return Code(f"stack({self.expr(value.body, inner).text}, {axes})")

    def _accessed(self, name: str, ranges: Sequence[Range], indices: Sequence[IndexForm], scope: Scope) -> Code:
        found = access(ranges, indices, scope.axes)
        if found is None:
            raise Unshaped
        if found.transposed:
            return Code(f"{name}.T")
        shown = [":" if form is None else self.form(form, scope).text for form in found.subscripts]
        return Code(f"{name}[{', '.join(shown)}]" if shown else name)

    def _shaped(self, expr: Expr, scope: Scope) -> Code:
        """An expression of which NumPy's operations leave the axes out; they are its own, or the last of all."""
        own = free_indices(expr).intersection(scope.axes)
        axes = scope.axes[len(scope.axes) - len(own) :]
        if own != set(axes) or any(axis.lower != af.ONE or axis.size == af.ONE for axis in axes):
            raise Unshaped
        scope = replace(scope, axes=axes)
        match expr:
            case nodes.Entry(array, indices):
                return self._accessed(scope.opened.get(array) or self.array(array), array.axes, indices, scope)
            case nodes.Named(definition, indices):
                ranges = [(a.lower, a.upper) for a in definition.axes]
                return self._accessed(self.definition(definition, scope), ranges, indices, scope)
            case nodes.Mul((left, right)) if _is_diagonal(left, right, axes):
                return self.called("diag", [self._shaped(left, replace(scope, axes=axes[:1])).text])
            case nodes.Mul((left, right)) if len(axes) == 2 and not self._carries(expr.factors, axes):
                return self._outer(left, right, scope)
            case nodes.Add(parts) | nodes.Mul(parts) | nodes.Call(_, parts) if self._carries(parts, axes):
                return self.number(expr, scope)
            case nodes.Power(base, exponent) if self._carries((base, exponent), axes):
                return self.number(expr, scope)
            case nodes.Sum(_, _, where) if condition_indices(where).isdisjoint(axes):
                return self.contracted(expr, scope) or self.number(expr, scope)
            case nodes.Derivative(body, nodes.Entry(array, indices) as variable):
                return self._derived(body, variable, scope)
            case nodes.Let():
                return self.number(expr, scope)
            case nodes.Inverse(matrix, row, column) if (row.index, column.index) in (axes, axes[::-1]):
                turned = "" if row.index == axes[0] else ".T"
                return Code(f"inv({self.tensor(matrix, replace(scope, axes=())).text}){turned}")
            case nodes.Bracket((nodes.IndexRelation("eq", form),)) if _is_identity(form, axes):
                return self.called("eye", [self.form(axes[0].upper, scope).text])
        raise Unshaped

    def _carries(self, parts: Iterable[Expr], axes: Axes) -> bool:
        return any(free_indices(part).issuperset(axes) for part in parts)

    def _outer(self, left: Expr, right: Expr, scope: Scope) -> Code:
        if scope.axes[1] in free_indices(left) or scope.axes[0] in free_indices(right):
            raise Unshaped
        parts = zip((left, right), scope.axes, strict=True)
        return self.called("outer", [self._shaped(part, replace(scope, axes=(a,))).text for part, a in parts])

    def contracted(self, expr: nodes.Sum, scope: Scope) -> Code | None:
        """A product of vectors and matrices."""
        body, index, minus = as_read(expr.body), expr.index, ""
        if expr.where or not index.anonymous or index.lower != af.ONE or not isinstance(body, nodes.Mul):
            return None
        if is_number(body.factors[0], -1):
            body, minus = as_read(body.factors[1]), "-"
        if not isinstance(body, nodes.Mul) or len(body.factors) != 2 or len(scope.axes) > 2:
            return None
        left, right = map(as_read, body.factors)
        rows, columns = ([a for a in scope.axes if a in free_indices(part)] for part in (left, right))
        if (*rows, *columns) != scope.axes or max(len(rows), len(columns)) > 1:
            return None
        if not all(index in free_indices(part) for part in (left, right)):
            return None
        first = self._tried(left, replace(scope, axes=(*rows, index)))
        second = first and self._tried(right, replace(scope, axes=(index, *columns)))
        if first is None or second is None:
            return None
        level = Level.PRODUCT if isinstance(left, nodes.Sum) and not minus else Level.UNARY
        return Code(f"{minus}{first.at(level)} @ {second.at(Level.UNARY)}", Level.PRODUCT)

    def _derived(self, body: Expr, variable: nodes.Entry, scope: Scope) -> Code:
        """A gradient, or a Jacobian with the axes of the variable last."""
        last = [i for i in variable.indices if i.index in scope.axes]
        outer = scope.axes[: len(scope.axes) - len(last)]
        if not last or tuple(i.index for i in last) != scope.axes[len(outer) :]:
            raise Unshaped
        if free_indices(body).intersection(scope.axes) != set(outer):
            raise Unshaped
        by = self._shaped(variable, replace(scope, axes=scope.axes[len(outer) :])).text
        return self.called("jacobian" if outer else "grad", [self.expr(body, replace(scope, axes=outer)).text, by])

    def definition(self, definition: Definition, scope: Scope) -> str:
        return self.name(definition.latex, Block(definition.axes, definition.body), scope)

    def called(self, function: str, arguments: Iterable[str]) -> Code:
        return Code(f"{function}({', '.join(arguments)})")


def _is_diagonal(left: Expr, right: Expr, axes: Axes) -> bool:
    """Whether the product is an entry of the diagonal matrix of a vector."""
    match right:
        case nodes.Bracket((nodes.IndexRelation("eq", form),)) if _is_identity(form, axes):
            return free_indices(left).intersection(axes) == {axes[0]}
    return False


def _is_identity(form: IndexForm, axes: Axes) -> bool:
    """Whether [form = 0] is an entry of the identity matrix, as it is written there."""
    return len(axes) == 2 and same_range(*axes) and form == af.of_atom(axes[0]) - af.of_atom(axes[1])
