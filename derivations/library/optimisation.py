"""Optimisation: quadratic models, gradient and Newton steps, proximal steps, Lagrange conditions, descent."""

from symcheck import *

n, m = sizes("n m")
i, j = indices("i j", n)
r = index("r", m)
x, y, z, b, c, g, p, s = (vector(name, n) for name in ["x", "y", "z", "b", "c", "g", "p", "s"])
A, H = matrix("A", m, n), matrix("H", n, n, symmetric=True)
P = matrix("P", n, n, positive_definite=True)
eta, lam, t = scalar("eta", positive=True), scalar("lambda", positive=True), scalar("t")
f = named("f", x @ P @ x / 2 - b @ x)


@part("quadratic", "A quadratic function. Source: Nocedal & Wright, Numerical Optimization, section 5.1")
def quadratic():
    yield chain(grad(x @ P @ x / 2 - b @ x, x), P @ x - b)
    yield chain(hessian(x @ P @ x / 2 - b @ x, x), P)
    star = named("x^*", inv(P) @ b)
    yield chain(P @ star - b, zeros(n))
    yield chain(star @ P @ star / 2 - b @ star, -b @ inv(P) @ b / 2)
    yield chain(
        f - (star @ P @ star / 2 - b @ star),
        (x - star) @ P @ (x - star) / 2,
    )


@part("newton", "Newton's step. Source: Boyd & Vandenberghe, Convex Optimization, section 9.5")
def newton():
    yield chain(grad(g @ s + s @ P @ s / 2, s), g + P @ s)
    step = named("s", -inv(P) @ g)
    yield chain(g + P @ step, zeros(n))
    yield chain(g @ step + step @ P @ step / 2, -g @ inv(P) @ g / 2)
    yield chain(x - inv(P) @ (P @ x - b), inv(P) @ b)
    yield chain(g @ step, -g @ inv(P) @ g)


@part(
    "newton-scalar",
    "Newton's method for a root. Source: Nocedal & Wright, Numerical Optimization, chapter 11",
    given=t > 0,
)
def newton_scalar():
    a = scalar("a", positive=True)
    h = t**2 - a
    yield chain(t - h / diff(h, t), (t + a / t) / 2)
    yield chain((t + a / t) / 2 - sqrt(a), (t - sqrt(a)) ** 2 / (2 * t))
    u = 1 / t - a
    yield chain(t - u / diff(u, t), t * (2 - a * t))
    yield chain(1 - a * (t * (2 - a * t)), (1 - a * t) ** 2)


@part("steepest", "A step down the gradient. Source: Nocedal & Wright, Numerical Optimization, section 3.3")
def steepest():
    d = named("g", P @ x - b)
    phi = (x - t * p) @ P @ (x - t * p) / 2 - b @ (x - t * p)
    yield chain(diff(phi, t), -p @ (P @ (x - t * p) - b), t * (p @ P @ p) - p @ (P @ x - b))
    yield chain(diff(phi, t, t), p @ P @ p)
    best = named("t^*", d @ d / (d @ P @ d))
    yield chain(best * (d @ P @ d) - d @ d, 0, given=Ne(d @ P @ d, 0))
    yield chain(P @ (x - t * d) - b, (eye(n) - t * P) @ d)
    yield chain(x - eta * d - inv(P) @ b, (eye(n) - eta * P) @ (x - inv(P) @ b))


@part(
    "gradient-model", "A gradient step minimises a model. Source: Beck, First-Order Methods in Optimization, chapter 10"
)
def gradient_model():
    model = g @ (z - x) + norm(z - x) ** 2 / (2 * eta)
    yield chain(grad(model, z), g + (z - x) / eta)
    step = named("z", x - eta * g)
    yield chain(g + (step - x) / eta, zeros(n))
    yield chain(
        g @ (z - x) + norm(z - x) ** 2 / (2 * eta),
        norm(z - (x - eta * g)) ** 2 / (2 * eta) - eta * norm(g) ** 2 / 2,
    )
    yield chain(norm(x - eta * g - y) ** 2, norm(x - y) ** 2 - 2 * eta * g @ (x - y) + eta**2 * norm(g) ** 2)


