"""Small questions about single nodes, asked by the walk."""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine
from symcheck.expressions.nodes import Expr, Extremum, Product, Sum
from symcheck.expressions.walk import substitute, substitute_condition


def renamed_binder(expr: Sum | Product | Extremum) -> Expr:
    """The node with its bound index under a fresh name."""
    fresh = af.fresh_index(expr.index)
    values: dict[af.IndexAtom, Affine] = {expr.index: af.of_atom(fresh)}
    if isinstance(expr, Extremum):
        return Extremum(expr.kind, fresh, substitute(expr.body, values))
    return type(expr)(fresh, substitute(expr.body, values), substitute_condition(expr.where, values))
