"""Wrong versions of what `derivations/library/contrastive.py` holds: each must be refuted."""

from symcheck import *

n, d, m = sizes("n d m")
i, j, k = indices("i j k", n)
r = index("r", m)
a, p, q = vector("a", d), vector("p", d), vector("q", d)
N = matrix("N", m, d)  # negatives
tau, margin = scalar("tau", positive=True), scalar("alpha", positive=True)

SIGN, TWO, TRANSPOSE, TEMPERATURE, IDENTITY = "the sign", "the factor 2", "the transpose", "1/τ", "the positive"


@part("info-nce", "InfoNCE for one query")
def info_nce():
    Z = named("Z", exp(a @ p / tau) + Sum(exp(a @ N[r] / tau), r))
    L = -log(exp(a @ p / tau) / (exp(a @ p / tau) + Sum(exp(a @ N[r] / tau), r)))
    yield chain(
        L,
        wrong(-a @ p / tau + log(Sum(exp(a @ N[r] / tau), r)), because="the positive is in the denominator too"),
        wrong(a @ p / tau + log(Z), because=SIGN),
        wrong(log(1 + Sum(exp((a @ p - a @ N[r]) / tau), r)), because=SIGN),
    )
    yield chain(
        grad(L, a),
        wrong((-p + Sum(exp(a @ N[r] / tau) / Z * N[r], r)) / tau, because="the positive is in the denominator too"),
        wrong(Sum(exp(a @ N[r] / tau) / Z * (N[r] - p), r), because=TEMPERATURE),
        wrong(Sum(exp(a @ N[r] / tau) / Z * (p - N[r]), r) / tau, because=SIGN),
    )
    yield chain(
        grad(L, p),
        wrong((exp(a @ p / tau) / Z - 1) * p / tau, because="the query's vector"),
        wrong((1 - exp(a @ p / tau) / Z) * a / tau, because=SIGN),
    )
    yield chain(
        grad(L, N[r]),
        wrong(-exp(a @ N[r] / tau) / Z * a / tau, because=SIGN),
        wrong(exp(a @ N[r] / tau) / Z * a, because=TEMPERATURE),
    )


@part("scores", "InfoNCE by its scores")
def scores():
    s, o = vector("s", n), index("o", n)
    pi_ = named("pi", softmax(s / tau))
    L = logsumexp(s / tau) - s[o] / tau
    yield chain(
        -log(pi_[o]),
        wrong(logsumexp(s) - s[o], because=TEMPERATURE),
        wrong(s[o] / tau - logsumexp(s / tau), because=SIGN),
    )
    yield chain(
        diff(L, s[i]),
        wrong((pi_[i] - 1) / tau, because="the δ"),
        wrong(pi_[i] - delta(i, o), because=TEMPERATURE),
    )
    yield chain(
        diff(L, tau),
        wrong((pi_ @ s - s[o]) / tau**2, because=SIGN),
        wrong((s[o] - pi_ @ s) / tau, because="the power of τ"),
    )
    yield chain(
        hessian(L, s),
        wrong((diag(pi_) - outer(pi_, pi_)) / tau, because="the power of τ"),
        wrong((diag(pi_) + outer(pi_, pi_)) / tau**2, because=SIGN),
    )
    yield chain(Sum(diff(L, s[i]), i), wrong(1 / tau, because=IDENTITY), wrong(-1 / tau, because="the softmax"))


