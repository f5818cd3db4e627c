"""The table of elementary functions: the one place that lists them.

Derivative rules (`symcheck.calculus`) and slopes (`symcheck.evaluate.values`) stand apart on purpose: that they agree
is evidence.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.functions.row import ALWAYS, Alternatives, Ask, FunctionRow
from symcheck.language.expressions import Add, Call, Expr, Mul, Number


def everywhere(*arguments: Expr) -> Alternatives:
    return ALWAYS


def positive(x: Expr) -> Alternatives:
    return ((Ask("gt", x),),)


def nonnegative(x: Expr) -> Alternatives:
    return ((Ask("ge", x),),)


def off_zero(x: Expr) -> Alternatives:
    return ((Ask("ne", x),),)


def off_poles(x: Expr) -> Alternatives:
    """Off 0, −1, −2, …"""
    return ((Ask("gt", x),), (Ask("broken", x),))


def cosine_off_zero(x: Expr) -> Alternatives:
    return ((Ask("ne", Call("cos", (x,))),),)


def apart(a: Expr, b: Expr) -> Alternatives:
    return ((Ask("ne", Add((a, Mul((Number(Fraction(-1)), b))))),),)


ROWS = (
    *(FunctionRow(name, 1, everywhere, everywhere) for name in (
        "exp", "sigmoid", "logsigmoid", "softplus", "tanh", "sinh", "cosh", "sin", "cos", "atan", "erf",
    )),
    FunctionRow("log", 1, positive, everywhere),
    FunctionRow("sqrt", 1, nonnegative, positive),
    FunctionRow("tan", 1, cosine_off_zero, everywhere),
    FunctionRow("abs", 1, everywhere, off_zero),
    FunctionRow("sign", 1, everywhere, off_zero),
    FunctionRow("relu", 1, everywhere, off_zero),
    FunctionRow("heaviside", 1, off_zero, everywhere),
    FunctionRow("gamma", 1, off_poles, everywhere),
    FunctionRow("loggamma", 1, positive, everywhere),
    FunctionRow("digamma", 1, off_poles, everywhere),
    FunctionRow("max", 2, everywhere, apart),
    FunctionRow("min", 2, everywhere, apart),
)  # fmt: skip

TABLE = {row.name: row for row in ROWS}


def is_total(name: str) -> bool:
    """Whether a function has a value wherever its arguments do."""
    return TABLE[name].domain is everywhere
