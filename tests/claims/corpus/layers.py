"""Backward passes: linear layers, activations, normalisation, embeddings, gates."""

from symcheck import *

n, d, h, m, V = sizes("n d h m V")
r, q = indices("r q", n)
i, j, k = indices("i j k", d)
a, b = indices("a b", h)
X, W, B = matrix("X", n, d), matrix("W", d, h), vector("b", h)
G = matrix("G", n, h)  # the gradient that comes from above
x, g = vector("x", d), vector("g", d)
eps = scalar("epsilon", positive=True)


@part("linear", "Linear layer, a batch of rows")
def linear():
    L = (G * (X @ W + B)).sum()
    yield chain(
        grad(L, W),
        X.T @ G,
        stack(Sum(X[r, i] * G[r, a], r), i, a),
        wrong(stack(X[r, i] * Sum(G[q, a], q), i, a), because="the batch index of X is left free"),
    )
    yield chain(grad(L, X), G @ W.T, stack(Sum(G[r, a] * W[:, a], a), r))
    yield chain(
        grad(L, B),
        G.sum(axis=0),
        Sum(G[r], r),
        wrong(mean(G, axis=0), because="the bias gradient is a sum over the batch"),
        wrong(n * G.mean(axis=0) / h, because="divided by the width"),
    )


@part("square-layer", "Linear layer with as many outputs as inputs")
def square_layer():
    S, u = matrix("S", d, d), vector("u", d)
    L = u @ (S @ x)
    yield chain(
        grad(L, S),
        outer(u, x),
        wrong(outer(x, u), because="the transpose"),
        stack(u[i] * x[j], i, j),
        wrong(stack(u[i] * x[i], i, j), because="an index is doubled"),
    )
    yield chain(grad(L, x), S.T @ u, wrong(S @ u, because="the transpose is missing"), u @ S)
    yield chain(
        jacobian(S @ x, x),
        S,
        wrong(S.T, because="the Jacobian has the axes of the function first"),
    )
    yield chain(
        jacobian(S @ x, S),
        stack(delta(i, j) * x, i, j),
        wrong(stack(x, i, j), because="the δ of the rows is dropped"),
    )


@part("tanh-network", "Two layers with tanh")
def tanh_network():
    v, y, c = vector("v", h), scalar("y"), scalar("c")
    t = named("t", tanh(x @ W + B))
    f = v @ t + c
    L = (f - y) ** 2 / 2
    yield chain(
        grad(L, W),
        (f - y) * outer(x, v * (1 - t**2)),
        wrong((f - y) * outer(x, v * (1 - t)), because="the derivative of tanh is 1 − tanh²"),
        wrong(2 * (f - y) * outer(x, v * (1 - t**2)), because="the ½ takes the 2 away"),
        stack((f - y) * v[a] * (1 - t[a]) * (1 + t[a]) * x[i], i, a),
    )
    yield chain(
        grad(L, x),
        (f - y) * W @ (v * (1 - t**2)),
        wrong((f - y) * W @ v * (1 - (t @ t)), because="tanh' acts entry by entry"),
    )
    yield chain(grad(L, v), (f - y) * t, wrong((f - y) * (1 - t**2), because="v is outside the tanh"))
    yield chain(diff(L, c), f - y, wrong(y - f, because="the sign"))


@part("sigmoid-network", "A sigmoid layer")
def sigmoid_network():
    s = named("s", sigmoid(x @ W + B))
    v = vector("v", h)
    yield chain(
        grad(v @ s, B),
        v * s * (1 - s),
        wrong(v * s * (1 - s) ** 2, because="1 − s comes once"),
        v * sigmoid(x @ W + B) * sigmoid(-(x @ W) - B),
        wrong(v * s * sigmoid(-(x @ W) + B), because="the bias changes its sign too"),
    )
    yield chain(
        jacobian(s, x),
        (s * (1 - s))[:, None] * W.T,
        stack(s[a] * (1 - s[a]) * W[:, a], a),
        wrong(stack(s[a] * (1 - s[a]), a)[:, None] * stack(W[:, a], a).sum(axis=0), because="W is summed over units"),
    )


@part("relu-network", "A rectified layer")
def relu_network():
    v = vector("v", h)
    pre = x @ W + B
    yield chain(
        grad(v @ relu(pre), x),
        W @ (v * heaviside(pre)),
        wrong(W @ v, because="the mask is missing"),
        wrong(W @ (v * relu(pre)), because="relu where its derivative is meant"),
    )


