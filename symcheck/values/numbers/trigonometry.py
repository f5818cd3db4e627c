"""Sine and cosine of rational functions: a pair (c, s) for each monomial of the angle, with s² = 1 − c².

Sums go by the addition theorems, integer multiples by powers of c + is, halves by a kernel g = 2 cos(θ/2) with
g² = 2 + 2 cos θ and sin(θ/2) = sin θ / g: identities all. An angle that is any other fraction of one seen before
abstains, as do fractions of π other than halves; an angle whose denominator has several terms is one by itself.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.values.numbers.fractions import RationalFunction, canonical, fingerprint, multiply
from symcheck.values.numbers.kernels import Kernels, laurent
from symcheck.values.numbers.polynomials import Monomial
from symcheck.values.numbers.powers import checked_power
from symcheck.values.numbers.system import Abstention

Pair = tuple[RationalFunction, RationalFunction]
"""The cosine and the sine of one angle."""

QUARTERS = ((1, 0), (0, 1), (-1, 0), (0, -1))


class Angles:
    """The pairs met so far over one set of kernels."""

    def __init__(self, kernels: Kernels) -> None:
        self.kernels = kernels
        self._units: dict[Monomial, tuple[Pair, Fraction]] = {}
        self._halves: dict[tuple[Monomial, int], Pair] = {}
        self._others: dict[tuple[object, ...], Pair] = {}

    def cosine_and_sine(self, f: RationalFunction) -> Pair:
        terms = laurent(self.kernels.ring, f)
        if terms is None:
            return self._whole_angle(f)
        result: Pair = (self.kernels.one, self.kernels.zero)
        for monomial, coefficient in terms.items():
            result = _sum(result, self._multiple(monomial, coefficient))
        return result

    def _whole_angle(self, f: RationalFunction) -> Pair:
        lowest = canonical(f)
        flip = lowest.num.leading_coefficient() < 0
        key = fingerprint(-lowest if flip else lowest)
        if key not in self._others:
            self._others[key] = self._new_pair()
        cosine, sine = self._others[key]
        return cosine, -sine if flip else sine

    def _new_pair(self) -> Pair:
        ring = self.kernels.ring
        cosine = ring.new_generator("cos")
        square = ring.constant(1) - ring.gen(cosine) ** 2
        sine = ring.new_algebraic("sin", 2, square)
        return self.kernels.value(cosine), self.kernels.value(sine)

    def _multiple(self, monomial: Monomial, coefficient: Fraction) -> Pair:
        """The pair of coefficient · monomial."""
        if monomial == ((self.kernels.pi_generator(), 1),):
            return self._multiple_of_pi(coefficient)
        if monomial not in self._units:
            self._units[monomial] = (self._new_pair(), Fraction(1, coefficient.denominator))
        pair, unit = self._units[monomial]
        ratio = coefficient / unit
        halvings = ratio.denominator.bit_length() - 1
        if ratio.denominator != 1 << halvings:
            raise Abstention(f"an angle is {ratio} of another")
        return self._power(self._halved(monomial, pair, halvings), checked_power(ratio * ratio.denominator))

    def _multiple_of_pi(self, coefficient: Fraction) -> Pair:
        if coefficient.denominator > 2:
            raise Abstention(f"the sine and cosine of {coefficient} π")
        cosine, sine = QUARTERS[int(2 * coefficient) % 4]
        return self.kernels.rational(cosine), self.kernels.rational(sine)

    def _halved(self, monomial: Monomial, pair: Pair, times: int) -> Pair:
        if not times:
            return pair
        if (monomial, times) not in self._halves:
            self._halves[(monomial, times)] = self._half(self._halved(monomial, pair, times - 1))
        return self._halves[(monomial, times)]

    def _half(self, pair: Pair) -> Pair:
        rational, ring = self.kernels.rational, self.kernels.ring
        square = rational(2) + multiply(rational(2), pair[0])
        double = self.kernels.value(ring.new_algebraic("2cos", 2, square.num))
        return multiply(rational(Fraction(1, 2)), double), pair[1] / double

    def _power(self, pair: Pair, exponent: int) -> Pair:
        """The pair of a multiple of the angle, by doubling."""
        cosine, sine = pair if exponent >= 0 else (pair[0], -pair[1])
        result, double = (self.kernels.one, self.kernels.zero), (cosine, sine)
        for digit in reversed(bin(abs(exponent))[2:]):
            if digit == "1":
                result = _sum(result, double)
            double = _sum(double, double)
        return result


def _sum(a: Pair, b: Pair) -> Pair:
    """The pair of the sum of two angles."""
    return a[0] * b[0] - a[1] * b[1], a[1] * b[0] + a[0] * b[1]
