"""Mixtures and EM: responsibilities, gradients and updates of Gaussian, Bernoulli, Poisson and multinomial mixtures."""

from symcheck import *

n, K, d = sizes("n K d")
i = index("i", n)
k, l, r = indices("k l r", K)
a, b = indices("a b", d)
X, M, x = matrix("X", n, d), matrix("M", K, d), vector("x", n)
w = vector("w", K, positive=True)
m, v = vector("m", K), vector("v", K, positive=True)
G = matrix("gamma", n, K)  # responsibilities, held fixed in the M step


@part("responsibilities", "Responsibilities. Source: Bishop, PRML, section 9.2, eq. (9.13)")
def responsibilities():
    e = matrix("E", n, K)  # log-likelihoods of the components
    gamma_ = named("gamma", stack(w[k] * exp(e[i, k]) / Sum(w[l] * exp(e[i, l]), l), i, k))
    yield chain(gamma_, softmax(log(w) + e, axis=1))
    yield chain(Sum(gamma_[i, k], k), 1)
    yield chain(Sum(gamma_[i, k], i, k), n)
    yield chain(log(gamma_[i, k]), log(w[k]) + e[i, k] - logsumexp(log(w) + e[i]))
    L = Sum(log(Sum(w[l] * exp(e[i, l]), l)), i)
    yield chain(grad(L, e), gamma_)
    yield chain(diff(L, w[k]), Sum(exp(e[i, k]) / Sum(w[l] * exp(e[i, l]), l), i), Sum(gamma_[i, k], i) / w[k])


@part(
    "weights", "Weights by a softmax. Source: Bishop, PRML, section 9.2; Murphy, Machine Learning (2012), section 11.4"
)
def weights():
    e, z = matrix("E", n, K), vector("z", K)
    p = named("pi", softmax(z))
    gamma_ = named("gamma", stack(p[k] * exp(e[i, k]) / Sum(p[l] * exp(e[i, l]), l), i, k))
    L = Sum(logsumexp(z + e[i]) - logsumexp(z), i)
    yield chain(L, Sum(log(Sum(softmax(z)[l] * exp(e[i, l]), l)), i))
    yield chain(grad(L, z), gamma_.sum(axis=0) - n * p)
    yield chain(diff(L, e[i, k]), gamma_[i, k])


@part("one-dimensional", "Gaussians in one dimension. Source: Bishop, PRML, section 9.2.2, eqs. (9.16)-(9.19)")
def one_dimensional():
    N = stack(exp(-((x[i] - m[k]) ** 2) / (2 * v[k])) / sqrt(2 * pi * v[k]), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i)
    yield chain(diff(L, m[r]), Sum(gamma_[i, r] * (x[i] - m[r]), i) / v[r])
    yield chain(
        diff(L, v[r]),
        Sum(gamma_[i, r] * ((x[i] - m[r]) ** 2 / v[r] - 1), i) / (2 * v[r]),
    )
    yield chain(diff(L, w[r]), Sum(gamma_[i, r], i) / w[r])
    yield chain(diff(L, x[i]), Sum(gamma_[i, k] * (m[k] - x[i]) / v[k], k))


@part(
    "isotropic",
    "Spherical Gaussians. Source: Bishop, PRML, section 9.3.2; Murphy, Machine Learning (2012), section 11.4",
)
def isotropic():
    s = scalar("s", positive=True)
    N = stack(exp(-(norm(X[i] - M[k]) ** 2) / (2 * s)), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i) - n * d * log(2 * pi * s) / 2
    yield chain(grad(L, M[r]), Sum(gamma_[i, r] * (X[i] - M[r]), i) / s)
    yield chain(
        diff(L, s),
        Sum(gamma_[i, k] * norm(X[i] - M[k]) ** 2, i, k) / (2 * s**2) - n * d / (2 * s),
    )
    yield chain(grad(L, X[i]), Sum(gamma_[i, k] * (M[k] - X[i]), k) / s)


