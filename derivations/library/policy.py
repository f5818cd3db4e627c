"""Policy gradients: softmax and Gaussian policies, the score, baselines, advantages, returns, penalties."""

from symcheck import *

K, d, n = sizes("K d n")  # actions, features, samples
a, b, c, k = indices("a b c k", K)
i = index("i", n)
z, Q = vector("z", K), vector("Q", K)
V, beta, tau = scalar("V"), scalar("beta", positive=True), scalar("tau", positive=True)
pi_ = named("pi", softmax(z))
J = named("J", Sum(pi_[a] * Q[a], a))


@part("softmax", "A softmax policy by its preferences. Source: Sutton & Barto, Reinforcement Learning, section 2.8")
def softmax_policy():
    yield chain(diff(pi_[a], z[b]), pi_[a] * (delta(a, b) - pi_[b]))
    yield chain(diff(log(pi_[a]), z[b]), delta(a, b) - pi_[b])
    yield chain(jacobian(softmax(z), z), diag(pi_) - outer(pi_, pi_))
    yield chain(jacobian(log(softmax(z)), z), eye(K) - outer(ones(K), pi_))
    yield chain(Sum(diff(pi_[a], z[b]), a), 0)


@part("bandit", "The gradient of the expected reward. Source: Sutton & Barto, Reinforcement Learning, section 2.8")
def bandit():
    yield chain(
        diff(J, z[k]),
        Sum(Q[a] * diff(pi_[a], z[k]), a),
        Sum(pi_[a] * Q[a] * diff(log(pi_[a]), z[k]), a),
        Sum(pi_[a] * Q[a] * (delta(a, k) - pi_[k]), a),
        pi_[k] * (Q[k] - J),
    )
    yield chain(grad(J, z), pi_ * (Q - J), pi_ * (Q - pi_ @ Q), (diag(pi_) - outer(pi_, pi_)) @ Q)
    yield chain(
        hessian(J, z),
        diag(pi_ * (Q - J)) - outer(pi_, pi_ * (Q - J)) - outer(pi_ * (Q - J), pi_),
    )


@part("baseline", "A baseline changes no expectation. Source: Sutton & Barto, Reinforcement Learning, section 13.4")
def baseline():
    yield chain(Sum(pi_[a] * diff(log(pi_[a]), z[k]), a), 0)
    yield chain(Sum(pi_[a] * V * diff(log(pi_[a]), z[k]), a), 0)
    yield chain(
        Sum(pi_[a] * (Q[a] - V) * diff(log(pi_[a]), z[k]), a),
        Sum(pi_[a] * Q[a] * diff(log(pi_[a]), z[k]), a),
        diff(J, z[k]),
    )
    yield chain(Sum(pi_[a] * (Q[a] - J), a), 0)


@part("linear", "Linear preferences. Source: Sutton & Barto, Reinforcement Learning, section 13.3, eq. (13.9)")
def linear():
    X, theta = matrix("X", K, d), vector("theta", d)
    p = named("pi", softmax(X @ theta))
    yield chain(grad(log(p[a]), theta), X[a] - Sum(p[b] * X[b], b), X[a] - X.T @ p)
    yield chain(grad(Sum(p[a] * Q[a], a), theta), Sum(p[a] * (Q[a] - p @ Q) * X[a], a), X.T @ (p * (Q - p @ Q)))
    yield chain(hessian(log(p[a]), theta), -X.T @ (diag(p) - outer(p, p)) @ X)
    yield chain(
        Sum(p[a] * outer(grad(log(p[a]), theta), grad(log(p[a]), theta)), a),
        X.T @ (diag(p) - outer(p, p)) @ X,
    )


@part(
    "temperature", "Temperature. Source: Haarnoja et al. (2017), Reinforcement learning with deep energy-based policies"
)
def temperature():
    p = named("pi", softmax(Q / tau))
    yield chain(grad(p @ Q, Q), p + p * (Q - p @ Q) / tau)
    yield chain(diff(p @ Q, tau), -Sum(p[a] * (Q[a] - p @ Q) ** 2, a) / tau**2)
    yield chain(p[a] / p[b], exp((Q[a] - Q[b]) / tau))
    yield chain(grad(tau * logsumexp(Q / tau), Q), p)
    yield chain(tau * logsumexp(Q / tau), p @ Q - tau * Sum(p[a] * log(p[a]), a))


