"""What is bounded away from 0 may be divided by, what reaches it may not."""

import pytest

from symcheck import *
from symcheck.language.tensor import Tensor

x, y = scalars("x y")

n = size("n")
i = index("i", n)
v = vector("v", n)

BOUNDED = [
    (diff(log(1 + erf(x)), x), diff(erf(x), x) / (1 + erf(x))),
    (Sum(log(1 - erf(v[i])), i) + Sum(erf(v[i]), i), Sum(log(1 - erf(v[i])) + erf(v[i]), i)),
    (x, x * (2 + sin(x)) / (2 + sin(x))),
    (x, x * (1 - erf(x) ** 2) / (1 - erf(x) ** 2)),
    (x, x * (3 + cos(x) - sin(y)) / (3 + cos(x) - sin(y))),
]
REACHED = [
    (x, x * (1 + sin(x)) / (1 + sin(x))),
    (x, x * (1 - sign(x)) / (1 - sign(x))),
    (x, x * (1 + 2 * erf(x)) / (1 + 2 * erf(x))),
    (x, x * (2 + cos(x) - sin(y)) / (2 + cos(x) - sin(y))),
    (x, x * (erf(x) ** 2 - 1 + x**2) / (erf(x) ** 2 - 1 + x**2)),
]


@pytest.mark.parametrize(("left", "right"), BOUNDED)
def test_what_is_bounded_away_from_0_may_divide(left: Tensor, right: Tensor) -> None:
    assert check(left, right).status.value == "proved"


@pytest.mark.parametrize(("left", "right"), REACHED)
def test_what_reaches_0_may_not(left: Tensor, right: Tensor) -> None:
    assert check(left, right).status.value != "proved"