@part("batch-square", "Squared loss of a batch through one layer")
def batch_square():
    Y = matrix("Y", n, h)
    L = ((X @ W - Y) ** 2).sum() / (2 * n)
    yield chain(
        grad(L, W),
        X.T @ (X @ W - Y) / n,
        wrong(X.T @ (X @ W - Y) / (2 * n), because="the 2 of the square is missing"),
        wrong(X.T @ (X @ W - Y), because="1/n is missing"),
        Sum(outer(X[r], X[r] @ W - Y[r]), r) / n,
    )


@part("softmax-jacobian", "The Jacobian of the softmax")
def softmax_jacobian():
    s = named("s", softmax(x))
    yield chain(
        jacobian(softmax(x), x),
        diag(s) - outer(s, s),
        stack(s[i] * (delta(i, j) - s[j]), i, j),
        wrong(stack(s[i] * (1 - s[j]), i, j), because="the δ is dropped"),
        wrong(diag(s * (1 - s)), because="only the diagonal"),
        wrong(diag(s) - outer(s, s) * eye(d), because="the outer product is not diagonal"),
    )
    yield chain(
        grad(g @ softmax(x), x),
        s * (g - g @ s),
        wrong(s * (g - s), because="the inner product is missing"),
        s * g - s * (s @ g),
        wrong(s * g - s * g.sum(), because="g is weighted by s before it is summed"),
    )
    yield chain(jacobian(softmax(x), x).sum(axis=0), zeros(d))
    yield chain(jacobian(softmax(x), x).sum(axis=1), zeros(d), wrong(s, because="rows of the Jacobian sum to 0"))
    yield chain(
        jacobian(log_softmax(x), x),
        eye(d) - ones(d)[:, None] * s,
        stack(delta(i, j) - s[j], i, j),
        wrong(stack(delta(i, j) - s[i], i, j), because="the index of the outcome, not of the variable"),
        wrong(eye(d) - s[:, None] * ones(d), because="the transpose"),
    )


@part("temperature", "Softmax with a temperature")
def temperature():
    tau = scalar("tau", positive=True)
    s = named("s", softmax(x / tau))
    yield chain(
        jacobian(softmax(x / tau), x),
        (diag(s) - outer(s, s)) / tau,
        wrong(diag(s) - outer(s, s), because="1/τ is missing"),
        wrong((diag(s) - outer(s, s)) * tau, because="τ for 1/τ"),
    )
    yield chain(
        diff(logsumexp(x / tau), tau),
        -(s @ x) / tau**2,
        wrong((s @ x) / tau**2, because="the sign"),
        wrong(-(s @ x) / tau, because="τ is squared"),
    )
    yield chain(
        diff(softmax(x / tau), tau),
        -s * (x - s @ x) / tau**2,
        wrong(-s * x / tau**2, because="the mean is not subtracted"),
    )


@part("layer-norm", "Layer normalisation backward")
def layer_norm():
    sd = named("s", sqrt(var(x) + eps))
    z = named("z", (x - mean(x)) / sd)
    yield chain(
        grad(g @ ((x - mean(x)) / sqrt(var(x) + eps)), x),
        (g - mean(g) - z * mean(g * z)) / sd,
        wrong((g - mean(g)) / sd, because="the variance depends on x too"),
        wrong((g - z * mean(g * z)) / sd, because="the mean depends on x too"),
        wrong((g - mean(g) - z * (g * z).sum()) / sd, because="a sum for a mean"),
        stack(g[i] - Sum(g[j], j) / d - z[i] / d * Sum(g[j] * z[j], j), i) / sd,
    )
    yield chain(mean(z), 0)
    yield chain(mean(z**2), var(x) / (var(x) + eps), wrong(1, because="ε takes a little away"))


@part("rms-norm", "RMS normalisation backward")
def rms_norm():
    R = named("R", sqrt(mean(x**2) + eps))
    z = named("z", x / R)
    yield chain(
        grad(g @ (x / sqrt(mean(x**2) + eps)), x),
        (g - z * mean(g * z)) / R,
        g / R - x * (g @ x) / (d * R**3),
        wrong(g / R - x * (g @ x) / R**3, because="1/d is missing"),
        wrong(g / R - x * (g @ x) / (d * R**2), because="R is cubed"),
        wrong((g - mean(g) - z * mean(g * z)) / R, because="no mean is subtracted here"),
    )


