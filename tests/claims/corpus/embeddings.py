"""Word embeddings: skip-gram with negative sampling, GloVe, CBOW, naive softmax."""

from symcheck import *

V, d, K, T, m = sizes("V d K T m")
w, s, o, c = indices("w s o c", V)
U, C = matrix("U", V, d), matrix("C", V, d)
v = vector("v", d)
k, l = indices("k l", K)


@part("naive", "Naive softmax by the center vector and by the outside vectors")
def naive():
    q = named("q", softmax(U @ v))
    yield chain(
        grad(-log(softmax(U @ v)[o]), v),
        U.T @ (q - one_hot("y", V, o)),
        q @ U - U[o],
        wrong(U[o] - q @ U, because="the sign"),
        wrong(Sum(q[w] * U[w], w, where=Ne(w, o)) - U[o], because="the true word has its term in the sum"),
        Sum(q[w] * (U[w] - U[o]), w),
    )
    yield chain(
        grad(-log(softmax(U @ v)[o]), U),
        outer(q - one_hot("y", V, o), v),
        stack((q[w] - delta(w, o)) * v, w),
        wrong(stack((q[w] - 1) * v, w), because="right for the row o only"),
        wrong(stack(q[w] * v, w), because="right for the rows w ≠ o only"),
    )
    yield chain(
        hessian(-log(softmax(U @ v)[o]), v),
        U.T @ (diag(q) - outer(q, q)) @ U,
        Sum(q[w] * outer(U[w], U[w]), w) - outer(q @ U, q @ U),
        wrong(Sum(q[w] * outer(U[w], U[w]), w) - outer(U[o], U[o]), because="the mean, not the true word"),
    )


@part("other-word", "Naive softmax, another word", given=Ne(w, o))
def other_word():
    q = named("q", softmax(U @ v))
    J = -log(softmax(U @ v)[o])
    yield chain(grad(J, U[w]), q[w] * v, wrong((q[w] - 1) * v, because="w ≠ o"), wrong(q[o] * v, because="q_w"))


@part("center-table", "The center vector is a row of a table")
def center_table():
    q = named("q", softmax(U @ C[c]))
    J = -log(softmax(U @ C[c])[o])
    yield chain(grad(J, C[c]), U.T @ q - U[o], wrong(U.T @ q, because="the true word is missing"))
    yield chain(grad(J, C), stack(delta(w, c) * (U.T @ q - U[o]), w), wrong(stack(U.T @ q - U[o], w), because="row c"))
    yield chain(grad(J, C[w]), zeros(d), wrong(U.T @ q - U[o], because="w ≠ c"), given=Ne(w, c))


@part("tied", "One table for both roles")
def tied():
    J = -log(sigmoid(U[o] @ U[c]))
    yield chain(
        grad(J, U[c]),
        (sigmoid(U[o] @ U[c]) - 1) * U[o],
        wrong((sigmoid(U[o] @ U[c]) - 1) * U[c], because="the other word's vector"),
        given=Ne(o, c),
    )
    yield chain(
        grad(J, U[c]),
        2 * (sigmoid(U[o] @ U[c]) - 1) * U[c],
        wrong((sigmoid(U[o] @ U[c]) - 1) * U[c], because="the word stands on both sides"),
        given=Eq(o, c),
    )
    yield chain(
        grad(J, U[c]),
        (sigmoid(U[o] @ U[c]) - 1) * (U[o] + delta(o, c) * U[c]),
        wrong((sigmoid(U[o] @ U[c]) - 1) * U[o], because="right for o ≠ c only"),
    )


@part("negative-sampling", "Negative sampling, repeats allowed")
def negative_sampling():
    neg = index_map("neg", K, V)
    J = named("J", -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[k]] @ v)), k))
    yield chain(
        grad(J, v),
        -sigmoid(-U[o] @ v) * U[o] + Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k),
        wrong(-sigmoid(-U[o] @ v) * U[o] - Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k), because="the sign"),
        wrong(-sigmoid(U[o] @ v) * U[o] + Sum(sigmoid(U[neg[k]] @ v) * U[neg[k]], k), because="σ of minus the score"),
    )
    yield chain(
        grad(J, U[neg[k]]),
        Sum(1, l, where=Eq(neg[l], neg[k])) * sigmoid(U[neg[k]] @ v) * v,
        wrong(sigmoid(U[neg[k]] @ v) * v, because="right only if no sample repeats"),
        wrong(K * sigmoid(U[neg[k]] @ v) * v, because="right only if all samples agree"),
        given=Ne(neg[k], o),
    )
    yield chain(
        grad(J, U[w]),
        (Sum(delta(neg[k], w), k) * sigmoid(U[w] @ v) - delta(w, o) * sigmoid(-U[w] @ v)) * v,
        wrong(Sum(delta(neg[k], w), k) * sigmoid(U[w] @ v) * v, because="the outside word is missing"),
    )
    yield chain(
        grad(J, U[o]),
        -sigmoid(-U[o] @ v) * v,
        wrong(sigmoid(U[o] @ v) * v, because="1 − σ is written for σ − 1 and its sign"),
        given=every(k, Ne(neg[k], o)),
    )


