"""Expressions as a person would write them: 0 + a is a, −(−a) is a, 1 · a is a."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.nodes import Add, Entry, Expr, Integer, Mul, Named, Number, Power, Sum

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
MINUS_ONE = Number(Fraction(-1))
HALF = Number(Fraction(1, 2))
TWO = Number(Fraction(2))


def add_to(a: Expr, b: Expr) -> Expr:
    """a + b; a sum on the left is continued, as it is read, so that a long sum is not nested deeply."""
    return Add((*a.terms, b)) if isinstance(a, Add) else Add((a, b))


def negative(expr: Expr) -> Expr:
    """−expr; a number or an affine form is negated on the spot."""
    match expr:
        case Number(value):
            return Number(-value)
        case Integer(form):
            return Integer(form.scale(-1))
    return Mul((MINUS_ONE, expr))


def is_number(expr: Expr, value: int) -> bool:
    return isinstance(expr, Number) and expr.value == value


def is_letter(expr: Expr) -> bool:
    """Whether it is the letter of a number, λ."""
    return isinstance(expr, Entry | Named) and not expr.indices


def plus(terms: Sequence[Expr]) -> Expr:
    """The sum of terms, zeros left out."""
    kept = tuple(t for t in terms if not is_number(t, 0))
    return Add(kept) if len(kept) > 1 else (kept[0] if kept else ZERO)


def times(factors: Sequence[Expr]) -> Expr:
    """The product of factors, ones left out."""
    kept = tuple(f for f in factors if not is_number(f, 1))
    return Mul(kept) if len(kept) > 1 else (kept[0] if kept else ONE)


def opposite(expr: Expr) -> Expr:
    """−expr, a minus in front (`is_negative`) taken away instead."""
    match expr:
        case Mul((first, *rest)) if is_negative(first):
            return times((opposite(first), *rest))
    return negative(expr)


def unsigned(expr: Expr) -> Expr | None:
    """Without the minus in front, which may stand under sums: (−A B) x; None where there is none."""
    if is_negative(expr):
        return opposite(expr)
    match expr:
        case Sum(index, body, where):
            inner = unsigned(body)
            return None if inner is None else Sum(index, inner, where)
        case Mul((first, *rest)):
            inner = unsigned(first)
            return None if inner is None else times((inner, *rest))
    return None


def multiplied(factor: Expr, expr: Expr) -> Expr:
    """A number or size times an expression, as it is written: behind a minus in front, above or below in a fraction."""
    rest = unsigned(expr)
    if rest is not None:
        found = multiplied(factor, rest)
        return Mul((MINUS_ONE, *(found.factors if isinstance(found, Mul) else (found,))))
    match factor:
        case Number(value) if value.numerator == 1:
            below: Expr | None = Number(Fraction(value.denominator)) if value != 1 else None
        case _:
            below = factor.base if isinstance(factor, Power) and is_number(factor.exponent, -1) else None
    match expr:
        case Mul((*above, Power(base, Number(value)) as last)) if value == -1:
            return Mul((*above, Power(times((below, base)), MINUS_ONE))) if below else Mul((factor, *above, last))
    return Mul((expr, Power(below, MINUS_ONE))) if below else times((factor, expr))


def reciprocal(expr: Expr) -> Expr:
    """1 / expr."""
    match expr:
        case Power(base, Number(value)):
            return base if value == -1 else Power(base, Number(-value))
        case Number(value) if value:
            return Number(1 / value)
    return Power(expr, MINUS_ONE)


def is_negative(expr: Expr) -> bool:
    """Whether the expression is written with a minus in front."""
    match expr:
        case Number(value):
            return value < 0
        case Integer(form):
            return bool(form.terms) and form.terms[0][1] < 0
        case Mul((first, *_)):
            return is_negative(first)
    return False
