"""Petersen & Pedersen, The Matrix Cookbook (2012), sections 1 and 2.1 to 2.8: identities and derivatives of matrices.

Equation numbers are those of the edition of November 15, 2012. A derivative by a matrix, a symmetric one too, is
taken entry by entry, as if all entries were independent.
"""

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


@part("basics", "Products, transposes and inverses. Source: The Matrix Cookbook, section 1, eqs. (1)-(6)")
def basics():
    regular = And(Ne(det(A), 0), Ne(det(B), 0), Ne(det(C), 0))
    yield chain(inv(A @ B), inv(B) @ inv(A), given=regular)
    yield chain(inv(A @ B @ C), inv(C) @ inv(B) @ inv(A), given=regular)
    yield chain(inv(A.T), inv(A).T)
    yield chain((A + B).T, A.T + B.T)
    yield chain((A @ B).T, B.T @ A.T)
    yield chain((A @ B @ C).T, C.T @ B.T @ A.T)


@part("trace", "The trace. Source: The Matrix Cookbook, section 1.1, eqs. (11) and (13)-(17)")
def traces():
    yield chain(trace(A), Sum(A[i, i], i))
    yield chain(trace(A), trace(A.T))
    yield chain(trace(A @ B), trace(B @ A), Sum(A[i, j] * B[j, i], i, j))
    yield chain(trace(A + B), trace(A) + trace(B))
    yield chain(trace(A @ B @ C), trace(B @ C @ A), trace(C @ A @ B))
    yield chain(a @ a, trace(outer(a, a)))


@part("determinant", "The determinant. Source: The Matrix Cookbook, section 1.2, eqs. (19)-(24)")
def determinants():
    yield chain(det(alpha * A), alpha**n * det(A))
    yield chain(det(A.T), det(A))
    yield chain(det(A @ B), det(A) * det(B))
    yield chain(det(inv(A)), 1 / det(A))
    yield chain(det(A @ A), det(A) ** 2)
    yield chain(det(eye(n) + outer(u, v)), 1 + u @ v)


@part("small", "Determinants of I + A for n = 2 and 3. Source: The Matrix Cookbook, section 1.2, eqs. (25) and (26)")
def small_determinants():
    F, G = matrix("F", 2, 2), matrix("G", 3, 3)
    yield chain(det(eye(2) + F), 1 + det(F) + trace(F))
    yield chain(det(eye(3) + G), 1 + det(G) + trace(G) + trace(G) ** 2 / 2 - trace(G @ G) / 2)


@part("two", "The special case of 2 × 2. Source: The Matrix Cookbook, section 1.3")
def two_by_two():
    F = matrix("F", 2, 2)
    yield chain(det(F), F[1, 1] * F[2, 2] - F[1, 2] * F[2, 1])
    yield chain(trace(F), F[1, 1] + F[2, 2])
    yield chain(F @ F - trace(F) * F + det(F) * eye(2), zeros(2, 2))
    yield chain(inv(F), (trace(F) * eye(2) - F) / det(F), given=Ne(det(F), 0))


@part("rules", "Differentials as derivatives by a scalar. Source: The Matrix Cookbook, section 2, eqs. (34)-(43)")
def rules():
    M, N = A + t * C, B + t * D
    yield chain(diff(alpha * M, t), alpha * C)
    yield chain(diff(M + N, t), C + D)
    yield chain(diff(trace(M), t), trace(C))
    yield chain(diff(M @ N, t), C @ N + M @ D)
    yield chain(diff(M * N, t), C * N + M * D)
    yield chain(diff(inv(M), t), -inv(M) @ C @ inv(M))
    yield chain(diff(det(M), t), det(M) * trace(inv(M) @ C), given=Ne(det(M), 0))
    yield chain(diff(logdet(M), t), trace(inv(M) @ C))
    yield chain(diff(M.T, t), C.T)


@part("det", "Derivatives of a determinant. Source: The Matrix Cookbook, section 2.1, eqs. (47), (49) and (51)")
def det_linear():
    yield chain(Sum(diff(det(X), X[i, k]) * X[j, k], k), delta(i, j) * det(X), given=Ne(det(X), 0))
    yield chain(grad(det(X), X), det(X) * inv(X).T, given=Ne(det(X), 0))
    yield chain(
        grad(det(A @ X @ B), X),
        det(A @ X @ B) * A.T @ inv(A @ X @ B).T @ B.T,
        given=Ne(det(A @ X @ B), 0),
    )


