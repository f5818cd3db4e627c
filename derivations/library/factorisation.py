"""Factorisation: principal components, projections, low-rank and non-negative factors, autoencoders, least squares."""

from symcheck import *

n, m, d, k = sizes("n m d k")
i, j = index("i", n), index("j", m)
a, b = indices("a b", d)
r = index("r", k)
X, A = matrix("X", n, d), matrix("A", n, m)
U, V = matrix("U", n, k), matrix("V", m, k)
S = matrix("S", d, d, symmetric=True)
w, x, y = vector("w", d), vector("x", d), vector("y", d)
lam = scalar("lambda", positive=True)


@part("variance", "The variance along a direction. Source: Bishop, PRML, section 12.1.1, eqs. (12.2)-(12.5)")
def variance():
    mu = named("mu", X.mean(axis=0))
    C = named("S", Sum(outer(X[i] - mu, X[i] - mu), i) / n)
    yield chain(Sum((w @ X[i] - w @ mu) ** 2, i) / n, w @ C @ w)
    yield chain(var(X @ w), w @ C @ w)
    yield chain(grad(w @ S @ w + lam * (1 - w @ w), w), 2 * S @ w - 2 * lam * w)
    yield chain(hessian(w @ S @ w + lam * (1 - w @ w), w), 2 * S - 2 * lam * eye(d))
    yield chain(C, X.T @ X / n - outer(mu, mu))


@part("rayleigh", "The Rayleigh quotient. Source: Horn & Johnson, Matrix Analysis, section 4.2", given=Ne(w @ w, 0))
def rayleigh():
    R = named("R", w @ S @ w / (w @ w))
    yield chain(grad(R, w), 2 * (S @ w - R * w) / (w @ w))
    yield chain(w @ (S @ w - R * w), 0)
    yield chain(w @ grad(R, w), 0)


@part("minimum-error", "Error of a projection. Source: Bishop, PRML, section 12.1.2", given=Eq(w @ w, 1))
def minimum_error():
    yield chain(norm(x - (w @ x) * w) ** 2, x @ x - (w @ x) ** 2)
    yield chain(Sum(norm(X[i] - (w @ X[i]) * w) ** 2, i), trace(X.T @ X) - w @ X.T @ X @ w)
    yield chain(w @ (x - (w @ x) * w), 0)
    yield chain(outer(w, w) @ outer(w, w), outer(w, w))
    yield chain((eye(d) - outer(w, w)) @ (eye(d) - outer(w, w)), eye(d) - outer(w, w))


@part("deflation", "Deflation. Source: Saad, Numerical Methods for Large Eigenvalue Problems, section 4.2")
def deflation():
    v = vector("v", d)
    yield chain((S - lam * outer(w, w)) @ w, S @ w - lam * w, given=Eq(w @ w, 1))
    yield chain((S - lam * outer(w, w)) @ v, S @ v, given=Eq(w @ v, 0))
    yield chain(v @ (S - lam * outer(w, w)) @ v, v @ S @ v - lam * (w @ v) ** 2)


@part("oja", "Oja's rule. Source: Oja (1982), A simplified neuron model as a principal component analyzer")
def oja():
    eta = scalar("eta", positive=True)
    z = named("z", w @ x)
    yield chain(w + eta * z * (x - z * w), w + eta * (outer(x, x) @ w - (w @ outer(x, x) @ w) * w))
    yield chain(grad((w @ x) ** 2 / 2, w), z * x)
    yield chain(w @ (z * (x - z * w)), z**2 * (1 - w @ w))


@part("projection", "Projection to a column space. Source: Strang, Linear Algebra and Its Applications, section 3.3")
def projection():
    B, t = matrix("B", d, k), vector("t", d)
    P = named("P", B @ inv(B.T @ B) @ B.T)
    regular = Ne(det(B.T @ B), 0)
    yield chain(P @ P, P, given=regular)
    yield chain(P.T, P, given=regular)
    yield chain(P @ B, B, given=regular)
    yield chain(B.T @ (t - P @ t), zeros(k), given=regular)
    yield chain(trace(P), k, given=regular)
    yield chain(norm(t - P @ t) ** 2, t @ t - t @ P @ t, given=regular)
    yield chain(norm(t) ** 2, norm(P @ t) ** 2 + norm(t - P @ t) ** 2, given=regular)


