"""Matrix calculus: quadratic forms, traces, determinants, inverses, symmetric matrices."""

from symcheck import *

n, m, d = sizes("n m d")
i, j, k, l = indices("i j k l", n)
A, B, X = matrix("A", n, n), matrix("B", n, n), matrix("X", n, n)
S = matrix("S", n, n, symmetric=True)
P = matrix("P", n, n, positive_definite=True)
x, y, b = vector("x", n), vector("y", n), vector("b", n)


@part("quadratic", "Quadratic and bilinear forms")
def quadratic():
    yield chain(
        grad(x @ A @ x, x),
        (A + A.T) @ x,
        wrong(2 * A @ x, because="right for a symmetric A only"),
        wrong((A - A.T) @ x, because="the sign"),
        Sum((A[i] + A[:, i]) * x[i], i),
    )
    yield chain(grad(x @ S @ x, x), 2 * S @ x, wrong(S @ x, because="the factor 2 is missing"), 2 * x @ S)
    yield chain(grad(x @ A @ y, A), outer(x, y), wrong(outer(y, x), because="the transpose"))
    yield chain(grad(y @ A @ x, x), A.T @ y, wrong(A @ y, because="the transpose"))
    yield chain(hessian(x @ A @ x, x), A + A.T, wrong(2 * A, because="right for a symmetric A only"))
    yield chain(
        diff(x @ A @ x, x[k]),
        Sum(A[k, j] * x[j], j) + Sum(A[j, k] * x[j], j),
        wrong(2 * Sum(A[k, j] * x[j], j), because="rows for columns"),
    )
    yield chain(x @ A @ x, x @ (A + A.T) @ x / 2, wrong(x @ (A + A.T) @ x, because="the ½ is missing"))
    yield chain(x @ (A - A.T) @ x, 0)
    yield chain((A @ B).T, B.T @ A.T, wrong(A.T @ B.T, because="the order turns"))


@part("trace", "Traces")
def traces():
    C = matrix("C", n, m)
    D = matrix("D", m, n)
    yield chain(trace(C @ D), trace(D @ C), (C * D.T).sum())
    yield chain(trace(A @ B), wrong(trace(A @ B.T), because="the transpose"), (A.T * B).sum(), trace(B.T @ A.T))
    yield chain(grad(trace(A @ X), X), A.T, wrong(A, because="the transpose"))
    yield chain(grad(trace(A @ X @ B), X), A.T @ B.T, wrong(B.T @ A.T, because="the order"), (B @ A).T)
    yield chain(grad(trace(X.T @ A @ X), X), (A + A.T) @ X, wrong(2 * A @ X, because="right for a symmetric A only"))
    yield chain(
        grad(trace(X @ X), X),
        2 * X.T,
        wrong(2 * X, because="tr(XX), not tr(XᵀX)"),
    )
    yield chain(grad(trace(X.T @ X), X), 2 * X, wrong(2 * X.T, because="tr(XᵀX), not tr(XX)"))
    yield chain(trace(A @ B @ X), trace(B @ X @ A), wrong(trace(B @ A @ X), because="no cyclic shift"))
    yield chain(trace(eye(n)), n, wrong(1, because="the identity has n ones"))
    yield chain(grad(trace(X), X), eye(n), wrong(ones(n, n), because="the diagonal only"))
    yield chain(
        grad(trace(A @ X @ X), X),
        (X @ A + A @ X).T,
        wrong(2 * (A @ X).T, because="A and X need not commute"),
    )


@part("frobenius", "Norms of differences")
def frobenius():
    M, N, W = matrix("M", n, m), matrix("N", n, d), matrix("W", d, m)
    yield chain(
        grad(((N @ W - M) ** 2).sum(), W),
        2 * N.T @ (N @ W - M),
        wrong(N.T @ (N @ W - M), because="the factor 2"),
    )
    yield chain(
        grad(((N @ W - M) ** 2).sum(), N),
        2 * (N @ W - M) @ W.T,
        wrong(2 * (M - N @ W) @ W.T, because="the sign"),
    )
    yield chain(
        ((A - B) ** 2).sum(),
        (A**2).sum() - 2 * (A * B).sum() + (B**2).sum(),
        trace((A - B).T @ (A - B)),
        wrong((A**2).sum() - (A * B).sum() + (B**2).sum(), because="the double product"),
        wrong(trace((A - B) @ (A - B)), because="the transpose is missing"),
    )
    yield chain(
        grad(sqrt(Sum((x[i] - b[i]) ** 2, i)), x),
        (x - b) / norm(x - b),
        wrong(2 * (x - b) / norm(x - b), because="the ½ of the root"),
        wrong((x - b) / norm(x - b) ** 2, because="the length, not its square"),
    )
    yield chain(grad(((A @ x - b) ** 2).sum(), x), 2 * A.T @ (A @ x - b), wrong(2 * A @ (A @ x - b), because="Aᵀ"))


