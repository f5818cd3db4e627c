"""Equations assumed for all entries: what follows from them is proved, and a false neighbour of it never is."""

from __future__ import annotations

from collections.abc import Callable

from symcheck import *
from tests.tables import each

n, m, T = sizes("n m T")
i, j, k = indices("i j k", n)
c, e = indices("c e", m)
x, a, b, eta = scalars("x a b eta")
v, w, u, g, h = (vector(name, n) for name in "vwugh")
p, q = vector("p", m), vector("q", m)
r = vector("r", n, positive=True)
A, B, P = matrix("A", n, n), matrix("B", n, n), matrix("P", n, n)
U, X = matrix("U", n, m), matrix("X", n, m)
H = matrix("H", T, n)
W, S, D = tensor("W", n, n, n), matrix("S", n, n, symmetric=True), matrix("D", n, n, positive_definite=True)
f = index_map("f", n, n)
t, s, late, lower = index("t", 1, n - 1), index("s", 1, n - 2), index("l", 1, n - 7), index("r", 1, n - 7)
after, time = index("a", late + 1, n), index("t", 1, T - 1)
J = function("J")

symmetric, skew = Eq(A, A.T), Eq(A.T, -A)
squares, labels, equal = Eq(v**2, 1), Eq(v**2, v), Eq(v, w)
orthonormal, orthogonal, idempotent = [n >= m, Eq(U.T @ U, eye(m))], Eq(P.T @ P, eye(n)), Eq(P @ P, P)
growth = every(t, Eq(h[t + 1], b * h[t]))
descent = every(t, Eq(h[t + 1], h[t] - eta * g[t]))
backward = every(t, Eq(h[t], b * h[t + 1]))
fibonacci = every(s, Eq(h[s + 2], h[s + 1] + h[s]))
prefixes = every(k, Eq(Sum(v[i], i, where=i <= k), w[k]))
palindrome = every(k, Eq(v[k], v[n + 1 - k]))
neighbours = every(t, Eq(v[t] * v[t + 1], x))
turned = every(i, j, k, Eq(W[i, j, k], W[j, i, k]))
Claim = Callable[[], Verdict]

