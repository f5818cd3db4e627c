"""The functions of `symcheck.functions.table` at polynomials, by identities that hold for real values.

Where an identity asks for a sign, it is used only if the sign is known from the atoms or the facts; otherwise the
argument stays whole. Identities hold wherever both sides are defined: that a line is defined where the first of its
chain is, is judged apart (`symcheck.symbolic.domain`).
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from symcheck.functions.definition import by_definition
from symcheck.functions.table import KNOWN, SLOPES, WHOLE
from symcheck.symbolic.normal_form.atoms import call_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.bends import by_sign, larger, orient
from symcheck.symbolic.normal_form.functions.exponentials import (
    arctangent,
    cosine_and_sine,
    exponential,
    symbolic_power,
)
from symcheck.symbolic.normal_form.functions.factorials import FACTORIALS, factorial_call
from symcheck.symbolic.normal_form.functions.logarithms import logarithm
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.polys import ZERO, add, constant, monomial, subtract
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import Poly

HALF = Fraction(1, 2)


def call(facts: Facts, function: str, arguments: tuple[Poly, ...]) -> Poly:
    """A function of `symcheck.functions.table` at polynomials.

    Taken apart, tanh is four terms, each of which holds the argument: functions of functions double with each. Where
    they are kept whole, less is known of them, and what is proved holds of any function with the rest of the row.
    """
    x = arguments[0]
    if facts.whole and function in WHOLE:
        function = WHOLE[function].name
    match function:
        case "exp":
            return exponential(facts, x)
        case "log":
            return logarithm(facts, x)
        case "sqrt":
            return power(facts, x, HALF)
        case "sin":
            return cosine_and_sine(facts, x)[1]
        case "cos":
            return cosine_and_sine(facts, x)[0]
        case "abs" | "sign" | "heaviside":
            return by_sign(facts, function, x)
        case "atan":
            return arctangent(facts, x)
        case "power":
            return symbolic_power(facts, *arguments)
        case "relu":
            return multiply(facts, x, by_sign(facts, "heaviside", x))
        case "max" | "min":
            return larger(facts, function, *arguments)
    if function in FACTORIALS:
        return factorial_call(facts, function, x)
    row = KNOWN.get(function)
    if row is None or (row.definition is None and row.parity is None and function not in SLOPES):
        return monomial(call_atom(function, arguments))
    if row.definition is not None:
        return by_definition(row, _Polynomials(facts), arguments)
    direction, inner = orient(x)
    if function == WHOLE["sigmoid"].name:
        # σ(−x) = 1 − σ(x)
        plain = monomial(call_atom(function, (inner,)))
        return plain if direction == 1 else subtract(constant(1), plain)
    if row.parity == "even":
        return monomial(call_atom(function, (inner,)))
    return monomial(call_atom(function, (inner,)), 1, direction) if inner.terms else ZERO


class _Polynomials(Struct, frozen=True):
    """Polynomials as an algebra that definitions can be read in."""

    facts: Facts

    def number(self, value: Fraction) -> Poly:
        return constant(value)

    def add(self, a: Poly, b: Poly) -> Poly:
        return add(a, b)

    def multiply(self, a: Poly, b: Poly) -> Poly:
        return multiply(self.facts, a, b)

    def power(self, a: Poly, exponent: Fraction) -> Poly:
        return power(self.facts, a, exponent)

    def call(self, function: str, *arguments: Poly) -> Poly:
        return call(self.facts, function, arguments)
