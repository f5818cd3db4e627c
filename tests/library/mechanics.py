"""Wrong versions of what `derivations/library/mechanics.py` holds: each must be refuted."""

from symcheck import *

n = size("n")
i, j = indices("i j", n)
m, l, g, k = (scalar(name, positive=True) for name in "mlgk")
M, b, omega = scalar("M", positive=True), scalar("b"), scalar("omega", positive=True)
t, A, B, phi0 = scalars("t A B phi_0")
q, v, a = scalar("q"), scalar("v"), scalar("a")  # coordinate, velocity, acceleration

SIGN, HALF, SQUARE, TWO, TRANSPOSE = "the sign", "the ½", "the square", "the factor 2", "the transpose"


@part("oscillator", "The harmonic oscillator")
def oscillator():
    L = m * v**2 / 2 - k * q**2 / 2
    yield chain(diff(L, v), wrong(m * v / 2, because=TWO), wrong(m * v**2, because="the power"))
    yield chain(diff(L, q), wrong(k * q, because=SIGN), wrong(-2 * k * q, because=HALF))
    yield chain(v * diff(L, v) - L, wrong(L, because=SIGN), wrong(m * v**2 + k * q**2 / 2, because=HALF))
    x = A * cos(omega * t + phi0)
    yield chain(diff(x, t, t), wrong(omega**2 * x, because=SIGN), wrong(-omega * x, because=SQUARE))
    yield chain(
        diff(x, t) ** 2 / 2 + omega**2 * x**2 / 2,
        wrong(omega**2 * A**2, because=HALF),
        wrong(omega * A**2 / 2, because=SQUARE),
    )
    yield chain(
        m * diff(x, t, t) + k * x,
        wrong((k + m * omega**2) * x, because=SIGN),
        wrong((k - m * omega) * x, because=SQUARE),
    )


@part("damped", "The damped oscillator")
def damped():
    x = exp(-b * t) * cos(omega * t)
    yield chain(
        diff(x, t),
        wrong(exp(-b * t) * (b * cos(omega * t) - omega * sin(omega * t)), because=SIGN),
        wrong(b * omega * exp(-b * t) * sin(omega * t), because="the product rule"),
    )
    yield chain(
        diff(x, t, t) + 2 * b * diff(x, t) + (omega**2 + b**2) * x,
        wrong(b**2 * x, because="ω₀² is ω² + b²"),
        wrong(2 * omega**2 * x, because=SIGN),
    )
    f = function("x")
    E = m * diff(f(t), t) ** 2 / 2 + k * f(t) ** 2 / 2
    yield chain(
        diff(E, t),
        wrong(diff(f(t), t) * (m * diff(f(t), t, t) - k * f(t)), because=SIGN),
        wrong(m * diff(f(t), t, t) + k * f(t), because="the velocity"),
    )


@part("pendulum", "The pendulum")
def pendulum():
    L = m * l**2 * v**2 / 2 + m * g * l * cos(q)
    yield chain(diff(L, v), wrong(m * l * v, because=SQUARE), wrong(m * l**2 * v / 2, because=TWO))
    yield chain(diff(L, q), wrong(m * g * l * sin(q), because=SIGN), wrong(-m * g * l * cos(q), because="sin"))
    p = diff(L, v)
    yield chain(
        diff(p, q) * v + diff(p, v) * a - diff(L, q),
        wrong(m * l**2 * a - m * g * l * sin(q), because=SIGN),
        wrong(m * l**2 * a + m * g * l * q, because="for small angles only"),
    )
    yield chain(
        v * diff(L, v) - L,
        wrong(m * l**2 * v**2 / 2 + m * g * l * cos(q), because=SIGN),
        wrong(m * l**2 * v**2 - m * g * l * cos(q), because=HALF),
    )
    th = function("theta")
    E = m * l**2 * diff(th(t), t) ** 2 / 2 - m * g * l * cos(th(t))
    yield chain(
        diff(E, t),
        wrong(m * l**2 * diff(th(t), t) * (diff(th(t), t, t) - g / l * sin(th(t))), because=SIGN),
        wrong(m * l**2 * diff(th(t), t) * (diff(th(t), t, t) + g * l * sin(th(t))), because="g/l"),
    )
    x, y = l * sin(th(t)), -l * cos(th(t))
    yield chain(
        diff(x, t) ** 2 + diff(y, t) ** 2,
        wrong(l * diff(th(t), t) ** 2, because=SQUARE),
        wrong(l**2 * diff(th(t), t), because=SQUARE),
    )