@part("batch", "A batch, the other rows as negatives")
def batch():
    Q, K = matrix("Q", n, d), matrix("K", n, d)
    P = named("P", softmax(Q @ K.T / tau, axis=1))
    L = -Sum(log(softmax(Q @ K.T / tau, axis=1)[i, i]), i) / n
    yield chain(
        L,
        wrong(Sum(logsumexp(Q[i] @ K.T / tau) - Q[i] @ K[i] / tau, i), because="1/n"),
        wrong(Sum(logsumexp(K[i] @ Q.T / tau) - Q[i] @ K[i] / tau, i) / n, because="along the rows"),
    )
    yield chain(
        grad(L, Q),
        wrong((P - 1) @ K / (n * tau), because="the identity, not ones"),
        wrong((eye(n) - P) @ K / (n * tau), because=SIGN),
        wrong(P @ K / (n * tau), because=IDENTITY),
    )
    yield chain(
        grad(L, K),
        wrong((P - eye(n)) @ Q / (n * tau), because=TRANSPOSE),
        wrong((P - eye(n)).T @ Q / n, because=TEMPERATURE),
    )
    yield chain(
        grad(L, Q[k]),
        wrong((Sum(P[j, k] * K[j], j) - K[k]) / (n * tau), because=TRANSPOSE),
        wrong((Sum(P[k, j] * K[j], j) - K[k]) / tau, because="1/n"),
    )


@part("clip", "Both directions")
def clip():
    S, t = matrix("S", n, n), scalar("t")
    R, C = named("R", softmax(S, axis=1)), named("C", softmax(S, axis=0))
    rows = -Sum(log(softmax(S, axis=1)[i, i]), i) / n
    columns = -Sum(log(softmax(S, axis=0)[i, i]), i) / n
    yield chain(grad(rows, S), wrong((R - 1) / n, because="the identity"), wrong((C - eye(n)) / n, because="the rows"))
    yield chain(grad(columns, S), wrong((C.T - eye(n)) / n, because=TRANSPOSE), wrong(C - eye(n), because="1/n"))
    yield chain(
        grad((rows + columns) / 2, S),
        wrong((R + C - eye(n)) / (2 * n), because="the identity twice"),
        wrong((R + C - 2 * eye(n)) / n, because="the ½"),
    )
    s = vector("s", n)
    yield chain(
        diff(logsumexp(exp(t) * s) - exp(t) * s[k], t),
        wrong(s @ softmax(exp(t) * s) - s[k], because="the derivative of exp(t)"),
        wrong(exp(t) * (s[k] - s @ softmax(exp(t) * s)), because=SIGN),
    )


@part("pairs", "NT-Xent, itself left out", given=Ne(i, j))
def pairs():
    s = vector("s", n)  # similarities to i
    Z = named("Z", Sum(exp(s[k] / tau), k, where=Ne(k, i)))
    L = -log(exp(s[j] / tau) / Sum(exp(s[k] / tau), k, where=Ne(k, i)))
    yield chain(
        L,
        wrong(logsumexp(s / tau) - s[j] / tau, because="i is left out"),
        wrong(s[j] / tau - log(Z), because=SIGN),
    )
    yield chain(
        diff(L, s[j]),
        wrong((exp(s[j] / tau) / Z + 1) / tau, because=SIGN),
        wrong(exp(s[j] / tau) / Z - 1, because=TEMPERATURE),
    )
    yield chain(
        diff(L, s[i]),
        wrong(exp(s[i] / tau) / Z / tau, because="i is left out"),
        wrong(-1 / tau, because="the positive is j"),
    )
    l = index("l", n)
    yield chain(
        diff(L, s[l]),
        wrong((exp(s[l] / tau) / Z - 1) / tau, because="the positive is j"),
        wrong(-exp(s[l] / tau) / Z / tau, because=SIGN),
        given=And(Ne(l, i), Ne(l, j)),
    )


@part("cosine", "Cosine similarity", given=And(Ne(a @ a, 0), Ne(p @ p, 0)))
def cosine():
    s = named("s", a @ p / (norm(a) * norm(p)))
    yield chain(
        grad(a @ p / (norm(a) * norm(p)), a),
        wrong(p / (norm(a) * norm(p)), because="the length depends on a"),
        wrong((p / norm(p) + s * a / norm(a)) / norm(a), because=SIGN),
        wrong(p / (norm(a) * norm(p)) - s * a / norm(a), because="the square of the length"),
    )
    yield chain(
        a @ grad(a @ p / (norm(a) * norm(p)), a),
        wrong(s, because="of degree 0"),
        wrong(2 * s, because="of degree 0"),
    )
    yield chain(
        jacobian(a / norm(a), a),
        wrong(eye(d) / norm(a), because="the length depends on a"),
        wrong((eye(d) - outer(a, a)) / norm(a), because="a is not of length 1"),
    )
    yield chain(
        norm(a / norm(a) - p / norm(p)) ** 2,
        wrong(1 - s, because=TWO),
        wrong(2 + 2 * s, because=SIGN),
    )


