"""Powers, long and symbolic, and functions of functions: true identities beside false ones, soon."""

from __future__ import annotations

import time

from symcheck import Eq, Sum, bracket, diff, grad, index, indices, ones, scalars, sizes, tanh, vector
from symcheck.language.tensor import as_tensor
from tests.proving import proved

n, m = sizes("n m")
x, y, z = scalars("x y z")
X = vector("X", n)
i, j = indices("i j", n)


def test_long_powers() -> None:
    for k in (65, 66, 6600):
        assert proved(diff(x**k, x), k * x ** (k - 1))
        assert not proved(diff(x**k, x), k * x**k)
        assert proved((x * y * z) ** k, x**k * y**k * z**k)
    assert proved(diff(x**n, x), n * x ** (n - 1), given=x > 0)
    for k in (70, 1500):
        assert proved(diff((x + y) ** k, x), k * (x + y) ** (k - 1))
        assert not proved(diff((x + y) ** k, x), k * (x + y) ** k)
        assert proved((x + y) ** k - x * (x + y) ** (k - 1), y * (x + y) ** (k - 1))


def test_powers_of_sums_take_no_time() -> None:
    start = time.process_time()
    for k in (5, 12, 40):
        assert proved(grad(X.sum() ** k, X), k * X.sum() ** (k - 1) * ones(n))
        assert not proved(grad(X.sum() ** k, X), k * X.sum() ** k * ones(n))
    assert time.process_time() - start < 5


def test_nested_functions_do_not_double() -> None:
    value, slope = x, as_tensor(1)
    for _ in range(7):
        slope = slope * (1 - tanh(value) ** 2)
        value = tanh(value)
    assert proved(diff(value, x), slope)
    assert not proved(diff(value, x), slope * (1 - tanh(x) ** 2))


def test_symbolic_powers_of_what_may_be_nothing() -> None:
    """x⁰ is 1 where x is 0, so xⁿ⁻¹ is not xⁿ x⁻¹ where x is a sum over nothing, or a difference of equal entries."""
    rest = Sum(X[index("p", 2, n)], index("p", 2, n))
    assert not proved(rest ** (n - 1), rest * rest ** (n - 2))
    p = index("p", 2, n)
    assert not proved(rest ** (n - 1), Sum(X[p] * Sum(X[p], p) ** (n - 2), p))
    assert not proved(bracket(Eq(i, j)) / (X[i] - X[j]) ** (n - 1), 0)
    assert proved(x ** (n - 1) * x, x**n)
    assert proved(x**n * x**m, x ** (n + m))
    assert not proved(x**n * x**m, x ** (n + 2 * m))
    assert proved((x + y) ** (n - 1) * (x + y), (x + y) ** n)
    assert proved(Sum(X[i] ** (n - 1) * X[i], i), Sum(X[i] ** n, i))
