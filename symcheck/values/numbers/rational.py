"""Rational functions with kernels as a number system: deterministic, exact, every entry an independent variable.

A difference that comes out 0 is 0 for all values that the assumptions allow, wherever all that was written is defined;
`symcheck.values.numbers.kernels` argues this rule by rule. A difference that does not come out 0 is suspicion, not
proof. `agree` compares on the domain of the first value.
"=" and "≠" hold for the numbers that the variables stand for, not identically: they are decided for constants and for
values that vanish everywhere or nowhere, order where signs are known from the assumptions: sums of products of
non-negative things, squares. Elsewhere the system abstains, and remembers the variables whose sign was asked, so that
a caller may go through the `cases`: a variable that is positive, negative or 0. A true statement on which it abstains:
x² + y² ≥ 2xy is decided (the difference is a square), x⁴ − x + 1 > 0 is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from symcheck.expressions.nodes import Array
from symcheck.functions.definition import by_definition
from symcheck.functions.table import TABLE
from symcheck.values.numbers import factorials
from symcheck.values.numbers.domains import agrees, generators
from symcheck.values.numbers.elements import Objects, boxed, each, present, tested, whole, worst
from symcheck.values.numbers.fractions import (
    RationalFunction,
    add_all,
    canonical,
    factorization,
    fingerprint,
    product_of,
    reciprocal,
    sign_of,
)
from symcheck.values.numbers.kernels import Kernels
from symcheck.values.numbers.matrices import adjugate_inverse, expand_determinant
from symcheck.values.numbers.polynomials import Ring, Sign
from symcheck.values.numbers.system import Abstention, Mask, Missing, Raw
from symcheck.values.numbers.trigonometry import Angles

LIMIT = 20_000
SIGNS = {"positive": Sign.POSITIVE, "nonnegative": Sign.NONNEGATIVE, "negative": Sign.POSITIVE}
Unary = Callable[[RationalFunction], RationalFunction]


Cell = tuple[Array, tuple[int, ...]]
"""An entry of an array (declared without a sign), at this place."""
CASES = {"real": (1, -1, 0), "nonzero": (1, -1), "nonnegative": (1, 0)}


class RationalSystem(Objects):
    """Arithmetic of rational functions with kernels; `limit` bounds the number of terms of a polynomial.

    `cases` says of entries that they are positive (1), negative (−1) or 0, beyond what is declared.
    """

    name = "rational functions"
    most_variables = 500

    def __init__(self, limit: int = LIMIT, cases: Mapping[Cell, int] | None = None) -> None:
        self.ring = Ring(limit)
        self.kernels = Kernels(self.ring)
        self.angles = Angles(self.kernels)
        self._numbers: dict[Fraction | int, RationalFunction] = {}
        self._variables: dict[tuple[Array, tuple[int, ...]], Raw] = {}
        self._plain: set[int] = set()
        self._cases = cases or {}
        self._cells: dict[int, tuple[Cell, str]] = {}
        self._asked: set[int] = set()

    def _number(self, value: Fraction | int) -> RationalFunction:
        known = self._numbers.get(value)
        if known is None:
            known = self._numbers[Fraction(value)] = self.kernels.rational(Fraction(value))
        return known

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        """Known of constants alone."""
        return whole(_is_whole, _integer, a)

    def number(self, value: Fraction) -> Raw:
        return boxed(self._number(value))

    def integers(self, values: NDArray[np.int64]) -> Raw:
        return each(lambda n: self._number(int(n)), np.asarray(values))

    def constant(self, name: str) -> Raw:
        if name != "pi":
            raise Abstention(f"the constant {name}")
        return boxed(self.kernels.value(self.kernels.pi_generator()))

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        key = (array, shape)
        if key not in self._variables:
            self._variables[key] = self._new_variables(array, shape)
        return self._variables[key]

    def _new_variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        if array.positive_definite:
            return self._positive_definite(array.name, shape[0])
        values = np.empty(shape, dtype=object)
        for place in np.ndindex(*shape):
            mirror = place[::-1]
            values[place] = values[mirror] if array.symmetric and mirror < place else self._entry(array, place)
        return values

    def _entry(self, array: Array, place: tuple[int, ...]) -> RationalFunction:
        cell = (replace(array, sign="real"), place)
        case = self._cases.get(cell)
        if case is not None:
            return self._in_case(array.name, case)
        number = self._new_entry(array)
        self._cells[number] = (cell, array.sign)
        value = self.kernels.value(number)
        return -value if array.sign == "negative" else value

    def _in_case(self, name: str, case: int) -> RationalFunction:
        if not case:
            return self._number(0)
        number = self.ring.new_generator(name, Sign.POSITIVE)
        self._plain.add(number)
        return self.kernels.value(number) if case > 0 else -self.kernels.value(number)

    def _new_entry(self, array: Array) -> int:
        number = self.ring.new_generator(array.name, SIGNS.get(array.sign, Sign.UNKNOWN), array.sign == "nonzero")
        if not array.integer:
            self._plain.add(number)
        return number

    def assume(self, kind: str, a: Raw) -> None:
        """Note that values are positive ("gt") or not negative ("ge"), where that tells the sign of a factor."""
        for value in present(a):
            if not value.is_zero:
                self._assume(value, Sign.POSITIVE if kind == "gt" else Sign.NONNEGATIVE)

    def _assume(self, value: RationalFunction, sign: Sign) -> None:
        number, parts = factorization(value)
        signs = {p: self.ring.factor_sign(p) for p in parts}
        unknown = [p for p in parts if signs[p] is Sign.UNKNOWN]
        others = [signs[p] for p, n in parts.items() if p not in unknown and n % 2]
        if len(unknown) == 1 and parts[unknown[0]] % 2 and all(abs(s) == Sign.POSITIVE for s in others):
            flips = (number < 0) + sum(s < 0 for s in others)
            self.ring.facts[unknown[0]] = Sign(-sign if flips % 2 else sign)

    def open_cases(self) -> dict[Cell, tuple[int, ...]]:
        """The entries on whose signs something depends that was asked so far, and the cases there are of each."""
        factors = {*self.kernels.absolutes.values(), *self.kernels.signs.values()}
        asked = self._asked | {self.ring.generator_of(factor) for factor in factors}
        found = [self._cells[g] for g in sorted(asked) if g in self._cells]
        return {cell: CASES[sign] for cell, sign in found if sign in CASES}

    def _positive_definite(self, name: str, size: int) -> Raw:
        """B Bᵀ for a lower triangular B of independent entries with a positive diagonal: every such matrix is one."""
        lower = np.empty((size, size), dtype=object)
        for row, column in np.ndindex(size, size):
            sign = Sign.POSITIVE if row == column else Sign.UNKNOWN
            entry = self.kernels.value(self.ring.new_generator(name, sign)) if row >= column else self._number(0)
            lower[row, column] = entry
        return self.total(self.multiply(lower[:, None, :], lower[None, :, :]), 2)

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        shape = arguments[0].shape[:-1] if arguments else ()
        values = np.empty(shape, dtype=object)
        printed = cache(fingerprint)
        for place in np.ndindex(*shape):
            lost = worst(x for argument in arguments for x in argument[place])
            prints = () if lost else tuple(tuple(map(printed, argument[place])) for argument in arguments)
            values[place] = lost or self._opaque(("opaque", key, prints))
        return values

    def _opaque(self, key: tuple[object, ...]) -> RationalFunction:
        return self.kernels.value(self.kernels.kernel(key, lambda: self.ring.new_generator(str(key[1]))))

    def reciprocal(self, a: Raw) -> Raw:
        return each(reciprocal, a)

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        return each(lambda x: self.kernels.power(x, exponent), a)

    def call(self, function: str, *arguments: Raw) -> Raw:
        """By a routine, else by the definition, else as a function of which only its parity is known."""
        row, own = TABLE.get(function), self._own(function)
        if own is not None:
            return each(own, arguments[0])
        if row is not None and row.definition is not None:
            return by_definition(row, self, arguments)
        if row is not None and row.parity == "odd":
            return each(lambda x: self._odd(function, x), arguments[0])
        if row is not None and row.arity == 1:
            return each(lambda x: self._unknown(function, x), arguments[0])
        raise Abstention(f"the function {function}")

    def _own(self, function: str) -> Unary | None:
        table: dict[str, Unary] = {
            "exp": self.kernels.exp, "log": self.kernels.log, "abs": self.kernels.absolute, "sign": self.kernels.sign,
            "sin": lambda x: self.angles.cosine_and_sine(x)[1], "cos": lambda x: self.angles.cosine_and_sine(x)[0],
        }  # fmt: skip
        if function in factorials.NAMES:
            return lambda x: factorials.factorial_value(self.kernels, function, x, self._unknown)
        return table.get(function)

    def _odd(self, function: str, x: RationalFunction) -> RationalFunction:
        """An opaque odd function."""
        lowest = canonical(x)
        if lowest.is_zero:
            return lowest
        flip = lowest.num.leading_coefficient() < 0
        value = self._opaque((function, function, fingerprint(-lowest if flip else lowest)))
        return -value if flip else value

    def _unknown(self, function: str, x: RationalFunction) -> RationalFunction:
        return self._opaque((function, function, fingerprint(x)))

    def total(self, a: Raw, axis: int) -> Raw:
        return along(a, axis, lambda line: add_all(self.ring, line))

    def product(self, a: Raw, axis: int) -> Raw:
        return along(a, axis, lambda line: product_of(self.ring, line))

    def holds(self, kind: str, a: Raw) -> Mask:
        tests: dict[str, Callable[[RationalFunction], bool]] = {
            "eq": vanishes, "ne": lambda x: not vanishes(x), "gt": is_positive, "ge": is_nonnegative,
        }  # fmt: skip
        try:
            return tested(tests[kind], a)
        except Abstention:
            for value in present(a):
                self._asked |= generators(value)
            raise

    def agree(self, first: Raw, second: Raw) -> Mask:
        """Where the second value equals the first on the domain of the first; False is suspicion only.

        Nothing is asked where the first has no value; abstains where it has one and the second has none.
        """
        pairs = np.broadcast(np.asarray(first, dtype=object), np.asarray(second, dtype=object))
        flat = [isinstance(a, Missing) or self._agrees(a, b) for a, b in pairs]
        return np.asarray(flat, dtype=np.bool_).reshape(pairs.shape)

    def _agrees(self, first: RationalFunction, second: RationalFunction | Missing) -> bool:
        if isinstance(second, Missing):
            raise Abstention("the line has no value where the first expression has one")
        return agrees(self.kernels, first, second)

    def differ_for_certain(self, first: Raw, second: Raw) -> bool:
        """Whether some entries differ by a function of variables and of exponentials of polynomials in variables.

        These are independent (Ax), so that a difference that does not reduce to 0 is none. Of roots, logarithms,
        absolute values, constants and opaque functions that is not promised (see `symcheck.values.numbers.kernels`).
        """
        pairs = np.broadcast(np.asarray(first, dtype=object), np.asarray(second, dtype=object))
        both = ((a, b) for a, b in pairs if not isinstance(a, Missing) and not isinstance(b, Missing))
        return any(not (difference := a - b).is_zero and self._independent(generators(difference)) for a, b in both)

    def _independent(self, found: set[int]) -> bool:
        return all(g in self._plain or self._is_plain_exponential(g) for g in found)

    def _is_plain_exponential(self, generator: int) -> bool:
        exponent = self.kernels.logarithms.get(generator)
        return exponent is not None and not exponent.factors and generators(exponent) <= self._plain

    def inverse(self, a: Raw) -> Raw:
        return adjugate_inverse(self, a)

    def determinant(self, a: Raw) -> Raw:
        return expand_determinant(self, a)


def _is_whole(x: RationalFunction) -> bool:
    if not x.is_zero and (not x.num.is_constant() or x.den):
        raise Abstention("a power of a number that may be negative, its exponent computed")
    return x.is_zero or x.scale == 1


def _integer(x: RationalFunction) -> int:
    return 0 if x.is_zero else int(x.num.leading_coefficient())


def along(a: Raw, axis: int, fold: Callable[[list[RationalFunction]], RationalFunction]) -> Raw:
    """The fold of each line along an axis."""
    if a.ndim == 1:
        only = list(a)
        return boxed(worst(only) or fold(only))
    moved = np.moveaxis(a, axis, -1)
    result = np.empty(moved.shape[:-1], dtype=object)
    for place in np.ndindex(*result.shape):
        line = list(moved[place])
        result[place] = worst(line) or fold(line)
    return result


def vanishes(x: RationalFunction) -> bool:
    """Whether x = 0 everywhere (True) or nowhere (False); abstains otherwise."""
    if x.is_zero:
        return True
    ring = x.ring
    if abs(sign_of(x)) == Sign.POSITIVE or all(_nowhere_zero(ring, p) for p, n in factorization(x)[1].items() if n > 0):
        return False
    raise Abstention("whether a value is 0 depends on the values of its entries")


def _nowhere_zero(ring: Ring, factor: int) -> bool:
    generator = ring.generator_of(factor)
    known = generator >= 0 and ring.generators[generator].nonzero
    return known or abs(ring.factor_sign(factor)) == Sign.POSITIVE


def is_positive(x: RationalFunction) -> bool:
    """Whether x > 0 everywhere (True) or nowhere (False); abstains otherwise."""
    return _ordered(x, Sign.POSITIVE, Sign.NONPOSITIVE)


def is_nonnegative(x: RationalFunction) -> bool:
    """Whether x ≥ 0 everywhere (True) or nowhere (False); abstains otherwise."""
    return _ordered(x, Sign.NONNEGATIVE, Sign.NEGATIVE)


def _ordered(x: RationalFunction, yes: Sign, no: Sign) -> bool:
    sign = Sign.NONNEGATIVE if x.is_zero else sign_of(x)
    if x.is_zero:
        return yes is Sign.NONNEGATIVE
    if sign >= yes:
        return True
    if sign <= no:
        return False
    raise Abstention("the sign of a value is not known")
