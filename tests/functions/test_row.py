"""A function is known everywhere by its row, and by nothing else."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from symcheck import *
from symcheck.expressions.nodes import Call
from symcheck.functions.row import FunctionRow
from symcheck.functions.table import TABLE
from symcheck.language.tensor import Tensor
from symcheck.values.numbers import balls, floats
from symcheck.values.numbers.balls import BallSystem
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import Abstention
from symcheck.values.numbers.tower import TowerSystem

x = scalar("x")


@pytest.mark.parametrize(
    "system", [RationalSystem, TowerSystem, BallSystem, lambda: FloatSystem(np.random.default_rng(0))]
)
def test_a_function_without_a_row_is_abstained_from(system: Callable[[], object]) -> None:
    arithmetic = system()
    with pytest.raises(Abstention, match="zeta"):
        arithmetic.call("zeta", arithmetic.number(Fraction(1)))


def test_with_only_a_row_known_that_is_proved_which_holds_of_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(TABLE, "zeta", FunctionRow("zeta", 1))
    unknown = Tensor(Call("zeta", (x.body,)))
    assert check(unknown + 0, 2 * unknown).status.value == "undecided"
    assert check(diff(unknown, x), unknown).status.value == "undecided"
    assert check(unknown + unknown, 2 * unknown).status.value == "proved"  # of any function, whatever it is


n = size("n")
a = scalar("a", positive=True)
v, W = vector("v", n), matrix("W", n, n)

BY_ITS_ROW_ALONE = [
    (diff(softsign(x), x), 1 / (1 + Abs(x)) ** 2),
    (diff(softsign(x), x, x), -2 * sign(x) / (1 + Abs(x)) ** 3),
    (softsign(-x), -softsign(x)),
    (diff(asin(x), x), 1 / sqrt(1 - x**2)),
    (asin(-x), -asin(x)),
    (asin(x), 2 * atan(x / (1 + sqrt(1 - x**2)))),
    (grad(asin(v).sum(), v), 1 / sqrt(1 - v**2)),
    (softsign(a), a / (1 + a)),
    (grad(softsign(W @ v).sum(), v), W.T @ (1 / (1 + Abs(W @ v)) ** 2)),
]
NOT_SO = [
    (diff(softsign(x), x), 1 / (1 + x) ** 2),
    (softsign(-x), softsign(x)),
    (diff(asin(x), x), -1 / sqrt(1 - x**2)),
    (diff(asin(x), x), 1 / sqrt(1 + x**2)),
    (asin(x), asin(-x)),
    (asin(x), atan(x / sqrt(1 - x**2))),
    (grad(softsign(W @ v).sum(), v), W @ (1 / (1 + Abs(W @ v)) ** 2)),
]


@pytest.mark.parametrize(("left", "right"), BY_ITS_ROW_ALONE)
def test_a_function_is_known_everywhere_by_its_row(left: Tensor, right: Tensor) -> None:
    """softsign has a row, a derivative rule and a slope, and no routine in any arithmetic."""
    assert check(left, right).status.value == "proved"


@pytest.mark.parametrize(("left", "right"), NOT_SO)
def test_what_is_not_so_of_it_is_refuted(left: Tensor, right: Tensor) -> None:
    assert check(left, right).status.value == "refuted"


def test_it_is_written_by_its_definition_where_it_has_no_name() -> None:
    assert (str(softsign(x).sympy()), str(softsign(x).sympy().doit())) == ("softsign(x)", "x/(Abs(x) + 1)")
    assert "softsign" not in {*balls.UNARY, *floats.UNARY}
