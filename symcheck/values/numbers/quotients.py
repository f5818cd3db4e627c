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

from symcheck.expressions.nodes import COMPARED, Array, Number
from symcheck.functions.definition import by_definition
from symcheck.functions.row import Ask
from symcheck.functions.table import TABLE
from symcheck.values.numbers.elements import Objects, boxed, each, each_matrix, each_pair, tested, whole
from symcheck.values.numbers.system import Abstention, Mask, Raw, Undefined

LARGEST_POWER = 64


def quotient(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


class RationalNumbers(Objects):
    """Exact rational arithmetic. Values of arrays come from the setting."""

    name = "rational numbers"

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        return whole(lambda x: bool(x.q == 1), lambda x: int(x.p), a)

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

    def reciprocal(self, a: Raw) -> Raw:
        return each(_reciprocal, a)

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        return each(lambda x: _power(x, exponent), a)

    def call(self, function: str, *arguments: Raw) -> Raw:
        if function in ("max", "min"):
            return each_pair(max if function == "max" else min, *arguments)
        if function in UNARY:
            return each(UNARY[function], arguments[0])
        row = TABLE.get(function)
        if row is not None and row.definition is not None:
            return by_definition(row, self, arguments)
        return each(lambda x: _known(function, x), arguments[0])

    def total(self, a: Raw, axis: int) -> Raw:
        return boxed(np.add.reduce(a, axis=axis, initial=fmpq(0)))

    def product(self, a: Raw, axis: int) -> Raw:
        return boxed(np.multiply.reduce(a, axis=axis, initial=fmpq(1)))

    def holds(self, kind: str, a: Raw) -> Mask:
        return tested(COMPARED[kind], a)

    def inverse(self, a: Raw) -> Raw:
        return each_matrix(_inverse, a, 2)

    def determinant(self, a: Raw) -> Raw:
        return each_matrix(determinant, a, 0)


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


def _heaviside(x: fmpq) -> fmpq:
    if x == 0:
        raise Undefined("a step, or the derivative of |x|, max or relu, at its edge")
    return fmpq(int(x > 0))


UNARY: dict[str, Callable[[fmpq], fmpq]] = {
    "abs": abs, "relu": lambda x: x if x > 0 else fmpq(0), "heaviside": _heaviside,
    "sign": lambda x: fmpq(int(x > 0) - int(x < 0)), "sqrt": lambda x: _power(x, Fraction(1, 2)),
}  # fmt: skip

AT: dict[tuple[str, int], int] = {
    ("exp", 0): 1, ("log", 1): 0, ("sin", 0): 0, ("cos", 0): 1, ("atan", 0): 0, ("erf", 0): 0,
    ("gamma", 1): 1, ("gamma", 2): 1, ("loggamma", 1): 0, ("loggamma", 2): 0,
}  # fmt: skip
"""Where functions that are not defined by others have rational values that everybody knows."""


def knows(function: str) -> bool:
    """Whether a function has rational values at all rational places of its domain."""
    return function in ("max", "min") or (function in UNARY and function != "sqrt")


def _known(function: str, x: fmpq) -> fmpq:
    if not _in_domain(function, x):
        raise Undefined(f"{function} outside its domain")
    value = AT.get((function, int(x.p))) if x.q == 1 else None
    if value is None:
        raise Abstention(f"{function} has no rational value there that is known")
    return fmpq(value)


def _in_domain(function: str, x: fmpq) -> bool:
    """Whether the function has a value there, or cannot be told to have none."""
    row = TABLE.get(function)
    if row is None:
        return True
    return any(all(_asked(ask) for ask in asks) for asks in row.domain(Number(fraction(x))))


def _asked(ask: Ask) -> bool:
    if not isinstance(ask.expr, Number):
        return True
    value = quotient(ask.expr.value)
    return COMPARED[ask.kind](value) if ask.kind in COMPARED else (value.q == 1) == (ask.kind == "whole")
