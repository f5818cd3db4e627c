"""Regression: wrong versions of each claim of the library, each to be refuted."""

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
    yield chain(
        norm(X @ w - y) ** 2,
        wrong(w @ X.T @ X @ w - y @ X @ w + y @ y, because="the cross term comes twice"),
        wrong(w @ X.T @ X @ w + 2 * y @ X @ w + y @ y, because="the sign of the cross term"),
    )
    yield chain(
        grad(L, w), wrong(X.T @ (X @ w - y), because="the factor 2"), wrong(2 * X.T @ (y - X @ w), because="the sign")
    )
    yield chain(hessian(L, w), wrong(X.T @ X, because="the factor 2"), wrong(2 * X @ X.T, because="the transpose"))
    yield chain(
        grad(L, X),
        wrong(2 * outer(w, X @ w - y), because="the transpose"),
        wrong(2 * outer(X @ w - y, X @ w - y), because="w is the second factor"),
    )


@part("mean-squares", "Mean squared error. Source: Goodfellow, Bengio, Courville, Deep Learning, section 5.1.4")
def mean_squares():
    L = mean((X @ w - y) ** 2)
    yield chain(
        grad(L, w),
        wrong(2 / d * X.T @ (X @ w - y), because="the mean runs over the samples"),
        wrong(1 / n * X.T @ (X @ w - y), because="the factor 2"),
    )


@part("normal-equations", "Normal equations. Source: Bishop, PRML, section 3.1.1", given=full_rank(X))
def normal_equations():
    west = named("\\hat w", inv(X.T @ X) @ X.T @ y)
    yield chain(
        X.T @ X @ west,
        wrong(X.T @ X @ X.T @ y, because="the inverse is missing"),
        wrong(west, because="the Gram matrix is missing"),
    )
    yield chain(
        X.T @ (X @ west - y),
        wrong(X.T @ y, because="the residual is orthogonal"),
        wrong(-X.T @ y, because="the fit is missing"),
    )
    H = X @ inv(X.T @ X) @ X.T
    yield chain(H @ H, wrong(eye(n), because="a projection, not the identity"), wrong(2 * H, because="idempotent"))
    yield chain(
        H @ X,
        wrong(X @ X.T @ X, because="the inverse is missing"),
        wrong(zeros(n, d), because="this is what the complement does"),
    )
    yield chain((eye(n) - H) @ X, wrong(X, because="the columns are projected away"), wrong(-X, because="the sign"))
    yield chain(
        trace(H), wrong(n, because="the number of columns"), wrong(n - d, because="the trace of the complement")
    )
    yield chain(pinv(X) @ y, wrong(X.T @ y, because="the inverse is missing"), wrong(2 * west, because="no factor 2"))


@part(
    "ridge",
    "Ridge regression. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, section 3.4.1",
)
def ridge():
    L = norm(X @ w - y) ** 2 + lam * norm(w) ** 2
    A = X.T @ X + lam * eye(d)
    yield chain(
        grad(L, w),
        wrong(2 * X.T @ (X @ w - y) + lam * w, because="the square"),
        wrong(2 * X.T @ (X @ w - y) - 2 * lam * w, because="the sign of the penalty"),
    )
    yield chain(
        hessian(L, w),
        wrong(2 * X.T @ X + 2 * lam, because="the identity is missing"),
        wrong(2 * X.T @ X + lam * eye(d), because="the factor 2 of the penalty"),
    )
    yield chain(
        A @ inv(A) @ X.T @ y,
        wrong(A @ X.T @ y, because="the inverse"),
        wrong(inv(A) @ X.T @ y, because="A is cancelled"),
    )
    yield chain(
        inv(A) @ X.T @ y,
        wrong(X.T @ inv(X @ X.T - lam * eye(n)) @ y, because="the sign"),
        wrong(X.T @ inv(X @ X.T + eye(n)) @ y, because="λ is missing"),
    )


@part("weighted", "Weighted least squares. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning")
def weighted():
    L = Sum(r[i] * (y[i] - X[i] @ w) ** 2, i)
    R = diag(r)
    yield chain(
        L,
        wrong((y - X @ w) @ R @ R @ (y - X @ w), because="weights are not squared"),
        wrong((y - X @ w) @ (y - X @ w), because="the weights"),
    )
    yield chain(
        grad(L, w),
        wrong(2 * X.T @ R @ (y - X @ w), because="the sign"),
        wrong(2 * X.T @ R @ R @ (X @ w - y), because="weights are not squared"),
    )
    yield chain(hessian(L, w), wrong(2 * X.T @ X, because="the weights"), wrong(X.T @ R @ X, because="the factor 2"))


@part(
    "weighted-normal-equations",
    "Weighted normal equations. Source: Murphy, Probabilistic Machine Learning",
    given=full_rank(X),
)
def weighted_normal_equations():
    R = diag(r)
    yield chain(
        X.T @ R @ X @ inv(X.T @ R @ X) @ X.T @ R @ y,
        wrong(X.T @ y, because="the weights"),
        wrong(X.T @ R @ R @ y, because="weights are not squared"),
    )


