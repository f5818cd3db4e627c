"""Wrong versions of what `derivations/library/cookbook.py` holds: each must be refuted."""

from symcheck import *

n, m, p, q = sizes("n m p q")
i, j, k, l = indices("i j k l", n)
r = index("r", m)
A, B, C, D, X = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("D", n, n), matrix("X", n, n)
S, T = matrix("S", n, n, symmetric=True), matrix("T", n, n, symmetric=True)
Y = matrix("Y", n, m)  # not square
a, b, c = vector("a", n), vector("b", n), vector("c", n)
u, v, x = vector("u", n), vector("v", n), vector("x", n)
f, g, y = vector("f", m), vector("g", m), vector("y", m)
t, alpha = scalar("t"), scalar("alpha")

ORDER, TRANSPOSE, SIGN, TWO, SYMMETRIC = (
    "the order",
    "the transpose",
    "the sign",
    "the factor 2",
    "right for a symmetric matrix only",
)


@part("basics", "Products, transposes and inverses")
def basics():
    regular = And(Ne(det(A), 0), Ne(det(B), 0), Ne(det(C), 0))
    yield chain(
        inv(A @ B),
        wrong(inv(A) @ inv(B), because=ORDER),
        wrong(inv(B) @ A, because="A is not inverted"),
        given=regular,
    )
    yield chain(
        inv(A @ B @ C),
        wrong(inv(A) @ inv(B) @ inv(C), because=ORDER),
        wrong(inv(C) @ inv(A) @ inv(B), because=ORDER),
        given=regular,
    )
    yield chain(inv(A.T), wrong(inv(A), because=TRANSPOSE), wrong(A, because="right for an orthogonal A only"))
    yield chain((A + B).T, wrong(A.T + B, because=TRANSPOSE), wrong(A + B, because=TRANSPOSE))
    yield chain((A @ B).T, wrong(A.T @ B.T, because=ORDER), wrong(B @ A, because=TRANSPOSE))
    yield chain((A @ B @ C).T, wrong(A.T @ B.T @ C.T, because=ORDER), wrong(C.T @ A.T @ B.T, because=ORDER))


@part("trace", "The trace")
def traces():
    yield chain(
        trace(A),
        wrong(Sum(A[i, j], i, j), because="the diagonal only"),
        wrong(Product(A[i, i], i), because="a sum, no product"),
    )
    yield chain(trace(A), wrong(-trace(A.T), because=SIGN), wrong(trace(A @ A.T), because="this is the squared norm"))
    yield chain(
        trace(A @ B),
        wrong(trace(A.T @ B), because=TRANSPOSE),
        wrong(trace(A) * trace(B), because="right for n = 1 only"),
        wrong(Sum(A[i, j] * B[i, j], i, j), because="the indices of B"),
    )
    yield chain(
        trace(A + B),
        wrong(trace(A) - trace(B), because=SIGN),
        wrong(trace(A) * trace(B), because="a sum, no product"),
    )
    yield chain(
        trace(A @ B @ C),
        wrong(trace(A @ C @ B), because="no cyclic shift"),
        wrong(trace(C.T @ B @ A), because=TRANSPOSE),
    )
    yield chain(a @ a, wrong(det(outer(a, a)), because="the trace"), wrong(trace(outer(a, b)), because="a twice"))


@part("determinant", "The determinant")
def determinants():
    yield chain(
        det(alpha * A),
        wrong(alpha * det(A), because="each of the n columns has the factor"),
        wrong(alpha ** (n - 1) * det(A), because="the power"),
    )
    yield chain(det(A.T), wrong(-det(A), because=SIGN), wrong(1 / det(A), because="that is the inverse"))
    yield chain(
        det(A @ B),
        wrong(det(A) + det(B), because="a product, no sum"),
        wrong(det(A) / det(B), because="a product, no quotient"),
    )
    yield chain(det(inv(A)), wrong(det(A), because="the reciprocal"), wrong(-1 / det(A), because=SIGN))
    yield chain(det(A @ A), wrong(2 * det(A), because="the square"), wrong(det(A) ** 3, because="the power"))
    yield chain(
        det(eye(n) + outer(u, v)),
        wrong(1 - u @ v, because=SIGN),
        wrong(n + u @ v, because="det(I) is 1, not n"),
    )


