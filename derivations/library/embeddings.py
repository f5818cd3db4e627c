"""Embeddings.

Word vectors: the softmax of skip-gram, negative sampling, GloVe and the continuous bag of words.
"""

from symcheck import *

V, d, K, m = sizes("V d K m")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)
j = index("j", m)
U, C, v = (matrix("U", V, d), matrix("C", V, d), vector("v", d))
p = named("p", softmax(U @ v))


@part(
    "skip-gram", "Skip-gram with the full softmax. Source: Mikolov et al., Distributed Representations of Words, eq. 2"
)
def skip_gram():
    y = one_hot("y", V, o)
    J = -log(softmax(U @ v)[o])
    yield chain(J, log(Sum(exp(U[w] @ v), w)) - U[o] @ v)
    yield chain(grad(J, v), Sum(p[w] * U[w], w) - U[o], U.T @ (p - y))
    yield chain(grad(J, U), outer(p - y, v))
    yield chain(grad(J, U[w]), (p[w] - delta(o, w)) * v)
    yield chain(hessian(J, v), U.T @ (diag(p) - outer(p, p)) @ U)


@part(
    "negative-sampling",
    "Negative sampling, distinct words. Source: Mikolov et al., Distributed Representations of Words, eq. 4",
    given=every(k, Ne(index_map("neg", K, V, injective=True)[k], o)),
)
def negative_sampling():
    neg = index_map("neg", K, V, injective=True)
    J = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[k]] @ v)), k)
    yield chain(
        grad(J, v),
        (sigmoid(U[o] @ v) - 1) * U[o] + Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k),
        -sigmoid(-U[o] @ v) * U[o] + Sum((1 - sigmoid(-U[neg[k]] @ v)) * U[neg[k]], k),
    )
    yield chain(grad(J, U[o]), (sigmoid(U[o] @ v) - 1) * v)
    yield chain(grad(J, U[neg[l]]), sigmoid(U[neg[l]] @ v) * v)


@part("repeated-samples", "Negative sampling, repeated words. Source: standard", given=Ne(w, o))
def repeated_samples():
    neg = index_map("neg", K, V)
    J = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[k]] @ v)), k)
    yield chain(grad(J, U[w]), Sum(sigmoid(U[w] @ v) * v, k, where=Eq(neg[k], w)))


@part("glove", "GloVe. Source: Pennington, Socher, Manning, GloVe, eq. 8")
def glove():
    F, N = (matrix("F", V, V, positive=True), matrix("N", V, V, positive=True))
    b, e = (vector("b", V), vector("e", V))
    r = named("r", U @ C.T + b[:, None] + e - log(N))
    J = Sum(F[w, s] * (U[w] @ C[s] + b[w] + e[s] - log(N[w, s])) ** 2, w, s)
    yield chain(J, (F * r**2).sum())
    yield chain(grad(J, U[w]), 2 * Sum(F[w, s] * r[w, s] * C[s], s))
    yield chain(grad(J, U), 2 * (F * r) @ C)
    yield chain(grad(J, C), 2 * (F * r).T @ U)
    yield chain(grad(J, b), 2 * (F * r).sum(axis=1))
    yield chain(grad(J, e), 2 * (F * r).sum(axis=0))


@part(
    "cbow", "Continuous bag of words. Source: Mikolov et al., Efficient Estimation of Word Representations, section 3.1"
)
def cbow():
    X = matrix("X", m, d)
    i = index("i", m)
    h = named("h", mean(X, axis=0))
    q, y = (named("q", softmax(U @ h)), one_hot("y", V, o))
    J = -log(softmax(U @ mean(X, axis=0))[o])
    yield chain(grad(J, X[i]), U.T @ (q - y) / m, (Sum(q[w] * U[w], w) - U[o]) / m)
    yield chain(grad(J, U), outer(q - y, h))
