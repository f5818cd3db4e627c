"""How long an expression is to a reader: the measure by which corrections and results are ranked, shortest first.

The length is the number of signs written: 1 for a number, a letter or a name with its indices (a name the author gave
is one letter, whatever it stands for), 1 for each function, sum, power or fraction line, 0 for + and × themselves, and
0 for a minus.
"""

from __future__ import annotations

from symcheck.expressions.nodes import (
    Add,
    Application,
    Call,
    Derivative,
    Entry,
    Expr,
    Integer,
    Mul,
    Named,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import children


def length(expr: Expr) -> int:
    """The length of an expression."""
    match expr:
        case Number(value):
            return 0 if value == -1 else 1
        case Named() | Entry() | Integer():
            return 1
        case Add(parts) | Mul(parts):
            return sum(map(length, parts))
        case Power(base, Number(value)) if value == -1:
            return 1 + length(base)
        case Sum(_, body, where):
            return 1 + len(where) + length(body)
        case Call(_, arguments):
            return 1 + sum(map(length, arguments))
        case Derivative(body, _):
            return 2 + length(body)
        case Application(_, _, slots):
            return 1 + 2 * len(slots) + sum(map(length, children(expr)))
    return 1 + sum(map(length, children(expr)))
