"""Wrong versions of what `derivations/library/policy.py` holds: each must be refuted."""

from symcheck import *

K, d, n = sizes("K d n")  # actions, features, samples
a, b, c, k = indices("a b c k", K)
i = index("i", n)
z, Q = vector("z", K), vector("Q", K)
V, beta, tau = scalar("V"), scalar("beta", positive=True), scalar("tau", positive=True)
pi_ = named("pi", softmax(z))
J = named("J", Sum(pi_[a] * Q[a], a))

SIGN, BASELINE, SQUARE, DELTA = "the sign", "the mean under the policy is not subtracted", "the square", "the δ"


@part("softmax", "A softmax policy by its preferences")
def softmax_policy():
    yield chain(
        diff(pi_[a], z[b]),
        wrong(pi_[a] * (1 - pi_[b]), because=DELTA),
        wrong(pi_[a] * (pi_[b] - delta(a, b)), because=SIGN),
    )
    yield chain(
        diff(log(pi_[a]), z[b]),
        wrong(delta(a, b) + pi_[b], because=SIGN),
        wrong(delta(a, b) - pi_[a], because="the index"),
    )
    yield chain(
        jacobian(softmax(z), z),
        wrong(diag(pi_) + outer(pi_, pi_), because=SIGN),
        wrong(diag(pi_ * (1 - pi_)), because="off the diagonal too"),
    )
    yield chain(
        jacobian(log(softmax(z)), z),
        wrong(eye(K) - outer(pi_, ones(K)), because="the transpose"),
        wrong(eye(K) - diag(pi_), because="off the diagonal too"),
    )
    yield chain(Sum(diff(pi_[a], z[b]), a), wrong(1, because="the sum is constant"), wrong(pi_[b], because=BASELINE))


@part("bandit", "The gradient of the expected reward")
def bandit():
    yield chain(
        diff(J, z[k]),
        wrong(pi_[k] * Q[k], because=BASELINE),
        wrong(Sum(Q[a] * diff(log(pi_[a]), z[k]), a), because="π_a is missing"),
        wrong(Sum(pi_[a] * Q[a] * (1 - pi_[k]), a), because=DELTA),
        wrong(pi_[k] * (J - Q[k]), because=SIGN),
    )
    yield chain(
        grad(J, z),
        wrong(pi_ * Q, because=BASELINE),
        wrong(pi_ * (Q - mean(Q)), because="the mean under the policy"),
        wrong((diag(pi_) + outer(pi_, pi_)) @ Q, because=SIGN),
    )
    yield chain(
        hessian(J, z),
        wrong(diag(pi_ * (Q - J)) - 2 * outer(pi_, pi_ * (Q - J)), because="it is symmetric"),
        wrong(diag(pi_ * (Q - J)), because="off the diagonal too"),
    )


@part("baseline", "A baseline changes no expectation")
def baseline():
    yield chain(
        Sum(pi_[a] * diff(log(pi_[a]), z[k]), a),
        wrong(1, because="the sum is constant"),
        wrong(1 - pi_[k], because="the score of k alone"),
    )
    yield chain(
        Sum(pi_[a] * V * diff(log(pi_[a]), z[k]), a),
        wrong(V, because="the score has mean 0"),
        wrong(V * pi_[k], because="the score has mean 0"),
    )
    yield chain(
        Sum(pi_[a] * (Q[a] - V) * diff(log(pi_[a]), z[k]), a),
        wrong(Sum(pi_[a] * (V - Q[a]) * diff(log(pi_[a]), z[k]), a), because=SIGN),
        wrong(diff(J, z[k]) - V, because="V drops out"),
    )
    yield chain(Sum(pi_[a] * (Q[a] - J), a), wrong(J, because="J once"), wrong((1 - K) * J, because="π sums to 1"))


