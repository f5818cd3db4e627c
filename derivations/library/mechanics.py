"""Mechanics: Lagrange's and Hamilton's equations in coordinates, for pendulum, oscillator, central force and others.

A coordinate and its velocity are numbers of their own in ∂L/∂q and ∂L/∂q̇; along a motion they are functions of time.
"""

from symcheck import *

n = size("n")
i, j = indices("i j", n)
m, l, g, k = (scalar(name, positive=True) for name in "mlgk")
M, b, omega = scalar("M", positive=True), scalar("b"), scalar("omega", positive=True)
t, A, B, phi0 = scalars("t A B phi_0")
q, v, a = scalar("q"), scalar("v"), scalar("a")  # coordinate, velocity, acceleration


@part("oscillator", "The harmonic oscillator. Source: Landau & Lifshitz, Mechanics, section 21")
def oscillator():
    L = m * v**2 / 2 - k * q**2 / 2
    yield chain(diff(L, v), m * v)
    yield chain(diff(L, q), -k * q)
    yield chain(v * diff(L, v) - L, m * v**2 / 2 + k * q**2 / 2)
    x = A * cos(omega * t + phi0)
    yield chain(diff(x, t, t), -(omega**2) * x)
    yield chain(
        diff(x, t) ** 2 / 2 + omega**2 * x**2 / 2,
        omega**2 * A**2 / 2,
    )
    yield chain(m * diff(x, t, t) + k * x, (k - m * omega**2) * x)


@part("damped", "The damped oscillator. Source: Landau & Lifshitz, Mechanics, section 25")
def damped():
    x = exp(-b * t) * cos(omega * t)
    yield chain(diff(x, t), -exp(-b * t) * (b * cos(omega * t) + omega * sin(omega * t)))
    yield chain(diff(x, t, t) + 2 * b * diff(x, t) + (omega**2 + b**2) * x, 0)
    f = function("x")
    E = m * diff(f(t), t) ** 2 / 2 + k * f(t) ** 2 / 2
    yield chain(diff(E, t), diff(f(t), t) * (m * diff(f(t), t, t) + k * f(t)))


@part(
    "pendulum",
    "The pendulum. Source: Landau & Lifshitz, Mechanics, section 5; Goldstein, Classical Mechanics, chapter 1",
)
def pendulum():
    L = m * l**2 * v**2 / 2 + m * g * l * cos(q)
    yield chain(diff(L, v), m * l**2 * v)
    yield chain(diff(L, q), -m * g * l * sin(q))
    p = diff(L, v)
    yield chain(diff(p, q) * v + diff(p, v) * a - diff(L, q), m * l**2 * a + m * g * l * sin(q))
    yield chain(v * diff(L, v) - L, m * l**2 * v**2 / 2 - m * g * l * cos(q))
    th = function("theta")
    E = m * l**2 * diff(th(t), t) ** 2 / 2 - m * g * l * cos(th(t))
    yield chain(diff(E, t), m * l**2 * diff(th(t), t) * (diff(th(t), t, t) + g / l * sin(th(t))))
    x, y = l * sin(th(t)), -l * cos(th(t))
    yield chain(diff(x, t) ** 2 + diff(y, t) ** 2, l**2 * diff(th(t), t) ** 2)


@part("double", "The double pendulum. Source: Landau & Lifshitz, Mechanics, section 5, problem 1")
def double():
    m1, m2, l1, l2 = (scalar(name, positive=True) for name in ["m_1", "m_2", "l_1", "l_2"])
    p1, p2, w1, w2 = scalars("phi_1 phi_2 omega_1 omega_2")
    L = (
        (m1 + m2) / 2 * l1**2 * w1**2
        + m2 / 2 * l2**2 * w2**2
        + m2 * l1 * l2 * w1 * w2 * cos(p1 - p2)
        + (m1 + m2) * g * l1 * cos(p1)
        + m2 * g * l2 * cos(p2)
    )
    yield chain(diff(L, w1), (m1 + m2) * l1**2 * w1 + m2 * l1 * l2 * w2 * cos(p1 - p2))
    yield chain(diff(L, w2), m2 * l2**2 * w2 + m2 * l1 * l2 * w1 * cos(p1 - p2))
    yield chain(diff(L, p1), -m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) - (m1 + m2) * g * l1 * sin(p1))
    yield chain(diff(L, p2), m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) - m2 * g * l2 * sin(p2))
    f, h = function("phi_1"), function("phi_2")
    x, y = l1 * sin(f(t)) + l2 * sin(h(t)), l1 * cos(f(t)) + l2 * cos(h(t))
    df, dh = diff(f(t), t), diff(h(t), t)
    yield chain(
        diff(x, t) ** 2 + diff(y, t) ** 2,
        l1**2 * df**2 + l2**2 * dh**2 + 2 * l1 * l2 * df * dh * cos(f(t) - h(t)),
    )


