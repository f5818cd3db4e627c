"""The names of bound indices."""

from __future__ import annotations

import pytest

from symcheck import Sum, index, indices, matrix, sizes, vector
from tests.proving import proved

n = sizes("n")
X, Y = vector("X", n), vector("Y", n)


@pytest.mark.parametrize("names", [("p", "q"), ("#0", "%1%"), ("@", "?"), ("i", "ii")])
def test_bound_indices_may_have_any_name(names: tuple[str, str]) -> None:
    p, q = indices(names, n) if isinstance(names, list) else (index(names[0], 1, n), index(names[1], 1, n))
    A = matrix("A", n, n)
    assert proved(Sum(A[p, q] * X[p] * Y[q], p, q), Sum(A[q, p] * X[q] * Y[p], p, q))
    assert not proved(Sum(A[p, q] * X[p] * Y[q], p, q), Sum(A[q, p] * X[p] * Y[q], p, q))