@part("proximal", "Proximal steps. Source: Parikh & Boyd, Proximal Algorithms, section 6")
def proximal():
    v = vector("v", n)
    square = lam * norm(z) ** 2 / 2 + norm(z - v) ** 2 / 2
    yield chain(grad(square, z), lam * z + z - v)
    prox = named("z", v / (1 + lam))
    yield chain(lam * prox + prox - v, zeros(n))
    form = lam * (z @ P @ z / 2 + b @ z) + norm(z - v) ** 2 / 2
    yield chain(grad(form, z), lam * (P @ z + b) + z - v)
    w = named("z", inv(eye(n) + lam * P) @ (v - lam * b))
    yield chain((eye(n) + lam * P) @ w, v - lam * b)
    yield chain(grad(-lam * log(t) + (t - eta) ** 2 / 2, t), -lam / t + t - eta, given=t > 0)


@part("soft-threshold", "The soft threshold. Source: Parikh & Boyd, Proximal Algorithms, section 6.5")
def soft_threshold():
    v = scalar("v")
    S = sign(v) * relu(Abs(v) - lam)
    yield chain(S, relu(v - lam) - relu(-v - lam))
    yield chain(S, v - lam, given=v > lam)
    yield chain(S, v + lam, given=v < -lam)
    yield chain(S, 0, given=Abs(v) < lam)
    yield chain(v - S, maximum(-lam, minimum(v, lam)))


@part("group-lasso", "Block soft thresholds. Source: Parikh & Boyd, Proximal Algorithms, section 6.5")
def group_lasso():
    shrunk = named("S", (1 - lam / norm(x)) * x)
    yield chain(norm(shrunk), Abs(1 - lam / norm(x)) * norm(x), given=Ne(norm(x), 0))
    yield chain(norm(shrunk), norm(x) - lam, given=norm(x) > lam)


@part("envelope", "Moreau envelope and Huber's function. Source: Parikh & Boyd, Proximal Algorithms, section 3.1")
def envelope():
    v = scalar("v")
    S = sign(v) * relu(Abs(v) - lam)
    M = lam * Abs(S) + (v - S) ** 2 / 2
    yield chain(M, lam * v - lam**2 / 2, given=v > lam)
    yield chain(M, -lam * v - lam**2 / 2, given=v < -lam)
    yield chain(M, lam * Abs(v) - lam**2 / 2, given=Abs(v) > lam)
    yield chain(M, v**2 / 2, given=Abs(v) < lam)
    yield chain(M, huber(v, lam))
    yield chain(diff(where(Abs(v) <= 1, v**2 / 2, Abs(v) - Rational(1, 2)), v), maximum(-1, minimum(v, 1)))


@part("lagrange", "Equality constraints. Source: Boyd & Vandenberghe, Convex Optimization, section 10.1.1")
def lagrange():
    nu, e = vector("nu", m), vector("e", m)
    L = x @ P @ x / 2 - b @ x + nu @ (A @ x - e)
    yield chain(grad(L, x), P @ x - b + A.T @ nu)
    yield chain(grad(L, nu), A @ x - e)
    least = x @ x / 2 + nu @ (A @ x - e)
    yield chain(grad(least, x), x + A.T @ nu)
    star = named("x^*", A.T @ inv(A @ A.T) @ e)
    yield chain(A @ star, e, given=Ne(det(A @ A.T), 0))


@part("projection", "Projections. Source: Boyd & Vandenberghe, Convex Optimization, section 8.1")
def projection():
    a, beta = vector("a", n), scalar("beta")
    proj = named("z", x - (a @ x - beta) / (a @ a) * a)
    yield chain(a @ proj, beta, given=Ne(a @ a, 0))
    yield chain(norm(x - proj) ** 2, (a @ x - beta) ** 2 / (a @ a), given=Ne(a @ a, 0))
    yield chain(grad(norm(z - x) ** 2 / 2 + t * (a @ z - beta), z), z - x + t * a)
    yield chain((x - mean(x)).sum(), 0)
    yield chain(a @ (x - proj), a @ x - beta, given=Ne(a @ a, 0))