@part("central", "A central force in polar coordinates. Source: Landau & Lifshitz, Mechanics, section 14")
def central():
    r, rv, phi, w = scalar("r", positive=True), scalar("r'"), scalar("phi"), scalar("phi'")
    U = function("U")
    L = m * (rv**2 + r**2 * w**2) / 2 - U(r)
    yield chain(diff(L, rv), m * rv)
    yield chain(diff(L, w), m * r**2 * w)
    yield chain(diff(L, r), m * r * w**2 - diff(U(r), r))
    yield chain(diff(L, phi), 0)
    J = named("J", m * r**2 * w)
    yield chain(rv * diff(L, rv) + w * diff(L, w) - L, m * (rv**2 + r**2 * w**2) / 2 + U(r))
    yield chain(m * (rv**2 + r**2 * w**2) / 2 + U(r), m * rv**2 / 2 + J**2 / (2 * m * r**2) + U(r))
    c = scalar("J")
    yield chain(diff(c**2 / (2 * m * r**2) - k / r, r), -(c**2) / (m * r**3) + k / r**2)


@part("polar", "Velocity and acceleration in polar coordinates. Source: Goldstein, Classical Mechanics, chapter 1")
def polar():
    r, f = function("r"), function("phi")
    x, y = r(t) * cos(f(t)), r(t) * sin(f(t))
    dr, df = diff(r(t), t), diff(f(t), t)
    yield chain(diff(x, t), dr * cos(f(t)) - r(t) * df * sin(f(t)))
    yield chain(diff(x, t) ** 2 + diff(y, t) ** 2, dr**2 + r(t) ** 2 * df**2)
    yield chain(x * diff(y, t) - y * diff(x, t), r(t) ** 2 * df)
    yield chain(
        diff(x, t, t) * cos(f(t)) + diff(y, t, t) * sin(f(t)),
        diff(r(t), t, t) - r(t) * df**2,
    )
    yield chain(
        diff(y, t, t) * cos(f(t)) - diff(x, t, t) * sin(f(t)),
        r(t) * diff(f(t), t, t) + 2 * dr * df,
    )


@part("spherical", "The spherical pendulum. Source: Landau & Lifshitz, Mechanics, section 14, problem 1")
def spherical():
    th, w, f, u = scalars("theta theta' phi phi'")
    L = m * l**2 * (w**2 + sin(th) ** 2 * u**2) / 2 + m * g * l * cos(th)
    yield chain(diff(L, u), m * l**2 * sin(th) ** 2 * u)
    yield chain(diff(L, f), 0)
    yield chain(diff(L, th), m * l**2 * sin(th) * cos(th) * u**2 - m * g * l * sin(th))
    yield chain(diff(L, w), m * l**2 * w)


@part(
    "atwood", "Atwood's machine, and a bead on a turning hoop. Source: Goldstein, Classical Mechanics, chapters 1 and 2"
)
def atwood():
    L = (M + m) * v**2 / 2 + M * g * q + m * g * (l - q)
    p = diff(L, v)
    yield chain(diff(p, v) * a - diff(L, q), (M + m) * a - (M - m) * g)
    H = m * l**2 * (v**2 + omega**2 * sin(q) ** 2) / 2 + m * g * l * cos(q)
    yield chain(diff(H, q), m * l**2 * omega**2 * sin(q) * cos(q) - m * g * l * sin(q))
    yield chain(v * diff(H, v) - H, m * l**2 * v**2 / 2 - m * l**2 * omega**2 * sin(q) ** 2 / 2 - m * g * l * cos(q))


