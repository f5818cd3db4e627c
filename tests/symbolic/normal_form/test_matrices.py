"""Inverses and determinants of matrices that are made of others: proved, with twins that are refuted."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
v, s = vector("v", n), vector("s", n, positive=True)
A, B, P = matrix("A", n, n), matrix("B", n, n), matrix("P", n, n, positive_definite=True)

TRUE = {
    "P P⁻¹": (P @ inv(P), eye(n), None),
    "A⁻¹ A v": (inv(A) @ A @ v, v, Ne(det(A), 0)),
    "I": (eye(n), A @ inv(A), Ne(det(A), 0)),
    "(A B)⁻¹": (inv(A @ B), inv(B) @ inv(A), None),
    "det P⁻¹": (det(inv(P)) * det(P), 1, None),
    "det 2A": (det(2 * A), 2**n * det(A), None),
    "det A B": (det(A @ B), det(A) * det(B), None),
    "an inverse inverted": (inv(inv(P)), P, None),
    "a diagonal inverted": (diag(1 / s), inv(diag(s)), None),
    "a multiple inverted": (inv(3 * P), inv(P) / 3, None),
}

FALSE = {
    "(A B)⁻¹": (inv(A @ B), inv(A) @ inv(B), None),
    "det A + B": (det(A + B), det(A) + det(B), None),
    "det 2A": (det(2 * A), 2 * det(A), None),
    "another inverse": (A @ inv(B), eye(n), None),
    "an inverse too many": (inv(P) @ P @ v, P @ v, None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
