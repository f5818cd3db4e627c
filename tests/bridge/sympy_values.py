"""SymPy's own values: an expression at a point, node by node, each evaluated by SymPy from numbers.

A node that is no finite real number has no value, and neither has what is made of it: SymPy may go through complex
numbers, statements do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge import forms

DIGITS = 30
FLOATS = 10**300
"""Where floats end."""
Values = Mapping[object, Fraction | int]
"""Of sizes, indices and numbers by their names, of entries by name and places."""


class Undefined(Exception):
    """There is no value."""


class Beyond(Exception):
    """What these values do not reach: functions of which nothing is known, derivatives, what is no float."""


def value(expr: sp.Basic, at: Values, bound: Mapping[sp.Basic, sp.Expr]) -> sp.Expr:
    match expr:
        case sp.Symbol() | sp.Idx() if expr in bound:
            return bound[expr]
        case sp.Symbol() | sp.Idx():
            return sp.Rational(*_ratio(at[named(expr)]))
        case sp.Indexed():
            place = tuple(int(value(i, at, bound)) for i in expr.indices)
            if (str(expr.base.name), *place) not in at:
                raise Undefined
            return sp.Rational(*_ratio(at[(str(expr.base.name), *place)]))
        case sp.Sum() | sp.Product():
            return _over(expr, expr.limits, at, bound)
        case forms.OverRange():
            ((variable, lower, upper),) = expr.limits
            ends = int(value(lower, at, bound)), int(value(upper, at, bound))
            if ends[1] < ends[0]:
                raise Undefined
            return expr.kind(*(_within(expr.function, at, bound, variable, k) for k in range(ends[0], ends[1] + 1)))
        case sp.Piecewise():
            return next(value(then, at, bound) for then, condition in expr.args if holds(condition, at, bound))
        case sp.Determinant():
            return number(_explicit(expr.arg, at, bound).det())
        case MatrixElement() if isinstance(expr.parent, sp.Inverse):
            matrix = _explicit(expr.parent.arg, at, bound)
            if number(matrix.det()) == 0:
                raise Undefined
            row, column = (int(value(i, at, bound)) for i in expr.indices)
            return number(matrix.inv()[row, column])
        case sp.Derivative() | sp.Subs() | sp.core.function.AppliedUndef():
            raise Beyond
        case sp.Heaviside():
            return number(sp.Heaviside(value(expr.args[0], at, bound), expr.args[1]))
        case forms.Defined():
            return value(expr.written, at, bound)
    return number(expr.func(*(value(a, at, bound) for a in expr.args)) if expr.args else expr)


def named(symbol: sp.Basic) -> object:
    return symbol if isinstance(symbol, sp.Dummy) else str(symbol.name)


def number(found: sp.Expr) -> sp.Expr:
    """A number as SymPy evaluates it; undefined unless it is real and finite."""
    if not found.is_Rational:
        found = sp.N(found, DIGITS)
    if not (found.is_Rational or found.is_Float):
        raise Undefined
    if abs(found) > FLOATS:
        raise Beyond
    return found


def holds(condition: sp.Basic, at: Values, bound: Mapping[sp.Basic, sp.Expr]) -> bool:
    if isinstance(condition, sp.And):
        return _all(condition.args, at, bound)
    if condition in (sp.true, sp.false):
        return condition == sp.true
    return bool(condition.func(*(value(side, at, bound) for side in condition.args)))


def _all(parts: tuple[sp.Basic, ...], at: Values, bound: Mapping[sp.Basic, sp.Expr]) -> bool:
    """False as soon as one part is, whatever the others are."""
    undefined = False
    for part in parts:
        try:
            if not holds(part, at, bound):
                return False
        except Undefined:
            undefined = True
    if undefined:
        raise Undefined
    return True


def _ratio(found: Fraction | int) -> tuple[int, int]:
    return Fraction(found).as_integer_ratio()


def _within(body: sp.Expr, at: Values, bound: Mapping[sp.Basic, sp.Expr], variable: sp.Basic, k: object) -> sp.Expr:
    return value(body, at, {**bound, variable: sp.Integer(k)})


def _over(expr: sp.Expr, limits: tuple[sp.Tuple, ...], at: Values, bound: Mapping[sp.Basic, sp.Expr]) -> sp.Expr:
    """SymPy says which members a sum has, and with which sign."""
    if not limits:
        return value(expr.function, at, bound)
    variable, *ends = limits[-1]
    lower, upper = ends or (variable.lower, variable.upper)
    member, k = sp.Function("member"), sp.Dummy(integer=True)
    written = expr.func(member(k), (k, value(lower, at, bound), value(upper, at, bound))).doit()
    values = {m: _over(expr, limits[:-1], at, {**bound, variable: m.args[0]}) for m in written.atoms(member)}
    if not values or isinstance(written, sp.Sum | sp.Product):
        return number(written)
    if isinstance(written, sp.Pow | sp.Mul) and any(v == 0 and written.has(1 / m) for m, v in values.items()):
        raise Undefined
    return number(written.xreplace(values))


def _explicit(matrix: sp.FunctionMatrix, at: Values, bound: Mapping[sp.Basic, sp.Expr]) -> sp.Matrix:
    rows, columns = (int(value(n, at, bound)) for n in matrix.shape)
    row, column = matrix.lamda.variables
    entry = matrix.lamda.expr
    return sp.Matrix(rows, columns, lambda r, c: value(entry, at, {**bound, row: sp.Integer(r), column: sp.Integer(c)}))
