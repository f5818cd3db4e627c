"""What is 0: nothing is cancelled or multiplied out that may be nothing."""

from __future__ import annotations

from symcheck import Abs, bracket, exp, indices, scalars, sizes
from symcheck.language.tensor import as_tensor
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.zero import is_zero

n = sizes("n")
x, y, z = scalars("x y z")
i = indices("i", n)


def vanishes(expr: object) -> bool:
    """Whether an expression is found to be 0, nothing being known of what it asks for."""
    return is_zero(NOTHING, normal(NOTHING, as_tensor(expr).body))


def test_a_bracket_is_not_cancelled() -> None:
    c, falls = bracket(x > 0), bracket(x <= 0)
    assert not vanishes(c / c - 1)
    assert not vanishes(c + falls * y / falls - y * falls)
    assert not vanishes(c / (c * y) - 1 / y)
    assert not vanishes(1 / (1 - c * y / c) - c / (c - c * y))
    first = bracket(i > 1)
    assert not vanishes(1 / (1 - first * y / first) - first / (first - first * y))
    assert vanishes(c / c - c)
    assert vanishes(c * c - c)
    assert vanishes(c * y / y - c)


def test_a_denominator_that_vanishes_on_a_region_is_not_multiplied_out() -> None:
    c = bracket(x > 0)
    assert not vanishes(c * y / (Abs(x) + x) + Abs(x) - x - c * y / (2 * x))
    assert not vanishes(c * y / (exp(Abs(x)) - exp(x)) - c * y * (Abs(x) - x) / (exp(Abs(x)) - exp(x)) / (Abs(x) - x))
    assert vanishes(y / (Abs(x) + 1) + z - (y + z * Abs(x) + z) / (Abs(x) + 1))
    assert vanishes(y / (x + 1) + z - (y + z * x + z) / (x + 1))
