"""Contrastive losses: InfoNCE, triplets, pairwise ranking, noise contrast."""

from symcheck import *

n, d = sizes("n d")
i, j, k = indices("i j k", n)
Q, K = matrix("Q", n, d), matrix("K", n, d)
tau = scalar("tau", positive=True)
a, p, q = vector("a", d), vector("p", d), vector("q", d)


@part("info-nce", "InfoNCE with the other rows as negatives")
def info_nce():
    S = named("S", Q @ K.T / tau)
    P = named("P", softmax(S, axis=1))
    L = -Sum(log(softmax(Q @ K.T / tau, axis=1)[i, i]), i) / n
    yield chain(
        L, Sum(logsumexp(S[i]) - S[i, i], i) / n, wrong(Sum(logsumexp(S[i]), i) / n - S.sum() / n, because="S_ii")
    )
    yield chain(
        grad(L, Q),
        (P @ K - K) / (n * tau),
        (P - eye(n)) @ K / (n * tau),
        wrong((P - 1) @ K / (n * tau), because="the identity, not ones"),
        wrong((P - eye(n)) @ K / n, because="1/τ is missing"),
    )
    yield chain(
        grad(L, K),
        (P - eye(n)).T @ Q / (n * tau),
        wrong((P - eye(n)) @ Q / (n * tau), because="the transpose"),
    )
    yield chain(
        diff(L, tau),
        Sum(S[i, i] - Sum(P[i, j] * S[i, j], j), i) / (n * tau),
        wrong(Sum(Sum(P[i, j] * S[i, j], j) - S[i, i], i) / (n * tau), because="the sign"),
    )


@part("one-query", "One query against its negatives")
def one_query():
    L = named("L", -log(exp(a @ p) / (exp(a @ p) + Sum(exp(a @ K[i]), i))))
    Z = named("Z", exp(a @ p) + Sum(exp(a @ K[i]), i))
    yield chain(
        grad(L, a),
        (exp(a @ p) * p + Sum(exp(a @ K[i]) * K[i], i)) / Z - p,
        wrong(Sum(exp(a @ K[i]) * K[i], i) / Z - p, because="the positive is in the denominator too"),
        Sum(exp(a @ K[i]) * (K[i] - p), i) / Z,
    )
    yield chain(
        grad(L, p),
        (exp(a @ p) / Z - 1) * a,
        -Sum(exp(a @ K[i]), i) / Z * a,
        wrong((exp(a @ p) / Z - 1) * p, because="the query's vector"),
    )
    yield chain(grad(L, K[j]), exp(a @ K[j]) / Z * a, wrong(exp(a @ K[j]) / Z * K[j], because="the query's vector"))
    yield chain(L, log(1 + Sum(exp(a @ K[i] - a @ p), i)), wrong(log(Sum(exp(a @ K[i] - a @ p), i)), because="1 +"))


@part("ranking", "Pairwise ranking")
def ranking():
    L = -log(sigmoid(a @ p - a @ q))
    yield chain(
        grad(L, a),
        -sigmoid(a @ q - a @ p) * (p - q),
        wrong(-sigmoid(a @ p - a @ q) * (p - q), because="σ of minus the margin"),
        (1 - sigmoid(a @ p - a @ q)) * (q - p),
    )
    yield chain(L, log(exp(a @ p) + exp(a @ q)) - a @ p, wrong(log(exp(a @ p) + exp(a @ q)) - a @ q, because="p wins"))


@part("triplet", "A smooth triplet loss")
def triplet():
    g = named("g", ((a - p) ** 2).sum() - ((a - q) ** 2).sum())
    yield chain(
        grad(softplus(g), a),
        2 * sigmoid(g) * (q - p),
        wrong(2 * sigmoid(g) * (p - q), because="the sign"),
        wrong(sigmoid(g) * (q - p), because="the factor 2"),
    )
    yield chain(grad(softplus(g), p), 2 * sigmoid(g) * (p - a), wrong(2 * sigmoid(g) * (a - p), because="the sign"))
    yield chain(g, p @ p - q @ q - 2 * a @ (p - q), wrong(p @ p - q @ q - 2 * a @ (p + q), because="the sign"))


@part("cosine", "Cosine similarity", given=[a @ a > 0, p @ p > 0])
def cosine():
    r = named("r", a @ p / (norm(a) * norm(p)))
    yield chain(
        grad(a @ p / (norm(a) * norm(p)), a),
        p / (norm(a) * norm(p)) - r * a / (a @ a),
        wrong(p / (norm(a) * norm(p)), because="the length depends on a too"),
        wrong(p / (norm(a) * norm(p)) - r * a / norm(a), because="the square of the length"),
        (p / norm(p) - r * a / norm(a)) / norm(a),
    )