@part("small", "Determinants of I + A for n = 2 and 3")
def small_determinants():
    F, G = matrix("F", 2, 2), matrix("G", 3, 3)
    yield chain(
        det(eye(2) + F),
        wrong(1 + det(F), because="the trace is missing"),
        wrong(1 + det(F) - trace(F), because=SIGN),
    )
    yield chain(
        det(eye(3) + G),
        wrong(1 + det(G) + trace(G), because="the second order is missing"),
        wrong(1 + det(G) + trace(G) + trace(G) ** 2 / 2 + trace(G @ G) / 2, because=SIGN),
        wrong(1 + det(G) + trace(G) + trace(G) ** 2 - trace(G @ G), because="the ½"),
    )


@part("two", "The special case of 2 × 2")
def two_by_two():
    F = matrix("F", 2, 2)
    yield chain(
        det(F),
        wrong(F[1, 1] * F[2, 2] + F[1, 2] * F[2, 1], because=SIGN),
        wrong(F[1, 1] * F[1, 2] - F[2, 1] * F[2, 2], because="the indices"),
    )
    yield chain(trace(F), wrong(F[1, 2] + F[2, 1], because="the diagonal"), wrong(F[1, 1] - F[2, 2], because=SIGN))
    yield chain(
        F @ F - trace(F) * F + det(F) * eye(2),
        wrong(2 * det(F) * eye(2), because=SIGN),
        wrong(eye(2), because="it is zero"),
    )
    yield chain(
        inv(F),
        wrong((F - trace(F) * eye(2)) / det(F), because=SIGN),
        wrong((trace(F) * eye(2) - F.T) / det(F), because=TRANSPOSE),
        given=Ne(det(F), 0),
    )


@part("rules", "Differentials as derivatives by a scalar")
def rules():
    M, N = A + t * C, B + t * D
    yield chain(diff(alpha * M, t), wrong(C, because="α stays"), wrong(alpha * M, because="the derivative of M is C"))
    yield chain(diff(M + N, t), wrong(C - D, because=SIGN), wrong(C @ D, because="a sum, no product"))
    yield chain(diff(trace(M), t), wrong(C, because="the trace stays"), wrong(trace(A), because="A is constant"))
    yield chain(
        diff(M @ N, t),
        wrong(C @ N + D @ M, because=ORDER),
        wrong(C @ D, because="the product rule"),
    )
    yield chain(
        diff(M * N, t),
        wrong(C * N - M * D, because=SIGN),
        wrong(C @ N + M @ D, because="entry by entry"),
    )
    yield chain(
        diff(inv(M), t),
        wrong(inv(M) @ C @ inv(M), because=SIGN),
        wrong(-C @ inv(M) @ inv(M), because=ORDER),
    )
    yield chain(
        diff(det(M), t),
        wrong(trace(inv(M) @ C), because="det(M) is missing"),
        wrong(det(M) * trace(M @ C), because="the inverse is missing"),
        given=Ne(det(M), 0),
    )
    yield chain(
        diff(logdet(M), t),
        wrong(det(M) * trace(inv(M) @ C), because="the logarithm divides by det(M)"),
        wrong(trace(inv(M).T @ C), because=TRANSPOSE),
    )
    yield chain(diff(M.T, t), wrong(C, because=TRANSPOSE), wrong(-C.T, because=SIGN))


@part("det", "Derivatives of a determinant")
def det_linear():
    yield chain(
        Sum(diff(det(X), X[i, k]) * X[j, k], k),
        wrong(det(X), because="0 for i ≠ j"),
        wrong(delta(i, j), because="det(X) is missing"),
        given=Ne(det(X), 0),
    )
    yield chain(
        grad(det(X), X),
        wrong(det(X) * inv(X), because=TRANSPOSE),
        wrong(inv(X).T, because="det(X) is missing"),
        given=Ne(det(X), 0),
    )
    yield chain(
        grad(det(A @ X @ B), X),
        wrong(det(A @ X @ B) * inv(X), because=TRANSPOSE),
        wrong(det(X) * inv(X).T, because="A and B are missing"),
        wrong(det(A @ X @ B) * A.T @ inv(X).T @ B.T, because="A and B cancel"),
        given=Ne(det(X), 0),
    )


