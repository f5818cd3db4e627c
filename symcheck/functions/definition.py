"""The value of a function by its definition, in any algebra that has what the definition is written with."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Protocol, TypeVar

from symcheck.expressions.nodes import Add, Array, Call, Entry, Expr, Mul, Number, Power
from symcheck.functions.row import FunctionRow

T = TypeVar("T")


class Algebra(Protocol[T]):
    """Arithmetic of some kind of values. Every number system is one."""

    def number(self, value: Fraction) -> T: ...

    def add(self, a: T, b: T) -> T: ...

    def multiply(self, a: T, b: T) -> T: ...

    def power(self, a: T, exponent: Fraction) -> T: ...

    def call(self, function: str, *arguments: T) -> T: ...


def by_definition(row: FunctionRow, algebra: Algebra[T], arguments: Sequence[T]) -> T:
    """The function's value at these arguments. The row must have a definition."""
    assert row.definition is not None
    places = [Entry(Array(f"argument {number}"), ()) for number in range(row.arity)]
    known: dict[Expr, T] = dict(zip(places, arguments, strict=True))
    return _value(row.definition(*places), algebra, known)


def _value(expr: Expr, algebra: Algebra[T], known: dict[Expr, T]) -> T:
    """The value of a part of a definition; what stands in it twice is computed once."""
    if expr not in known:
        known[expr] = _computed(expr, algebra, known)
    return known[expr]


def _computed(expr: Expr, algebra: Algebra[T], known: dict[Expr, T]) -> T:
    def value(part: Expr) -> T:
        return _value(part, algebra, known)

    match expr:
        case Number(constant):
            return algebra.number(constant)
        case Add(terms):
            return reduce(algebra.add, map(value, terms))
        case Mul(factors):
            return reduce(algebra.multiply, map(value, factors))
        case Power(base, Number(exponent)):
            return algebra.power(value(base), exponent)
        case Call(function, arguments):
            return algebra.call(function, *map(value, arguments))
    raise TypeError(f"a definition with {type(expr).__name__} in it")
