"""Wrong versions of what `derivations/library/mixtures.py` holds: each must be refuted."""

from symcheck import *

n, K, d = sizes("n K d")
i = index("i", n)
k, l, r = indices("k l r", K)
a, b = indices("a b", d)
X, M, x = matrix("X", n, d), matrix("M", K, d), vector("x", n)
w = vector("w", K, positive=True)
m, v = vector("m", K), vector("v", K, positive=True)
G = matrix("gamma", n, K)  # responsibilities, held fixed in the M step

SIGN, HALF, PRIOR, VARIANCE = "the sign", "the ½", "weights where responsibilities are meant", "the variance"


@part("responsibilities", "Responsibilities")
def responsibilities():
    e = matrix("E", n, K)  # log-likelihoods of the components
    gamma_ = named("gamma", stack(w[k] * exp(e[i, k]) / Sum(w[l] * exp(e[i, l]), l), i, k))
    yield chain(
        gamma_,
        wrong(softmax(w + e, axis=1), because="the logarithm of the weight"),
        wrong(softmax(log(w) + e, axis=0), because="over the components"),
    )
    yield chain(Sum(gamma_[i, k], k), wrong(K, because="they sum to 1"), wrong(w.sum(), because="they sum to 1"))
    yield chain(Sum(gamma_[i, k], i, k), wrong(K, because="n points"), wrong(1, because="n points"))
    yield chain(
        log(gamma_[i, k]),
        wrong(log(w[k]) + e[i, k], because="the evidence is missing"),
        wrong(log(w[k]) + e[i, k] + logsumexp(log(w) + e[i]), because=SIGN),
    )
    L = Sum(log(Sum(w[l] * exp(e[i, l]), l)), i)
    yield chain(grad(L, e), wrong(exp(e), because="the quotient"), wrong(-gamma_, because=SIGN))
    yield chain(
        diff(L, w[k]),
        wrong(Sum(gamma_[i, k], i), because="1/w_k"),
        wrong(Sum(gamma_[i, k], i) * w[k], because="1/w_k"),
    )


@part("weights", "Weights by a softmax")
def weights():
    e, z = matrix("E", n, K), vector("z", K)
    p = named("pi", softmax(z))
    gamma_ = named("gamma", stack(p[k] * exp(e[i, k]) / Sum(p[l] * exp(e[i, l]), l), i, k))
    L = Sum(logsumexp(z + e[i]) - logsumexp(z), i)
    yield chain(
        L,
        wrong(Sum(Sum(softmax(z)[l] * e[i, l], l), i), because="the logarithm of a sum"),
        wrong(Sum(log(Sum(exp(z[l]) * exp(e[i, l]), l)), i), because="the weights are normalised"),
    )
    yield chain(
        grad(L, z),
        wrong(gamma_.sum(axis=0) - p, because="n points"),
        wrong(n * p - gamma_.sum(axis=0), because=SIGN),
    )
    yield chain(diff(L, e[i, k]), wrong(p[k], because=PRIOR), wrong(gamma_[i, k] - p[k], because="p stays"))


@part("one-dimensional", "Gaussians in one dimension")
def one_dimensional():
    N = stack(exp(-((x[i] - m[k]) ** 2) / (2 * v[k])) / sqrt(2 * pi * v[k]), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i)
    yield chain(
        diff(L, m[r]),
        wrong(Sum(gamma_[i, r] * (m[r] - x[i]), i) / v[r], because=SIGN),
        wrong(Sum(w[r] * (x[i] - m[r]), i) / v[r], because=PRIOR),
    )
    yield chain(
        diff(L, v[r]),
        wrong(Sum(gamma_[i, r] * ((x[i] - m[r]) ** 2 / v[r] - 1), i) / v[r], because=HALF),
        wrong(Sum(gamma_[i, r] * ((x[i] - m[r]) ** 2 / v[r] + 1), i) / (2 * v[r]), because=SIGN),
    )
    yield chain(
        diff(L, w[r]),
        wrong(Sum(gamma_[i, r], i), because="1/w_r"),
        wrong(Sum(gamma_[i, r], i) / w[r] - n, because="no constraint here"),
    )
    yield chain(
        diff(L, x[i]),
        wrong(Sum(gamma_[i, k] * (x[i] - m[k]) / v[k], k), because=SIGN),
        wrong(Sum(gamma_[i, k] * (m[k] - x[i]), k), because=VARIANCE),
    )