@part("hamilton", "Hamilton's equations. Source: Landau & Lifshitz, Mechanics, section 40; Goldstein, section 8.1")
def hamilton():
    p = scalar("p")
    H = p**2 / (2 * m) + k * q**2 / 2
    yield chain(diff(H, p), p / m)
    yield chain(-diff(H, q), -k * q)
    x, P, V = vector("x", n), vector("p", n), function("V")
    S = P @ P / (2 * m) + V(x)
    yield chain(grad(S, P), P / m)
    yield chain(grad(S, x), grad(V(x), x))


@part("poisson", "Poisson brackets of the angular momentum. Source: Landau & Lifshitz, Mechanics, section 42")
def poisson():
    x, y, u, w = scalars("x y p_x p_y")
    U = function("U")
    J, H = x * w - y * u, (u**2 + w**2) / (2 * m) + U(x**2 + y**2)
    yield chain(
        diff(J, x) * diff(H, u) - diff(J, u) * diff(H, x) + diff(J, y) * diff(H, w) - diff(J, w) * diff(H, y), 0
    )
    yield chain(
        diff(J, x) * diff(x, u) - diff(J, u) * diff(x, x) + diff(J, y) * diff(x, w) - diff(J, w) * diff(x, y), y
    )
    yield chain(
        diff(J, x) * diff(u, u) - diff(J, u) * diff(u, x) + diff(J, y) * diff(u, w) - diff(J, w) * diff(u, y), w
    )


@part("small", "Small oscillations. Source: Landau & Lifshitz, Mechanics, section 23; Goldstein, section 6.2")
def small():
    T, K = matrix("T", n, n, symmetric=True), matrix("K", n, n, symmetric=True)
    x, w = vector("x", n), vector("v", n)
    L = w @ T @ w / 2 - x @ K @ x / 2
    yield chain(grad(L, w), T @ w)
    yield chain(grad(L, x), -K @ x)
    yield chain(w @ grad(L, w) - L, w @ T @ w / 2 + x @ K @ x / 2)
    yield chain(diff(L, w[i]), Sum(T[i, j] * w[j], j))
    yield chain(hessian(L, w), T)


@part(
    "magnetic",
    "A charge in a magnetic field. Source: Goldstein, Classical Mechanics, section 1.5",
)
def magnetic():
    e, C, s = scalar("e"), matrix("C", n, n), vector("s", n)
    x = vector("x", n)
    L = m * s @ s / 2 + e * s @ C @ x  # a vector potential that is linear in the place
    yield chain(grad(L, s), m * s + e * C @ x)
    yield chain(grad(L, x), e * C.T @ s)
    yield chain(jacobian(grad(L, s), x) @ s - grad(L, x), e * (C - C.T) @ s)


@part("chain", "A chain of springs. Source: Goldstein, Classical Mechanics, section 13.1")
def springs():
    z = vector("q", n + 1)
    s, r = index("s", n), index("r", 2, n)
    U = k / 2 * Sum((z[s + 1] - z[s]) ** 2, s)
    yield chain(-diff(U, z[r]), k * (z[r + 1] - z[r]) - k * (z[r] - z[r - 1]), k * (z[r + 1] - 2 * z[r] + z[r - 1]))
    yield chain(-diff(U, z[1]), k * (z[2] - z[1]))


@part("many", "Many bodies: momentum and the centre of mass. Source: Landau & Lifshitz, Mechanics, sections 7 and 8")
def many():
    d = size("d")
    X, V, w = matrix("X", n, d), matrix("V", n, d), vector("m", n, positive=True)
    U = k / 4 * Sum(norm(X[i] - X[j]) ** 2, i, j)
    yield chain(grad(U, X[i]), k * Sum(X[i] - X[j], j))
    yield chain(Sum(grad(U, X[i]), i), zeros(d))
    c = named("V_c", Sum(w[i] * V[i], i) / w.sum())
    yield chain(
        Sum(w[i] * norm(V[i]) ** 2, i) / 2,
        w.sum() * norm(c) ** 2 / 2 + Sum(w[i] * norm(V[i] - c) ** 2, i) / 2,
    )
    yield chain(Sum(w[i] * (V[i] - c), i), zeros(d))
