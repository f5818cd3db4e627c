"""Likelihoods: wrong versions of each claim of the library, each to be refuted."""

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
    yield chain(
        Sum(log(exp(-((x[i] - mu) ** 2) / (2 * v)) / sqrt(2 * pi * v)), i),
        wrong(-S / v - n * log(v) / 2 - n * log(2 * pi) / 2, because="the ½"),
        wrong(-S / (2 * v) - log(v) / 2 - log(2 * pi) / 2, because="n normalisers"),
    )
    yield chain(
        diff(L, mu),
        wrong(Sum(mu - x[i], i) / v, because="the sign"),
        wrong((x.sum() - mu) / v, because="μ is summed n times"),
    )
    yield chain(
        diff(L, v),
        wrong(S / (2 * v) - n / (2 * v), because="the square"),
        wrong(-S / (2 * v**2) - n / (2 * v), because="the sign"),
    )
    yield chain(diff(L, mu, mu), wrong(n / v, because="the sign"), wrong(-1 / v, because="n samples"))
    yield chain(
        S,
        wrong(Sum((x[i] - mean(x)) ** 2, i) + (mean(x) - mu) ** 2, because="n samples"),
        wrong(Sum((x[i] - mean(x)) ** 2, i) - n * (mean(x) - mu) ** 2, because="the sign"),
    )
    yield chain(
        var(x),
        wrong(mean(x**2) - mean(x), because="the square of the mean"),
        wrong(mean(x) ** 2 - mean(x**2), because="the sign"),
    )


@part("multivariate", "Multivariate Gaussian. Source: Bishop, PRML, eqs. 2.118 to 2.120")
def multivariate():
    X, m = (matrix("X", n, d), vector("m", d))
    S = matrix("S", d, d, positive_definite=True)
    L = -n * d * log(2 * pi) / 2 - n * logdet(S) / 2 - Sum((X[i] - m) @ inv(S) @ (X[i] - m), i) / 2
    yield chain(
        grad(L, m),
        wrong(Sum(S @ (X[i] - m), i), because="the inverse"),
        wrong(Sum(inv(S) @ (m - X[i]), i), because="the sign"),
    )
    yield chain(hessian(L, m), wrong(n * inv(S), because="the sign"), wrong(-n * S, because="the inverse"))
    yield chain(
        grad(L, S),
        wrong(
            -n * inv(S) / 2 - inv(S) @ Sum(outer(X[i] - m, X[i] - m), i) @ inv(S) / 2,
            because="the inverse brings a second minus",
        ),
        wrong(
            -n * S / 2 + inv(S) @ Sum(outer(X[i] - m, X[i] - m), i) @ inv(S) / 2,
            because="the derivative of log det is the inverse",
        ),
    )


@part("precision", "Multivariate Gaussian by its precision. Source: Bishop, PRML, section 2.3")
def precision():
    X, m = (matrix("X", n, d), vector("m", d))
    P = matrix("P", d, d, positive_definite=True)
    L = n * logdet(P) / 2 - Sum((X[i] - m) @ P @ (X[i] - m), i) / 2
    yield chain(
        grad(L, P),
        wrong(n * P / 2 - Sum(outer(X[i] - m, X[i] - m), i) / 2, because="the inverse"),
        wrong(n * inv(P) / 2 + Sum(outer(X[i] - m, X[i] - m), i) / 2, because="the sign"),
    )
    yield chain(
        Sum((X[i] - m) @ P @ (X[i] - m), i),
        wrong(trace(P) * Sum((X[i] - m) @ (X[i] - m), i), because="a trace of a product"),
        wrong(n * trace(P @ Sum(outer(X[i] - m, X[i] - m), i)), because="summed once"),
    )


@part("bernoulli", "Bernoulli. Source: Bishop, PRML, eqs. 2.6 and 2.7")
def bernoulli():
    th = scalar("theta", positive=True)
    L = Sum(x[i] * log(th) + (1 - x[i]) * log(1 - th), i)
    yield chain(
        diff(L, th),
        wrong(x.sum() / th + (n - x.sum()) / (1 - th), because="the inner derivative"),
        wrong(x.sum() / th - (1 - x.sum()) / (1 - th), because="n trials"),
        given=th < 1,
    )
    yield chain(
        diff(L, th, th),
        wrong(-x.sum() / th**2 + (n - x.sum()) / (1 - th) ** 2, because="the sign"),
        wrong(x.sum() / th**2 - (n - x.sum()) / (1 - th) ** 2, because="the sign of the first term"),
        given=th < 1,
    )
    yield chain(
        1 / th + 1 / (1 - th),
        wrong(1 / (th * (1 + th)), because="the sign"),
        wrong(2 / (th * (1 - th)), because="the numerator is 1"),
        given=th < 1,
    )


