"""The factors of a product, and which of them are brackets.

A bracket that is a factor excuses the other factors: where it is false the product is 0, and none of them need have a
value. Factors are taken flat: through products, quotients (a/b is a · b⁻¹), minus signs and names. Brackets are those
of Iverson (δ, the entries of `eye`, `diag` and `one_hot` among them), and nothing else.
"""

from __future__ import annotations

from msgspec.structs import force_setattr

from symcheck.expressions.nodes import Bracket, Condition, Expr, Mul, Named
from symcheck.expressions.walk import at


def split(expr: Expr) -> tuple[list[Expr], Condition]:
    """The factors of an expression, and the conditions of those that are brackets, joined."""
    match expr:
        case Bracket(condition):
            return [], condition
        case Mul(factors):
            parts = [split(factor) for factor in factors]
            return [f for found, _ in parts for f in found], tuple(r for _, condition in parts for r in condition)
        case Named(definition, indices) if has_bracket(definition.body):
            return split(at(definition.axes, definition.body, indices))
    return [expr], ()


def has_bracket(expr: Expr) -> bool:
    """Whether some factor is a bracket; remembered by the node, since a long product is asked at every step."""
    match expr:
        case Bracket():
            return True
        case Mul() | Named():
            return _remembered(expr)
    return False


def _remembered(expr: Mul | Named) -> bool:
    try:
        return expr._bracket
    except AttributeError:
        parts = expr.factors if isinstance(expr, Mul) else (expr.definition.body,)
        found = any(map(has_bracket, parts))
        force_setattr(expr, "_bracket", found)
        return found
