"""Wrong versions of what `derivations/library/optimisation.py` holds: each must be refuted."""

from symcheck import *

n, m = sizes("n m")
i, j = indices("i j", n)
x, y, z, b, c, g, p, s = (vector(name, n) for name in ["x", "y", "z", "b", "c", "g", "p", "s"])
A, H = matrix("A", m, n), matrix("H", n, n, symmetric=True)
P = matrix("P", n, n, positive_definite=True)
eta, lam, t = scalar("eta", positive=True), scalar("lambda", positive=True), scalar("t")
f = named("f", x @ P @ x / 2 - b @ x)

SIGN, HALF, SQUARE, INVERSE = "the sign", "the ½", "the square", "the inverse"


@part("quadratic", "A quadratic function")
def quadratic():
    yield chain(
        grad(x @ P @ x / 2 - b @ x, x),
        wrong(P @ x + b, because=SIGN),
        wrong(2 * P @ x - b, because=HALF),
    )
    yield chain(
        hessian(x @ P @ x / 2 - b @ x, x),
        wrong(P / 2, because=HALF),
        wrong(2 * P, because=HALF),
    )
    star = named("x^*", inv(P) @ b)
    yield chain(P @ star - b, wrong(b, because="b is cancelled"), wrong(-2 * b, because=SIGN))
    yield chain(
        star @ P @ star / 2 - b @ star,
        wrong(b @ inv(P) @ b / 2, because=SIGN),
        wrong(-b @ inv(P) @ b, because=HALF),
    )
    yield chain(
        f - (star @ P @ star / 2 - b @ star),
        wrong((x - star) @ P @ (x - star), because=HALF),
        wrong((x + star) @ P @ (x + star) / 2, because=SIGN),
    )


@part("newton", "Newton's step")
def newton():
    yield chain(
        grad(g @ s + s @ P @ s / 2, s),
        wrong(g + 2 * P @ s, because=HALF),
        wrong(g - P @ s, because=SIGN),
    )
    step = named("s", -inv(P) @ g)
    yield chain(g + P @ step, wrong(2 * g, because=SIGN), wrong(g, because="the step counts"))
    yield chain(
        g @ step + step @ P @ step / 2,
        wrong(-g @ inv(P) @ g, because=HALF),
        wrong(-g @ P @ g / 2, because=INVERSE),
    )
    yield chain(x - inv(P) @ (P @ x - b), wrong(x, because="one step suffices"), wrong(-inv(P) @ b, because=SIGN))
    yield chain(g @ step, wrong(g @ inv(P) @ g, because=SIGN), wrong(-g @ P @ g, because=INVERSE))


@part("newton-scalar", "Newton's method for a root", given=t > 0)
def newton_scalar():
    a = scalar("a", positive=True)
    h = t**2 - a
    yield chain(
        t - h / diff(h, t),
        wrong((t - a / t) / 2, because=SIGN),
        wrong(t + a / t, because=HALF),
    )
    yield chain(
        (t + a / t) / 2 - sqrt(a),
        wrong((t - sqrt(a)) ** 2 / t, because=HALF),
        wrong((t + sqrt(a)) ** 2 / (2 * t), because=SIGN),
    )
    u = 1 / t - a
    yield chain(t - u / diff(u, t), wrong(t * (2 + a * t), because=SIGN), wrong(t * (1 - a * t), because="2, not 1"))
    yield chain(
        1 - a * (t * (2 - a * t)),
        wrong(1 - a * t, because=SQUARE),
        wrong((1 + a * t) ** 2, because=SIGN),
    )


@part("steepest", "A step down the gradient")
def steepest():
    d = named("g", P @ x - b)
    phi = (x - t * p) @ P @ (x - t * p) / 2 - b @ (x - t * p)
    yield chain(
        diff(phi, t),
        wrong(p @ (P @ (x - t * p) - b), because=SIGN),
        wrong(-t * (p @ P @ p) - p @ (P @ x - b), because=SIGN),
    )
    yield chain(diff(phi, t, t), wrong(-p @ P @ p, because=SIGN), wrong(2 * p @ P @ p, because=HALF))
    best = named("t^*", d @ d / (d @ P @ d))
    yield chain(
        best * (d @ P @ d) - d @ d,
        wrong(d @ d, because="it vanishes"),
        wrong(best, because="it vanishes"),
        given=Ne(d @ P @ d, 0),
    )
    yield chain(
        P @ (x - t * d) - b,
        wrong((eye(n) + t * P) @ d, because=SIGN),
        wrong((1 - t) * d, because="P is missing"),
    )
    yield chain(
        x - eta * d - inv(P) @ b,
        wrong((eye(n) + eta * P) @ (x - inv(P) @ b), because=SIGN),
        wrong((eye(n) - eta * inv(P)) @ (x - inv(P) @ b), because="P, not its inverse"),
    )


