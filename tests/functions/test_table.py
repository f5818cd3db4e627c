"""The table of functions against witnesses: mpmath, and where each function exists, written a second time."""

import builtins
import re
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from mpmath import mp, mpf

import symcheck
from symcheck import *
from symcheck.errors import Unsupported
from symcheck.expressions.nodes import Add, Call, Derivative, Entry, Expr, Mul, Number, Power
from symcheck.functions.definition import by_definition
from symcheck.functions.row import Alternatives, Ask, FunctionRow, everywhere
from symcheck.functions.table import ROWS, TABLE, nonnegative, positive, relatives, within_one
from symcheck.language.tensor import Tensor
from symcheck.symbolic.calculus import RULES
from symcheck.symbolic.calculus import evaluate as taken
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers import balls, floats
from symcheck.values.numbers.balls import BallSystem, ball
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import Abstention, Missing
from symcheck.values.numbers.tower import TowerSystem
from tests.campaign.corpus import ROOT

POLES = {Fraction(-k) for k in range(10)}

REFERENCE: dict[str, Callable[..., object]] = {
    "exp": mp.exp,
    "log": lambda x: mp.log(x) if x > 0 else None,
    "sqrt": lambda x: mp.sqrt(x) if x >= 0 else None,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "logsigmoid": lambda x: mp.log(1 / (1 + mp.exp(-x))),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "tanh": mp.tanh,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "atan": mp.atan,
    "asin": lambda x: mp.asin(x) if -1 <= x <= 1 else None,
    "erf": mp.erf,
    "abs": mp.fabs,
    "sign": mp.sign,
    "relu": lambda x: x if x > 0 else mpf(0),
    "heaviside": lambda x: None if x == 0 else mpf(x > 0),
    "softsign": lambda x: x / (1 + mp.fabs(x)),
    "gamma": lambda x: None if x in POLES else mp.gamma(x),
    "loggamma": lambda x: mp.log(mp.gamma(x)) if x > 0 else None,
    "digamma": lambda x: None if x in POLES else mp.digamma(x),
    "trigamma": lambda x: None if x in POLES else mp.psi(1, x),
    "max": builtins.max,
    "min": builtins.min,
}
BENT = {"abs": (0,), "sign": (0,), "relu": (0,), "sqrt": (0,), "asin": (-1, 1)}
"""Where a function has a value but no derivative."""

POINTS = [Fraction(p, 6) for p in (-24, -21, -18, -13, -12, -6, -5, -3, -1, 0, 1, 2, 3, 6, 9, 12, 15, 24)]
PAIRS = [(Fraction(a, 4), Fraction(b, 4)) for a in (-9, -4, 0, 1, 6) for b in (-9, -4, 0, 1, 6)]
x, y = scalars("x y")


def points(row: FunctionRow) -> list[tuple[Fraction, ...]]:
    return [(p,) for p in POINTS] if row.arity == 1 else PAIRS


def reference(row: FunctionRow, at: tuple[Fraction, ...]) -> object:
    return REFERENCE[row.name](*(mpf(a.numerator) / a.denominator for a in at))


def called(row: FunctionRow) -> Tensor:
    return Tensor(Call(row.name, (x.body, y.body)[: row.arity]))


def normalise_term(system: object, at: tuple[Fraction, ...], number: Callable[[Fraction], object]) -> Evaluator:
    values = {}
    for variable, value in zip((x, y), at, strict=False):
        values[variable.body.array] = np.empty((), dtype=object if isinstance(system, BallSystem) else float)
        values[variable.body.array][()] = number(value)
    return Evaluator(system, Setting({}, {}, {}, values=values))


def in_balls(body: Expr, at: tuple[Fraction, ...]) -> object:
    return evaluate(body, (), normalise_term(BallSystem(), at, ball))[()]


def in_floats(body: Expr, at: tuple[Fraction, ...]) -> float:
    with np.errstate(all="ignore"):
        return float(evaluate(body, (), normalise_term(FloatSystem(np.random.default_rng(0)), at, float))[()])


