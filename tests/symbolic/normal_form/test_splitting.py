"""Sums over ranges that differ: cut, shifted, telescoped, in closed form; and n m as a sum over two ranges."""

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
T = size("T")
signal, kernel = vector("signal", T), vector("kernel", 2 * m + 1)
t, u = index("t", m + 1, T - m), index("u", -m, m)
w, back = index("w", t - m, t + m), index("b", 0, n - 1)
s, p = scalar("s"), scalar("p", positive=True)
first_k, late = index("f", 0, n - 1), index("g", 5, n)
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
    "a geometric sum": (Sum(s**k, k) * (1 - s), s - s ** (n + 1), None),
    "its closed form": (Sum(s**first_k, first_k), (1 - s**n) / (1 - s), Ne(s, 1)),
    "of a positive quotient": (Sum(p**first_k, first_k), (p**n - 1) / (p - 1), p > 1),
    "of an exponential": (Sum(exp(s * first_k), first_k) * (exp(s) - 1), exp(n * s) - 1, None),
    "of e": (Sum(exp(k), k), (exp(n + 1) - exp(1)) / (exp(1) - 1), None),
    "of a number": (Sum(2**first_k, first_k), 2**n - 1, None),
    "of a fraction": (Sum(Rational(1, 2) ** k, k), 1 - Rational(1, 2) ** n, None),
    "an arithmetic-geometric sum": (
        Sum(k * s**k, k) * (1 - s) ** 2,
        s - (n + 1) * s ** (n + 1) + n * s ** (n + 2),
        None,
    ),
    "partial fractions": (Sum(1 / (k * (k + 1)), k), n / (n + 1), None),
    "of three factors": (Sum(1 / (k * (k + 1) * (k + 2)), k), Rational(1, 4) - 1 / (2 * (n + 1) * (n + 2)), None),
    "of odd numbers": (Sum(1 / ((2 * k - 1) * (2 * k + 1)), k), n / (2 * n + 1), None),
    "a window": (Sum(signal[t + u], u), Sum(signal[w], w), None),
    "a window turned": (Sum(signal[t + u], u), Sum(signal[t - u], u), None),
    "a convolution": (Sum(signal[t + u] * kernel[u + m + 1], u), Sum(signal[w] * kernel[w - t + m + 1], w), None),
    "from the end": (whole, Sum(x[n + 1 - k], k), None),
    "from the end, counted from 0": (whole, Sum(x[n - back], back), None),
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
    "a geometric sum off by one": (Sum(s**k, k) * (1 - s), s - s**n, None),
    "its closed form from 1": (Sum(s**k, k), (1 - s**n) / (1 - s), Ne(s, 1)),
    "of a number off by one": (Sum(2**k, k), 2**n - 1, None),
    "of e off by one": (Sum(exp(k), k), (exp(n) - 1) / (exp(1) - 1), None),
    "of e over a range that may be empty": (Sum(exp(late), late), (exp(n + 1) - exp(5)) / (exp(1) - 1), None),
    "over a range that may be empty": (Sum(2**late, late), 2 ** (n + 1) - 32, None),
    "partial fractions off by one": (Sum(1 / (k * (k + 1)), k), (n - 1) / n, None),
    "partial fractions of a square": (Sum(1 / (k * k), k), n / (n + 1), None),
    "a convolution turned": (
        Sum(signal[t + u] * kernel[u + m + 1], u),
        Sum(signal[t - u] * kernel[u + m + 1], u),
        None,
    ),
    "from the end, one left out": (whole, Sum(x[n - back], back) - x[1], None),
    "a product from both ends": (Sum(x[k] * x[n + 1 - k], k), Sum(x[k] ** 2, k), None),
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
