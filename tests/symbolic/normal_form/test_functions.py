"""Functions, whole powers and index forms: proved, with twins that are refuted."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n, m, K = sizes("n m K")
i, j = indices("i j", n)
x, y = scalars("x y")
e, p = scalar("e", integer=True), scalar("p", positive=True)
v = vector("v", n)
A, P = matrix("A", n, n), matrix("P", n, n, positive_definite=True)
k, h = index("k", 0, n - 1), index("h", 1, n - 1)

TRUE = {
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
    "|i − j|": (Abs(i - j), i - j, None),
    "|n − 3|": (Abs(n - 3), n - 3, None),
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
