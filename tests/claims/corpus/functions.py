"""Abstract functions: chain rules of which only the arguments are known; sharing between arguments."""

from symcheck import *

n, d, m = sizes("n d m")
i, j = indices("i j", n)
x, y, u = vector("x", d), vector("y", d), vector("u", d)
A = matrix("A", d, d)
s, t, c = scalars("s t c")
f, g, h = function("f"), function("g"), function("h")
phi = function("phi", elementwise=True)


@part("sums", "Sums of an abstract loss")
def sums():
    X, w = matrix("X", n, d), vector("w", d)
    L = Sum(f(X[i], w), i)
    yield chain(grad(L, w), Sum(grad(f(X[i], w), w), i), wrong(n * grad(f(X[1], w), w), because="rows differ"))
    yield chain(grad(L, X[j]), grad(f(X[j], w), X[j]), wrong(n * grad(f(X[j], w), X[j]), because="one term meets X_j"))
    yield chain(
        grad(L, X),
        stack(grad(f(X[j], w), X[j]), j),
        wrong(stack(grad(f(X[j], w), w), j), because="by the other argument"),
    )


@part("chain-rule", "The chain rule")
def chain_rule():
    yield chain(
        diff(f(s * t), t) * t,
        diff(f(s * t), s) * s,
        wrong(diff(f(s * t), s) * t, because="inner derivatives"),
    )
    yield chain(
        diff(f(s) * g(s), s),
        diff(f(s), s) * g(s) + f(s) * diff(g(s), s),
        wrong(diff(f(s), s) * diff(g(s), s), because="the product rule"),
    )
    yield chain(
        diff(f(s) / g(s), s),
        (diff(f(s), s) * g(s) - f(s) * diff(g(s), s)) / g(s) ** 2,
        wrong((diff(f(s), s) * g(s) + f(s) * diff(g(s), s)) / g(s) ** 2, because="the sign"),
    )
    yield chain(diff(exp(f(s)), s), exp(f(s)) * diff(f(s), s), wrong(exp(f(s)), because="inner derivative"))
    yield chain(diff(f(s + c), s), diff(f(s + c), c), wrong(diff(f(s), s), because="at another place"))
    yield chain(
        diff(f(s) ** 2, s, s),
        2 * diff(f(s), s) ** 2 + 2 * f(s) * diff(f(s), s, s),
        wrong(2 * f(s) * diff(f(s), s, s), because="the product rule"),
    )
    yield chain(diff(f(s, t), s, t), diff(f(s, t), t, s))
    yield chain(
        diff(f(s, s), s) - 2 * diff(f(s, t), s),
        wrong(0, because="f need not be symmetric, and t is not s"),
    )


@part("linear-inside", "A linear map inside")
def linear_inside():
    z = named("z", A @ x)
    yield chain(
        grad(f(z), x),
        A.T @ grad(f(z), z),
        wrong(A @ grad(f(z), z), because="the transpose"),
        grad(f(z), z) @ A,
    )
    yield chain(grad(f(z), A), outer(grad(f(z), z), x), wrong(outer(x, grad(f(z), z)), because="the transpose"))
    yield chain(
        hessian(f(z), x),
        A.T @ hessian(f(z), z) @ A,
        wrong(A @ hessian(f(z), z) @ A.T, because="the transposes"),
    )
    yield chain(
        diff(f(x + s * u), s),
        grad(f(x + s * u), x) @ u,
        wrong((grad(f(x), x)) @ u, because="at s = 0 only"),
    )
    r = named("r", x - y)
    yield chain(grad(f(r), y), -grad(f(r), x), wrong(grad(f(r), x), because="the sign"))


@part("elementwise", "An unknown activation")
def elementwise():
    z = named("z", A @ x)
    slope = stack(diff(phi(z[index("p", d)]), z[index("p", d)]), index("p", d))
    yield chain(
        jacobian(phi(z), x),
        diag(slope) @ A,
        slope[:, None] * A,
        wrong(A @ diag(slope), because="the order"),
        wrong(A * slope, because="rows are scaled, not columns"),
    )
    yield chain(grad(u @ phi(z), x), A.T @ (u * slope), wrong(A.T @ u * slope, because="the slope is inside"))
    yield chain(grad(u @ phi(x), u), phi(x), wrong(u * phi(x), because="linear in u"))


@part("homogeneous", "Multipliers and gradients of a penalty")
def homogeneous():
    lam = scalar("lambda")
    yield chain(
        grad(f(x) + lam * g(x), x),
        grad(f(x), x) + lam * grad(g(x), x),
        wrong(grad(f(x), x) + grad(g(x), x), because="the multiplier"),
    )
    yield chain(diff(f(x) + lam * g(x), lam), g(x), wrong(lam * g(x), because="linear in λ"))
    yield chain(
        grad(log(f(x)), x),
        grad(f(x), x) / f(x),
        wrong(1 / f(x), because="inner derivative"),
        given=f(x) > 0,
    )


@part("layers", "Two unknown layers")
def layers():
    k = size("k")
    M = matrix("M", k, d)
    z = named("z", M @ tanh(x))
    yield chain(
        grad(f(z), x),
        (M.T @ grad(f(z), z)) * (1 - tanh(x) ** 2),
        wrong((M.T @ grad(f(z), z)) * (1 - tanh(x)), because="tanh' = 1 − tanh²"),
        wrong(M.T @ grad(f(z), z), because="the activation"),
    )