@part("shared", "Gaussians of one precision. Source: Bishop, PRML, section 9.2.2, eq. (9.16)")
def shared():
    P = matrix("Lambda", d, d, positive_definite=True)
    N = stack(exp(-(X[i] - M[k]) @ P @ (X[i] - M[k]) / 2), i, k)
    gamma_ = named("gamma", stack(w[k] * N[i, k] / Sum(w[l] * N[i, l], l), i, k))
    L = Sum(log(Sum(w[k] * N[i, k], k)), i) + n * logdet(P) / 2 - n * d * log(2 * pi) / 2
    yield chain(grad(L, M[r]), P @ Sum(gamma_[i, r] * (X[i] - M[r]), i))
    yield chain(
        grad(L, P),
        n * inv(P) / 2 - Sum(gamma_[i, k] * outer(X[i] - M[k], X[i] - M[k]), i, k) / 2,
    )


@part(
    "own",
    "Each its own precision. Source: Bishop, PRML, section 9.2.2",
    given=every(k, det(tensor("Lambda", K, d, d)[k]) > 0),
)
def own():
    u, L_ = vector("u", d), tensor("Lambda", K, d, d)
    N = stack(w[k] * sqrt(det(L_[k])) * exp(-(u - M[k]) @ L_[k] @ (u - M[k]) / 2), k)
    gamma_ = named("gamma", N / N.sum())
    yield chain(grad(log(N.sum()), M[r]), gamma_[r] * (L_[r] + L_[r].T) @ (u - M[r]) / 2, given=det(L_[r]) > 0)
    yield chain(grad(log(N.sum()), L_[r]), gamma_[r] * (inv(L_[r]).T - outer(u - M[r], u - M[r])) / 2)


@part("m-step", "The M step for Gaussians. Source: Bishop, PRML, section 9.2.2, eqs. (9.17)-(9.22)")
def m_step():
    P = matrix("Lambda", d, d, positive_definite=True)
    mu = vector("mu", d)
    N = named("N", Sum(G[i, k], i))
    Qk = Sum(G[i, k] * (logdet(P) / 2 - (X[i] - mu) @ P @ (X[i] - mu) / 2), i)
    yield chain(grad(Qk, mu), P @ Sum(G[i, k] * (X[i] - mu), i), P @ (G[:, k] @ X - N * mu))
    yield chain(
        grad(Qk, P),
        N * inv(P) / 2 - Sum(G[i, k] * outer(X[i] - mu, X[i] - mu), i) / 2,
    )
    best = named("mu", Sum(G[i, k] * X[i], i) / N)
    yield chain(Sum(G[i, k] * (X[i] - best), i), zeros(d), given=Ne(N, 0))
    yield chain(
        Sum(G[i, k] * outer(X[i] - best, X[i] - best), i) / N,
        Sum(G[i, k] * outer(X[i], X[i]), i) / N - outer(best, best),
        given=Ne(N, 0),
    )
    lam = scalar("lambda")
    yield chain(grad(Sum(G[i, k] * log(w[k]), i, k) + lam * (w.sum() - 1), w), G.sum(axis=0) / w + lam)


@part(
    "m-step-weights",
    "The M step for the weights. Source: Bishop, PRML, section 9.2.2",
    given=every(i, Eq(G[i].sum(), 1)),
)
def m_step_weights():
    pi_ = named("pi", G.sum(axis=0) / n)
    yield chain(pi_.sum(), 1)


@part("bernoulli", "Mixtures of Bernoullis. Source: Bishop, PRML, section 9.3.3")
def bernoulli():
    B = matrix("B", n, d)
    q = matrix("q", K, d, positive=True)
    E = Sum(G[i, k] * Sum(B[i, a] * log(q[k, a]) + (1 - B[i, a]) * log(1 - q[k, a]), a), i, k)
    yield chain(
        diff(E, q[r, b]),
        Sum(G[i, r] * (B[i, b] / q[r, b] - (1 - B[i, b]) / (1 - q[r, b])), i),
        Sum(G[i, r] * (B[i, b] - q[r, b]), i) / (q[r, b] * (1 - q[r, b])),
        given=q < 1,
    )
    Z = matrix("Z", K, d)
    F = Sum(G[i, k] * Sum(B[i, a] * Z[k, a] - softplus(Z[k, a]), a), i, k)
    yield chain(diff(F, Z[r, b]), Sum(G[i, r] * (B[i, b] - sigmoid(Z[r, b])), i))


