"""Kernels, EM, principal components, Lagrangian conditions, policy gradients, factor models."""

from symcheck import *

n, d, C, m = sizes("n d C m")
i, j = indices("i j", n)
a, b = indices("a b", d)
c, e = indices("c e", C)
X = matrix("X", n, d)
x, y = vector("x", d), vector("y", d)
lam, ell = scalar("lambda", positive=True), scalar("ell", positive=True)


@part("rbf", "Gaussian kernels")
def rbf():
    k = named("k", exp(-((x - y) ** 2).sum() / (2 * ell**2)))
    yield chain(
        grad(k, x),
        -(x - y) / ell**2 * k,
        (y - x) * k / ell**2,
        wrong((x - y) / ell**2 * k, because="the sign"),
        wrong(-(x - y) / (2 * ell**2) * k, because="the square's 2"),
    )
    yield chain(
        diff(k, ell),
        ((x - y) ** 2).sum() / ell**3 * k,
        wrong(-((x - y) ** 2).sum() / ell**3 * k, because="two signs cancel"),
        wrong(((x - y) ** 2).sum() / ell**2 * k, because="ℓ cubed"),
    )
    yield chain(
        hessian(k, x, y),
        (eye(d) / ell**2 - outer(x - y, x - y) / ell**4) * k,
        wrong((outer(x - y, x - y) / ell**4 - eye(d) / ell**2) * k, because="that is the Hessian by x twice"),
        wrong((1 / ell**2 - outer(x - y, x - y) / ell**4) * k, because="the identity is missing"),
    )


@part("kernel-ridge", "Kernel expansions")
def kernel_ridge():
    al, t = vector("alpha", n), vector("t", n)
    K = matrix("K", n, n, symmetric=True)
    yield chain(
        grad(((K @ al - t) ** 2).sum() + lam * (al @ K @ al), al),
        2 * K @ (K @ al - t) + 2 * lam * K @ al,
        2 * K @ ((K + lam * eye(n)) @ al - t),
        wrong(2 * (K @ al - t) + 2 * lam * K @ al, because="K is missing"),
        wrong(2 * K @ (K @ al - t) + 2 * lam * al, because="the norm is αᵀKα"),
    )
    f = Sum(al[i] * exp(-lam * ((x - X[i]) ** 2).sum()), i)
    yield chain(
        grad(f, x),
        2 * lam * Sum(al[i] * exp(-lam * ((x - X[i]) ** 2).sum()) * (X[i] - x), i),
        wrong(2 * lam * Sum(al[i] * exp(-lam * ((x - X[i]) ** 2).sum()) * (x - X[i]), i), because="the sign"),
    )


@part("evidence", "Evidence of a Gaussian process, by the noise")
def evidence():
    K, t = matrix("K", n, n, positive_definite=True), vector("t", n)
    s = scalar("s", positive=True)
    A = K + s * eye(n)
    yield chain(
        diff(-t @ inv(A) @ t / 2 - logdet(A) / 2, s),
        (inv(A) @ t) @ (inv(A) @ t) / 2 - trace(inv(A)) / 2,
        wrong((inv(A) @ t) @ (inv(A) @ t) / 2 - trace(A) / 2, because="the inverse"),
        wrong(t @ inv(A) @ t / 2 - trace(inv(A)) / 2, because="the inverse twice"),
    )


@part("em", "EM for a mixture of Gaussians")
def em():
    R = matrix("R", n, C, positive=True)
    M, s = matrix("M", C, d), vector("s", C, positive=True)
    Q = -Sum(R[i, c] * (((X[i] - M[c]) ** 2).sum() / (2 * s[c]) + d * log(s[c]) / 2), i, c)
    yield chain(
        grad(Q, M[c]),
        Sum(R[i, c] * (X[i] - M[c]), i) / s[c],
        wrong(Sum(X[i] - M[c], i) / s[c], because="the responsibilities"),
        (R[:, c] @ X - R[:, c].sum() * M[c]) / s[c],
    )
    yield chain(
        diff(Q, s[c]),
        Sum(R[i, c] * (((X[i] - M[c]) ** 2).sum() / s[c] - d), i) / (2 * s[c]),
        wrong(Sum(R[i, c] * (((X[i] - M[c]) ** 2).sum() / s[c] - 1), i) / (2 * s[c]), because="d coordinates"),
    )
    yield chain(
        Sum(R[i, c] * (X[i] - (R[:, c] @ X) / R[:, c].sum()), i),
        zeros(d),
        wrong(R[:, c] @ X, because="the weighted mean makes it vanish"),
    )


