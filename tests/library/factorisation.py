"""Wrong versions of what `derivations/library/factorisation.py` holds: each must be refuted."""

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

SIGN, TWO, TRANSPOSE, SQUARE, ORDER, INVERSE = (
    "the sign",
    "the factor 2",
    "the transpose",
    "the square",
    "the order",
    "the inverse",
)


@part("variance", "The variance along a direction")
def variance():
    mu = named("mu", X.mean(axis=0))
    C = named("S", Sum(outer(X[i] - mu, X[i] - mu), i) / n)
    yield chain(
        Sum((w @ X[i] - w @ mu) ** 2, i) / n,
        wrong(n * w @ C @ w, because="1/n is in S"),
        wrong(w @ C @ C @ w, because="S once"),
    )
    yield chain(var(X @ w), wrong(w @ X.T @ X @ w / n, because="the mean"), wrong(norm(C @ w), because="a form"))
    yield chain(
        grad(w @ S @ w + lam * (1 - w @ w), w),
        wrong(2 * S @ w + 2 * lam * w, because=SIGN),
        wrong(2 * S @ w - lam * w, because=TWO),
    )
    yield chain(
        hessian(w @ S @ w + lam * (1 - w @ w), w),
        wrong(2 * S - 2 * lam, because="λ stands on the diagonal"),
        wrong(S - lam * eye(d), because=TWO),
    )
    yield chain(
        C,
        wrong(X.T @ X / n + outer(mu, mu), because=SIGN),
        wrong(X.T @ X / n - n * outer(mu, mu), because="n cancels"),
    )


@part("rayleigh", "The Rayleigh quotient", given=Ne(w @ w, 0))
def rayleigh():
    R = named("R", w @ S @ w / (w @ w))
    yield chain(
        grad(R, w),
        wrong((S @ w - R * w) / (w @ w), because=TWO),
        wrong(2 * (S @ w + R * w) / (w @ w), because=SIGN),
    )
    yield chain(w @ (S @ w - R * w), wrong(R, because="it vanishes"), wrong(w @ S @ w, because="it vanishes"))
    yield chain(w @ grad(R, w), wrong(2 * R, because="R is of degree 0"), wrong(R, because="R is of degree 0"))


@part("minimum-error", "Error of a projection", given=Eq(w @ w, 1))
def minimum_error():
    yield chain(
        norm(x - (w @ x) * w) ** 2,
        wrong(x @ x + (w @ x) ** 2, because=SIGN),
        wrong(x @ x - 2 * (w @ x) ** 2, because="the square of the projection comes back"),
    )
    yield chain(
        Sum(norm(X[i] - (w @ X[i]) * w) ** 2, i),
        wrong(trace(X.T @ X) + w @ X.T @ X @ w, because=SIGN),
        wrong(trace(X.T @ X) - norm(X.T @ X @ w) ** 2, because="one XᵀX"),
    )
    yield chain(w @ (x - (w @ x) * w), wrong(w @ x, because="it vanishes"), wrong(2 * (w @ x), because=SIGN))
    yield chain(
        outer(w, w) @ outer(w, w),
        wrong(eye(d), because="a projection"),
        wrong(2 * outer(w, w), because="a projection"),
    )
    yield chain(
        (eye(d) - outer(w, w)) @ (eye(d) - outer(w, w)),
        wrong(eye(d) - 2 * outer(w, w), because="the square of wwᵀ"),
        wrong(eye(d) + outer(w, w), because=SIGN),
    )


@part("deflation", "Deflation")
def deflation():
    v = vector("v", d)
    yield chain(
        (S - lam * outer(w, w)) @ w,
        wrong(S @ w + lam * w, because=SIGN),
        wrong((1 - lam) * S @ w, because="w is no eigenvector yet"),
        given=Eq(w @ w, 1),
    )
    yield chain(
        (S - lam * outer(w, w)) @ v,
        wrong(S @ v - lam * v, because="v is orthogonal to w"),
        wrong(S @ v - lam * w, because="v is orthogonal to w"),
        given=Eq(w @ v, 0),
    )
    yield chain(
        v @ (S - lam * outer(w, w)) @ v,
        wrong(v @ S @ v + lam * (w @ v) ** 2, because=SIGN),
        wrong(v @ S @ v - lam * (w @ v), because=SQUARE),
    )