@part("det-square", "Determinants of square forms")
def det_square():
    yield chain(
        grad(det(X.T @ A @ X), X),
        wrong(det(X.T @ A @ X) * inv(X).T, because=TWO),
        wrong(2 * det(X.T @ A @ X) * inv(X), because=TRANSPOSE),
        given=Ne(det(X), 0),
    )
    yield chain(
        grad(det(Y.T @ S @ Y), Y),
        wrong(det(Y.T @ S @ Y) * S @ Y @ inv(Y.T @ S @ Y), because=TWO),
        wrong(2 * S @ Y @ inv(Y.T @ S @ Y), because="the determinant is missing"),
        given=Ne(det(Y.T @ S @ Y), 0),
    )
    yield chain(
        grad(det(Y.T @ A @ Y), Y),
        wrong(2 * det(Y.T @ A @ Y) * A @ Y @ inv(Y.T @ A @ Y), because=SYMMETRIC),
        wrong(
            det(Y.T @ A @ Y) * (A @ Y @ inv(Y.T @ A @ Y) - A.T @ Y @ inv(Y.T @ A.T @ Y)),
            because=SIGN,
        ),
        given=Ne(det(Y.T @ A @ Y), 0),
    )


@part("det-other", "Other forms of the determinant")
def det_other():
    yield chain(
        grad(logdet(Y.T @ Y), Y),
        wrong(pinv(Y).T, because=TWO),
        wrong(2 * pinv(Y), because=TRANSPOSE),
        wrong(2 * inv(Y.T @ Y) @ Y.T, because=TRANSPOSE),
        given=full_rank(Y),
    )
    yield chain(
        grad(log(Abs(det(X))), X),
        wrong(inv(X), because=TRANSPOSE),
        wrong(det(X) * inv(X).T, because="the logarithm divides by det(X)"),
        given=Ne(det(X), 0),
    )
    yield chain(
        grad(det(X @ X), X),
        wrong(det(X @ X) * inv(X).T, because=TWO),
        wrong(2 * det(X) * inv(X).T, because="the power of the determinant"),
        given=Ne(det(X), 0),
    )
    yield chain(
        grad(det(X @ X @ X), X),
        wrong(3 * det(X @ X) * inv(X).T, because="the power of the determinant"),
        wrong(2 * det(X @ X @ X) * inv(X).T, because="three factors"),
        given=Ne(det(X), 0),
    )


@part("inverse", "Derivatives of an inverse")
def inverses():
    yield chain(
        diff(inv(X)[k, l], X[i, j]),
        wrong(inv(X)[k, i] * inv(X)[j, l], because=SIGN),
        wrong(-inv(X)[k, j] * inv(X)[i, l], because="the indices"),
    )
    yield chain(
        grad(a @ inv(X) @ b, X),
        wrong(-inv(X) @ outer(a, b) @ inv(X), because=TRANSPOSE),
        wrong(-inv(X).T @ outer(b, a) @ inv(X).T, because="a and b are exchanged"),
    )
    yield chain(
        grad(det(inv(X)), X),
        wrong(det(inv(X)) * inv(X).T, because=SIGN),
        wrong(-det(X) * inv(X).T, because="the determinant of the inverse"),
    )
    yield chain(
        grad(trace(A @ inv(X) @ B), X),
        wrong(-(inv(X) @ A @ B @ inv(X)).T, because=ORDER),
        wrong(-inv(X) @ B @ A @ inv(X), because=TRANSPOSE),
    )
    yield chain(
        grad(trace(inv(X + A)), X),
        wrong(-inv(X + A) @ inv(X + A), because=TRANSPOSE),
        wrong(-inv(X + A).T, because="the square"),
    )


