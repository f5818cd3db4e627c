"""The pitfalls that symbolic sums are known for, each beside what must not be proved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import (
    Eq,
    KroneckerDelta,
    Ne,
    Sum,
    diag,
    exp,
    eye,
    grad,
    index,
    indices,
    jacobian,
    log,
    logsumexp,
    matrix,
    named,
    one_hot,
    outer,
    scalars,
    sigmoid,
    sizes,
    softmax,
    sqrt,
    stack,
    sum,
    vector,
)  # fmt: skip
from symcheck.language.tensor import Tensor, as_tensor
from tests.proving import proved

V, d = sizes("V d")
n = sizes("n")
w, s, o = indices("w s o", V)
i, j, k = indices("i j k", n)
later = index("l", 2, n)
U, v_c, z, y = matrix("U", V, d), vector("v_c", d), vector("z", V), vector("y", V)
x, t = scalars("x t")
a, b = scalars("a b", positive=True)
X, Y, P = vector("X", n), vector("Y", n), vector("P", n, positive=True)
M = matrix("M", n, n)


def cross_entropy() -> Tensor:
    return -Sum(y[w] * log(softmax(z)[w]), w)


Claim = Callable[[], tuple[object, ...]]
PITFALLS: dict[str, tuple[Claim, Claim]] = {
    "a sum differentiated by an entry at its own index (sympy #21891)": (
        lambda: (grad(Sum(Y[i] * X[i], i), X), Y),
        lambda: (grad(Sum(Y[i] * X[i], i), X), stack(Sum(Y[j], j) + 0 * X[i], i)),
    ),
    "the δ of softmax cross-entropy": (
        lambda: (grad(-log(softmax(z)[o]), z), softmax(z) - one_hot("e", V, o)),
        lambda: (grad(-log(softmax(z)[o]), z), stack(1 - KroneckerDelta(w, o), w)),
    ),
    "cross-entropy against any target": (
        lambda: (grad(cross_entropy(), z), softmax(z) * sum(y) - y),
        lambda: (grad(cross_entropy(), z), softmax(z) - y),
    ),
    "the gradient of naive softmax": (
        lambda: (
            grad(-log(softmax(U @ v_c)[o]), v_c),
            Sum(softmax(U @ v_c)[w] * U[w], w) - U[o],
        ),
        lambda: (grad(-log(softmax(U @ v_c)[o]), v_c), Sum(softmax(U @ v_c)[w] * U[w], w) - U[s]),
    ),
    "sums that differ in the bound name alone": (
        lambda: (Sum(Sum(M[i, j] * X[i], i), j), Sum(Sum(M[j, i] * X[j], j), i)),
        lambda: (Sum(Sum(M[i, j] * X[i], i), j), Sum(Sum(M[j, i] * X[i], j), i)),
    ),
    "the softmax Jacobian off the diagonal": (
        lambda: (jacobian(softmax(z), z), diag(softmax(z)) - outer(softmax(z), softmax(z))),
        lambda: (jacobian(softmax(z), z), diag(softmax(z) * (1 - softmax(z)))),
    ),
    "inner and outer names do not clash": (
        lambda: (Sum(X[i] * exp(Sum(M[i, j] * X[j], j)), i), Sum(X[j] * exp(Sum(M[j, i] * X[i], i)), j)),
        lambda: (Sum(X[i] * exp(Sum(M[i, j] * X[j], j)), i), Sum(X[j] * exp(Sum(M[i, j] * X[i], i)), j) + 0 * M[i, i]),
    ),
    "a positive power of an inverse is multiplied out": (
        lambda: ((1 + x**2) ** 2 / (1 + x**2), 1 + x**2),
        lambda: ((1 + x**2) ** 2 / (1 + x**2), 1 + x**4),
    ),
    "1 + eˣ and 1 + e⁻ˣ meet": (
        lambda: (1 / (1 + exp(x)) + 1 / (1 + exp(-x)), 1 + 0 * x),
        lambda: (1 / (1 + exp(x)) - 1 / (1 + exp(-x)), 1 + 0 * x),
    ),
    "1 − σ inside an inverse": (
        lambda: (1 / (1 - sigmoid(x)), 1 + exp(x)),
        lambda: (1 / (1 - sigmoid(x)), 1 + exp(-x)),
    ),
    "log ab splits with known positivity": (
        lambda: (log(a * b), log(a) + log(b)),
        lambda: (log(x * t), log(x) + log(t)),
    ),
    "√ab splits with known signs": (
        lambda: (sqrt(a * b), sqrt(a) * sqrt(b)),
        lambda: (sqrt(x * t), sqrt(x) * sqrt(t)),
    ),
    "a δ contracts only within the range": (
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k), X[i]),
        lambda: (Sum(X[later] * KroneckerDelta(later, i), later), X[i]),
    ),
    "a δ under a sum that leaves its place out": (
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k, where=Ne(k, j)), X[i] * (1 - KroneckerDelta(i, j))),
        lambda: (Sum(X[k] * KroneckerDelta(k, i), k, where=Ne(k, j)), X[i]),
    ),
    "the sum of 1 is the size": (lambda: (Sum(as_tensor(1), later), n - 1), lambda: (Sum(as_tensor(1), later), n * 1)),
    "the sum of an index": (
        lambda: (Sum(i * 1, i), n * (n + 1) / 2),
        lambda: (Sum(i * 1, i), n * (n - 1) / 2),
    ),
    "a square of a sum is a double sum": (
        lambda: (Sum(X[i], i) ** 2, Sum(Sum(X[i] * X[j], i), j)),
        lambda: (Sum(X[i], i) ** 2, Sum(X[i] ** 2, i)),
    ),
    "the Hessian of log-sum-exp": (
        lambda: (jacobian(grad(logsumexp(z), z), z), diag(softmax(z)) - outer(softmax(z), softmax(z))),
        lambda: (jacobian(grad(logsumexp(z), z), z), eye(V) - outer(softmax(z), softmax(z))),
    ),
    "a denominator under a sum": (
        lambda: (Sum(P[i] / (1 + P[i]) + 1 / (1 + P[i]), i), n * 1),
        lambda: (Sum(P[i] / (1 + P[i]) - 1 / (1 + P[i]), i), n * 1),
    ),
    "a name stands for what it means": (
        lambda: (named("p", softmax(X))[i], softmax(X)[i]),
        lambda: (named("p", softmax(X))[i], softmax(X)[j]),
    ),
    "an index equation is used everywhere": (
        lambda: (X[i] * M[j, k], X[j] * M[i, k], Eq(i, j)),
        lambda: (X[i] * M[j, k], X[k] * M[i, k], Eq(i, j)),
    ),
}


@pytest.mark.parametrize("name", PITFALLS)
def test_is_decided_right(name: str) -> None:
    true, false = PITFALLS[name]
    assert proved(*true())
    assert not proved(*false())