@part("outer-products", "Outer products and projections")
def outer_products():
    yield chain(outer(x, y) @ b, x * (y @ b), wrong(y * (x @ b), because="x and y are exchanged"))
    yield chain(trace(outer(x, y)), x @ y)
    yield chain(outer(x, y) @ outer(y, x), (y @ y) * outer(x, x), wrong((x @ x) * outer(y, y), because="exchanged"))
    yield chain(
        jacobian((x @ y) * x, x),
        (x @ y) * eye(n) + outer(x, y),
        wrong((x @ y) * eye(n) + outer(y, x), because="the transpose"),
        wrong((x @ y) + outer(x, y), because="the identity is missing"),
    )
    H = eye(n) - 2 * outer(x, x) / (x @ x)
    yield chain(H @ H, eye(n), wrong(H, because="a reflection is its own inverse, not a projection"))


@part("inverse", "Inverses and determinants")
def inverses():
    yield chain(
        grad(log(det(X) ** 2) / 2, X),
        inv(X).T,
        wrong(inv(X), because="the transpose"),
    )
    yield chain(grad(logdet(X), X), inv(X).T, wrong(X.T, because="the inverse is missing"))
    yield chain(grad(logdet(P), P), inv(P), wrong(-inv(P), because="the sign"))
    yield chain(
        grad(det(X), X) @ X.T,
        det(X) * eye(n),
        wrong(eye(n), because="the determinant is missing"),
    )
    yield chain(
        grad(trace(inv(X) @ B), X),
        -(inv(X) @ B @ inv(X)).T,
        wrong((inv(X) @ B @ inv(X)).T, because="the sign"),
        wrong(-(inv(X) @ B @ inv(X)), because="the transpose"),
        wrong(-(B @ inv(X) @ inv(X)).T, because="B stands between the inverses"),
    )
    yield chain(
        grad(x @ inv(P) @ x, P),
        -outer(inv(P) @ x, inv(P) @ x),
        wrong(outer(inv(P) @ x, inv(P) @ x), because="the sign"),
    )
    yield chain(grad(x @ inv(P) @ x, x), 2 * inv(P) @ x, wrong(-2 * inv(P) @ x, because="P is constant here"))
    yield chain(inv(A @ B), inv(B) @ inv(A), wrong(inv(A) @ inv(B), because="the order turns"), given=Ne(det(A @ B), 0))
    yield chain(det(A @ B), det(A) * det(B))
    yield chain(det(2 * A), 2**n * det(A), wrong(2 * det(A), because="right for n = 1 only"))
    yield chain(inv(A).T, inv(A.T), wrong(inv(A), because="A need not be symmetric"))
    yield chain(
        inv(eye(n) + outer(x, x)),
        eye(n) - outer(x, x) / (1 + x @ x),
        wrong(eye(n) - outer(x, x) / (1 - x @ x), because="the sign in the denominator"),
        wrong(eye(n) - outer(x, x), because="the denominator is missing"),
    )
    yield chain(det(eye(n) + outer(x, y)), 1 + x @ y, wrong(1 - x @ y, because="the sign"))


@part("symmetric", "What symmetry allows")
def symmetric():
    yield chain(S, S.T)
    yield chain(x @ S @ y, y @ S @ x)
    yield chain(x @ A @ y, wrong(y @ A @ x, because="A need not be symmetric"), y @ A.T @ x)
    yield chain(S @ P, wrong(P @ S, because="symmetric matrices need not commute"), (P @ S).T)
    yield chain(
        Sum(S[i, j] * (x[i] - x[j]) ** 2, i, j) / 2,
        Sum(S[i, j] * x[i] ** 2, i, j) - x @ S @ x,
        wrong(Sum(S[i, j] * x[i] ** 2, i, j) - 2 * (x @ S @ x), because="the ½ applies to the double product as well"),
    )
    yield chain(
        grad(Sum(A[i, j] * (x[i] - x[j]) ** 2, i, j), x),
        stack(2 * Sum((A[k, j] + A[j, k]) * (x[k] - x[j]), j), k),
        wrong(stack(4 * Sum(A[k, j] * (x[k] - x[j]), j), k), because="right for a symmetric A only"),
    )
    yield chain(
        grad(Sum(S[i, j] * (x[i] - x[j]) ** 2, i, j), x),
        stack(4 * Sum(S[k, j] * (x[k] - x[j]), j), k),
        wrong(stack(2 * Sum(S[k, j] * (x[k] - x[j]), j), k), because="each pair counts twice"),
    )


@part("rayleigh", "The Rayleigh quotient", given=x @ x > 0)
def rayleigh():
    R = named("R", x @ S @ x / (x @ x))
    yield chain(
        grad(x @ S @ x / (x @ x), x),
        2 * (S @ x - R * x) / (x @ x),
        wrong((S @ x - R * x) / (x @ x), because="the factor 2"),
        wrong(2 * (S @ x - x) / (x @ x), because="the quotient itself is missing"),
        wrong(2 * S @ x / (x @ x), because="the denominator depends on x too"),
    )
