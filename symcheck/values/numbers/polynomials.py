"""The ring below the rational functions: integer polynomials in a growing set of generators, with rewriting relations.

A generator stands for a real number or a real function of the declared variables: a variable, or a kernel such as eˣ,
log 2 or √x. Each is transcendental, or algebraic of order ℓ: then its ℓ-th power is rewritten to a polynomial in
other generators (r² → x for r = √x, s² → 1 − c² for sine and cosine). Every relation is a true identity of real
functions, so a polynomial that reduces to 0 is 0 wherever its generators are defined. The converse needs the
generators to be independent, and is argued in `symcheck.values.numbers.kernels`, not here.

FLINT cannot be interrupted: every product is bounded by the number of its terms *before* it is formed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum

from flint import fmpz, fmpz_mpoly, fmpz_mpoly_ctx
from msgspec import Struct

from symcheck.values.numbers.system import Abstention

Monomial = tuple[tuple[int, int], ...]
"""Exponents (which may be negative) of generators by number, ascending, none of them 0."""

FIRST_CAPACITY = 64
FACTOR_TERMS = 300
FACTOR_DEGREE = 60


class Sign(IntEnum):
    """What is known of a sign on the whole domain; `UNKNOWN` is no knowledge."""

    NEGATIVE = -2
    NONPOSITIVE = -1
    UNKNOWN = 0
    NONNEGATIVE = 1
    POSITIVE = 2


class Generator(Struct, frozen=True):
    """A generator's name, its sign, and whether it is known to vanish nowhere."""

    name: str
    sign: Sign = Sign.UNKNOWN
    nonzero: bool = False


class Ring:
    """The polynomials over one growing set of generators, and the table of factors that denominators are made of."""

    def __init__(self, limit: int) -> None:
        """`work` counts the products of terms that were formed."""
        self.limit = limit
        self.work = 0
        self.generators: list[Generator] = []
        self.relations: dict[int, tuple[int, fmpz_mpoly]] = {}
        self.facts: dict[int, Sign] = {}
        self.factors: list[fmpz_mpoly] = []
        self._single: list[int] = []
        self._buckets: dict[tuple[object, ...], list[int]] = {}
        self._irreducible: dict[int, tuple[tuple[int, int], ...]] = {}
        self._grown = False
        self.ctx = _context(FIRST_CAPACITY)
        self._gens = self.ctx.gens()
        self._constants: dict[int, fmpz_mpoly] = {}
        self._lifted: dict[int, tuple[fmpz_mpoly, fmpz_mpoly]] = {}

    def new_generator(self, name: str, sign: Sign = Sign.UNKNOWN, nonzero: bool = False) -> int:
        """The number of a new generator."""
        number = len(self.generators)
        if number == len(self._gens):
            self._grow()
        self.generators.append(Generator(name, sign, nonzero or sign is Sign.POSITIVE))
        return number

    def new_algebraic(self, name: str, order: int, power: fmpz_mpoly, sign: Sign = Sign.UNKNOWN) -> int:
        """A new generator whose `order`-th power is the polynomial."""
        number = self.new_generator(name, sign, nonzero=sign is Sign.POSITIVE)
        self.relations[number] = (order, self.lift(power))
        return number

    def _grow(self) -> None:
        self._grown = True
        self.ctx = _context(2 * len(self._gens))
        self._gens = self.ctx.gens()
        self._constants.clear()
        self._lifted.clear()
        self.factors = [self.lift(p) for p in self.factors]
        self.relations = {g: (order, self.lift(p)) for g, (order, p) in self.relations.items()}

    def lift(self, p: fmpz_mpoly) -> fmpz_mpoly:
        """The polynomial in the present context."""
        return p if not self._grown or p.context() is self.ctx else self._lift(p)

    def _lift(self, p: fmpz_mpoly) -> fmpz_mpoly:
        """The terms with more exponents: FLINT's own projection takes time in the square of the capacity."""
        known = self._lifted.get(id(p))
        if known is None:
            more = (0,) * (len(self._gens) - p.context().nvars())
            lifted = self.ctx.from_dict({exponents + more: c for exponents, c in p.to_dict().items()})
            known = self._lifted[id(p)] = (p, lifted)
        return known[1]

    def constant(self, value: int) -> fmpz_mpoly:
        if value not in self._constants:
            self._constants[value] = self.ctx.constant(value)
        return self._constants[value]

    def gen(self, number: int) -> fmpz_mpoly:
        return self._gens[number]

    def times(self, p: fmpz_mpoly, q: fmpz_mpoly) -> fmpz_mpoly:
        """The product, reduced; abstains beforehand where it may have too many terms."""
        if len(p) * len(q) > self.limit:
            raise Abstention(f"the fractions swell beyond {self.limit:,} terms")
        self.work += len(p) * len(q)
        return self.reduce(self.lift(p) * self.lift(q))

    def to_power(self, p: fmpz_mpoly, exponent: int) -> fmpz_mpoly:
        """A non-negative power, by squaring."""
        result, square = self.constant(1), p
        while exponent:
            if exponent & 1:
                result = self.times(result, square)
            exponent >>= 1
            if exponent:
                square = self.times(square, square)
        return result

    def reduce(self, p: fmpz_mpoly) -> fmpz_mpoly:
        """The polynomial with every relation used up; relations speak of earlier generators, so this ends."""
        if not self.relations:
            return p
        degrees = p.degrees()
        for number in reversed(self.relations):
            order = self.relations[number][0]
            if degrees[number] >= order:
                p = self._rewrite(p, number)
                degrees = p.degrees()
        return p

    def _rewrite(self, p: fmpz_mpoly, number: int) -> fmpz_mpoly:
        """The polynomial with the powers of one algebraic generator lowered."""
        order, value = self.relations[number]
        layers: dict[int, dict[tuple[int, ...], fmpz]] = {}
        for exponents, coefficient in p.to_dict().items():
            quotient, rest = divmod(exponents[number], order)
            low = (*exponents[:number], rest, *exponents[number + 1 :])
            layer = layers.setdefault(quotient, {})
            layer[low] = layer.get(low, fmpz(0)) + coefficient
        result = self.constant(0)
        for quotient, terms in layers.items():
            part = self.ctx.from_dict(terms)
            result += part if not quotient else self.times(self.to_power(value, quotient), part)
        return result if result.degrees()[number] < order else self._rewrite(result, number)

    def factor_number(self, p: fmpz_mpoly) -> int:
        """The number of a factor, new or known: a primitive polynomial with a positive leading coefficient."""
        p = self.lift(p)
        bucket = self._buckets.setdefault((len(p), trimmed(p.monomial(0)), int(p.leading_coefficient())), [])
        for number in bucket:
            if self.factors[number] == p:
                return number
        self.factors.append(p)
        self._single.append(_single_generator(p))
        bucket.append(len(self.factors) - 1)
        return len(self.factors) - 1

    def generator_of(self, factor: int) -> int:
        """The generator that a factor is, or −1."""
        return self._single[factor]

    def irreducibles(self, factor: int) -> tuple[tuple[int, int], ...]:
        """The irreducible factors (over ℤ, of the polynomial as it stands) with exponents.

        A polynomial too large to factor counts as irreducible: it is then merely not recognised in its parts.
        """
        if factor not in self._irreducible:
            self._irreducible[factor] = self._split(factor)
        return self._irreducible[factor]

    def _split(self, factor: int) -> tuple[tuple[int, int], ...]:
        p = self.factors[factor]
        if len(p) > FACTOR_TERMS or p.total_degree() > FACTOR_DEGREE or _plainly_irreducible(p):
            return ((factor, 1),)
        small = _context_of([f"g{i}" for i, d in enumerate(p.degrees()) if d])
        try:
            _, parts = p.project_to_context(small).factor()
        except OverflowError:  # python-flint sorts the factors by their coefficients as machine words
            return ((factor, 1),)
        return tuple((self.factor_number(oriented(q.project_to_context(self.ctx))), int(e)) for q, e in parts)

    def sign(self, p: fmpz_mpoly) -> Sign:
        """The sign of a polynomial as far as its terms tell: a sum of products of things of known sign."""
        signs = [self._term_sign(exponents, coefficient) for exponents, coefficient in p.terms()]
        return add_signs(signs)

    def _term_sign(self, exponents: tuple[int, ...], coefficient: fmpz) -> Sign:
        result = Sign.POSITIVE if coefficient > 0 else Sign.NEGATIVE
        for number, exponent in enumerate(exponents):
            if exponent:
                result = multiply_signs(result, self._power_sign(number, exponent))
        return result

    def _power_sign(self, number: int, exponent: int) -> Sign:
        generator = self.generators[number]
        if exponent % 2 == 0:
            return Sign.POSITIVE if generator.nonzero else Sign.NONNEGATIVE
        return generator.sign

    def factor_sign(self, factor: int) -> Sign:
        """The sign of a factor: by its terms, or because it was assumed."""
        known = self.facts.get(factor, Sign.UNKNOWN)
        return known if known is not Sign.UNKNOWN else self.sign(self.factors[factor])


