"""Networks with two layers: backpropagation: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

n, d, h, C = sizes("n d h C")
r, q = indices("r q", n)
a, b = indices("a b", h)
i, j = indices("i j", d)
c = index("c", C)
x, y = (vector("x", d), vector("y", C))
W, B, V, D = (matrix("W", h, d), vector("b", h), matrix("V", C, h), vector("c", C))
u = named("u", W @ x + B)


@part(
    "activations",
    "Derivatives of activation functions. Source: Goodfellow, Bengio, Courville, Deep Learning, section 3.10",
)
def activations():
    z = scalar("z")
    yield chain(
        diff(sigmoid(z), z),
        wrong(sigmoid(z) * (1 + sigmoid(z)), because="the sign"),
        wrong(sigmoid(z) ** 2, because="1 − σ"),
    )
    yield chain(diff(tanh(z), z), wrong(1 - tanh(z), because="the square"), wrong(1 + tanh(z) ** 2, because="the sign"))
    yield chain(
        diff(softplus(z), z), wrong(sigmoid(-z), because="the sign"), wrong(1 - sigmoid(z), because="the complement")
    )
    yield chain(
        diff(log(sigmoid(z)), z),
        wrong(sigmoid(z), because="the complement"),
        wrong(sigmoid(z) * (1 - sigmoid(z)), because="the logarithm divides"),
    )
    yield chain(
        tanh(z),
        wrong(2 * sigmoid(z) - 1, because="the inner factor 2"),
        wrong(2 * sigmoid(2 * z), because="the shift by 1"),
    )
    yield chain(
        diff(relu(z), z), wrong(relu(z), because="the derivative is a step"), wrong(1, because="the negative side")
    )


@part("squared", "Squared loss, sigmoid units. Source: Rumelhart, Hinton, Williams, Nature 323 (1986)")
def squared():
    s = named("s", sigmoid(W @ x + B))
    f = named("f", V @ s + D)
    L = norm(V @ sigmoid(W @ x + B) + D - y) ** 2 / 2
    e = f - y
    yield chain(grad(L, V), wrong(outer(s, e), because="the transpose"), wrong(2 * outer(e, s), because="the ½"))
    yield chain(grad(L, D), wrong(y - f, because="the sign"), wrong(2 * e, because="the ½"))
    yield chain(
        grad(L, B),
        wrong(V.T @ e, because="the derivative of the unit"),
        wrong(V.T @ e * s * (1 + s), because="the sign of s"),
    )
    yield chain(
        grad(L, W),
        wrong(outer(x, V.T @ e * s * (1 - s)), because="the transpose"),
        wrong(outer(V.T @ e * s, x), because="1 − s is missing"),
    )
    yield chain(
        grad(L, x),
        wrong(W.T @ V.T @ e, because="the derivative of the unit"),
        wrong(W @ (V.T @ e * s * (1 - s)), because="the transpose"),
    )


@part("tanh", "Squared loss, tanh units. Source: Bishop, PRML, section 5.3.2")
def tanh_units():
    t = named("t", tanh(W @ x))
    f = named("f", V @ t)
    L = Sum((V @ tanh(W @ x) - y)[c] ** 2, c) / 2
    yield chain(
        grad(L, V),
        wrong(outer(y - f, t), because="the sign"),
        wrong(outer(f - y, 1 - t**2), because="V stands outside the tanh"),
    )
    yield chain(
        grad(L, W),
        wrong(outer((1 - t) * (V.T @ (f - y)), x), because="the square"),
        wrong(outer((1 - t**2) * (V.T @ f), x), because="the target"),
    )


@part("relu", "Squared loss, rectified units. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5")
def rectified_units():
    k = named("k", relu(W @ x + B))
    f = named("f", V @ k + D)
    L = norm(V @ relu(W @ x + B) + D - y) ** 2 / 2
    m = heaviside(W @ x + B)
    yield chain(
        grad(L, V),
        wrong(outer(f - y, m), because="the unit, not its derivative"),
        wrong(outer(y - f, k), because="the sign"),
    )
    yield chain(
        grad(L, W),
        wrong(outer(V.T @ (f - y), x), because="the mask"),
        wrong(outer(k * (V.T @ (f - y)), x), because="the unit where its derivative is meant"),
    )
    yield chain(grad(L, B), wrong(V.T @ (f - y), because="the mask"), wrong(m * (V.T @ (y - f)), because="the sign"))
    yield chain(relu(u), wrong(heaviside(u), because="the value"), wrong(u, because="the mask"))


@part(
    "cross-entropy",
    "Cross-entropy, tanh units. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5",
    given=Eq(y.sum(), 1),
)
def cross_entropy():
    t = named("t", tanh(W @ x + B))
    p = named("p", softmax(V @ t + D))
    L = -Sum(y[c] * log(softmax(V @ tanh(W @ x + B) + D)[c]), c)
    yield chain(
        grad(L, D),
        wrong(y - p, because="the sign"),
        wrong(p * (1 - p) * (p - y), because="the softmax derivative is cancelled"),
    )
    yield chain(grad(L, V), wrong(outer(p, t), because="the target"), wrong(outer(t, p - y), because="the transpose"))
    yield chain(
        grad(L, B),
        wrong(V.T @ (p - y) * (1 - t), because="the square"),
        wrong(V.T @ (p - y), because="the derivative of tanh"),
    )
    yield chain(
        grad(L, W),
        wrong(outer(V.T @ (p - y) * t**2, x), because="1 − t²"),
        wrong(outer(V.T @ (y - p) * (1 - t**2), x), because="the sign"),
    )


@part(
    "linear-batch",
    "A linear layer, a batch of rows. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5.6",
)
def linear_batch():
    X, M, G, E = (matrix("X", n, d), matrix("M", d, h), matrix("G", n, h), vector("e", h))
    L = (G * (X @ M + E)).sum()
    yield chain(
        grad(L, M), wrong(G.T @ X, because="the transpose"), wrong(X.T @ G / n, because="a sum over the batch, no mean")
    )
    yield chain(grad(L, X), wrong(G @ M, because="the transpose"), wrong(M @ G.T, because="the transpose of the whole"))
    yield chain(
        grad(L, E),
        wrong(G.sum(axis=1), because="the other axis"),
        wrong(mean(G, axis=0), because="a sum over the batch"),
    )


@part(
    "batch",
    "Two layers, a batch of rows, sigmoid units, mean squared error. Source: Murphy, Probabilistic Machine Learning",
)
def batch():
    X, Y, M, N = (matrix("X", n, d), matrix("Y", n, C), matrix("M", d, h), matrix("N", h, C))
    S = named("S", sigmoid(X @ M))
    R = S @ N - Y
    L = ((sigmoid(X @ M) @ N - Y) ** 2).sum() / (2 * n)
    yield chain(grad(L, N), wrong(S.T @ R, because="1/n"), wrong(2 * S.T @ R / n, because="the ½"))
    yield chain(
        grad(L, M),
        wrong(X.T @ (R @ N.T) / n, because="the derivative of the unit"),
        wrong(X.T @ (R @ N * S * (1 - S)) / n, because="the transpose"),
    )


@part(
    "batch-cross-entropy",
    "Two layers, a batch of rows, tanh units, cross-entropy. Source: standard",
    given=every(r, Eq(matrix("Y", n, C)[r].sum(), 1)),
)
def batch_cross_entropy():
    X, Y, M, N = (matrix("X", n, d), matrix("Y", n, C), matrix("M", d, h), matrix("N", h, C))
    A = named("A", tanh(X @ M))
    P = named("P", softmax(A @ N, axis=1))
    L = -Sum(Y[r, c] * log(softmax(tanh(X @ M) @ N, axis=1)[r, c]), r, c) / n
    yield chain(grad(L, N), wrong(A.T @ (P - Y), because="1/n"), wrong(A.T @ (Y - P) / n, because="the sign"))
    yield chain(
        grad(L, M),
        wrong(X.T @ ((P - Y) @ N.T) / n, because="the derivative of the unit"),
        wrong(X.T @ ((1 - A) * ((P - Y) @ N.T)) / n, because="the square"),
    )


@part(
    "batch-cross-entropy-relu",
    "Two layers, a batch of rows, rectified units, cross-entropy. Source: standard",
    given=every(r, Eq(matrix("Y", n, C)[r].sum(), 1)),
)
def batch_cross_entropy_relu():
    X, Y, M, N = (matrix("X", n, d), matrix("Y", n, C), matrix("M", d, h), matrix("N", h, C))
    P = named("P", softmax(relu(X @ M) @ N, axis=1))
    L = -(Y * log(softmax(relu(X @ M) @ N, axis=1))).sum() / n
    yield chain(grad(L, N), wrong((X @ M).T @ (P - Y) / n, because="the unit"))
