"""Chains of springs, oscillators, optimal control, filters and prices."""

from symcheck import *

n, d, T = sizes("n d T")
i, j = indices("i j", n)
a, b = indices("a b", d)
kappa, mass, dt = scalars("kappa m h", positive=True)
x, v, t = scalars("x v t")


@part("springs", "A chain of springs with free ends")
def springs():
    q = vector("q", n + 1)
    s = index("s", 2, n)
    E = named("E", kappa / 2 * Sum((q[i + 1] - q[i]) ** 2, i))
    yield chain(
        -diff(E, q[s]),
        kappa * (q[s + 1] - 2 * q[s] + q[s - 1]),
        wrong(kappa * (2 * q[s] - q[s + 1] - q[s - 1]), because="the force is minus the gradient"),
        wrong(2 * kappa * (q[s + 1] - 2 * q[s] + q[s - 1]), because="the ½"),
        wrong(kappa * (q[s + 1] - q[s]), because="the left neighbour is missing"),
    )
    yield chain(-diff(E, q[1]), kappa * (q[2] - q[1]), wrong(kappa * (q[2] - 2 * q[1]), because="an end has one side"))
    yield chain(diff(E, q[s], q[s]), 2 * kappa, wrong(kappa, because="two springs"))
    yield chain(diff(E, q[s], q[s - 1]), -kappa, wrong(kappa, because="the sign"))
    w = index("w", n + 1)
    yield chain(Sum(diff(E, q[w]), w), 0)


@part("pairs", "Particles with pair forces")
def pairs():
    R, phi = matrix("R", n, d), function("phi", elementwise=True)
    E = Sum(((R[i] - R[j]) ** 2).sum(), i, j) / 2
    yield chain(
        grad(E, R[i]),
        2 * Sum(R[i] - R[j], j),
        2 * n * R[i] - 2 * R.sum(axis=0),
        wrong(Sum(R[i] - R[j], j), because="each pair counts twice"),
    )
    y = vector("y", n)
    F = Sum(phi(y[i] - y[j]), i, j, where=j < i)
    yield chain(
        F,
        Sum(phi(y[j] - y[i]), i, j, where=i < j),
        wrong(Sum(phi(y[i] - y[j]), i, j, where=i < j), because="φ need not be even"),
    )


@part("oscillator", "A harmonic oscillator")
def oscillator():
    w = scalar("omega", positive=True)
    A, B = scalars("A B")
    y = A * cos(w * t) + B * sin(w * t)
    yield chain(diff(y, t, t), -(w**2) * y, wrong(-w * y, because="ω comes twice"))
    yield chain(
        diff(y, t) ** 2 + w**2 * y**2,
        w**2 * (A**2 + B**2),
        wrong(w**2 * (A + B) ** 2, because="no cross term"),
    )
    g = scalar("g", positive=True)
    z = exp(-g * t) * cos(w * t)
    yield chain(
        diff(z, t, t) + 2 * g * diff(z, t) + (g**2 + w**2) * z,
        0,
        wrong(2 * g**2 * z, because="the damping terms cancel"),
    )


@part("hamilton", "Hamilton's equations")
def hamilton():
    q, p = vector("q", d), vector("p", d)
    U = function("U")
    H = named("H", p @ p / (2 * mass) + U(q))
    yield chain(grad(H, p), p / mass, wrong(p / (2 * mass), because="the square"))
    yield chain(grad(H, q), grad(U(q), q), wrong(-grad(U(q), q), because="the minus is in Hamilton's equation"))
    yield chain(
        grad(H, q) @ grad(H, p) - grad(H, p) @ grad(H, q),
        0,
    )
    yield chain(jacobian(grad(H, p), p), eye(d) / mass, wrong(1 / mass * ones(d, d), because="diagonal"))


@part("leapfrog", "One step of an integrator")
def leapfrog():
    w = scalar("omega")
    half = v - dt / 2 * w**2 * x
    new = x + dt * half
    yield chain(
        diff(new, x) * diff(half, v) - diff(new, v) * diff(half, x),
        1,
        wrong(1 - dt**2 * w**2 / 2, because="that is ∂x'/∂x alone"),
    )


