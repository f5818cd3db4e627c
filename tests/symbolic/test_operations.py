"""Counts of operations: what is computed once is counted once."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Status
from symcheck.language.tensor import Tensor

n, m, K = sizes("n m K")
k = index("k", K)
A, B, x = matrix("A", n, n), matrix("B", n, m), vector("x", n)
T = tensor("T", K, n, n)

COUNTS = {
    "an inverse is computed once for all its entries": (inv(A), n**3),
    "and once where it stands twice": (inv(A) @ inv(A), n**3 + 2 * n**3),
    "the solution of equations": (solve(A, x), n**3 + 2 * n**2),
    "of many": (inv(A) @ B, n**3 + 2 * n**2 * m),
    "an inverse for each of many matrices": (Sum((inv(T[k]) @ x)[1], k), K * n**3 + 2 * K * n + K),
    "a determinant beside an inverse": (det(A) * inv(A), 2 * n**3 + n**2),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_count(name: str) -> None:
    value, count = COUNTS[name]
    assert check(cost(value), count).status is Status.PROVED


BOUNDS = [(inv(A), O(n**3), O(n**2)), (inv(A) @ B, O(n**3 + n**2 * m), O(n**3)), (solve(A, x), O(n**3), O(n**2))]


@pytest.mark.parametrize(("value", "bound", "less"), BOUNDS)
def test_a_bound(value: Tensor, bound: object, less: object) -> None:
    assert check(cost(value), bound).status is Status.PROVED
    assert check(cost(value), less).status is Status.REFUTED
