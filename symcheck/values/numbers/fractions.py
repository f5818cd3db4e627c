"""Fractions of polynomials over one ring, immutable, with their denominators kept in factors.

A `RationalFunction` is num / (scale · Π factor^exponent). Keeping factors apart makes a common denominator a matter of
comparing exponents, and cancelling a matter of trial division: both far cheaper than a greatest common divisor. The
form is not canonical (`canonical` makes it so, as far as the ring's relations allow); a fraction is zero
exactly when its numerator is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from flint import fmpz_mpoly
from flint.utils.flint_exceptions import DomainError
from msgspec import Struct

from symcheck.values.numbers.polynomials import Ring, Sign, multiply_signs, oriented, trimmed
from symcheck.values.numbers.system import Abstention, Missing, Undefined

Denominator = dict[int, int]
"""Exponents by the number of a factor; never changed once a fraction holds it."""

MANY_FACTORS = 40


class RationalFunction(Struct, frozen=True, eq=False):
    """num / (scale · Π factor^exponent), with scale > 0 and all exponents > 0."""

    ring: Ring
    num: fmpz_mpoly
    scale: int = 1
    den: Denominator | None = None

    @property
    def factors(self) -> Denominator:
        return self.den or {}

    @property
    def is_zero(self) -> bool:
        return not self.num

    @property
    def is_one(self) -> bool:
        return self.den is None and self.scale == 1 and bool(self.num.is_one())

    def __add__(self, other: RationalFunction) -> RationalFunction:
        if isinstance(other, Missing):
            return NotImplemented
        return add_all(self.ring, (self, other))

    def __neg__(self) -> RationalFunction:
        return RationalFunction(self.ring, -self.num, self.scale, self.den)

    def __sub__(self, other: RationalFunction) -> RationalFunction:
        if isinstance(other, Missing):
            return NotImplemented
        return add_all(self.ring, (self, -other))

    def __mul__(self, other: RationalFunction) -> RationalFunction:
        return NotImplemented if isinstance(other, Missing) else multiply(self, other)

    def __truediv__(self, other: RationalFunction) -> RationalFunction:
        return multiply(self, reciprocal(other))

    def __pow__(self, exponent: int) -> RationalFunction:
        base = self if exponent >= 0 else reciprocal(self)
        den = {factor: e * abs(exponent) for factor, e in base.factors.items()} if exponent else {}
        num = self.ring.to_power(base.num, abs(exponent))
        return tidy(self.ring, num, base.scale ** abs(exponent), den)

    def __str__(self) -> str:
        below = [str(self.scale)] * (self.scale != 1)
        below += [f"({self.ring.factors[f]})^{e}" for f, e in self.factors.items()]
        return f"({self.num})" + (f" / ({' '.join(below)})" if below else "")


def from_fraction(ring: Ring, value: Fraction) -> RationalFunction:
    return RationalFunction(ring, ring.constant(value.numerator), value.denominator)


def from_generator(ring: Ring, number: int, exponent: int = 1) -> RationalFunction:
    """A generator to an integer power."""
    if exponent >= 0:
        return RationalFunction(ring, ring.to_power(ring.gen(number), exponent))
    return tidy(ring, ring.constant(1), 1, {ring.factor_number(ring.gen(number)): -exponent})


def from_factor(ring: Ring, factor: int, exponent: int = 1) -> RationalFunction:
    """A factor to an integer power."""
    if exponent >= 0:
        return RationalFunction(ring, ring.to_power(ring.factors[factor], exponent))
    return tidy(ring, ring.constant(1), 1, {factor: -exponent})


def multiply(a: RationalFunction, b: RationalFunction) -> RationalFunction:
    ring = a.ring
    if not a.num or not b.num:
        return RationalFunction(ring, ring.constant(0))
    if a.is_one:
        return b
    if b.is_one:
        return a
    if not a.den and not b.den:
        return _scaled(ring, ring.times(a.num, b.num), a.scale * b.scale, None)
    left, below_b = _cancel(ring, ring.lift(a.num), b.factors)
    right, below_a = _cancel(ring, ring.lift(b.num), a.factors)
    den = dict(below_a)
    for factor, exponent in below_b.items():
        den[factor] = den.get(factor, 0) + exponent
    return tidy(ring, ring.times(left, right), a.scale * b.scale, den)


def add_all(ring: Ring, terms: Iterable[RationalFunction]) -> RationalFunction:
    """The sum, over one common denominator."""
    listed = [t for t in terms if t.num]
    if len(listed) < 2:
        return listed[0] if listed else RationalFunction(ring, ring.constant(0))
    first = listed[0]
    if all(t.scale == first.scale and t.factors == first.factors for t in listed[1:]):
        return _tidy_sum(ring, _plus(ring, [t.num for t in listed]), first.scale, first.factors)
    scale, den = _common(listed)
    return _tidy_sum(ring, _plus(ring, [_over(ring, term, scale, den) for term in listed]), scale, den)


def _common(terms: list[RationalFunction]) -> tuple[int, Denominator]:
    den: Denominator = {}
    for term in terms:
        for factor, exponent in term.factors.items():
            den[factor] = max(den.get(factor, 0), exponent)
    return math.lcm(*(t.scale for t in terms)), den


def over_common(ring: Ring, terms: list[RationalFunction]) -> tuple[list[fmpz_mpoly], Denominator]:
    """The numerators over one denominator (of which the integer is left out), and its factors."""
    scale, den = _common(terms)
    return [_over(ring, term, scale, den) for term in terms], den


def _plus(ring: Ring, polynomials: list[fmpz_mpoly]) -> fmpz_mpoly:
    if sum(map(len, polynomials)) > 2 * ring.limit:
        raise Abstention(f"the fractions swell beyond {ring.limit:,} terms")
    return reduce(lambda p, q: p + q, map(ring.lift, polynomials))


def _over(ring: Ring, term: RationalFunction, scale: int, den: Denominator) -> fmpz_mpoly:
    """The term's numerator over the common denominator."""
    result = ring.lift(term.num)
    own = term.factors
    for factor, exponent in den.items():
        missing = exponent - own.get(factor, 0)
        if missing:
            result = ring.times(result, ring.to_power(ring.factors[factor], missing))
    return result if scale == term.scale else result * (scale // term.scale)


def _tidy_sum(ring: Ring, num: fmpz_mpoly, scale: int, den: Denominator) -> RationalFunction:
    if not num:
        return RationalFunction(ring, num)
    num, den = _cancel(ring, num, den)
    return _scaled(ring, num, scale, den)


def tidy(ring: Ring, num: fmpz_mpoly, scale: int, den: Denominator) -> RationalFunction:
    """The fraction with powers of algebraic generators below brought down, and common factors cancelled."""
    if any(den.get(f, 0) >= ring.relations.get(ring.generator_of(f), (math.inf,))[0] for f in den):
        return _lower(ring, num, scale, den)
    num, den = _cancel_generators(ring, num, den)
    return _scaled(ring, num, scale, den)


def _lower(ring: Ring, num: fmpz_mpoly, scale: int, den: Denominator) -> RationalFunction:
    """Replace r^ℓ below by the polynomial that it is."""
    result = RationalFunction(ring, num, scale)
    for factor, exponent in den.items():
        number = ring.generator_of(factor)
        order, value = ring.relations.get(number, (exponent + 1, ring.constant(1)))
        times, rest = divmod(exponent, order)
        result = multiply(result, RationalFunction(ring, ring.constant(1), 1, {factor: rest} if rest else {}))
        if times:
            result = multiply(result, reciprocal(RationalFunction(ring, value)) ** times)
    return result


def _scaled(ring: Ring, num: fmpz_mpoly, scale: int, den: Denominator | None) -> RationalFunction:
    if scale != 1:
        common = math.gcd(scale, int(num.primitive()[0])) if num else scale
        if common != 1:
            num, scale = num / common, scale // common
    return RationalFunction(ring, num, scale, den or None)


def _cancel_generators(ring: Ring, num: fmpz_mpoly, den: Denominator) -> tuple[fmpz_mpoly, Denominator]:
    """Cancel the generators common to all terms of the numerator."""
    if not any(ring.generator_of(f) >= 0 for f in den) or num.is_constant():
        return num, den
    content = num.term_content()
    if content.is_constant():
        return num, den
    common = content.monomial(0)
    left = dict(den)
    for factor in den:
        number = ring.generator_of(factor)
        shared = min(int(common[number]), left[factor]) if number >= 0 else 0
        if shared:
            num = num / ring.gen(number) ** shared
            left[factor] -= shared
    return num, {f: e for f, e in left.items() if e}


def _cancel(ring: Ring, num: fmpz_mpoly, den: Denominator) -> tuple[fmpz_mpoly, Denominator]:
    """Cancel what divides the numerator exactly, factor by factor."""
    if not den or num.is_constant():
        return num, den
    num, den = _cancel_generators(ring, num, den)
    if num.is_constant():
        return num, den
    left = {}
    for factor, exponent in den.items():
        if ring.generator_of(factor) < 0:
            num, exponent = _divide_out(num, ring.factors[factor], exponent)
        if exponent:
            left[factor] = exponent
    return num, left


def _divide_out(num: fmpz_mpoly, factor: fmpz_mpoly, exponent: int) -> tuple[fmpz_mpoly, int]:
    while exponent and not num.is_constant():
        try:
            num = num / factor
        except DomainError:
            break
        exponent -= 1
    return num, exponent


def reciprocal(a: RationalFunction) -> RationalFunction:
    """1/a; Undefined where a is identically zero."""
    ring = a.ring
    if not a.num:
        raise Undefined("division by zero")
    content, den = decompose(ring, ring.lift(a.num))
    num = ring.constant(a.scale if content > 0 else -a.scale)
    for factor, exponent in a.factors.items():
        num = ring.times(num, ring.to_power(ring.factors[factor], exponent))
    return tidy(ring, num, abs(content), den)


def decompose(ring: Ring, p: fmpz_mpoly) -> tuple[int, Denominator]:
    """A polynomial as content times factors: generators, factors already known, and what then remains, unfactored."""
    content, p = p.primitive()
    sign = 1 if p.leading_coefficient() > 0 else -1
    p = oriented(p)
    den: Denominator = {}
    monomial = p.term_content()
    if not monomial.is_constant():
        p = p / monomial
        for number, exponent in trimmed(monomial.monomial(0)):
            den[ring.factor_number(ring.gen(number))] = exponent
    if not p.is_constant():
        p = _take_known(ring, p, den)
    if not p.is_constant():
        den[ring.factor_number(p)] = 1
    return sign * int(content), den


def _take_known(ring: Ring, p: fmpz_mpoly, den: Denominator) -> fmpz_mpoly:
    for number in range(len(ring.factors) - 1, max(-1, len(ring.factors) - 1 - MANY_FACTORS), -1):
        if ring.generator_of(number) < 0:
            degree = int(p.total_degree())
            p, left = _divide_out(p, ring.factors[number], degree)
            if left < degree:
                den[number] = degree - left
    return p


def sign_of(a: RationalFunction) -> Sign:
    """What is known of the sign of a fraction."""
    if not a.num:
        return Sign.NONNEGATIVE
    ring = a.ring
    direct = ring.sign(ring.lift(a.num))
    if direct is Sign.UNKNOWN:
        _, direct = _sign_by_factors(ring, *decompose(ring, ring.lift(a.num)))
    for factor, exponent in a.factors.items():
        below = ring.factor_sign(factor) if exponent % 2 else Sign.POSITIVE
        direct = multiply_signs(direct, Sign(2 * (below > 0) - 2 * (below < 0)))
    return direct


def _sign_by_factors(ring: Ring, content: int, den: Denominator) -> tuple[int, Sign]:
    result = Sign.POSITIVE if content > 0 else Sign.NEGATIVE
    for factor, exponent in irreducible_parts(ring, den).items():
        own = ring.factor_sign(factor)
        if exponent % 2 == 0:
            own = Sign.POSITIVE if abs(own) == Sign.POSITIVE else Sign.NONNEGATIVE
        result = multiply_signs(result, own)
    return content, result


def irreducible_parts(ring: Ring, den: Denominator) -> Denominator:
    """The exponents of the irreducible factors."""
    parts: Denominator = {}
    for factor, exponent in den.items():
        for part, times in ring.irreducibles(factor):
            parts[part] = parts.get(part, 0) + times * exponent
    return {part: exponent for part, exponent in parts.items() if exponent}


def factorization(a: RationalFunction) -> tuple[Fraction, Denominator]:
    """A nonzero fraction as a rational number times powers (negative ones too) of irreducible factors."""
    content, above = decompose(a.ring, a.ring.lift(a.num))
    for factor, exponent in a.factors.items():
        above[factor] = above.get(factor, 0) - exponent
    return Fraction(content, a.scale), irreducible_parts(a.ring, above)


def product_of(ring: Ring, values: Iterable[RationalFunction]) -> RationalFunction:
    return reduce(multiply, values, RationalFunction(ring, ring.constant(1)))


def canonical(a: RationalFunction) -> RationalFunction:
    """The fraction in lowest terms over irreducible factors."""
    if not a.num:
        return RationalFunction(a.ring, a.ring.constant(0))
    number, parts = factorization(a)
    powers = (from_factor(a.ring, factor, exponent) for factor, exponent in sorted(parts.items()))
    return multiply(from_fraction(a.ring, number), product_of(a.ring, powers))


def fingerprint(a: RationalFunction) -> tuple[object, ...]:
    """A key that equal fractions share (where algebraic kernels are involved, nearly always)."""
    lowest = canonical(a) if a.den else a
    den = tuple(sorted(lowest.factors.items()))
    return (str(lowest.num), lowest.scale, den)  # generators are written the same, and in one order, in every context
