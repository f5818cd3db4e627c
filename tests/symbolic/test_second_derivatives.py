"""Second derivatives of even powers of sizes and norms, which exist where these are 0; and twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n, d = sizes("n d")
X, w, t = matrix("X", n, d), vector("w", d), vector("t", n)
s, lam = scalar("s"), scalar("lam", positive=True)

TRUE = {
    "least squares": (hessian(norm(X @ w - t) ** 2, w), 2 * X.T @ X, None),
    "ridge": (hessian(norm(X @ w - t) ** 2 / 2 + lam * norm(w) ** 2, w), X.T @ X + 2 * lam * eye(d), None),
    "a norm to the fourth": (hessian(norm(t) ** 4, t), 4 * norm(t) ** 2 * eye(n) + 8 * outer(t, t), None),
    "|s|²": (diff(Abs(s) ** 2, s, s), 2, None),
    "s¹": (diff(s**1, s, s), 0, None),
    "a third derivative": (diff(s**2, s, s, s), 0, None),
}
FALSE = {
    "least squares, half": (hessian(norm(X @ w - t) ** 2, w), X.T @ X, None),
    "a norm to the fourth, half": (hessian(norm(t) ** 4, t), 4 * norm(t) ** 2 * eye(n) + 4 * outer(t, t), None),
    "|s|² at 0": (diff(Abs(s) ** 2, s, s), 2 * sign(s) ** 2, None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
