"""One slip of every kind: what is asked, and the line with the slip."""

from __future__ import annotations

from collections.abc import Callable

from symcheck import *
from symcheck.language.tensor import Tensor

n, d, C = sizes("n d C")
i, j = indices("i j", n)
c, e = indices("c e", C)
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
A, B = matrix("A", n, n), matrix("B", n, n)
S = matrix("S", n, n, symmetric=True)
u, v = vector("u", n), vector("v", n)
x, t, r = scalar("x"), scalar("t", positive=True), scalar("r", positive=True)
z = vector("z", C)
q = named("q", softmax(z))
p = named("p", sigmoid(X @ w))
squares = ((X @ w - y) ** 2).sum()
likelihood = -Sum(y[i] * log(sigmoid(X[i] @ w)) + (1 - y[i]) * log(1 - sigmoid(X[i] @ w)), i)

CASES: dict[str, Callable[[], tuple[Tensor, Tensor]]] = {
    "sign": lambda: (grad(likelihood, w), X.T @ (p + y)),
    "constant factor": lambda: (grad(squares, w), X.T @ (X @ w - y)),
    "a factor of a size": lambda: (grad(mean(y * u), u), y),
    "mean for sum": lambda: (mean(u * v), u @ v),
    "number": lambda: (diff(x**3, x), 2 * x**2),
    "exponent": lambda: (diff(x**4, x), 4 * x**4),
    "product for quotient": lambda: (x / t, x * t),
    "quotient for product": lambda: (x * t, x / t),
    "numerator for denominator": lambda: (diff(log(t), t) * r, t / r),
    "product for sum": lambda: (log(r * t), log(r) * log(t)),
    "sum for product": lambda: (exp(x + t), exp(x) + exp(t)),
    "missing term": lambda: (grad(squares + x * (w @ w), w), 2 * X.T @ (X @ w - y)),
    "extra term": lambda: (grad(squares, w), 2 * X.T @ (X @ w - y) + w),
    "half of the product rule": lambda: (diff(x**2 * sin(x), x), 2 * x * sin(x)),
    "missing factor": lambda: (grad(likelihood, w), Sum((p[i] - y[i]) * ones(d), i)),
    "extra factor": lambda: (grad(likelihood, w), X.T @ (p * (1 - p) * (p - y))),
    "inner derivative": lambda: (diff(sin(x**2), x), cos(x**2)),
    "wrong name": lambda: (grad(u @ (A @ v), v), A.T @ v),
    "exchanged names": lambda: (jacobian(A @ (B @ u), u), B @ A),
    "wrong index": lambda: (stack(diff(log(q[c]), z[e]), c, e), stack(delta(c, e) - q[c], c, e)),
    "sum missing": lambda: (Sum(u[i] * v[i], i), u[j] * v[j]),
    "sum too much": lambda: (diff(Sum(u[i] ** 2, i), u[j]), Sum(2 * u[i], i)),
    "excluded index": lambda: (Sum(u[i], i) - u[j], Sum(u[i], i)),
    "transposed inside": lambda: (grad(u @ A @ v, v), A @ u),
    "transposed": lambda: (grad(squares, X), 2 * outer(w, X @ w - y)),
    "delta dropped": lambda: (jacobian(u * u, u), stack(2 * u[i], i, j)),
    "derivative not taken": lambda: (grad(squares, w), squares),
    "derivative by another": lambda: (grad(u @ A @ v, u), grad(u @ A @ v, v)),
    "complement": lambda: (diff(softplus(x), x), 1 - sigmoid(x)),
    "log missing": lambda: (logsumexp(z), exp(z).sum()),
    "exp too much": lambda: (log(q[c]) - z[c] + logsumexp(z) + x, exp(x)),
    "wrong function": lambda: (diff(sin(x) + x, x), sin(x) + 1),
    "list for sum": lambda: (Sum(u[i] * v[i], i), u * v),
    "sum for list": lambda: (u * v, Sum(u[i] * v[i], i)),
    "symmetric only": lambda: (grad(u @ A @ u, u), 2 * A @ u),
    "strict bound": lambda: (Sum(u[i], i, where=i >= j), Sum(u[i], i, where=i > j)),
    "function missing": lambda: (grad(likelihood, w), X.T @ (X @ w - y)),
    "slope of a layer": lambda: (grad(((p - y) ** 2).sum() / 2, w), X.T @ (p - y)),
    "symmetric variable": lambda: (grad(logdet(S), S), 2 * inv(S) - inv(S) * eye(n)),
    "inner function missing": lambda: (grad(tanh(u @ v + x), u), (1 - tanh(x) ** 2) * v),
    "inner function of each": lambda: (jacobian(tanh(A @ u), u), diag(1 - tanh(u) ** 2) @ A),
}
