"""Attention: one query, several queries, masks, and what changes nothing."""

from symcheck import *

n, d, m = sizes("n d m")
i, j, l = indices("i j l", n)
a, b = indices("a b", d)
q, x = vector("q", d), vector("x", n)
K, W, g = matrix("K", n, d), matrix("W", n, m), vector("g", m)
tau = scalar("tau", positive=True)
s = named("s", K @ q / tau)
p = named("p", softmax(s))
out = p @ W


@part("query", "Attention by the query")
def query():
    delta_p = W @ g
    yield chain(
        grad(g @ out, q),
        K.T @ (p * (W @ g - g @ out)) / tau,
        Sum(p[i] * (W[i] @ g - g @ out) * K[i], i) / tau,
        wrong(K.T @ (p * (W @ g)) / tau, because="the mean under p is not subtracted"),
        wrong(K.T @ (p * (W @ g - g @ out)), because="1/τ is missing"),
        K.T @ (diag(p) - outer(p, p)) @ delta_p / tau,
        wrong(K.T @ (diag(p) + outer(p, p)) @ delta_p / tau, because="the sign of the outer product"),
    )
    yield chain(
        grad(g @ out, K),
        outer(p * (W @ g - g @ out), q) / tau,
        wrong(outer(p * (W @ g - (W @ g).sum()), q) / tau, because="the mean under p is no plain sum"),
        stack(p[i] * Sum((delta(i, j) - p[j]) * (W[j] @ g), j) * q, i) / tau,
        wrong(stack(p[i] * Sum((1 - p[j]) * (W[j] @ g), j) * q, i) / tau, because="the δ is dropped"),
    )
    yield chain(
        grad(g @ out, W),
        outer(p, g),
        wrong(outer(s, g), because="scores where weights are meant"),
    )


@part("queries", "Attention for a matrix of queries")
def queries():
    Q, G = matrix("Q", n, d), matrix("G", n, m)
    S = named("S", Q @ K.T)
    P = named("P", softmax(S, axis=1))
    D = named("D", P * (G @ W.T - ((G @ W.T) * P).sum(axis=1, keepdims=True)))
    L = (G * (softmax(Q @ K.T, axis=1) @ W)).sum()
    yield chain(grad(L, W), P.T @ G, wrong(P @ G, because="the transpose"), stack(Sum(P[i, j] * G[i], i), j))
    yield chain(
        grad(L, Q),
        D @ K,
        wrong(D.T @ K, because="the transpose"),
        wrong((P * (G @ W.T)) @ K, because="the mean under P is not subtracted"),
        stack(Sum(P[i, j] * Sum((delta(j, l) - P[i, l]) * (G[i] @ W[l]), l) * K[j], j), i),
    )
    yield chain(
        grad(L, K),
        D.T @ Q,
        wrong(D @ Q, because="the transpose"),
        wrong((P * (G @ W.T - ((G @ W.T) * P).sum(axis=0))).T @ Q, because="the softmax runs along rows"),
    )


@part("shift", "A constant added to every score changes nothing")
def shift():
    c = scalar("c")
    yield chain(softmax(x + c), softmax(x), wrong(softmax(x) + c, because="the constant cancels"))
    yield chain(softmax(x), softmax(x - x[1]), softmax(x - mean(x)), wrong(softmax(2 * x), because="a factor counts"))
    yield chain(logsumexp(x + c), logsumexp(x) + c, wrong(logsumexp(x), because="the logarithm keeps the constant"))
    yield chain(softmax(x).sum(), 1)
    yield chain(
        softmax(x)[i] / softmax(x)[j],
        exp(x[i] - x[j]),
        wrong(exp(x[i]) - exp(x[j]), because="a quotient of exponentials"),
    )


@part("entropy", "Entropy of the attention weights")
def entropy():
    u = named("u", softmax(x))
    H = named("H", -Sum(u[i] * log(u[i]), i))
    yield chain(H, logsumexp(x) - u @ x, wrong(logsumexp(x) + u @ x, because="the sign"))
    yield chain(
        grad(H, x),
        -u * (log(u) + H),
        u * (u @ x - x),
        wrong(-u * (log(u) + 1), because="the weights move together"),
        wrong(u * (x - u @ x), because="the sign"),
    )


@part("causal", "A causal window")
def causal():
    t = index("t", 1, n)
    past = index("r", 1, t)
    Z = named("Z", Sum(exp(x[past]), past))
    yield chain(
        diff(log(Sum(exp(x[past]), past)), x[i]),
        exp(x[i]) / Z * bracket(i <= t),
        wrong(exp(x[i]) / Z, because="the future has no part in it"),
        wrong(exp(x[i]) / Z * bracket(i < t), because="the present belongs to it"),
    )
