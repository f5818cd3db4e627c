"""Rational numbers as a number system (FLINT's `fmpq`): what is equal is known to be so, and so is every comparison.

What is irrational, or not obviously rational, abstains: `exp(0)` is 1, `exp(1)` is no value of this system. A value
that does not exist is the element `UNDEFINED`, or `BEND`, as among balls. Whether a
point satisfies assumptions, and where exactly a condition changes, is asked here before balls are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import flint
import numpy as np
from flint import fmpq, fmpq_mat
from numpy.typing import NDArray

from symcheck.arithmetic.balls import boxed, each, larger, of_matrix
from symcheck.arithmetic.system import BEND, UNDEFINED, Abstention, Mask, Missing, Raw, Undefined
from symcheck.language.expressions import Array

LARGEST_POWER = 64


def quotient(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


class RationalNumbers:
    """Exact rational arithmetic. Values of arrays come from the setting."""

    name = "rational numbers"
    trailing = 0

    def missing(self, bend: bool) -> Raw:
        return boxed(BEND if bend else UNDEFINED)

    def exists(self, a: Raw) -> Mask:
        return _tested(lambda x: True, a)

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        mask = _tested(lambda x: bool(x.q == 1), a)
        flat = [int(x.p) if yes else 0 for x, yes in zip(a.reshape(-1), mask.reshape(-1), strict=True)]
        return mask, np.asarray(flat, dtype=np.int64).reshape(a.shape)

    def number(self, value: Fraction) -> Raw:
        return boxed(quotient(value))

    def integers(self, values: NDArray[np.int64]) -> Raw:
        return each(lambda n: fmpq(int(n)), values)

    def constant(self, name: str) -> Raw:
        raise Abstention(f"the constant {name} is irrational")

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        raise Abstention(f"no value was given for {array.name}")

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        raise Abstention("an abstract function has no rational value")

    def add(self, a: Raw, b: Raw) -> Raw:
        return boxed(a + b)

    def multiply(self, a: Raw, b: Raw) -> Raw:
        return boxed(a * b)

    def negative(self, a: Raw) -> Raw:
        return boxed(-a)

    def reciprocal(self, a: Raw) -> Raw:
        return each(_reciprocal, a)

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        return each(lambda x: _power(x, exponent), a)

    def call(self, function: str, *arguments: Raw) -> Raw:
        if function in ("max", "min"):
            return _picked(max if function == "max" else min, *arguments)
        if function in UNARY:
            return each(UNARY[function], arguments[0])
        return each(lambda x: _known(function, x), arguments[0])

    def total(self, a: Raw, axis: int) -> Raw:
        return boxed(np.add.reduce(a, axis=axis, initial=fmpq(0)))

    def product(self, a: Raw, axis: int) -> Raw:
        return boxed(np.multiply.reduce(a, axis=axis, initial=fmpq(1)))

    def choose(self, mask: Mask, a: Raw, b: Raw) -> Raw:
        return np.asarray(np.where(mask, a, b), dtype=object)

    def holds(self, kind: str, a: Raw) -> Mask:
        return _tested(COMPARED[kind], a)

    def inverse(self, a: Raw) -> Raw:
        result = np.empty(a.shape, dtype=object)
        for place in np.ndindex(*a.shape[:-2]):
            result[place] = of_matrix(_inverse, a[place])
        return result

    def determinant(self, a: Raw) -> Raw:
        result = np.empty(a.shape[:-2], dtype=object)
        for place in np.ndindex(*a.shape[:-2]):
            result[place] = of_matrix(determinant, a[place])
        return result


def _tested(test: Callable[[fmpq], bool], a: Raw) -> Mask:
    found = [not isinstance(value, Missing) and test(value) for value in a.reshape(-1)]
    return np.asarray(found, dtype=np.bool_).reshape(a.shape)


COMPARED: dict[str, Callable[[fmpq], bool]] = {
    "eq": lambda x: x == 0, "ne": lambda x: x != 0, "gt": lambda x: x > 0, "ge": lambda x: x >= 0,
}  # fmt: skip


def determinant(matrix: Raw) -> fmpq:
    """The determinant of a square matrix of rationals; 1 of an empty one."""
    return fmpq_mat(matrix.tolist()).det() if len(matrix) else fmpq(1)


def positive_definite(matrix: Raw) -> bool:
    """Whether a symmetric matrix of rationals is: all its leading minors are positive."""
    return all(determinant(matrix[:k, :k]) > 0 for k in range(1, len(matrix) + 1))


def _inverse(matrix: Raw) -> Raw:
    if determinant(matrix) == 0:
        raise Undefined("the inverse of a singular matrix")
    size, inverse = len(matrix), fmpq_mat(matrix.tolist()).inv()
    result = np.empty((size, size), dtype=object)
    for place in np.ndindex(size, size):
        result[place] = inverse[place]
    return result


def _reciprocal(x: fmpq) -> fmpq:
    if x == 0:
        raise Undefined("division by 0")
    return 1 / x


def _power(x: fmpq, exponent: Fraction) -> fmpq:
    if abs(exponent) > LARGEST_POWER:
        raise Abstention("a power too large to be computed exactly")
    if exponent < 0:
        return _power(_reciprocal(x), -exponent)
    if exponent.denominator == 1:
        return x ** int(exponent)
    if x < 0:
        raise Undefined("the root of a negative number")
    return _root(x, exponent.denominator) ** exponent.numerator


def _root(x: fmpq, order: int) -> fmpq:
    above, below = flint.fmpz(x.p).root(order), flint.fmpz(x.q).root(order)
    if above**order != x.p or below**order != x.q:
        raise Abstention("an irrational root")
    return fmpq(above, below)


def _picked(pick: Callable[..., object], *arguments: Raw) -> Raw:
    a, b = np.broadcast_arrays(*arguments)
    result = np.empty(a.shape, dtype=object)
    result.reshape(-1)[:] = [larger(pick, x, y) for x, y in zip(a.reshape(-1), b.reshape(-1), strict=True)]
    return result


def _heaviside(x: fmpq) -> fmpq:
    if x == 0:
        raise Undefined("a step, or the derivative of |x|, max or relu, at its edge")
    return fmpq(int(x > 0))


UNARY: dict[str, Callable[[fmpq], fmpq]] = {
    "abs": abs, "relu": lambda x: x if x > 0 else fmpq(0), "heaviside": _heaviside,
    "sign": lambda x: fmpq(int(x > 0) - int(x < 0)), "sqrt": lambda x: _power(x, Fraction(1, 2)),
}  # fmt: skip

AT: dict[tuple[str, int], Fraction] = {
    **{(name, 0): Fraction(0) for name in ("sin", "tan", "sinh", "tanh", "atan", "erf")},
    **{(name, 0): Fraction(1) for name in ("exp", "cos", "cosh")},
    ("sigmoid", 0): Fraction(1, 2), ("log", 1): Fraction(0), ("gamma", 1): Fraction(1), ("gamma", 2): Fraction(1),
    ("loggamma", 1): Fraction(0), ("loggamma", 2): Fraction(0),
}  # fmt: skip
"""Where functions have rational values that everybody knows."""


def knows(function: str) -> bool:
    """Whether a function has rational values at all rational places of its domain."""
    return function in ("max", "min") or (function in UNARY and function != "sqrt")


def _known(function: str, x: fmpq) -> fmpq:
    if (function in ("log", "loggamma") and x <= 0) or (function in POLED and x <= 0 and x.q == 1):
        raise Undefined(f"{function} outside its domain")
    value = AT.get((function, int(x.p))) if x.q == 1 else None
    if value is None:
        raise Abstention(f"{function} has no rational value there that is known")
    return quotient(value)


POLED = ("gamma", "digamma")