@part("simplex", "Maximal entropy. Source: Cover & Thomas, Elements of Information Theory, chapter 12", given=z > 0)
def simplex():
    L = -Sum(z[i] * log(z[i]), i) - lam * (c @ z) + t * (z.sum() - 1)
    yield chain(grad(L, z), -log(z) - 1 - lam * c + t)
    q = named("q", softmax(-lam * c))
    yield chain(-log(q) - 1 - lam * c, logsumexp(-lam * c) - 1 + zeros(n))
    yield chain(
        q @ log(q) + lam * (c @ q),
        -logsumexp(-lam * c),
    )
    yield chain(diff(logsumexp(-lam * c), lam), -c @ softmax(-lam * c))


@part("mirror", "Exponentiated gradient. Source: Beck, First-Order Methods in Optimization, chapter 9", given=x > 0)
def mirror():
    w = vector("w", n)
    E = g @ w + Sum(w[i] * log(w[i] / x[i]), i) / eta
    yield chain(grad(E, w), g + (log(w / x) + 1) / eta, given=w > 0)
    yield chain(
        stack(x[i] * exp(-eta * g[i]) / Sum(x[j] * exp(-eta * g[j]), j), i),
        softmax(log(x) - eta * g),
    )
    yield chain(grad(Sum(x[i] * log(x[i]), i), x), log(x) + 1)


@part("momentum", "Momentum and weight decay. Source: Goodfellow, Bengio & Courville, Deep Learning, sections 7.1, 8.3")
def momentum():
    mu, v, w = scalar("mu"), vector("v", n), vector("w", n)
    velocity = named("v'", mu * v - eta * g)
    yield chain(w + velocity, w - eta * g + mu * v)
    yield chain(w - eta * (g + lam * w), (1 - eta * lam) * w - eta * g)
    yield chain(grad(c @ w + lam * (w @ w) / 2, w), c + lam * w)
    yield chain(mu * (mu * v - eta * g) - eta * g, mu**2 * v - eta * (1 + mu) * g)


@part("averages", "Exponential averages and their bias. Source: Kingma & Ba, Adam (2015), section 3")
def averages():
    beta, T = scalar("beta", positive=True), size("T")
    k, u = index("k", 1, T), index("u", 0, T - 1)
    yield chain((1 - beta) * Sum(beta**u, u), 1 - beta**T, given=Ne(beta, 1))
    yield chain((1 - beta) * Sum(beta ** (T - k), k), 1 - beta**T, given=Ne(beta, 1))
    yield chain(beta * x + (1 - beta) * g, x + (1 - beta) * (g - x))


@part("gauss-newton", "Gauss-Newton. Source: Nocedal & Wright, Numerical Optimization, section 10.3")
def gauss_newton():
    J, e = matrix("J", m, n), vector("e", m)
    yield chain(grad(norm(J @ s + e) ** 2 / 2, s), J.T @ (J @ s + e))
    yield chain(grad(norm(J @ s + e) ** 2 / 2 + lam * norm(s) ** 2 / 2, s), (J.T @ J + lam * eye(n)) @ s + J.T @ e)
    yield chain(hessian(norm(J @ s + e) ** 2 / 2, s), J.T @ J)
    yield chain(J.T @ (J @ (-pinv(J) @ e) + e), zeros(n), given=full_rank(J))


@part("secant", "Quasi-Newton updates. Source: Nocedal & Wright, Numerical Optimization, sections 6.1 and 6.2")
def secant():
    sr1 = H + outer(y - H @ s, y - H @ s) / ((y - H @ s) @ s)
    yield chain(sr1 @ s, y, given=Ne((y - H @ s) @ s, 0))
    bfgs = H - outer(H @ s, H @ s) / (s @ H @ s) + outer(y, y) / (y @ s)
    yield chain(bfgs @ s, y, given=And(Ne(s @ H @ s, 0), Ne(y @ s, 0)))
    rho = named("rho", 1 / (y @ s))
    V = eye(n) - rho * outer(s, y)
    yield chain((V @ H @ V.T + rho * outer(s, s)) @ y, s, given=Ne(y @ s, 0))
