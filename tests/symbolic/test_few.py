"""Sizes that are numbers: claims by their entries, and sums by their terms; each with a wrong twin."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
x, w, v = tensor("x", 2, n), vector("w", 2), vector("v", 3)
i, j, k = index("i", 2), index("j", n), index("k", 3)
a = scalar("a")
both = Sum(x[1, j] ** 2, j) + Sum(x[2, j], j)

TRUE = {
    "a sum by its terms": (Sum(w[i] ** 2, i), w[1] ** 2 + w[2] ** 2, None),
    "entries beside an axis of any size": (grad(both, x), stack(where(Eq(i, 1), 2 * x[i, j], 1), i, j), None),
    "a product": (Product(w[i], i), w[1] * w[2], None),
    "what is left of a sum": (Sum(w[i] / a, i, where=Ne(i, 1)), w[2] / a, None),
    "where it is defined, forth": (Sum(1 / (w[i] - w[1]), i, where=Ne(i, 1)), 1 / (w[2] - w[1]), None),
    "where it is defined, back": (1 / (w[2] - w[1]), Sum(1 / (w[i] - w[1]), i, where=Ne(i, 1)), None),
    "two sums": (Sum(v[k] * w[i], i, k), (w[1] + w[2]) * (v[1] + v[2] + v[3]), None),
    "a sum inside a function": (exp(Sum(log(w[i] ** 2 + 1), i)), (w[1] ** 2 + 1) * (w[2] ** 2 + 1), None),
}
FALSE = {
    "a sum by other terms": (Sum(w[i] ** 2, i), w[1] ** 2 + 2 * w[2] ** 2, None),
    "one entry beside an axis": (grad(both, x), stack(where(Eq(i, 1), 2 * x[i, j], 2), i, j), None),
    "the other entry": (grad(both, x), stack(where(Eq(i, 2), 2 * x[i, j], 1), i, j), None),
    "another product": (Product(w[i], i), w[1] * w[1], None),
    "what is excluded": (Sum(w[i] / a, i, where=Ne(i, 1)), w[1] / a, None),
    "where it is nowhere defined": (1 / (w[2] - w[1]), Sum(1 / (w[i] - w[1]), i), None),
    "two sums, one short": (Sum(v[k] * w[i], i, k), (w[1] + w[2]) * (v[1] + v[2]), None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