@part("negative-sampling-met", "Negative sampling, the outside word may be among the samples")
def negative_sampling_met():
    neg = index_map("neg", K, V)
    J = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[k]] @ v)), k)
    yield chain(
        grad(J, U[o]),
        wrong(-sigmoid(-U[o] @ v) * v, because="right only if o is no sample"),
        (Sum(1, k, where=Eq(neg[k], o)) * sigmoid(U[o] @ v) - sigmoid(-U[o] @ v)) * v,
    )


@part("glove", "GloVe")
def glove():
    F = matrix("F", V, V, positive=True)
    N = matrix("N", V, V, positive=True)
    b, e = vector("b", V), vector("e", V)
    r = named("r", U @ C.T + b[:, None] + e - log(N))
    J = Sum(F[w, s] * (U[w] @ C[s] + b[w] + e[s] - log(N[w, s])) ** 2, w, s)
    yield chain(
        grad(J, U[w]),
        2 * Sum(F[w, s] * r[w, s] * C[s], s),
        wrong(2 * Sum(F[s, w] * r[s, w] * C[s], s), because="rows and columns are exchanged"),
        wrong(2 * Sum(F[w, s] * r[w, s] * U[s], s), because="the context vectors"),
    )
    yield chain(grad(J, C), 2 * (F * r).T @ U, wrong(2 * (F * r) @ U, because="the transpose"))
    yield chain(grad(J, b), 2 * (F * r).sum(axis=1), wrong(2 * (F * r).sum(axis=0), because="the other axis"))
    yield chain(grad(J, e), 2 * (F * r).sum(axis=0))
    yield chain(J, (F * r**2).sum(), wrong((F * r).sum() ** 2, because="squares are summed"))


@part("cbow", "Continuous bag of words")
def cbow():
    t, j, i = index("t", m + 1, T - m), index("j", -m, m), index("i", -m, m)
    X = matrix("X", T, d)
    h = named("h", Sum(X[t + j], j, where=Ne(j, 0)) / (2 * m))
    J = -log(softmax(U @ h)[o])
    q = named("q", softmax(U @ h))
    yield chain(
        grad(J, X[t + i]),
        (U.T @ q - U[o]) / (2 * m),
        wrong(U.T @ q - U[o], because="1/(2m) is missing"),
        wrong((U.T @ q - U[o]) / (2 * m + 1), because="the center is not in the window"),
        given=Ne(i, 0),
    )
    yield chain(grad(J, X[t]), zeros(d), wrong((U.T @ q - U[o]) / (2 * m), because="the center is no context"))
    yield chain(grad(J, U), outer(q, h) - outer(one_hot("y", V, o), h), wrong(outer(q, h), because="the true word"))


@part("skip-gram", "Skip-gram over a window, an abstract loss")
def skip_gram():
    t, j = index("t", m + 1, T - m), index("j", -m, m)
    word, J = index_map("word", T, V), function("J")
    total = named("J_sg", Sum(J(v, word[t + j], U), j, where=Ne(j, 0)))
    yield chain(
        grad(total, U),
        Sum(grad(J(v, word[t + j], U), U), j, where=Ne(j, 0)),
        wrong(Sum(grad(J(v, word[t + j], U), U), j), because="j = 0 is no context word"),
        wrong(2 * m * grad(J(v, word[t], U), U), because="the words differ"),
        stack(Sum(grad(J(v, word[t + j], U), U[w]), j, where=Ne(j, 0)), w),
    )
    yield chain(
        total,
        Sum(J(v, word[t + j], U), j) - J(v, word[t], U),
        wrong(Sum(J(v, word[t + j], U), j), because="j = 0 is no context word"),
    )