@part("oja", "Oja's rule")
def oja():
    eta = scalar("eta", positive=True)
    z = named("z", w @ x)
    yield chain(
        w + eta * z * (x - z * w),
        wrong(w + eta * (outer(x, x) @ w + (w @ outer(x, x) @ w) * w), because=SIGN),
        wrong(w + eta * (outer(x, x) @ w - (w @ x) * w), because=SQUARE),
    )
    yield chain(grad((w @ x) ** 2 / 2, w), wrong(2 * z * x, because="the ½"), wrong(z * w, because="by w"))
    yield chain(
        w @ (z * (x - z * w)),
        wrong(z**2 * (1 + w @ w), because=SIGN),
        wrong(z * (1 - w @ w), because=SQUARE),
    )


@part("projection", "Projection to a column space")
def projection():
    B, t = matrix("B", d, k), vector("t", d)
    P = named("P", B @ inv(B.T @ B) @ B.T)
    regular = Ne(det(B.T @ B), 0)
    yield chain(P @ P, wrong(eye(d), because="a projection"), wrong(2 * P, because="a projection"), given=regular)
    yield chain(P.T, wrong(-P, because=SIGN), wrong(eye(d) - P, because="the complement"), given=regular)
    yield chain(P @ B, wrong(zeros(d, k), because="B stays"), wrong(2 * B, because="B stays"), given=regular)
    yield chain(
        B.T @ (t - P @ t),
        wrong(B.T @ t, because="it vanishes"),
        wrong(2 * B.T @ t, because=SIGN),
        given=regular,
    )
    yield chain(trace(P), wrong(d, because="the rank"), wrong(1, because="the rank"), given=regular)
    yield chain(
        norm(t - P @ t) ** 2,
        wrong(t @ t + t @ P @ t, because=SIGN),
        wrong(t @ t - 2 * t @ P @ t, because="PᵀP is P"),
        given=regular,
    )
    yield chain(
        norm(t) ** 2,
        wrong(norm(P @ t) ** 2 - norm(t - P @ t) ** 2, because=SIGN),
        wrong((norm(P @ t) + norm(t - P @ t)) ** 2, because="the squares"),
        given=regular,
    )


@part("pseudo-inverse", "The pseudo-inverse")
def pseudo_inverse():
    B = matrix("B", d, k)
    yield chain(
        pinv(B),
        wrong(inv(B.T @ B), because="Bᵀ"),
        wrong(B @ inv(B.T @ B), because=TRANSPOSE),
        given=full_rank(B),
    )
    yield chain(
        pinv(B) @ B,
        wrong(-eye(k), because=SIGN),
        wrong(B @ pinv(B), because=ORDER),
        given=full_rank(B),
    )
    yield chain(B @ pinv(B) @ B, wrong(eye(k), because="B"), wrong(2 * B, because=TWO), given=full_rank(B))
    yield chain((B @ pinv(B)).T, wrong(pinv(B) @ B, because=ORDER), wrong(eye(d), because=ORDER), given=full_rank(B))


@part("low-rank", "Low-rank approximation")
def low_rank():
    L = norm(A - U @ V.T) ** 2
    yield chain(
        grad(L, U),
        wrong(2 * (A - U @ V.T) @ V, because=SIGN),
        wrong(-(A - U @ V.T) @ V, because=TWO),
        wrong(2 * (U @ V.T @ V + A @ V), because=SIGN),
    )
    yield chain(
        grad(L, V),
        wrong(-2 * (A - U @ V.T) @ U, because=TRANSPOSE),
        wrong(2 * (V @ U.T @ U + A.T @ U), because=SIGN),
    )
    yield chain(
        grad(L, U[i]),
        wrong(2 * Sum((A[i, j] - U[i] @ V[j]) * V[j], j), because=SIGN),
        wrong(-2 * Sum((A[i, j] - U[i] @ V[j]) * U[i], j), because="the other factor"),
    )
    yield chain(
        norm(A - U @ V.T) ** 2,
        wrong(trace(A.T @ A) - trace(U.T @ A @ V) + trace(U.T @ U @ V.T @ V), because=TWO),
        wrong(trace(A.T @ A) - 2 * trace(U.T @ A @ V) - trace(U.T @ U @ V.T @ V), because=SIGN),
    )
    ridge = L + lam * (norm(U) ** 2 + norm(V) ** 2)
    yield chain(
        grad(ridge, U),
        wrong(-2 * (A - U @ V.T) @ V - 2 * lam * U, because=SIGN),
        wrong(-2 * (A - U @ V.T) @ V + lam * U, because=TWO),
    )
    best = named("U", A @ V @ inv(V.T @ V))
    yield chain(
        (A - best @ V.T) @ V,
        wrong(A @ V, because="it vanishes"),
        wrong(2 * A @ V, because=SIGN),
        given=Ne(det(V.T @ V), 0),
    )