def _context(capacity: int) -> fmpz_mpoly_ctx:
    return _context_of([f"g{i}" for i in range(capacity)])


def _context_of(names: list[str]) -> fmpz_mpoly_ctx:
    return fmpz_mpoly_ctx.get(names, "lex")


def oriented(p: fmpz_mpoly) -> fmpz_mpoly:
    """±p, with a positive leading coefficient."""
    return p if p.leading_coefficient() > 0 else -p


def trimmed(exponents: tuple[int, ...]) -> Monomial:
    """The exponents that are not 0, with their generators: the same in every context."""
    return tuple([(number, int(exponent)) for number, exponent in enumerate(exponents) if exponent])


def _single_generator(p: fmpz_mpoly) -> int:
    if len(p) != 1 or p.leading_coefficient() != 1:
        return -1
    monomial = trimmed(p.monomial(0))
    return monomial[0][0] if len(monomial) == 1 and monomial[0][1] == 1 else -1


def _plainly_irreducible(p: fmpz_mpoly) -> bool:
    """Whether some generator occurs in one term only, to the first power: p is then linear in it, and primitive.

    (A factor free of it would divide that term and so be a monomial, and no factor here has a monomial to give off.)
    """
    monomials = [dict(trimmed(m)) for m in p.monoms()]
    if len(monomials) == 1:
        return _single_generator(p) >= 0
    counts = Counter(g for m in monomials for g in m)
    return p.term_content().is_constant() and any(counts[g] == 1 and e == 1 for m in monomials for g, e in m.items())


def multiply_signs(a: Sign, b: Sign) -> Sign:
    if a is Sign.UNKNOWN or b is Sign.UNKNOWN:
        return Sign.UNKNOWN
    size = min(abs(a), abs(b))
    return Sign(size if (a > 0) == (b > 0) else -size)


def add_signs(signs: Iterable[Sign]) -> Sign:
    """The sign of a sum; an empty one is non-negative."""
    listed = list(signs)
    if all(s > 0 for s in listed):
        return max(listed, default=Sign.NONNEGATIVE)
    if all(s < 0 for s in listed):
        return min(listed)
    return Sign.UNKNOWN