@part("pseudo-inverse", "The pseudo-inverse. Source: The Matrix Cookbook, section 3.6")
def pseudo_inverse():
    B = matrix("B", d, k)
    yield chain(pinv(B), inv(B.T @ B) @ B.T, given=full_rank(B))
    yield chain(pinv(B) @ B, eye(k), given=full_rank(B))
    yield chain(B @ pinv(B) @ B, B, given=full_rank(B))
    yield chain((B @ pinv(B)).T, B @ pinv(B), given=full_rank(B))


@part("low-rank", "Low-rank approximation. Source: Koren, Bell & Volinsky (2009), Matrix factorization techniques")
def low_rank():
    L = norm(A - U @ V.T) ** 2
    yield chain(grad(L, U), -2 * (A - U @ V.T) @ V, 2 * (U @ V.T @ V - A @ V))
    yield chain(grad(L, V), -2 * (A - U @ V.T).T @ U, 2 * (V @ U.T @ U - A.T @ U))
    yield chain(grad(L, U[i]), -2 * Sum((A[i, j] - U[i] @ V[j]) * V[j], j))
    yield chain(norm(A - U @ V.T) ** 2, trace(A.T @ A) - 2 * trace(U.T @ A @ V) + trace(U.T @ U @ V.T @ V))
    ridge = L + lam * (norm(U) ** 2 + norm(V) ** 2)
    yield chain(grad(ridge, U), -2 * (A - U @ V.T) @ V + 2 * lam * U)
    best = named("U", A @ V @ inv(V.T @ V))
    yield chain((A - best @ V.T) @ V, zeros(n, k), given=Ne(det(V.T @ V), 0))


@part("observed", "Observed entries only. Source: Koren, Bell & Volinsky (2009), Matrix factorization techniques")
def observed():
    W = matrix("W", n, m, values=(0, 1))
    q, p = vector("b", n), vector("c", m)
    mu = scalar("mu")
    E = named("E", stack(A[i, j] - mu - q[i] - p[j] - U[i] @ V[j], i, j))
    L = Sum(W[i, j] * (A[i, j] - U[i] @ V[j]) ** 2, i, j)
    yield chain(grad(L, U), -2 * (W * (A - U @ V.T)) @ V)
    yield chain(grad(L, V[j]), -2 * Sum(W[i, j] * (A[i, j] - U[i] @ V[j]) * U[i], i))
    B = Sum(W[i, j] * (A[i, j] - mu - q[i] - p[j] - U[i] @ V[j]) ** 2, i, j)
    yield chain(grad(B, q), -2 * (W * E).sum(axis=1))
    yield chain(grad(B, p), -2 * (W * E).sum(axis=0))
    yield chain(diff(B, mu), -2 * (W * E).sum())
    yield chain(grad(B, V), -2 * (W * E).T @ U)


@part("alternating", "Alternating least squares. Source: Hu, Koren & Volinsky (2008), section 4")
def alternating():
    c, p, u = vector("c", m, positive=True), vector("p", m), vector("u", k)
    L = Sum(c[j] * (p[j] - u @ V[j]) ** 2, j) + lam * (u @ u)
    yield chain(grad(L, u), 2 * (V.T @ diag(c) @ V + lam * eye(k)) @ u - 2 * V.T @ diag(c) @ p)
    yield chain(hessian(L, u), 2 * V.T @ diag(c) @ V + 2 * lam * eye(k))
    yield chain(V.T @ diag(c) @ V, V.T @ V + V.T @ (diag(c) - eye(m)) @ V)