@part("observed", "Observed entries only")
def observed():
    W = matrix("W", n, m, values=(0, 1))
    q, p = vector("b", n), vector("c", m)
    mu = scalar("mu")
    E = named("E", stack(A[i, j] - mu - q[i] - p[j] - U[i] @ V[j], i, j))
    L = Sum(W[i, j] * (A[i, j] - U[i] @ V[j]) ** 2, i, j)
    yield chain(
        grad(L, U),
        wrong(-2 * (A - U @ V.T) @ V, because="the entries seen"),
        wrong(2 * (W * (A - U @ V.T)) @ V, because=SIGN),
    )
    yield chain(
        grad(L, V[j]),
        wrong(-2 * Sum(W[i, j] * (A[i, j] - U[i] @ V[j]) * V[j], i), because="the other factor"),
        wrong(-Sum(W[i, j] * (A[i, j] - U[i] @ V[j]) * U[i], i), because=TWO),
    )
    B = Sum(W[i, j] * (A[i, j] - mu - q[i] - p[j] - U[i] @ V[j]) ** 2, i, j)
    yield chain(
        grad(B, q),
        wrong(2 * (W * E).sum(axis=1), because=SIGN),
        wrong(-2 * (W * E).sum(axis=0), because="along the rows"),
    )
    yield chain(
        grad(B, p),
        wrong(2 * (W * E).sum(axis=0), because=SIGN),
        wrong(-2 * E.sum(axis=0), because="the entries seen"),
    )
    yield chain(diff(B, mu), wrong(-2 * E.sum(), because="the entries seen"), wrong(2 * (W * E).sum(), because=SIGN))
    yield chain(
        grad(B, V),
        wrong(-2 * (W * E) @ U, because=TRANSPOSE),
        wrong(2 * (W * E).T @ U, because=SIGN),
    )


@part("alternating", "Alternating least squares")
def alternating():
    c, p, u = vector("c", m, positive=True), vector("p", m), vector("u", k)
    L = Sum(c[j] * (p[j] - u @ V[j]) ** 2, j) + lam * (u @ u)
    yield chain(
        grad(L, u),
        wrong(2 * (V.T @ diag(c) @ V + lam * eye(k)) @ u + 2 * V.T @ diag(c) @ p, because=SIGN),
        wrong(2 * (V.T @ V + lam * eye(k)) @ u - 2 * V.T @ p, because="the weights"),
    )
    yield chain(
        hessian(L, u),
        wrong(2 * V.T @ diag(c) @ V + 2 * lam, because="λ stands on the diagonal"),
        wrong(V.T @ diag(c) @ V + lam * eye(k), because=TWO),
    )
    yield chain(
        V.T @ diag(c) @ V,
        wrong(V.T @ V + V.T @ diag(c) @ V, because="c − 1"),
        wrong(V.T @ V + V.T @ (diag(c) - 1) @ V, because="the identity"),
    )


@part("non-negative", "Non-negative factors")
def non_negative():
    W, H = matrix("W", n, k, positive=True), matrix("H", k, m, positive=True)
    F = matrix("F", n, m, positive=True)
    yield chain(
        grad(norm(F - W @ H) ** 2 / 2, H),
        wrong(W.T @ F - W.T @ W @ H, because=SIGN),
        wrong(2 * (W.T @ W @ H - W.T @ F), because="the ½"),
    )
    yield chain(
        grad(norm(F - W @ H) ** 2 / 2, W),
        wrong(W @ H @ H.T + F @ H.T, because=SIGN),
        wrong(W @ H.T @ H - F @ H.T, because=ORDER),
    )
    D = (F * log(F / (W @ H)) - F + W @ H).sum()
    yield chain(
        grad(D, H),
        wrong(W.T @ (F / (W @ H) - 1), because=SIGN),
        wrong(-W.T @ (F / (W @ H)), because="the sum of W H"),
        wrong(W.T @ ones(n, m) - W.T @ (W @ H / F), because="the quotient is turned over"),
    )
    yield chain(
        grad(D, W),
        wrong((1 + F / (W @ H)) @ H.T, because=SIGN),
        wrong((1 - F / (W @ H)) @ H, because=TRANSPOSE),
    )
    G = named("G", W.T @ W @ H - W.T @ F)
    yield chain(
        H - H / (W.T @ W @ H) * G,
        wrong(H * (W.T @ W @ H) / (W.T @ F), because="the quotient is turned over"),
        wrong(H * (1 + (W.T @ F) / (W.T @ W @ H)), because="the 1 cancels"),
    )


