"""Elementary functions of rational functions: each new value becomes a kernel, a generator with true relations.

Promise. Every rule here is an identity that holds at each point where both its sides are defined, so a difference that
reduces to 0 *is* 0 wherever all that was written is defined (up to removable points, as 0 of x/x).

- **exp.** e^(Σ c·m) = Π (e^m)^c over the Laurent monomials m of the exponent, so eᵃeᵇ = eᵃ⁺ᵇ by construction. One
  kernel a monomial, in the unit 1/q first met; a finer unit adds a root of that kernel. An exponent with a denominator
  of several terms: its remainder modulo that denominator (a ℚ-linear map) against those of the exponents
  met before; a remainder that is a ℚ-combination of them needs no new kernel. Monomials are ℚ-linearly
  independent, so by Ax (1971, the functional Schanuel theorem) the exponentials are algebraically independent of one
  another and of the variables, as long as the exponents are, modulo constants, free of kernels.
- **log.** log|p| for each prime and irreducible factor p; log eᵐ = m; log r = (log ρ)/ℓ for a root. Where f > 0,
  f = |f| = |c| Π|p|ⁿ, so the sum of the log|p| is right. Factors of unknown sign to odd powers are collected in
  *one* kernel log R, distinct from log|p|: it marks that the value asks R > 0 (see `domains`).
- **roots.** p^(a/q) by partial fractions into roots of prime order, each with rˡ = the root before it; one chain a
  prime and irreducible factor of known sign. √(p²) = |p| is a kernel A with A² = p²; √R for what is left of
  unknown sign is one kernel with r² = R, so √(xy) does not split. Other roots of unknown signs abstain.
- **sin, cos.** A pair (c, s) a monomial with s² = 1 − c², multiples by the power of c + is, sums by the addition
  theorems, halves by (2c')² = 2 + 2c. An angle that is another fraction of one seen before, or of π, abstains.
- **abs, sign, max, min, relu, heaviside.** |p| is the kernel A above, per irreducible factor; max(a, b) is
  (a + b + |a − b|)/2; sign is exact for known signs, and a kernel with σ³ = σ otherwise, because sign(0) = 0
  (|p|/p for a p declared nonzero).

Not promised. A value that does not reduce to 0 may still be 0: constants such as π, e^π or Γ(½) are taken as
independent; irreducible polynomials may split once roots are adjoined (x − y = (√x − √y)(√x + √y)); √(xy) and √x√y
have zero divisors between them; opaque functions have no identities (Γ(x + 1) = xΓ(x) is true and comes out nonzero).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symcheck.values.numbers.exponents import combination
from symcheck.values.numbers.fractions import (
    RationalFunction,
    factorization,
    from_factor,
    from_fraction,
    from_generator,
    multiply,
    product_of,
)
from symcheck.values.numbers.polynomials import Monomial, Ring, Sign, trimmed
from symcheck.values.numbers.powers import checked_power, partial_fractions, primes
from symcheck.values.numbers.system import Abstention, Undefined

Base = tuple[str, int]
"""What a root or a logarithm is taken of: ("prime", p) or ("factor", number)."""

HALF = Fraction(1, 2)


class Kernels:
    """The kernels met so far over one ring, and the exponentials, logarithms, powers and absolute values they make.

    `logarithms` holds the exponent of each exp kernel; `roots` each root kernel as a power of its base; `meanings` what
    a log kernel is the logarithm of; `absolutes` the factor of each kernel |p|; `domains` the product R of factors, and
    its sign, that a kernel √R or log R asks to be positive; `signs` the factor of each kernel σ.
    """

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.one = from_fraction(ring, Fraction(1))
        self.zero = from_fraction(ring, Fraction(0))
        self.logarithms: dict[int, RationalFunction] = {}
        self.roots: dict[int, tuple[tuple[Base, ...], Fraction]] = {}
        self.meanings: dict[int, Base] = {}
        self.absolutes: dict[int, int] = {}
        self.domains: dict[int, tuple[str, int, tuple[int, ...]]] = {}
        self.signs: dict[int, int] = {}
        self._known: dict[tuple[object, ...], int] = {}
        self._units: dict[Monomial, tuple[int, Fraction]] = {}
        self._fractions: list[tuple[RationalFunction, int]] = []

    def kernel(self, key: tuple[object, ...], make: Callable[[], int]) -> int:
        """The generator for a key, made at the first time of asking."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def value(self, generator: int, exponent: int = 1) -> RationalFunction:
        return from_generator(self.ring, generator, exponent)

    def rational(self, value: Fraction | int) -> RationalFunction:
        return from_fraction(self.ring, Fraction(value))

    def pi_generator(self) -> int:
        return self.kernel(("pi",), lambda: self.ring.new_generator("π", Sign.POSITIVE))

    def exp(self, f: RationalFunction) -> RationalFunction:
        terms = laurent(self.ring, f)
        if terms is None:
            return self._exp_fraction(f)
        return product_of(self.ring, [self._exp_term(m, c) for m, c in terms.items()])

    def _exp_term(self, monomial: Monomial, coefficient: Fraction) -> RationalFunction:
        """e^(coefficient · monomial)."""
        if len(monomial) == 1 and monomial[0][1] == 1:
            generator = monomial[0][0]
            if generator in self.meanings:
                return self._absolute_power(self.meanings[generator], coefficient)
            if generator in self.domains:
                return self.power(self._radicand(generator), coefficient)
        if monomial not in self._units:
            self._units[monomial] = self._new_exponential(monomial, Fraction(1, coefficient.denominator))
        generator, unit = self._units[monomial]
        return self._exponential_power(generator, coefficient / unit)

    def _new_exponential(self, monomial: Monomial, unit: Fraction) -> tuple[int, Fraction]:
        generator = self.ring.new_generator("exp", Sign.POSITIVE)
        exponent = product_of(self.ring, [self.value(g, e) for g, e in monomial])
        self.logarithms[generator] = multiply(self.rational(unit), exponent)
        return generator, unit

    def _exponential_power(self, generator: int, exponent: Fraction) -> RationalFunction:
        if exponent.denominator == 1:
            return self.value(generator, checked_power(exponent))
        return self._base_power(("factor", self.ring.factor_number(self.ring.gen(generator))), exponent)

    def _exp_fraction(self, f: RationalFunction) -> RationalFunction:
        """e^f for an f whose denominator is no monomial: a combination of exponents met before, or a new kernel."""
        weights = combination(self.ring, f, [known for known, _ in self._fractions])
        if weights is None:
            generator = self.ring.new_generator("exp", Sign.POSITIVE)
            self.logarithms[generator] = f
            self._fractions.append((f, generator))
            return self.value(generator)
        result, rest = self.one, f
        for weight, (known, generator) in zip(weights, self._fractions, strict=True):
            if weight:
                rest = rest - multiply(self.rational(weight), known)
                result = multiply(result, self._exponential_power(generator, weight))
        return result if rest.is_zero else multiply(result, self.exp(rest))

    def log(self, f: RationalFunction) -> RationalFunction:
        """log f; Undefined for an f known to be 0 or negative."""
        if f.is_zero:
            raise Undefined("the logarithm of 0")
        number, known, unknown = self._sorted_factors(f)
        odd = [p for p, n in unknown.items() if n % 2]
        if not odd and number < 0:
            raise Undefined("the logarithm of a negative number")
        parts = [self._times(n, self._log_prime(p)) for p, n in primes(abs(number))]
        parts += [self._times(n, self.log_absolute(p)) for p, n in known.items()]
        if len(odd) == 1:
            parts.append(self._times(unknown.pop(odd[0]), self._log_kernel(number, odd)))
        elif odd:
            parts.append(self._log_kernel(number, odd))
            unknown = {p: n - n % 2 for p, n in unknown.items()}
        parts += [self._times(n, self.log_absolute(p)) for p, n in unknown.items() if n]
        return sum(parts, self.zero)

    def _times(self, n: int | Fraction, value: RationalFunction) -> RationalFunction:
        return multiply(self.rational(n), value)

    def _sorted_factors(self, f: RationalFunction) -> tuple[Fraction, dict[int, int], dict[int, int]]:
        """f as a number (which carries the signs that are known) times factors of known sign times the others."""
        number, parts = factorization(f)
        signs = {p: self.ring.factor_sign(p) for p in parts}
        known = {p: n for p, n in parts.items() if signs[p]}
        flips = sum(n for p, n in known.items() if signs[p] < 0)
        return number * (-1) ** (flips % 2), known, {p: n for p, n in parts.items() if not signs[p]}

    def _log_prime(self, p: int) -> RationalFunction:
        return self.value(self._logarithm(("prime", p), Sign.POSITIVE))

    def _logarithm(self, base: Base, sign: Sign) -> int:
        generator = self.kernel(("log", base), lambda: self.ring.new_generator("log", sign))
        self.meanings[generator] = base
        return generator

    def log_absolute(self, factor: int) -> RationalFunction:
        """log|p| of an irreducible factor."""
        generator = self.ring.generator_of(factor)
        if generator in self.logarithms:
            return self.logarithms[generator]
        if generator in self.absolutes:
            return self.log_absolute(self.absolutes[generator])
        if generator in self.roots:
            bases, exponent = self.roots[generator]
            return self._times(exponent, sum((self._log_base(b) for b in bases), self.zero))
        above_one = self.ring.sign(self.ring.factors[factor] - 1) is Sign.POSITIVE
        return self.value(self._logarithm(("factor", factor), Sign.POSITIVE if above_one else Sign.UNKNOWN))

    def _log_base(self, base: Base) -> RationalFunction:
        return self._log_prime(base[1]) if base[0] == "prime" else self.log_absolute(base[1])

    def _log_kernel(self, number: Fraction, odd: list[int]) -> RationalFunction:
        """log R for R = ± the product of the factors, of unknown sign."""
        domain = ("log", 1 if number > 0 else -1, tuple(sorted(odd)))
        generator = self.kernel(domain, lambda: self.ring.new_generator("log"))
        self.domains[generator] = domain
        return self.value(generator)

    def _radicand(self, generator: int) -> RationalFunction:
        _, sign, factors = self.domains[generator]
        return multiply(self.rational(sign), product_of(self.ring, [from_factor(self.ring, p) for p in factors]))

    def power(self, f: RationalFunction, exponent: Fraction) -> RationalFunction:
        """f to a rational power; the root of a non-negative value is the non-negative one."""
        if exponent.denominator == 1:
            return f ** checked_power(exponent)
        if f.is_zero:
            return self._power_of_zero(exponent)
        number, known, unknown = self._sorted_factors(f)
        odd = [p for p, n in unknown.items() if n % 2]
        if not odd and number < 0:
            raise Undefined("a root of a negative number")
        parts = [self._base_power(("prime", p), n * exponent) for p, n in primes(abs(number))]
        parts += [self._absolute_power(("factor", p), n * exponent) for p, n in known.items()]
        if odd:
            parts.append(self._root_of_unknown(number, {p: unknown[p] for p in odd}, exponent))
        parts += [self._absolute_power(("factor", p), n * exponent) for p, n in unknown.items() if n % 2 == 0]
        return product_of(self.ring, parts)

    def _power_of_zero(self, exponent: Fraction) -> RationalFunction:
        if exponent < 0:
            raise Undefined("a negative power of 0")
        return self.zero

    def _root_of_unknown(self, number: Fraction, odd: dict[int, int], exponent: Fraction) -> RationalFunction:
        """Π |p|^(n · exponent) where n is odd and ± Π p is non-negative on the domain, of unknown sign elsewhere."""
        if exponent.denominator != 2:
            raise Abstention(f"the power {exponent} of a value whose sign is not known")
        sign = 1 if number > 0 else -1
        domain = ("root", sign, tuple(sorted(odd)))
        generator = self.kernel(domain, lambda: self._new_square_root(domain))
        shifts = {p: n * exponent - HALF for p, n in odd.items()}
        if len(odd) == 1:  # ±p is non-negative where the root is defined: |p| is ±p there
            ((p, shift),) = shifts.items()
            rest = multiply(self.rational(sign), from_factor(self.ring, p)) ** checked_power(shift)
            return multiply(self.value(generator), rest)
        absolute = [self._absolute_power(("factor", p), shift) for p, shift in shifts.items()]
        return multiply(self.value(generator), product_of(self.ring, absolute))

    def _new_square_root(self, domain: tuple[str, int, tuple[int, ...]]) -> int:
        product = self.ring.constant(domain[1])
        for p in domain[2]:
            product = self.ring.times(product, self.ring.factors[p])
        generator = self.ring.new_algebraic("root", 2, product, Sign.NONNEGATIVE)
        self.domains[generator] = domain
        self.roots[generator] = (tuple(("factor", p) for p in domain[2]), HALF)
        return generator

    def _absolute_power(self, base: Base, exponent: Fraction) -> RationalFunction:
        """|base|^exponent."""
        if base[0] == "prime":
            return self._base_power(base, exponent)
        factor, sign = base[1], self.ring.factor_sign(base[1])
        if exponent.denominator == 1 and (exponent % 2 == 0 or sign is not Sign.UNKNOWN):
            value = from_factor(self.ring, factor, checked_power(exponent))
            return -value if exponent % 2 and sign < 0 else value
        if sign > 0:
            return self._base_power(base, exponent)
        positive = self.ring.gen(self._absolute(factor)) if sign is Sign.UNKNOWN else -self.ring.factors[factor]
        return self._base_power(("factor", self.ring.factor_number(positive)), exponent)

    def _absolute(self, factor: int) -> int:
        """The kernel |p|."""

        def make() -> int:
            square = self.ring.times(self.ring.factors[factor], self.ring.factors[factor])
            generator = self.ring.new_algebraic("abs", 2, square, Sign.NONNEGATIVE)
            self.absolutes[generator] = factor
            return generator

        return self.kernel(("abs", factor), make)

    def _base_power(self, base: Base, exponent: Fraction) -> RationalFunction:
        """A prime or a non-negative factor to a rational power, by roots of prime order."""
        shares = partial_fractions(exponent)
        whole = exponent - sum((Fraction(share, prime**times) for prime, times, share in shares), Fraction(0))
        roots = [self.value(self._root(base, prime, times), share) for prime, times, share in shares]
        return product_of(self.ring, [self._whole_power(base, checked_power(whole)), *roots])

    def _whole_power(self, base: Base, exponent: int) -> RationalFunction:
        if base[0] == "prime":
            return self.rational(Fraction(base[1]) ** exponent)
        return from_factor(self.ring, base[1], exponent)

    def _root(self, base: Base, prime: int, times: int) -> int:
        """The kernel base^(1 / prime^times), a root of prime order of the one before it."""

        def make() -> int:
            if times > 1:
                radicand = self.ring.gen(self._root(base, prime, times - 1))
            else:
                radicand = self.ring.constant(base[1]) if base[0] == "prime" else self.ring.factors[base[1]]
            positive = base[0] == "prime" or self.ring.factor_sign(base[1]) is Sign.POSITIVE
            sign = Sign.POSITIVE if positive else Sign.NONNEGATIVE
            generator = self.ring.new_algebraic("root", prime, radicand, sign)
            self.roots[generator] = ((base,), Fraction(1, prime**times))
            return generator

        return self.kernel(("root", base, prime, times), make)

    def absolute(self, f: RationalFunction) -> RationalFunction:
        """|f|."""
        if f.is_zero:
            return f
        number, known, unknown = self._sorted_factors(f)
        parts = [self._absolute_power(("factor", p), Fraction(n)) for p, n in (known | unknown).items()]
        return multiply(self.rational(abs(number)), product_of(self.ring, parts))

    def sign(self, f: RationalFunction) -> RationalFunction:
        """−1, 0 or 1: exact where the sign is known, and else a kernel σ with σ³ = σ for each irreducible factor."""
        if f.is_zero:
            return f
        number, parts = factorization(f)
        factors = [self._sign_of_factor(p) ** (1 if n % 2 else 2) for p, n in parts.items()]
        return multiply(self.rational(1 if number > 0 else -1), product_of(self.ring, factors))

    def _sign_of_factor(self, factor: int) -> RationalFunction:
        sign = self.ring.factor_sign(factor)
        if abs(sign) == Sign.POSITIVE:
            return self.rational(1 if sign > 0 else -1)
        generator = self.ring.generator_of(factor)
        if generator >= 0 and self.ring.generators[generator].nonzero:
            return self._absolute_power(("factor", factor), Fraction(1)) / self.value(generator)
        bound = Sign.NONNEGATIVE if sign > 0 else Sign.UNKNOWN
        return self.value(self.kernel(("sign", factor), lambda: self._new_sign(factor, bound)))

    def _new_sign(self, factor: int, sign: Sign) -> int:
        generator = self.ring.new_generator("sign", sign)
        self.ring.relations[generator] = (3, self.ring.gen(generator))
        self.signs[generator] = factor
        return generator


def laurent(ring: Ring, f: RationalFunction) -> dict[Monomial, Fraction] | None:
    """The terms of f, if its denominator is a monomial."""
    below = {ring.generator_of(factor): e for factor, e in f.factors.items()}
    if -1 in below:
        return None
    terms: dict[Monomial, Fraction] = {}
    for exponents, coefficient in f.num.terms():
        monomial = dict(trimmed(exponents))
        for generator, exponent in below.items():
            monomial[generator] = monomial.get(generator, 0) - exponent
        terms[tuple(sorted((g, e) for g, e in monomial.items() if e))] = Fraction(int(coefficient), f.scale)
    return terms
