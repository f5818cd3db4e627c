"""Contrastive learning: InfoNCE, NT-Xent, CLIP, triplets, pairs, cosine similarity, ranking, noise contrast."""

from symcheck import *

n, d, m = sizes("n d m")
i, j, k = indices("i j k", n)
r = index("r", m)
a, p, q = vector("a", d), vector("p", d), vector("q", d)
N = matrix("N", m, d)  # negatives
tau, margin = scalar("tau", positive=True), scalar("alpha", positive=True)


@part(
    "info-nce",
    "InfoNCE for one query. Source: van den Oord, Li & Vinyals (2018), eq. (4); He et al. (2020), MoCo, eq. (1)",
)
def info_nce():
    Z = named("Z", exp(a @ p / tau) + Sum(exp(a @ N[r] / tau), r))
    L = -log(exp(a @ p / tau) / (exp(a @ p / tau) + Sum(exp(a @ N[r] / tau), r)))
    yield chain(
        L,
        -a @ p / tau + log(exp(a @ p / tau) + Sum(exp(a @ N[r] / tau), r)),
        log(1 + Sum(exp((a @ N[r] - a @ p) / tau), r)),
    )
    yield chain(
        grad(L, a),
        ((exp(a @ p / tau) / Z - 1) * p + Sum(exp(a @ N[r] / tau) / Z * N[r], r)) / tau,
        Sum(exp(a @ N[r] / tau) / Z * (N[r] - p), r) / tau,
    )
    yield chain(grad(L, p), (exp(a @ p / tau) / Z - 1) * a / tau, -Sum(exp(a @ N[r] / tau), r) / Z * a / tau)
    yield chain(grad(L, N[r]), exp(a @ N[r] / tau) / Z * a / tau)


@part("scores", "InfoNCE by its scores. Source: van den Oord, Li & Vinyals (2018)")
def scores():
    s, o = vector("s", n), index("o", n)
    pi_ = named("pi", softmax(s / tau))
    L = logsumexp(s / tau) - s[o] / tau
    yield chain(-log(pi_[o]), L)
    yield chain(diff(L, s[i]), (pi_[i] - delta(i, o)) / tau)
    yield chain(diff(L, tau), (s[o] - pi_ @ s) / tau**2)
    yield chain(hessian(L, s), (diag(pi_) - outer(pi_, pi_)) / tau**2)
    yield chain(Sum(diff(L, s[i]), i), 0)


@part("batch", "A batch, the other rows as negatives. Source: Sohn (2016), Multi-class N-pair loss")
def batch():
    Q, K = matrix("Q", n, d), matrix("K", n, d)
    P = named("P", softmax(Q @ K.T / tau, axis=1))
    L = -Sum(log(softmax(Q @ K.T / tau, axis=1)[i, i]), i) / n
    yield chain(L, Sum(logsumexp(Q[i] @ K.T / tau) - Q[i] @ K[i] / tau, i) / n)
    yield chain(grad(L, Q), (P - eye(n)) @ K / (n * tau), (P @ K - K) / (n * tau))
    yield chain(grad(L, K), (P - eye(n)).T @ Q / (n * tau))
    yield chain(grad(L, Q[k]), (Sum(P[k, j] * K[j], j) - K[k]) / (n * tau))


@part("clip", "Both directions. Source: Radford et al. (2021), CLIP; Zhang et al. (2022), ConVIRT")
def clip():
    S, t = matrix("S", n, n), scalar("t")
    R, C = named("R", softmax(S, axis=1)), named("C", softmax(S, axis=0))
    rows = -Sum(log(softmax(S, axis=1)[i, i]), i) / n
    columns = -Sum(log(softmax(S, axis=0)[i, i]), i) / n
    yield chain(grad(rows, S), (R - eye(n)) / n)
    yield chain(grad(columns, S), (C - eye(n)) / n)
    yield chain(grad((rows + columns) / 2, S), (R + C - 2 * eye(n)) / (2 * n))
    s = vector("s", n)
    yield chain(
        diff(logsumexp(exp(t) * s) - exp(t) * s[k], t),
        exp(t) * (s @ softmax(exp(t) * s) - s[k]),
    )


@part("pairs", "NT-Xent, itself left out. Source: Chen et al. (2020), SimCLR, eq. (1)", given=Ne(i, j))
def pairs():
    s = vector("s", n)  # similarities to i
    Z = named("Z", Sum(exp(s[k] / tau), k, where=Ne(k, i)))
    L = -log(exp(s[j] / tau) / Sum(exp(s[k] / tau), k, where=Ne(k, i)))
    yield chain(L, log(Sum(exp(s[k] / tau), k, where=Ne(k, i))) - s[j] / tau)
    yield chain(diff(L, s[j]), (exp(s[j] / tau) / Z - 1) / tau)
    yield chain(diff(L, s[i]), 0)
    l = index("l", n)
    yield chain(diff(L, s[l]), exp(s[l] / tau) / Z / tau, given=And(Ne(l, i), Ne(l, j)))


@part("cosine", "Cosine similarity. Source: Chen et al. (2020), SimCLR", given=And(Ne(a @ a, 0), Ne(p @ p, 0)))
def cosine():
    s = named("s", a @ p / (norm(a) * norm(p)))
    yield chain(
        grad(a @ p / (norm(a) * norm(p)), a),
        (p / norm(p) - s * a / norm(a)) / norm(a),
        p / (norm(a) * norm(p)) - s * a / (a @ a),
    )
    yield chain(a @ grad(a @ p / (norm(a) * norm(p)), a), 0)
    yield chain(jacobian(a / norm(a), a), (eye(d) - outer(a, a) / (a @ a)) / norm(a))
    yield chain(norm(a / norm(a) - p / norm(p)) ** 2, 2 - 2 * s)