@part("eigenvalues", "Sum and product of the eigenvalues")
def eigenvalues():
    yield chain(grad(trace(X), X), wrong(ones(n, n), because="the diagonal only"), wrong(X, because="it is linear"))
    yield chain(
        grad(det(X), X),
        wrong(det(X) * X.T, because="the inverse is missing"),
        wrong(-det(X) * inv(X).T, because=SIGN),
        given=Ne(det(X), 0),
    )


@part("first", "First order")
def first_order():
    yield chain(grad(x @ a, x), wrong(x, because="the other factor"), wrong(2 * a, because=TWO))
    yield chain(grad(a @ x, x), wrong(a * x, because="x is gone"), wrong(-a, because=SIGN))
    yield chain(grad(a @ Y @ f, Y), wrong(outer(f, a), because=TRANSPOSE), wrong(Y, because="it is linear"))
    yield chain(grad(f @ Y.T @ a, Y), wrong(outer(f, a), because=TRANSPOSE), wrong(2 * outer(a, f), because=TWO))
    yield chain(grad(a @ X @ a, X), wrong(2 * outer(a, a), because="linear in X"), wrong(a @ a, because="an outer one"))
    yield chain(grad(a @ X.T @ a, X), wrong(2 * X.T @ a, because="by X"), wrong(-outer(a, a), because=SIGN))
    yield chain(
        diff(X[k, l], X[i, j]),
        wrong(delta(k, j) * delta(l, i), because="the indices"),
        wrong(delta(k, i) + delta(l, j), because="both must agree"),
    )
    yield chain(
        diff((X @ A)[i, j], X[k, l]),
        wrong(A[l, j], because="δ_ik is missing"),
        wrong(delta(i, k) * A[j, l], because="the indices of A"),
    )
    yield chain(
        diff((X.T @ A)[i, j], X[k, l]),
        wrong(delta(i, k) * A[l, j], because="Xᵀ, not X"),
        wrong(delta(i, l) * A[j, k], because="the indices of A"),
    )


@part("second", "Second order")
def second_order():
    F, G, H = matrix("F", p, n), matrix("G", p, q), matrix("H", q, n)
    e, o = vector("e", p), vector("o", q)
    yield chain(
        grad(X.sum() ** 2, X),
        wrong(2 * X, because="the square of the sum"),
        wrong(X.sum() * ones(n, n), because=TWO),
    )
    yield chain(
        grad(f @ Y.T @ Y @ g, Y),
        wrong(2 * Y @ outer(f, g), because="right for f = g only"),
        wrong(Y @ (outer(f, g) - outer(g, f)), because=SIGN),
    )
    yield chain(
        grad((F @ x + e) @ G @ (H @ x + o), x),
        wrong(F.T @ G @ (H @ x + o), because="x stands on both sides"),
        wrong(F.T @ G @ (H @ x + o) + H.T @ G @ (F @ x + e), because=TRANSPOSE),
    )
    yield chain(
        diff((X.T @ B @ X)[k, l], X[i, j]),
        wrong(delta(l, j) * (X.T @ B)[k, i] + delta(k, j) * (X.T @ B)[i, l], because="BX in the second term"),
        wrong(delta(l, j) * (X.T @ B)[k, i], because="X stands twice"),
    )
    yield chain(
        grad(x @ B @ x, x),
        wrong(2 * B @ x, because=SYMMETRIC),
        wrong((B - B.T) @ x, because=SIGN),
    )
    yield chain(
        grad(f @ Y.T @ D @ Y @ g, Y),
        wrong(D @ Y @ outer(f, g) + D.T @ Y @ outer(g, f), because=TRANSPOSE),
        wrong(2 * D @ Y @ outer(g, f), because=SYMMETRIC),
    )
    yield chain(
        grad((Y @ f + c) @ D @ (Y @ f + c), Y),
        wrong(2 * outer(D @ (Y @ f + c), f), because=SYMMETRIC),
        wrong(outer((D + D.T) @ (Y @ f), f), because="c is missing"),
    )


