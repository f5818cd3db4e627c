"""Floating point numbers as the exact numbers they were written for.

A double is one of π, e, √2 and ln 2 rounded; else the decimal that it prints as, if that has few digits, or the
fraction of small denominator that rounds to it, if there is one alone. Where both differ, or neither is there
(0.1 + 0.2), no number is guessed. Floats of another precision are read with limits of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.expressions.nodes import Call, Constant, Expr, Mul, Number, Power


class Precision(Struct, frozen=True):
    """What a float of so many bits may be read as: decimals of so many digits, fractions of so large a denominator."""

    bits: int
    digits: int
    denominator: int


DOUBLE, SINGLE, HALF = Precision(53, 12, 10**6), Precision(24, 6, 1000), Precision(11, 3, 10)
BY_BYTES = {8: DOUBLE, 4: SINGLE, 2: HALF}

TWO = Number(Fraction(2))
CONSTANTS: dict[float, Expr] = {
    math.pi: Constant("pi"),
    math.e: Call("exp", (Number(Fraction(1)),)),
    math.sqrt(2): Power(TWO, Number(Fraction(1, 2))),
    math.log(2): Call("log", (TWO,)),
}
"""The doubles that stand for a number which no fraction is."""


def exact(value: float, text: str, precision: Precision = DOUBLE) -> Expr:
    """The number that a float stands for; `text` is its shortest decimal. Raises StatementError where none is sure."""
    if not math.isfinite(value):
        raise StatementError(f"{text} is not a number one can derive with")
    if precision is DOUBLE and abs(value) in CONSTANTS:
        constant = CONSTANTS[abs(value)]
        return constant if value > 0 else Mul((Number(Fraction(-1)), constant))
    meant = set(_readings(value, text, precision))
    if len(meant) == 1:
        return Number(meant.pop())
    raise StatementError(f"{text} is a rounded number: write Rational(p, q), pi, sqrt(2), …")


def _readings(value: float, text: str, precision: Precision) -> Iterator[Fraction]:
    """A decimal of few digits, and the one fraction of small denominator, that round to a float."""
    if len(text.partition("e")[0].replace(".", "").lstrip("-0")) <= precision.digits:
        yield Fraction(text)
    half = Fraction(2) ** (math.frexp(value)[1] - precision.bits - 1)
    found = simplest(Fraction(value), half)
    if found.denominator <= precision.denominator and 2 * half * found.denominator * precision.denominator < 1:
        yield found


def simplest(value: Fraction, error: Fraction) -> Fraction:
    """The fraction of least denominator within `error` of a value, by the continued fractions of both ends."""
    low, high = value - error, value + error
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-value, error)
    whole = math.ceil(low)
    if whole <= high:
        return Fraction(whole)
    floor = whole - 1
    upper, lower = 1 / (low - floor), 1 / (high - floor)
    return floor + 1 / simplest((upper + lower) / 2, (upper - lower) / 2)