@part("gradient-model", "A gradient step minimises a model")
def gradient_model():
    model = g @ (z - x) + norm(z - x) ** 2 / (2 * eta)
    yield chain(
        grad(model, z),
        wrong(g + (x - z) / eta, because=SIGN),
        wrong(g + (z - x) / (2 * eta), because=HALF),
    )
    step = named("z", x - eta * g)
    yield chain(g + (step - x) / eta, wrong(2 * g, because=SIGN), wrong((1 - eta) * g, because="η cancels"))
    yield chain(
        g @ (z - x) + norm(z - x) ** 2 / (2 * eta),
        wrong(norm(z - (x - eta * g)) ** 2 / (2 * eta), because="the constant is missing"),
        wrong(norm(z - (x + eta * g)) ** 2 / (2 * eta) - eta * norm(g) ** 2 / 2, because=SIGN),
    )
    yield chain(
        norm(x - eta * g - y) ** 2,
        wrong(norm(x - y) ** 2 + 2 * eta * g @ (x - y) + eta**2 * norm(g) ** 2, because=SIGN),
        wrong(norm(x - y) ** 2 - 2 * eta * g @ (x - y) + eta * norm(g) ** 2, because=SQUARE),
    )


@part("proximal", "Proximal steps")
def proximal():
    v = vector("v", n)
    square = lam * norm(z) ** 2 / 2 + norm(z - v) ** 2 / 2
    yield chain(
        grad(square, z),
        wrong(2 * lam * z + z - v, because=HALF),
        wrong(lam * z + v - z, because=SIGN),
    )
    prox = named("z", v / (1 + lam))
    yield chain(lam * prox + prox - v, wrong(v, because="it vanishes"), wrong(lam * v, because="it vanishes"))
    form = lam * (z @ P @ z / 2 + b @ z) + norm(z - v) ** 2 / 2
    yield chain(
        grad(form, z),
        wrong(lam * P @ z + b + z - v, because="λ multiplies b too"),
        wrong(lam * (P @ z + b) - z + v, because=SIGN),
    )
    w = named("z", inv(eye(n) + lam * P) @ (v - lam * b))
    yield chain((eye(n) + lam * P) @ w, wrong(v + lam * b, because=SIGN), wrong(v - b, because="λ is missing"))
    yield chain(
        grad(-lam * log(t) + (t - eta) ** 2 / 2, t),
        wrong(lam / t + t - eta, because=SIGN),
        wrong(-lam * t + t - eta, because="the derivative of log t is 1/t"),
        given=t > 0,
    )


@part("soft-threshold", "The soft threshold")
def soft_threshold():
    v = scalar("v")
    S = sign(v) * relu(Abs(v) - lam)
    yield chain(
        S,
        wrong(relu(v - lam) + relu(-v - lam), because=SIGN),
        wrong(relu(v - lam), because="negative v shrinks too"),
    )
    yield chain(S, wrong(v + lam, because=SIGN), wrong(v, because="λ is missing"), given=v > lam)
    yield chain(S, wrong(v - lam, because=SIGN), wrong(-v - lam, because=SIGN), given=v < -lam)
    yield chain(S, wrong(v, because="below λ all is cut"), wrong(lam - v, because="it vanishes"), given=Abs(v) < lam)
    yield chain(
        v - S,
        wrong(maximum(lam, minimum(v, -lam)), because="the bounds are exchanged"),
        wrong(minimum(v, lam), because="the lower bound"),
    )


@part("group-lasso", "Block soft thresholds")
def group_lasso():
    shrunk = named("S", (1 - lam / norm(x)) * x)
    yield chain(
        norm(shrunk),
        wrong((1 - lam / norm(x)) * norm(x), because="the factor may be negative"),
        given=Ne(norm(x), 0),
    )
    yield chain(norm(shrunk), wrong(norm(x) + lam, because=SIGN), given=norm(x) > lam)


