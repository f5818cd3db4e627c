"""Right claims that are not proved today: each part says why."""

from symcheck import *

n, d, h, C = sizes("n d h C")
r, i = indices("r i", n)
c, e = indices("c e", C)
X, Y, W = matrix("X", n, d), matrix("Y", n, C), matrix("W", C, d)
P = named("P", softmax(X @ W.T, axis=1))


@part("index-map-labels", "Softmax regression: a label by an index map inside log softmax over rows does not reduce")
def index_map_labels():
    label = index_map("l", n, C)
    L = -Sum(log(softmax(X @ W.T, axis=1)[i, label[i]]), i)
    yield chain(grad(L, W), (P - stack(delta(label[i], c), i, c)).T @ X)
    yield chain(grad(L, W[c]), Sum((P[i, c] - bracket(Eq(label[i], c))) * X[i], i))


@part(
    "relu-softmax",
    "Rectified units below a softmax over rows, targets of rows that sum to one: does not reduce",
    given=every(r, Eq(Y[r].sum(), 1)),
)
def relu_softmax():
    M, N = matrix("M", d, h), matrix("N", h, C)
    A = named("A", relu(X @ M))
    Q = named("P", softmax(A @ N, axis=1))
    L = -(Y * log(softmax(relu(X @ M) @ N, axis=1))).sum() / n
    yield chain(grad(L, N), A.T @ (Q - Y) / n)


@part(
    "tanh-softmax",
    "Two layers below a softmax over rows, by the first weights: the fractions swell, nothing reduces",
    given=every(r, Eq(Y[r].sum(), 1)),
)
def tanh_softmax():
    M, N = matrix("M", d, h), matrix("N", h, C)
    A = named("A", tanh(X @ M))
    Q = named("P", softmax(A @ N, axis=1))
    L = -Sum(Y[r, c] * log(softmax(tanh(X @ M) @ N, axis=1)[r, c]), r, c) / n
    yield chain(grad(L, M), X.T @ ((1 - A**2) * ((Q - Y) @ N.T)) / n)
