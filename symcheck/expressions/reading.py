"""Expressions as they are read: what is written alike is one expression, however its tree was made.

`a·b·c` is read from the left, and so is `i + 1 + x`, in which index arithmetic is done; −a·b is −(a·b), `1/y` is y⁻¹,
and √x is x^½. None of this changes a value, or where there is one.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.arrays import is_inverse
from symcheck.expressions.build import HALF, MINUS_ONE, is_number
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Add, Call, Expr, Integer, Mul, Number, Power


def as_read(expr: Expr) -> Expr:
    """The node as it is read; those below it are left alone."""
    match expr:
        case Integer(form) if not form.terms:
            return Number(Fraction(form.constant))
        case Add():
            terms = _folded(expr)
            return Add(tuple(terms)) if len(terms) > 1 else terms[0]
        case Mul():
            return _product(_folded(expr))
        case Power(base, Number(value)) if value == HALF.value:
            return Call("sqrt", (base,))
    return expr


def affine_of(expr: Expr) -> IndexForm | None:
    """The affine form that an expression consists of, as it is read; None for any other."""
    return _form(as_read(expr))


def _form(read: Expr) -> IndexForm | None:
    match read:
        case Integer(form):
            return form
        case Number(value) if value.denominator == 1:
            return af.integer(int(value))
    return None


def _folded(expr: Add | Mul) -> list[Expr]:
    """The terms or factors from the left, without the brackets that stand there, and with index arithmetic done."""
    parts = _spine(expr)
    while len(parts) > 1:
        form = _arithmetic(isinstance(expr, Add), as_read(parts[0]), parts[1])
        if form is None:
            break
        parts = [Integer(form), *parts[2:]]
    return parts


def _spine(expr: Add | Mul) -> list[Expr]:
    kept: list[Expr] = []
    first: Expr = expr
    while isinstance(first, type(expr)):
        parts = first.terms if isinstance(first, Add) else first.factors
        kept = [*parts[1:], *kept]
        first = parts[0]
    return [first, *kept]


def _arithmetic(plus: bool, left: Expr, right: Expr) -> IndexForm | None:
    """The sum or product of two, the left one as it is read, where it is index arithmetic."""
    one = _form(left)
    other = None if one is None else affine_of(right)
    if one is None or other is None or not (one.terms or other.terms):
        return None
    if plus:
        return one + other
    if one.terms and other.terms:
        return None
    return other.scale(one.constant) if other.terms else one.scale(other.constant)


def _product(factors: list[Expr]) -> Expr:
    """The product, its sign in front of all of it."""
    first, *rest = factors
    first = as_read(first) if isinstance(first, Integer) else first
    if isinstance(first, Number) and first.value < 0 and rest:
        if first.value != -1:
            return Mul((MINUS_ONE, Mul((Number(-first.value), *rest))))
        return Mul((MINUS_ONE, Mul(tuple(rest)) if len(rest) > 1 else rest[0]))
    if rest and is_number(first, 1) and is_inverse(divisor := as_read(rest[0])):
        first, *rest = divisor, *rest[1:]
    return Mul((first, *rest)) if rest else first
