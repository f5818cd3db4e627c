"""Exponentials, sines and cosines of polynomials, and powers whose exponent is no number."""

from __future__ import annotations

from fractions import Fraction

from symcheck.symbolic.normal_form.atoms import call_atom, constant_atom, exp_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.bends import orient
from symcheck.symbolic.normal_form.functions.factorials import factorial_call
from symcheck.symbolic.normal_form.functions.logarithms import logarithm
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import (
    ONE,
    UNIT,
    ZERO,
    add,
    constant,
    constant_value,
    is_whole,
    monomial,
    scale,
    single_product,
    subtract,
    term,
)
from symcheck.symbolic.normal_form.signs import POSITIVE, sign
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import CallAtom, ConstantAtom, LogAtom, Poly, PowerAtom, Term

HALF = Fraction(1, 2)
COSINES = {2: Fraction(0), 3: Fraction(1, 4), 4: HALF, 6: Fraction(3, 4)}
"""The squares of the cosines of such parts of π."""


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


def alternating(exponent: Poly) -> Poly:
    """(−1)^n for a whole number n: only what is odd in it counts, n² as n."""
    odd = add(*(Poly(((_as_parity(item), c),)) for item, c in exponent.terms))
    left = Poly(tuple((t, Fraction(1)) for t, c in odd.terms if c % 2 and t != UNIT))
    sign = Fraction(-1 if dict(odd.terms).get(UNIT, 0) % 2 else 1)
    return scale(monomial(call_atom("power", (constant(-1), left))), sign) if left.terms else constant(sign)


def _as_parity(item: Term) -> Term:
    """A whole number that is odd where this one is."""
    return item if item.bound or item.domain else term(0, 0, (), {atom: ONE for atom, _ in item.factors})


def _whole_power(facts: Facts, single: tuple[Term, Fraction], exponent: Poly) -> Poly:
    """(c Π aᵏ)ⁿ = cⁿ Π aᵏⁿ for a whole exponent n and whole k."""
    parts = [] if single[1] > 0 else [alternating(exponent)]
    if abs(single[1]) != 1:
        parts.append(symbolic_power(facts, constant(abs(single[1])), exponent))
    for atom, k in single[0].factors:
        if k.denominator == 1:
            parts.append(symbolic_power(facts, monomial(atom), scale(exponent, k)))
        else:
            parts.append(monomial(call_atom("power", (monomial(atom, k), exponent))))
    return product(facts, parts)


def cosine_and_sine(facts: Facts, x: Poly) -> tuple[Poly, Poly]:
    """(cos x, sin x), sums and integer multiples of terms taken apart by the addition theorems."""
    turns = [_over_pi(item, c) for item, c in x.terms]
    own = [c % 2 if turn is not None else c for (_, c), turn in zip(x.terms, turns, strict=True)]
    if len(x.terms) > 6 or any(abs(c) > 8 for c in own):
        direction, inner = orient(x)
        return monomial(call_atom("cos", (inner,))), monomial(call_atom("sin", (inner,)), 1, direction)
    result = (constant(1), ZERO)
    for (item, _), coefficient, turn in zip(x.terms, own, turns, strict=True):
        if turn is not None and is_whole(turn):
            flip = alternating(turn)
            result = (multiply(facts, result[0], flip), multiply(facts, result[1], flip))
            continue
        cosine, sine = of_multiple(facts, item, abs(coefficient.numerator), coefficient.denominator)
        result = _rotate(facts, result, (cosine, scale(sine, Fraction(1 if coefficient > 0 else -1))))
    return result


def of_multiple(facts: Facts, item: Term, times: int, parts: int) -> tuple[Poly, Poly]:
    """The cosine and sine of so many times such a part of a term, by those of the part."""
    result, single = (constant(1), ZERO), _of_part(facts, item, parts)
    for _ in range(times):
        result = _rotate(facts, result, single)
    return result


def _over_pi(item: Term, coefficient: Fraction) -> Poly | None:
    """What a term is a multiple of π by: a whole number, or a fraction of which the sine is known; or None."""
    pi = next((a for a, e in item.factors if isinstance(a, ConstantAtom) and a.name == "pi" and e == 1), None)
    if pi is None or item.bound or item.domain:
        return None
    rest = term(0, 0, (), {a: e for a, e in item.factors if a != pi})
    turn = Poly(((rest, coefficient),))
    known = is_whole(turn) or (rest == UNIT and coefficient.denominator in COSINES)
    return turn if known else None


def _of_part(facts: Facts, item: Term, parts: int) -> tuple[Poly, Poly]:
    """The cosine and sine of such a part of a term: those of π/2, π/3, π/4, π/6 and of arctan y are known."""
    match item.factors:
        case ((ConstantAtom(name="pi"), e),) if e == 1 and parts in COSINES and not (item.bound or item.domain):
            squares = (COSINES[parts], 1 - COSINES[parts])
            cosine, sine = (power(facts, constant(square), HALF) for square in squares)
            return cosine, sine
        case ((CallAtom(function="atan", arguments=(y,)), e),) if e == parts == 1 and not (item.bound or item.domain):
            cosine = power(facts, add(constant(1), multiply(facts, y, y)), -HALF)
            return cosine, multiply(facts, y, cosine)
    base = Poly(((item, Fraction(1, parts)),))
    return monomial(call_atom("cos", (base,))), monomial(call_atom("sin", (base,)))


def arctangent(facts: Facts, x: Poly) -> Poly:
    """arctan x: a part of π where it is known to be one, and π/2 − arctan 1/x for what is positive and shorter so."""
    direction, inner = orient(x)
    single = single_product(inner)
    if single is not None and all(isinstance(a, PowerAtom) and constant_value(a.base) for a, _ in single[0].factors):
        square = constant_value(multiply(facts, inner, inner))
        parts = None if square is None else next((n for n, c in COSINES.items() if c * (1 + square) == 1), None)
        if parts is not None:
            return monomial(constant_atom("pi"), 1, Fraction(direction, parts))
    if single is not None and single[0].factors and sign(facts, inner) == POSITIVE:
        turned = power(facts, inner, Fraction(-1))
        if _turned_first(turned) < _turned_first(inner):
            right_angle = monomial(constant_atom("pi"), 1, HALF)
            return scale(subtract(right_angle, arctangent(facts, turned)), Fraction(direction))
    return monomial(call_atom("atan", (inner,)), 1, direction) if inner.terms else ZERO


def _turned_first(poly: Poly) -> tuple[int, int, str]:
    """The order of a quotient and its inverse: by what is divided by, then by length and by name."""
    powers = [e for t, _ in poly.terms for _, e in t.factors]
    return sum(e < 0 for e in powers) - sum(e > 0 for e in powers), len(poly.terms), poly.key


def _rotate(facts: Facts, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> tuple[Poly, Poly]:
    cosine = subtract(multiply(facts, a[0], b[0]), multiply(facts, a[1], b[1]))
    sine = add(multiply(facts, a[1], b[0]), multiply(facts, a[0], b[1]))
    return cosine, sine
