"""Numbers that are never 0, as they are written: what a name may be divided by without losing a case.

Promised: what is called so is not 0 wherever it has a value, whatever the declared things in it are. Not promised: that
everything is found that is never 0.
"""

from __future__ import annotations

from symcheck.expressions.indices import Size
from symcheck.expressions.nodes import Add, Call, Constant, Entry, Expr, Integer, Mul, Named, Number, Power
from symcheck.functions.table import TABLE


def is_off_zero(number: Expr) -> bool:
    """Whether a number is never 0."""
    match number:
        case Number(value):
            return value != 0
        case Integer(form):
            return is_positive(number) or is_positive(Integer(form.scale(-1)))
        case Entry(array):
            return array.sign in ("positive", "negative", "nonzero") or bool(array.values and 0 not in array.values)
        case Mul(factors):
            return all(map(is_off_zero, factors))
        case Power(base):
            return is_off_zero(base)
        case Call(name) if TABLE[name].sign == "negative":
            return True
        case Named(definition):
            return is_off_zero(definition.body)
    return is_positive(number)


def is_positive(number: Expr) -> bool:
    """Whether a number is always positive."""
    match number:
        case Number(value):
            return value > 0
        case Constant():
            return True
        case Integer(form):
            sized = all(isinstance(atom, Size) and times > 0 for atom, times in form.terms)
            return sized and form.constant + sum(times for _, times in form.terms) > 0
        case Entry(array):
            return array.sign == "positive"
        case Mul(parts) | Add(parts):
            return all(map(is_positive, parts))
        case Power(base):
            return is_positive(base)
        case Call(name):
            return TABLE[name].sign == "positive"
        case Named(definition):
            return is_positive(definition.body)
    return False