@part("logistic", "Logistic regression. Source: Bishop, PRML, eqs. 4.90, 4.91 and 4.97")
def logistic():
    p = named("p", sigmoid(X @ w))
    L = -Sum(y[i] * log(sigmoid(X[i] @ w)) + (1 - y[i]) * log(1 - sigmoid(X[i] @ w)), i)
    yield chain(
        L,
        wrong(Sum(softplus(X[i] @ w) + y[i] * (X[i] @ w), i), because="the sign of the linear term"),
        wrong(Sum(softplus(-(X[i] @ w)) - y[i] * (X[i] @ w), i), because="the sign in the softplus"),
    )
    yield chain(
        grad(L, w),
        wrong(X.T @ (y - p), because="the sign"),
        wrong(X.T @ (p * (1 - p) * (p - y)), because="σ' is cancelled"),
    )
    yield chain(
        hessian(L, w),
        wrong(X.T @ diag(p) @ X, because="1 − p is missing"),
        wrong(X.T @ diag((p * (1 - p)) ** 2) @ X, because="the weight is not squared"),
    )


@part("margin", "Logistic regression with labels −1 and 1. Source: Murphy, Machine Learning, section 8.3.1")
def margin():
    t = vector("t", n, values=(-1, 1))
    L = Sum(log(1 + exp(-t[i] * (X[i] @ w))), i)
    yield chain(
        grad(L, w),
        wrong(-Sum(sigmoid(t[i] * (X[i] @ w)) * t[i] * X[i], i), because="the sign of the margin"),
        wrong(-Sum(sigmoid(-t[i] * (X[i] @ w)) * X[i], i), because="the label is missing"),
    )
    yield chain(
        hessian(L, w),
        wrong(
            Sum(t[i] * sigmoid(X[i] @ w) * sigmoid(-(X[i] @ w)) * outer(X[i], X[i]), i), because="the label is squared"
        ),
        wrong(Sum(sigmoid(X[i] @ w) * outer(X[i], X[i]), i), because="the factor 1 − σ"),
    )


@part(
    "multinomial",
    "Multinomial logistic regression. Source: Bishop, PRML, eqs. 4.109 and 4.110",
    given=every(i, Eq(matrix("T", n, C)[i].sum(), 1)),
)
def multinomial():
    W = matrix("W", C, d)
    T, P = (matrix("T", n, C), named("P", softmax(X @ W.T, axis=1)))
    L = -Sum(T[i, c] * log(softmax(X @ W.T, axis=1)[i, c]), i, c)
    yield chain(grad(L, W), wrong((T - P).T @ X, because="the sign"), wrong(P.T @ X, because="the labels"))
    yield chain(
        grad(L, W[c]),
        wrong(Sum((P[i, c] - 1) * X[i], i), because="1 for the true class alone"),
        wrong(Sum(P[i, c] * (1 - P[i, c]) * X[i], i), because="the softmax derivative is cancelled"),
    )
    yield chain(
        jacobian(grad(L, W[c]), W[e]),
        wrong(Sum(P[i, c] * (1 - P[i, e]) * outer(X[i], X[i]), i), because="the δ is dropped"),
        wrong(-Sum(P[i, c] * (delta(c, e) - P[i, e]) * outer(X[i], X[i]), i), because="the sign"),
    )


@part("poisson", "Poisson regression. Source: McCullagh and Nelder, Generalized Linear Models, chapter 6")
def poisson():
    m = named("m", exp(X @ w))
    k = vector("k", n, values=(0, 1, 2))
    L = Sum(y[i] * (X[i] @ w) - exp(X[i] @ w), i)
    yield chain(
        Sum(log(exp(-exp(X[i] @ w)) * exp(X[i] @ w) ** k[i] / gamma(k[i] + 1)), i),
        wrong(Sum(k[i] * (X[i] @ w) + exp(X[i] @ w) - loggamma(k[i] + 1), i), because="the sign of the rate"),
        wrong(Sum(k[i] * (X[i] @ w) - exp(X[i] @ w) + loggamma(k[i] + 1), i), because="the factorial divides"),
    )
    yield chain(
        grad(L, w), wrong(X.T @ (m - y), because="the sign"), wrong(X.T @ (y - X @ w), because="the exponential")
    )
    yield chain(
        hessian(L, w),
        wrong(X.T @ diag(m) @ X, because="the sign"),
        wrong(-X.T @ diag(m * y) @ X, because="the linear term is gone"),
    )


@part("class-labels", "Multinomial logistic regression, a class for each sample. Source: Murphy, Machine Learning")
def class_labels():
    W = matrix("W", C, d)
    label = index_map("l", n, C)
    P = named("P", softmax(X @ W.T, axis=1))
    L = Sum(logsumexp(W @ X[i]) - W[label[i]] @ X[i], i)
    yield chain(
        grad(L, W),
        wrong((stack(delta(label[i], c), i, c) - P).T @ X, because="the sign"),
        wrong(P.T @ X, because="the labels"),
    )
