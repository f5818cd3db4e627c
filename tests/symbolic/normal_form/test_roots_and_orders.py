"""Squares drawn out of roots, ranges in another order, scaled matrices, arcs of inverses; and their twins."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i, j = indices("i j", n)
x, a = vector("x", n), vector("a", n)
A, B = matrix("A", n, n), matrix("B", n, n)
P = matrix("P", n, n, positive_definite=True)
t, s = scalars("t s")
r, c = scalar("r", positive=True), scalar("c", integer=True)
order, into = index_map("s", n, n, injective=True), index_map("g", n, n)
D = diag(x)
shrunk = 1 - r / norm(a)

ROOTS = {
    "a multiple": (norm(t * x), Abs(t) * norm(x), None),
    "a difference": (norm((t - s) * x), Abs(t - s) * norm(x), None),
    "of a matrix": (norm((t - s) * A), Abs(t - s) * norm(A), None),
    "a quotient": (norm(x / t), norm(x) / Abs(t), None),
    "a threshold": (norm(shrunk * a), Abs(shrunk) * norm(a), Ne(norm(a), 0)),
    "a square of a sum": (sqrt(exp(2 * t) - 2 * exp(t) * s + s**2), Abs(exp(t) - s), None),
    "an inverse": (acosh(cosh(t)), Abs(t), None),
    "a magnitude": (Abs((-2) ** c), 2**c, None),
    "of any base": (Abs(t**c), Abs(t) ** c, None),
}
ORDERS = {
    "a sum": (Sum(x[order[i]] * a[order[i]], i), x @ a, None),
    "a sum over others": (Sum(x[order[i]], i, where=Ne(order[i], j)), Sum(x[i], i, where=Ne(i, j)), None),
    "a product": (Product(x[order[i]], i), Product(x[i], i), None),
    "a maximum": (max(stack(x[order[i]], i)), max(x), None),
    "all but one": (Product(x[i], i, where=Ne(i, j)), Product(x[i], i) / x[j], every(i, Ne(x[i], 0))),
    "its slope": (grad(log(Product(x[i], i)), x), 1 / x, x > 0),
}
SCALED = {
    "rows": (det(D @ A), Product(x[i], i) * det(A), None),
    "columns": (det(A @ D), Product(x[i], i) * det(A), None),
    "rows of a sum": (det(D @ (A + B)), Product(x[i], i) * det(A + B), None),
    "both": (logdet(diag(exp(x)) @ P @ diag(exp(x))), 2 * x.sum() + logdet(P), None),
    "between": (det(A @ D @ B), Product(x[i], i) * det(A) * det(B), None),
    "between, inverted": (inv(A @ D @ B), inv(B) @ inv(D) @ inv(A), [Ne(det(A), 0), Ne(det(B), 0)]),
    "turned back": (det(inv(D) @ A @ D), det(A), None),
    "an inverse": (inv(D @ (A + eye(n))), inv(A + eye(n)) @ inv(D), None),
}
ARCS = {
    "an inverse": (atan(r) + atan(1 / r), pi / 2, None),
    "below 0": (atan(-r) + atan(-1 / r), -pi / 2, None),
    "a quotient": (atan(r / exp(t)), pi / 2 - atan(exp(t) / r), None),
    "a part of π": (atan(sqrt(3)) - atan(1 / sqrt(3)), pi / 6, None),
}
FALSE = {
    "a multiple": (norm(t * x), t * norm(x), None),
    "a threshold": (norm(shrunk * a), shrunk * norm(a), Ne(norm(a), 0)),
    "an inverse": (acosh(cosh(t)), t, None),
    "a magnitude": (Abs((-2) ** c), 1, None),
    "a map that repeats": (Sum(x[into[i]], i), x.sum(), None),
    "squares of a map that repeats": (Sum(x[into[i]] ** 2, i), x @ x, None),
    "beside another entry": (Sum(x[order[i]] * a[i], i), x @ a, None),
    "a product that repeats": (Product(x[into[i]], i), Product(x[i], i), None),
    "all but one, where it may be 0": (Product(x[i], i, where=Ne(i, j)), Product(x[i], i) / x[j], None),
    "all": (Product(x[i], i, where=Ne(i, j)), Product(x[i], i), every(i, Ne(x[i], 0))),
    "rows": (det(D @ A), x.sum() * det(A), None),
    "between": (det(A @ D @ B), x.sum() * det(A) * det(B), None),
    "columns of an inverse": (inv(D @ A), diag(1 / x) @ inv(A), None),
    "an inverse of either sign": (atan(t) + atan(1 / t), pi / 2, None),
    "a part of π": (atan(sqrt(3)), pi / 6, None),
}

test_roots = each(ROOTS, "proved")
test_orders = each(ORDERS, "proved")
test_scaled = each(SCALED, "proved")
test_arcs = each(ARCS, "proved")
test_refuted = each(FALSE, "refuted")
