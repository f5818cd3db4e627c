"""Least squares, ridge, logistic, Poisson and softmax regression: gradients and Hessians."""

from symcheck import *

n, d, C = sizes("n d C")
i, j = indices("i j", n)
a, b = indices("a b", d)
c, e, k = indices("c e k", C)
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
lam = scalar("lambda", positive=True)
z = X @ w
p = named("p", sigmoid(z))


@part("least-squares", "Sum of squared errors")
def least_squares():
    L = ((X @ w - y) ** 2).sum()
    yield chain(
        grad(L, w),
        2 * X.T @ (X @ w - y),
        wrong(X.T @ (X @ w - y), because="the factor 2 is missing"),
        Sum(2 * (Sum(X[i, b] * w[b], b) - y[i]) * X[i], i),
        wrong(2 * X.T @ (y - X @ w), because="the sign of the residual is turned"),
        2 * X.T @ X @ w - 2 * X.T @ y,
        wrong(2 * X.T @ X @ w - X.T @ y, because="the second term lacks its factor"),
    )
    yield chain(
        hessian(L, w),
        2 * X.T @ X,
        stack(2 * Sum(X[i, a] * X[i, b], i), a, b),
        wrong(stack(2 * Sum(X[i, a] * X[i, a], i), a, b), because="the second index is a copy of the first"),
        wrong(X.T @ X, because="the factor 2 is missing"),
    )
    yield chain(
        grad(L, y),
        -2 * (X @ w - y),
        wrong(2 * (X @ w - y), because="y stands with a minus"),
    )


@part("mean-squares", "Mean squared error")
def mean_squares():
    L = mean((X @ w - y) ** 2)
    yield chain(
        grad(L, w),
        2 / n * X.T @ (X @ w - y),
        wrong(2 / d * X.T @ (X @ w - y), because="the mean runs over the samples, not the features"),
        wrong(2 * X.T @ (X @ w - y), because="1/n is missing"),
        mean(2 * (X @ w - y)[:, None] * X, axis=0),
    )
    yield chain(hessian(L, w), X.T @ X * 2 / n, wrong(X.T @ X / n, because="the factor 2 is missing"))


@part("intercept", "Least squares with an intercept")
def intercept():
    b0 = scalar("b")
    L = ((X @ w + b0 - y) ** 2).sum()
    yield chain(
        diff(L, b0),
        2 * Sum(X[i] @ w + b0 - y[i], i),
        2 * n * b0 + 2 * (X @ w - y).sum(),
        wrong(2 * b0 + 2 * (X @ w - y).sum(), because="b enters once for every sample"),
    )
    yield chain(diff(L, b0, b0), 2 * n, wrong(2, because="b enters once for every sample"))
    yield chain(
        grad(diff(L, b0), w),
        2 * X.sum(axis=0),
        wrong(2 * n * X.sum(axis=0), because="the sum over samples is taken already"),
    )


@part("ridge", "Ridge regression")
def ridge():
    L = ((X @ w - y) ** 2).sum() + lam * (w @ w)
    yield chain(
        grad(L, w),
        2 * X.T @ (X @ w - y) + 2 * lam * w,
        2 * (X.T @ X + lam * eye(d)) @ w - 2 * X.T @ y,
        wrong(2 * X.T @ (X @ w - y) + lam * w, because="the square has derivative 2w"),
        wrong(2 * (X.T @ X + lam) @ w - 2 * X.T @ y, because="λ is added to every entry, not to the diagonal"),
    )
    yield chain(
        hessian(L, w),
        2 * X.T @ X + 2 * lam * eye(d),
        wrong(2 * X.T @ X + 2 * lam, because="the identity is missing: right for d = 1 only"),
    )


@part("ridge-solution", "The ridge estimate makes the gradient vanish")
def ridge_solution():
    A = X.T @ X + lam * eye(d)
    estimate = inv(A) @ X.T @ y
    yield chain(
        2 * X.T @ (X @ estimate - y) + 2 * lam * estimate,
        zeros(d),
        wrong(2 * lam * estimate, because="the penalty is cancelled by the residuals"),
    )


@part("weighted", "Weighted least squares")
def weighted():
    s = vector("s", n, positive=True)
    L = Sum(s[i] * (y[i] - X[i] @ w) ** 2, i)
    yield chain(
        grad(L, w),
        -2 * X.T @ (s * (y - X @ w)),
        wrong(-2 * (s * (y - X @ w)).sum() * X.sum(axis=0), because="a sum of products is not a product of sums"),
        2 * X.T @ diag(s) @ (X @ w - y),
        wrong(2 * X.T @ diag(s**2) @ (X @ w - y), because="the weight is not squared"),
    )