def near(value: object, expected: object) -> bool:
    assert isinstance(value, arb)
    return abs(value - arb(mp.nstr(expected, 30))) < 1e-9 * (1 + abs(arb(mp.nstr(expected, 30))))


def holds(condition: Alternatives, at: dict[int, Fraction]) -> bool:
    return any(all(asked(ask, at) for ask in asks) for asks in condition)


def asked(ask: Ask, at: dict[int, Fraction]) -> bool:
    value = exactly(ask.expr, at)
    whole = value == int(value)
    return {"eq": value == 0, "ne": value != 0, "gt": value > 0, "ge": value >= 0, "whole": whole, "broken": not whole}[
        ask.kind
    ]


def exactly(expr: Expr, at: dict[int, Fraction]) -> Fraction:
    match expr:
        case Number(value):
            return value
        case Entry():
            return at[id(expr)]
        case Add(terms):
            return builtins.sum((exactly(t, at) for t in terms), Fraction(0))
        case Mul((a, b)):
            return exactly(a, at) * exactly(b, at)
        case Power(a, Number(value)):
            return exactly(a, at) ** int(value)
        case Call("cos", (a,)):
            return Fraction(float(mp.cos(float(exactly(a, at)))))
    raise TypeError(expr)


def said(condition: Callable[..., Alternatives], at: tuple[Fraction, ...]) -> bool:
    places = [variable.body for variable in (x, y)][: len(at)]
    return holds(condition(*places), {id(p): value for p, value in zip(places, at, strict=True)})


each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def test_every_row_has_a_witness_and_a_name_of_its_own() -> None:
    assert list(REFERENCE) == [row.name for row in ROWS] == list(TABLE)
    assert len({row.said for row in ROWS}) == len(ROWS)


@each_row
def test_a_rising_function_rises_and_exists_on_an_interval(row: FunctionRow) -> None:
    found = [value for at in points(row) if (value := reference(row, at)) is not None]
    assert not row.rising or found == sorted({*found})
    assert not row.rising or row.domain in (everywhere, positive, nonnegative, within_one)


@each_row
def test_authors_call_it_by_its_name(row: FunctionRow) -> None:
    assert row.said in symcheck.__all__
    body = getattr(symcheck, row.said)(*(x, y)[: row.arity]).body
    assert isinstance(body, Call) and body.function == row.name and len(body.arguments) == row.arity


def test_the_readme_lists_the_functions_of_the_table() -> None:
    text = (ROOT / "README.md").read_text()
    listed = re.search(r"^Functions: `([^`]*)`", text, re.MULTILINE)
    assert listed is not None
    assert listed[1].split()[: len(ROWS)] == [row.said for row in ROWS]
    assert all(name in symcheck.__all__ for name in listed[1].split())


def test_no_list_of_functions_is_beside_the_table() -> None:
    for own in (balls.UNARY, floats.UNARY, RULES):
        assert set(own) <= set(TABLE)
    lacking = {row.name for row in ROWS} - set(RULES)
    assert lacking == {"max", "min", "trigamma"}


@each_row
def test_it_exists_where_its_row_says(row: FunctionRow) -> None:
    for at in points(row):
        exists = reference(row, at) is not None
        assert said(row.domain, at) == exists, at
        assert isinstance(in_balls(called(row).body, at), Missing) != exists, at
        assert np.isnan(in_floats(called(row).body, at)) != exists, at
    assert row.is_total == (
        row.name not in ("log", "sqrt", "tan", "asin", "heaviside", "gamma", "loggamma", "digamma", "trigamma")
    )


def test_floats_tell_what_is_too_large_from_what_does_not_exist() -> None:
    assert in_floats(gamma(x).body, (Fraction(200),)) == np.inf
    with pytest.raises(Abstention):
        in_floats(digamma(x).body, (Fraction(-4001, 2),))


@each_row
def test_its_value(row: FunctionRow) -> None:
    for at in points(row):
        expected = reference(row, at)
        if expected is not None:
            assert near(in_balls(called(row).body, at), expected), at
            assert in_floats(called(row).body, at) == pytest.approx(float(expected), rel=1e-12, abs=1e-14), at


