"""What a bend leaves open: a condition whose border has both sides of it everywhere beside it, and its twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
a, p, q = (vector(name, n) for name in ("a", "p", "q"))
m, t, s = scalars("m t s")
r = scalar("r", positive=True)
f = function("f")
triplet = norm(a - p) ** 2 - norm(a - q) ** 2 + m
margin = norm(a - p) ** 2 - norm(a - q) ** 2 + 1
ball = a @ a - 2 * a @ p + r

TRUE = {
    "the triplet loss": (grad(relu(triplet), a), 2 * bracket(triplet > 0) * (q - p), None),
    "its positive": (grad(relu(triplet), p), -2 * bracket(triplet > 0) * (a - p), None),
    "with a margin that is a number": (grad(relu(margin), p), -2 * bracket(margin > 0) * (a - p), None),
    "something alone": (grad(relu(ball), a), 2 * bracket(ball >= 0) * (a - p), None),
    "beside what is assumed of others": (grad(relu(triplet), p), -2 * bracket(triplet > 0) * (a - p), a @ a > 1),
}
FALSE = {
    "a sign": (grad(relu(triplet), p), 2 * bracket(triplet > 0) * (a - p), None),
    "no condition": (grad(relu(triplet), a), 2 * (q - p), None),
    "the other side": (grad(relu(ball), a), 2 * bracket(ball < 0) * (a - p), None),
}
NEVER = {
    "a square that is never negative": (diff(relu(t**2), t), where(t**2 > 0, 2 * t, 5), None),
    "squares of one sign": (diff(relu(t**2 + s**2), t), where(t**2 + s**2 > 0, 2 * t, 5), None),
    "squares of one array": (diff(relu(t**2 - s * t), t), where(t**2 - s * t > 0, 2 * t - s, 5), None),
    "what is assumed of it": (diff(relu(t**2 + m), t), where(t**2 + m > 0, 2 * t, 5), m >= 0),
    "a function of it": (diff(relu(f(m) + m), m), where(f(m) + m > 0, diff(f(m), m) + 1, 5), None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
test_never_right = each(NEVER, "refuted", "undecided")
