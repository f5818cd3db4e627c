"""Angles by a part of them, sums of waves, and what follows of the terms and products of what is assumed; and twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i = index("i", n)
later = index("k", 0, n - 1)
a = vector("a", n)
t, s, q = scalars("t s q")
r = scalar("r", positive=True)
at_all = Ne(sin(q / 2), 0)

ANGLES = {
    "half": (tan(t / 2), sin(t) / (1 + cos(t)), None),
    "half, the other way": (sin(t) / (1 + cos(t)), tan(t / 2), None),
    "by the sine": ((1 - cos(t)) / sin(t), tan(t / 2), None),
    "a third": (cos(t), 4 * cos(t / 3) ** 3 - 3 * cos(t / 3), None),
    "below": (1 / cos(t / 2) ** 2, 2 / (1 + cos(t)), None),
    "a sum of cosines": (Sum(cos(i * q), i), sin(n * q / 2) * cos((n + 1) * q / 2) / sin(q / 2), at_all),
    "from 0": (Sum(cos(later * q), later), sin(n * q / 2) * cos((n - 1) * q / 2) / sin(q / 2), at_all),
    "a sum of sines": (Sum(sin(i * q), i), sin(n * q / 2) * sin((n + 1) * q / 2) / sin(q / 2), at_all),
}
ASSUMED = {
    "between": (Abs(1 - t**2), 1 - t**2, [t < 1, t > -1]),
    "below a number": (Abs(1 - t**2), 1 - t**2, Abs(t) < 1),
    "below another": (Abs(s**2 - t**2), s**2 - t**2, Abs(t) < s),
    "above": (Abs(t**2 - r**2), t**2 - r**2, Abs(t) > r),
    "a norm above": (Abs(1 - r / norm(a)), 1 - r / norm(a), norm(a) > r),
    "what is negative drawn out": (maximum(r * s, t * s), minimum(r, t) * s, s < 0),
    "and of a bracket": (bracket(r * s > t * s), bracket(r < t), s < 0),
    "a root of a product": (2 / sqrt(1 - t**2), 2 / (sqrt(1 - t) * sqrt(1 + t)), [t < 1, t > -1]),
    "an angle": (tan(asin(t)), t / sqrt(1 - t**2), Abs(t) < 1),
}
FALSE = {
    "half": (tan(t / 2), sin(t) / (1 - cos(t)), None),
    "more is asked": (tan(t / 2), (1 - cos(t)) / sin(t), None),
    "a third": (cos(t), 4 * cos(t / 3) ** 3 + 3 * cos(t / 3), None),
    "a sum of sines": (Sum(sin(i * q), i), sin(n * q / 2) * sin((n - 1) * q / 2) / sin(q / 2), at_all),
    "what is negative": (maximum(r * s, t * s), maximum(r, t) * s, s < 0),
    "a square of it": (bracket(r * s**2 > t * s**2), bracket(r < t), s < 0),
    "what may be": (maximum(r * s, t * s), minimum(r, t) * s, s < 1),
    "below alone": (Abs(1 - t**2), 1 - t**2, t < 1),
    "above what may be negative": (Abs(t**2 - s**2), t**2 - s**2, Abs(t) > s),
    "another square": (Abs(s - t**2), s - t**2, Abs(t) < s),
    "a norm below": (Abs(1 - r / norm(a)), 1 - r / norm(a), norm(a) > r / 2),
    "an angle": (tan(asin(t)), t / sqrt(1 + t**2), Abs(t) < 1),
}

test_angles = each(ANGLES, "proved")
test_assumed = each(ASSUMED, "proved")
test_refuted = each(FALSE, "refuted")
