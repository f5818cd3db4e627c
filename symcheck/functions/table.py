"""The table of elementary functions: the one place that lists them.

Derivative rules (`symcheck.symbolic.calculus`) and slopes (`symcheck.values.evaluate.duals`) stand apart on purpose:
that they agree is evidence. So do the routines that a number system or the normal form has of its own; what they list
is held to the table by `tests/functions/test_table.py`.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from symcheck.expressions.nodes import Add, Call, Expr, Mul, Number, Power
from symcheck.functions.row import Alternatives, Ask, Family, FunctionRow, Range

ZERO, ONE, TWO, HALF, MINUS_ONE = (Number(Fraction(p, q)) for p, q in ((0, 1), (1, 1), (2, 1), (1, 2), (-1, 1)))


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
    return ((Ask("ne", minus(a, b)),),)


def negative(x: Expr) -> Expr:
    return Mul((MINUS_ONE, x))


def plus(*terms: Expr) -> Expr:
    return Add(terms)


def minus(a: Expr, b: Expr) -> Expr:
    return Add((a, negative(b)))


def over(a: Expr, b: Expr) -> Expr:
    return Mul((a, Power(b, MINUS_ONE)))


def half(x: Expr) -> Expr:
    return Mul((HALF, x))


def exp(x: Expr) -> Expr:
    return Call("exp", (x,))


def log(x: Expr) -> Expr:
    return Call("log", (x,))


def absolute(x: Expr) -> Expr:
    return Call("abs", (x,))


def root(x: Expr) -> Expr:
    return Power(x, HALF)


def sigmoid(x: Expr) -> Expr:
    """1 / (1 + e⁻ˣ)."""
    return over(ONE, plus(ONE, exp(negative(x))))


def logsigmoid(x: Expr) -> Expr:
    """−log(1 + e⁻ˣ)."""
    return negative(log(plus(ONE, exp(negative(x)))))


def softplus(x: Expr) -> Expr:
    """log(1 + eˣ)."""
    return log(plus(ONE, exp(x)))


def tanh(x: Expr) -> Expr:
    """(1 − e⁻²ˣ) / (1 + e⁻²ˣ)."""
    power = exp(Mul((Number(Fraction(-2)), x)))
    return over(minus(ONE, power), plus(ONE, power))


def sinh(x: Expr) -> Expr:
    """(eˣ − e⁻ˣ) / 2."""
    return half(minus(exp(x), exp(negative(x))))


def cosh(x: Expr) -> Expr:
    """(eˣ + e⁻ˣ) / 2."""
    return half(plus(exp(x), exp(negative(x))))


def tan(x: Expr) -> Expr:
    return over(Call("sin", (x,)), Call("cos", (x,)))


def within_one(x: Expr) -> Alternatives:
    return ((Ask("ge", minus(ONE, Power(x, TWO))),),)


def inside_one(x: Expr) -> Alternatives:
    return ((Ask("gt", minus(ONE, Power(x, TWO))),),)


def asin(x: Expr) -> Expr:
    """2 arctan(x / (1 + √(1 − x²)))."""
    return Mul((TWO, Call("atan", (over(x, plus(ONE, root(minus(ONE, Power(x, TWO))))),))))


def relu(x: Expr) -> Expr:
    return Call("max", (x, ZERO))


def softsign(x: Expr) -> Expr:
    """x / (1 + |x|)."""
    return over(x, plus(ONE, absolute(x)))


def heaviside(x: Expr) -> Expr:
    """(1 + |x|/x) / 2, which does not exist at 0."""
    return half(plus(ONE, over(absolute(x), x)))


def larger(a: Expr, b: Expr) -> Expr:
    """(a + b + |a − b|) / 2."""
    return half(plus(a, b, absolute(minus(a, b))))


def smaller(a: Expr, b: Expr) -> Expr:
    """(a + b − |a − b|) / 2."""
    return half(minus(plus(a, b), absolute(minus(a, b))))


ROWS = (
    FunctionRow(
        "exp", 1, sign="positive", rising=True, layout="raised", latex=r"\exp", sympy="exp", python="mp.exp",
        families=("squashing", "inverse", "bell"),
    ),
    FunctionRow(
        "log", 1, positive, rising=True, layout="bare", latex=r"\log", sympy="log", python="mp.log",
        families=("factorial", "inverse"),
    ),
    FunctionRow(
        "sqrt", 1, nonnegative, positive, sign="nonnegative", beyond="positive", rising=True, definition=root,
        layout="root", unicode="√", latex=r"\sqrt", sympy="sqrt", python="mp.sqrt", families=("inverse",),
    ),
    FunctionRow(
        "sigmoid", 1, sign="positive", range=Range(0, 1), rising=True, definition=sigmoid, unicode="σ",
        latex=r"\sigma", families=("squashing",),
    ),
    FunctionRow(
        "logsigmoid", 1, sign="negative", rising=True, definition=logsigmoid, layout="leading",
        unicode="log σ", latex=r"\log \sigma", families=("squashing",),
    ),
    FunctionRow("softplus", 1, sign="positive", rising=True, definition=softplus, families=("squashing",)),
    FunctionRow(
        "tanh", 1, beyond="positive", parity="odd", range=Range(-1, 1), rising=True, definition=tanh,
        latex=r"\tanh", sympy="tanh", python="mp.tanh", families=("hyperbolic", "squashing"),
    ),
    FunctionRow(
        "sinh", 1, beyond="positive", parity="odd", rising=True, definition=sinh, latex=r"\sinh", sympy="sinh",
        python="mp.sinh", families=("hyperbolic",),
    ),
    FunctionRow(
        "cosh", 1, sign="positive", parity="even", definition=cosh, latex=r"\cosh", sympy="cosh", python="mp.cosh",
        families=("hyperbolic",),
    ),
    FunctionRow(
        "sin", 1, parity="odd", range=Range(-1, 1, reached=True), latex=r"\sin", sympy="sin", python="mp.sin",
        families=("hyperbolic",),
    ),
    FunctionRow(
        "cos", 1, parity="even", range=Range(-1, 1, reached=True), latex=r"\cos", sympy="cos", python="mp.cos",
        families=("hyperbolic",),
    ),
    FunctionRow(
        "tan", 1, cosine_off_zero, parity="odd", definition=tan, latex=r"\tan", sympy="tan", python="mp.tan",
        families=("hyperbolic", "arc"),
    ),
    FunctionRow(
        "atan", 1, beyond="positive", parity="odd", rising=True, unicode="arctan", latex=r"\arctan", sympy="atan",
        python="mp.atan", families=("arc",),
    ),
    FunctionRow(
        "asin", 1, within_one, inside_one, beyond="positive", parity="odd", rising=True, definition=asin,
        unicode="arcsin", latex=r"\arcsin", sympy="asin", python="mp.asin", families=("arc",),
    ),
    FunctionRow(
        "erf", 1, beyond="positive", parity="odd", range=Range(-1, 1), rising=True, sympy="erf",
        python="mp.erf", families=("bell",),
    ),
    FunctionRow(
        "abs", 1, smooth=off_zero, sign="nonnegative", beyond="positive", parity="even", author="Abs", layout="bars",
        sympy="Abs", python="abs", families=("bent",),
    ),
    FunctionRow(
        "sign", 1, smooth=off_zero, beyond="positive", parity="odd", range=Range(-1, 1, reached=True), unicode="sgn",
        sympy="sign", python="mp.sign", families=("bent",),
    ),
    FunctionRow(
        "relu", 1, smooth=off_zero, sign="nonnegative", beyond="positive", definition=relu,
        families=("squashing", "bent"),
    ),
    FunctionRow(
        "heaviside", 1, off_zero, sign="nonnegative", beyond="positive", definition=heaviside, unicode="H",
        sympy="Heaviside", families=("squashing", "bent"),
    ),
    FunctionRow(
        "softsign", 1, beyond="positive", parity="odd", rising=True, definition=softsign,
        families=("squashing", "bent"),
    ),
    FunctionRow(
        "gamma", 1, off_poles, beyond="positive", unicode="Γ", latex=r"\Gamma", sympy="gamma", python="mp.gamma",
        families=("factorial",),
    ),
    FunctionRow(
        "loggamma", 1, positive, layout="leading", unicode="log Γ", latex=r"\log \Gamma", sympy="loggamma",
        python="mp.loggamma", families=("factorial",),
    ),
    FunctionRow(
        "digamma", 1, off_poles, unicode="ψ", latex=r"\psi", sympy="digamma", python="mp.digamma",
        families=("factorial",),
    ),
    FunctionRow(
        "trigamma", 1, off_poles, sign="positive", unicode="ψ′", latex=r"\psi'", sympy="trigamma",
        python="mp.psi(1, {})", families=("factorial",),
    ),
    FunctionRow(
        "max", 2, smooth=apart, definition=larger, author="maximum", latex=r"\max", sympy="Max", python="max",
        families=("extremum",),
    ),
    FunctionRow(
        "min", 2, smooth=apart, definition=smaller, author="minimum", latex=r"\min", sympy="Min", python="min",
        families=("extremum",),
    ),
)  # fmt: skip

TABLE = {row.name: row for row in ROWS}
WHOLE = {
    row.name: replace(row, name=f"{row.name}, whole", definition=None)
    for row in ROWS
    if row.definition and row.name not in ("sqrt", "heaviside")
}
"""The functions that others define, as functions of which no more than the rest of their rows is known."""
SLOPES = {
    WHOLE[name].name: FunctionRow(f"{name}, slope", 1, sign="positive", parity="even") for name in ("tanh", "sigmoid")
}
"""The derivatives of functions that are polynomials in the function itself: tanh′ = 1 − tanh², σ′ = σ − σ²."""
KNOWN = TABLE | {row.name: row for row in (*WHOLE.values(), *SLOPES.values())}


def relatives(name: str) -> tuple[str, ...]:
    """The functions that this one is taken for, those of its first family first."""
    row = TABLE.get(name)
    if row is None:
        return ()
    return tuple(dict.fromkeys(other for family in row.families for other in _members(family) if other != name))


def _members(family: Family) -> tuple[str, ...]:
    return tuple(row.name for row in ROWS if family in row.families)


def is_bent(name: str) -> bool:
    """Whether a function that the normal form keeps whole may be one thing on one region and another on the next."""
    return name in KNOWN and not {"bent", "extremum"}.isdisjoint(KNOWN[name].families)


def is_total(name: str) -> bool:
    """Whether a function has a value wherever its arguments do."""
    return TABLE[name].is_total
