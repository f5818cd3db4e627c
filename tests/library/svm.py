"""Support vector machines: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

n, d = sizes("n d")
i, j = indices("i j", n)
a, b = indices("a b", d)
X, w, t = (matrix("X", n, d), vector("w", d), vector("t", n, values=(-1, 1)))
B, c, lam = (scalar("b"), scalar("C", positive=True), scalar("lambda", positive=True))


@part("hinge", "Hinge loss. Source: Shalev-Shwartz and Ben-David, Understanding Machine Learning, 15.2")
def hinge_loss():
    L = lam * norm(w) ** 2 / 2 + Sum(relu(1 - t[i] * (X[i] @ w + B)), i) / n
    yield chain(
        grad(L, w),
        wrong(lam * w + Sum(heaviside(1 - t[i] * (X[i] @ w + B)) * t[i] * X[i], i) / n, because="the sign"),
        wrong(lam * w - Sum(t[i] * X[i], i) / n, because="the mask"),
    )
    yield chain(
        diff(L, B),
        wrong(-Sum(heaviside(1 - t[i] * (X[i] @ w + B)), i) / n, because="the label"),
        wrong(-Sum(heaviside(1 - t[i] * (X[i] @ w + B)) * t[i], i), because="1/n"),
    )


@part(
    "squared-hinge", "Squared hinge loss. Source: Tang, Deep Learning using Linear Support Vector Machines, section 2"
)
def squared_hinge():
    L = w @ w / 2 + c * Sum(relu(1 - t[i] * (X[i] @ w)) ** 2, i)
    yield chain(
        grad(L, w),
        wrong(w - c * Sum(t[i] * relu(1 - t[i] * (X[i] @ w)) * X[i], i), because="the factor 2"),
        wrong(w + 2 * c * Sum(t[i] * relu(1 - t[i] * (X[i] @ w)) * X[i], i), because="the sign"),
    )
    yield chain(
        hessian(L, w),
        wrong(eye(d) - 2 * c * Sum(heaviside(1 - t[i] * (X[i] @ w)) * outer(X[i], X[i]), i), because="the sign"),
        wrong(2 * c * Sum(heaviside(1 - t[i] * (X[i] @ w)) * outer(X[i], X[i]), i), because="the penalty"),
    )


@part("lagrangian", "The Lagrangian of the hard margin. Source: Bishop, PRML, eqs. 7.7 to 7.9")
def lagrangian():
    al = vector("alpha", n)
    L = norm(w) ** 2 / 2 - Sum(al[i] * (t[i] * (X[i] @ w + B) - 1), i)
    yield chain(
        grad(L, w),
        wrong(w + Sum(al[i] * t[i] * X[i], i), because="the sign"),
        wrong(w - Sum(al[i] * X[i], i), because="the label"),
    )
    yield chain(
        diff(L, B), wrong(Sum(al[i] * t[i], i), because="the sign"), wrong(-Sum(t[i], i), because="the multiplier")
    )
    yield chain(
        diff(L, al[j]),
        wrong(t[j] * (X[j] @ w + B) - 1, because="the sign"),
        wrong(-t[j] * (X[j] @ w + B), because="the 1"),
    )


@part("dual", "The dual of the hard margin. Source: Bishop, PRML, eq. 7.10")
def dual():
    al = vector("alpha", n)
    D = Sum(al[i], i) - Sum(al[i] * al[j] * t[i] * t[j] * (X[i] @ X[j]), i, j) / 2
    u = X.T @ (al * t)
    yield chain(
        u @ u / 2 - Sum(al[i] * (t[i] * (X[i] @ u) - 1), i),
        wrong(Sum(al[i], i) + Sum(al[i] * al[j] * t[i] * t[j] * (X[i] @ X[j]), i, j) / 2, because="the sign"),
        wrong(Sum(al[i], i) - Sum(al[i] * al[j] * t[i] * t[j] * (X[i] @ X[j]), i, j), because="the ½"),
    )
    yield chain(
        diff(D, al[j]),
        wrong(1 - t[j] * (X[j] @ X.T @ al), because="the labels"),
        wrong(1 + t[j] * (X[j] @ X.T @ (al * t)), because="the sign"),
    )
    yield chain(
        hessian(D, al), wrong(diag(t) @ X @ X.T @ diag(t), because="the sign"), wrong(-X @ X.T, because="the labels")
    )