@part("isotropic", "Spherical Gaussians")
def isotropic():
    s = scalar("s", positive=True)
    N = stack(exp(-(norm(X[i] - M[k]) ** 2) / (2 * s)), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i) - n * d * log(2 * pi * s) / 2
    yield chain(
        grad(L, M[r]),
        wrong(Sum(gamma_[i, r] * (X[i] - M[r]), i), because=VARIANCE),
        wrong(Sum(gamma_[i, r] * (M[r] - X[i]), i) / s, because=SIGN),
    )
    yield chain(
        diff(L, s),
        wrong(Sum(gamma_[i, k] * norm(X[i] - M[k]) ** 2, i, k) / (2 * s**2) - n / (2 * s), because="d dimensions"),
        wrong(Sum(gamma_[i, k] * norm(X[i] - M[k]) ** 2, i, k) / s**2 - n * d / (2 * s), because=HALF),
    )
    yield chain(
        grad(L, X[i]),
        wrong(Sum(gamma_[i, k] * (X[i] - M[k]), k) / s, because=SIGN),
        wrong(Sum(w[k] * (M[k] - X[i]), k) / s, because=PRIOR),
    )


@part("shared", "Gaussians of one precision")
def shared():
    P = matrix("Lambda", d, d, positive_definite=True)
    N = stack(exp(-(X[i] - M[k]) @ P @ (X[i] - M[k]) / 2), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i) + n * logdet(P) / 2 - n * d * log(2 * pi) / 2
    yield chain(
        grad(L, M[r]),
        wrong(Sum(gamma_[i, r] * (X[i] - M[r]), i), because="the precision"),
        wrong(inv(P) @ Sum(gamma_[i, r] * (X[i] - M[r]), i), because="P is the precision"),
    )
    yield chain(
        grad(L, P),
        wrong(
            n * P / 2 - Sum(gamma_[i, k] * outer(X[i] - M[k], X[i] - M[k]), i, k) / 2,
            because="the inverse",
        ),
        wrong(
            n * inv(P) / 2 + Sum(gamma_[i, k] * outer(X[i] - M[k], X[i] - M[k]), i, k) / 2,
            because=SIGN,
        ),
    )


@part("own", "Each its own precision", given=every(k, det(tensor("Lambda", K, d, d)[k]) > 0))
def own():
    u, L_ = vector("u", d), tensor("Lambda", K, d, d)
    N = stack(w[k] * sqrt(det(L_[k])) * exp(-(u - M[k]) @ L_[k] @ (u - M[k]) / 2), k)
    gamma_ = named("gamma", N / N.sum())
    yield chain(
        grad(log(N.sum()), M[r]),
        wrong(gamma_[r] * L_[r] @ (u - M[r]), because="right for a symmetric precision only"),
        wrong(gamma_[r] * (L_[r] + L_[r].T) @ (M[r] - u) / 2, because=SIGN),
        given=det(L_[r]) > 0,
    )
    yield chain(
        grad(log(N.sum()), L_[r]),
        wrong(gamma_[r] * (L_[r].T - outer(u - M[r], u - M[r])) / 2, because="the inverse"),
        wrong(gamma_[r] * (inv(L_[r]) - outer(u - M[r], u - M[r])) / 2, because="the transpose"),
    )


