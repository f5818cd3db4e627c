"""A tower of prime fields as a number system: random values, any size, a computed chance of error.

The fields belong to a chain of primes, each 2q + 1 for the q before it (`symcheck.values.numbers.primes`). A value has
a residue at each level and each trial, and arithmetic goes level by level. exp takes a at the level of q to eᵃ one
level up, where e is a random square there: a homomorphism, and a bijection of 𝔽_q onto the squares; log is its inverse,
one level down. So each exp costs the lowest level and each log the highest, and a deeper nesting abstains.

**Signs.** "Positive" means "a square": variables declared positive are drawn as squares, exponentials are squares, the
root of a square is that of ±r which is a square, |a| that of ±a which is. So √(x²) = |x|, √(ab) = √a √b for squares,
√(eˣ) = e^(x/2) and exp(log x) = x hold by construction, as over the reals, and log|ab| = log|a| + log|b| for all. But a
sum of squares need not be a square. So what is positive *over the reals* is known beside the residues
(`symcheck.values.numbers.bounds`) and comes first: then |a| is a, the logarithm is log|a|, and a square root has a
value in those samples where it exists. max, min, relu and heaviside go through |a|: a field has more patterns of signs
than the reals, never fewer, so what agrees in all of them agrees over the reals.

**No value.** A residue below 0 says why: `ABSENT`, an artefact (the level is gone, a division by 0 came about, the root
above), or `OUTSIDE`: outside the domain as far as a field can tell (log or √ of a non-square of unknown sign).
`agree` compares two sides where both exist, and abstains if the second is `OUTSIDE` where the first exists.

**What agreement is worth** (`error_bits`). Proven (Schwartz, Zippel, DeMillo, Lipton): a polynomial of degree D, not 0
modulo p, vanishes with chance at most D/|S| at values drawn independently from S, here all residues or the squares, so
D/q; trials are independent; the degrees are bounded value by value. Heuristic: exponentials, logarithms and hashes
count as independent samples of their own (over the reals Ax's theorem says so; a field has pseudo-randomness to offer),
with degrees bounded by the coefficients in the exponent, in the unit common to all exponents; Legendre symbols count
as fair coins. A prime that divides every coefficient of a difference hides it on its level, in all trials: the
coefficients are bounded value by value, and as many levels are given up, the best ones, as have primes whose product
does not exceed the bound (a difference of constants is seen for certain on a level that is left). A trial sees *one*
pattern of signs: with s places where a sign was asked that is not known, a false line may hold for all patterns but
one, and a trial misses it with chance up to 1 − 2⁻ˢ + D/q. Different levels of one trial are not counted as different
trials.

**Abstains**: sin, cos, tan (−1 has no root here), order of values whose signs are not known, too few trials. Two true
statements on which it abstains: cos² x + sin² x = 1; and log σ(−x) = log(1 − σ(x)), since it cannot tell that 1 − σ(x)
is positive (the other way round it agrees).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf, lcm, log, log1p

import numpy as np
from numpy.typing import NDArray

from symcheck.expressions.nodes import Array
from symcheck.functions.definition import by_definition
from symcheck.functions.table import TABLE
from symcheck.values.numbers import bounds
from symcheck.values.numbers.bounds import ABOVE, BELOW, CAP, COLUMNS, FREE, KIND, LEVELS, SCALE, SQUARE, STRICT
from symcheck.values.numbers.hashing import absorb, digest, hash_entries, hashed, salts
from symcheck.values.numbers.primes import CHAIN, Integers, is_square
from symcheck.values.numbers.residues import ABSENT, OUTSIDE, Residues, determinants, inverses
from symcheck.values.numbers.system import Abstention, Mask, Raw, Undefined

ERROR_BITS = 60
SMALL_PRIMES = (2, 3, 5, 7)
Reals = NDArray[np.float64]
CIRCULAR = ("sin", "cos")
"""Functions whose identities want a root of −1, which the fields of the tower do not have."""
NONE_THERE = "no sample lies in the domain of both sides"
OPEN = "the sides agree where both exist; whether the second exists wherever the first does is open"
TOO_SHORT = "the tower is too short for this nesting of exponentials and logarithms"


class TowerSystem:
    """Random residues in a tower of prime fields; see the module for what agreement is worth."""

    name = "tower of prime fields"
    trailing = 2
    most = 20_000

    def __init__(self, trials: int = 64, levels: int = len(CHAIN), seed: int = 0) -> None:
        if trials < COLUMNS:
            raise ValueError(f"a tower wants at least {COLUMNS} trials")
        self.trials = trials
        self.seed = seed
        self.primes = CHAIN[:levels]
        self.residues = Residues(self.primes, self._generator("e").integers(1, 1 << 60, (levels, trials)))
        self._unit = 1
        self._asked: set[bytes] = set()
        self._roots: set[bytes] = set()
        self._variables: dict[tuple[Array, tuple[int, ...]], Raw] = {}

    @property
    def sensitive(self) -> int:
        """The number of places, so far, where the sign of a value was asked that is not known."""
        return len(self._asked)

    def trials_wanted(self) -> int:
        """How many trials the places where signs were asked make necessary, if degrees do not matter."""
        agreeing = log1p(-(2.0 ** -min(self.sensitive, 1000))) if self.sensitive else -inf
        return int(ERROR_BITS * log(2) / -agreeing) + 1

    def _generator(self, *key: object) -> np.random.Generator:
        return np.random.default_rng([self.seed, hashed(key)])

    def _join(self, residues: Integers, facts: Integers) -> Raw:
        if not facts[..., LEVELS].all():
            raise Abstention(TOO_SHORT)
        result = np.zeros((*residues.shape[:-2], len(self.primes) + 1, self.trials), dtype=np.int64)
        result[..., 1:, :] = residues
        result[..., 0, :COLUMNS] = facts
        return result

    def _uniform(self, residues: Integers, kind: int, above: int, height: int, scale: int = 1) -> Raw:
        return self._join(residues, bounds.facts(kind, above, height, (1 << len(self.primes)) - 1, scale))

    def missing(self, bend: bool) -> Raw | None:
        return None

    def exists(self, a: Raw) -> Mask:
        lead = a.shape[: a.ndim - self.trailing]
        return np.ones(lead, dtype=np.bool_)

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        raise Abstention("a power of a number that may be negative, its exponent computed")

    def number(self, value: Fraction) -> Raw:
        residues = self.residues.of_fraction(value)
        return self._uniform(residues, self._kind(value), 0, abs(value.numerator), value.denominator)

    def _kind(self, value: Fraction) -> int:
        if not value:
            return bounds.ZERO
        rest = abs(value.numerator) * value.denominator
        for prime in SMALL_PRIMES:
            while rest % prime == 0:
                rest //= prime
        square = rest == 1 and all(is_square(q, p) for q in SMALL_PRIMES for p in self.primes)
        return (1 if value > 0 else -1) * (SQUARE if square else STRICT)

    def integers(self, values: NDArray[np.int64]) -> Raw:
        listed = np.asarray(values)
        result = np.empty((*listed.shape, len(self.primes) + 1, self.trials), dtype=np.int64)
        for value in np.unique(listed):
            result[listed == value] = self.number(Fraction(int(value)))
        return result

    def constant(self, name: str) -> Raw:
        if name != "pi":
            raise Abstention(f"the constant {name}")
        return self._uniform(self._sample(("constant", name), (), True), SQUARE, 1, 1)

    def _sample(self, key: tuple[object, ...], shape: tuple[int, ...], square: bool) -> Integers:
        """Independent residues other than 0."""
        generator = self._generator(key)
        drawn = generator.integers(1, self.residues.moduli, (*shape, len(self.primes), self.trials), dtype=np.int64)
        return drawn * drawn % self.residues.moduli if square else drawn

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        key = (array, shape)
        if key not in self._variables:
            self._variables[key] = self._new_variables(array, shape)
        return self._variables[key]

    def _new_variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        if array.positive_definite:
            return self._positive_definite(array, shape[0])
        signed = {"positive": SQUARE, "negative": -SQUARE, "nonnegative": bounds.WEAK}.get(array.sign, FREE)
        drawn = self._sample((array.name, len(self._variables), shape), shape, square=signed != FREE)
        if array.symmetric:
            drawn = np.where(np.tri(shape[0], dtype=np.bool_)[..., None, None], drawn, np.swapaxes(drawn, 0, 1))
        return self._uniform(self.residues.negative(drawn) if signed < 0 else drawn, signed, 1, 1)

    def _positive_definite(self, array: Array, size: int) -> Raw:
        """B Bᵀ for a random lower triangular B with a positive diagonal."""
        key = (array.name, len(self._variables), size)
        entries = self._uniform(self._sample(key, (size, size), False), FREE, 1, 1)
        diagonal = self._uniform(self._sample(key, (size, size), True), SQUARE, 1, 1)
        row, column = np.indices((size, size))
        lower = self.choose(row == column, diagonal, self.choose(row > column, entries, self.number(Fraction(0))))
        return self.total(self.multiply(lower[:, None], lower[None, :]), 2)

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        lead = arguments[0].shape[:-3] if arguments else ()
        grid = (len(self.primes), self.trials)
        state = np.broadcast_to(salts((self.seed, key), grid), (*lead, *grid))
        absent = np.zeros(state.shape, dtype=np.int64)
        levels = np.full(lead, (1 << len(self.primes)) - 1, dtype=np.int64)
        entries = [argument[..., i, :, :] for argument in arguments for i in range(argument.shape[-3])]
        for place, entry in enumerate(entries):
            state = absorb(state, _res(entry), place)
            absent = np.minimum(absent, _res(entry))
            levels = levels & entry[..., 0, LEVELS]
        drawn = (state % self.residues.moduli.astype(np.uint64)).astype(np.int64)
        known = np.zeros((*lead, COLUMNS), dtype=np.int64)
        known[..., ABOVE] = known[..., SCALE] = 1
        known[..., LEVELS] = levels
        return self._join(np.where(absent < 0, absent, drawn), known)

    def add(self, a: Raw, b: Raw) -> Raw:
        return self._join(self.residues.add(_res(a), _res(b)), bounds.of_sum(_facts(a), _facts(b)))

    def multiply(self, a: Raw, b: Raw) -> Raw:
        known = bounds.of_product(_facts(a), _facts(b))
        squared = (known[..., KIND] == FREE) & (_res(a) == _res(b)).all(axis=(-1, -2))
        known[..., KIND] = np.where(squared, bounds.WEAK, known[..., KIND])
        return self._join(self.residues.multiply(_res(a), _res(b)), known)

    def negative(self, a: Raw) -> Raw:
        known = _facts(a).copy()
        known[..., KIND] = np.where(known[..., KIND] == bounds.ZERO, bounds.ZERO, -known[..., KIND])
        return self._join(self.residues.negative(_res(a)), known)

    def reciprocal(self, a: Raw) -> Raw:
        return self._join(self.residues.reciprocal(_res(a)), bounds.of_reciprocal(_facts(a), hash_entries(_res(a))))

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        if exponent < 0:
            return self.reciprocal(self.power(a, -exponent))
        if exponent == 0:
            return np.broadcast_to(self._one(), a.shape).copy()
        if exponent == 1:
            return a
        if exponent.denominator == 1:
            known = bounds.of_power(_facts(a), exponent.numerator)
            return self._join(self.residues.power(_res(a), exponent.numerator), known)
        return self._root(a, exponent)

    def _root(self, a: Raw, exponent: Fraction) -> Raw:
        """A positive power that is no integer; the root is a square, and defined for squares only.

        For a value known to be non-negative, roots of odd order go on through the non-squares: (−r)^(1/3) = −r^(1/3).
        """
        kind = _facts(a)[..., KIND]
        even = exponent.denominator % 2 == 0
        known = bounds.of_power(_facts(a), max(1, -(-exponent.numerator // exponent.denominator)))
        known[..., KIND] = np.where(kind > 0, kind, bounds.WEAK)
        if even:
            self._ask(a, (kind != SQUARE) & (kind != bounds.ZERO), self._asked, self._roots)
        else:
            self._ask(a, (kind != SQUARE) & (kind != bounds.ZERO), self._roots)
        beyond = np.where(kind > 0, ABSENT if even else 0, OUTSIDE)
        self._demand(a)
        return self._join(self.residues.root(_res(a), exponent, beyond), known)

    def _ask(self, a: Raw, where: Mask, *records: set[bytes]) -> None:
        """Record the places at which a sign matters."""
        for entry in _res(a)[where]:
            for record in records:
                record.add(digest(entry))

    def _demand(self, a: Raw) -> None:
        """Raises Undefined where a logarithm or a root is asked of what is known to be negative."""
        if (_facts(a)[..., KIND] < 0).any():
            raise Undefined("the logarithm or a root of a negative number")

    def call(self, function: str, *arguments: Raw) -> Raw:
        own = {"exp": self._exp, "log": self._log, "abs": self._absolute, "sign": self._sign}
        if function in own:
            return own[function](arguments[0])
        row = TABLE.get(function)
        if function in CIRCULAR:
            raise Abstention(f"{function} in a field without a root of −1")
        if row is not None and row.definition is not None:
            return by_definition(row, self, arguments)
        if row is not None and row.arity == 1:
            return self.opaque(("function", function), (arguments[0][..., None, :, :],))
        raise Abstention(f"the function {function}")

    def _exp(self, a: Raw) -> Raw:
        """Twice the coefficients bound the degree: an exponent may take either sign. `_unit` is common to all."""
        for scale in np.unique(_facts(a)[..., SCALE]):
            self._unit = lcm(self._unit, int(scale))
        above = np.ceil(np.minimum(2 * np.exp2(np.minimum(bounds.coefficients(_facts(a)), 40.0)), CAP)).astype(np.int64)
        known = bounds.of_fresh(_facts(a), SQUARE, above, 1)
        known[..., LEVELS] = (known[..., LEVELS] << 1) & ((1 << len(self.primes)) - 1)
        return self._join(self.residues.exp(_res(a)), known)

    def _log(self, a: Raw) -> Raw:
        kind = _facts(a)[..., KIND]
        if (kind == bounds.ZERO).any():
            raise Undefined("the logarithm of 0")
        known = bounds.of_fresh(_facts(a), FREE, 1, 1 + _facts(a)[..., ABOVE] + _facts(a)[..., BELOW])
        known[..., LEVELS] >>= 1
        self._demand(a)
        return self._join(self.residues.log(_res(a), np.where(kind > 0, 0, OUTSIDE)), known)

    def _one(self) -> Raw:
        return self.number(Fraction(1))

    def _absolute(self, a: Raw) -> Raw:
        known = _facts(a).copy()
        kind = _facts(a)[..., KIND]
        self._ask(a, kind == FREE, self._asked)
        known[..., KIND] = np.where(kind == FREE, bounds.WEAK, np.abs(kind))
        return self._join(self.residues.multiply(_res(a), self.residues.signs(_res(a), kind)), known)

    def _sign(self, a: Raw) -> Raw:
        """Exact where the sign is known, 0 only at 0, and the Legendre symbol elsewhere."""
        kind = _facts(a)[..., KIND]
        self._ask(a, np.abs(kind) <= bounds.WEAK, self._asked)
        known = bounds.of_fresh(
            _facts(a), np.where(np.abs(kind) == SQUARE, kind, np.sign(kind) * (kind != bounds.ZERO)), 1, 1
        )
        return self._join(self.residues.signs(_res(a), kind) % self.residues.moduli, known)

    def total(self, a: Raw, axis: int) -> Raw:
        return self._fold(a, axis, self.add, self.number(Fraction(0)))

    def product(self, a: Raw, axis: int) -> Raw:
        return self._fold(a, axis, self.multiply, self._one())

    def _fold(self, a: Raw, axis: int, operation: Callable[[Raw, Raw], Raw], empty: Raw) -> Raw:
        """The fold along an axis, halves on halves: as many steps as the length has digits."""
        lines = np.moveaxis(a, axis if axis >= 0 else axis - 2, 0)
        if not lines.shape[0]:
            return np.broadcast_to(empty, lines.shape[1:]).copy()
        while lines.shape[0] > 1:
            half = lines.shape[0] // 2
            folded = operation(lines[:half], lines[half : 2 * half])
            lines = np.concatenate([folded, lines[2 * half :]]) if lines.shape[0] % 2 else folded
        return np.asarray(lines[0])

    def choose(self, mask: Mask, a: Raw, b: Raw) -> Raw:
        return np.where(np.asarray(mask)[..., None, None], a, b)

    def holds(self, kind: str, a: Raw) -> Mask:
        known = _facts(a)[..., KIND]
        if kind in ("eq", "ne"):
            return self._vanishes(a, known) ^ (kind == "ne")
        yes, no = (known >= STRICT, known < 0) if kind == "gt" else (known >= bounds.WEAK, known <= -STRICT)
        yes = yes & ((known != bounds.ZERO) | (kind == "ge"))
        if not (yes | no | (known == bounds.ZERO)).all():
            raise Abstention("order among values whose signs are not known")
        return np.asarray(yes)

    def _vanishes(self, a: Raw, known: Integers) -> Mask:
        """Where values are 0 in all samples; abstains on those that are 0 in some cases and not in others."""
        residues = _res(a)
        if (residues == OUTSIDE).any():
            raise Abstention("whether a value is 0 that samples find outside its domain")
        there = residues >= 0
        if not there.any(axis=(-1, -2)).all():
            raise Abstention(NONE_THERE)
        zero = ((residues == 0) | ~there).all(axis=(-1, -2))
        if not (zero | (np.abs(known) == SQUARE) | (np.abs(known) == STRICT)).all():
            raise Abstention("whether a value is 0 depends on the values of its entries")
        return np.asarray(zero)

    def inverse(self, a: Raw) -> Raw:
        size = a.shape[-3]
        values = inverses(np.moveaxis(_res(a), (-4, -3), (-2, -1)), self.residues)
        known = bounds.of_minors(_facts(a), hash_entries(_res(a)), size - 1, size, (size, size))
        return self._join(np.moveaxis(values, (-2, -1), (-4, -3)), known)

    def determinant(self, a: Raw) -> Raw:
        size = a.shape[-3]
        values = determinants(np.moveaxis(_res(a), (-4, -3), (-2, -1)), self.residues)
        return self._join(values, bounds.of_minors(_facts(a), hash_entries(_res(a)), size, 0, ()))

    def agree(self, first: Raw, second: Raw) -> Mask:
        """Where the sides agree in all samples in which both exist; False is suspicion only.

        Abstains where the second lies outside its domain while the first exists, and where samples are too few for
        an error of at most 2^-60.
        """
        left, right = np.broadcast_arrays(_res(first), _res(second))
        both = (left >= 0) & (right >= 0)
        same = ((left == right) | ~both).all(axis=(-1, -2))
        if not same.all():
            return np.asarray(same)
        if ((left >= 0) & (right == OUTSIDE)).any():
            raise Abstention(OPEN)
        if self.error_bits(first, second) < ERROR_BITS:
            raise Abstention(self._too_few(both))
        return np.asarray(same)

    def _too_few(self, both: Mask) -> str:
        if not both.any(axis=(-1, -2)).all():
            return NONE_THERE
        places = f" with {self.sensitive} places where a sign is not known" if self.sensitive else ""
        return f"{self.trials} trials are too few{places}"

    def error_bits(self, first: Raw, second: Raw) -> float:
        """−log₂ of the chance that a false line agrees in these samples (see the module), by the best single level."""
        left, right = np.broadcast_arrays(_res(first), _res(second))
        valid = ((left >= 0) & (right >= 0)).sum(axis=-1)
        known = bounds.of_sum(_facts(first), _facts(second))
        conjugates = np.float64(2.0 ** len(self._roots))
        degree: Reals = known[..., ABOVE] * conjugates * np.float64(self._unit)
        bits = level_bits(degree, valid / self.trials, self.residues.orders, self.sensitive) * valid
        best = self._left(bits, bounds.coefficients(known) * conjugates)
        zero = (_facts(first)[..., KIND] == bounds.ZERO) & (_facts(second)[..., KIND] == bounds.ZERO)
        return float(np.where(zero, np.inf, best).min(initial=np.inf))

    def _left(self, bits: Reals, coefficients: Reals) -> Reals:
        """The bits of the best level once those are given up whose primes may all divide a coefficient."""
        lost = np.searchsorted(np.cumsum(np.log2(np.sort(self.primes))), coefficients, side="right")
        ranked = np.concatenate([-np.sort(-bits, axis=-1), np.zeros((*bits.shape[:-1], 1))], axis=-1)
        return np.asarray(np.take_along_axis(ranked, np.asarray(lost)[..., None], axis=-1)[..., 0])


def level_bits(degree: Reals, share: Reals, orders: Integers, sensitive: int) -> Reals:
    """−log₂ of the chance that one valid sample misses, for each level; `share` of the samples are valid there."""
    vanishing = np.minimum(degree[..., None] / orders / np.maximum(share, 2.0**-40), 1.0)
    miss = np.clip(1 - 2.0**-sensitive + vanishing, 2.0**-40, 1.0)
    return np.asarray(-np.log2(miss))


def _res(a: Raw) -> Integers:
    return a[..., 1:, :]


def _facts(a: Raw) -> Integers:
    return a[..., 0, :COLUMNS]