@part("envelope", "Moreau envelope and Huber's function")
def envelope():
    v = scalar("v")
    S = sign(v) * relu(Abs(v) - lam)
    M = lam * Abs(S) + (v - S) ** 2 / 2
    yield chain(
        M,
        wrong(lam * v + lam**2 / 2, because=SIGN),
        wrong(lam * v, because="−λ²/2"),
        given=v > lam,
    )
    yield chain(
        M,
        wrong(lam * v - lam**2 / 2, because=SIGN),
        wrong(-lam * v + lam**2 / 2, because=SIGN),
        given=v < -lam,
    )
    yield chain(M, wrong(lam * Abs(v), because="−λ²/2"), given=Abs(v) > lam)
    yield chain(M, wrong(v**2, because=HALF), wrong(lam * Abs(v), because="quadratic near 0"), given=Abs(v) < lam)
    yield chain(M, wrong(huber(v, 2 * lam), because="the threshold"), wrong(lam * huber(v, lam), because="no factor"))
    yield chain(
        diff(where(Abs(v) <= 1, v**2 / 2, Abs(v) - Rational(1, 2)), v),
        wrong(v, because="bounded by 1"),
        wrong(sign(v), because="v near 0"),
    )


@part("lagrange", "Equality constraints")
def lagrange():
    nu, e = vector("nu", m), vector("e", m)
    L = x @ P @ x / 2 - b @ x + nu @ (A @ x - e)
    yield chain(
        grad(L, x),
        wrong(P @ x - b + A @ nu, because="the transpose"),
        wrong(P @ x - b - A.T @ nu, because=SIGN),
    )
    yield chain(grad(L, nu), wrong(e - A @ x, because=SIGN), wrong(A @ x, because="e is missing"))
    least = x @ x / 2 + nu @ (A @ x - e)
    yield chain(grad(least, x), wrong(2 * x + A.T @ nu, because=HALF), wrong(x - A.T @ nu, because=SIGN))
    star = named("x^*", A.T @ inv(A @ A.T) @ e)
    yield chain(
        A @ star,
        wrong(-e, because=SIGN),
        wrong(A @ A.T @ e, because="the inverse cancels"),
        given=Ne(det(A @ A.T), 0),
    )


@part("projection", "Projections")
def projection():
    a, beta = vector("a", n), scalar("beta")
    proj = named("z", x - (a @ x - beta) / (a @ a) * a)
    yield chain(
        a @ proj,
        wrong(0, because="right for β = 0 only"),
        wrong(-beta, because=SIGN),
        given=Ne(a @ a, 0),
    )
    yield chain(
        norm(x - proj) ** 2,
        wrong((a @ x - beta) ** 2, because="the length of a"),
        wrong((a @ x - beta) ** 2 / norm(a), because="the square of the length of a"),
        given=Ne(a @ a, 0),
    )
    yield chain(
        grad(norm(z - x) ** 2 / 2 + t * (a @ z - beta), z),
        wrong(2 * (z - x) + t * a, because=HALF),
        wrong(x - z + t * a, because=SIGN),
    )
    yield chain((x - mean(x)).sum(), wrong(x.sum() - mean(x), because="n times"), wrong(mean(x), because="n times"))
    yield chain(
        a @ (x - proj),
        wrong(beta - a @ x, because=SIGN),
        wrong(a @ x + beta, because=SIGN),
        given=Ne(a @ a, 0),
    )


@part("simplex", "Maximal entropy", given=z > 0)
def simplex():
    L = -Sum(z[i] * log(z[i]), i) - lam * (c @ z) + t * (z.sum() - 1)
    yield chain(
        grad(L, z),
        wrong(-log(z) + 1 - lam * c + t, because=SIGN),
        wrong(-log(z) - lam * c + t, because="the product rule"),
    )
    q = named("q", softmax(-lam * c))
    yield chain(
        -log(q) - 1 - lam * c,
        wrong(-logsumexp(-lam * c) - 1 + zeros(n), because=SIGN),
        wrong(logsumexp(-lam * c) + zeros(n), because="−1"),
    )
    yield chain(
        q @ log(q) + lam * (c @ q),
        wrong(logsumexp(-lam * c), because=SIGN),
        wrong(-logsumexp(lam * c), because=SIGN),
    )
    yield chain(
        diff(logsumexp(-lam * c), lam),
        wrong(c @ softmax(-lam * c), because=SIGN),
        wrong(-c @ softmax(lam * c), because=SIGN),
    )