@part("det-square", "Determinants of square forms. Source: The Matrix Cookbook, section 2.1.3, eqs. (52)-(54)")
def det_square():
    yield chain(
        grad(det(X.T @ A @ X), X),
        2 * det(X.T @ A @ X) * inv(X).T,
        given=And(Ne(det(X), 0), Ne(det(X.T @ A @ X), 0)),
    )
    yield chain(
        grad(det(Y.T @ S @ Y), Y),
        2 * det(Y.T @ S @ Y) * S @ Y @ inv(Y.T @ S @ Y),
        given=Ne(det(Y.T @ S @ Y), 0),
    )
    yield chain(
        grad(det(Y.T @ A @ Y), Y),
        det(Y.T @ A @ Y) * (A @ Y @ inv(Y.T @ A @ Y) + A.T @ Y @ inv(Y.T @ A.T @ Y)),
        given=Ne(det(Y.T @ A @ Y), 0),
    )


@part("det-other", "Other forms of the determinant. Source: The Matrix Cookbook, section 2.1.4, eqs. (55), (57), (58)")
def det_other():
    yield chain(grad(logdet(Y.T @ Y), Y), 2 * pinv(Y).T, 2 * Y @ inv(Y.T @ Y), given=full_rank(Y))
    yield chain(grad(log(Abs(det(X))), X), inv(X).T, given=Ne(det(X), 0))
    yield chain(grad(det(X @ X), X), 2 * det(X @ X) * inv(X).T, given=Ne(det(X), 0))
    yield chain(
        grad(det(X @ X @ X), X),
        3 * det(X @ X @ X) * inv(X).T,
        given=And(Ne(det(X), 0), Ne(det(X @ X @ X), 0)),
    )


@part("inverse", "Derivatives of an inverse. Source: The Matrix Cookbook, section 2.2, eqs. (60)-(64)")
def inverses():
    yield chain(diff(inv(X)[k, l], X[i, j]), -inv(X)[k, i] * inv(X)[j, l])
    yield chain(grad(a @ inv(X) @ b, X), -inv(X).T @ outer(a, b) @ inv(X).T)
    yield chain(grad(det(inv(X)), X), -det(inv(X)) * inv(X).T)
    yield chain(grad(trace(A @ inv(X) @ B), X), -(inv(X) @ B @ A @ inv(X)).T)
    yield chain(grad(trace(inv(X + A)), X), -(inv(X + A) @ inv(X + A)).T)


@part("eigenvalues", "Sum and product of the eigenvalues. Source: The Matrix Cookbook, section 2.3, eqs. (65), (66)")
def eigenvalues():
    yield chain(grad(trace(X), X), eye(n))
    yield chain(grad(det(X), X), det(X) * inv(X).T, given=Ne(det(X), 0))


@part("first", "First order. Source: The Matrix Cookbook, section 2.4.1, eqs. (69)-(75)")
def first_order():
    yield chain(grad(x @ a, x), a)
    yield chain(grad(a @ x, x), a)
    yield chain(grad(a @ Y @ f, Y), outer(a, f))
    yield chain(grad(f @ Y.T @ a, Y), outer(a, f))
    yield chain(grad(a @ X @ a, X), outer(a, a))
    yield chain(grad(a @ X.T @ a, X), outer(a, a))
    yield chain(diff(X[k, l], X[i, j]), delta(k, i) * delta(l, j))
    yield chain(diff((X @ A)[i, j], X[k, l]), delta(i, k) * A[l, j])
    yield chain(diff((X.T @ A)[i, j], X[k, l]), delta(i, l) * A[k, j])


@part("second", "Second order. Source: The Matrix Cookbook, section 2.4.2, eqs. (76)-(83)")
def second_order():
    F, G, H = matrix("F", p, n), matrix("G", p, q), matrix("H", q, n)
    e, o = vector("e", p), vector("o", q)
    yield chain(grad(X.sum() ** 2, X), 2 * X.sum() * ones(n, n))
    yield chain(grad(f @ Y.T @ Y @ g, Y), Y @ (outer(f, g) + outer(g, f)))
    yield chain(
        grad((F @ x + e) @ G @ (H @ x + o), x),
        F.T @ G @ (H @ x + o) + H.T @ G.T @ (F @ x + e),
    )
    yield chain(
        diff((X.T @ B @ X)[k, l], X[i, j]),
        delta(l, j) * (X.T @ B)[k, i] + delta(k, j) * (B @ X)[i, l],
    )
    yield chain(grad(x @ B @ x, x), (B + B.T) @ x)
    yield chain(grad(f @ Y.T @ D @ Y @ g, Y), D.T @ Y @ outer(f, g) + D @ Y @ outer(g, f))
    yield chain(grad((Y @ f + c) @ D @ (Y @ f + c), Y), outer((D + D.T) @ (Y @ f + c), f))


