"""Embeddings: wrong versions of each claim of the library, each to be refuted."""

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
    yield chain(
        J,
        wrong(log(Sum(exp(U[w] @ v), w)) + U[o] @ v, because="the sign"),
        wrong(Sum(U[w] @ v, w) - U[o] @ v, because="the exponentials"),
    )
    yield chain(
        grad(J, v), wrong(U[o] - Sum(p[w] * U[w], w), because="the sign"), wrong(U @ (p - y), because="the transpose")
    )
    yield chain(
        grad(J, U), wrong(outer(v, p - y), because="the transpose"), wrong(outer(p, v), because="the outside word")
    )
    yield chain(
        grad(J, U[w]),
        wrong((p[w] - 1) * v, because="right for the outside word alone"),
        wrong(p[w] * v, because="the outside word"),
    )
    yield chain(
        hessian(J, v),
        wrong(U.T @ diag(p) @ U, because="the outer product"),
        wrong(U.T @ (diag(p) + outer(p, p)) @ U, because="the sign"),
    )


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
        wrong((sigmoid(U[o] @ v) - 1) * U[o] - Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k), because="the sign"),
        wrong(sigmoid(U[o] @ v) * U[o] + Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k), because="the 1 of the true word"),
    )
    yield chain(
        grad(J, U[o]),
        wrong((1 - sigmoid(U[o] @ v)) * v, because="the sign"),
        wrong(sigmoid(U[o] @ v) * v, because="the 1"),
    )
    yield chain(
        grad(J, U[neg[l]]),
        wrong(-sigmoid(U[neg[l]] @ v) * v, because="the sign"),
        wrong(sigmoid(-U[neg[l]] @ v) * v, because="the complement"),
    )


@part("repeated-samples", "Negative sampling, repeated words. Source: standard", given=Ne(w, o))
def repeated_samples():
    neg = index_map("neg", K, V)
    J = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[k]] @ v)), k)
    yield chain(
        grad(J, U[w]),
        wrong(sigmoid(U[w] @ v) * v, because="as often as it is drawn"),
        wrong(K * sigmoid(U[w] @ v) * v, because="not every sample is w"),
    )


@part("glove", "GloVe. Source: Pennington, Socher, Manning, GloVe, eq. 8")
def glove():
    F, N = (matrix("F", V, V, positive=True), matrix("N", V, V, positive=True))
    b, e = (vector("b", V), vector("e", V))
    r = named("r", U @ C.T + b[:, None] + e - log(N))
    J = Sum(F[w, s] * (U[w] @ C[s] + b[w] + e[s] - log(N[w, s])) ** 2, w, s)
    yield chain(
        J,
        wrong((F * r).sum() ** 2, because="squares are summed"),
        wrong((F**2 * r**2).sum(), because="the weight is not squared"),
    )
    yield chain(
        grad(J, U[w]),
        wrong(2 * Sum(F[s, w] * r[s, w] * C[s], s), because="rows and columns"),
        wrong(Sum(F[w, s] * r[w, s] * C[s], s), because="the factor 2"),
    )
    yield chain(
        grad(J, U),
        wrong(2 * (F * r).T @ C, because="the transpose"),
        wrong(2 * (F * r) @ U, because="the context vectors"),
    )
    yield chain(
        grad(J, C), wrong(2 * (F * r) @ U, because="the transpose"), wrong((F * r).T @ U, because="the factor 2")
    )
    yield chain(
        grad(J, b),
        wrong(2 * (F * r).sum(axis=0), because="the other axis"),
        wrong(2 * r.sum(axis=1), because="the weights"),
    )
    yield chain(
        grad(J, e),
        wrong(2 * (F * r).sum(axis=1), because="the other axis"),
        wrong((F * r).sum(axis=0), because="the factor 2"),
    )


@part(
    "cbow", "Continuous bag of words. Source: Mikolov et al., Efficient Estimation of Word Representations, section 3.1"
)
def cbow():
    X = matrix("X", m, d)
    i = index("i", m)
    h = named("h", mean(X, axis=0))
    q, y = (named("q", softmax(U @ h)), one_hot("y", V, o))
    J = -log(softmax(U @ mean(X, axis=0))[o])
    yield chain(grad(J, X[i]), wrong(U.T @ (q - y), because="1/m"), wrong(U.T @ (y - q) / m, because="the sign"))
    yield chain(
        grad(J, U),
        wrong(outer(q - y, h) / m, because="the mean stands in h"),
        wrong(outer(h, q - y), because="the transpose"),
    )
