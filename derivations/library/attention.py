"""Attention.

Scaled dot-product attention for one query and for rows of queries, with masks, and its gradients.
"""

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
    yield chain(o, Sum(p[i] * V[i], i), V.T @ p)
    yield chain(p[i], exp(K[i] @ q / sqrt(d)) / Sum(exp(K[j] @ q / sqrt(d)), j))
    yield chain(
        grad(g @ o, q), K.T @ (p * (V @ g - g @ V.T @ p)) / sqrt(d), K.T @ (diag(p) - outer(p, p)) @ V @ g / sqrt(d)
    )
    yield chain(grad(g @ o, K), outer(p * (V @ g - g @ V.T @ p), q) / sqrt(d))
    yield chain(grad(g @ o, V), outer(p, g))
    yield chain(jacobian(o, q), V.T @ (diag(p) - outer(p, p)) @ K / sqrt(d))


@part("rows", "Rows of queries. Source: Vaswani et al., Attention Is All You Need, eq. 1")
def rows():
    Q, G = (matrix("Q", l, d), matrix("G", l, m))
    P = named("P", softmax(Q @ K.T / sqrt(d), axis=1))
    D = named("D", P * (G @ V.T - (G @ V.T * P).sum(axis=1, keepdims=True)))
    L = (G * (softmax(Q @ K.T / sqrt(d), axis=1) @ V)).sum()
    yield chain(softmax(Q @ K.T / sqrt(d), axis=1).sum(axis=1), ones(l))
    yield chain(grad(L, V), P.T @ G, stack(Sum(P[r, j] * G[r], r), j))
    yield chain(grad(L, Q), D @ K / sqrt(d))
    yield chain(grad(L, K), D.T @ Q / sqrt(d))


@part("mask", "Masks. Source: Vaswani et al., Attention Is All You Need, section 3.2.3")
def mask():
    z, M, w, c = (vector("z", n), vector("M", n), vector("w", n, positive=True), scalar("c"))
    a, y = (named("a", softmax(z + M)), vector("y", n))
    yield chain(grad(y @ softmax(z + M), z), a * (y - y @ a))
    yield chain(softmax(z + log(w)), stack(w[i] * exp(z[i]) / Sum(w[j] * exp(z[j]), j), i))
    yield chain(softmax(z + c), softmax(z))


@part("causal", "A causal window. Source: Vaswani et al., Attention Is All You Need, section 3.2.3")
def causal():
    z, t = (vector("z", n), index("t", 1, n))
    s = index("s", 1, t)
    Z = named("Z", Sum(exp(z[s]), s))
    yield chain(diff(log(Sum(exp(z[s]), s)), z[i]), exp(z[i]) / Z * bracket(i <= t))
