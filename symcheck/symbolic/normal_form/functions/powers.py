"""Products and rational powers of polynomials: √(ab) = √a √b and the like where signs are known."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import isqrt, prod

from symcheck.symbolic.normal_form.atoms import power_atom
from symcheck.symbolic.normal_form.content import Content, content, even_factors
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.bends import by_sign
from symcheck.symbolic.normal_form.polys import (
    ONE,
    ZERO,
    Factors,
    TooLarge,
    add,
    constant,
    constant_value,
    is_expandable,
    monomial,
    scale,
    single_product,
    subtract,
    term,
    times,
)
from symcheck.symbolic.normal_form.signs import atom_sign, sign
from symcheck.symbolic.normal_form.terms import combine, multiply, times_monomial
from symcheck.symbolic.normal_form.types import Atom, ExpAtom, Poly, PowerAtom, Term

MAX_FRACTIONS = 15
"""The most terms a product of sums with denominators may come to before each sum is brought over one denominator."""
MAX_BITS = 100_000
"""The most bits of a power of a number."""


def product(facts: Facts, polys: Iterable[Poly]) -> Poly:
    """The product; what is a single product itself is brought together at once."""
    coefficient = ONE
    singles: list[Poly] = []
    sums: list[Poly] = []
    for poly in polys:
        single = single_product(poly)
        if single is None:
            sums.append(poly)
        elif single[0].factors:
            singles.append(poly)
        else:
            coefficient = times(coefficient, single[1])
    if prod(len(s.terms) for s in sums) > MAX_FRACTIONS:
        sums = [_over_one(facts, s) for s in sums]
    return reduce(lambda a, b: multiply(facts, a, b), sums, scale(_together(facts, singles), coefficient))


def _over_one(facts: Facts, poly: Poly) -> Poly:
    """A sum with denominators over a common one, where that makes it shorter: 1 − (1 − e)²/(1 + e)² is 4 e/(1 + e)²."""
    if not any(isinstance(a, PowerAtom) and e < 0 for t, _ in poly.terms for a, e in t.factors):
        return poly
    parts = content(facts, poly, positive=False)
    if len(parts.primitive.terms) >= len(poly.terms):
        return poly
    outside = combine(facts, parts.coefficient, (), (), list(parts.factors.items()))
    return multiply(facts, outside, parts.primitive)


def _together(facts: Facts, singles: list[Poly]) -> Poly:
    """The product of single products."""
    if len(singles) < 2:
        return singles[0] if singles else constant(1)
    coefficient = reduce(times, (poly.terms[0][1] for poly in singles))
    return combine(facts, coefficient, (), (), [item for poly in singles for item in poly.terms[0][0].factors])


def integer_power(facts: Facts, base: Poly, exponent: int) -> Poly:
    """base^exponent for exponent ≥ 0, multiplied out unless that makes too many terms."""
    single = single_product(base)
    if single is not None:
        items = [(atom, e * exponent) for atom, e in single[0].factors] if exponent else []
        return combine(facts, _constant_power(single[1], exponent), (), (), items)
    if not is_expandable(base, exponent) and base.terms:
        return _kept_power(facts, base, exponent)
    result, square = constant(1), base
    while exponent:
        if exponent & 1:
            result = multiply(facts, result, square)
        exponent >>= 1
        if exponent:
            square = multiply(facts, square, square)
    return result


def _constant_power(value: Fraction, exponent: int) -> Fraction:
    if max(abs(value.numerator), value.denominator).bit_length() * exponent > MAX_BITS and value not in (1, -1):
        raise TooLarge(f"a number to the power of {exponent}")
    return Fraction(value**exponent)


def _kept_power(facts: Facts, base: Poly, exponent: int) -> Poly:
    """A power of a sum that is not multiplied out: its content, and its primitive part as an atom."""
    parts = content(facts, base, positive=False)
    outside = [(atom, e * exponent) for atom, e in parts.factors.items()]
    scaled = combine(facts, _constant_power(parts.coefficient, exponent), (), (), outside)
    if single_product(parts.primitive) is not None or is_expandable(parts.primitive, exponent):
        return multiply(facts, scaled, integer_power(facts, parts.primitive, exponent))
    return multiply(facts, scaled, monomial(power_atom(facts, parts.primitive), exponent))


def power(facts: Facts, base: Poly, exponent: Fraction) -> Poly:
    """base^exponent for a rational exponent; a fractional power is the positive one, of a non-negative base."""
    if exponent.denominator == 1 and exponent >= 0:
        return integer_power(facts, base, int(exponent))
    value = constant_value(base)
    if value is not None:
        return _rational_power(facts, value, exponent)
    parts = content(facts, base, positive=exponent.denominator != 1)
    scaled = _rational_power(facts, abs(parts.coefficient), exponent)
    if parts.coefficient < 0 and exponent.numerator % 2:
        scaled = scale(scaled, Fraction(-1))
    outside = combine(facts, ONE, (), (), [(a, e * exponent) for a, e in parts.factors.items()])
    return product(facts, (scaled, outside, _primitive_power(facts, parts, exponent)))


def _primitive_power(facts: Facts, parts: Content, exponent: Fraction) -> Poly:
    """A primitive polynomial to a power: a single product is taken apart as signs allow, a sum becomes an atom."""
    base = parts.primitive
    value = constant_value(base)
    if value is not None:
        return _rational_power(facts, value, exponent)
    single = single_product(base)
    if single is not None and single[1] == 1:
        return _product_power(facts, single[0].factors, exponent)
    found = _root_of_sum(facts, base, exponent) if exponent.denominator % 2 == 0 else None
    return monomial(power_atom(facts, base), exponent) if found is None else found


def _root_of_sum(facts: Facts, base: Poly, exponent: Fraction) -> Poly | None:
    """√(c² s) = |c| √s for s ≥ 0, √(s t) = √s √t and √(u² ± 2 u v + v²) = |u ± v|; None for any other sum."""
    common = even_factors(base)
    if common:
        rest = times_monomial(facts, base, {a: -e for a, e in common.items()})
        if sign(facts, rest) is not None:
            return product(
                facts, (*(_even_root(facts, a, e * exponent) for a, e in common.items()), power(facts, rest, exponent))
            )
    pair = _known_factors(facts, base)
    if pair is not None:
        return product(facts, (power(facts, factor, exponent) for factor in pair))
    root = _square_root(facts, base)
    return None if root is None else power(facts, by_sign(facts, "abs", root), 2 * exponent)


def _known_factors(facts: Facts, base: Poly) -> tuple[Poly, Poly] | None:
    """Two sums that are known not to be negative and of which a sum is the product: 1 − t and 1 + t of 1 − t²."""
    if len(base.terms) > 3 or len(facts.signs) < 2:
        return None
    plain = [
        f.poly for f in facts.signs if f.kind != "ne" and not (f.binders or f.domain) and 1 < len(f.poly.terms) <= 3
    ]
    return next(((f, g) for f, g in combinations(plain[:6], 2) if multiply(facts, f, g) == base), None)


def _square_root(facts: Facts, base: Poly) -> Poly | None:
    """u ± v, where a sum of three terms is its square; None for any other."""
    if len(base.terms) != 3:
        return None
    roots = [root for t, c in base.terms if (root := _root_of_term(facts, t, c)) is not None]
    for one, other in combinations(roots, 2):
        for found in (add(one, other), subtract(one, other)):
            if multiply(facts, found, found) == base:
                return found
    return None


def _root_of_term(facts: Facts, item: Term, coefficient: Fraction) -> Poly | None:
    """What a term is the square of, as far as its exponents tell."""
    roots = (isqrt(max(coefficient.numerator, 0)), isqrt(coefficient.denominator))
    half = {a: e / 2 for a, e in item.factors}
    whole = all(e.denominator == 1 or isinstance(a, ExpAtom) for a, e in half.items())
    if item.bound or item.domain or Fraction(*roots) ** 2 != coefficient or not whole:
        return None
    return combine(facts, Fraction(*roots), (), (), list(half.items()))


def _product_power(facts: Facts, factors: tuple[tuple[Atom, Fraction], ...], exponent: Fraction) -> Poly:
    """(Π a^e)^r: an integer r distributes; a fractional one over what is known non-negative, and over one more."""
    if exponent.denominator == 1:
        return combine(facts, Fraction(1), (), (), [(a, e * exponent) for a, e in factors])
    outside: list[Poly] = []
    inside: list[tuple[Atom, Fraction]] = []
    for atom, e in factors:
        if atom_sign(facts, atom, Fraction(1)) is not None:
            outside.append(combine(facts, Fraction(1), (), (), [(atom, e * exponent)]))
        elif e.denominator == 1 and e.numerator % 2 == 0:
            outside.append(_even_root(facts, atom, e * exponent))
        else:
            inside.append((atom, e))
    if len(inside) == 1:
        outside.append(monomial(inside[0][0], inside[0][1] * exponent))
    elif inside:
        base = combine(facts, Fraction(1), (), (), inside)
        outside.append(monomial(power_atom(facts, base), exponent))
    return product(facts, outside)


def _even_root(facts: Facts, atom: Atom, exponent: Fraction) -> Poly:
    """(a^{2k})^r = |a|^{2kr}."""
    if exponent.denominator == 1 and exponent.numerator % 2 == 0:
        return combine(facts, Fraction(1), (), (), [(atom, exponent)])
    return power(facts, by_sign(facts, "abs", monomial(atom)), exponent)


def _rational_power(facts: Facts, value: Fraction, exponent: Fraction) -> Poly:
    """A rational to a rational power: one atom a prime, exponents between 0 and 1; what is undefined stays an atom."""
    if not value and exponent > 0:
        return ZERO
    if exponent.denominator == 1 and value:
        return constant(value**exponent.numerator)
    if value <= 0:
        return monomial(power_atom(facts, constant(value)), exponent)
    coefficient = Fraction(1)
    factors: Factors = {}
    for prime, multiplicity in prime_factors(value):
        e = multiplicity * exponent
        whole = e.numerator // e.denominator
        coefficient *= Fraction(prime) ** whole
        if e != whole:
            factors[power_atom(facts, constant(prime))] = e - whole
    return Poly(((term(0, 0, (), factors), coefficient),))


def prime_factors(value: Fraction) -> list[tuple[int, int]]:
    """The prime factorisation of a positive rational, by trial division (what is left over 10⁶ counts as prime)."""
    found: dict[int, int] = {}
    for number, unit in ((value.numerator, 1), (value.denominator, -1)):
        divisor = 2
        while divisor * divisor <= number and divisor < 1_000_000:
            while number % divisor == 0:
                found[divisor] = found.get(divisor, 0) + unit
                number //= divisor
            divisor += 1
        if number > 1:
            found[number] = found.get(number, 0) + unit
    return sorted((p, e) for p, e in found.items() if e)
