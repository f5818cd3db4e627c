"""Matrices that are invertible as a sum of inverses is: the parallel sum, and its twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i, j = indices("i j", n)
A, B = matrix("A", n, n), matrix("B", n, n)
P, w = matrix("P", n, n, positive_definite=True), vector("w", n, positive=True)

TRUE = {
    "the parallel sum": (inv(inv(A) + inv(B)), A @ inv(A + B) @ B, None),
    "the other way": (inv(inv(A) + inv(B)), B @ inv(A + B) @ A, None),
    "beside I": (inv(eye(n) + inv(A)), A @ inv(A + eye(n)), None),
}
FALSE = {
    "a sign": (inv(inv(A) + inv(B)), A @ inv(A - B) @ B, None),
    "one inverse": (inv(inv(A) + B), A @ inv(A + B) @ B, None),
    "none": (inv(eye(n) + A), A @ inv(A + eye(n)), None),
}
rows = stack(inv(P + w[i] * eye(n))[i, j] + inv(P + w[i] * eye(n))[i, j], i, j)
columns = stack(inv(P + w[j] * eye(n))[i, j], i, j)
NEVER = {
    "an inverse in each row": (1, det(rows) / det(rows), None),
    "an inverse in each column": (1, det(columns) / det(columns), None),
    "where A has no inverse": (A @ inv(A + B) @ B, inv(inv(A) + inv(B)), None),
    "a sum that is not asked for": (inv(A) + inv(B), inv(B) @ (A + B) @ inv(A) + 0 * inv(A + B), None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
test_never_right = each(NEVER, "refuted", "undecided")
