"""Attention: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

n, l, d, m = sizes("n l d m")
i, j, k = indices("i j k", n)
r = index("r", l)
q, g = (vector("q", d), vector("g", m))
K, V = (matrix("K", n, d), matrix("V", n, m))
p = named("p", softmax(K @ q / sqrt(d)))
o = softmax(K @ q / sqrt(d)) @ V


@part("query", "One query. Source: Vaswani et al., Attention Is All You Need, eq. 1")
def query():
    yield chain(o, wrong(V.T @ (K @ q) / sqrt(d), because="the softmax"), wrong(V @ p, because="the transpose"))
    yield chain(
        p[i],
        wrong(exp(K[i] @ q) / Sum(exp(K[j] @ q), j), because="the scale"),
        wrong(exp(K[i] @ q / sqrt(d)), because="the normaliser"),
    )
    yield chain(
        grad(g @ o, q),
        wrong(K.T @ (p * (V @ g)) / sqrt(d), because="the mean under p"),
        wrong(K.T @ (diag(p) - outer(p, p)) @ V @ g, because="the scale"),
    )
    yield chain(
        grad(g @ o, K),
        wrong(outer(q, p * (V @ g - g @ V.T @ p)) / sqrt(d), because="the transpose"),
        wrong(outer(p * (V @ g - g @ V.T @ p), q) / d, because="the root"),
    )
    yield chain(
        grad(g @ o, V),
        wrong(outer(g, p), because="the transpose"),
        wrong(outer(p * (1 - p), g), because="V stands outside the softmax"),
    )
    yield chain(
        jacobian(o, q),
        wrong(V.T @ diag(p) @ K / sqrt(d), because="the outer product"),
        wrong(V.T @ (diag(p) + outer(p, p)) @ K / sqrt(d), because="the sign"),
    )


@part("rows", "Rows of queries. Source: Vaswani et al., Attention Is All You Need, eq. 1")
def rows():
    Q, G = (matrix("Q", l, d), matrix("G", l, m))
    P = named("P", softmax(Q @ K.T / sqrt(d), axis=1))
    D = named("D", P * (G @ V.T - (G @ V.T * P).sum(axis=1, keepdims=True)))
    L = (G * (softmax(Q @ K.T / sqrt(d), axis=1) @ V)).sum()
    yield chain(
        softmax(Q @ K.T / sqrt(d), axis=1).sum(axis=1),
        wrong(n * ones(l), because="rows sum to one"),
        wrong(zeros(l), because="rows of the derivative sum to zero"),
    )
    yield chain(
        grad(L, V), wrong(P @ G, because="the transpose"), wrong(P.T @ G / sqrt(d), because="the scale stands in P")
    )
    yield chain(grad(L, Q), wrong(D.T @ K / sqrt(d), because="the transpose"), wrong(D @ K, because="the scale"))
    yield chain(
        grad(L, K),
        wrong(D @ Q / sqrt(d), because="the transpose"),
        wrong((P * (G @ V.T)).T @ Q / sqrt(d), because="the mean under P"),
    )


@part("mask", "Masks. Source: Vaswani et al., Attention Is All You Need, section 3.2.3")
def mask():
    z, M, w, c = (vector("z", n), vector("M", n), vector("w", n, positive=True), scalar("c"))
    a, y = (named("a", softmax(z + M)), vector("y", n))
    yield chain(
        grad(y @ softmax(z + M), z),
        wrong(a * y, because="the mean under a"),
        wrong(a * (y - y @ softmax(z)), because="the mask"),
    )
    yield chain(
        softmax(z + log(w)),
        wrong(stack(w[i] * exp(z[i]) / Sum(exp(z[j]), j), i), because="the mask in the normaliser"),
        wrong(w * softmax(z), because="normalised again"),
    )
    yield chain(
        softmax(z + c), wrong(c * softmax(z), because="it cancels"), wrong(softmax(c * z), because="a factor counts")
    )


@part("causal", "A causal window. Source: Vaswani et al., Attention Is All You Need, section 3.2.3")
def causal():
    z, t = (vector("z", n), index("t", 1, n))
    s = index("s", 1, t)
    Z = named("Z", Sum(exp(z[s]), s))
    yield chain(
        diff(log(Sum(exp(z[s]), s)), z[i]),
        wrong(exp(z[i]) / Z, because="the future"),
        wrong(exp(z[i]) / Z * bracket(i < t), because="the present"),
    )
