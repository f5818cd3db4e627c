"""Functions of functions that have a derivative where one of their parts has none: one function each.

|e|ᵃ, relu(e)ᵃ and ‖e‖ᵃ for a number a > 1, e·|e|, and max(e, e): differentiable everywhere. An even whole power of |e|
and of ‖e‖ is a power of e² and of ‖e‖², which is how all judges read it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Add, Bracket, Call, Expr, Mul, Named, Number, Power, RealRelation, Sum
from symcheck.expressions.walk import at


class SmoothPower(Struct, frozen=True, eq=False):
    """A power a > 1 of |inner|, relu(inner), or of the root of inner, which is a sum of squares ("norm")."""

    kind: Literal["abs", "relu", "norm"]
    inner: Expr
    exponent: Fraction

    @property
    def plain(self) -> tuple[Expr, Fraction] | None:
        """Base and exponent of the same as a whole power of something without a bend, if it is one."""
        if self.kind == "relu" or self.exponent.denominator != 1 or self.exponent % 2:
            return None
        return self.inner, self.exponent if self.kind == "abs" else self.exponent / 2


def smooth_power(expr: Power) -> SmoothPower | None:
    """The power as one function that is differentiable everywhere, if it is one."""
    if not isinstance(expr.exponent, Number) or expr.exponent.value <= 1:
        return None
    match meaning(expr.base):
        case Call("abs", (inner,)):
            return SmoothPower("abs", inner, expr.exponent.value)
        case Call("relu", (inner,)):
            return SmoothPower("relu", inner, expr.exponent.value)
        case Call("sqrt", (inner,)) if is_sum_of_squares(inner):
            return SmoothPower("norm", inner, expr.exponent.value)
    return None


def meaning(expr: Expr) -> Expr:
    """What a name means; any other expression itself."""
    while isinstance(expr, Named):
        expr = at(expr.definition.axes, expr.definition.body, expr.indices)
    return expr


def is_sum_of_squares(expr: Expr) -> bool:
    """Whether an expression is, as written, a sum of even whole powers."""
    match meaning(expr):
        case Sum(_, body, ()):
            return is_sum_of_squares(body)
        case Power(_, Number(value)):
            return value > 0 and value.denominator == 1 and value % 2 == 0
    return False


def signed_square(factors: list[Expr]) -> tuple[Expr, list[Expr]] | None:
    """e and the other factors of a product in which e and |e| stand together."""
    for absolute in factors:
        match meaning(absolute):
            case Call("abs", (inner,)):
                twin = next((f for f in factors if f is not absolute and same(f, inner)), None)
                if twin is not None:
                    return inner, [f for f in factors if f is not absolute and f is not twin]
    return None


def is_smooth_extremum(expr: Call) -> bool:
    """max(e, e) and min(e, e)."""
    return expr.function in ("max", "min") and same(*expr.arguments)


def attained(extremum: Expr, member: Expr) -> Expr:
    """Whether a member is the largest (the smallest) of all: [e = max e]."""
    return Bracket((RealRelation("eq", Add((member, Mul((Number(Fraction(-1)), extremum))))),))


def same(a: Expr, b: Expr) -> bool:
    """Whether two expressions are the same up to the names of bound indices."""
    return a is b or alpha_key(a) == alpha_key(b)
