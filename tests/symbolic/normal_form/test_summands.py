"""Denominators under a sum that are sums themselves: claims that are proved, and twins that are refuted."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n, d = sizes("n d")
i, j, k = indices("i j k", n)
Q, K = matrix("Q", n, d), matrix("K", n, d)
x, S = vector("x", n), matrix("S", n, n)
tau = scalar("tau", positive=True)
scores = Q @ K.T / tau
P = softmax(scores, axis=1)
contrast = -Sum(log(P[i, i]), i) / n
rows = Sum(exp(S[i, j]), j)

TRUE = {
    "the other side of a contrast": (grad(contrast, K), (P - eye(n)).T @ Q / (n * tau), None),
    "a sum over its own terms": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows, i), Sum(x[i], i), None),
    "a square over itself": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows**2, i), Sum(x[i] / rows, i), None),
    "rows of a softmax": (Sum(softmax(S, axis=1)[i, j], i, j), n, None),
}
FALSE = {
    "the other side, not transposed": (grad(contrast, K), (P - eye(n)) @ Q / (n * tau), None),
    "a sum over another's terms": (Sum(x[i] * Sum(exp(S[k, i]), k) / rows, i), Sum(x[i], i), None),
    "a square over itself, once more": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows**2, i), Sum(x[i], i), None),
    "columns of a softmax of rows": (Sum(softmax(S, axis=1)[i, j], i), 1, None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