@part("gaussian", "A Gaussian policy. Source: Sutton & Barto, Reinforcement Learning, section 13.7, eq. (13.19)")
def gaussian():
    u, mu, sigma = scalar("u"), scalar("mu"), scalar("sigma", positive=True)
    density = exp(-((u - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))
    yield chain(log(density), -((u - mu) ** 2) / (2 * sigma**2) - log(sigma) - log(2 * pi) / 2)
    yield chain(diff(log(density), mu), (u - mu) / sigma**2)
    yield chain(diff(log(density), sigma), (u - mu) ** 2 / sigma**3 - 1 / sigma, ((u - mu) ** 2 / sigma**2 - 1) / sigma)
    x, w, v = vector("x", d), vector("w", d), vector("v", d)
    linear = -((u - w @ x) ** 2) / (2 * exp(v @ x) ** 2) - v @ x - log(2 * pi) / 2
    yield chain(grad(linear, w), (u - w @ x) / exp(v @ x) ** 2 * x)
    yield chain(grad(linear, v), ((u - w @ x) ** 2 / exp(v @ x) ** 2 - 1) * x)


@part("bernoulli", "A policy of two actions. Source: Williams (1992), Simple statistical gradient-following algorithms")
def bernoulli():
    x, theta, y = vector("x", d), vector("theta", d), scalar("y")
    p = named("p", sigmoid(theta @ x))
    score = y * log(sigmoid(theta @ x)) + (1 - y) * log(1 - sigmoid(theta @ x))
    yield chain(grad(score, theta), (y - p) * x)
    yield chain(grad(p * Q[1] + (1 - p) * Q[2], theta), p * (1 - p) * (Q[1] - Q[2]) * x)


@part("reinforce", "The surrogate of REINFORCE. Source: Williams (1992); Sutton & Barto, section 13.3")
def reinforce():
    X, theta, R = tensor("X", n, K, d), vector("theta", d), vector("R", n)
    act = index_map("a", n, K)
    L = -Sum(R[i] * log(softmax(X[i] @ theta)[act[i]]), i) / n
    yield chain(grad(L, theta), -Sum(R[i] * (X[i, act[i]] - X[i].T @ softmax(X[i] @ theta)), i) / n)


@part("entropy", "An entropy bonus. Source: Williams & Peng (1991); Mnih et al. (2016), A3C")
def entropy_bonus():
    H = named("H", -Sum(pi_[a] * log(pi_[a]), a))
    yield chain(grad(H, z), -pi_ * (log(pi_) + H))
    yield chain(grad(J + beta * H, z), pi_ * (Q - J) - beta * pi_ * (log(pi_) + H))
    best = named("p", softmax(Q / beta))
    yield chain(best @ Q - beta * Sum(best[a] * log(best[a]), a), beta * logsumexp(Q / beta))


@part("kl", "A penalty of divergence. Source: Schulman et al. (2017), Proximal policy optimization, section 4")
def kl_penalty():
    u = vector("u", K)
    old = named("rho", softmax(u))
    D = named("D", Sum(old[a] * log(old[a] / pi_[a]), a))
    yield chain(grad(D, z), pi_ - old)
    ratio = stack(pi_[a] / old[a], a)
    yield chain(Sum(old[a] * ratio[a] * Q[a], a), J)
    yield chain(grad(ratio[a] * V, z[b]), ratio[a] * (delta(a, b) - pi_[b]) * V)
    yield chain(hessian(D, z), diag(pi_) - outer(pi_, pi_))


@part("clip", "The clipped ratio. Source: Schulman et al. (2017), Proximal policy optimization, section 3, eq. (7)")
def clipped():
    r, A, eps = scalar("r", positive=True), scalar("A"), scalar("epsilon", positive=True)
    L = minimum(r * A, maximum(1 - eps, minimum(r, 1 + eps)) * A)
    yield chain(L, minimum(r, 1 + eps) * A, given=A > 0)
    yield chain(L, maximum(r, 1 - eps) * A, given=A < 0)
    yield chain(diff(minimum(r, 1 + eps) * A, r), A * bracket(r < 1 + eps))
    yield chain(diff(maximum(r, 1 - eps) * A, r), A * bracket(r > 1 - eps))


@part("returns", "Discounted returns. Source: Sutton & Barto, Reinforcement Learning, sections 3.3 and 12.1")
def returns():
    T = size("T")
    R, v, g = vector("R", T), vector("v", T + 1), scalar("gamma", positive=True)
    t, s = index("t", 1, T - 1), index("s", T)
    later = index("l", t, T)
    after = index("m", t + 1, T)
    yield chain(
        Sum(g ** (later - t) * R[later], later),
        R[t] + g * Sum(g ** (after - t - 1) * R[after], after),
    )
    yield chain(Sum(g ** (s - 1), s), (1 - g**T) / (1 - g), given=Ne(g, 1))
    yield chain(
        Sum(g ** (s - 1) * (R[s] + g * v[s + 1] - v[s]), s),
        Sum(g ** (s - 1) * R[s], s) + g**T * v[T + 1] - v[1],
    )


@part("temporal", "Temporal differences. Source: Sutton & Barto, Reinforcement Learning, sections 6.1 and 9.3")
def temporal():
    w, x, y = vector("w", d), vector("x", d), vector("y", d)
    r, g, G = scalar("r"), scalar("gamma"), scalar("G")
    yield chain(grad((G - w @ x) ** 2 / 2, w), -(G - w @ x) * x)
    yield chain(grad((r + g * (w @ y) - w @ x) ** 2 / 2, w), (r + g * (w @ y) - w @ x) * (g * y - x))
    alpha = scalar("alpha")
    yield chain(V + alpha * (G - V), (1 - alpha) * V + alpha * G)


@part("bellman", "Bellman's equation. Source: Sutton & Barto, Reinforcement Learning, section 4.1; Puterman, chapter 6")
def bellman():
    P, r, g = matrix("P", n, n), vector("r", n), scalar("gamma")
    v = named("v", inv(eye(n) - g * P) @ r)
    yield chain(r + g * P @ v, v)
    yield chain(grad(vector("mu", n) @ inv(eye(n) - g * P) @ r, r), inv(eye(n) - g * P).T @ vector("mu", n))
    yield chain(diff(inv(eye(n) - g * P) @ r, g), inv(eye(n) - g * P) @ P @ inv(eye(n) - g * P) @ r)


@part(
    "preferences",
    "Preferences between answers. Source: Rafailov et al. (2023), Direct preference optimization, section 4",
)
def preferences():
    w, l = scalars("w l")
    L = -log(sigmoid(beta * (w - l)))
    yield chain(diff(L, w), -beta * sigmoid(beta * (l - w)))
    yield chain(diff(L, l), beta * sigmoid(beta * (l - w)))
    yield chain(L, log(1 + exp(-beta * (w - l))), softplus(beta * (l - w)))
    yield chain(exp(w) / (exp(w) + exp(l)), sigmoid(w - l))
