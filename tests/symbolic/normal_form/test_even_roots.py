"""A power that is positive is no positive base: √(x²) is |x|, wherever x is known not to be 0; and its twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
k = index("k", n)
x, y, s, t = scalars("x y s t")
u = vector("u", n)
g, z = scalar("g", negative=True), scalar("z", nonzero=True)
J = function("J")
circle = (x - Rational(1, 3)) ** 2 + (y - Rational(1, 7)) ** 2 - Rational(1, 10**9)

FALSE = {
    "x ≠ 0": (sqrt(x**2), x, Ne(x, 0)),
    "a quotient": (sqrt(x**2) / x, 1 + 0 * x, None),
    "below": (sqrt(1 / x**2), 1 / x, None),
    "beside a factor": (sqrt(x**2 * y), x * sqrt(y), Ne(x, 0)),
    "by a logarithm": (exp(log(x**2) / 2), x, Ne(x, 0)),
    "a slope": (grad(sqrt(x**2), x), 1 + 0 * x, None),
    "a norm": (norm(u / x), norm(u) / x, None),
    "a deviation": (sqrt(var(u / x)), sqrt(var(u)) / x, None),
    "entries": (Sum(sqrt(u[k] ** 2) / u[k], k), n, None),
    "a fourth root": (((1 / x) ** 4) ** Rational(1, 4), 1 / x, None),
    "a negative number": (sqrt(g**2), g, None),
    "a number that is not 0": ((z**2) ** Rational(3, 2), z**3, None),
    "below 0": (sqrt(t**2), t, t < 0),
    "of a product": (sqrt(t**2), t, s * t > 0),
}
NEVER = {
    "far off": (sqrt(1 / (log(y) + 50) ** 2), 1 / (log(y) + 50), None),
    "in a small disk": (sqrt(1 / circle**2), 1 / circle, None),
    "of an abstract function": (sqrt(J(x) ** 2), J(x), Ne(J(x), 0)),
}
TRUE = {
    "|x|": (sqrt(x**2), Abs(x), None),
    "√y/|x|": (sqrt(y / x**2), sqrt(y) / Abs(x), None),
    "x > 0": (sqrt(x**2), x, x > 0),
    "s² t > 0": (sqrt(t**2), t, s**2 * t > 0),
    "log s² t": (log(s**2 * t), 2 * log(Abs(s)) + log(t), s**2 * t > 0),
    "a negative number": (sqrt(g**2), -g, None),
    "whatever the order": (log(x * y), log(x) + log(y), (x * y > 0, x > 0)),
    "or the other": (log(x * y), log(x) + log(y), (x > 0, x * y > 0)),
    "told before it is used": (log(x * y), sqrt(log(x * y)) ** 2, (log(x * y) >= 0, x > 0)),
}

test_refuted = each(FALSE, "refuted")
test_never_right = each(NEVER, "refuted", "undecided")
test_proved = each(TRUE, "proved")