FOLLOWS: dict[str, Claim] = {
    "a symmetric product": lambda: check((A @ A @ A).T, A @ A @ A, given=symmetric),
    "a symmetric inverse": lambda: check(inv(A).T, inv(A), given=symmetric),
    "symmetry, entry by entry": lambda: check(A.T @ v, A @ v, given=every(i, j, Eq(A[i, j], A[j, i]))),
    "a quadratic form's slope": lambda: check(grad(v @ A @ v, v), 2 * A @ v, given=symmetric),
    "put in after differentiating": lambda: check(grad(v @ A @ v, A), outer(v, v), given=symmetric),
    "a minimum": lambda: check(grad(v @ A @ v / 2 - w @ v, v), 0 * v, given=[Eq(A @ v, w), symmetric]),
    "a skew form": lambda: check(v @ A @ v, 0, given=skew),
    "a skew trace": lambda: check(trace(A), 0, given=skew),
    "a skew square": lambda: check(trace(A @ A), -(A**2).sum(), given=skew),
    "a tensor symmetric in two places": lambda: check(W[i, j, k], W[j, i, k], given=turned),
    "signs": lambda: check(exp(x * v**3), exp(x * v), given=squares),
    "signs of mapped entries": lambda: check(v[f[k]] ** 2 * w[k], w[k], given=squares),
    "labels": lambda: check(v @ v, v.sum(), given=labels),
    "labels, as a product": lambda: check(v**3, v, given=Eq(v * (1 - v), 0)),
    "a product of signs": lambda: check(Product(v[k] ** 2, k), 1, given=squares),
    "a symmetric matrix of signs": lambda: check(trace(S @ S), n**2, given=every(i, j, Eq(S[i, j] ** 2, 1))),
    "equal vectors": lambda: check(softmax(v) @ u, softmax(w) @ u, given=equal),
    "equal arguments": lambda: check(grad(J(v), v), grad(J(w), w), given=equal),
    "positive by another": lambda: check(sqrt(w**2), w, given=[equal, v > 0]),
    "positive as declared": lambda: check(sqrt(w**2), w, given=Eq(r, w)),
    "minus one": lambda: check(sqrt(v**2), -v, given=Eq(v, -1)),
    "one half": lambda: check(2 * v.sum(), n, given=Eq(v, 1 - v)),
    "reciprocals": lambda: check(v * w**2 * u, w * u, given=Eq(v * w, 1)),
    "a step": lambda: check((h[t + 1] - x) ** 2, (h[t] - x - eta * g[t]) ** 2, given=descent),
    "a telescope": lambda: check(Sum(h[t + 1] - h[t], t), -eta * Sum(g[t], t), given=descent),
    "four steps": lambda: check(h[4], b**3 * x, given=[n >= 4, growth, Eq(h[1], x)]),
    "two places back": lambda: check(h[5], 5, given=[n >= 5, fibonacci, Eq(h[1], 1), Eq(h[2], 1)]),
    "backwards": lambda: check(h[n - 2], b**2, given=[n >= 3, Eq(h[n], 1), backward]),
    "layers": lambda: check(H[3], A @ A @ H[1], given=[T >= 3, every(time, i, Eq(H[time + 1, i], (A @ H[time])[i]))]),
    "an isometry": lambda: check((U @ p) @ (U @ q), p @ q, given=orthonormal),
    "a projection": lambda: check((eye(n) - U @ U.T) @ U, 0 * U, given=orthonormal),
    "a trace of a rotated matrix": lambda: check(trace(P @ A @ P.T), trace(A), given=orthogonal),
    "an idempotent": lambda: check((eye(n) - P) @ (eye(n) - P), eye(n) - P, given=idempotent),
    "rows that sum to 1": lambda: check(P @ P @ ones(n), ones(n), given=Eq(P.sum(1), 1)),
    "rows of length 1": lambda: check((X**2).sum(), n, given=Eq((X**2).sum(1), 1)),
    "an eigenvector": lambda: check(A @ A @ v, x**2 * v, given=Eq(A @ v, x * v)),
    "normal equations": lambda: check(X.T @ (v - X @ p), 0 * p, given=Eq(X.T @ X @ p, X.T @ v)),
    "matrices that commute": lambda: check(A @ P @ A, A @ A @ P, given=Eq(A @ P, P @ A)),
    "a covariance": lambda: check(logdet(A @ A.T), logdet(D), given=Eq(D, A @ A.T)),
    "rows of a sum that is not empty": lambda: check(
        Sum(A[1, late], late), 5, given=[n >= 8, every(lower, Eq(Sum(A[lower, late], late), 5))]
    ),
    "prefix sums": lambda: check(Sum(v[i], i, where=i <= k - 1), w[k - 1], given=[prefixes, k >= 2]),
    "neighbours": lambda: check(v[2] * v[3], x, given=[n >= 3, neighbours]),
    "a palindrome": lambda: check(Sum(v[k] * w[k], k), Sum(v[n + 1 - k] * w[k], k), given=palindrome),
    "a bracket": lambda: check(bracket(Eq(v[i], 1)), 1, given=Eq(v, 1)),
    "a sum over a variance": lambda: check(v @ U, w @ U, given=Eq(((v - w) @ U) / x**2, 0)),
    "a weighted sum": lambda: check(r @ v, x * r.sum(), given=[Eq(a * exp(b) * (r @ (v - x)), 0), a > 0]),
    "an inverse before it": lambda: check(v, w, given=Eq(inv(D) @ (v - w), 0)),
    "inverses on both sides": lambda: check(S, D, given=Eq(inv(D) @ (S - D) @ inv(D), 0)),
    "a factor of each equation": lambda: check(v * w, u * w, given=Eq(r * (v - u), 0)),
    "a factor that is not 0 in the range": lambda: check(h[t + 1], h[t], given=every(t, Eq(t * (h[t + 1] - h[t]), 0))),
    "the inverse of an orthogonal matrix": lambda: check(inv(P), P.T, given=orthogonal),
}