@part("logistic", "Logistic factors of 0 and 1")
def logistic():
    Y = matrix("Y", n, m, values=(0, 1))
    L = (softplus(U @ V.T) - Y * (U @ V.T)).sum()
    yield chain(
        grad(L, U),
        wrong((Y - sigmoid(U @ V.T)) @ V, because=SIGN),
        wrong((U @ V.T - Y) @ V, because="σ"),
    )
    yield chain(
        grad(L, V),
        wrong((sigmoid(U @ V.T) - Y) @ U, because=TRANSPOSE),
        wrong((sigmoid(U @ V.T) + Y).T @ U, because=SIGN),
    )


@part("autoencoder", "Linear autoencoders")
def autoencoder():
    E, D = matrix("E", k, d), matrix("D", d, k)
    L = norm(X - X @ E.T @ D.T) ** 2
    residual = named("R", X - X @ E.T @ D.T)
    yield chain(
        grad(L, D),
        wrong(2 * residual.T @ X @ E.T, because=SIGN),
        wrong(-2 * residual.T @ X @ E, because=TRANSPOSE),
    )
    yield chain(
        grad(L, E),
        wrong(-D.T @ residual.T @ X, because=TWO),
        wrong(-2 * D.T @ X.T @ residual, because=ORDER),
    )
    W = matrix("W", d, k)
    T = norm(X - X @ W @ W.T) ** 2
    R = named("R_W", X - X @ W @ W.T)
    yield chain(
        grad(T, W),
        wrong(-4 * X.T @ R @ W, because="XᵀR need not be symmetric"),
        wrong(-2 * X.T @ R @ W, because="W stands twice"),
    )


@part("probabilistic", "Probabilistic principal components")
def probabilistic():
    W, s = matrix("W", d, k), scalar("s", positive=True)
    C = named("C", W @ W.T + s * eye(d))
    M = named("M", W.T @ W + s * eye(k))
    L = logdet(W @ W.T + s * eye(d)) / 2 + trace(inv(W @ W.T + s * eye(d)) @ S) / 2
    yield chain(
        grad(L, W),
        wrong(inv(C) @ W + inv(C) @ S @ inv(C) @ W, because=SIGN),
        wrong(inv(C) @ W - inv(C) @ S @ W, because="the inverse stands twice"),
    )
    yield chain(
        diff(L, s),
        wrong(trace(inv(C)) / 2 + trace(inv(C) @ S @ inv(C)) / 2, because=SIGN),
        wrong(trace(inv(C)) - trace(inv(C) @ S @ inv(C)), because="the ½"),
    )
    yield chain(inv(C) @ W, wrong(W @ M, because=INVERSE), wrong(inv(M) @ W, because=ORDER))
    yield chain(
        inv(C),
        wrong((eye(d) + W @ inv(M) @ W.T) / s, because=SIGN),
        wrong(eye(d) - W @ inv(M) @ W.T, because="1/s"),
    )


@part("scaling", "Multidimensional scaling")
def scaling():
    p, q = indices("p q", n)
    J = eye(n) - ones(n, n) / n
    D = named("D", stack(norm(X[p] - X[q]) ** 2, p, q))
    yield chain(
        norm(X[p] - X[q]) ** 2,
        wrong(X[p] @ X[p] + X[q] @ X[q] - X[p] @ X[q], because=TWO),
        wrong(X[p] @ X[p] - X[q] @ X[q], because="the square of a difference"),
    )
    yield chain(
        -J @ D @ J / 2,
        wrong(-J @ X @ X.T @ J, because=SIGN),
        wrong(2 * J @ X @ X.T @ J, because="the ½"),
        wrong(X @ X.T, because="the rows are centred"),
    )


@part("discriminant", "Fisher's discriminant")
def discriminant():
    B, W = matrix("B", d, d, symmetric=True), matrix("W", d, d, positive_definite=True)
    top, low = named("b", w @ B @ w), named("c", w @ W @ w)
    yield chain(
        grad(w @ B @ w / (w @ W @ w), w),
        wrong(2 * (low * B @ w + top * W @ w) / low**2, because=SIGN),
        wrong(2 * (low * B @ w - top * W @ w) / low, because=SQUARE),
        given=Ne(w @ W @ w, 0),
    )
    yield chain(
        (w @ (x - y)) ** 2,
        wrong(w @ outer(x, y) @ w, because="the difference twice"),
        wrong(w @ (outer(x, x) - outer(y, y)) @ w, because="the cross terms"),
    )
    yield chain(
        outer(x - y, x - y) @ w,
        wrong(((x - y) @ w) * w, because="the direction of x − y"),
        wrong(((x + y) @ w) * (x - y), because=SIGN),
    )