@part("mirror", "Exponentiated gradient", given=x > 0)
def mirror():
    w = vector("w", n)
    E = g @ w + Sum(w[i] * log(w[i] / x[i]), i) / eta
    yield chain(
        grad(E, w),
        wrong(g + log(w / x) / eta, because="the product rule"),
        wrong(g + eta * (log(w / x) + 1), because="1/η"),
        given=w > 0,
    )
    yield chain(
        stack(x[i] * exp(-eta * g[i]) / Sum(x[j] * exp(-eta * g[j]), j), i),
        wrong(softmax(x - eta * g), because="the logarithm of x"),
        wrong(softmax(log(x) + eta * g), because=SIGN),
    )
    yield chain(
        grad(Sum(x[i] * log(x[i]), i), x),
        wrong(log(x), because="the product rule"),
        wrong(log(x) - 1, because=SIGN),
    )


@part("momentum", "Momentum and weight decay")
def momentum():
    mu, v, w = scalar("mu"), vector("v", n), vector("w", n)
    velocity = named("v'", mu * v - eta * g)
    yield chain(w + velocity, wrong(w + eta * g + mu * v, because=SIGN), wrong(w - eta * (g + mu * v), because=SIGN))
    yield chain(
        w - eta * (g + lam * w),
        wrong((1 + eta * lam) * w - eta * g, because=SIGN),
        wrong((1 - lam) * w - eta * g, because="η multiplies λ too"),
    )
    yield chain(
        grad(c @ w + lam * (w @ w) / 2, w),
        wrong(c + 2 * lam * w, because=HALF),
        wrong(c - lam * w, because=SIGN),
    )
    yield chain(
        mu * (mu * v - eta * g) - eta * g,
        wrong(mu**2 * v - eta * g, because="the first step counts"),
        wrong(mu**2 * v - eta * (1 - mu) * g, because=SIGN),
    )


@part("averages", "Exponential averages and their bias")
def averages():
    beta, T = scalar("beta", positive=True), size("T")
    k, u = index("k", 1, T), index("u", 0, T - 1)
    yield chain(
        (1 - beta) * Sum(beta**u, u),
        wrong(1 - beta ** (T - 1), because="T terms"),
        wrong(1 + beta**T, because=SIGN),
        given=Ne(beta, 1),
    )
    yield chain(
        (1 - beta) * Sum(beta ** (T - k), k),
        wrong(1 - beta ** (T + 1), because="T terms"),
        wrong(1, because="the bias at the start"),
        given=Ne(beta, 1),
    )
    yield chain(
        beta * x + (1 - beta) * g,
        wrong(x + beta * (g - x), because="1 − β"),
        wrong(x - (1 - beta) * (g - x), because=SIGN),
    )


@part("gauss-newton", "Gauss-Newton")
def gauss_newton():
    J, e = matrix("J", m, n), vector("e", m)
    yield chain(
        grad(norm(J @ s + e) ** 2 / 2, s),
        wrong(J.T @ (J @ s - e), because=SIGN),
        wrong(2 * J.T @ (J @ s + e), because=HALF),
    )
    yield chain(
        grad(norm(J @ s + e) ** 2 / 2 + lam * norm(s) ** 2 / 2, s),
        wrong((J.T @ J + lam) @ s + J.T @ e, because="λ stands on the diagonal"),
        wrong((J.T @ J + 2 * lam * eye(n)) @ s + J.T @ e, because=HALF),
    )
    yield chain(
        hessian(norm(J @ s + e) ** 2 / 2, s),
        wrong(J @ J.T, because="the order"),
        wrong(2 * J.T @ J, because=HALF),
    )
    yield chain(
        J.T @ (J @ (-pinv(J) @ e) + e),
        wrong(2 * J.T @ e, because=SIGN),
        wrong(J.T @ e, because="the step counts"),
        given=full_rank(J),
    )


@part("secant", "Quasi-Newton updates")
def secant():
    sr1 = H + outer(y - H @ s, y - H @ s) / ((y - H @ s) @ s)
    yield chain(
        sr1 @ s,
        wrong(H @ s, because="the update counts"),
        wrong(-y, because=SIGN),
        given=Ne((y - H @ s) @ s, 0),
    )
    bfgs = H - outer(H @ s, H @ s) / (s @ H @ s) + outer(y, y) / (y @ s)
    yield chain(
        bfgs @ s,
        wrong(H @ s + y, because="H s is taken off"),
        wrong(y - H @ s, because="H s cancels"),
        given=And(Ne(s @ H @ s, 0), Ne(y @ s, 0)),
    )
    rho = named("rho", 1 / (y @ s))
    V = eye(n) - rho * outer(s, y)
    yield chain(
        (V @ H @ V.T + rho * outer(s, s)) @ y,
        wrong(y, because="the inverse maps y to s"),
        wrong(rho * s, because="ρ cancels"),
        given=Ne(y @ s, 0),
    )
