"""Products as NumPy takes them: every factor must have a value, one beside a mask that is False too.

In the statement language a bracket excuses the factors beside it: [x > 0] √x is 0 where x < 0. In code `(x > 0) *
np.sqrt(x)` is NaN there, as is `mask / x` where x is 0. So a bracket among the factors of one operand becomes a choice
between the rest of that operand and 0 wherever the other operand is not known to have a value: nothing is excused that
stands outside the operand. What NumPy selects, `np.where(mask, a, b)` and `a[mask]`, needs no value elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.definedness.factors import has_bracket, split
from symcheck.definedness.requirements import requirements
from symcheck.expressions.build import ZERO, times
from symcheck.expressions.nodes import Add, Call, Entry, Expr, Integer, Inverse, Mul, Number, Piecewise, Power, Sum
from symcheck.expressions.walk import subexpressions
from symcheck.functions.table import TABLE
from symcheck.tracing.extents import at_least_zero
from symcheck.tracing.values import Value


def strict(operands: Sequence[Value]) -> list[Value]:
    """The operands of a product, none of which excuses another."""
    asking = [_asks(operand.body) for operand in operands]
    return [
        _chosen(operand) if any(asking[:n]) or any(asking[n + 1 :]) else operand for n, operand in enumerate(operands)
    ]


def over(top: Value, under: Value) -> Value:
    """What is divided, which excuses no divisor that may be 0."""
    return top if _is_positive(under.body) and not _asks(under.body) else _chosen(top)


def _chosen(value: Value) -> Value:
    if not has_bracket(value.body):
        return value
    factors, condition = split(value.body)
    return replace(value, body=Piecewise(condition, times(factors), ZERO))


def _asks(expr: Expr) -> bool:
    """Whether an expression may have no value somewhere. Indices of traced arrays are in range."""
    return any(
        isinstance(node, Power | Call | Inverse) and requirements(node) and not _is_known(node)
        for node in subexpressions(expr)
    )


def _is_known(node: Expr) -> bool:
    """Whether a power or a function has a value because what it is taken of is positive as it is written."""
    match node:
        case Power(base, _):
            return _is_positive(base)
        case Call("log" | "sqrt", (argument,)):
            return _is_positive(argument)
    return False


def _is_positive(expr: Expr) -> bool:
    match expr:
        case Number(value):
            return value > 0
        case Integer(form):
            return at_least_zero(form.shift(-1))
        case Entry(array):
            return array.sign == "positive"
        case Call(function):
            return TABLE[function].sign == "positive"
        case Power(base, _):
            return _is_positive(base)
        case Mul(parts) | Add(parts):
            return all(map(_is_positive, parts))
        case Sum(index, body, ()):
            return at_least_zero(index.upper - index.lower) and _is_positive(body)
    return False