@part("regulator", "A linear quadratic regulator, one step")
def regulator():
    m = size("m")
    A, B = matrix("A", d, d), matrix("B", d, m)
    P, R = matrix("P", d, d, symmetric=True), matrix("R", m, m, positive_definite=True)
    Qx = matrix("Q", d, d, positive_definite=True)
    y, u = vector("y", d), vector("u", m)
    cost_ = y @ Qx @ y + u @ R @ u + (A @ y + B @ u) @ P @ (A @ y + B @ u)
    yield chain(
        grad(cost_, u),
        2 * R @ u + 2 * B.T @ P @ (A @ y + B @ u),
        2 * (R + B.T @ P @ B) @ u + 2 * B.T @ P @ A @ y,
        wrong(2 * R @ u + B.T @ P @ (A @ y + B @ u), because="the factor 2"),
        wrong(2 * (R + B.T @ P @ B) @ u, because="the state's term is missing"),
    )
    yield chain(
        grad(cost_, y),
        2 * Qx @ y + 2 * A.T @ P @ (A @ y + B @ u),
        wrong(2 * Qx @ y + 2 * A @ P @ (A @ y + B @ u), because="the transpose"),
    )
    yield chain(hessian(cost_, u), 2 * (R + B.T @ P @ B), wrong(R + B.T @ P @ B, because="the factor 2"))


@part("kalman", "A scalar filter")
def kalman():
    s, r = scalars("s r", positive=True)
    g = named("g", s / (s + r))
    yield chain(
        (1 - g) ** 2 * s + g**2 * r,
        (1 - g) * s,
        s * r / (s + r),
        1 / (1 / s + 1 / r),
        wrong((1 - g) * r, because="the prior's variance"),
        wrong(1 / s + 1 / r, because="precisions add, not variances"),
    )
    c = scalar("c")
    yield chain(
        diff((1 - c) ** 2 * s + c**2 * r, c),
        2 * c * (s + r) - 2 * s,
        wrong(2 * c * (s + r) + 2 * s, because="the sign"),
    )


@part("portfolio", "Mean and variance of a portfolio")
def portfolio():
    w, mu = vector("w", d), vector("mu", d)
    S = matrix("Sigma", d, d, positive_definite=True)
    lam = scalar("lambda", positive=True)
    yield chain(grad(w @ mu - lam / 2 * (w @ S @ w), w), mu - lam * S @ w, wrong(mu - lam / 2 * S @ w, because="½"))
    best = inv(S) @ mu / lam
    yield chain(mu - lam * S @ best, zeros(d), wrong(mu, because="Σ Σ⁻¹ = I"))
    yield chain(
        best @ mu - lam / 2 * (best @ S @ best),
        mu @ inv(S) @ mu / (2 * lam),
        wrong(mu @ inv(S) @ mu / lam, because="½"),
    )
    yield chain(
        grad(sqrt(w @ S @ w), w),
        S @ w / sqrt(w @ S @ w),
        wrong(2 * S @ w / sqrt(w @ S @ w), because="the root's ½"),
        given=w @ w > 0,
    )
    yield chain(w @ grad(sqrt(w @ S @ w), w), sqrt(w @ S @ w), wrong(w @ S @ w, because="the root"), given=w @ w > 0)


@part("option", "Black–Scholes")
def option():
    S, X, r, s, u = scalars("S X r sigma tau", positive=True)
    d1 = (log(S / X) + (r + s**2 / 2) * u) / (s * sqrt(u))
    d2 = d1 - s * sqrt(u)

    def Phi(z):
        return (1 + erf(z / sqrt(2))) / 2

    def phi(z):
        return exp(-(z**2) / 2) / sqrt(2 * pi)

    price = S * Phi(d1) - X * exp(-r * u) * Phi(d2)
    yield chain(S * phi(d1), X * exp(-r * u) * phi(d2), wrong(X * phi(d2), because="discounting"))
    yield chain(diff(price, S), Phi(d1), wrong(Phi(d2), because="d₁"), wrong(Phi(d1) + phi(d1), because="they cancel"))
    yield chain(diff(price, s), S * phi(d1) * sqrt(u), wrong(S * phi(d1) * u, because="the root of the time"))


@part("discount", "Discounted values")
def discount():
    c, k = vector("c", T), index("k", T)
    r = scalar("r", positive=True)
    price = Sum(c[k] * exp(-r * k), k)
    yield chain(
        diff(price, r), -Sum(k * c[k] * exp(-r * k), k), wrong(-Sum(c[k] * exp(-r * k), k), because="the time k")
    )
    yield chain(
        diff(price, r, r),
        Sum(k**2 * c[k] * exp(-r * k), k),
        wrong(-Sum(k**2 * c[k] * exp(-r * k), k), because="the sign"),
    )
    yield chain(
        diff(Sum(c[k] / (1 + r) ** k, k), r),
        -Sum(k * c[k] / (1 + r) ** (k + 1), k),
        wrong(-Sum(k * c[k] / (1 + r) ** k, k), because="the power grows by one"),
    )
