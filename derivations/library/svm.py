"""Support vector machines.

Hinge and squared hinge losses away from the bend, the primal objective, the Lagrangian and the dual.
"""

from symcheck import *

n, d = sizes("n d")
i, j = indices("i j", n)
a, b = indices("a b", d)
X, w, t = (matrix("X", n, d), vector("w", d), vector("t", n, values=(-1, 1)))
B, c, lam = (scalar("b"), scalar("C", positive=True), scalar("lambda", positive=True))


@part("hinge", "Hinge loss. Source: Shalev-Shwartz and Ben-David, Understanding Machine Learning, 15.2")
def hinge_loss():
    L = lam * norm(w) ** 2 / 2 + Sum(relu(1 - t[i] * (X[i] @ w + B)), i) / n
    yield chain(grad(L, w), lam * w - Sum(heaviside(1 - t[i] * (X[i] @ w + B)) * t[i] * X[i], i) / n)
    yield chain(diff(L, B), -Sum(heaviside(1 - t[i] * (X[i] @ w + B)) * t[i], i) / n)


@part(
    "squared-hinge", "Squared hinge loss. Source: Tang, Deep Learning using Linear Support Vector Machines, section 2"
)
def squared_hinge():
    L = w @ w / 2 + c * Sum(relu(1 - t[i] * (X[i] @ w)) ** 2, i)
    yield chain(
        grad(L, w),
        w - 2 * c * Sum(t[i] * relu(1 - t[i] * (X[i] @ w)) * X[i], i),
        w - 2 * c * X.T @ (t * relu(1 - t * (X @ w))),
    )
    yield chain(hessian(L, w), eye(d) + 2 * c * Sum(heaviside(1 - t[i] * (X[i] @ w)) * outer(X[i], X[i]), i))


@part("lagrangian", "The Lagrangian of the hard margin. Source: Bishop, PRML, eqs. 7.7 to 7.9")
def lagrangian():
    al = vector("alpha", n)
    L = norm(w) ** 2 / 2 - Sum(al[i] * (t[i] * (X[i] @ w + B) - 1), i)
    yield chain(grad(L, w), w - Sum(al[i] * t[i] * X[i], i), w - X.T @ (al * t))
    yield chain(diff(L, B), -Sum(al[i] * t[i], i), -al @ t)
    yield chain(diff(L, al[j]), 1 - t[j] * (X[j] @ w + B))


@part("dual", "The dual of the hard margin. Source: Bishop, PRML, eq. 7.10")
def dual():
    al = vector("alpha", n)
    D = Sum(al[i], i) - Sum(al[i] * al[j] * t[i] * t[j] * (X[i] @ X[j]), i, j) / 2
    u = X.T @ (al * t)
    yield chain(u @ u / 2 - Sum(al[i] * (t[i] * (X[i] @ u) - 1), i), D, al.sum() - norm(X.T @ (al * t)) ** 2 / 2)
    yield chain(diff(D, al[j]), 1 - t[j] * (X[j] @ X.T @ (al * t)), 1 - t[j] * Sum(al[i] * t[i] * (X[i] @ X[j]), i))
    yield chain(hessian(D, al), -diag(t) @ X @ X.T @ diag(t))
