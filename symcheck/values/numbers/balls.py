"""Balls (FLINT's `arb`) as a number system: rigorous real arithmetic, every result a ball that holds the true value.

A value that certainly does not exist is the element `UNDEFINED`; where a ball is too wide to tell, `Uncertain` is
raised, and a higher precision may decide. Unknown functions are instantiated by those of
`symcheck.values.numbers.phases`, as in floats. The precision is FLINT's own (`flint.ctx.prec`), set by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import flint
import numpy as np
from flint import arb
from numpy.typing import NDArray

from symcheck.expressions.nodes import Array
from symcheck.functions.definition import by_definition
from symcheck.functions.table import TABLE
from symcheck.values.numbers.elements import Objects, boxed, each, each_matrix, each_pair, tested, whole
from symcheck.values.numbers.phases import WAVES, amplitude, coefficient, offset
from symcheck.values.numbers.system import Abstention, Mask, Raw, Undefined

SHIFTS = 1000


class Uncertain(Abstention):
    """A ball is too wide to decide what was asked."""


def ball(value: Fraction) -> arb:
    return arb(flint.fmpq(value.numerator, value.denominator))


class BallSystem(Objects):
    """Ball arithmetic. Values of arrays come from the setting."""

    name = "balls"
    most = 20_000

    def number(self, value: Fraction) -> Raw:
        return boxed(ball(value))

    def integers(self, values: NDArray[np.int64]) -> Raw:
        return each(lambda n: arb(int(n)), values)

    def constant(self, name: str) -> Raw:
        if name != "pi":
            raise Abstention(f"the constant {name}")
        return boxed(arb.pi())

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        raise Abstention(f"no value was given for {array.name}")

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        name, slots = str(key[0]), key[1]
        assert isinstance(slots, tuple)
        total = boxed(arb(0))
        for wave in range(WAVES):
            phase = boxed(ball(offset(name, wave)))
            for position, raw in enumerate(arguments):
                for k in range(raw.shape[-1]):
                    phase = self.add(phase, boxed(raw[..., k] * ball(coefficient(name, wave, position, k))))
            factor = amplitude(name, wave)
            for position, entry in slots:
                factor *= coefficient(name, wave, position, entry)
            quarter = len(slots) % 4
            signed = ball(factor if quarter < 2 else -factor)
            waves = each(arb.sin if quarter % 2 == 0 else arb.cos, phase)
            total = self.add(total, boxed(waves * signed))
        return total

    def reciprocal(self, a: Raw) -> Raw:
        return each(lambda x: 1 / nonzero(x), a)

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        if exponent.denominator == 1:
            n = int(exponent)
            return each(lambda x: (x if n >= 0 else nonzero(x)) ** n, a)
        return each(lambda x: _root(x, exponent), a)

    def call(self, function: str, *arguments: Raw) -> Raw:
        if function in ("max", "min"):
            return each_pair(arb.max if function == "max" else arb.min, *arguments)
        if function in UNARY:
            rule = UNARY[function]
            return each(lambda x: finite(rule(x)), arguments[0])
        row = TABLE.get(function)
        if row is None or row.definition is None:
            raise Abstention(f"the function {function}")
        return by_definition(row, self, arguments)

    def total(self, a: Raw, axis: int) -> Raw:
        return boxed(np.add.reduce(a, axis=axis, initial=arb(0)))

    def product(self, a: Raw, axis: int) -> Raw:
        return boxed(np.multiply.reduce(a, axis=axis, initial=arb(1)))

    def holds(self, kind: str, a: Raw) -> Mask:
        return tested(lambda x: _compared(kind, x), a)

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        return whole(_is_whole, lambda x: int(x.unique_fmpz()), a)

    def inverse(self, a: Raw) -> Raw:
        return each_matrix(_inverse, a, 2)

    def determinant(self, a: Raw) -> Raw:
        return each_matrix(lambda matrix: flint.arb_mat(matrix.tolist()).det(), a, 0)


def _is_whole(x: arb) -> bool:
    if x.is_integer():
        return True
    if x.contains_integer():
        raise Uncertain("whether an exponent is a whole number")
    return False


def finite(x: arb) -> arb:
    if not x.is_finite():
        raise Uncertain("a value is not finite")
    return x


def nonzero(x: arb) -> arb:
    if x.is_zero():
        raise Undefined("division by 0")
    if x.contains(0):
        raise Uncertain("a divisor may be 0")
    return x


def positive(x: arb, what: str = "the logarithm") -> arb:
    if x > 0:
        return x
    if x <= 0:
        raise Undefined(f"{what} of a number that is not positive")
    raise Uncertain("a number may be negative")


def _root(x: arb, exponent: Fraction) -> arb:
    if x < 0:
        raise Undefined("the root of a negative number")
    if x.is_zero() and exponent > 0:
        return arb(0)
    root = positive(x, "a root").root(exponent.denominator)
    return finite(root**exponent.numerator)


def _compared(kind: str, x: arb) -> bool:
    if x.is_zero():
        return kind in ("eq", "ge")
    if kind in ("eq", "ne") and not x.contains(0):
        return kind == "ne"
    if kind in ("gt", "ge") and (x > 0 or x < 0):
        return bool(x > 0)
    raise Uncertain("two numbers are too close to compare")


def _inverse(matrix: Raw) -> Raw:
    size = len(matrix)
    source = flint.arb_mat(matrix.tolist())
    nonzero(source.det())
    try:
        inverse = source.inv()
    except ZeroDivisionError:
        raise Uncertain("a matrix may be singular") from None
    return np.array([[inverse[i, j] for j in range(size)] for i in range(size)], dtype=object)


def _sign(x: arb) -> arb:
    return arb(0) if x.is_zero() else arb(1 if _compared("gt", x) else -1)


def _heaviside(x: arb) -> arb:
    if x.is_zero():
        raise Undefined("a step, or the derivative of |x|, max or relu, at its edge")
    return arb(1 if _compared("gt", x) else 0)


def _sigmoid(x: arb) -> arb:
    return 1 / (1 + (-x).exp())


def _softplus(x: arb) -> arb:
    return x.exp().log1p()


def _off_poles(x: arb) -> arb:
    if x.is_integer() and x <= 0:
        raise Undefined("Γ at a pole")
    return x


def _trigamma(x: arb) -> arb:
    """ψ′(x) = ψ′(x + 1) + 1/x², up to where the series is summed."""
    total = arb(0)
    for _ in range(SHIFTS):
        if _off_poles(x) > 0:
            return total + arb(2).zeta(x)
        total, x = total + 1 / x**2, x + 1
    raise Uncertain("ψ′ far from 0")


UNARY: dict[str, Callable[[arb], arb]] = {
    "exp": arb.exp, "log": lambda x: positive(x).log(), "sqrt": lambda x: _root(x, Fraction(1, 2)),
    "sigmoid": _sigmoid, "softplus": _softplus, "logsigmoid": lambda x: -_softplus(-x), "tanh": arb.tanh,
    "sinh": arb.sinh, "cosh": arb.cosh, "sin": arb.sin, "cos": arb.cos, "tan": arb.tan, "atan": arb.atan,
    "abs": abs, "sign": _sign, "heaviside": _heaviside, "relu": lambda x: arb.max(x, arb(0)), "erf": arb.erf,
    "gamma": lambda x: _off_poles(x).gamma(), "loggamma": lambda x: positive(x, "log Γ").lgamma(),
    "digamma": lambda x: _off_poles(x).digamma(), "trigamma": _trigamma,
}  # fmt: skip
