"""Small repairs of what a program writes: x x is x², x⁻² is 1/x², x¹ is x."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import MINUS_ONE, times
from symcheck.expressions.nodes import Expr, Mul, Number, Power
from symcheck.expressions.walk import rebuild


def tidied(expr: Expr) -> Expr:
    """x x as x², x⁻² as 1/x², and x¹ as x."""
    match expr:
        case Mul(factors):
            return times(_powers([tidied(f) for f in factors]))
        case Power(base, Number(value)) if value == 1:
            return tidied(base)
        case Power(base, Number(value)) if value < 0 and value != -1:
            return Power(Power(tidied(base), Number(-value)), MINUS_ONE)
    return rebuild(expr, tidied)


def _powers(factors: Sequence[Expr]) -> list[Expr]:
    counts = Counter(alpha_key(f) for f in factors)
    found: dict[object, Expr] = {}
    for factor in factors:
        key = alpha_key(factor)
        n = counts[key]
        plain = n == 1 or isinstance(factor, Number | Power)
        found[(key, len(found) if plain and n > 1 else 0)] = factor if plain else Power(factor, Number(Fraction(n)))
    return list(found.values())
