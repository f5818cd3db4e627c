"""Polynomials in σ: 1/(1 + eˣ) as σ(−x) or as 1 − σ(x), and eˣ/(1 + eˣ) as 1 − 1/(1 + eˣ).

The normal form keeps σ as 1/(1 + e⁻ˣ), where 1 − σ and σ' have many faces. Here a polynomial is rewritten such that no
exponential stands beside a denominator made of it, and the denominators are written as an atom of their own. That form
is for reading: it is not the normal form, and nothing is proved with it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from symcheck.symbolic.normal_form.atoms import call_atom, exp_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import Factors, add, constant, constant_value, monomial, scale, subtract
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.terms import bind, multiply
from symcheck.symbolic.normal_form.types import Atom, ExpAtom, Poly, PowerAtom

SIGMOID, TANH = "σ of", "tanh of"
"""The names of σ and tanh here: atoms to which no rule of the normal form applies."""
ROUNDS = 12
MOST = 60
"""Polynomials of more terms are left as they are."""


Logistic = Literal["upright", "turned", "tanh"]
"""The faces of 1/(1 + eˣ): 1 − σ(x), σ(−x), (1 − tanh(x/2))/2."""


def in_sigmoids(facts: Facts, poly: Poly, shape: Logistic) -> Poly:
    """The polynomial with its logistic denominators shown by σ or tanh."""
    return _each(facts, reduced(facts, poly), lambda factors: _named(facts, factors, shape))


def reduced(facts: Facts, poly: Poly) -> Poly:
    """The polynomial with eˣ (1 + eˣ)⁻¹ = 1 − (1 + eˣ)⁻¹ used wherever that takes an exponential away."""
    for _ in range(ROUNDS):
        if len(poly.terms) > MOST:
            return poly
        after = _each(facts, poly, lambda factors: _reduced(facts, factors))
        if after.key == poly.key:
            return poly
        poly = after
    return poly


def _each(facts: Facts, poly: Poly, rewrite: Callable[[Factors], Poly | None]) -> Poly:
    parts: list[Poly] = []
    for item, coefficient in poly.terms:
        binders, domain, content, factors = open_term(facts, item)
        changed = rewrite(factors)
        if changed is None:
            parts.append(Poly(((item, coefficient),)))
        else:
            parts.append(bind(facts, binders, domain, scale(changed, coefficient * content)))
    return add(*parts)


def _product(facts: Facts, factors: Factors) -> Poly:
    result = constant(1)
    for atom, exponent in factors.items():
        result = multiply(facts, result, monomial(atom, exponent))
    return result


def logistic_exponent(atom: Atom) -> Poly | None:
    """x of the atom 1 + eˣ."""
    if not isinstance(atom, PowerAtom) or len(atom.base.terms) != 2:
        return None
    for one, other in (atom.base.terms, atom.base.terms[::-1]):
        item, coefficient = other
        plain = coefficient == 1 and not item.bound and not item.domain and len(item.factors) == 1
        if constant_value(Poly((one,))) == 1 and plain:
            raised, exponent = item.factors[0]
            if isinstance(raised, ExpAtom) and exponent == 1:
                return raised.exponent
    return None


def weight(poly: Poly) -> Fraction:
    """How much stands in an exponent."""
    return sum((abs(c) for _, c in poly.terms), Fraction(0))


def _reduced(facts: Facts, factors: Factors) -> Poly | None:
    """One exponential taken into one denominator; None where that takes none away."""
    raised = next((a for a in factors if isinstance(a, ExpAtom)), None)
    if raised is None:
        return None
    for atom, exponent in factors.items():
        x = logistic_exponent(atom)
        if x is None or exponent >= 0 or exponent.denominator != 1:
            continue
        rest = {a: e for a, e in factors.items() if a is not raised and a is not atom}
        lower = {**rest, **({atom: exponent + 1} if exponent != -1 else {})}
        for sign in (1, -1):
            left = subtract(raised.exponent, scale(x, Fraction(sign)))
            if weight(left) < weight(raised.exponent):
                return _split(facts, rest, lower, atom, exponent, raised, left, sign)
    return None


def _split(
    facts: Facts, rest: Factors, lower: Factors, atom: Atom, exponent: Fraction, raised: ExpAtom, left: Poly, sign: int
) -> Poly:
    """eʸ P⁻ᵏ = eʸ⁻ˣ (P⁻ᵏ⁺¹ − P⁻ᵏ), and = eʸ P⁻ᵏ⁺¹ − eʸ⁺ˣ P⁻ᵏ, for P = 1 + eˣ."""
    smaller: Factors = {exp_atom(left): Fraction(1)} if left.terms else {}
    same = {**rest, **smaller, atom: exponent}
    if sign == 1:
        return subtract(_product(facts, {**lower, **smaller}), _product(facts, same))
    return subtract(_product(facts, {**lower, raised: Fraction(1)}), _product(facts, same))


def _named(facts: Facts, factors: Factors, shape: Logistic) -> Poly | None:
    """The product with denominators 1 + eˣ written by σ."""
    found = {
        a: x for a, e in factors.items() if e < 0 and e.denominator == 1 and (x := logistic_exponent(a)) is not None
    }
    if not found:
        return None
    result = _product(facts, {a: e for a, e in factors.items() if a not in found})
    for atom, x in found.items():
        power = _face(x, shape)
        for _ in range(-int(factors[atom])):
            result = multiply(facts, result, power)
    return result


def _face(x: Poly, shape: Logistic) -> Poly:
    """1/(1 + eˣ)."""
    match shape:
        case "upright":
            return subtract(constant(1), monomial(call_atom(SIGMOID, (x,))))
        case "turned":
            return monomial(call_atom(SIGMOID, (scale(x, Fraction(-1)),)))
        case "tanh":
            sign = -1 if 2 * sum(c < 0 for _, c in x.terms) > len(x.terms) else 1
            odd = monomial(call_atom(TANH, (scale(x, Fraction(sign, 2)),)))
            return scale(add(constant(1), scale(odd, Fraction(-sign))), Fraction(1, 2))
