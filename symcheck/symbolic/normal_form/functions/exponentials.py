"""Exponentials, sines and cosines of polynomials, and powers whose exponent is no number."""

from __future__ import annotations

from fractions import Fraction

from symcheck.symbolic.normal_form.atoms import call_atom, exp_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.bends import orient
from symcheck.symbolic.normal_form.functions.factorials import factorial_call
from symcheck.symbolic.normal_form.functions.logarithms import logarithm
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import (
    ZERO,
    add,
    constant,
    constant_value,
    is_multiple_of_pi,
    is_whole,
    monomial,
    scale,
    single_product,
    subtract,
)
from symcheck.symbolic.normal_form.signs import POSITIVE, sign
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import CallAtom, LogAtom, Poly, Term


def exponential(facts: Facts, exponent: Poly) -> Poly:
    """e^exponent; a rational multiple of a logarithm in the exponent becomes a power of its argument."""
    logs: list[Poly] = []
    rest: list[tuple[Term, Fraction]] = []
    for item, coefficient in exponent.terms:
        (atom, e), *more = item.factors or (((None), Fraction(0)),)
        alone = e == 1 and not more and not item.bound and not item.domain
        if isinstance(atom, LogAtom) and alone:
            logs.append(power(facts, atom.argument, coefficient))
        elif isinstance(atom, CallAtom) and atom.function == "loggamma" and alone:
            logs.append(power(facts, factorial_call(facts, "gamma", *atom.arguments), coefficient))
        else:
            rest.append((item, coefficient))
    remaining = Poly(tuple(rest))
    base = monomial(exp_atom(remaining)) if remaining.terms else constant(1)
    return product(facts, (*logs, base))


def symbolic_power(facts: Facts, base: Poly, exponent: Poly) -> Poly:
    """base^exponent for an exponent that is no number: e^(exponent log base) for a positive base, else an atom.

    The exponent stays whole: xⁿ⁻¹ is 1 where x = 0 and n = 1, and xⁿ x⁻¹ is not.
    """
    value = constant_value(exponent)
    if value is not None:
        return power(facts, base, value)
    if sign(facts, base) == POSITIVE:
        return exponential(facts, multiply(facts, exponent, logarithm(facts, base)))
    if not base.terms and sign(facts, exponent) == POSITIVE:
        return ZERO
    single = single_product(base)
    if single is not None and is_whole(exponent) and (single[1] != 1 or [e for _, e in single[0].factors] != [1]):
        return _whole_power(facts, single, exponent)
    return monomial(call_atom("power", (base, exponent)))


def _whole_power(facts: Facts, single: tuple[Term, Fraction], exponent: Poly) -> Poly:
    """(c Π aᵏ)ⁿ = cⁿ Π aᵏⁿ for a whole exponent n and whole k."""
    number = constant(single[1])
    parts = [] if single[1] == 1 else [monomial(call_atom("power", (number, exponent)))]
    for atom, k in single[0].factors:
        if k.denominator == 1:
            parts.append(symbolic_power(facts, monomial(atom), scale(exponent, k)))
        else:
            parts.append(monomial(call_atom("power", (monomial(atom, k), exponent))))
    return product(facts, parts)


def cosine_and_sine(facts: Facts, x: Poly) -> tuple[Poly, Poly]:
    """(cos x, sin x), sums and integer multiples of terms taken apart by the addition theorems."""
    result = (constant(1), ZERO)
    if len(x.terms) > 6 or any(abs(c) > 8 for _, c in x.terms):
        direction, inner = orient(x)
        return monomial(call_atom("cos", (inner,))), monomial(call_atom("sin", (inner,)), 1, direction)
    for item, coefficient in x.terms:
        own = Poly(((item, coefficient),))
        if is_multiple_of_pi(own):
            turn = monomial(call_atom("cos", (own,)))
            result = (multiply(facts, result[0], turn), multiply(facts, result[1], turn))
            continue
        times = abs(coefficient.numerator)
        base = Poly(((item, Fraction(1, coefficient.denominator)),))
        direction = 1 if coefficient > 0 else -1
        single = (monomial(call_atom("cos", (base,))), monomial(call_atom("sin", (base,)), 1, direction))
        for _ in range(times):
            result = _rotate(facts, result, single)
    return result


def _rotate(facts: Facts, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> tuple[Poly, Poly]:
    cosine = subtract(multiply(facts, a[0], b[0]), multiply(facts, a[1], b[1]))
    sine = add(multiply(facts, a[1], b[0]), multiply(facts, a[0], b[1]))
    return cosine, sine