@part("logistic", "Logistic regression with labels 0 and 1")
def logistic():
    L = -Sum(y[i] * log(sigmoid(X[i] @ w)) + (1 - y[i]) * log(1 - sigmoid(X[i] @ w)), i)
    yield chain(
        grad(L, w),
        X.T @ (p - y),
        Sum((p[i] - y[i]) * X[i], i),
        wrong(X.T @ (y - p), because="the sign is turned"),
        wrong(X.T @ (p * (1 - p) * (p - y)), because="σ' is not cancelled"),
        X.T @ p - X.T @ y,
    )
    yield chain(
        hessian(L, w),
        X.T @ diag(p * (1 - p)) @ X,
        X.T @ ((p * (1 - p))[:, None] * X),
        wrong(X.T @ diag(p * (1 + p)) @ X, because="1 + p is written for 1 − p"),
        wrong(X.T @ diag(p) @ X, because="the factor 1 − p is missing"),
        stack(Sum(p[i] * (1 - p[i]) * X[i, a] * X[i, b], i), a, b),
    )
    yield chain(
        L,
        softplus(z).sum() - y @ z,
        Sum(log(1 + exp(z[i])) - y[i] * z[i], i),
        wrong(Sum(log(1 + exp(-z[i])) - y[i] * z[i], i), because="softplus of −z"),
        wrong(log(1 + exp(z)).sum() + y @ z, because="the sign of the linear term"),
    )


@part("logistic-margin", "Logistic regression with labels −1 and 1")
def logistic_margin():
    L = Sum(log(1 + exp(-y[i] * (X[i] @ w))), i)
    yield chain(
        grad(L, w),
        -Sum(y[i] * sigmoid(-y[i] * (X[i] @ w)) * X[i], i),
        wrong(-Sum(y[i] * sigmoid(y[i] * (X[i] @ w)) * X[i], i), because="σ of the margin, not of minus the margin"),
        Sum(y[i] * (sigmoid(y[i] * (X[i] @ w)) - 1) * X[i], i),
        wrong(-Sum(sigmoid(-y[i] * (X[i] @ w)) * X[i], i), because="the label is missing"),
    )


@part("poisson", "Poisson regression")
def poisson():
    L = (exp(X @ w) - y * (X @ w)).sum()
    yield chain(
        grad(L, w),
        X.T @ (exp(X @ w) - y),
        wrong(X.T @ exp(X @ w) - y @ exp(X @ w) * ones(d), because="y multiplies the features, not the rates"),
        Sum((exp(X[i] @ w) - y[i]) * X[i], i),
        wrong(X.T @ (exp(X @ w) + y), because="the sign of y"),
    )
    yield chain(
        hessian(L, w),
        X.T @ diag(exp(X @ w)) @ X,
        wrong(X.T @ diag(exp(X @ w) - y) @ X, because="the linear term has no second derivative"),
    )


@part("softmax-regression", "Softmax regression, labels that sum to one", given=Eq(vector("t", C).sum(), 1))
def softmax_regression():
    W, x, t = matrix("W", C, d), vector("x", d), vector("t", C)
    q = named("q", softmax(W @ x))
    L = -Sum(t[c] * log(q[c]), c)
    yield chain(
        grad(L, W),
        outer(q - t, x),
        wrong(outer(t - q, x), because="the sign is turned"),
    )
    yield chain(L, logsumexp(W @ x) - t @ W @ x, wrong(logsumexp(W @ x) + t @ W @ x, because="the sign"))


@part("softmax-labels", "Softmax regression, labels of any sum")
def softmax_labels():
    W, x, t = matrix("W", C, d), vector("x", d), vector("t", C)
    q = named("q", softmax(W @ x))
    L = -(t * log(q)).sum()
    yield chain(
        grad(L, W),
        outer(t.sum() * q - t, x),
        wrong(outer(q - t, x), because="right only where the labels sum to 1"),
        stack((q[c] * Sum(t[e], e) - t[c]) * x, c),
        wrong(stack((q[c] - t[c]) * Sum(t[e], e) * x, c), because="t itself is not multiplied by the sum"),
    )


@part("softmax-one-hot", "Softmax regression, one-hot label")
def softmax_one_hot():
    W, x = matrix("W", C, d), vector("x", d)
    t = one_hot("t", C, k)
    q = named("q", softmax(W @ x))
    L = -(t * log(q)).sum()
    yield chain(
        grad(L, W),
        outer(q - t, x),
        wrong(outer(q, x) - x, because="x is taken from every row, not from the row of the label alone"),
    )
    yield chain(
        hessian(L, x),
        W.T @ (diag(q) - outer(q, q)) @ W,
        W.T @ diag(q) @ W - outer(W.T @ q, W.T @ q),
        wrong(W.T @ diag(q) @ W, because="the outer product is missing"),
        wrong(W.T @ (diag(q) + outer(q, q)) @ W, because="the sign of the outer product"),
    )
    yield chain(
        stack(diff(L, W[c], W[e])[:, :], c, e)[k, k],
        q[k] * (1 - q[k]) * outer(x, x),
        wrong((1 - q[k]) * outer(x, x), because="the factor q_k is missing"),
    )