@part(
    "non-negative", "Non-negative factors. Source: Lee & Seung (2001), Algorithms for non-negative matrix factorization"
)
def non_negative():
    W, H = matrix("W", n, k, positive=True), matrix("H", k, m, positive=True)
    F = matrix("F", n, m, positive=True)
    yield chain(grad(norm(F - W @ H) ** 2 / 2, H), W.T @ W @ H - W.T @ F)
    yield chain(grad(norm(F - W @ H) ** 2 / 2, W), W @ H @ H.T - F @ H.T)
    D = (F * log(F / (W @ H)) - F + W @ H).sum()
    yield chain(grad(D, H), W.T @ (1 - F / (W @ H)), W.T @ ones(n, m) - W.T @ (F / (W @ H)))
    yield chain(grad(D, W), (1 - F / (W @ H)) @ H.T)
    G = named("G", W.T @ W @ H - W.T @ F)
    yield chain(H - H / (W.T @ W @ H) * G, H * (W.T @ F) / (W.T @ W @ H))


@part("logistic", "Logistic factors of 0 and 1. Source: Johnson (2014), Logistic matrix factorization")
def logistic():
    Y = matrix("Y", n, m, values=(0, 1))
    L = (softplus(U @ V.T) - Y * (U @ V.T)).sum()
    yield chain(grad(L, U), (sigmoid(U @ V.T) - Y) @ V)
    yield chain(grad(L, V), (sigmoid(U @ V.T) - Y).T @ U)


@part(
    "autoencoder",
    "Linear autoencoders. Source: Baldi & Hornik (1989), Neural networks and principal component analysis",
)
def autoencoder():
    E, D = matrix("E", k, d), matrix("D", d, k)
    L = norm(X - X @ E.T @ D.T) ** 2
    residual = named("R", X - X @ E.T @ D.T)
    yield chain(grad(L, D), -2 * residual.T @ X @ E.T)
    yield chain(grad(L, E), -2 * D.T @ residual.T @ X)
    W = matrix("W", d, k)
    T = norm(X - X @ W @ W.T) ** 2
    R = named("R_W", X - X @ W @ W.T)
    yield chain(grad(T, W), -2 * (X.T @ R + R.T @ X) @ W)


@part(
    "probabilistic", "Probabilistic principal components. Source: Tipping & Bishop (1999); Bishop, PRML, section 12.2.1"
)
def probabilistic():
    W, s = matrix("W", d, k), scalar("s", positive=True)
    C = named("C", W @ W.T + s * eye(d))
    M = named("M", W.T @ W + s * eye(k))
    L = logdet(W @ W.T + s * eye(d)) / 2 + trace(inv(W @ W.T + s * eye(d)) @ S) / 2
    yield chain(grad(L, W), inv(C) @ W - inv(C) @ S @ inv(C) @ W)
    yield chain(diff(L, s), trace(inv(C)) / 2 - trace(inv(C) @ S @ inv(C)) / 2)
    yield chain(inv(C) @ W, W @ inv(M))
    yield chain(inv(C), (eye(d) - W @ inv(M) @ W.T) / s)


@part("scaling", "Multidimensional scaling. Source: Cox & Cox, Multidimensional Scaling, section 2.2")
def scaling():
    p, q = indices("p q", n)
    J = eye(n) - ones(n, n) / n
    D = named("D", stack(norm(X[p] - X[q]) ** 2, p, q))
    yield chain(norm(X[p] - X[q]) ** 2, X[p] @ X[p] + X[q] @ X[q] - 2 * X[p] @ X[q])
    yield chain(-J @ D @ J / 2, J @ X @ X.T @ J)


@part("discriminant", "Fisher's discriminant. Source: Bishop, PRML, section 4.1.4, eqs. (4.25)-(4.29)")
def discriminant():
    B, W = matrix("B", d, d, symmetric=True), matrix("W", d, d, positive_definite=True)
    top, low = named("b", w @ B @ w), named("c", w @ W @ w)
    yield chain(
        grad(w @ B @ w / (w @ W @ w), w),
        2 * (low * B @ w - top * W @ w) / low**2,
        given=Ne(w @ W @ w, 0),
    )
    yield chain((w @ (x - y)) ** 2, w @ outer(x - y, x - y) @ w)
    yield chain(outer(x - y, x - y) @ w, ((x - y) @ w) * (x - y))