@part("triplet", "The triplet loss")
def triplet():
    g = norm(a - p) ** 2 - norm(a - q) ** 2 + margin
    yield chain(
        g,
        wrong(p @ p - q @ q - 2 * a @ (p + q) + margin, because=SIGN),
        wrong(p @ p - q @ q - a @ (p - q) + margin, because=TWO),
    )
    yield chain(grad(g, a), wrong(2 * (p - q), because=SIGN), wrong(2 * (2 * a - p - q), because="a cancels"))
    yield chain(grad(g, p), wrong(2 * (a - p), because=SIGN), wrong(p - a, because=TWO))
    yield chain(grad(g, q), wrong(2 * (q - a), because=SIGN), wrong(a - q, because=TWO))
    yield chain(
        grad(relu(g), a),
        wrong(2 * (q - p), because="0 where the margin is kept"),
        wrong(2 * heaviside(g) * (p - q), because=SIGN),
    )
    yield chain(
        grad(relu(g), p),
        wrong(2 * heaviside(-g) * (p - a), because="0 where the margin is kept"),
        wrong(2 * heaviside(g) * (a - p), because=SIGN),
    )
    yield chain(
        grad(relu(g), q),
        wrong(2 * relu(g) * (a - q), because="the derivative of relu"),
        wrong(2 * heaviside(g) * (q - a), because=SIGN),
    )


@part("smooth", "A smooth triplet loss")
def smooth():
    g = named("g", norm(a - p) ** 2 - norm(a - q) ** 2)
    yield chain(
        grad(softplus(g), a),
        wrong(2 * sigmoid(g) * (p - q), because=SIGN),
        wrong(2 * sigmoid(-g) * (q - p), because="σ of the loss"),
    )
    yield chain(
        grad(softplus(g), p),
        wrong(sigmoid(g) * (p - a), because=TWO),
        wrong(2 * sigmoid(g) * (a - p), because=SIGN),
    )
    yield chain(
        grad(softplus(g), q),
        wrong(2 * softplus(g) * (a - q), because="the derivative of softplus"),
        wrong(2 * sigmoid(g) * (q - a), because=SIGN),
    )


@part("siamese", "The contrastive loss of pairs")
def siamese():
    y = scalar("Y")
    D = named("D", norm(a - p))
    similar, apart = norm(a - p) ** 2 / 2, relu(margin - norm(a - p)) ** 2 / 2
    yield chain(grad(similar, a), wrong(2 * (a - p), because="the ½"), wrong(p - a, because=SIGN))
    yield chain(
        grad(apart, a),
        wrong(relu(margin - D) / D * (a - p), because=SIGN),
        wrong(-relu(margin - D) * (a - p), because="the length"),
        given=Ne(norm(a - p), 0),
    )
    yield chain(
        grad((1 - y) * similar + y * apart, a),
        wrong(y * (a - p) - (1 - y) * relu(margin - D) / D * (a - p), because="y is 1 for a pair apart"),
        wrong((1 - y) * (a - p) + y * relu(margin - D) / D * (a - p), because=SIGN),
        given=Ne(norm(a - p), 0),
    )