DOES_NOT: dict[str, Claim] = {
    "a product of symmetric matrices": lambda: check(A @ B, B @ A, given=[symmetric, Eq(B, B.T)]),
    "symmetry of another matrix": lambda: check(A.T @ B, A @ B.T, given=symmetric),
    "symmetry of all rows but one": lambda: check(A.T, A, given=every(t, i, Eq(A[t, i], A[i, t]))),
    "symmetry of one pair": lambda: check(A[1, 2], A[2, 1], given=[n >= 3, Eq(A[1, 3], A[3, 1])]),
    "put in before differentiating": lambda: check(grad(v @ A @ v, A), 2 * outer(v, v), given=symmetric),
    "a derivative of what is constant": lambda: check(grad((v**2).sum(), v), 0 * v, given=squares),
    "a derivative by an equal vector": lambda: check(grad(v @ w, v), 2 * v, given=equal),
    "a skew bilinear form": lambda: check(v @ A @ w, 0, given=skew),
    "a skew matrix is symmetric": lambda: check(v @ A @ w, w @ A @ v, given=skew),
    "a tensor symmetric in others": lambda: check(W[i, j, k], W[k, j, i], given=turned),
    "signs are 1": lambda: check(v**3, ones(n), given=squares),
    "signs of two entries": lambda: check(Sum(v[i] * v[j], i, j), n**2, given=squares),
    "signs of all but the last": lambda: check(v[n] ** 2, 1, given=every(t, Eq(v[t] ** 2, 1))),
    "the number of signs": lambda: check((v**2).sum(), 1, given=squares),
    "a product of signs is 1": lambda: check(Product(v[k], k), 1, given=squares),
    "signs of a sum over a range that may be empty": lambda: check(Sum(v[late], late), n - 7, given=Eq(v, 1)),
    "the length of a range that may be empty": lambda: check(
        Sum(x * v[late], late), x * (n - 7), given=Eq(Sum(v[late], late), Sum(0 * late + 1, late))),
    "rows of a sum over a range that may be empty": lambda: check(
        Sum(A[1, late], late), 5, given=every(lower, Eq(Sum(A[lower, late], late), 5))),
    "symmetric signs of different entries": lambda: check(
        Sum(S[i, j] * S[j, k], i, j, k), n**3, given=every(i, j, Eq(S[i, j] ** 2, 1))),
    "labels are squares of 1": lambda: check(v**2, ones(n), given=labels),
    "equal vectors, shifted": lambda: check(v[t], w[t + 1], given=equal),
    "division by a difference that is 0": lambda: check(0 * v, 0 / (v - w), given=equal),
    "cancelling what is 0": lambda: check(v, v**2 / v, given=Eq(v, 0)),
    "an excused division": lambda: check(
        where(Ne(v[i], w[i]), 1 / (v[i] - w[i]), 0) * (v[i] - w[i]), 1, given=equal),
    "a value at a bend": lambda: check(grad(relu(v - w).sum(), v), 5 * ones(n), given=equal),
    "positive by a negative one": lambda: check(sqrt(w**2), w, given=[Eq(v, -w), v > 0]),
    "a root of a square": lambda: check(sqrt(v**2), v, given=squares),
    "reciprocals of other entries": lambda: check(Sum(v[i] * w[j], i, j), n**2, given=Eq(v * w, 1)),
    "a step too far": lambda: check(h[3], b * x, given=[n >= 3, growth, Eq(h[1], x)]),
    "a step out of range": lambda: check(b * x, h[2], given=[growth, Eq(h[1], x)]),
    "before the first": lambda: check(h[1], b * h[n], given=growth),
    "no step for all": lambda: check(h.sum(), b * h.sum(), given=growth),
    "the wrong sign of a step": lambda: check(h[t + 1], h[t] + eta * g[t], given=descent),
    "the wrong way of a step": lambda: check(h[t], h[t + 1] - eta * g[t], given=descent),
    "an isometry of the rows": lambda: check(U @ U.T @ v, v, given=orthonormal),
    "a weighted sum of rows": lambda: check(
        Sum(v[i] * U[i, c] * U[i, e], i), v.sum() * bracket(Eq(c, e)), given=orthonormal),
    "the summed index in both places": lambda: check(Sum(P[i, i] * P[i, k], i), 1, given=orthogonal),
    "the summed index under a map": lambda: check(Sum(P[i, f[i]] * P[i, k], i), bracket(Eq(f[1], k)), given=orthogonal),
    "a sum without a row": lambda: check(Sum(U[i, c] ** 2, i, where=Ne(i, k)), 1, given=orthonormal),
    "a sum without the last row": lambda: check(Sum(U[t, c] ** 2, t), 1, given=orthonormal),
    "a sum of squares": lambda: check(Sum(v[i] ** 2, i), 1, given=Eq(v.sum(), 1)),
    "a sum of mapped entries": lambda: check(Sum(v[f[i]], i), 1, given=Eq(v.sum(), 1)),
    "an idempotent and its transpose": lambda: check(P @ P.T @ P, P, given=idempotent),
    "an idempotent, entry by entry": lambda: check(P * P, P, given=idempotent),
    "columns that sum to 1": lambda: check(ones(n) @ P, ones(n), given=Eq(P.sum(1), 1)),
    "a diagonal is a matrix": lambda: check(Sum(A[i, f[i]], i), n * x, given=every(i, Eq(A[i, i], x))),
    "prefix sums, one less": lambda: check(Sum(v[i], i, where=i < k), w[k], given=prefixes),
    "suffix sums": lambda: check(Sum(v[i], i, where=i >= k), w[k], given=prefixes),
    "not neighbours": lambda: check(v[n] * v[1], x, given=neighbours),
    "a palindrome is constant": lambda: check(v[1], v[2], given=[n >= 2, palindrome]),
    "an odd palindrome": lambda: check(v[1], 0, given=every(k, Eq(v[k], -v[n + 1 - k]))),
    "for an index of no value": lambda: check(v[n], 0, given=every(late, after, Eq(v[after], 0))),
    "a sign for an index of no value": lambda: check(sqrt(v[n] ** 2), v[n], given=every(late, after, v[after] > 0)),
    "a matrix that is not invertible before it": lambda: check(v, w, given=Eq(A @ (v - w), 0)),
    "an inverse before another one": lambda: check(v, u, given=Eq(inv(D) @ (v - w), 0)),
    "an inverse between two vectors": lambda: check(v, w, given=Eq(v @ inv(D) @ (v - w), 0)),
    "an inverse, in all rows but one": lambda: check(v, w, given=every(t, Eq((inv(D) @ (v - w))[t], 0))),
    "a sum over a factor that may be 0": lambda: check(v @ w, x * w.sum(), given=Eq(a * (w @ (v - x)), 0)),
    "a factor that is 0 for one entry": lambda: check(u * w, v * w, given=Eq(w * (v - u), 1)),
    "an index that may be 0": lambda: check(h[k], x, given=every(k, Eq((k - 1) * (h[k] - x), 0))),
    "a factor that is excused": lambda: check(
        v[i], w[i], given=every(i, Eq(where(Ne(u[i], 0), 1 / u[i], 0) * (v[i] - w[i]), 0))),
    "a transposed inverse": lambda: check(inv(P), P.T, given=Eq(P.T @ P, 2 * eye(n))),
    "all equal to the last": lambda: check(x, v[n], given=every(t, Eq(x, v[t]))),
}  # fmt: skip

test_what_follows_is_proved = each(FOLLOWS, "proved")
test_what_does_not_follow_is_not = each(DOES_NOT, "refuted", "undecided")