@part("weighted", "Quadratic forms, W symmetric. Source: The Matrix Cookbook, section 2.4.2, eqs. (84)-(88)")
def weighted():
    W = matrix("W", n, n, symmetric=True)
    e = x - Y @ y
    yield chain(grad(e @ W @ e, y), -2 * Y.T @ W @ (x - Y @ y))
    yield chain(grad((x - a) @ W @ (x - a), x), 2 * W @ (x - a))
    yield chain(grad((x - a) @ W @ (x - a), a), -2 * W @ (x - a))
    yield chain(grad(e @ W @ e, x), 2 * W @ (x - Y @ y))
    yield chain(grad(e @ W @ e, Y), -2 * outer(W @ (x - Y @ y), y))


@part("higher", "Powers of a matrix. Source: The Matrix Cookbook, section 2.4.3, eqs. (91) and (92) for n = 2 and 3")
def higher_order():
    yield chain(grad(a @ X @ X @ b, X), outer(a, X @ b) + outer(X.T @ a, b))
    yield chain(
        grad(a @ X @ X @ X @ b, X),
        outer(a, b) @ (X @ X).T + X.T @ outer(a, b) @ X.T + (X @ X).T @ outer(a, b),
    )
    yield chain(
        grad(a @ (X @ X).T @ X @ X @ b, X),
        wrong(
            X @ outer(a, b) @ (X @ X).T
            + outer(a, b) @ (X @ X).T @ X
            + X @ X @ outer(a, b) @ X.T
            + X.T @ X @ X @ outer(a, b),
            because="eq. (92) has the first sum transposed",
        ),
        X @ X @ outer(b, a) @ X.T + X.T @ X @ X @ outer(b, a) + X @ X @ outer(a, b) @ X.T + X.T @ X @ X @ outer(a, b),
    )


@part("quotient", "A quotient of quadratic forms. Source: The Matrix Cookbook, section 2.4.4", given=Ne(norm(B @ x), 0))
def quotient():
    yield chain(
        grad((A @ x) @ (A @ x) / ((B @ x) @ (B @ x)), x),
        wrong(
            2 * A.T @ A @ x / (x @ B @ B @ x) - 2 * (x @ A.T @ A @ x) * (B.T @ B @ x) / (x @ B.T @ B @ x) ** 2,
            because="BᵀB in the first denominator too",
        ),
        2 * A.T @ A @ x / (x @ B.T @ B @ x) - 2 * (x @ A.T @ A @ x) * (B.T @ B @ x) / (x @ B.T @ B @ x) ** 2,
    )


@part("hessian", "Gradient and Hessian. Source: The Matrix Cookbook, section 2.4.5, eqs. (96)-(98)")
def gradient_and_hessian():
    yield chain(grad(x @ A @ x + b @ x, x), (A + A.T) @ x + b)
    yield chain(hessian(x @ A @ x + b @ x, x), A + A.T)


@part("traces-first", "Traces of first order. Source: The Matrix Cookbook, section 2.5.1, eqs. (99)-(104)")
def traces_first():
    F, G = matrix("F", p, n), matrix("G", m, p)
    M, N, O = matrix("M", m, n), matrix("N", p, m), matrix("O", n, p)
    yield chain(grad(trace(X), X), eye(n))
    yield chain(grad(trace(Y @ M), Y), M.T)
    yield chain(grad(trace(F @ Y @ G), Y), F.T @ G.T)
    yield chain(grad(trace(N @ Y.T @ O), Y), O @ N)
    yield chain(grad(trace(Y.T @ M.T), Y), M.T)
    yield chain(grad(trace(M.T @ Y.T), Y), M.T)


