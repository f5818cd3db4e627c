"""Small questions about single nodes, asked by the walk."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from symcheck.arithmetic.system import Mask, Raw
from symcheck.language import affine as af
from symcheck.language.affine import Affine
from symcheck.language.expressions import Add, Bracket, Condition, Expr, Extremum, Mul, Product, Sum
from symcheck.language.walk import substitute, substitute_condition


def constant_power(root: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if root is None or exponent is None or exponent.denominator != 1 or abs(exponent) > 64:
        return None
    return root ** int(exponent) if root or exponent >= 0 else None


def unclear_power(root: Raw, exponent: Raw) -> bool:
    """Whether the root is not positive and a computed exponent may be an integer: (√2)² is 2, not so to floats."""
    return bool(_where(_not_positive, root).any() and _where(_near_integer, exponent).any())


def _where(test: Callable[[Any], bool], raw: Raw) -> Mask:
    return np.vectorize(test, otypes=[bool])(raw) if raw.size else np.zeros(0, dtype=np.bool_)


def _not_positive(x: Any) -> bool:
    """False in systems without an order."""
    if hasattr(x, "contains_integer"):
        return not x > 0
    return isinstance(x, float | complex | np.inexact) and bool(x.real <= 0)


def _near_integer(x: Any) -> bool:
    if hasattr(x, "contains_integer"):
        return bool(x.contains_integer())
    return bool(abs(x - np.round(x.real)) < 1e-6)


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


def split(expr: Expr) -> tuple[list[Expr], Condition]:
    """The factors of an expression, and the conditions of those that are brackets."""
    if isinstance(expr, Bracket):
        return [], expr.condition
    if not isinstance(expr, Mul):
        return [expr], ()
    parts = [split(factor) for factor in expr.factors]
    return [f for factors, _ in parts for f in factors], tuple(r for _, condition in parts for r in condition)


def renamed_binder(expr: Sum | Product | Extremum) -> Expr:
    """The node with its bound index under a fresh name."""
    fresh = af.fresh_index(expr.index)
    values: dict[af.IndexAtom, Affine] = {expr.index: af.of_atom(fresh)}
    if isinstance(expr, Extremum):
        return Extremum(expr.kind, fresh, substitute(expr.body, values))
    return type(expr)(fresh, substitute(expr.body, values), substitute_condition(expr.where, values))
