"""Sums over ranges that differ: cut where another begins or ends; and summands that are n m of one over two ranges."""

from __future__ import annotations

import pytest

from symcheck import *
from tests.proving import proved

n, m = sizes("n m")
i, j, k = indices("i j k", n)
a = index("a", m)
x, y, z = vector("x", n), vector("y", m), vector("z", n + m)
every_, first, second = index("l", 1, n + m), index("l", 1, n), index("l", n + 1, n + m)
before, behind = index("r", 1, i - 1), index("q", i, n)
s = scalar("s")
whole = Sum(x[k], k)

TRUE = {
    "up to an index, and beyond": (Sum(x[k], k, where=k <= i) + Sum(x[k], k, where=k > i), whole, None),
    "before an index, at it, and beyond": (Sum(x[k], k, where=k < i) + x[i] + Sum(x[k], k, where=k > i), whole, None),
    "two ranges side by side": (Sum(x[before], before) + Sum(x[behind], behind), whole, None),
    "two sizes": (Sum(z[every_], every_), Sum(z[first], first) + Sum(z[second], second), None),
    "three pieces": (
        Sum(s**k, k, where=And(k >= i, k <= j)) + Sum(s**k, k, where=k < i) + Sum(s**k, k, where=k > j),
        Sum(s**k, k),
        i <= j,
    ),
    "halves of a square": (Sum(x[i] / (x[i] + x[j]), i, j), n**2 / 2, None),
    "a rectangle": (Sum(x[i] / (x[i] + y[a]) + y[a] / (x[i] + y[a]), i, a), n * m, None),
}
FALSE = {
    "one left out": (Sum(x[k], k, where=k <= i) + Sum(x[k], k, where=k > i + 1), whole, None),
    "one twice": (Sum(x[k], k, where=k <= i) + Sum(x[k], k, where=k >= i), whole, None),
    "pieces that may overlap": (
        Sum(s**k, k, where=And(k >= i, k <= j)) + Sum(s**k, k, where=k < i) + Sum(s**k, k, where=k > j),
        Sum(s**k, k),
        None,
    ),
    "a whole square": (Sum(x[i] / (x[i] + x[j]), i, j), n**2, None),
    "half a rectangle": (Sum(x[i] / (x[i] + y[a]), i, a), n * m / 2, None),
}


@pytest.mark.parametrize("name", TRUE)
def test_equal_for_all_sizes(name: str) -> None:
    assert proved(*TRUE[name])


@pytest.mark.parametrize("name", FALSE)
def test_not_equal(name: str) -> None:
    left, right, given = FALSE[name]
    assert not proved(left, right, given)
    assert check(left, right, given=given).status.value == "refuted"