@part("traces-second", "Traces of second order. Source: The Matrix Cookbook, section 2.5.2, eqs. (106)-(119)")
def traces_second():
    E = matrix("E", m, m)
    F, G, H = matrix("F", p, n), matrix("G", m, q), matrix("H", p, q)
    L, M = matrix("L", m, p), matrix("M", n, p)
    yield chain(grad(trace(X @ X), X), 2 * X.T)
    yield chain(grad(trace(X @ X @ B), X), (X @ B + B @ X).T)
    yield chain(grad(trace(Y.T @ B @ Y), Y), B @ Y + B.T @ Y)
    yield chain(grad(trace(B @ Y @ Y.T), Y), B @ Y + B.T @ Y)
    yield chain(grad(trace(Y @ Y.T @ B), Y), B @ Y + B.T @ Y)
    yield chain(grad(trace(Y @ E @ Y.T), Y), Y @ E.T + Y @ E)
    yield chain(grad(trace(E @ Y.T @ Y), Y), Y @ E.T + Y @ E)
    yield chain(grad(trace(Y.T @ Y @ E), Y), Y @ E.T + Y @ E)
    yield chain(grad(trace(A @ X @ B @ X), X), A.T @ X.T @ B.T + B.T @ X.T @ A.T)
    yield chain(grad(trace(Y.T @ Y), Y), 2 * Y, grad(trace(Y @ Y.T), Y))
    yield chain(grad(trace(L.T @ Y.T @ C @ Y @ L), Y), C.T @ Y @ L @ L.T + C @ Y @ L @ L.T)
    yield chain(grad(trace(Y.T @ B @ Y @ E), Y), B @ Y @ E + B.T @ Y @ E.T)
    yield chain(grad(trace(F @ Y @ E @ Y.T @ M), Y), F.T @ M.T @ Y @ E.T + M @ F @ Y @ E)
    yield chain(
        grad(trace((F @ Y @ G + H) @ (F @ Y @ G + H).T), Y),
        2 * F.T @ (F @ Y @ G + H) @ G.T,
    )


@part("traces-higher", "Traces of higher order. Source: The Matrix Cookbook, section 2.5.3, eqs. (121)-(123)")
def traces_higher():
    L = matrix("L", m, p)
    yield chain(grad(trace(X @ X @ X), X), 3 * (X @ X).T)
    yield chain(grad(trace(A @ X @ X @ X), X), (A @ X @ X + X @ A @ X + X @ X @ A).T)
    yield chain(
        grad(trace(L.T @ Y.T @ C @ Y @ Y.T @ C @ Y @ L), Y),
        C @ Y @ Y.T @ C @ Y @ L @ L.T
        + C.T @ Y @ L @ L.T @ Y.T @ C.T @ Y
        + C @ Y @ L @ L.T @ Y.T @ C @ Y
        + C.T @ Y @ Y.T @ C.T @ Y @ L @ L.T,
    )


@part("traces-inverse", "Traces of inverses. Source: The Matrix Cookbook, section 2.5.4, eqs. (124)-(127)")
def traces_inverse():
    E, F = matrix("E", m, m), matrix("F", m, m, symmetric=True)
    P = inv(Y.T @ S @ Y)
    R = inv(F + Y.T @ S @ Y)
    yield chain(
        grad(trace(A @ inv(X) @ B), X),
        -(inv(X) @ B @ A @ inv(X)).T,
        -inv(X).T @ A.T @ B.T @ inv(X).T,
    )
    yield chain(grad(trace(P @ E), Y), -S @ Y @ P @ (E + E.T) @ P)
    yield chain(
        grad(trace(P @ (Y.T @ T @ Y)), Y),
        -2 * S @ Y @ P @ Y.T @ T @ Y @ P + 2 * T @ Y @ P,
    )
    yield chain(
        grad(trace(R @ (Y.T @ T @ Y)), Y),
        -2 * S @ Y @ R @ Y.T @ T @ Y @ R + 2 * T @ Y @ R,
    )


@part("vector-norms", "Norms of vectors. Source: The Matrix Cookbook, section 2.6, eqs. (129)-(131)")
def vector_norms():
    yield chain(grad(norm(x - a), x), (x - a) / norm(x - a))
    yield chain(
        jacobian((x - a) / norm(x - a), x),
        eye(n) / norm(x - a) - outer(x - a, x - a) / norm(x - a) ** 3,
    )
    yield chain(grad(norm(x) ** 2, x), 2 * x)


@part("matrix-norms", "The Frobenius norm. Source: The Matrix Cookbook, section 2.7, eq. (132)")
def matrix_norms():
    yield chain(norm(Y) ** 2, trace(Y @ Y.T), Sum(Y[i, r] ** 2, i, r))
    yield chain(grad(norm(Y) ** 2, Y), 2 * Y)
    yield chain(grad((Y**2).sum(), Y), 2 * Y)


@part("structured", "The chain rule, and diagonal matrices. Source: The Matrix Cookbook, section 2.8")
def structured():
    yield chain(grad(trace(A @ diag(x)), x), stack(A[i, i], i))
    yield chain(diff(log(det(S) ** 2), S[i, j]), 2 * inv(S)[j, i], given=Ne(det(S), 0))
    yield chain(diff(trace(A @ S), S[i, j]), A[j, i])
