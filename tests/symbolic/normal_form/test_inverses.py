"""Identities between inverses of matrices, for all sizes; their false twins, which are not proved."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Abstained
from tests.tables import each

n, m = sizes("n m")
i, j, k, c = indices("i j k c", n)
lam, s = scalars("lam s", positive=True)
g = scalar("g")
A, B, Z = matrix("A", n, n), matrix("B", n, n), matrix("Z", n, n, symmetric=True)
X, C, H, E = matrix("X", n, m), matrix("C", n, m), matrix("H", m, n), matrix("E", m, n)
P, Q = matrix("P", n, n, positive_definite=True), matrix("Q", n, n, positive_definite=True)
R = matrix("R", m, m, positive_definite=True)
y, u, v, w, b = vector("y", n), vector("u", n), vector("v", n), vector("w", n, positive=True), vector("b", m)
I, J, W = eye(n), eye(m), diag(w)
a, short, wide = index("a", 1, n - 1), index("short", 1, n - 1), index("wide", n)
block = stack(A[a, short], a, short)

full = Ne(det(X.T @ X), 0)
hat = X @ inv(X.T @ X) @ X.T
ridge = inv(X.T @ X + lam * J)
gain = Q @ H.T @ inv(H @ Q @ H.T + R)
capacity = inv(inv(R) + X.T @ inv(Q) @ X)
gls = inv(X.T @ inv(Q) @ X)
both = [Ne(det(I + A @ B), 0), Ne(det(I + B @ A), 0)]
rank_one = [Ne(det(A), 0), Ne(1 + v @ inv(A) @ u, 0)]


def woodbury(sign: int = 1) -> object:
    return inv(Q) - sign * inv(Q) @ X @ capacity @ X.T @ inv(Q)


TRUE = {
    "the normal equations": (X.T @ (y - hat @ y), 0 * (X.T @ y), full),
    "what the hat matrix leaves": ((I - hat) @ (I - hat), I - hat, None),
    "degrees of freedom": (trace(I - hat), n - m, full),
    "Pythagoras": (y @ y, (hat @ y) @ (hat @ y) + ((I - hat) @ y) @ ((I - hat) @ y), full),
    "push-through": (inv(I + A @ B) @ A, A @ inv(I + B @ A), None),
    "push-through, not square": (inv(I + C @ E) @ C, C @ inv(J + E @ C), None),
    "push-through, three factors": (inv(lam * I - A @ P @ B) @ A, A @ inv(lam * I - P @ B @ A), None),
    "Woodbury for any matrices": (inv(I - C @ E), I + C @ inv(J - E @ C) @ E, None),
    "Sherman–Morrison": (
        inv(A + outer(u, v)), inv(A) - outer(inv(A) @ u, v @ inv(A)) / (1 + v @ inv(A) @ u), rank_one),
    "Sherman–Morrison, definite": (
        inv(Q + outer(u, u)), inv(Q) - outer(inv(Q) @ u, u @ inv(Q)) / (1 + u @ inv(Q) @ u), None),
    "Woodbury": (inv(Q + X @ R @ X.T), woodbury(), None),
    "Woodbury, a quadratic form": (y @ inv(Q + X @ R @ X.T) @ y, y @ woodbury() @ y, None),
    "Woodbury, a form of two": (u @ inv(Q + X @ R @ X.T) @ y, u @ woodbury() @ y, None),
    "two summands": (inv(Q + P), inv(Q) - inv(Q) @ inv(inv(Q) + inv(P)) @ inv(Q), None),
    "parallel sums": (inv(inv(Q) + inv(P)), Q @ inv(Q + P) @ P, None),
    "parallel sums, either way": (A @ inv(A + B) @ B, B @ inv(A + B) @ A, None),
    "resolvents": (inv(A) - inv(B), inv(A) @ (B - A) @ inv(B), None),
    "a Cayley transform": ((I - A) @ inv(I + A), inv(I + A) @ (I - A), None),
    "Joseph's form": ((I - gain @ H) @ Q @ (I - gain @ H).T + gain @ R @ gain.T, (I - gain @ H) @ Q, None),
    "the information filter": (Q - gain @ H @ Q, inv(inv(Q) + H.T @ inv(R) @ H), None),
    "weighted least squares": (
        X @ inv(X.T @ W @ X) @ X.T @ W @ X @ inv(X.T @ W @ X) @ X.T @ W, X @ inv(X.T @ W @ X) @ X.T @ W, None),
    "generalised least squares": (X.T @ inv(Q) @ (y - X @ gls @ X.T @ inv(Q) @ y), 0 * (X.T @ y), Ne(det(gls), 0)),
    "what ridge leaves": (y - X @ ridge @ X.T @ y, lam * inv(X @ X.T + lam * I) @ y, None),
    "what ridge costs": (y @ y - y @ X @ ridge @ X.T @ y, lam * y @ inv(X @ X.T + lam * I) @ y, None),
    "the trace of ridge": (trace(X @ ridge @ X.T), m - lam * trace(ridge), None),
    "a posterior mean": (inv(lam * J + X.T @ X / s) @ X.T / s, X.T @ inv(s * I + X @ X.T / lam) / lam, None),
    "a product of Gaussians": (
        inv(inv(Q) + inv(P)) @ (inv(Q) @ u + inv(P) @ v), u + Q @ inv(Q + P) @ (v - u), None),
    "an inverse under a sum": (Sum(inv(P + w[k] * I) @ P, k), n * I - Sum(w[k] * inv(P + w[k] * I), k), None),
    "a factor that may be 0": (inv(g * X @ X.T + lam * I) @ X @ X.T * g, I - lam * inv(g * X @ X.T + lam * I), None),
    "a product of a sum": (inv(A @ A + A), inv(A) - inv(A + I), [Ne(det(A + I), 0), Ne(det(A), 0)]),
    "a block": (Sum(block[a, short] * inv(block)[short, c], short), bracket(Eq(a, c)), c <= n - 1),
}  # fmt: skip

FALSE = {
    "the normal equations": (X.T @ (y + hat @ y), 0 * (X.T @ y), full),
    "the trace of the hat matrix": (trace(hat), n, full),
    "the hat matrix without a transpose": (hat @ X, 2 * X, None),
    "Pythagoras": (y @ y, (hat @ y) @ (hat @ y) - ((I - hat) @ y) @ ((I - hat) @ y), full),
    "push-through": (inv(I + A @ B) @ A, A @ inv(I + A @ B), both),
    "push-through, another order": (inv(I - A @ P @ B) @ A, A @ inv(I - B @ P @ A), None),
    "push-through, 0 for a unit": (inv(g * I - C @ E) @ C, C @ inv(g * J - E @ C), None),
    "one row of push-through": (inv(I + A @ B)[1, i], inv(I + B @ A)[1, i], both),
    "Sherman–Morrison, u and v": (
        inv(A + outer(u, v)), inv(A) - outer(inv(A) @ v, u @ inv(A)) / (1 + v @ inv(A) @ u), rank_one),
    "Sherman–Morrison, a transpose": (
        inv(A + outer(u, v)), inv(A) - outer(inv(A) @ u, inv(A) @ v) / (1 + v @ inv(A) @ u), rank_one),
    "Woodbury, the sign": (inv(Q + X @ R @ X.T), woodbury(-1), None),
    "Woodbury, R": (inv(Q + X @ R @ X.T), inv(Q) - inv(Q) @ X @ inv(R + X.T @ inv(Q) @ X) @ X.T @ inv(Q), None),
    "Woodbury, a quadratic form": (y @ inv(Q + X @ R @ X.T) @ y, y @ woodbury(-1) @ y, None),
    "Woodbury, another vector": (y @ inv(Q + X @ R @ X.T) @ y, u @ inv(Q) @ y + y @ (woodbury() - inv(Q)) @ y, None),
    "the Kalman gain": (gain, inv(inv(Q) + H.T @ R @ H) @ H.T @ inv(R), None),
    "Joseph's form": ((I - gain @ H) @ Q @ (I - gain @ H).T + gain @ R @ gain.T, (I + gain @ H) @ Q, None),
    "two summands": (inv(Q + P), inv(Q) - inv(P) @ inv(inv(Q) + inv(P)) @ inv(Q), None),
    "parallel sums": (A @ inv(A + B) @ B, B.T @ inv(A + B) @ A.T, None),
    "what commutes": (inv(I + A) @ B, B @ inv(I + A), None),
    "weights forgotten": (X @ inv(X.T @ W @ X) @ X.T @ X @ inv(X.T @ W @ X) @ X.T, X @ inv(X.T @ W @ X) @ X.T, None),
    "what ridge leaves": (y - X @ ridge @ X.T @ y, inv(X @ X.T + lam * I) @ y, None),
    "ridge is no projection": (X @ ridge @ X.T @ X @ ridge @ X.T, X @ ridge @ X.T, None),
    "the trace of ridge": (trace(X @ ridge @ X.T), n - lam * trace(ridge), None),
    "an inverse under a sum": (Sum(inv(P + w[k] * I) @ P, k), I - Sum(w[k] * inv(P + w[k] * I), k), None),
    "a factor that may be 0": (inv(g * X @ X.T + lam * I) @ X @ X.T, (I - lam * inv(g * X @ X.T + lam * I)) / g, None),
    "a product of a sum": (inv(A @ A + A), inv(A) + inv(A + I), [Ne(det(A + I), 0), Ne(det(A), 0)]),
    "entry by entry": (Sum(inv(A)[i, j] * A[i, j], j), 1, Ne(det(A), 0)),
    "a block beside the whole": (Sum(inv(block)[a, short] * A[short, wide], short), bracket(Eq(a, wide)), None),
    "the whole beside a block": (Sum(inv(A)[i, a] * A[a, j], a), bracket(Eq(i, j)), Ne(det(A), 0)),
    "asked for by the line alone": (X.T @ X, X.T @ X @ inv(X.T @ X) @ X.T @ X, None),
    "nothing left, but asked for": (0 * y, (hat - hat) @ y, None),
}  # fmt: skip

DEFINITE = {
    "an inverse": P + X @ inv(R) @ X.T,
    "sums inside": I + X @ H @ Q @ H.T @ X.T,
    "a form without a middle": I + X @ H @ H.T @ X.T,
    "an inverse of a sum": inv(P + X @ X.T) + Q,
}

NOT_DEFINITE = {
    "no transpose": I + A @ P @ A,
    "two in the middle": I + A @ P @ Q @ A.T,
    "a symmetric middle": I + A @ Z @ A.T,
    "its inverse": I + A @ inv(Z + lam * I) @ A.T,
    "a difference": inv(P) - Q,
    "rows of different inverses": stack(inv(P + w[i] * I)[i, j], i, j),
    "columns of different inverses": I + stack(Sum(P[i, k] * inv(P + w[k] * I)[k, c] * P[c, j], k, c), i, j),
}

BEYOND = {
    "a corner cut off": (Sum(v[i] * P[i, j] * v[j], i, j, where=i + j >= 3), "refuted"),
    "a corner of an inverse": (Sum(v[i] * inv(P)[i, j] * v[j], i, j, where=i + j >= 3), "refuted"),
    "another middle in each row": (Sum(v[i] * inv(P + w[i] * I)[i, j] * v[j], i, j), "undecided"),
    "two vectors": (v @ inv(Q) @ u, "refuted"),
    "two matrices": (v @ inv(Q) @ inv(P) @ v, "refuted"),
}


TURNED = {
    "another unit": (det(I + C @ E), det(J + 2 * E @ C)),
    "another sign": (det(I + C @ E), det(J - E @ C)),
    "a transpose": (det(I + A @ B), det(I + A.T @ B)),
    "no unit": (det(W + A @ B), det(W + B @ A)),
    "entry by entry": (det(I + A * B), det(I + A @ B)),
    "a diagonal of the same trace": (det(I + diag(u * v)), det(I + outer(u, v))),
}


@pytest.mark.parametrize("name", TURNED)
def test_a_determinant_that_is_another_is_not_known(name: str) -> None:
    first, other = TURNED[name]
    assert check(0 / first, 0 / other).status.value in ("undecided", "refuted")


test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")


@pytest.mark.parametrize("turned", [False, True], ids=["rows", "columns"])
def test_an_inverse_in_each_row_is_no_inverse(turned: bool) -> None:
    """Whether the determinant of the rows of different inverses is positive is not told by any one of them."""
    one, other = (j, i) if turned else (i, j)
    assert check(sign(det(inv(P + w[k] * I))), 1).status.value == "proved"
    assert check(sign(det(stack(inv(P + w[one] * I)[one, other], i, j))), 1).status.value == "undecided"


@pytest.mark.parametrize("name", DEFINITE)
def test_a_definite_matrix_has_an_inverse(name: str) -> None:
    of = DEFINITE[name]
    assert check(1, det(of) / det(of)).status.value == "proved"


@pytest.mark.parametrize("name", NOT_DEFINITE)
def test_what_is_not_recognised_may_have_none(name: str) -> None:
    of = NOT_DEFINITE[name]
    assert check(1, det(of) / det(of)).status.value in ("undecided", "refuted")


@pytest.mark.parametrize("name", BEYOND)
def test_forms_that_may_be_negative(name: str) -> None:
    form, expected = BEYOND[name]
    assert check(Abs(form), form).status.value == expected


def test_the_inverse_exists_where_the_first_exists() -> None:
    verdict = check(inv(A) - outer(inv(A) @ u, v @ inv(A)) / (1 + v @ inv(A) @ u), inv(A + outer(u, v)))
    assert verdict.status.value == "proved"


def test_the_inverse_that_the_first_does_not_ask_for_is_asked_for() -> None:
    found = prove(inv(A) @ A @ u, inv(A + outer(u, v)) @ (A + outer(u, v)) @ u)
    assert isinstance(found, Abstained) and "asks for det" in found.reason


def test_a_form_in_a_definite_inverse_is_not_negative() -> None:
    assert check(Abs(v @ H.T @ inv(R) @ H @ v), v @ H.T @ inv(R) @ H @ v).status.value == "proved"
