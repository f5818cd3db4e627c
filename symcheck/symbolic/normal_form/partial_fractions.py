"""Partial fractions of summands: 1/(i (i + 1)) is 1/i − 1/(i + 1), so that a telescoping sum is two shifted ones.

A denominator that is a polynomial in a bound index alone, with rational roots, is taken apart first. Each identity
holds wherever the summand has a value.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import lcm

from flint import fmpz_poly

from symcheck.expressions.indices import Index
from symcheck.symbolic.normal_form.atoms import index_number
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import (
    MINUS_ONE,
    ONE,
    ZERO,
    Factors,
    add,
    collect,
    constant,
    constant_value,
    monomial,
    scale,
    subtract,
    term,
)
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.terms import normalise_term
from symcheck.symbolic.normal_form.types import Atom, IndexNumber, Poly, PowerAtom, Term

MOST = 6
"""The denominators of one summand at most: their pieces double with each."""


def partial_fractions(facts: Facts, poly: Poly) -> Poly:
    """Summands over two linear forms of a bound index, whose difference is a number, over one form each."""
    return add(*(_apart(facts, item, coefficient) for item, coefficient in poly.terms))


def _apart(facts: Facts, item: Term, coefficient: Fraction) -> Poly:
    if item.bound != 1 or all(e >= 0 for _, e in item.factors):
        return Poly(((item, coefficient),))
    (binder,), domain, content, factors = open_term(facts, item)
    scaled, apart = _factored(facts, factors, binder)
    pieces = _pieces(binder, coefficient * content * scaled, apart)
    if len(pieces) == 1:
        return Poly(((item, coefficient),))
    return add(*(normalise_term(facts, c, (binder,), domain, found) for c, found in pieces))


def _pieces(binder: Index, coefficient: Fraction, factors: Factors) -> list[tuple[Fraction, Factors]]:
    """A product as a sum of such with one denominator linear in an index each, by a/f − b/g = (a g − b f)/(f g)."""
    below = [(a, *form) for a, e in factors.items() if e < 0 and e.denominator == 1 if (form := linear(a, binder))]
    if -sum(factors[a] for a, _, _ in below) > MOST:
        return [(coefficient, factors)]
    for (first, a, rest), (second, b, other) in combinations(below, 2):
        apart = constant_value(subtract(scale(other, a), scale(rest, b)))
        if apart:
            kept = _times(factors, second), _times(factors, first)
            times = coefficient * a / apart, -coefficient * b / apart
            return [piece for c, left in zip(times, kept, strict=True) for piece in _pieces(binder, c, left)]
    return [(coefficient, factors)]


def _times(factors: Factors, atom: Atom) -> Factors:
    return {a: e + (a == atom) for a, e in factors.items() if a != atom or e != -1}


def _factored(facts: Facts, factors: Factors, binder: Index) -> tuple[Fraction, Factors]:
    """A number times factors: a denominator that is a polynomial in the index alone in linear ones, if it has them."""
    found: Factors = {}
    scaled = ONE
    for atom, exponent in factors.items():
        parts = _parts(atom.base, binder) if isinstance(atom, PowerAtom) and exponent < 0 else []
        if exponent.denominator != 1 or not parts:
            found[atom] = found.get(atom, Fraction(0)) + exponent
            continue
        for part in parts:
            ((item, content),) = facts.power(part, MINUS_ONE).terms
            for root, own in item.factors:
                found[root] = found.get(root, Fraction(0)) - own * exponent
            scaled *= content**-exponent.numerator
    return scaled, found


def _parts(poly: Poly, binder: Index) -> list[Poly]:
    """The linear polynomials in an index whose product a polynomial in it alone is; none if it is linear itself."""
    coefficients: dict[int, Fraction] = {}
    for item, coefficient in poly.terms:
        number, exponent = next(iter(item.factors), (None, Fraction(0)))
        alone = len(item.factors) < 2 and not item.bound and not item.domain and exponent.denominator == 1
        if not alone or exponent < 0 or not (number is None or number == index_number(binder)):
            return []
        coefficients[exponent.numerator] = coefficient
    degree = max(coefficients, default=0)
    if not 2 <= degree <= MOST:
        return []
    common = lcm(*(c.denominator for c in coefficients.values()))
    content, parts = fmpz_poly([int(coefficients.get(k, 0) * common) for k in range(degree + 1)]).factor()
    if any(part.degree() > 1 for part, _ in parts):
        return []
    i = monomial(index_number(binder))
    found = [add(scale(i, Fraction(int(p[1]))), constant(int(p[0]))) for p, times in parts for _ in range(times)]
    return [scale(found[0], Fraction(int(content), common)), *found[1:]]


def linear(atom: Atom, binder: Index) -> tuple[Fraction, Poly] | None:
    """The number and the rest of c · binder + rest, for an atom that is one."""
    if isinstance(atom, IndexNumber):
        return (ONE, ZERO) if atom.atom == binder else None
    found = by_index(atom.base, binder) if isinstance(atom, PowerAtom) else None
    if found is None:
        return None
    times, rest = constant_value(found[0]), found[1]
    return (times, rest) if times else None


def by_index(poly: Poly, binder: Index) -> tuple[Poly, Poly] | None:
    """Slope and rest of a polynomial that is linear in an index; None if it is not, or does not speak of it."""
    slope, rest = [], []
    for item, coefficient in poly.terms:
        if binder not in item.free:
            rest.append((item, coefficient))
            continue
        factors = dict(item.factors)
        number = next((a for a in factors if isinstance(a, IndexNumber) and a.atom == binder), None)
        if number is None or factors.pop(number) != 1 or item.bound or item.domain:
            return None
        if any(binder in atom.free for atom in factors):
            return None
        slope.append((term(0, 0, (), factors), coefficient))
    return (collect(slope), Poly(tuple(rest))) if slope else None