@part("double", "The double pendulum")
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
    yield chain(
        diff(L, w1),
        wrong((m1 + m2) * l1**2 * w1, because="the coupling"),
        wrong(m1 * l1**2 * w1 + m2 * l1 * l2 * w2 * cos(p1 - p2), because="both masses"),
    )
    yield chain(
        diff(L, w2),
        wrong(m2 * l2**2 * w2 + m2 * l1 * l2 * w1 * sin(p1 - p2), because="cos"),
        wrong(m2 * l2**2 * w2 - m2 * l1 * l2 * w1 * cos(p1 - p2), because=SIGN),
    )
    yield chain(
        diff(L, p1),
        wrong(m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) - (m1 + m2) * g * l1 * sin(p1), because=SIGN),
        wrong(-m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) - m1 * g * l1 * sin(p1), because="both masses"),
    )
    yield chain(
        diff(L, p2),
        wrong(-m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) - m2 * g * l2 * sin(p2), because=SIGN),
        wrong(m2 * l1 * l2 * w1 * w2 * sin(p1 - p2) + m2 * g * l2 * sin(p2), because=SIGN),
    )
    f, h = function("phi_1"), function("phi_2")
    x, y = l1 * sin(f(t)) + l2 * sin(h(t)), l1 * cos(f(t)) + l2 * cos(h(t))
    df, dh = diff(f(t), t), diff(h(t), t)
    yield chain(
        diff(x, t) ** 2 + diff(y, t) ** 2,
        wrong(l1**2 * df**2 + l2**2 * dh**2, because="the coupling"),
        wrong(l1**2 * df**2 + l2**2 * dh**2 + 2 * l1 * l2 * df * dh * cos(f(t) + h(t)), because=SIGN),
    )


@part("central", "A central force in polar coordinates")
def central():
    r, rv, phi, w = scalar("r", positive=True), scalar("r'"), scalar("phi"), scalar("phi'")
    U = function("U")
    L = m * (rv**2 + r**2 * w**2) / 2 - U(r)
    yield chain(diff(L, rv), wrong(m * rv / 2, because=TWO), wrong(m * r, because="the velocity"))
    yield chain(diff(L, w), wrong(m * r * w, because=SQUARE), wrong(m * r**2 * w**2, because="the power"))
    yield chain(
        diff(L, r),
        wrong(-m * r * w**2 - diff(U(r), r), because=SIGN),
        wrong(m * r * w**2 + diff(U(r), r), because=SIGN),
    )
    yield chain(diff(L, phi), wrong(m * r**2 * w, because="φ is cyclic"), wrong(w, because="φ is cyclic"))
    J = named("J", m * r**2 * w)
    yield chain(
        rv * diff(L, rv) + w * diff(L, w) - L,
        wrong(m * (rv**2 + r**2 * w**2) / 2 - U(r), because=SIGN),
        wrong(m * (rv**2 + r**2 * w**2) + U(r), because=HALF),
    )
    yield chain(
        m * (rv**2 + r**2 * w**2) / 2 + U(r),
        wrong(m * rv**2 / 2 + J**2 / (m * r**2) + U(r), because=HALF),
        wrong(m * rv**2 / 2 - J**2 / (2 * m * r**2) + U(r), because=SIGN),
    )
    c = scalar("J")
    yield chain(
        diff(c**2 / (2 * m * r**2) - k / r, r),
        wrong(c**2 / (m * r**3) + k / r**2, because=SIGN),
        wrong(-(c**2) / (2 * m * r**3) + k / r**2, because=TWO),
    )