@part("ranking", "Pairwise ranking")
def ranking():
    L = -log(sigmoid(a @ p - a @ q))
    yield chain(
        grad(L, a),
        wrong(-sigmoid(a @ p - a @ q) * (p - q), because="σ of minus the margin"),
        wrong((1 - sigmoid(a @ p - a @ q)) * (p - q), because=SIGN),
    )
    yield chain(
        grad(L, p),
        wrong(sigmoid(a @ q - a @ p) * a, because=SIGN),
        wrong(-sigmoid(a @ q - a @ p) * p, because="the query's vector"),
    )
    yield chain(
        grad(L, q),
        wrong(-sigmoid(a @ q - a @ p) * a, because=SIGN),
        wrong(sigmoid(a @ p - a @ q) * a, because="σ of minus the margin"),
    )
    s, t, P = scalar("s"), scalar("t"), scalar("P")
    C = -P * (s - t) + log(1 + exp(s - t))
    yield chain(
        C,
        wrong(-(1 - P) * log(sigmoid(s - t)) - P * log(1 - sigmoid(s - t)), because="exchanged"),
        wrong(P * log(sigmoid(s - t)) + (1 - P) * log(1 - sigmoid(s - t)), because=SIGN),
    )
    yield chain(diff(C, s), wrong(P - sigmoid(s - t), because=SIGN), wrong(sigmoid(t - s) - P, because=SIGN))


@part("noise", "Noise contrast")
def noise():
    L = -log(sigmoid(a @ p)) - Sum(log(sigmoid(-(a @ N[r]))), r)
    yield chain(
        L,
        wrong(softplus(a @ p) + Sum(softplus(a @ N[r]), r), because=SIGN),
        wrong(softplus(-(a @ p)) - Sum(softplus(a @ N[r]), r), because=SIGN),
    )
    yield chain(
        grad(L, a),
        wrong((sigmoid(a @ p) - 1) * p - Sum(sigmoid(a @ N[r]) * N[r], r), because=SIGN),
        wrong(sigmoid(a @ p) * p + Sum(sigmoid(a @ N[r]) * N[r], r), because=IDENTITY),
    )
    yield chain(
        grad(L, p),
        wrong((1 - sigmoid(a @ p)) * a, because=SIGN),
        wrong((sigmoid(a @ p) - 1) * p, because="the query's vector"),
    )
    yield chain(
        grad(L, N[r]),
        wrong(-sigmoid(a @ N[r]) * a, because=SIGN),
        wrong((sigmoid(a @ N[r]) - 1) * a, because="a negative"),
    )
    u, v = scalar("u", positive=True), scalar("v", positive=True)
    yield chain(sigmoid(log(u) - log(v)), wrong(v / (u + v), because="exchanged"), wrong(u / v, because="the sum"))


@part("sigmoid", "The sigmoid loss")
def sigmoid_loss():
    Q, K, y = matrix("Q", n, d), matrix("K", n, d), matrix("y", n, n)
    t, b = scalar("t"), scalar("b")
    S = named("S", t * Q @ K.T + b)
    L = -Sum(log(sigmoid(y[i, j] * (t * (Q[i] @ K[j]) + b))), i, j) / n
    G = named("G", -y * sigmoid(-y * S) / n)
    yield chain(grad(L, Q), wrong(G @ K, because="t"), wrong(-t * G @ K, because=SIGN))
    yield chain(grad(L, K), wrong(t * G @ Q, because=TRANSPOSE), wrong(t * G.T @ K, because="Q"))
    yield chain(diff(L, b), wrong(trace(G), because="all pairs"), wrong(-G.sum(), because=SIGN))
    yield chain(diff(L, t), wrong((G * S).sum(), because="without b"), wrong(trace(G @ (Q @ K.T)), because=TRANSPOSE))


@part("alignment", "Alignment and uniformity")
def alignment():
    X, Y, t = matrix("X", n, d), matrix("Y", n, d), scalar("t", positive=True)
    yield chain(
        grad(Sum(norm(X[i] - Y[i]) ** 2, i) / n, X),
        wrong((X - Y) / n, because=TWO),
        wrong(2 * (Y - X) / n, because=SIGN),
    )
    W = named("W", stack(exp(-t * norm(X[i] - X[j]) ** 2), i, j))
    U = log(Sum(exp(-t * norm(X[i] - X[j]) ** 2), i, j) / n**2)
    yield chain(
        grad(U, X[k]),
        wrong(-2 * t * Sum(W[k, j] * (X[k] - X[j]), j) / W.sum(), because="each pair counts twice"),
        wrong(4 * t * Sum(W[k, j] * (X[k] - X[j]), j) / W.sum(), because=SIGN),
    )
