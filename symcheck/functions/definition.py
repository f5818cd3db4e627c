"""The value of a function by its definition, in any algebra that has what the definition is written with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from symcheck.functions.row import FunctionRow
from symcheck.language.expressions import Add, Array, Call, Entry, Expr, Mul, Number, Power

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
    return _value(row.definition(*places), algebra, {id(p): v for p, v in zip(places, arguments, strict=True)})


def _value(expr: Expr, algebra: Algebra[T], known: Mapping[int, T]) -> T:
    match expr:
        case Number(value):
            return algebra.number(value)
        case Add((first, *rest)):
            total = _value(first, algebra, known)
            for term in rest:
                total = algebra.add(total, _value(term, algebra, known))
            return total
        case Mul((first, *rest)):
            product = _value(first, algebra, known)
            for factor in rest:
                product = algebra.multiply(product, _value(factor, algebra, known))
            return product
        case Power(base, Number(exponent)):
            return algebra.power(_value(base, algebra, known), exponent)
        case Call(function, inner):
            return algebra.call(function, *(_value(x, algebra, known) for x in inner))
    return known[id(expr)]