@part("weighted", "Quadratic forms, W symmetric")
def weighted():
    W = matrix("W", n, n, symmetric=True)
    e = x - Y @ y
    yield chain(
        grad(e @ W @ e, y),
        wrong(2 * Y.T @ W @ (x - Y @ y), because=SIGN),
        wrong(-2 * W @ (x - Y @ y), because="Yᵀ is missing"),
    )
    yield chain(
        grad((x - a) @ W @ (x - a), x),
        wrong(W @ (x - a), because=TWO),
        wrong(2 * W @ x, because="a is missing"),
    )
    yield chain(
        grad((x - a) @ W @ (x - a), a),
        wrong(2 * W @ (x - a), because=SIGN),
        wrong(-2 * (x - a), because="W is missing"),
    )
    yield chain(
        grad(e @ W @ e, x),
        wrong(-2 * W @ (x - Y @ y), because=SIGN),
        wrong(2 * W @ (x + Y @ y), because=SIGN),
    )
    yield chain(
        grad(e @ W @ e, Y),
        wrong(2 * outer(W @ (x - Y @ y), y), because=SIGN),
        wrong(-2 * outer(y, W @ (x - Y @ y)), because=TRANSPOSE),
    )


@part("higher", "Powers of a matrix")
def higher_order():
    yield chain(
        grad(a @ X @ X @ b, X),
        wrong(2 * X.T @ outer(a, b), because="both factors"),
        wrong(outer(a, X @ b) + outer(X @ a, b), because=TRANSPOSE),
    )
    yield chain(
        grad(a @ X @ X @ X @ b, X),
        wrong(3 * (X @ X).T @ outer(a, b), because="they need not commute"),
        wrong(outer(a, b) @ (X @ X).T + (X @ X).T @ outer(a, b), because="the middle factor"),
    )
    yield chain(
        grad(a @ (X @ X).T @ X @ X @ b, X),
        wrong(X @ X @ outer(a, b) @ X.T + X.T @ X @ X @ outer(a, b), because="the left square holds X too"),
        wrong(2 * (X @ X @ outer(a, b) @ X.T + X.T @ X @ X @ outer(a, b)), because="right for a = b only"),
    )


@part("quotient", "A quotient of quadratic forms", given=Ne(norm(B @ x), 0))
def quotient():
    yield chain(
        grad((A @ x) @ (A @ x) / ((B @ x) @ (B @ x)), x),
        wrong(2 * A.T @ A @ x / (x @ B.T @ B @ x), because="the denominator depends on x"),
        wrong(
            2 * A.T @ A @ x / (x @ B.T @ B @ x) - 2 * (x @ A.T @ A @ x) * (B.T @ B @ x) / (x @ B.T @ B @ x),
            because="the square of the denominator",
        ),
    )


@part("hessian", "Gradient and Hessian")
def gradient_and_hessian():
    yield chain(
        grad(x @ A @ x + b @ x, x),
        wrong(2 * A @ x + b, because=SYMMETRIC),
        wrong((A + A.T) @ x + x, because="the derivative of bᵀx is b"),
    )
    yield chain(
        hessian(x @ A @ x + b @ x, x),
        wrong(2 * A, because=SYMMETRIC),
        wrong(A + A.T + diag(b), because="b has no second derivative"),
    )


@part("traces-first", "Traces of first order")
def traces_first():
    F, G = matrix("F", p, n), matrix("G", m, p)
    M, N, O = matrix("M", m, n), matrix("N", p, m), matrix("O", n, p)
    yield chain(grad(trace(X), X), wrong(2 * eye(n), because=TWO), wrong(1, because="the identity"))
    yield chain(grad(trace(Y @ M), Y), wrong(M, because=TRANSPOSE), wrong(2 * M.T, because=TWO))
    yield chain(
        grad(trace(F @ Y @ G), Y),
        wrong(G.T @ F.T, because=ORDER),
        wrong(G @ F, because=TRANSPOSE),
    )
    yield chain(grad(trace(N @ Y.T @ O), Y), wrong(N.T @ O.T, because=TRANSPOSE), wrong(-O @ N, because=SIGN))
    yield chain(grad(trace(Y.T @ M.T), Y), wrong(M, because=TRANSPOSE), wrong(2 * M.T, because=TWO))
    yield chain(grad(trace(M.T @ Y.T), Y), wrong(M, because=TRANSPOSE), wrong(-M.T, because=SIGN))