@part("linear", "Linear preferences")
def linear():
    X, theta = matrix("X", K, d), vector("theta", d)
    p = named("pi", softmax(X @ theta))
    yield chain(
        grad(log(p[a]), theta),
        wrong(X[a], because=BASELINE),
        wrong(X[a] - mean(X, axis=0), because="the mean under the policy"),
        wrong(X[a] + X.T @ p, because=SIGN),
    )
    yield chain(
        grad(Sum(p[a] * Q[a], a), theta),
        wrong(Sum(p[a] * Q[a] * X[a], a), because=BASELINE),
        wrong(X.T @ (p * (p @ Q - Q)), because=SIGN),
    )
    yield chain(
        hessian(log(p[a]), theta),
        wrong(X.T @ (diag(p) - outer(p, p)) @ X, because=SIGN),
        wrong(-X.T @ diag(p) @ X, because=BASELINE),
    )
    yield chain(
        Sum(p[a] * outer(grad(log(p[a]), theta), grad(log(p[a]), theta)), a),
        wrong(-X.T @ (diag(p) - outer(p, p)) @ X, because=SIGN),
        wrong(X.T @ (diag(p) + outer(p, p)) @ X, because=SIGN),
    )


@part("temperature", "Temperature")
def temperature():
    p = named("pi", softmax(Q / tau))
    yield chain(
        grad(p @ Q, Q),
        wrong(p, because="the policy depends on Q"),
        wrong(p + p * (Q - p @ Q), because="1/τ"),
    )
    yield chain(
        diff(p @ Q, tau),
        wrong(Sum(p[a] * (Q[a] - p @ Q) ** 2, a) / tau**2, because=SIGN),
        wrong(-Sum(p[a] * (Q[a] - p @ Q) ** 2, a) / tau, because="the power of τ"),
    )
    yield chain(p[a] / p[b], wrong(exp((Q[b] - Q[a]) / tau), because=SIGN), wrong(exp(Q[a] - Q[b]), because="1/τ"))
    yield chain(grad(tau * logsumexp(Q / tau), Q), wrong(p / tau, because="τ cancels"), wrong(tau * p, because="τ"))
    yield chain(
        tau * logsumexp(Q / tau),
        wrong(p @ Q + tau * Sum(p[a] * log(p[a]), a), because=SIGN),
        wrong(p @ Q - Sum(p[a] * log(p[a]), a), because="τ"),
    )


