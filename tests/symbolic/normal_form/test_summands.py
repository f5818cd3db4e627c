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
C = size("C")
W, label, c = matrix("W", C, d), index_map("l", n, C), index("c", C)
labelled = -Sum(log(softmax(Q @ W.T, axis=1)[i, label[i]]), i)
by_row = softmax(Q @ W.T, axis=1)
hidden, u = relu(Q @ vector("w", d)), vector("u", C)
given_hidden = softmax(outer(hidden, u), axis=1)
through_hidden = grad(Sum(log(given_hidden[i, label[i]]), i), u[c])
L, Z, regular = tensor("L", C, d, d), vector("z", C), every(c, det(tensor("L", C, d, d)[c]) > 0)

TRUE = {
    "labels by an index map": (grad(labelled, W[c]), Sum((by_row[i, c] - bracket(Eq(label[i], c))) * Q[i], i), None),
    "labels by an index map, as a matrix": (grad(labelled, W), (by_row - stack(delta(label[i], c), i, c)).T @ Q, None),
    "labels behind cases of a sum": (
        through_hidden,
        Sum(hidden[i] * (delta(c, label[i]) - given_hidden[i, c]), i),
        None,
    ),
    "determinants that are positive for all": (
        grad(log(Sum(exp(Z[c]) * sqrt(det(L[c])), c)), Z),
        stack(exp(Z[c]) * sqrt(det(L[c])), c) / Sum(exp(Z[c]) * sqrt(det(L[c])), c),
        regular,
    ),
    "the other side of a contrast": (grad(contrast, K), (P - eye(n)).T @ Q / (n * tau), None),
    "a sum over its own terms": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows, i), Sum(x[i], i), None),
    "a square over itself": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows**2, i), Sum(x[i] / rows, i), None),
    "rows of a softmax": (Sum(softmax(S, axis=1)[i, j], i, j), n, None),
}
FALSE = {
    "labels by an index map, the sign": (
        grad(labelled, W[c]),
        Sum((by_row[i, c] + bracket(Eq(label[i], c))) * Q[i], i),
        None,
    ),
    "labels by an index map, of another": (
        grad(labelled, W[c]),
        Sum((by_row[i, c] - bracket(Ne(label[i], c))) * Q[i], i),
        None,
    ),
    "labels behind cases of a sum, unmasked": (
        through_hidden,
        Sum((Q @ vector("w", d))[i] * (delta(c, label[i]) - given_hidden[i, c]), i),
        None,
    ),
    "labels behind cases of a sum, of another": (
        through_hidden,
        Sum(hidden[i] * (delta(c, label[i]) - given_hidden[i, label[i]]), i),
        None,
    ),
    "the other side, not transposed": (grad(contrast, K), (P - eye(n)) @ Q / (n * tau), None),
    "a sum over another's terms": (Sum(x[i] * Sum(exp(S[k, i]), k) / rows, i), Sum(x[i], i), None),
    "a square over itself, once more": (Sum(x[i] * Sum(exp(S[i, k]), k) / rows**2, i), Sum(x[i], i), None),
    "columns of a softmax of rows": (Sum(softmax(S, axis=1)[i, j], i), 1, None),
}

test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")
