"""Regression.

Least squares, ridge, weighted least squares, logistic, multinomial and Poisson regression: gradients, Hessians,
and the normal equations under the conditions that they ask for.
"""

from symcheck import *

n, d, C = sizes("n d C")
i, j = indices("i j", n)
a, b = indices("a b", d)
c, e = indices("c e", C)
X, y, w = (matrix("X", n, d), vector("y", n), vector("w", d))
lam = scalar("lambda", positive=True)
r = vector("r", n, positive=True)


@part(
    "least-squares", "Sum of squared errors. Source: Petersen and Pedersen, The Matrix Cookbook, eq. 84, unit weights"
)
def least_squares():
    L = norm(X @ w - y) ** 2
    yield chain(norm(X @ w - y) ** 2, w @ X.T @ X @ w - 2 * y @ X @ w + y @ y)
    yield chain(grad(L, w), 2 * X.T @ (X @ w - y), 2 * Sum((X[i] @ w - y[i]) * X[i], i), 2 * X.T @ X @ w - 2 * X.T @ y)
    yield chain(hessian(L, w), 2 * X.T @ X, stack(2 * Sum(X[i, a] * X[i, b], i), a, b))
    yield chain(grad(L, X), 2 * outer(X @ w - y, w))


@part("mean-squares", "Mean squared error. Source: Goodfellow, Bengio, Courville, Deep Learning, section 5.1.4")
def mean_squares():
    L = mean((X @ w - y) ** 2)
    yield chain(grad(L, w), 2 / n * X.T @ (X @ w - y))


@part("normal-equations", "Normal equations. Source: Bishop, PRML, section 3.1.1", given=full_rank(X))
def normal_equations():
    west = named("\\hat w", inv(X.T @ X) @ X.T @ y)
    yield chain(X.T @ X @ west, X.T @ y)
    yield chain(X.T @ (X @ west - y), zeros(d))
    H = X @ inv(X.T @ X) @ X.T
    yield chain(H @ H, H)
    yield chain(H @ X, X)
    yield chain((eye(n) - H) @ X, zeros(n, d))
    yield chain(trace(H), d)
    yield chain(pinv(X) @ y, west)


@part(
    "ridge",
    "Ridge regression. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, section 3.4.1",
)
def ridge():
    L = norm(X @ w - y) ** 2 + lam * norm(w) ** 2
    A = X.T @ X + lam * eye(d)
    yield chain(grad(L, w), 2 * X.T @ (X @ w - y) + 2 * lam * w, 2 * A @ w - 2 * X.T @ y)
    yield chain(hessian(L, w), 2 * X.T @ X + 2 * lam * eye(d), 2 * A)
    yield chain(A @ inv(A) @ X.T @ y, X.T @ y)
    yield chain(inv(A) @ X.T @ y, X.T @ inv(X @ X.T + lam * eye(n)) @ y)


@part("weighted", "Weighted least squares. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning")
def weighted():
    L = Sum(r[i] * (y[i] - X[i] @ w) ** 2, i)
    R = diag(r)
    yield chain(L, (y - X @ w) @ R @ (y - X @ w))
    yield chain(grad(L, w), 2 * X.T @ R @ (X @ w - y), -2 * X.T @ (r * (y - X @ w)))
    yield chain(hessian(L, w), 2 * X.T @ R @ X)


@part(
    "weighted-normal-equations",
    "Weighted normal equations. Source: Murphy, Probabilistic Machine Learning",
    given=full_rank(X),
)
def weighted_normal_equations():
    R = diag(r)
    yield chain(X.T @ R @ X @ inv(X.T @ R @ X) @ X.T @ R @ y, X.T @ R @ y)


@part("logistic", "Logistic regression. Source: Bishop, PRML, eqs. 4.90, 4.91 and 4.97")
def logistic():
    p = named("p", sigmoid(X @ w))
    L = -Sum(y[i] * log(sigmoid(X[i] @ w)) + (1 - y[i]) * log(1 - sigmoid(X[i] @ w)), i)
    yield chain(L, Sum(softplus(X[i] @ w) - y[i] * (X[i] @ w), i), Sum(log(1 + exp(X[i] @ w)), i) - y @ X @ w)
    yield chain(grad(L, w), Sum((p[i] - y[i]) * X[i], i), X.T @ (p - y))
    yield chain(hessian(L, w), Sum(p[i] * (1 - p[i]) * outer(X[i], X[i]), i), X.T @ diag(p * (1 - p)) @ X)


@part("margin", "Logistic regression with labels −1 and 1. Source: Murphy, Machine Learning, section 8.3.1")
def margin():
    t = vector("t", n, values=(-1, 1))
    L = Sum(log(1 + exp(-t[i] * (X[i] @ w))), i)
    yield chain(grad(L, w), -Sum(sigmoid(-t[i] * (X[i] @ w)) * t[i] * X[i], i))
    yield chain(hessian(L, w), Sum(sigmoid(X[i] @ w) * sigmoid(-(X[i] @ w)) * outer(X[i], X[i]), i))


@part(
    "multinomial",
    "Multinomial logistic regression. Source: Bishop, PRML, eqs. 4.109 and 4.110",
    given=every(i, Eq(matrix("T", n, C)[i].sum(), 1)),
)
def multinomial():
    W = matrix("W", C, d)
    T, P = (matrix("T", n, C), named("P", softmax(X @ W.T, axis=1)))
    L = -Sum(T[i, c] * log(softmax(X @ W.T, axis=1)[i, c]), i, c)
    yield chain(grad(L, W), (P - T).T @ X, stack(Sum((P[i, c] - T[i, c]) * X[i], i), c))
    yield chain(grad(L, W[c]), Sum((P[i, c] - T[i, c]) * X[i], i))
    yield chain(jacobian(grad(L, W[c]), W[e]), Sum(P[i, c] * (delta(c, e) - P[i, e]) * outer(X[i], X[i]), i))


@part("poisson", "Poisson regression. Source: McCullagh and Nelder, Generalized Linear Models, chapter 6")
def poisson():
    m = named("m", exp(X @ w))
    k = vector("k", n, values=(0, 1, 2))
    L = Sum(y[i] * (X[i] @ w) - exp(X[i] @ w), i)
    yield chain(
        Sum(log(exp(-exp(X[i] @ w)) * exp(X[i] @ w) ** k[i] / gamma(k[i] + 1)), i),
        Sum(k[i] * (X[i] @ w) - exp(X[i] @ w) - loggamma(k[i] + 1), i),
    )
    yield chain(grad(L, w), X.T @ (y - m), Sum((y[i] - exp(X[i] @ w)) * X[i], i))
    yield chain(hessian(L, w), -X.T @ diag(m) @ X)


@part("class-labels", "Multinomial logistic regression, a class for each sample. Source: Murphy, Machine Learning")
def class_labels():
    W = matrix("W", C, d)
    label = index_map("l", n, C)
    P = named("P", softmax(X @ W.T, axis=1))
    L = Sum(logsumexp(W @ X[i]) - W[label[i]] @ X[i], i)
    yield chain(grad(L, W), (P - stack(delta(label[i], c), i, c)).T @ X)
