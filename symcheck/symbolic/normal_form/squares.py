"""Even powers that stand in a sum as it is written, and can be drawn out of it: Σ_i (c x_i)² = c² Σ_i x_i².

Only what is a factor of the whole expression is found, c a sum or not, before anything is multiplied out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Expr, Mul, Named, Number, Power, Sum
from symcheck.expressions.walk import free_indices

Squares = tuple[tuple[Expr, Fraction], ...]
"""Expressions, each with its even power."""
ONE = Number(Fraction(1))


def drawn_out(
    expr: Expr, meaning: Callable[[Named], Expr], bound: frozenset[Index] = frozenset()
) -> tuple[Squares, Expr]:
    """Even powers of what speaks of no bound index, and what is left of an expression without them."""
    match expr:
        case Named():
            return drawn_out(meaning(expr), meaning, bound)
        case Power(base, Number(value)) if value > 0 and value.denominator == 1 and value % 2 == 0:
            factors = _factors(base, meaning)
            outside = [f for f in factors if free_indices(f).isdisjoint(bound) and not isinstance(f, Number)]
            inside = tuple(f for f in factors if f not in outside)
            return tuple((f, value) for f in outside), Power(Mul(inside), expr.exponent) if inside else ONE
        case Mul(factors):
            parts = [drawn_out(f, meaning, bound) for f in factors]
            return tuple(s for squares, _ in parts for s in squares), Mul(tuple(rest for _, rest in parts))
        case Sum(index, body, where):
            squares, rest = drawn_out(body, meaning, bound | {index})
            return squares, Sum(index, rest, where)
    return (), expr


def _factors(expr: Expr, meaning: Callable[[Named], Expr]) -> list[Expr]:
    match expr:
        case Mul(factors):
            return [f for factor in factors for f in _factors(factor, meaning)]
        case Named():
            return _factors(meaning(expr), meaning)
    return [expr]
