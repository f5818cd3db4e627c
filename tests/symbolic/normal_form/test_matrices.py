"""Inverses and determinants of matrices that are made of others: proved, with twins that are not."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n, m = sizes("n m")
i, j = index("i", n), index("j", n)
below, above = index("s", 1, i), index("r", j, n)
x, y, c = vector("x", n), vector("y", n), scalar("c")
v, s = vector("v", n), vector("s", n, positive=True)
A, B, P = matrix("A", n, n), matrix("B", n, n), matrix("P", n, n, positive_definite=True)
C, U, W = matrix("C", n, n), matrix("U", n, m), matrix("W", m, n)
between = stack(Sum(v[index("t", i, j)], index("t", i, j)), i, j)
cumulated = stack(Sum(v[below], below) * Sum(x[above], above), i, j)
tails = Sum(x[index("r", i, n)], index("r", i, n))

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
    "det of a diagonal": (det(diag(v)), Product(v[i], i), None),
    "log det of a diagonal": (logdet(diag(s)), Sum(log(s[i]), i), None),
    "det of the identity": (det(eye(n)), 1, None),
    "det c I": (det(c * eye(n)), c**n, None),
    "matrix determinant lemma": (det(eye(n) + outer(x, y)), 1 + dot(x, y), None),
    "the lemma for c I": (det(c * eye(n) - 2 * outer(x, y)), c**n - 2 * c ** (n - 1) * dot(x, y), None),
    "the lemma for a constant": (det(eye(n) + c * ones(n, n)), 1 + c * n, None),
    "the lemma for a matrix": (det(A + outer(x, y)), det(A) * (1 + y @ inv(A) @ x), Ne(det(A), 0)),
    "the lemma for log det": (logdet(P + outer(x, x)), logdet(P) + log(1 + x @ inv(P) @ x), None),
    "the lemma for a product": (det(eye(n) + outer(A @ x, y)), 1 + y @ A @ x, None),
    "det A B C": (det(A @ B @ C), det(A) * det(B) * det(C), None),
    "det U W A": (det(U @ W @ A), det(U @ W) * det(A), None),
    "(A B C)⁻¹": (inv(A @ B @ C), inv(C) @ inv(B) @ inv(A), Ne(det(A @ B @ C), 0)),
    "the lemma for cumulative sums": (det(eye(n) + cumulated), 1 + Sum(Sum(v[below], below) * tails, i), None),
    "Sylvester's identity": (det(eye(n) + U @ U.T), det(eye(m) + U.T @ U), None),
    "Sylvester's identity for c I": (det(c * eye(n) - U @ W), c ** (n - m) * det(c * eye(m) - W @ U), Ne(c, 0)),
    "Sylvester's identity for three": (det(eye(n) + A @ B @ C), det(eye(n) + C @ A @ B), None),
}

FALSE = {
    "(A B)⁻¹": (inv(A @ B), inv(A) @ inv(B), None),
    "det A + B": (det(A + B), det(A) + det(B), None),
    "det 2A": (det(2 * A), 2 * det(A), None),
    "det of a diagonal": (det(diag(v)), Sum(v[i], i), None),
    "det c I": (det(c * eye(n)), c, None),
    "det of what is not square": (det(U.T @ A @ U), det(A) * det(U.T @ U), None),
    "(A B C)⁻¹": (inv(A @ B @ C), inv(A) @ inv(B) @ inv(C), Ne(det(A @ B @ C), 0)),
    "the lemma for a matrix, turned": (det(A + outer(x, y)), det(A) * (1 + x @ inv(A) @ y), Ne(det(A), 0)),
    "Sylvester's identity for c I": (det(c * eye(n) + U @ W), det(c * eye(m) + W @ U), Ne(c, 0)),
    "Sylvester's identity, out of turn": (det(eye(n) + A @ B @ C), det(eye(n) + C @ B @ A), None),
    "the lemma for another vector": (det(eye(n) + outer(x, y)), 1 + dot(x, x), None),
    "the lemma for sums from axis to axis": (det(eye(n) + between), 1 + v.sum(), None),
    "the lemma for cumulative sums": (det(eye(n) + cumulated), 1 + dot(v, x), None),
    "the lemma for a power too many": (det(c * eye(n) + outer(x, y)), c**n * (1 + dot(x, y)), None),
    "the lemma for two products": (det(eye(n) + outer(x, y) + outer(y, x)), 1 + 2 * dot(x, y), None),
    "the lemma for a diagonal": (det(diag(v) + outer(x, y)), Product(v[i], i) + dot(x, y), None),
    "another inverse": (A @ inv(B), eye(n), None),
    "an inverse too many": (inv(P) @ P @ v, P @ v, None),
}

FAR = bracket(n >= 60)
z, k = index("z", i, n), index("k", n)
chained = stack(Sum(Sum(A[i, k] * B[k, z] * C[z, j], z), k), i, j)

BEYOND_THE_SIZES_TRIED = {
    "the lemma for sums from axis to axis": (FAR * det(eye(n) + between), FAR * (1 + v.sum()), None),
    "det of a sum that begins at an axis": (FAR * det(chained), FAR * det(A) * det(B) * det(C), None),
    "the lemma for a matrix and sums from axis to axis": (
        FAR * det(A + between),
        FAR * det(A) * (1 + Sum(Sum(inv(A)[j, i] * Sum(v[index("t", i, j)], index("t", i, j)), i), j)),
        Ne(det(A), 0),
    ),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
test_not_proved = each(BEYOND_THE_SIZES_TRIED, "undecided")
