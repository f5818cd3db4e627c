"""Γ, log Γ, ψ and ψ′ of rational functions, by their recurrences where they ask for nothing more.

The argument moves by a whole number to the first of those with a constant term of at least 0 that is positive for all
values, as the normal form has it (`symcheck.symbolic.normal_form.functions.factorials`, which argues it; nothing is
shared with it).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from symcheck.values.numbers.fractions import RationalFunction, from_fraction, product_of, reciprocal, sign_of
from symcheck.values.numbers.kernels import Kernels
from symcheck.values.numbers.polynomials import Ring, Sign
from symcheck.values.numbers.system import Undefined

FARTHEST = 8
FARTHEST_NUMBER = 200
HALF = Fraction(1, 2)
NAMES = ("gamma", "loggamma", "digamma", "trigamma")

Uninterpreted = Callable[[str, RationalFunction], RationalFunction]
"""A function of this name, of which nothing is known."""


def factorial_value(kernels: Kernels, name: str, x: RationalFunction, opaque: Uninterpreted) -> RationalFunction:
    """One of the functions of `NAMES` at x."""
    ring, number = kernels.ring, _number(x)
    if number is not None and number <= 0 and (name == "loggamma" or number.denominator == 1):
        raise Undefined(f"{name} at {number}")
    steps = _steps(ring, x)
    start = x - from_fraction(ring, Fraction(steps))
    lowest = start if steps > 0 else x
    passed = [lowest + from_fraction(ring, Fraction(k)) for k in range(abs(steps))]
    value = _at(kernels, name, start, opaque)
    if name == "gamma":
        factor = product_of(ring, passed)
        return value * factor if steps >= 0 else value * reciprocal(factor)
    for y in passed:
        step = _step(kernels, name, y)
        value = value + step if steps > 0 else value - step
    return value


def _step(kernels: Kernels, name: str, x: RationalFunction) -> RationalFunction:
    """f(x + 1) − f(x)."""
    if name == "loggamma":
        return kernels.log(x)
    return reciprocal(x) if name == "digamma" else -reciprocal(x * x)


def _at(kernels: Kernels, name: str, x: RationalFunction, opaque: Uninterpreted) -> RationalFunction:
    number = _number(x)
    if number == 1 and name in ("gamma", "loggamma"):
        return from_fraction(kernels.ring, Fraction(1 if name == "gamma" else 0))
    if number == HALF and name in ("gamma", "loggamma"):
        root = kernels.power(kernels.value(kernels.pi_generator()), HALF)
        return root if name == "gamma" else kernels.log(root)
    return opaque(name, x)


def _steps(ring: Ring, x: RationalFunction) -> int:
    """How many steps the argument is moved down; a negative number moves it up."""
    number = _number(x)
    if number is not None:
        steps = ceil(number) - 1
        return 0 if abs(steps) > FARTHEST_NUMBER else steps
    if x.den:
        return 0
    first = floor(Fraction(_constant_term(x), x.scale))
    if abs(first) > FARTHEST:
        return 0
    for steps in range(first, -FARTHEST - 1, -1):
        if sign_of(x - from_fraction(ring, Fraction(steps))) >= Sign.POSITIVE:
            return steps if abs(steps) <= FARTHEST else 0
    return max(first, -FARTHEST) if first < 0 else 0


def _constant_term(x: RationalFunction) -> int:
    return next((int(c) for exponents, c in x.num.terms() if not any(exponents)), 0)


def _number(x: RationalFunction) -> Fraction | None:
    """The value of a constant."""
    if x.is_zero:
        return Fraction(0)
    if not x.num.is_constant() or x.den:
        return None
    return Fraction(int(x.num.leading_coefficient()), x.scale)