@part("weights", "Mixing weights with a multiplier")
def weights():
    N, p = vector("N", C, positive=True), vector("p", C, positive=True)
    mul = scalar("eta")
    yield chain(
        grad(Sum(N[c] * log(p[c]), c) + mul * (1 - p.sum()), p),
        N / p - mul,
        wrong(N / p - mul * p, because="the constraint is linear"),
        wrong(N / p + mul, because="the sign"),
    )
    best = N / N.sum()
    yield chain(N / best - N.sum(), zeros(C), wrong(N, because="the multiplier is ΣN"))
    yield chain(best.sum(), 1)


@part("components", "Principal components")
def components():
    S, u = matrix("S", d, d, symmetric=True), vector("u", d)
    yield chain(
        grad(u @ S @ u - lam * (u @ u - 1), u),
        2 * S @ u - 2 * lam * u,
        wrong(2 * S @ u - lam * u, because="the square of u"),
    )
    yield chain(
        Sum(((X[i] - (X[i] @ u) * u) ** 2).sum(), i),
        (X**2).sum() - u @ (X.T @ X) @ u,
        wrong((X**2).sum() + u @ (X.T @ X) @ u, because="the sign"),
        given=Eq(u @ u, 1),
    )
    yield chain(
        Sum(((X[i] - (X[i] @ u) * u) ** 2).sum(), i),
        (X**2).sum() - (2 - u @ u) * (u @ X.T @ X @ u),
        wrong((X**2).sum() - u @ X.T @ X @ u, because="right for a unit vector only"),
    )


@part("factors", "Matrix factorisation with observed entries")
def factors():
    R, M = matrix("R", n, m), matrix("M", n, m)
    k = size("k")
    P, Q = matrix("P", n, k), matrix("Q", m, k)
    u, v = index("u", n), index("v", m)
    L = Sum(M[u, v] * (R[u, v] - P[u] @ Q[v]) ** 2, u, v) + lam * (P**2).sum()
    yield chain(
        grad(L, P),
        -2 * (M * (R - P @ Q.T)) @ Q + 2 * lam * P,
        wrong(-2 * (R - P @ Q.T) @ Q + 2 * lam * P, because="the mask"),
        wrong(-2 * (M * (R - P @ Q.T)) @ Q + lam * P, because="the square"),
    )
    yield chain(
        grad(L, Q[v]),
        -2 * Sum(M[u, v] * (R[u, v] - P[u] @ Q[v]) * P[u], u),
        wrong(-2 * Sum(M[u, v] * (R[u, v] - P[u] @ Q[v]) * Q[v], u), because="the other factor"),
    )


@part("policy", "Policy gradients")
def policy():
    z, r = vector("z", C), vector("r", C)
    p = named("p", softmax(z))
    J = named("J", p @ r)
    yield chain(
        grad(J, z),
        p * (r - J),
        Sum(p[c] * r[c] * (one_hot("e", C, c) - p), c),
        wrong(p * r, because="the baseline"),
        wrong(p * (J - r), because="the sign"),
    )
    beta = scalar("beta")
    yield chain(grad(softmax(z) @ (r - beta), z), p * (r - J), wrong(p * (r - beta), because="the mean, not β"))


@part("cox", "Partial likelihood with risk sets")
def cox():
    w = vector("w", d)
    risk = index("r", i, n)
    Z = named("Z", Sum(exp(X[risk] @ w), risk))
    yield chain(
        grad(Sum(X[i] @ w - log(Sum(exp(X[risk] @ w), risk)), i), w),
        Sum(X[i] - Sum(exp(X[risk] @ w) * X[risk], risk) / Z, i),
        wrong(Sum(X[i] - Sum(exp(X[j] @ w) * X[j], j) / Z, i), because="the risk set, not everybody"),
        wrong(Sum(X[i] - X[i] * exp(X[i] @ w) / Z, i), because="the risk set is summed"),
    )


@part("huber", "Robust and pinball losses")
def huber():
    s = scalar("s")
    yield chain(
        diff(sqrt(1 + s**2), s),
        s / sqrt(1 + s**2),
        wrong(2 * s / sqrt(1 + s**2), because="the root's ½"),
    )
    yield chain(
        diff(sqrt(1 + s**2), s, s),
        (1 + s**2) ** Rational(-3, 2),
        wrong((1 + s**2) ** Rational(-1, 2), because="the power −3/2"),
    )
    yield chain(diff(log(1 + s**2 / lam), s), 2 * s / (lam + s**2), wrong(2 * s / (1 + s**2), because="λ"))
    yield chain(
        lam * relu(s) + (1 - lam) * relu(-s),
        where(s > 0, lam * s, (lam - 1) * s),
        wrong(where(s > 0, lam * s, (1 - lam) * s), because="the sign of s"),
    )
