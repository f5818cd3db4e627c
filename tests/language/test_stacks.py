"""Stacks of matrices: products, inverses and determinants of the last two axes, as NumPy's."""

from __future__ import annotations

import numpy as np
import pytest

from symcheck import *
from symcheck.errors import StatementError
from tests.tables import each

B, n, m, d = sizes("B n m d")
b, i, j, k = index("b", B), index("i", n), index("j", m), index("k", d)
Q, K, V = tensor("Q", B, n, d), tensor("K", B, m, d), tensor("V", B, m, d)
S, W, v = tensor("S", B, d, d), matrix("W", d, n), vector("v", d)
regular, positive = every(b, Ne(det(S[b]), 0)), every(b, det(S[b]) > 0)

TRUE = {
    "entries": (Q @ K.mT, stack(Sum(Q[b, i, k] * K[b, j, k], k), b, i, j)),
    "each of a stack": ((Q @ K.mT)[b], Q[b] @ K[b].T),
    "with a matrix": ((Q @ W)[b], Q[b] @ W),
    "with a vector": ((S @ v)[b], S[b] @ v),
    "a vector with a stack": ((v @ S)[b], v @ S[b]),
    "attention": ((softmax(Q @ K.mT) @ V)[b], softmax(Q[b] @ K[b].T) @ V[b]),
    "its gradient": (grad((Q @ K.mT).sum(), Q[b]), outer(ones(n), K[b].sum(axis=0))),
    "inverses": ((S @ inv(S))[b], eye(d), regular),
    "solutions": (solve(S, v)[b], inv(S[b]) @ v, regular),
    "determinants": (grad(logdet(S).sum(), S), inv(S).mT, positive),
}

FALSE = {
    "a vector on the other side": ((v @ S)[b], S[b] @ v),
    "its gradient": (grad((Q @ K.mT).sum(), Q[b]), outer(ones(n), Q[b].sum(axis=0))),
    "solutions of the transpose": (solve(S, v)[b], inv(S[b]).T @ v, regular),
    "determinants": (grad(logdet(S).sum(), S), inv(S), positive),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")

SHAPES = [((2, 3, 4), (4, 5)), ((2, 3, 4), (2, 4, 5)), ((4,), (2, 4, 5)), ((2, 3, 4), (4,)), ((3, 4), (2, 4, 5))]


@pytest.mark.parametrize(("left", "right"), [*SHAPES, ((2, 1, 3, 4), (7, 4, 5))])
def test_shapes_are_numpys(left: tuple[int, ...], right: tuple[int, ...]) -> None:
    product = tensor("A", *left) @ tensor("C", *right)
    assert tuple(map(str, product.shape)) == tuple(map(str, (np.zeros(left) @ np.zeros(right)).shape))


def test_stacks_that_differ_do_not_fit() -> None:
    with pytest.raises(StatementError, match=r"\(B, n, d\) and \(d, d, m\) do not fit together in @"):
        Q @ tensor("R", d, d, m)


@pytest.mark.parametrize("make", [lambda: det(Q), lambda: inv(Q[b]), lambda: det(v), lambda: v.mT])
def test_what_is_no_square_matrix_is_refused(make: object) -> None:
    with pytest.raises(StatementError):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_variance_and_deviation_are_methods_too(axis: int | None) -> None:
    X = matrix("X", n, m)
    assert check(X.var(axis=axis), (X**2).mean(axis=axis) - X.mean(axis=axis) ** 2).status.right
    assert check(X.std(axis=axis), sqrt(var(X, axis=axis))).status.right
    assert check(X.var(axis=axis), (X**2).mean(axis=axis)).status.wrong


@pytest.mark.parametrize("values", [(), []])
def test_no_values_are_none(values: object) -> None:
    with pytest.raises(StatementError, match="values=\\(\\) leaves nothing to be"):
        vector("y", n, values=values)  # type: ignore[arg-type]