@part("gaussian", "A Gaussian policy")
def gaussian():
    u, mu, sigma = scalar("u"), scalar("mu"), scalar("sigma", positive=True)
    density = exp(-((u - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))
    yield chain(
        log(density),
        wrong(-((u - mu) ** 2) / (2 * sigma**2) - log(sigma) - log(2 * pi), because="the ½"),
        wrong(-((u - mu) ** 2) / (2 * sigma**2) + log(sigma) - log(2 * pi) / 2, because=SIGN),
    )
    yield chain(
        diff(log(density), mu),
        wrong((mu - u) / sigma**2, because=SIGN),
        wrong((u - mu) / sigma, because=SQUARE),
    )
    yield chain(
        diff(log(density), sigma),
        wrong((u - mu) ** 2 / sigma**3 + 1 / sigma, because=SIGN),
        wrong((u - mu) ** 2 / sigma**2 - 1 / sigma, because="the power of σ"),
        wrong(((u - mu) ** 2 / sigma**2 - 1) / sigma**2, because="the power of σ"),
    )
    x, w, v = vector("x", d), vector("w", d), vector("v", d)
    linear = -((u - w @ x) ** 2) / (2 * exp(v @ x) ** 2) - v @ x - log(2 * pi) / 2
    yield chain(
        grad(linear, w),
        wrong((u - w @ x) / exp(v @ x) * x, because=SQUARE),
        wrong((w @ x - u) / exp(v @ x) ** 2 * x, because=SIGN),
    )
    yield chain(
        grad(linear, v),
        wrong(((u - w @ x) ** 2 / exp(v @ x) ** 2 + 1) * x, because=SIGN),
        wrong(((u - w @ x) ** 2 / exp(v @ x) ** 3 - 1 / exp(v @ x)) * x, because="σ is exp, its derivative itself"),
    )


@part("bernoulli", "A policy of two actions")
def bernoulli():
    x, theta, y = vector("x", d), vector("theta", d), scalar("y")
    p = named("p", sigmoid(theta @ x))
    score = y * log(sigmoid(theta @ x)) + (1 - y) * log(1 - sigmoid(theta @ x))
    yield chain(
        grad(score, theta),
        wrong((p - y) * x, because=SIGN),
        wrong((y - p) * p * (1 - p) * x, because="σ' cancels"),
    )
    yield chain(
        grad(p * Q[1] + (1 - p) * Q[2], theta),
        wrong(p * (1 - p) * (Q[1] + Q[2]) * x, because=SIGN),
        wrong(p * (Q[1] - Q[2]) * x, because="σ' is p(1 − p)"),
    )


@part("reinforce", "The surrogate of REINFORCE")
def reinforce():
    X, theta, R = tensor("X", n, K, d), vector("theta", d), vector("R", n)
    act = index_map("a", n, K)
    L = -Sum(R[i] * log(softmax(X[i] @ theta)[act[i]]), i) / n
    yield chain(
        grad(L, theta),
        wrong(Sum(R[i] * (X[i, act[i]] - X[i].T @ softmax(X[i] @ theta)), i) / n, because=SIGN),
        wrong(-Sum(R[i] * X[i, act[i]], i) / n, because=BASELINE),
    )


@part("entropy", "An entropy bonus")
def entropy_bonus():
    H = named("H", -Sum(pi_[a] * log(pi_[a]), a))
    yield chain(
        grad(H, z),
        wrong(-pi_ * (log(pi_) + 1), because="the preferences move together"),
        wrong(pi_ * (log(pi_) + H), because=SIGN),
    )
    yield chain(
        grad(J + beta * H, z),
        wrong(pi_ * (Q - J) + beta * pi_ * (log(pi_) + H), because=SIGN),
        wrong(pi_ * (Q - J) - beta * pi_ * log(pi_), because="H is missing"),
    )
    best = named("p", softmax(Q / beta))
    yield chain(
        best @ Q - beta * Sum(best[a] * log(best[a]), a),
        wrong(logsumexp(Q / beta), because="β"),
        wrong(beta * logsumexp(Q), because="1/β"),
    )


@part("kl", "A penalty of divergence")
def kl_penalty():
    u = vector("u", K)
    old = named("rho", softmax(u))
    D = named("D", Sum(old[a] * log(old[a] / pi_[a]), a))
    yield chain(grad(D, z), wrong(old - pi_, because=SIGN), wrong(-old / pi_, because="by z, not by π"))
    ratio = stack(pi_[a] / old[a], a)
    yield chain(
        Sum(old[a] * ratio[a] * Q[a], a),
        wrong(Sum(old[a] * Q[a], a), because="the new policy"),
        wrong(Sum(pi_[a] * ratio[a] * Q[a], a), because="the ratio counts once"),
    )
    yield chain(
        grad(ratio[a] * V, z[b]),
        wrong((delta(a, b) - pi_[b]) * V, because="the ratio stays"),
        wrong(ratio[a] * (1 - pi_[b]) * V, because=DELTA),
    )
    yield chain(
        hessian(D, z),
        wrong(diag(old) - outer(old, old), because="the new policy"),
        wrong(outer(pi_, pi_) - diag(pi_), because=SIGN),
    )


@part("clip", "The clipped ratio")
def clipped():
    r, A, eps = scalar("r", positive=True), scalar("A"), scalar("epsilon", positive=True)
    L = minimum(r * A, maximum(1 - eps, minimum(r, 1 + eps)) * A)
    yield chain(
        L,
        wrong(maximum(1 - eps, minimum(r, 1 + eps)) * A, because="below 1 − ϵ nothing is clipped"),
        wrong(maximum(r, 1 - eps) * A, because="right for A < 0"),
        given=A > 0,
    )
    yield chain(L, wrong(minimum(r, 1 + eps) * A, because="right for A > 0"), given=A < 0)
    yield chain(
        diff(minimum(r, 1 + eps) * A, r),
        wrong(A, because="no slope beyond 1 + ϵ"),
        wrong(A * bracket(r > 1 + eps), because="turned over"),
    )
    yield chain(
        diff(maximum(r, 1 - eps) * A, r),
        wrong(A, because="no slope below 1 − ϵ"),
        wrong(A * bracket(r < 1 - eps), because="turned over"),
    )


@part("returns", "Discounted returns")
def returns():
    T = size("T")
    R, v, g = vector("R", T), vector("v", T + 1), scalar("gamma", positive=True)
    t, s = index("t", 1, T - 1), index("s", T)
    later = index("l", t, T)
    after = index("m", t + 1, T)
    yield chain(
        Sum(g ** (later - t) * R[later], later),
        wrong(R[t] + Sum(g ** (after - t - 1) * R[after], after), because="γ"),
        wrong(g * Sum(g ** (after - t - 1) * R[after], after), because="the first reward"),
    )
    yield chain(
        Sum(g ** (s - 1), s),
        wrong((1 - g ** (T + 1)) / (1 - g), because="T terms"),
        wrong(1 / (1 - g), because="right for T → ∞"),
        given=Ne(g, 1),
    )
    yield chain(
        Sum(g ** (s - 1) * (R[s] + g * v[s + 1] - v[s]), s),
        wrong(Sum(g ** (s - 1) * R[s], s) + v[T + 1] - v[1], because="γ^T"),
        wrong(Sum(g ** (s - 1) * R[s], s) + g**T * v[T + 1] + v[1], because=SIGN),
    )


@part("temporal", "Temporal differences")
def temporal():
    w, x, y = vector("w", d), vector("x", d), vector("y", d)
    r, g, G = scalar("r"), scalar("gamma"), scalar("G")
    yield chain(
        grad((G - w @ x) ** 2 / 2, w),
        wrong((G - w @ x) * x, because=SIGN),
        wrong(-2 * (G - w @ x) * x, because="the ½"),
    )
    yield chain(
        grad((r + g * (w @ y) - w @ x) ** 2 / 2, w),
        wrong(-(r + g * (w @ y) - w @ x) * x, because="the semi-gradient"),
        wrong((r + g * (w @ y) - w @ x) * (y - x), because="γ"),
    )
    alpha = scalar("alpha")
    yield chain(
        V + alpha * (G - V),
        wrong((1 + alpha) * V + alpha * G, because=SIGN),
        wrong(alpha * V + (1 - alpha) * G, because="exchanged"),
    )


@part("bellman", "Bellman's equation")
def bellman():
    P, r, g = matrix("P", n, n), vector("r", n), scalar("gamma")
    v = named("v", inv(eye(n) - g * P) @ r)
    yield chain(r + g * P @ v, wrong(v - r, because="r counts"), wrong(g * v, because="γ is in v"))
    yield chain(
        grad(vector("mu", n) @ inv(eye(n) - g * P) @ r, r),
        wrong(inv(eye(n) - g * P) @ vector("mu", n), because="the transpose"),
        wrong((eye(n) - g * P).T @ vector("mu", n), because="the inverse"),
    )
    yield chain(
        diff(inv(eye(n) - g * P) @ r, g),
        wrong(-inv(eye(n) - g * P) @ P @ inv(eye(n) - g * P) @ r, because="two minus signs"),
        wrong(inv(eye(n) - g * P) @ P @ r, because="the inverse stands twice"),
    )


@part("preferences", "Preferences between answers")
def preferences():
    w, l = scalars("w l")
    L = -log(sigmoid(beta * (w - l)))
    yield chain(
        diff(L, w),
        wrong(beta * sigmoid(beta * (l - w)), because=SIGN),
        wrong(-beta * sigmoid(beta * (w - l)), because="σ of minus the margin"),
    )
    yield chain(
        diff(L, l),
        wrong(-beta * sigmoid(beta * (l - w)), because=SIGN),
        wrong(sigmoid(beta * (l - w)), because="β"),
    )
    yield chain(
        L,
        wrong(log(1 + exp(beta * (w - l))), because=SIGN),
        wrong(log(1 - exp(-beta * (w - l))), because=SIGN),
        wrong(softplus(beta * (w - l)), because=SIGN),
    )
    yield chain(
        exp(w) / (exp(w) + exp(l)),
        wrong(sigmoid(l - w), because=SIGN),
        wrong(sigmoid(w + l), because=SIGN),
    )
