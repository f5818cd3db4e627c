"""Sums of powers of consecutive integers as polynomials in the bounds (Faulhaber)."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb

from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import add, scale
from symcheck.symbolic.normal_form.types import Poly


@cache
def _bernoulli(n: int) -> Fraction:
    """The Bernoulli numbers with B₁ = +1/2."""
    return 1 - sum((comb(n, k) * _bernoulli(k) / (n - k + 1) for k in range(n)), Fraction(0))


def power_sum(facts: Facts, power: int, upper: Poly) -> Poly:
    """Σ_{i=1}^{N} i^p = 1/(p+1) Σ_k C(p+1, k) B_k N^{p+1−k} (B₁ = +1/2), a polynomial identity for integers N ≥ 0,
    and, read as a difference of two such values, for any lo − 1 ≤ hi."""
    parts = [
        scale(facts.power(upper, Fraction(power + 1 - k)), Fraction(comb(power + 1, k)) * _bernoulli(k) / (power + 1))
        for k in range(power + 1)
    ]
    return add(*parts)