@part("triplet", "The triplet loss. Source: Schroff, Kalenichenko & Philbin (2015), FaceNet, section 3.1")
def triplet():
    g = norm(a - p) ** 2 - norm(a - q) ** 2 + margin
    yield chain(g, p @ p - q @ q - 2 * a @ (p - q) + margin)
    yield chain(grad(g, a), 2 * (q - p))
    yield chain(grad(g, p), 2 * (p - a))
    yield chain(grad(g, q), 2 * (a - q))
    yield chain(grad(relu(g), a), 2 * heaviside(g) * (q - p))
    yield chain(grad(relu(g), p), 2 * heaviside(g) * (p - a))
    yield chain(grad(relu(g), q), 2 * heaviside(g) * (a - q))


@part("smooth", "A smooth triplet loss. Source: Hermans, Beyer & Leibe (2017), In defense of the triplet loss")
def smooth():
    g = named("g", norm(a - p) ** 2 - norm(a - q) ** 2)
    yield chain(grad(softplus(g), a), 2 * sigmoid(g) * (q - p))
    yield chain(grad(softplus(g), p), 2 * sigmoid(g) * (p - a))
    yield chain(grad(softplus(g), q), 2 * sigmoid(g) * (a - q))


@part("siamese", "The contrastive loss of pairs. Source: Hadsell, Chopra & LeCun (2006), Dimensionality reduction")
def siamese():
    y = scalar("Y")
    D = named("D", norm(a - p))
    similar, apart = norm(a - p) ** 2 / 2, relu(margin - norm(a - p)) ** 2 / 2
    yield chain(grad(similar, a), a - p)
    yield chain(grad(apart, a), -relu(margin - D) / D * (a - p), given=Ne(norm(a - p), 0))
    yield chain(
        grad((1 - y) * similar + y * apart, a),
        (1 - y) * (a - p) - y * relu(margin - D) / D * (a - p),
        given=Ne(norm(a - p), 0),
    )


@part("ranking", "Pairwise ranking. Source: Rendle et al. (2009), BPR, section 4; Burges et al. (2005), RankNet")
def ranking():
    L = -log(sigmoid(a @ p - a @ q))
    yield chain(grad(L, a), -(1 - sigmoid(a @ p - a @ q)) * (p - q), -sigmoid(a @ q - a @ p) * (p - q))
    yield chain(grad(L, p), -sigmoid(a @ q - a @ p) * a)
    yield chain(grad(L, q), sigmoid(a @ q - a @ p) * a)
    s, t, P = scalar("s"), scalar("t"), scalar("P")
    C = -P * (s - t) + log(1 + exp(s - t))
    yield chain(C, -P * log(sigmoid(s - t)) - (1 - P) * log(1 - sigmoid(s - t)))
    yield chain(diff(C, s), sigmoid(s - t) - P)


@part("noise", "Noise contrast. Source: Gutmann & Hyvärinen (2010), section 2; Mikolov et al. (2013), eq. (4)")
def noise():
    L = -log(sigmoid(a @ p)) - Sum(log(sigmoid(-(a @ N[r]))), r)
    yield chain(L, softplus(-(a @ p)) + Sum(softplus(a @ N[r]), r))
    yield chain(grad(L, a), (sigmoid(a @ p) - 1) * p + Sum(sigmoid(a @ N[r]) * N[r], r))
    yield chain(grad(L, p), (sigmoid(a @ p) - 1) * a)
    yield chain(grad(L, N[r]), sigmoid(a @ N[r]) * a)
    u, v = scalar("u", positive=True), scalar("v", positive=True)
    yield chain(sigmoid(log(u) - log(v)), u / (u + v))


@part("sigmoid", "The sigmoid loss. Source: Zhai et al. (2023), SigLIP, section 3.2")
def sigmoid_loss():
    Q, K, y = matrix("Q", n, d), matrix("K", n, d), matrix("y", n, n)
    t, b = scalar("t"), scalar("b")
    S = named("S", t * Q @ K.T + b)
    L = -Sum(log(sigmoid(y[i, j] * (t * (Q[i] @ K[j]) + b))), i, j) / n
    G = named("G", -y * sigmoid(-y * S) / n)
    yield chain(grad(L, Q), t * G @ K)
    yield chain(grad(L, K), t * G.T @ Q)
    yield chain(diff(L, b), G.sum())
    yield chain(diff(L, t), (G * (Q @ K.T)).sum())


@part("alignment", "Alignment and uniformity. Source: Wang & Isola (2020), section 4")
def alignment():
    X, Y, t = matrix("X", n, d), matrix("Y", n, d), scalar("t", positive=True)
    yield chain(grad(Sum(norm(X[i] - Y[i]) ** 2, i) / n, X), 2 * (X - Y) / n)
    W = named("W", stack(exp(-t * norm(X[i] - X[j]) ** 2), i, j))
    U = log(Sum(exp(-t * norm(X[i] - X[j]) ** 2), i, j) / n**2)
    yield chain(grad(U, X[k]), -4 * t * Sum(W[k, j] * (X[k] - X[j]), j) / W.sum())
