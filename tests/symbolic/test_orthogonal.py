"""Orthogonal matrices: what AᵀA = I says of a square matrix, and does not say of any other."""

from __future__ import annotations

import pytest

from symcheck import *

n, m = sizes("n m")
A, B, x = matrix("A", n, n), matrix("B", n, n), vector("x", n)
T = matrix("T", m, n)
COLUMNS, ROWS = Eq(A.T @ A, eye(n)), Eq(A @ A.T, eye(n))

RIGHT = {
    "rows": (A @ A.T, eye(n)),
    "columns": (A.T @ A, eye(n)),
    "inverse": (inv(A), A.T),
    "inverse of the transpose": (inv(A.T), A),
    "solution": (solve(A, x), A.T @ x),
    "determinant": (det(A) ** 2, 1),
    "trace": (trace(A @ B @ A.T), trace(B)),
    "length": (norm(A @ x), norm(x)),
    "similarity": (A @ B @ A.T @ A @ B @ A.T, A @ B @ B @ A.T),
}
WRONG = {
    "square": (A @ A, eye(n)),
    "inverse": (inv(A), A),
    "symmetric": (A, A.T),
    "determinant": (det(A), 1),
    "trace": (trace(A @ B), trace(B)),
    "vector": (A @ x, x),
}


@pytest.mark.parametrize("given", [COLUMNS, ROWS])
@pytest.mark.parametrize("name", RIGHT)
def test_what_holds_of_an_orthogonal_matrix_is_proved(name: str, given: object) -> None:
    assert check(*RIGHT[name], given=given).status.value == "proved"


@pytest.mark.parametrize("given", [COLUMNS, ROWS])
@pytest.mark.parametrize("name", WRONG)
def test_and_what_does_not_is_not(name: str, given: object) -> None:
    assert check(*WRONG[name], given=given).status.value not in ("proved", "checked")


@pytest.mark.parametrize(
    ("first", "line", "given"),
    [
        (T @ T.T, eye(m), Eq(T.T @ T, eye(n))),
        (A @ A.T, eye(n), Eq(A.T @ A, 2 * eye(n))),
        (inv(A), A.T, Eq((A.T @ A)[1, 1], 1)),
        (A @ A.T, eye(n), Eq(A.T @ B, eye(n))),
    ],
)
def test_nothing_else_makes_a_matrix_orthogonal(first: Tensor, line: Tensor, given: object) -> None:
    assert check(first, line, given=given).status.value not in ("proved", "checked")


def test_what_varies_with_the_matrix_is_its_inverse() -> None:
    derivative = grad(trace(inv(A) @ B), A)
    assert check(derivative, B, given=COLUMNS).status.value == "refuted"
    assert check(derivative, -inv(A).T @ B.T @ inv(A).T, given=COLUMNS).status.value == "proved"
