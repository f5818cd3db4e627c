"""Counting operations: `cost(J)` as a polynomial in the sizes.

Every distinct subexpression is computed once for each value of the indices it speaks of, which is how a person or a
compiler would evaluate it: a factor that does not depend on the index of a sum is computed outside. Counted as one:
an addition, a multiplication, a division, a power, an elementary or abstract function, a comparison. An inverse or a
determinant of an n × n matrix counts n³, once for all its entries. Reading an entry costs nothing.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions import nodes
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Block, Expr
from symcheck.expressions.walk import binders, children, free_indices, substitute
from symcheck.symbolic import calculus


def operations(value: Block) -> Expr:
    """The number of operations to evaluate every entry of a tensor, as an expression in the sizes."""
    counting = _Counting()
    counting.visit(calculus.evaluate(value.body), value.axes)
    total = tuple(counting.terms)
    return nodes.Add(total) if total else nodes.Number(Fraction(0))


class _Counting:
    """One count: the subexpressions seen, and the terms of the total."""

    def __init__(self) -> None:
        self.seen: set[tuple[object, ...]] = set()
        self.terms: list[Expr] = []

    def visit(self, expr: Expr, scope: tuple[Index, ...]) -> None:
        whole = expr
        if isinstance(expr, nodes.Inverse):  # its entries are read off
            whole = nodes.Inverse(expr.matrix, af.ZERO, af.ZERO)
        own = free_indices(whole)
        spoken = _with_bounds(tuple(i for i in scope if i in own), scope)
        key = alpha_key(_lambda(whole, spoken))
        if key in self.seen:
            return
        self.seen.add(key)
        amount = _own_cost(expr)
        if amount is not None:
            self.terms.append(_times(amount, spoken))
        inner = (*scope, *binders(expr))
        for child in children(expr):
            self.visit(child, inner)


def _with_bounds(spoken: tuple[Index, ...], scope: tuple[Index, ...]) -> tuple[Index, ...]:
    """The indices spoken of, and those that their ranges depend on."""
    needed = set(spoken)
    for index in reversed(scope):
        if index in needed:
            needed |= af.free_indices(index.lower) | af.free_indices(index.upper)
    return tuple(i for i in scope if i in needed)


def _lambda(expr: Expr, axes: tuple[Index, ...]) -> Expr:
    """A node that binds the axes, so that two subexpressions compare up to their names."""
    return nodes.Determinant(Block(axes, expr))


def _own_cost(expr: Expr) -> Expr | None:
    """What one evaluation of a node costs once its parts are known."""
    match expr:
        case nodes.Add(terms):
            return _number(len(terms) - 1)
        case nodes.Mul(factors):
            return _number(sum(not _is_sign(f) for f in factors) - 1)
        case nodes.Power() | nodes.Call() | nodes.Application() | nodes.Piecewise() | nodes.Bracket():
            return _number(1)
        case nodes.Sum(index) | nodes.Product(index) | nodes.Extremum(_, index):
            return nodes.Integer(index.size)
        case nodes.Inverse(matrix) | nodes.Determinant(matrix):
            return nodes.Power(nodes.Integer(matrix.axes[0].size), nodes.Number(Fraction(3)))
    return None


def _is_sign(expr: Expr) -> bool:
    return isinstance(expr, nodes.Number) and abs(expr.value) == 1


def _number(value: int) -> Expr | None:
    return nodes.Number(Fraction(value)) if value > 0 else None


def _times(amount: Expr, scope: tuple[Index, ...]) -> Expr:
    """The amount, once for each value of the indices."""
    for index in reversed(scope):
        fresh = af.fresh_index(index)
        values: dict[af.IndexAtom, IndexForm] = {index: af.of_atom(fresh)}
        amount = nodes.Sum(fresh, substitute(amount, values))
    return amount
