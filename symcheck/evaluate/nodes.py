"""Small questions about single nodes, asked by the walk."""

from __future__ import annotations

from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine
from symcheck.language.expressions import Add, Expr, Extremum, Product, Sum
from symcheck.language.walk import substitute, substitute_condition


def constant_power(root: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if root is None or exponent is None or exponent.denominator != 1 or abs(exponent) > 64:
        return None
    return root ** int(exponent) if root or exponent >= 0 else None


def flat_terms(expr: Add) -> list[Expr]:
    """The terms of a sum of sums, in order; without recursion, since a sum may be long."""
    found: list[Expr] = []
    waiting: list[Expr] = [expr]
    while waiting:
        term = waiting.pop()
        if isinstance(term, Add):
            waiting.extend(reversed(term.terms))
        else:
            found.append(term)
    return found


def renamed_binder(expr: Sum | Product | Extremum) -> Expr:
    """The node with its bound index under a fresh name."""
    fresh = af.fresh_index(expr.index)
    values: dict[af.IndexAtom, Affine] = {expr.index: af.of_atom(fresh)}
    if isinstance(expr, Extremum):
        return Extremum(expr.kind, fresh, substitute(expr.body, values))
    return type(expr)(fresh, substitute(expr.body, values), substitute_condition(expr.where, values))