@part("polar", "Velocity and acceleration in polar coordinates")
def polar():
    r, f = function("r"), function("phi")
    x, y = r(t) * cos(f(t)), r(t) * sin(f(t))
    dr, df = diff(r(t), t), diff(f(t), t)
    yield chain(
        diff(x, t),
        wrong(dr * cos(f(t)) + r(t) * df * sin(f(t)), because=SIGN),
        wrong(dr * cos(f(t)) - r(t) * sin(f(t)), because="the chain rule"),
    )
    yield chain(
        diff(x, t) ** 2 + diff(y, t) ** 2,
        wrong(dr**2 + r(t) * df**2, because=SQUARE),
        wrong(dr**2 + df**2, because="the radius"),
    )
    yield chain(
        x * diff(y, t) - y * diff(x, t),
        wrong(r(t) * df, because=SQUARE),
        wrong(-(r(t) ** 2) * df, because=SIGN),
    )
    yield chain(
        diff(x, t, t) * cos(f(t)) + diff(y, t, t) * sin(f(t)),
        wrong(diff(r(t), t, t) + r(t) * df**2, because=SIGN),
        wrong(diff(r(t), t, t), because="the centripetal term"),
    )
    yield chain(
        diff(y, t, t) * cos(f(t)) - diff(x, t, t) * sin(f(t)),
        wrong(r(t) * diff(f(t), t, t) + dr * df, because=TWO),
        wrong(r(t) * diff(f(t), t, t) - 2 * dr * df, because=SIGN),
    )


@part("spherical", "The spherical pendulum")
def spherical():
    th, w, f, u = scalars("theta theta' phi phi'")
    L = m * l**2 * (w**2 + sin(th) ** 2 * u**2) / 2 + m * g * l * cos(th)
    yield chain(
        diff(L, u),
        wrong(m * l**2 * sin(th) * u, because=SQUARE),
        wrong(m * l**2 * cos(th) ** 2 * u, because="sin"),
    )
    yield chain(diff(L, f), wrong(m * l**2 * sin(th) ** 2 * u, because="φ is cyclic"), wrong(u, because="φ is cyclic"))
    yield chain(
        diff(L, th),
        wrong(m * l**2 * sin(th) * cos(th) * u**2 + m * g * l * sin(th), because=SIGN),
        wrong(2 * m * l**2 * sin(th) * cos(th) * u**2 - m * g * l * sin(th), because=HALF),
    )
    yield chain(diff(L, w), wrong(m * l * w, because=SQUARE), wrong(m * l**2 * w / 2, because=TWO))


@part("atwood", "Atwood's machine, and a bead on a turning hoop")
def atwood():
    L = (M + m) * v**2 / 2 + M * g * q + m * g * (l - q)
    p = diff(L, v)
    yield chain(
        diff(p, v) * a - diff(L, q),
        wrong((M - m) * a - (M + m) * g, because="exchanged"),
        wrong((M + m) * a + (M - m) * g, because=SIGN),
    )
    H = m * l**2 * (v**2 + omega**2 * sin(q) ** 2) / 2 + m * g * l * cos(q)
    yield chain(
        diff(H, q),
        wrong(m * l**2 * omega**2 * sin(q) * cos(q) + m * g * l * sin(q), because=SIGN),
        wrong(m * l**2 * omega**2 * sin(q) - m * g * l * sin(q), because="the chain rule"),
    )
    yield chain(
        v * diff(H, v) - H,
        wrong(
            m * l**2 * v**2 / 2 + m * l**2 * omega**2 * sin(q) ** 2 / 2 - m * g * l * cos(q),
            because="this is the energy, which is not kept",
        ),
        wrong(m * l**2 * v**2 / 2 - m * g * l * cos(q), because="the turning"),
    )


@part("hamilton", "Hamilton's equations")
def hamilton():
    p = scalar("p")
    H = p**2 / (2 * m) + k * q**2 / 2
    yield chain(diff(H, p), wrong(p / (2 * m), because=TWO), wrong(p * m, because="1/m"))
    yield chain(-diff(H, q), wrong(k * q, because=SIGN), wrong(-2 * k * q, because=HALF))
    x, P, V = vector("x", n), vector("p", n), function("V")
    S = P @ P / (2 * m) + V(x)
    yield chain(grad(S, P), wrong(P / (2 * m), because=TWO), wrong(-P / m, because=SIGN))
    yield chain(grad(S, x), wrong(-grad(V(x), x), because=SIGN), wrong(P / m, because="by x"))


