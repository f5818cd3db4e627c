"""Sines and cosines of parts of π, of whole multiples of it, of arctan; (−1)ⁿ for a whole n; and their twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i = index("i", n)
s, t = scalars("s t")
c, e = scalar("c", integer=True), scalar("e", integer=True)
x, A = vector("x", n), matrix("A", n, n)

FALSE = {
    "cos 5π/6": (cos(5 * pi / 6), sqrt(3) / 2, None),
    "sin 7π/4": (sin(7 * pi / 4), 1 / sqrt(2), None),
    "a shift": (cos(pi / 2 - t), -sin(t), None),
    "three phases": (sin(t) + sin(t + pi / 3) + sin(t + 2 * pi / 3), 0, None),
    "sin arctan": (sin(atan(t)), 1 / sqrt(1 + t**2), None),
    "double": (cos(2 * atan(t)), (t**2 - 1) / (1 + t**2), None),
    "Chebyshev": (cos(3 * acos(t)), 4 * t**3 + 3 * t, None),
    "arcsin sin": (asin(sin(t)), t, None),
    "odd": ((-1) ** (c + 1), (-1) ** c, None),
    "a product in it": ((-1) ** (c * e), (-1) ** (c + e), None),
    "a half turn": (sin(pi * c + t), sin(t), None),
    "alternating": (Sum((-1) ** i * x[i], i), Sum((-1) ** (i + 1) * x[i], i), None),
    "a determinant": (det(-A), -det(A), None),
}
TRUE = {
    "cos π": (cos(pi), -1, None),
    "cos 5π/6": (cos(5 * pi / 6), -sqrt(3) / 2, None),
    "tan π/4": (tan(pi / 4), 1, None),
    "far round": (sin(100 * pi / 3), -sqrt(3) / 2, None),
    "a shift": (cos(pi / 2 - t), sin(t), None),
    "three phases": (sin(t) + sin(t + 2 * pi / 3) + sin(t + 4 * pi / 3), 0, None),
    "sin arctan": (sin(atan(t)), t / sqrt(1 + t**2), None),
    "double": (cos(2 * atan(t)), (1 - t**2) / (1 + t**2), None),
    "a sum of arcs": (tan(atan(t) + atan(s)), (t + s) / (1 - t * s), None),
    "sin arcsin": (sin(asin(t)), t, None),
    "cos arcsin": (cos(asin(t)), sqrt(1 - t**2), None),
    "Chebyshev": (cos(3 * acos(t)), 4 * t**3 - 3 * t, None),
    "even": ((-1) ** (2 * c), 1, None),
    "odd": ((-1) ** (c + 1), -((-1) ** c), None),
    "below": ((-1) ** -c, (-1) ** c, None),
    "beside itself": ((-1) ** c * (-1) ** c, 1, None),
    "neighbours": ((-1) ** (c * (c + 1)), 1, None),
    "another number": ((-2) ** c, (-1) ** c * 2**c, None),
    "a half turn": (sin(pi * c + t), (-1) ** c * sin(t), None),
    "cos of it": (cos(pi * i), (-1) ** i, None),
    "alternating": (Sum((-1) ** i * x[i], i), -Sum((-1) ** (i + 1) * x[i], i), None),
    "to the end": (Sum((-1) ** i, i), ((-1) ** n - 1) / 2, None),
}

test_refuted = each(FALSE, "refuted")
test_proved = each(TRUE, "proved")
