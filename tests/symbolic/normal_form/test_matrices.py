"""Folds over an index, matrices made of others, whole powers and index forms: proved, with twins that are refuted."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n, m, K = sizes("n m K")
i, j = indices("i j", n)
x, y = scalars("x y")
e, p = scalar("e", integer=True), scalar("p", positive=True)
v, w, t, s = vector("v", n), vector("w", n), vector("t", n, positive=True), vector("s", n, positive=True)
A, B, P = matrix("A", n, n), matrix("B", n, n), matrix("P", n, n, positive_definite=True)
k, h = index("k", 0, n - 1), index("h", 1, n - 1)

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
    "Π y": (Product(y, i), y**n, None),
    "Π exp, shifted": (Product(exp(y * i), i), Product(exp(y * (k + 1)), k), None),
    "Π of products": (Product(2 * v[i] * w[i], i), 2**n * Product(v[i], i) * Product(w[i], i), None),
    "log Π": (log(Product(t[i], i)), Sum(log(t[i]), i), None),
    "Σ log": (Sum(log(t[i]), i), log(Product(t[i], i)), None),
    "max of multiples": (max(stack(p * v[i], i)), p * max(v), None),
    "max of sums": (max(stack(v[i] + x, i)), max(v) + x, None),
    "min": (-min(v), max(-v), None),
    "max of one": (max(stack(p, i)), p, None),
    "a case assumed": (where(Ne(x, y), 1 / (x - y), 0), 1 / (x - y), Ne(x, y)),
    "sin πe": (sin(pi * e), 0, None),
    "cos² πi": (Sum(cos(pi * i) ** 2, i), n, None),
    "a whole power of a square": ((x**e) ** 2, (x**2) ** e, None),
    "exp log Γ": (exp(loggamma(p)), gamma(p), None),
    "|i − j|": (Abs(i - j), i - j, i >= j),
    "|n − 3|": (Abs(n - 3), n - 3, n >= 3),
    "[≠] + [=]": (bracket(Ne(n, m + K)) + bracket(Eq(n, m + K)), 1, None),
    "the last index": (bracket(i < n) * v[i + 1], where(i >= n, 0, v[i + 1]), None),
    "a quadratic form": (Abs(v @ P @ v), v @ P @ v, None),
    "|x|": (Abs(x), x * sign(x), None),
    "over a shifted range": (Sum(v[i], i), Sum(v[k + 1], k), None),
    "a telescope": (Sum(v[h + 1] - v[h], h), v[n] - v[1], None),
}

FALSE = {
    "(A B)⁻¹": (inv(A @ B), inv(A) @ inv(B), None),
    "det A + B": (det(A + B), det(A) + det(B), None),
    "det 2A": (det(2 * A), 2 * det(A), None),
    "another inverse": (A @ inv(B), eye(n), None),
    "an inverse too many": (inv(P) @ P @ v, P @ v, None),
    "|i − j|": (Abs(i - j), i - j, None),
    "|n − 3|": (Abs(n - 3), n - 3, None),
    "log Π": (log(Product(v[i], i)), Sum(log(v[i]), i), None),
    "Π over one less": (Product(y, h), y**n, None),
    "Π of a number": (Product(2 * v[i], i), 2 * Product(v[i], i), None),
    "max of multiples": (max(stack(x * v[i], i)), x * max(v), None),
    "cos πe": (cos(pi * e), 1, None),
    "sin πx": (sin(pi * x), 0, None),
    "the root of a square": ((x**2) ** Rational(1, 2), x, None),
    "exp log Γ": (exp(loggamma(x)), x * gamma(x), None),
    "the last index": (bracket(i < n) * v[i + 1], where(i > n, 0, v[i + 1]), None),
    "a quadratic form": (Abs(v @ A @ v), v @ A @ v, None),
    "a telescope": (Sum(v[h + 1] - v[h], h), v[n] - v[1] + bracket(Eq(n, 1)), None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