@pytest.mark.parametrize("row", [row for row in ROWS if row.definition], ids=lambda row: row.name)
def test_its_definition(row: FunctionRow) -> None:
    for at in points(row):
        system, expected = BallSystem(), reference(row, at)
        value = by_definition(row, system, [system.number(a) for a in at])[()]
        assert isinstance(value, Missing) if expected is None else near(value, expected), at


@each_row
def test_its_sign_and_parity(row: FunctionRow) -> None:
    tests = {"positive": lambda v: v > 0, "nonnegative": lambda v: v >= 0, "negative": lambda v: v < 0}
    for at in points(row):
        value, mirror = reference(row, at), reference(row, tuple(-a for a in at))
        if value is not None and row.sign:
            assert tests[row.sign](value), at
        if value is not None and row.beyond and at[0] > 0:
            assert tests[row.beyond](value), at
        if row.parity:
            assert (value is None) == (mirror is None)
            assert value is None or mp.almosteq(mirror, value if row.parity == "even" else -value), at


@each_row
def test_its_range(row: FunctionRow) -> None:
    if row.range is None:
        return
    values = [reference(row, at) for at in points(row)]
    assert all(row.range.low <= value <= row.range.high for value in values)
    extreme = [value for value in values if value in (row.range.low, row.range.high)]
    assert not extreme if not row.range.reached else extreme or row.name == "sin"


@each_row
def test_its_sign_and_parity_are_said_where_they_can_be(row: FunctionRow) -> None:
    values = [(a[0], v) for a in points(row) if (v := reference(row, a)) is not None]
    if row.arity == 1:
        assert (row.sign in ("positive", "nonnegative")) == all(v >= 0 for _, v in values)
        assert (row.beyond == "positive") == (all(v > 0 for a, v in values if a > 0) and row.sign != "positive")


def difference_quotient(row: FunctionRow, at: tuple[Fraction, ...]) -> object:
    step = Fraction(1, 10**12)
    with mp.workdps(60):
        values = [reference(row, (at[0] + k * step, *at[1:])) for k in (-2, -1, 1, 2)]
        return (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * mpf(step.numerator) / step.denominator)


def derivative(row: FunctionRow) -> Expr | None:
    try:
        return taken(Derivative(called(row).body, x.body))
    except Unsupported:
        return None


@each_row
def test_rule_and_slope_agree_where_the_row_says_smooth(row: FunctionRow) -> None:
    ruled = derivative(row)
    assert (ruled is None) == (row.name == "trigamma")
    for at in points(row):
        expected = reference(row, at)
        if expected is None:
            continue
        if ruled is None:
            with pytest.raises(Abstention, match="the derivative of trigamma"):
                in_balls(Derivative(called(row).body, x.body), at)
            continue
        slope = in_balls(Derivative(called(row).body, x.body), at)
        bent = at[0] in BENT.get(row.name, ()) or (row.arity == 2 and at[0] == at[1])
        assert said(row.smooth, at) != bent, at
        if bent:
            assert isinstance(slope, Missing), at
            continue
        assert near(slope, difference_quotient(row, at)), at
        other = in_balls(ruled, at)
        assert isinstance(other, arb) and slope.overlaps(other), at


@each_row
@pytest.mark.parametrize("system", [RationalSystem, lambda: TowerSystem(128)], ids=["rational", "tower"])
def test_exact_arithmetic_has_a_value_or_says_why_not(system: Callable[[], object], row: FunctionRow) -> None:
    arithmetic = system()
    arguments = [arithmetic.variables(variable.body.array, ()) for variable in (x, y)[: row.arity]]
    if row.name in ("sin", "cos", "tan") and isinstance(arithmetic, TowerSystem):
        with pytest.raises(Abstention, match="root of −1"):
            arithmetic.call(row.name, *arguments)
    else:
        assert arithmetic.call(row.name, *arguments) is not None


@each_row
def test_what_it_is_taken_for(row: FunctionRow) -> None:
    others = relatives(row.name)
    assert others and row.name not in others
    assert all(TABLE[name].arity == row.arity and row.name in relatives(name) for name in others)