@part("traces-second", "Traces of second order")
def traces_second():
    E = matrix("E", m, m)
    F, G, H = matrix("F", p, n), matrix("G", m, q), matrix("H", p, q)
    L, M = matrix("L", m, p), matrix("M", n, p)
    yield chain(grad(trace(X @ X), X), wrong(2 * X, because=TRANSPOSE), wrong(X.T, because=TWO))
    yield chain(
        grad(trace(X @ X @ B), X),
        wrong(X @ B + B @ X, because=TRANSPOSE),
        wrong(2 * (X @ B).T, because="X and B need not commute"),
    )
    yield chain(grad(trace(Y.T @ B @ Y), Y), wrong(2 * B @ Y, because=SYMMETRIC), wrong(B @ Y - B.T @ Y, because=SIGN))
    yield chain(grad(trace(B @ Y @ Y.T), Y), wrong(2 * B.T @ Y, because=SYMMETRIC), wrong(B @ Y, because="Y twice"))
    yield chain(grad(trace(Y @ Y.T @ B), Y), wrong(2 * B @ Y, because=SYMMETRIC), wrong(B.T @ Y, because="Y twice"))
    yield chain(grad(trace(Y @ E @ Y.T), Y), wrong(2 * Y @ E, because=SYMMETRIC), wrong(Y @ E.T, because="Y twice"))
    yield chain(grad(trace(E @ Y.T @ Y), Y), wrong(2 * Y @ E.T, because=SYMMETRIC), wrong(E @ Y, because=ORDER))
    yield chain(
        grad(trace(Y.T @ Y @ E), Y),
        wrong(2 * Y @ E, because=SYMMETRIC),
        wrong(Y @ E.T - Y @ E, because=SIGN),
    )
    yield chain(
        grad(trace(A @ X @ B @ X), X),
        wrong(2 * A.T @ X.T @ B.T, because="A and B are exchanged in the second term"),
        wrong(A @ X @ B + B @ X @ A, because=TRANSPOSE),
    )
    yield chain(grad(trace(Y.T @ Y), Y), wrong(Y, because=TWO), wrong(2 * Y.T, because=TRANSPOSE))
    yield chain(
        grad(trace(L.T @ Y.T @ C @ Y @ L), Y),
        wrong(2 * C @ Y @ L @ L.T, because=SYMMETRIC),
        wrong(C.T @ Y @ L + C @ Y @ L, because="Lᵀ is missing"),
    )
    yield chain(
        grad(trace(Y.T @ B @ Y @ E), Y),
        wrong(B @ Y @ E + B.T @ Y @ E, because=TRANSPOSE),
        wrong(2 * B @ Y @ E, because=SYMMETRIC),
    )
    yield chain(
        grad(trace(F @ Y @ E @ Y.T @ M), Y),
        wrong(F.T @ M.T @ Y @ E.T, because="Y stands twice"),
        wrong(F.T @ M.T @ Y @ E + M @ F @ Y @ E, because=TRANSPOSE),
    )
    yield chain(
        grad(trace((F @ Y @ G + H) @ (F @ Y @ G + H).T), Y),
        wrong(F.T @ (F @ Y @ G + H) @ G.T, because=TWO),
        wrong(2 * F.T @ (F @ Y @ G) @ G.T, because="H is missing"),
    )


@part("traces-higher", "Traces of higher order")
def traces_higher():
    L = matrix("L", m, p)
    yield chain(grad(trace(X @ X @ X), X), wrong(3 * X @ X, because=TRANSPOSE), wrong(2 * (X @ X).T, because="three"))
    yield chain(
        grad(trace(A @ X @ X @ X), X),
        wrong(3 * (A @ X @ X).T, because="A and X need not commute"),
        wrong((A @ X @ X + X @ X @ A).T, because="the middle term"),
    )
    yield chain(
        grad(trace(L.T @ Y.T @ C @ Y @ Y.T @ C @ Y @ L), Y),
        wrong(
            2 * C @ Y @ Y.T @ C @ Y @ L @ L.T + 2 * C @ Y @ L @ L.T @ Y.T @ C @ Y,
            because=SYMMETRIC,
        ),
        wrong(
            C @ Y @ Y.T @ C @ Y @ L @ L.T
            + C.T @ Y @ L @ L.T @ Y.T @ C @ Y
            + C @ Y @ L @ L.T @ Y.T @ C @ Y
            + C.T @ Y @ Y.T @ C.T @ Y @ L @ L.T,
            because="a transpose in the second term",
        ),
    )


