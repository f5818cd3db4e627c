"""Γ, log Γ, ψ and ψ′ by their recurrences: Γ(x + 1) = x Γ(x), and what follows from it.

The argument moves by a whole number to the first of those with a constant term of at least 0 that is known positive.
That asks for nothing: where Γ is defined at x it is defined at x + 1, and x ≠ 0; where x − 1 is known positive, x is.
Never is it moved down to what is not known positive: Γ(a + 1) is 1 at a = 0, where a Γ(a) has no value. Nothing else is
known of these functions: no reflection, no duplication.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from symcheck.symbolic.normal_form.atoms import call_atom, constant_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.logarithms import logarithm
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import ZERO, add, constant, constant_value, monomial, scale, subtract
from symcheck.symbolic.normal_form.signs import POSITIVE, sign
from symcheck.symbolic.normal_form.types import Poly

FARTHEST = 8
"""Steps from one argument to another of which the factors are written out."""
TERMS = 64
"""Terms of the product of these factors."""
FARTHEST_NUMBER = 200
HALF = Fraction(1, 2)

Rule = Callable[[Facts, Poly], Poly]
"""What one step adds: f(x + 1) = f(x) and this, at x."""


def _power(exponent: int, factor: int) -> Rule:
    def rule(facts: Facts, x: Poly) -> Poly:
        return scale(power(facts, x, Fraction(exponent)), Fraction(factor))

    return rule


STEPS: dict[str, Rule] = {"loggamma": logarithm, "digamma": _power(-1, 1), "trigamma": _power(-2, -1)}
"""The functions to whose value a step adds."""
FACTORIALS = ("gamma", *STEPS)


def factorial_call(facts: Facts, function: str, x: Poly) -> Poly:
    """One of the `FACTORIALS` at a polynomial."""
    steps = _steps(facts, x)
    start = subtract(x, constant(steps))
    lowest = start if steps > 0 else x
    passed = [add(lowest, constant(k)) for k in range(abs(steps))]
    if function == "gamma":
        return _multiplied(facts, passed, -1 if steps < 0 else 1, _at(facts, function, start))
    added = [scale(STEPS[function](facts, y), Fraction(-1 if steps < 0 else 1)) for y in passed]
    return add(*added, _at(facts, function, start))


def _multiplied(facts: Facts, factors: list[Poly], exponent: int, value: Poly) -> Poly:
    return product(facts, (*(power(facts, factor, Fraction(exponent)) for factor in factors), value))


def _at(facts: Facts, function: str, x: Poly) -> Poly:
    """The value at 1, for Γ and log Γ at ½ too; otherwise an atom."""
    value = constant_value(x)
    if function == "gamma" and value == 1:
        return constant(1)
    if function == "loggamma" and value == 1:
        return ZERO
    if value == HALF and function in ("gamma", "loggamma"):
        root = power(facts, monomial(constant_atom("pi")), HALF)
        return root if function == "gamma" else logarithm(facts, root)
    return monomial(call_atom(function, (x,)))


def _steps(facts: Facts, x: Poly) -> int:
    """How many steps the argument is moved down; a negative number moves it up."""
    value = constant_value(x)
    if value is not None:
        return _steps_of_number(value)
    own = next((c for t, c in x.terms if not (t.factors or t.bound or t.domain)), Fraction(0))
    first = floor(own)
    if abs(first) > FARTHEST:
        return 0
    for steps in range(first, -FARTHEST - 1, -1):
        if sign(facts, subtract(x, constant(steps))) == POSITIVE:
            return steps if _is_short(x, steps) else 0
    return first if first < 0 and _is_short(x, first) else 0


def _is_short(x: Poly, steps: int) -> bool:
    return abs(steps) <= FARTHEST and len(x.terms) ** abs(steps) <= TERMS


def _steps_of_number(value: Fraction) -> int:
    steps = ceil(value) - 1
    is_pole = value.denominator == 1 and value <= 0
    return 0 if is_pole or abs(steps) > FARTHEST_NUMBER else steps
