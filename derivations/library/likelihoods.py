"""Likelihoods.

Scores, information and stationary points of Gaussian, multivariate Gaussian, Bernoulli, multinomial, Dirichlet,
Gamma and exponential likelihoods.
"""

from symcheck import *

n, d, C = sizes("n d C")
i = index("i", n)
a, b = indices("a b", d)
c, k = indices("c k", C)
x = vector("x", n)
mu, v, lam = (scalar("mu"), scalar("v", positive=True), scalar("lambda", positive=True))


@part("gaussian", "Gaussian. Source: Bishop, PRML, eqs. 1.54 to 1.56")
def gaussian():
    S = Sum((x[i] - mu) ** 2, i)
    L = -S / (2 * v) - n * log(v) / 2 - n * log(2 * pi) / 2
    yield chain(Sum(log(exp(-((x[i] - mu) ** 2) / (2 * v)) / sqrt(2 * pi * v)), i), L)
    yield chain(diff(L, mu), Sum(x[i] - mu, i) / v, n * (mean(x) - mu) / v)
    yield chain(diff(L, v), S / (2 * v**2) - n / (2 * v))
    yield chain(diff(L, mu, mu), -n / v)
    yield chain(S, Sum((x[i] - mean(x)) ** 2, i) + n * (mean(x) - mu) ** 2)
    yield chain(var(x), mean(x**2) - mean(x) ** 2)


@part("multivariate", "Multivariate Gaussian. Source: Bishop, PRML, eqs. 2.118 to 2.120")
def multivariate():
    X, m = (matrix("X", n, d), vector("m", d))
    S = matrix("S", d, d, positive_definite=True)
    L = -n * d * log(2 * pi) / 2 - n * logdet(S) / 2 - Sum((X[i] - m) @ inv(S) @ (X[i] - m), i) / 2
    yield chain(grad(L, m), Sum(inv(S) @ (X[i] - m), i), n * inv(S) @ (X.mean(axis=0) - m))
    yield chain(hessian(L, m), -n * inv(S))
    yield chain(grad(L, S), -n * inv(S) / 2 + inv(S) @ Sum(outer(X[i] - m, X[i] - m), i) @ inv(S) / 2)


@part("precision", "Multivariate Gaussian by its precision. Source: Bishop, PRML, section 2.3")
def precision():
    X, m = (matrix("X", n, d), vector("m", d))
    P = matrix("P", d, d, positive_definite=True)
    L = n * logdet(P) / 2 - Sum((X[i] - m) @ P @ (X[i] - m), i) / 2
    yield chain(grad(L, P), n * inv(P) / 2 - Sum(outer(X[i] - m, X[i] - m), i) / 2)
    yield chain(Sum((X[i] - m) @ P @ (X[i] - m), i), trace(P @ Sum(outer(X[i] - m, X[i] - m), i)))


@part("bernoulli", "Bernoulli. Source: Bishop, PRML, eqs. 2.6 and 2.7")
def bernoulli():
    th = scalar("theta", positive=True)
    L = Sum(x[i] * log(th) + (1 - x[i]) * log(1 - th), i)
    yield chain(
        diff(L, th), x.sum() / th - (n - x.sum()) / (1 - th), n * (mean(x) - th) / (th * (1 - th)), given=th < 1
    )
    yield chain(diff(L, th, th), -x.sum() / th**2 - (n - x.sum()) / (1 - th) ** 2, given=th < 1)
    yield chain(1 / th + 1 / (1 - th), 1 / (th * (1 - th)), given=th < 1)


@part("multinomial", "Multinomial, by logits. Source: Murphy, Probabilistic Machine Learning")
def multinomial():
    z, N = (vector("z", C), vector("N", C))
    s = named("s", softmax(z))
    L = Sum(N[c] * log(softmax(z)[c]), c)
    yield chain(grad(L, z), N - N.sum() * s)
    yield chain(hessian(L, z), -N.sum() * (diag(s) - outer(s, s)))


@part("multinomial-multiplier", "Multinomial with a multiplier. Source: Bishop, PRML, eqs. 2.31 to 2.33")
def multinomial_multiplier():
    m, p = (vector("m", C), vector("p", C, positive=True))
    L = Sum(m[k] * log(p[k]), k) + mu * (Sum(p[k], k) - 1)
    yield chain(diff(L, p[c]), m[c] / p[c] + mu)
    yield chain(diff(L, mu), Sum(p[k], k) - 1)
    yield chain(Sum(m[k] / m.sum(), k), 1, given=m > 0)


@part("dirichlet", "Dirichlet. Source: Minka, Estimating a Dirichlet Distribution", given=[matrix("p", n, C) > 0])
def dirichlet():
    al, p = (vector("alpha", C, positive=True), matrix("p", n, C))
    L = n * loggamma(al.sum()) - n * Sum(loggamma(al[c]), c) + Sum((al[c] - 1) * log(p[i, c]), i, c)
    yield chain(diff(L, al[k]), n * digamma(al.sum()) - n * digamma(al[k]) + Sum(log(p[i, k]), i))
    yield chain(diff(L, al[k], al[c]), n * trigamma(al.sum()) - n * delta(k, c) * trigamma(al[k]))


@part("gamma", "Gamma by shape and rate. Source: Murphy, Machine Learning", given=x > 0)
def gamma_likelihood():
    al, be = (scalar("alpha", positive=True), scalar("beta", positive=True))
    L = n * al * log(be) - n * loggamma(al) + (al - 1) * Sum(log(x[i]), i) - be * x.sum()
    yield chain(Sum(log(be**al / gamma(al) * x[i] ** (al - 1) * exp(-be * x[i])), i), L)
    yield chain(diff(L, al), n * log(be) - n * digamma(al) + Sum(log(x[i]), i))
    yield chain(diff(L, be), n * al / be - x.sum())
    yield chain(diff(L, al, be), n / be)
    yield chain(n * al / (al / mean(x)) - x.sum(), 0)


@part("exponential", "Exponential and Poisson. Source: Murphy, Machine Learning")
def exponential():
    L = n * log(lam) - lam * x.sum()
    yield chain(Sum(log(lam * exp(-lam * x[i])), i), L)
    yield chain(diff(L, lam), n / lam - x.sum(), n * (1 / lam - mean(x)))
    yield chain(diff(L, lam, lam), -n / lam**2)
    yield chain(diff(Sum(x[i] * log(lam) - lam, i), lam), x.sum() / lam - n)