@part("poisson", "Mixtures of Poissons. Source: Murphy, Machine Learning (2012), chapter 11")
def poisson():
    c, rate = vector("c", n, integer=True), vector("lambda", K, positive=True)
    joint = stack(w[k] * exp(c[i] * log(rate[k]) - rate[k]), i, k)
    gamma_ = named("gamma", stack(joint[i, k] / Sum(joint[i, l], l), i, k))
    L = Sum(log(Sum(joint[i, k], k)), i)
    yield chain(diff(L, rate[r]), Sum(gamma_[i, r] * (c[i] / rate[r] - 1), i))
    E = Sum(G[i, k] * (c[i] * log(rate[k]) - rate[k]), i, k)
    yield chain(grad(E, rate), (G.T @ c) / rate - G.sum(axis=0))


@part("multinomial", "Mixtures of multinomials. Source: Nigam et al. (2000), Text classification by EM")
def multinomial():
    C, q = matrix("C", n, d), matrix("q", K, d, positive=True)
    E = Sum(G[i, k] * Sum(C[i, a] * log(q[k, a]), a), i, k)
    yield chain(grad(E, q), (G.T @ C) / q)
    yield chain(diff(E, q[k, b]), Sum(G[i, k] * C[i, b], i) / q[k, b])
    Z = matrix("Z", K, d)
    S = named("q", softmax(Z, axis=1))
    F = Sum(G[i, k] * Sum(C[i, a] * log(softmax(Z, axis=1)[k, a]), a), i, k)
    yield chain(grad(F, Z), G.T @ C - (G.T @ C).sum(axis=1, keepdims=True) * S)


@part("bound", "The bound of EM. Source: Neal & Hinton (1998); Bishop, PRML, section 9.4, eqs. (9.70)-(9.72)")
def bound():
    e, u = vector("e", K), vector("u", K)
    q, post = named("q", softmax(u)), named("gamma", softmax(e))
    F = named("F", Sum(q[k] * (e[k] - log(q[k])), k))
    yield chain(F, logsumexp(e) - Sum(q[k] * log(q[k] / post[k]), k))
    yield chain(logsumexp(e), Sum(post[k] * (e[k] - log(post[k])), k))
    yield chain(grad(F, e), q)
    yield chain(grad(logsumexp(e), e), post)
    yield chain(grad(F, u), q * (e - log(q) - F))


@part("k-means", "K-means. Source: Bishop, PRML, section 9.1, eqs. (9.1)-(9.4)")
def k_means():
    J = Sum(G[i, k] * norm(X[i] - M[k]) ** 2, i, k)
    yield chain(grad(J, M[r]), 2 * Sum(G[i, r] * (M[r] - X[i]), i), -2 * Sum(G[i, r] * (X[i] - M[r]), i))
    yield chain(grad(J, M), 2 * (diag(G.sum(axis=0)) @ M - G.T @ X))


@part(
    "experts", "Mixtures of experts. Source: Jacobs, Jordan, Nowlan & Hinton (1991), Adaptive mixtures of local experts"
)
def experts():
    V, W, y, u = matrix("V", K, d), matrix("W", K, d), scalar("y"), vector("u", d)
    g = named("g", softmax(V @ u))
    h = named("h", stack(g[k] * exp(-((y - W[k] @ u) ** 2) / 2), k))
    post = named("p", h / h.sum())
    L = log(Sum(softmax(V @ u)[k] * exp(-((y - W[k] @ u) ** 2) / 2), k))
    yield chain(grad(L, V), outer(post - g, u))
    yield chain(grad(L, W), outer(post * (y - W @ u), u))
    yield chain(grad(L, W[r]), post[r] * (y - W[r] @ u) * u)
