"""Every class of mistakes once made: five false claims a class that are never called right, and two true twins proved.

A false claim is refuted, or undecided with a reason; nothing contradicts itself or fails. The claims are others than
those that stand with the modules: nested, of other shapes, under names, sums and index maps.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest

from symcheck import *
from symcheck.claims.verdict import Status

Claim = Callable[[], Verdict]

n, m, d, K, N, V = sizes("n m d K N V")
i, j, k, l = indices("i j k l", n)
r, c = index("r", m), index("c", V)
x, y, z, a, b, q = scalars("x y z a b q")
p, s = scalars("p s", positive=True)
whole, step = scalar("w", integer=True), scalar("h", integer=True)
u, v, w = vector("u", n), vector("v", n), vector("w", n)
e, f = vector("e", m), vector("f", V)
X, Y = matrix("X", n, m), matrix("Y", n, m)
A, B = matrix("A", n, n), matrix("B", n, n)
S, P = matrix("S", n, n, symmetric=True), matrix("P", n, n, positive_definite=True)
T = tensor("T", n, m, n)
t = one_hot("t", V, c)
g, h, gh = index_map("g", n, m), index_map("h", n, m), index_map("gh", n, m)
into = index_map("into", n, m, injective=True)
J, L = function("J"), function("L", elementwise=True)
later, inner = index("t", 3, n), index("t", 2, n - 1)
window = index("o", -2, 2)
far = index("f", 1, n - 10)
slope = where(x > 1, x**2, 2 * x - 1)

BRACKETS: dict[str, Claim] = {
    "a δ under a sum, and 0 beside it": lambda: check(
        Sum(delta(i, j) / v[i], i), Sum(delta(i, j) / v[i], i) + Sum(0 / v[i], i)
    ),
    "a guarded root gives no sign": lambda: check(
        Sum(bracket(v[i] > 3) * sqrt(v[i] - 3), i) + Abs(v[1] - 3),
        Sum(bracket(v[i] > 3) * sqrt(v[i] - 3), i) + v[1] - 3,
    ),
    "an entry of eye": lambda: check(
        stack(eye(n)[i, j] * log(v[i]), i, j) + stack(Abs(v[i]), i, j),
        stack(eye(n)[i, j] * log(v[i]), i, j) + stack(v[i], i, j),
    ),
    "a one-hot label": lambda: check(Sum(t[r_] * log(f[r_]), r_) + Abs(f[1]), Sum(t[r_] * log(f[r_]), r_) + f[1]),
    "one bracket for another": lambda: check(
        bracket(x > 0) * log(x) + bracket(x >= 0) * y, bracket(x > 0) * (log(x) + y)
    ),
}
r_ = index("r", V)
TRUE_BRACKETS: dict[str, Claim] = {
    "a δ under a sum": lambda: check(Sum(delta(i, j) / v[i] * v[i], i, j), 1 * n, given=every(i, Ne(v[i], 0))),
    "a one-hot label": lambda: check(-Sum(t[r_] * log(f[r_]), r_), -log(f[c])),
}

POWERS: dict[str, Claim] = {
    "a real exponent of a sum": lambda: check(v.sum() ** a + Abs(v.sum()), v.sum() ** a + v.sum()),
    "a root of a power": lambda: check(((x + y) ** 2) ** (a / 2), (x + y) ** a),
    "a power of a product": lambda: check((x * y) ** a, x**a * y**a),
    "a power in a power": lambda: check((v[i] ** 4) ** Rational(1, 4), v[i]),
    "0 to the 0": lambda: check(Sum(v[i] ** 0, i), Sum(v[i] / v[i], i)),
}
TRUE_POWERS: dict[str, Claim] = {
    "a power of a product of squares": lambda: check((p * s) ** a, p**a * s**a),
    "a norm to a power": lambda: check((v @ v + 1) ** a * (v @ v + 1) ** b, (v @ v + 1) ** (a + b)),
}

REAL_EQUALITY: dict[str, Claim] = {
    "distinct entries": lambda: check(Sum(bracket(Ne(v[i], w[i])), i), 1 * n),
    "a tie": lambda: check(Sum(bracket(Eq(v[i], v[j])), i, j), 1 * n),
    "a determinant that may be 0": lambda: check(bracket(Ne(det(A), 0)) * x, x),
    "a quotient under a name": lambda: check(
        named("ρ", where(Ne(v @ v, 0), (u @ v) / (v @ v), 0)) * (v @ v), u @ v + bracket(Eq(v @ v, 0))
    ),
    "an argument that meets": lambda: check(where(Eq(tanh(x), 0), y, z), z),
}
TRUE_REAL_EQUALITY: dict[str, Claim] = {
    "both cases": lambda: check(Sum(bracket(Eq(v[i], 0)) + bracket(Ne(v[i], 0)), i), 1 * n),
    "an exponential is never 0": lambda: check(where(Ne(exp(x), 0), y, z), y),
}

POLES: dict[str, Claim] = {
    "log Γ gives no sign to ψ": lambda: check(digamma(x) * y + Abs(x), digamma(x) * y + x),
    "trigamma": lambda: check(trigamma(v[i] + 5) + Abs(v[i] + 5), trigamma(v[i] + 5) + v[i] + 5),
    "a recurrence at a pole": lambda: check(gamma(x + 1), x * gamma(x)),
    "a quotient of Γ": lambda: check(x, gamma(x + 1) / gamma(x)),
    "a tangent": lambda: check(sin(x), tan(x) * cos(x)),
}
TRUE_POLES: dict[str, Claim] = {
    "a likelihood": lambda: check(Sum(loggamma(1 + exp(v[i])), i), Sum(v[i] + loggamma(exp(v[i])), i)),
    "a tangent": lambda: check(tan(x) * cos(x), sin(x)),
}

short, long = index("t", n, 12), index("s", m, 5)
MEMO: dict[str, Claim] = {
    "a bracket of a window": lambda: check(
        Product(bracket(n <= 12) * cos(short * y), short) + bracket(n <= 12), Product(cos(short * y), short) + 1
    ),
    "two windows": lambda: check(Sum(bracket(m <= 5) * v[1], long) + bracket(m <= 5) * x, Sum(v[1], long) + x),
    "nested windows": lambda: check(
        Product(Product(bracket(n <= 12) * x, long), short) * bracket(n <= 12), Product(Product(1 * x, long), short)
    ),
    "a maximum": lambda: check(
        Product(1 + x**2 * bracket(i <= j), index("q", i, j)) + bracket(i <= j), Product(1 + x**2, index("q", i, j)) + 1
    ),
    "a sign in a range": lambda: check(
        Sum(Abs(n - 5 + 0 * x), index("q", n, 4)) + Abs(n - 5 + 0 * x), Sum(5 - n + 0 * x, index("q", n, 4)) + 5 - n
    ),
}
TRUE_MEMO: dict[str, Claim] = {
    "a bracket of a window": lambda: check(
        Product(bracket(n <= 12) * exp(short * y), short) + bracket(n <= 12),
        Product(exp(short * y), short) + bracket(n <= 12),
    ),
    "a sign in a range": lambda: check(Sum(bracket(i <= j) * x, index("q", i, j)), Sum(x, index("q", i, j))),
}

SAMPLES: dict[str, Claim] = {
    "an eleventh entry": lambda: check(Sum(v[i] * delta(i, 11), i), 0 * x),
    "a window of ten": lambda: check(Sum(v[far] * w[far + 10], far), Sum(w[far] * v[far + 10], far)),
    "a product with nine roots": lambda: check(Product(m - index("b", 1, 9), index("b", 1, 9)), 0),
    "a sum with a condition far out": lambda: check(Sum(v[i], i, where=i >= 10), 0 * x),
    "a length": lambda: check(Sum(1 + 0 * x, index("q", i, j)), (j - i + 1) * (1 + 0 * x)),
}
TRUE_SAMPLES: dict[str, Claim] = {
    "a window of ten": lambda: check(Sum(v[far] * w[far + 10], far), Sum(w[far + 10] * v[far], far)),
    "an eleventh entry": lambda: check(Sum(v[i] * delta(i, 11), i), v[11], given=n >= 11),
    "a length": lambda: check(Sum(1 + 0 * x, index("q", i, j)), (j - i + 1) * (1 + 0 * x), given=i <= j),
}

EQUATIONS: dict[str, Claim] = {
    "a square": lambda: check(x, y, given=Eq(x**2, y**2)),
    "a product of three": lambda: check(x, 0 * y, given=Eq(x * y * z, 0)),
    "a dot product": lambda: check(u, w, given=Eq(u @ v, w @ v)),
    "a unit vector": lambda: check(v[1], 1, given=Eq(v @ v, 1)),
    "an even function": lambda: check(x, y, given=Eq(x * (x - 1), y * (y - 1))),
}
TRUE_EQUATIONS: dict[str, Claim] = {
    "a factor that is not 0": lambda: check(x, y, given=[Eq(exp(z) * x, exp(z) * y)]),
    "a sum of one": lambda: check((v.sum() - 1) * x + y, y, given=Eq(v.sum(), 1)),
}

COEFFICIENTS: dict[str, Claim] = {
    "a prime of 61 bits": lambda: check((2**61 - 1) * exp(exp(x)) + y, y),
    "a product of primes": lambda: check((2**31 - 1) * (2**61 - 1) * exp(v.sum()) + y, y),
    "a large difference": lambda: check((2**64 + 1) * tanh(x), 2**64 * tanh(x)),
    "a small one": lambda: check(log(p) + x / (10**30), log(p)),
    "under a sum": lambda: check(Sum((2**89 - 1) * exp(v[i]), i), 0 * x),
}
TRUE_COEFFICIENTS: dict[str, Claim] = {
    "a prime of 61 bits": lambda: check((2**61 - 1) * exp(exp(x)) + y, y + (2**61 - 1) * exp(exp(x))),
    "a difference": lambda: check((2**64 + 1) * tanh(x) - 2**64 * tanh(x), tanh(x)),
}

RANGES: dict[str, Claim] = {
    "an entry beyond, under 0": lambda: check(Sum(v[i], i), Sum(v[i] + 0 * v[i + 2], i)),
    "an entry before": lambda: check(v[i], v[i] + 0 * v[i - 1]),
    "a third entry": lambda: check(v.sum(), v.sum() + X[3, 1] - X[3, 1]),
    "a matrix that is too small": lambda: check(trace(A), trace(A) + 0 * A[2, 2]),
    "a map into another range": lambda: check(e[g[i]], e[g[i]] + 0 * v[i + 1]),
}
TRUE_RANGES: dict[str, Claim] = {
    "an entry that is there": lambda: check(Sum(v[i], i), Sum(v[i] + 0 * v[n + 1 - i], i)),
    "in range": lambda: check(
        Sum(v[inner + 1] - v[inner], inner), Sum(v[inner + 1] + 0 * v[inner - 1] - v[inner], inner)
    ),
}

OPAQUE: dict[str, Claim] = {
    "a matrix and its transpose": lambda: check(J(A), J(A.T)),
    "two arguments in turn": lambda: check(J(u, v), J(v, u)),
    "a matrix of one column": lambda: check(J(stack(v[i], i, index("o", 1, 1))), J(v)),
    "an entry and the vector": lambda: check(J(v[1]), J(stack(v[1], index("o", 1, 1)))),
    "another elementwise function": lambda: check(Sum(L(v[i]), i), Sum(function("M", elementwise=True)(v[i]), i)),
}
TRUE_OPAQUE: dict[str, Claim] = {
    "a matrix": lambda: check(J(A + A.T), J((A + A.T).T)),
    "its slope": lambda: check(diff(J(2 * x), x), 2 * diff(J(y), y), given=Eq(y, 2 * x)),
    "a sum": lambda: check(J(Sum(v[i], i)), J(v.sum())),
}

EDGES: dict[str, Claim] = {
    "0 to what may be 0": lambda: check(0 * x, 0**q * x, given=q >= 0),
    "a norm at 0": lambda: check(2 * v, grad(norm(v), v) * norm(v) * 2),
    "an absolute value at 0": lambda: check(3 * x * Abs(x), diff(Abs(x) ** 3, x) + bracket(Eq(x, 0))),
    "a root at 0": lambda: check(diff(x**2, x), diff(sqrt(x**2) ** 2, x) + bracket(Eq(x, 0))),
    "x log x at 0": lambda: check(0 * x, 0 * x * log(x)),
}
TRUE_EDGES: dict[str, Claim] = {
    "0 to a positive power": lambda: check(0 * x, 0 ** (s + 1) * x),
    "‖X‖² of a matrix": lambda: check(grad(norm(X) ** 2, X), 2 * X),
    "relu³": lambda: check(diff(relu(x) ** 3, x), 3 * relu(x) ** 2),
}

DETERMINANTS: dict[str, Claim] = {
    "a product": lambda: check(grad(det(A @ B), A), det(A @ B) * inv(A).T),
    "a quadratic": lambda: check(grad(det(A) ** 2, A), 2 * det(A) ** 2 * inv(A).T),
    "singular": lambda: check(grad(det(S), S), 0 * S, given=Eq(det(S), 0)),
    "a logarithm asks for more": lambda: check(det(A), exp(logdet(A))),
    "a regular one, but another": lambda: check(A @ inv(A), eye(n) + 0 * inv(B), given=Ne(det(A), 0)),
}
TRUE_DETERMINANTS: dict[str, Claim] = {
    "a quadratic": lambda: check(grad(det(A) ** 2, A), 2 * det(A) ** 2 * inv(A).T, given=Ne(det(A), 0)),
    "a logarithm": lambda: check(exp(logdet(A)), det(A)),
    "definite": lambda: check(grad(log(det(P)), P), inv(P)),
}

NAMES: dict[str, Claim] = {
    "a name that is a product": lambda: check(scalar("a") * scalar("b"), scalar("a*b")),
    "a name that is a key": lambda: check(exp(scalar("t")), scalar("exp(1*{a1:t<|real000>[]})")),
    "a vector named like an entry": lambda: check(vector("v", n)[1], scalar("v[1]")),
    "two maps": lambda: check(e[index_map("g g", n, m)[i]], e[index_map("g", n, m)[i]]),
    "a function named like its slope": lambda: check(diff(function("J")(x, y), y), function("J'1[]")(x, y)),
}
TRUE_NAMES: dict[str, Claim] = {
    "odd names": lambda: check(scalar("a<|real>[]*b") * x, x * scalar("a<|real>[]*b")),
    "a named sum": lambda: check(named("v[1]", v.sum()) - v.sum(), 0 * x),
}

CONTRADICTIONS: dict[str, Claim] = {
    "a sign in a root": lambda: check(sqrt((x - y) ** 2), x - y),
    "a sign in a logarithm": lambda: check(log(x * y), log(x) + log(y)),
    "a sign in an exponent": lambda: check(exp(Abs(x) - x), 1 + 0 * x),
    "a maximum": lambda: check(maximum(x, y) ** 2, maximum(x**2, y**2)),
    "a norm": lambda: check(norm(u + v), norm(u) + norm(v)),
}
TRUE_CONTRADICTIONS: dict[str, Claim] = {
    "a sign in a root": lambda: check(sqrt((x - y) ** 2), Abs(x - y)),
    "a logarithm": lambda: check(log(x * y), log(-x) + log(-y), given=[x < 0, y < 0]),
    "a sign": lambda: check(sign(x) * Abs(x) * y, x * y, given=Ne(x, 0)),
}

CAPTURE: dict[str, Claim] = {
    "nested sums of one letter": lambda: check(Sum(v[i] * Sum(w[i], i), i), Sum(v[i] * w[i], i)),
    "a softmax of a layer": lambda: check(grad(logsumexp(relu(X @ e)), e), X.T @ softmax(relu(X @ e))),
    "an index that is free": lambda: check(Sum(v[i] * A[i, j], j), Sum(v[j] * A[i, j], j)),
    "an inner sum taken out": lambda: check(Sum(Sum(A[i, j], i) ** 2, j), Sum(A[i, j], i, j) ** 2),
    "a name that binds": lambda: check(Sum(named("σ", v[i] * w[j]), i), named("σ", v[1] * w[j]) * n),
}
TRUE_CAPTURE: dict[str, Claim] = {
    "nested sums of one letter": lambda: check(Sum(v[i] * Sum(w[i], i), i), v.sum() * w.sum()),
    "a softmax of a layer": lambda: check(
        grad(logsumexp(relu(X @ e)), e), X.T @ (softmax(relu(X @ e)) * heaviside(X @ e))
    ),
}

UNKNOWN: dict[str, Claim] = {
    "an opaque function": lambda: check(J(x), J(x) ** 2 / J(y)),
    "erf and tanh": lambda: check(erf(x), tanh(x)),
    "a maximum over entries": lambda: check(max(v), v[1]),
    "its slope": lambda: check(grad(max(v), v), 0 * v + 1),
    "a median of three": lambda: check(maximum(x, minimum(y, z)), minimum(maximum(x, y), z)),
}
TRUE_UNKNOWN: dict[str, Claim] = {
    "an opaque function": lambda: check(diff(J(x) ** 2, x), 2 * J(x) * diff(J(x), x)),
    "a Gaussian": lambda: check(diff(erf(x), x), 2 * exp(-(x**2)) / sqrt(pi)),
}

CRASHES: dict[str, Claim] = {
    "cos of a multiple of π": lambda: check(cos(pi * k), 1),
    "an index that is fixed": lambda: check(A[k, l], A[1, 1], given=[Eq(k, 2), Eq(l, 1)]),
    "a long fraction": lambda: check(x / 10**500, y / 10**500),
    "sizes that multiply": lambda: check(N * x, 2 * K * x, given=Eq(N, m * K)),
    "a sum of 10⁸": lambda: check(Sum(1 / index("big", 1, 10**8), index("big", 1, 10**8)), 19),
}
TRUE_CRASHES: dict[str, Claim] = {
    "an index that is fixed": lambda: check(A[k, l], A[2, 1], given=[Eq(k, 2), Eq(l, 1)]),
    "a tensor": lambda: check(p * T[i, r, j], T[i, r, j] * p, given=Eq(v.sum(), 1)),
}

below = index("i", -3, 5 * m)
inside_below = index("k", 1, below)
FACTS: dict[str, Claim] = {
    "a product of roots": lambda: check(
        Product(sqrt(Abs(below)), inside_below) * Abs(below), Product(sqrt(Abs(below)), inside_below) * below
    ),
    "a sum of sums": lambda: check(
        Sum(Sum(Abs(below) + 0 * x, inside_below), i) + Abs(below), Sum(Sum(below + 0 * x, inside_below), i) + below
    ),
    "a function of a stack": lambda: check(
        J(stack(Abs(below) * v[1], inside_below)) * Abs(below), J(stack(Abs(below) * v[1], inside_below)) * below
    ),
    "a maximum": lambda: check(
        bracket(below > 0) * max(stack(Abs(below) + 0 * x, inside_below)) + Abs(below),
        bracket(below > 0) * max(stack(below + 0 * x, inside_below)) + below,
    ),
    "a case beside": lambda: check(where(x > 2, sqrt(x - 2), 0) + Abs(x - 2), where(x > 2, sqrt(x - 2), 0) + x - 2),
}
TRUE_FACTS: dict[str, Claim] = {
    "a product of roots": lambda: check(
        Product(sqrt(Abs(below)), inside_below) * Abs(below), Product(sqrt(below + 0 * x), inside_below) * Abs(below)
    ),
    "a sum": lambda: check(Sum(Abs(below) + 0 * x, inside_below), Sum(below + 0 * x, inside_below)),
}

KEYS: dict[str, Claim] = {
    "g and gh": lambda: check(bracket(Eq(g[i], r)) * e[gh[i]], bracket(Eq(g[i], r)) * e[g[i]]),
    "under a sum": lambda: check(Sum(bracket(Eq(g[i], r)) * e[gh[i]], i), Sum(bracket(Eq(g[i], r)), i) * e[r]),
    "g and h in turn": lambda: check(Sum(e[g[i]] * e[h[i]] ** 2, i), Sum(e[h[i]] * e[g[i]] ** 2, i)),
    "repeats": lambda: check(Sum(bracket(Eq(g[i], g[j])), i, j), 1 * n),
    "a gradient by what is looked up": lambda: check(grad(Sum(e[g[i]] ** 2, i), e), 2 * e),
}
TRUE_KEYS: dict[str, Claim] = {
    "g and gh": lambda: check(
        Sum(bracket(Eq(g[i], r)) * e[gh[i]] * e[g[i]], i), e[r] * Sum(bracket(Eq(g[i], r)) * e[gh[i]], i)
    ),
    "a gradient by what is looked up": lambda: check(
        diff(Sum(e[g[i]] ** 2, i), e[r]), 2 * e[r] * Sum(bracket(Eq(g[i], r)), i)
    ),
    "no repeats": lambda: check(Sum(bracket(Eq(into[i], into[j])), i, j), 1 * n),
}

cosine = where(Ne(x, 0), (1 - cos(x)) / x**2, Rational(1, 2))
BORDERS: dict[str, Claim] = {
    "a slope at the border": lambda: check(diff(cosine, x), 3, given=Eq(x, 0)),
    "its second": lambda: check(diff(cosine, x, x), Rational(-1, 12), given=Eq(x, 0)),
    "a jump": lambda: check(0 * x, diff(where(x > 1, 1, 0) + 0 * x, x)),
    "the value in the hole": lambda: check(cosine, where(Ne(x, 0), (1 - cos(x)) / x**2, 1)),
    "a bend of two cases": lambda: check(diff(slope, x), where(x > 1, 2 * x, where(Eq(x, 1), 7, 2))),
}
TRUE_BORDERS: dict[str, Claim] = {
    "two cases that meet": lambda: check(diff(slope, x), where(x > 1, 2 * x, 2)),
    "off the hole": lambda: check(diff(cosine, x), sin(x) / x**2 - 2 * (1 - cos(x)) / x**3),
}

DEMANDS: dict[str, Claim] = {
    "a slope of a fourth power": lambda: check(diff(Abs(x) ** 4, x), 4 * Abs(x) ** 4 / x),
    "a norm to the fourth": lambda: check(grad(norm(v) ** 4, v), 4 * norm(v) ** 5 / norm(v) * v),
    "relu²": lambda: check(diff(relu(x) ** 2, x), 2 * relu(x) ** 2 / x),
    "a guarded quotient": lambda: check(diff(x * Abs(x), x), 2 * x**2 / Abs(x)),
    "a product under a condition": lambda: check(0 * y, diff(Product(y, i, where=x > v[i]), x)),
}
TRUE_DEMANDS: dict[str, Claim] = {
    "a fourth power": lambda: check(diff(Abs(x) ** 4, x), 4 * x**3),
    "a norm to the fourth": lambda: check(grad(norm(v) ** 4, v), 4 * norm(v) ** 2 * v),
}


def beside(first: object, line: object, given: object, naming: object) -> Verdict:
    """The verdict on a line of a chain in which another line names the indices of the assumption."""
    return check(first, line, naming, given=given)[0]


SPOKEN: dict[str, Claim] = {
    "indices of another line": lambda: beside(m * x, 1 * x, Eq(i, j), m * x + delta(i, j)),
    "an entry of another line": lambda: beside(Abs(v[k]), v[k], v[i] > 0, v[k] + v[i]),
    "distinct ones of another line": lambda: beside(n * x, 2 * x, Ne(i, j), n * x + delta(i, j)),
    "one entry for all": lambda: beside(Abs(v).sum(), v.sum(), v[i] > 0, v.sum() + v[i]),
    "one map for all": lambda: beside(Sum(e[g[i]], i), n * e[1], Eq(g[j], 1), n * e[g[j]]),
}
TRUE_SPOKEN: dict[str, Claim] = {
    "all entries": lambda: check(Abs(v).sum(), v.sum(), given=every(i, v[i] > 0)),
    "its own entry": lambda: check(Abs(v[k]) + v[l], v[k] + v[l], given=v[k] > 0),
}

COINCIDENCES: dict[str, Claim] = {
    "an index near the end": lambda: check(delta(i, n - 4) * x, 0 * x),
    "a size that is a sum": lambda: check(bracket(Eq(n, m + K + 1)) * v[1], 0 * v[1]),
    "a size that is a multiple": lambda: check(bracket(Eq(n, 3 * m)) * x, 0 * x),
    "a size from 9 on": lambda: check(m * x, 9 * x, given=m >= 9),
    "two indices far apart": lambda: check(bracket(Eq(i, j + 6)) * x, 0 * x),
}
TRUE_COINCIDENCES: dict[str, Claim] = {
    "an index beyond the end": lambda: check(delta(i, n + 4) * x, 0 * x),
    "a size from 9 on": lambda: check(bracket(m >= 8) * x, x, given=m >= 9),
}

INTEGERS: dict[str, Claim] = {
    "an odd power": lambda: check(Abs(x) ** whole, x**whole),
    "a multiple of π": lambda: check(cos(pi * whole), 1),
    "half a multiple": lambda: check(sin(pi * whole / 2), 0 * whole),
    "a power of −1": lambda: check((-1) ** whole, 1 + 0 * whole),
    "a whole number is no size": lambda: check(Abs(whole) * x, whole * x),
}
TRUE_INTEGERS: dict[str, Claim] = {
    "an even power": lambda: check(Abs(x**2) ** whole, (x**2) ** whole),
    "sums of exponents": lambda: check(x**whole * x**step, x ** (whole + step), given=Ne(x, 0)),
}

EXTREMA: dict[str, Claim] = {
    "a maximum of nothing": lambda: check(x, x + 0 * max(stack(v[later], later))),
    "a minimum of nothing": lambda: check(Sum(v[i], i), Sum(v[i], i) + 0 * min(stack(v[far], far))),
    "in a bracket that holds": lambda: check(
        x, x * bracket(max(stack(v[later], later) - max(stack(v[later], later))) >= 0)
    ),
    "crossed limits": lambda: check(Sum(1 + 0 * x, index("q", 5, m)), (m - 4) * (1 + 0 * x)),
    "a product of nothing": lambda: check(Product(v[far], far), 0 * x),
}
TRUE_EXTREMA: dict[str, Claim] = {
    "a maximum over a range": lambda: check(x, x + 0 * max(v)),
    "from some size on": lambda: check(x, x + 0 * max(stack(v[later], later)), given=n >= 3),
}

FLOATS: dict[str, Claim] = {
    "a saturated sigmoid": lambda: check(log(1 - sigmoid(30 + exp(x))), -30 - exp(x)),
    "a projection": lambda: check(X @ inv(X.T @ X) @ X.T @ u, u),
    "a difference of large terms": lambda: check((x + 10**12) - 10**12, x + Rational(1, 10**6)),
    "a singular matrix": lambda: check(outer(v, v) @ inv(outer(v, v)) @ u, 2 * u),
    "a small slope": lambda: check(grad(log(1 - sigmoid(u @ v)), v), -sigmoid(u @ v) * u * (1 + Rational(1, 10**9))),
}
TRUE_FLOATS: dict[str, Claim] = {
    "a saturated sigmoid": lambda: check(grad(log(1 - sigmoid(u @ v)), v), -sigmoid(u @ v) * u),
    "a difference of large terms": lambda: check((x + 10**12) - 10**12, 1 * x),
}

REFUTER: dict[str, Claim] = {
    "a hinge, its border": lambda: check(where(x >= 1, 0, 1 - x), where(x >= 2, 0, 1 - x)),
    "a quotient at a zero": lambda: check(x + 1, (x**2 - 1) / (x - 1)),
    "a soft threshold": lambda: check(sign(x) * relu(Abs(x) - p), where(Abs(x) > p, x - p, 0)),
    "one entry equal to another": lambda: check(Sum(where(Ne(v[i], w[i]), 1, 0), i), n + 0 * Sum(v[i], i)),
    "a degenerate matrix": lambda: check(A, A @ A @ inv(A)),
}
TRUE_REFUTER: dict[str, Claim] = {
    "a hinge": lambda: check(where(x >= 1, 0, 1 - x), where(x < 1, 1 - x, 0)),
    "a quotient off the zero": lambda: check((x**2 - 1) / (x - 1), x + 1),
}

ALSO: dict[str, Claim] = {
    "a power that counts down, wrong": lambda: check(
        Sum(x ** (n - k), k, where=k <= n), Sum(x ** (n - k + 1), k, where=k <= n)
    ),
    "shapes that meet, wrong": lambda: check(ones(n) @ v, 2 * v.sum() + 0 * m, given=Eq(n, m)),
    "met at 1": lambda: check(n * x + m * x, 3 * x, given=[n <= 1, m <= 1]),
    "a true assumption": lambda: check(v @ v, 2 * norm(v) ** 2, given=norm(v) > 0),
    "two of one range": lambda: check(eye(n)[i, j] * x, x, given=n >= 1),
}
TRUE_ALSO: dict[str, Claim] = {
    "a power that counts down": lambda: check(Sum(x ** (n - k) * x, k), Sum(x ** (n - k + 1), k)),
    "shapes that meet": lambda: check(eye(n) @ v, v, given=Eq(n, m)),
    "met at 1": lambda: check(n * x + m * x, 2 * x, given=[n <= 1, m <= 1]),
    "a true assumption": lambda: check(v @ v, norm(v) ** 2, given=norm(v) > 0),
}

COSTS: dict[str, Claim] = {
    "a window": lambda: check(cost(Sum(v[far], far)), O(1)),
    "a product of matrices": lambda: check(cost(A @ B), O(n**2)),
    "an outer product": lambda: check(cost(outer(u, e)), O(n)),
    "a quadratic form": lambda: check(cost(u @ A @ v), O(n)),
    "a double sum": lambda: check(cost(Sum(v[i] * w[j], i, j)), O(1)),
}
TRUE_COSTS: dict[str, Claim] = {
    "a product of a matrix": lambda: check(cost(A @ v), O(n**2)),
    "a dot product": lambda: check(cost(u @ v), O(n)),
}

CERTIFICATES: dict[str, Claim] = {
    "a positive definite form": lambda: check(u @ P @ u, -(u @ P @ u)),
    "its diagonal": lambda: check(P[1, 1] * x, x),
    "a symmetric matrix": lambda: check(S[i, j], S[i, i]),
    "a one-hot vector": lambda: check(t.sum() * x, 2 * x),
    "a positive scalar": lambda: check(p * x, Abs(x)),
}
TRUE_CERTIFICATES: dict[str, Claim] = {
    "a positive diagonal": lambda: check(Abs(P[i, i]), P[i, i]),
    "a one-hot vector": lambda: check(t.sum() * x, x),
    "a symmetric matrix": lambda: check(S[i, j], S[j, i]),
}


def read(of: object) -> object:
    """What is written in SymPy, read where it is used."""
    import sympy as sp

    X_, Y_ = sp.Symbol("x", real=True), sp.Symbol("y", real=True)
    return of(sp, X_, Y_)  # type: ignore[operator]


SYMPY: dict[str, Claim] = {
    "an unevaluated product": lambda: check(read(lambda sp, a, b: sp.Mul(-1, -1, a, evaluate=False)), -x),
    "a complex square": lambda: check(
        read(lambda sp, a, b: sp.Abs(sp.Symbol("ζ")) ** 2), read(lambda sp, a, b: sp.Symbol("ζ") ** 3)
    ),
    "two dummies": lambda: check(read(lambda sp, a, b: sp.Dummy("x") * sp.Dummy("x")), read(lambda sp, a, b: a**2)),
    "a step at 0": lambda: check(read(lambda sp, a, b: sp.Heaviside(a, 1)), read(lambda sp, a, b: sp.Heaviside(a, 0))),
    "a secant": lambda: check(read(lambda sp, a, b: sp.sec(a)), read(lambda sp, a, b: 1 / sp.sin(a))),
}
TRUE_SYMPY: dict[str, Claim] = {
    "an unevaluated product": lambda: check(read(lambda sp, a, b: sp.Mul(-1, -1, a, evaluate=False)), x + 0),
    "a sum": lambda: check(read(lambda sp, a, b: sp.sin(a) ** 2 + sp.cos(a) ** 2 + b), 1 + y),
}

CLASSES: dict[str, tuple[dict[str, Claim], dict[str, Claim]]] = {
    "A brackets": (BRACKETS, TRUE_BRACKETS),
    "B powers": (POWERS, TRUE_POWERS),
    "C real = and ≠": (REAL_EQUALITY, TRUE_REAL_EQUALITY),
    "D poles": (POLES, TRUE_POLES),
    "E memo": (MEMO, TRUE_MEMO),
    "F, G sampled sizes": (SAMPLES, TRUE_SAMPLES),
    "H equations": (EQUATIONS, TRUE_EQUATIONS),
    "I coefficients": (COEFFICIENTS, TRUE_COEFFICIENTS),
    "J SymPy": (SYMPY, TRUE_SYMPY),
    "K ranges": (RANGES, TRUE_RANGES),
    "L costs": (COSTS, TRUE_COSTS),
    "M opaque arguments": (OPAQUE, TRUE_OPAQUE),
    "N certificates": (CERTIFICATES, TRUE_CERTIFICATES),
    "P capture": (CAPTURE, TRUE_CAPTURE),
    "Q crashes": (CRASHES, TRUE_CRASHES),
    "R edges": (EDGES, TRUE_EDGES),
    "S determinants": (DETERMINANTS, TRUE_DETERMINANTS),
    "T names": (NAMES, TRUE_NAMES),
    "U contradictions": (CONTRADICTIONS, TRUE_CONTRADICTIONS),
    "V unknown": (UNKNOWN, TRUE_UNKNOWN),
    "facts beside the memo": (FACTS, TRUE_FACTS),
    "keys": (KEYS, TRUE_KEYS),
    "case borders": (BORDERS, TRUE_BORDERS),
    "demands taken as facts": (DEMANDS, TRUE_DEMANDS),
    "whom an assumption speaks of": (SPOKEN, TRUE_SPOKEN),
    "coincidences": (COINCIDENCES, TRUE_COINCIDENCES),
    "integer scalars": (INTEGERS, TRUE_INTEGERS),
    "empty extrema": (EXTREMA, TRUE_EXTREMA),
    "floats": (FLOATS, TRUE_FLOATS),
    "the refuter is asked": (REFUTER, TRUE_REFUTER),
    "also wrong": (ALSO, TRUE_ALSO),
}
FALSE = {f"{kind}: {name}": claim for kind, (false, _) in CLASSES.items() for name, claim in false.items()}
TRUE = {f"{kind}: {name}": claim for kind, (_, true) in CLASSES.items() for name, claim in true.items()}


@pytest.mark.parametrize("kind", CLASSES)
def test_a_class_has_its_examples(kind: str) -> None:
    false, true = CLASSES[kind]
    assert len(false) >= 5 and len(true) >= 2


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_never_called_right(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = FALSE[name]()
    assert verdict.status in (Status.REFUTED, Status.UNDECIDED), verdict
    assert verdict.status is Status.REFUTED or verdict.reason
    assert "failed" not in verdict.reason


@pytest.mark.parametrize("name", TRUE)
def test_true_twins_are_proved(name: str) -> None:
    verdict = TRUE[name]()
    assert verdict.status is Status.PROVED, verdict