@part("m-step", "The M step for Gaussians")
def m_step():
    P = matrix("Lambda", d, d, positive_definite=True)
    mu = vector("mu", d)
    N = named("N", Sum(G[i, k], i))
    Qk = Sum(G[i, k] * (logdet(P) / 2 - (X[i] - mu) @ P @ (X[i] - mu) / 2), i)
    yield chain(
        grad(Qk, mu),
        wrong(P @ Sum(G[i, k] * (mu - X[i]), i), because=SIGN),
        wrong(P @ Sum(X[i] - mu, i), because="the responsibilities"),
        wrong(P @ (G[:, k] @ X - n * mu), because="N_k, not n"),
    )
    yield chain(
        grad(Qk, P),
        wrong(n * inv(P) / 2 - Sum(G[i, k] * outer(X[i] - mu, X[i] - mu), i) / 2, because="N_k, not n"),
        wrong(N * inv(P) - Sum(G[i, k] * outer(X[i] - mu, X[i] - mu), i), because=HALF),
    )
    best = named("mu", Sum(G[i, k] * X[i], i) / N)
    yield chain(
        Sum(G[i, k] * (X[i] - best), i),
        wrong(best, because="it vanishes"),
        wrong((n - N) * best, because="each counts with its weight"),
        given=Ne(N, 0),
    )
    yield chain(
        Sum(G[i, k] * outer(X[i] - best, X[i] - best), i) / N,
        wrong(Sum(G[i, k] * outer(X[i], X[i]), i) / N + outer(best, best), because=SIGN),
        wrong(Sum(G[i, k] * outer(X[i], X[i]), i) / N - N * outer(best, best), because="N cancels"),
        given=Ne(N, 0),
    )
    lam = scalar("lambda")
    yield chain(
        grad(Sum(G[i, k] * log(w[k]), i, k) + lam * (w.sum() - 1), w),
        wrong(G.sum(axis=0) * w + lam, because="the derivative of the logarithm"),
        wrong(G.sum(axis=0) / w - lam, because=SIGN),
    )


@part("m-step-weights", "The M step for the weights", given=every(i, Eq(G[i].sum(), 1)))
def m_step_weights():
    pi_ = named("pi", G.sum(axis=0) / n)
    yield chain(pi_.sum(), wrong(n, because="1/n"), wrong(K / n, because="n points"))


@part("bernoulli", "Mixtures of Bernoullis")
def bernoulli():
    B = matrix("B", n, d)
    q = matrix("q", K, d, positive=True)
    E = Sum(G[i, k] * Sum(B[i, a] * log(q[k, a]) + (1 - B[i, a]) * log(1 - q[k, a]), a), i, k)
    yield chain(
        diff(E, q[r, b]),
        wrong(Sum(G[i, r] * (B[i, b] / q[r, b] + (1 - B[i, b]) / (1 - q[r, b])), i), because=SIGN),
        wrong(Sum(B[i, b] - q[r, b], i) / (q[r, b] * (1 - q[r, b])), because="the responsibilities"),
        given=q < 1,
    )
    Z = matrix("Z", K, d)
    F = Sum(G[i, k] * Sum(B[i, a] * Z[k, a] - softplus(Z[k, a]), a), i, k)
    yield chain(
        diff(F, Z[r, b]),
        wrong(Sum(G[i, r] * (sigmoid(Z[r, b]) - B[i, b]), i), because=SIGN),
        wrong(Sum(G[i, r] * (B[i, b] - Z[r, b]), i), because="σ"),
    )


@part("poisson", "Mixtures of Poissons")
def poisson():
    c, rate = vector("c", n, integer=True), vector("lambda", K, positive=True)
    joint = stack(w[k] * exp(c[i] * log(rate[k]) - rate[k]), i, k)
    gamma_ = named("gamma", stack(joint[i, k] / Sum(joint[i, l], l), i, k))
    L = Sum(log(Sum(joint[i, k], k)), i)
    yield chain(
        diff(L, rate[r]),
        wrong(Sum(gamma_[i, r] * (c[i] / rate[r] + 1), i), because=SIGN),
        wrong(Sum(gamma_[i, r] * (c[i] - 1), i) / rate[r], because="the rate"),
    )
    E = Sum(G[i, k] * (c[i] * log(rate[k]) - rate[k]), i, k)
    yield chain(
        grad(E, rate),
        wrong((G.T @ c) / rate - n, because="N_k, not n"),
        wrong((G.T @ c) * rate - G.sum(axis=0), because="the derivative of the logarithm"),
    )


