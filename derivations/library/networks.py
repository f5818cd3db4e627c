"""Networks with two layers: backpropagation.

Gradients of squared loss and cross-entropy by weights, biases and inputs, for one sample and for a batch of rows,
with tanh, sigmoid and rectified units.
"""

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
    yield chain(diff(sigmoid(z), z), sigmoid(z) * (1 - sigmoid(z)), sigmoid(z) * sigmoid(-z))
    yield chain(diff(tanh(z), z), 1 - tanh(z) ** 2)
    yield chain(diff(softplus(z), z), sigmoid(z))
    yield chain(diff(log(sigmoid(z)), z), 1 - sigmoid(z), sigmoid(-z))
    yield chain(tanh(z), 2 * sigmoid(2 * z) - 1)
    yield chain(diff(relu(z), z), heaviside(z))


@part("squared", "Squared loss, sigmoid units. Source: Rumelhart, Hinton, Williams, Nature 323 (1986)")
def squared():
    s = named("s", sigmoid(W @ x + B))
    f = named("f", V @ s + D)
    L = norm(V @ sigmoid(W @ x + B) + D - y) ** 2 / 2
    e = f - y
    yield chain(grad(L, V), outer(e, s))
    yield chain(grad(L, D), e)
    yield chain(grad(L, B), V.T @ e * s * (1 - s), diag(s * (1 - s)) @ V.T @ e)
    yield chain(
        grad(L, W), outer(V.T @ e * s * (1 - s), x), stack(Sum(e[c] * V[c, a], c) * s[a] * (1 - s[a]) * x[i], a, i)
    )
    yield chain(grad(L, x), W.T @ (V.T @ e * s * (1 - s)))


@part("tanh", "Squared loss, tanh units. Source: Bishop, PRML, section 5.3.2")
def tanh_units():
    t = named("t", tanh(W @ x))
    f = named("f", V @ t)
    L = Sum((V @ tanh(W @ x) - y)[c] ** 2, c) / 2
    yield chain(grad(L, V), outer(f - y, t))
    yield chain(
        grad(L, W),
        outer((1 - t**2) * (V.T @ (f - y)), x),
        stack((1 - t[a] ** 2) * Sum(V[c, a] * (f[c] - y[c]), c) * x, a),
    )


@part("relu", "Squared loss, rectified units. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5")
def rectified_units():
    k = named("k", relu(W @ x + B))
    f = named("f", V @ k + D)
    L = norm(V @ relu(W @ x + B) + D - y) ** 2 / 2
    m = heaviside(W @ x + B)
    yield chain(grad(L, V), outer(f - y, k))
    yield chain(grad(L, W), outer(m * (V.T @ (f - y)), x))
    yield chain(grad(L, B), m * (V.T @ (f - y)))
    yield chain(relu(u), maximum(u, 0))


@part(
    "cross-entropy",
    "Cross-entropy, tanh units. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5",
    given=Eq(y.sum(), 1),
)
def cross_entropy():
    t = named("t", tanh(W @ x + B))
    p = named("p", softmax(V @ t + D))
    L = -Sum(y[c] * log(softmax(V @ tanh(W @ x + B) + D)[c]), c)
    yield chain(grad(L, D), p - y)
    yield chain(grad(L, V), outer(p - y, t))
    yield chain(grad(L, B), V.T @ (p - y) * (1 - t**2))
    yield chain(grad(L, W), outer(V.T @ (p - y) * (1 - t**2), x))


@part(
    "linear-batch",
    "A linear layer, a batch of rows. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.5.6",
)
def linear_batch():
    X, M, G, E = (matrix("X", n, d), matrix("M", d, h), matrix("G", n, h), vector("e", h))
    L = (G * (X @ M + E)).sum()
    yield chain(grad(L, M), X.T @ G, Sum(outer(X[r], G[r]), r))
    yield chain(grad(L, X), G @ M.T)
    yield chain(grad(L, E), G.sum(axis=0), G.T @ ones(n))


@part(
    "batch",
    "Two layers, a batch of rows, sigmoid units, mean squared error. Source: Murphy, Probabilistic Machine Learning",
)
def batch():
    X, Y, M, N = (matrix("X", n, d), matrix("Y", n, C), matrix("M", d, h), matrix("N", h, C))
    S = named("S", sigmoid(X @ M))
    R = S @ N - Y
    L = ((sigmoid(X @ M) @ N - Y) ** 2).sum() / (2 * n)
    yield chain(grad(L, N), S.T @ R / n, Sum(outer(S[r], R[r]), r) / n)
    yield chain(grad(L, M), X.T @ (R @ N.T * S * (1 - S)) / n)


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
    yield chain(grad(L, N), A.T @ (P - Y) / n)
    yield chain(grad(L, M), X.T @ ((1 - A**2) * ((P - Y) @ N.T)) / n)


@part(
    "batch-cross-entropy-relu",
    "Two layers, a batch of rows, rectified units, cross-entropy. Source: standard",
    given=every(r, Eq(matrix("Y", n, C)[r].sum(), 1)),
)
def batch_cross_entropy_relu():
    X, Y, M, N = (matrix("X", n, d), matrix("Y", n, C), matrix("M", d, h), matrix("N", h, C))
    A = named("A", relu(X @ M))
    P = named("P", softmax(A @ N, axis=1))
    L = -(Y * log(softmax(relu(X @ M) @ N, axis=1))).sum() / n
    yield chain(grad(L, N), A.T @ (P - Y) / n)