@part("normalise", "A vector divided by its length", given=x @ x > 0)
def normalise():
    u = named("u", x / norm(x))
    yield chain(
        jacobian(x / norm(x), x),
        (eye(d) - outer(u, u)) / norm(x),
        wrong(eye(d) / norm(x), because="the length depends on x too"),
        wrong((eye(d) - outer(x, x)) / norm(x), because="x for the unit vector"),
        eye(d) / norm(x) - outer(x, x) / norm(x) ** 3,
    )
    yield chain(grad(norm(x), x), u, wrong(2 * x / norm(x), because="the root's ½ takes the 2 away"))


@part("batch-norm", "Batch normalisation backward")
def batch_norm():
    D = matrix("D", n, d)
    sd = named("s", sqrt(var(X, axis=0) + eps))
    Z = named("Z", (X - mean(X, axis=0)) / sd)
    L = (D * (X - mean(X, axis=0)) / sqrt(var(X, axis=0) + eps)).sum()
    yield chain(
        grad(L, X),
        (D - mean(D, axis=0) - Z * mean(D * Z, axis=0)) / sd,
        wrong((D - mean(D, axis=0)) / sd, because="the variance depends on X too"),
        wrong((D - mean(D, axis=0) - Z * mean(D * Z)) / sd, because="the mean runs over the batch, not over features"),
    )


@part("embedding", "An embedding table, words may repeat")
def embedding():
    E, D = matrix("E", V, d), matrix("D", n, d)
    word, v = index_map("word", n, V), index("v", V)
    L = Sum(D[r] @ E[word[r]], r)
    yield chain(
        grad(L, E),
        stack(Sum(D[r], r, where=Eq(word[r], v)), v),
        stack(Sum(delta(word[r], v) * D[r], r), v),
        wrong(stack(Sum(D[r], r, where=Ne(word[r], v)), v), because="= and ≠ are exchanged"),
    )
    yield chain(
        grad(L, E[word[q]]),
        Sum(D[r], r, where=Eq(word[r], word[q])),
        wrong(D[q], because="a word may stand in several places"),
    )


@part("embedding-distinct", "An embedding table, each word once")
def embedding_distinct():
    E, D = matrix("E", V, d), matrix("D", n, d)
    word = index_map("word", n, V, injective=True)
    L = Sum(D[r] @ E[word[r]], r)
    yield chain(grad(L, E[word[q]]), D[q], wrong(D.sum(axis=0), because="only one row meets this word"))


@part("gates", "Gated units")
def gates():
    s, t = scalars("s t")
    yield chain(
        diff(s * sigmoid(s), s),
        sigmoid(s) * (1 + s * (1 - sigmoid(s))),
        sigmoid(s) + s * sigmoid(s) * sigmoid(-s),
        wrong(sigmoid(s) * (1 - sigmoid(s)), because="the product rule"),
        wrong(sigmoid(s) + s * sigmoid(s), because="the factor 1 − σ is missing"),
    )
    gate = named("z", sigmoid(t))
    yield chain(
        diff(gate * x + (1 - gate) * g, t),
        gate * (1 - gate) * (x - g),
        wrong(gate * (1 - gate) * (x + g), because="the second gate is 1 − z"),
        wrong(gate * (x - g), because="the derivative of the gate is z(1 − z)"),
    )
    yield chain(
        jacobian(x * sigmoid(g), g),
        diag(x * sigmoid(g) * (1 - sigmoid(g))),
        wrong(outer(x, sigmoid(g) * (1 - sigmoid(g))), because="an elementwise product has a diagonal Jacobian"),
    )


@part("residual", "A residual connection")
def residual():
    S = matrix("S", d, d)
    yield chain(
        jacobian(x + tanh(S @ x), x),
        eye(d) + diag(1 - tanh(S @ x) ** 2) @ S,
        wrong(diag(1 - tanh(S @ x) ** 2) @ S, because="the identity is missing"),
        wrong(1 + diag(1 - tanh(S @ x) ** 2) @ S, because="1 is added to every entry"),
        wrong(eye(d) + S @ diag(1 - tanh(S @ x) ** 2), because="the order of the factors"),
    )