@part("poisson", "Poisson brackets of the angular momentum")
def poisson():
    x, y, u, w = scalars("x y p_x p_y")
    U = function("U")
    J, H = x * w - y * u, (u**2 + w**2) / (2 * m) + U(x**2 + y**2)
    yield chain(
        diff(J, x) * diff(H, u) - diff(J, u) * diff(H, x) + diff(J, y) * diff(H, w) - diff(J, w) * diff(H, y),
        wrong(2 * u * w / m, because=SIGN),
        wrong(J, because="it is kept"),
    )
    yield chain(
        diff(J, x) * diff(x, u) - diff(J, u) * diff(x, x) + diff(J, y) * diff(x, w) - diff(J, w) * diff(x, y),
        wrong(-y, because=SIGN),
        wrong(x, because="y"),
    )
    yield chain(
        diff(J, x) * diff(u, u) - diff(J, u) * diff(u, x) + diff(J, y) * diff(u, w) - diff(J, w) * diff(u, y),
        wrong(-w, because=SIGN),
        wrong(u, because="p_y"),
    )


@part("small", "Small oscillations")
def small():
    T, K = matrix("T", n, n, symmetric=True), matrix("K", n, n, symmetric=True)
    x, w = vector("x", n), vector("v", n)
    L = w @ T @ w / 2 - x @ K @ x / 2
    yield chain(grad(L, w), wrong(T @ w / 2, because=TWO), wrong(2 * T @ w, because=HALF))
    yield chain(grad(L, x), wrong(K @ x, because=SIGN), wrong(-2 * K @ x, because=HALF))
    yield chain(
        w @ grad(L, w) - L,
        wrong(w @ T @ w / 2 - x @ K @ x / 2, because=SIGN),
        wrong(w @ T @ w + x @ K @ x / 2, because=HALF),
    )
    yield chain(diff(L, w[i]), wrong(T[i, i] * w[i], because="off the diagonal too"), wrong(w @ T @ w, because="one i"))
    yield chain(hessian(L, w), wrong(T - K, because="by the velocities"), wrong(2 * T, because=HALF))


@part("magnetic", "A charge in a magnetic field")
def magnetic():
    e, C, s = scalar("e"), matrix("C", n, n), vector("s", n)
    x = vector("x", n)
    L = m * s @ s / 2 + e * s @ C @ x
    yield chain(grad(L, s), wrong(m * s, because="the potential"), wrong(m * s + e * C.T @ x, because=TRANSPOSE))
    yield chain(grad(L, x), wrong(e * C @ s, because=TRANSPOSE), wrong(-e * C.T @ s, because=SIGN))
    yield chain(
        jacobian(grad(L, s), x) @ s - grad(L, x),
        wrong(e * (C + C.T) @ s, because=SIGN),
        wrong(e * (C.T - C) @ s, because=SIGN),
    )


@part("chain", "A chain of springs")
def springs():
    z = vector("q", n + 1)
    s, r = index("s", n), index("r", 2, n)
    U = k / 2 * Sum((z[s + 1] - z[s]) ** 2, s)
    yield chain(
        -diff(U, z[r]),
        wrong(k * (z[r + 1] - z[r]), because="two springs"),
        wrong(-k * (z[r + 1] - 2 * z[r] + z[r - 1]), because=SIGN),
        wrong(k * (z[r + 1] - z[r] + z[r - 1]), because=TWO),
    )
    yield chain(-diff(U, z[1]), wrong(k * (z[1] - z[2]), because=SIGN), wrong(2 * k * (z[2] - z[1]), because=HALF))


@part("many", "Many bodies: momentum and the centre of mass")
def many():
    d = size("d")
    X, V, w = matrix("X", n, d), matrix("V", n, d), vector("m", n, positive=True)
    U = k / 4 * Sum(norm(X[i] - X[j]) ** 2, i, j)
    yield chain(
        grad(U, X[i]),
        wrong(k * Sum(X[j] - X[i], j), because=SIGN),
        wrong(k * Sum(X[i] - X[j], j) / 2, because="each pair counts twice"),
    )
    yield chain(
        Sum(grad(U, X[i]), i),
        wrong(k * X.sum(axis=0), because="action and reaction"),
        wrong(n * k * X.sum(axis=0), because="action and reaction"),
    )
    c = named("V_c", Sum(w[i] * V[i], i) / w.sum())
    yield chain(
        Sum(w[i] * norm(V[i]) ** 2, i) / 2,
        wrong(w.sum() * norm(c) ** 2 / 2, because="the motion about the centre"),
        wrong(w.sum() * norm(c) ** 2 / 2 - Sum(w[i] * norm(V[i] - c) ** 2, i) / 2, because=SIGN),
    )
    yield chain(
        Sum(w[i] * (V[i] - c), i),
        wrong(c, because="it vanishes"),
        wrong((w.sum() - 1) * c, because="the whole mass"),
    )