@part("multinomial", "Mixtures of multinomials")
def multinomial():
    C, q = matrix("C", n, d), matrix("q", K, d, positive=True)
    E = Sum(G[i, k] * Sum(C[i, a] * log(q[k, a]), a), i, k)
    yield chain(grad(E, q), wrong((G.T @ C) * q, because="the quotient"), wrong((C.T @ G) / q.T, because="transposed"))
    yield chain(
        diff(E, q[k, b]),
        wrong(Sum(C[i, b], i) / q[k, b], because="the responsibilities"),
        wrong(-Sum(G[i, k] * C[i, b], i) / q[k, b], because=SIGN),
    )
    Z = matrix("Z", K, d)
    S = named("q", softmax(Z, axis=1))
    F = Sum(G[i, k] * Sum(C[i, a] * log(softmax(Z, axis=1)[k, a]), a), i, k)
    yield chain(
        grad(F, Z),
        wrong(G.T @ C - S, because="the counts"),
        wrong(G.T @ C - (G.T @ C).sum(axis=0) * S, because="the sum over the words"),
    )


@part("bound", "The bound of EM")
def bound():
    e, u = vector("e", K), vector("u", K)
    q, post = named("q", softmax(u)), named("gamma", softmax(e))
    F = named("F", Sum(q[k] * (e[k] - log(q[k])), k))
    yield chain(
        F,
        wrong(logsumexp(e) + Sum(q[k] * log(q[k] / post[k]), k), because=SIGN),
        wrong(logsumexp(e) - Sum(post[k] * log(post[k] / q[k]), k), because="the divergence the other way round"),
    )
    yield chain(
        logsumexp(e),
        wrong(Sum(post[k] * (e[k] + log(post[k])), k), because=SIGN),
        wrong(Sum(post[k] * e[k], k), because="the entropy"),
    )
    yield chain(grad(F, e), wrong(post, because="q, not the posterior"), wrong(q - post, because="without log Z"))
    yield chain(grad(logsumexp(e), e), wrong(q, because="the posterior"), wrong(exp(e), because="normalised"))
    yield chain(
        grad(F, u),
        wrong(q * (e - log(q)), because="F is missing"),
        wrong(q * (e - log(q) - 1 - F), because="the 1 cancels"),
    )


@part("k-means", "K-means")
def k_means():
    J = Sum(G[i, k] * norm(X[i] - M[k]) ** 2, i, k)
    yield chain(
        grad(J, M[r]),
        wrong(2 * Sum(G[i, r] * (X[i] - M[r]), i), because=SIGN),
        wrong(Sum(G[i, r] * (M[r] - X[i]), i), because="the factor 2"),
        wrong(-2 * Sum(X[i] - M[r], i), because="the assignment"),
    )
    yield chain(
        grad(J, M),
        wrong(2 * (n * M - G.T @ X), because="N_k, not n"),
        wrong(2 * (diag(G.sum(axis=0)) @ M + G.T @ X), because=SIGN),
    )


@part("experts", "Mixtures of experts")
def experts():
    V, W, y, u = matrix("V", K, d), matrix("W", K, d), scalar("y"), vector("u", d)
    g = named("g", softmax(V @ u))
    h = named("h", stack(g[k] * exp(-((y - W[k] @ u) ** 2) / 2), k))
    post = named("p", h / h.sum())
    L = log(Sum(softmax(V @ u)[k] * exp(-((y - W[k] @ u) ** 2) / 2), k))
    yield chain(grad(L, V), wrong(outer(g - post, u), because=SIGN), wrong(outer(post, u), because="the gate"))
    yield chain(
        grad(L, W),
        wrong(outer(g * (y - W @ u), u), because=PRIOR),
        wrong(outer(post * (W @ u - y), u), because=SIGN),
    )
    yield chain(
        grad(L, W[r]),
        wrong((y - W[r] @ u) * u, because="the posterior"),
        wrong(post[r] * (y - W[r] @ u) * W[r], because="the input"),
    )