@part("traces-inverse", "Traces of inverses")
def traces_inverse():
    E, F = matrix("E", m, m), matrix("F", m, m, symmetric=True)
    P = inv(Y.T @ S @ Y)
    R = inv(F + Y.T @ S @ Y)
    yield chain(
        grad(trace(A @ inv(X) @ B), X),
        wrong(-(inv(X) @ A @ B @ inv(X)).T, because=ORDER),
        wrong(-inv(X).T @ B.T @ A.T @ inv(X).T, because=ORDER),
    )
    yield chain(
        grad(trace(P @ E), Y),
        wrong(-2 * S @ Y @ P @ E @ P, because=SYMMETRIC),
        wrong(S @ Y @ P @ (E + E.T) @ P, because=SIGN),
    )
    yield chain(
        grad(trace(P @ (Y.T @ T @ Y)), Y),
        wrong(2 * T @ Y @ P, because="the inverse depends on Y"),
        wrong(2 * S @ Y @ P @ Y.T @ T @ Y @ P + 2 * T @ Y @ P, because=SIGN),
    )
    yield chain(
        grad(trace(R @ (Y.T @ T @ Y)), Y),
        wrong(-2 * S @ Y @ P @ Y.T @ T @ Y @ P + 2 * T @ Y @ P, because="F is missing"),
        wrong(-S @ Y @ R @ Y.T @ T @ Y @ R + T @ Y @ R, because=TWO),
    )


@part("vector-norms", "Norms of vectors")
def vector_norms():
    yield chain(
        grad(norm(x - a), x),
        wrong(2 * (x - a) / norm(x - a), because="the ½ of the root"),
        wrong((x - a) / norm(x - a) ** 2, because="the power of the norm"),
    )
    yield chain(
        jacobian((x - a) / norm(x - a), x),
        wrong(eye(n) / norm(x - a), because="the norm depends on x"),
        wrong(eye(n) / norm(x - a) - outer(x - a, x - a) / norm(x - a) ** 2, because="the power of the norm"),
    )
    yield chain(grad(norm(x) ** 2, x), wrong(2 * norm(x), because="a vector"), wrong(x, because=TWO))


@part("matrix-norms", "The Frobenius norm")
def matrix_norms():
    yield chain(
        norm(Y) ** 2,
        wrong(sqrt(trace(Y @ Y.T)), because="the square"),
        wrong(Sum(Y[i, r], i, r) ** 2, because="the sum of squares"),
    )
    yield chain(grad(norm(Y) ** 2, Y), wrong(Y / norm(Y), because="of the square"), wrong(2 * Y.T, because=TRANSPOSE))
    yield chain(grad((Y**2).sum(), Y), wrong(Y, because=TWO), wrong(2 * Y.sum(), because="entry by entry"))


@part("structured", "The chain rule, and diagonal matrices")
def structured():
    yield chain(
        grad(trace(A @ diag(x)), x),
        wrong(A.sum(axis=1), because="the diagonal only"),
        wrong(stack(A[i, i] * x[i], i), because="it is linear"),
    )
    yield chain(
        diff(log(det(S) ** 2), S[i, j]),
        wrong(inv(S)[j, i], because=TWO),
        wrong(2 * S[j, i], because="the inverse is missing"),
        given=Ne(det(S), 0),
    )
    yield chain(
        diff(trace(A @ S), S[i, j]),
        wrong(A[i, j], because=TRANSPOSE),
        wrong(A[i, j] + A[j, i], because="entry by entry, as if independent"),
    )