@part("multinomial", "Multinomial, by logits. Source: Murphy, Probabilistic Machine Learning")
def multinomial():
    z, N = (vector("z", C), vector("N", C))
    s = named("s", softmax(z))
    L = Sum(N[c] * log(softmax(z)[c]), c)
    yield chain(
        grad(L, z),
        wrong(N - s, because="the number of draws"),
        wrong(N * (1 - s), because="every outcome moves with every logit"),
    )
    yield chain(
        hessian(L, z),
        wrong(N.sum() * (diag(s) - outer(s, s)), because="the sign"),
        wrong(outer(s, s) - diag(s), because="the number of draws"),
    )


@part("multinomial-multiplier", "Multinomial with a multiplier. Source: Bishop, PRML, eqs. 2.31 to 2.33")
def multinomial_multiplier():
    m, p = (vector("m", C), vector("p", C, positive=True))
    L = Sum(m[k] * log(p[k]), k) + mu * (Sum(p[k], k) - 1)
    yield chain(
        diff(L, p[c]),
        wrong(m[c] * p[c] + mu, because="the logarithm divides"),
        wrong(m[c] / p[c] - mu, because="the sign"),
    )
    yield chain(diff(L, mu), wrong(Sum(p[k], k), because="the constraint"), wrong(1 - Sum(p[k], k), because="the sign"))
    yield chain(
        Sum(m[k] / m.sum(), k),
        wrong(C, because="the proportions sum to one"),
        wrong(m.sum(), because="they are divided"),
        given=m > 0,
    )


@part("dirichlet", "Dirichlet. Source: Minka, Estimating a Dirichlet Distribution", given=[matrix("p", n, C) > 0])
def dirichlet():
    al, p = (vector("alpha", C, positive=True), matrix("p", n, C))
    L = n * loggamma(al.sum()) - n * Sum(loggamma(al[c]), c) + Sum((al[c] - 1) * log(p[i, c]), i, c)
    yield chain(
        diff(L, al[k]),
        wrong(n * digamma(al.sum()) + n * digamma(al[k]) + Sum(log(p[i, k]), i), because="the sign"),
        wrong(n * digamma(al.sum()) - digamma(al[k]) + Sum(log(p[i, k]), i), because="n samples"),
    )
    yield chain(
        diff(L, al[k], al[c]),
        wrong(-n * delta(k, c) * trigamma(al[k]), because="the sum of all α"),
        wrong(n * trigamma(al.sum()) - n * trigamma(al[k]), because="the δ"),
    )


@part("gamma", "Gamma by shape and rate. Source: Murphy, Machine Learning", given=x > 0)
def gamma_likelihood():
    al, be = (scalar("alpha", positive=True), scalar("beta", positive=True))
    L = n * al * log(be) - n * loggamma(al) + (al - 1) * Sum(log(x[i]), i) - be * x.sum()
    yield chain(
        Sum(log(be**al / gamma(al) * x[i] ** (al - 1) * exp(-be * x[i])), i),
        wrong(n * al * log(be) + n * loggamma(al) + (al - 1) * Sum(log(x[i]), i) - be * x.sum(), because="Γ divides"),
        wrong(
            n * al * log(be) - n * loggamma(al) + al * Sum(log(x[i]), i) - be * x.sum(), because="the power is α − 1"
        ),
    )
    yield chain(
        diff(L, al),
        wrong(n * log(be) - n * loggamma(al) + Sum(log(x[i]), i), because="the digamma function"),
        wrong(n * log(be) + n * digamma(al) + Sum(log(x[i]), i), because="the sign"),
    )
    yield chain(
        diff(L, be),
        wrong(n * al * be - x.sum(), because="the logarithm divides"),
        wrong(n / be - x.sum(), because="the shape"),
    )
    yield chain(diff(L, al, be), wrong(0, because="both meet in α log β"), wrong(-n / be, because="the sign"))
    yield chain(
        n * al / (al / mean(x)) - x.sum(),
        wrong(n * al - x.sum(), because="the rate is α over the mean"),
        wrong(x.sum(), because="both terms are equal"),
    )


@part("exponential", "Exponential and Poisson. Source: Murphy, Machine Learning")
def exponential():
    L = n * log(lam) - lam * x.sum()
    yield chain(
        Sum(log(lam * exp(-lam * x[i])), i),
        wrong(log(lam) - lam * x.sum(), because="n samples"),
        wrong(n * log(lam) + lam * x.sum(), because="the sign"),
    )
    yield chain(
        diff(L, lam), wrong(1 / lam - x.sum(), because="n samples"), wrong(n / lam - lam * x.sum(), because="λ is gone")
    )
    yield chain(diff(L, lam, lam), wrong(n / lam**2, because="the sign"), wrong(-n / lam, because="the square"))
    yield chain(
        diff(Sum(x[i] * log(lam) - lam, i), lam),
        wrong(x.sum() / lam - 1, because="n samples"),
        wrong(x.sum() - n, because="the logarithm divides"),
    )
