"""Log-likelihoods: scores, Fisher information, stationary points."""

from symcheck import *

n, d, C = sizes("n d C")
i, j = indices("i j", n)
a, b = indices("a b", d)
c, e, k = indices("c e k", C)
x = vector("x", n)
mu, sigma, lam = scalar("mu"), scalar("sigma", positive=True), scalar("lambda", positive=True)


@part("gaussian", "Independent Gaussians")
def gaussian():
    L = -Sum((x[i] - mu) ** 2, i) / (2 * sigma**2) - n * log(sigma) - n * log(2 * pi) / 2
    yield chain(
        L,
        Sum(log(exp(-((x[i] - mu) ** 2) / (2 * sigma**2)) / sqrt(2 * pi * sigma**2)), i),
        wrong(Sum(log(exp(-((x[i] - mu) ** 2) / sigma**2) / sqrt(2 * pi * sigma**2)), i), because="½ is missing"),
        wrong(
            Sum(log(exp(-((x[i] - mu) ** 2) / (2 * sigma**2)) / sqrt(2 * pi * sigma)), i), because="σ, not its square"
        ),
    )
    yield chain(
        diff(L, mu),
        (x - mu).sum() / sigma**2,
        (x.sum() - n * mu) / sigma**2,
        wrong((x.sum() - mu) / sigma**2, because="μ is summed n times"),
        wrong((mu - x).sum() / sigma**2, because="the sign"),
        n * (mean(x) - mu) / sigma**2,
    )
    yield chain(
        diff(L, sigma),
        Sum((x[i] - mu) ** 2, i) / sigma**3 - n / sigma,
        wrong(Sum((x[i] - mu) ** 2, i) / sigma**3 - 1 / sigma, because="n is missing"),
        wrong(Sum((x[i] - mu) ** 2, i) / (2 * sigma**3) - n / sigma, because="the 2 of the power is missing"),
    )
    yield chain(diff(L, mu, mu), -n / sigma**2, wrong(n / sigma**2, because="the sign"))
    yield chain(
        diff(L, mu, sigma),
        -2 * n * (mean(x) - mu) / sigma**3,
        wrong(0, because="zero at the stationary point only"),
    )


@part("variance", "A Gaussian by its variance, and by its precision")
def variance():
    v, t = scalar("v", positive=True), scalar("tau", positive=True)
    S = Sum((x[i] - mu) ** 2, i)
    yield chain(
        diff(-n * log(2 * pi * v) / 2 - S / (2 * v), v),
        -n / (2 * v) + S / (2 * v**2),
        (S / v - n) / (2 * v),
        wrong(-n / (2 * v) - S / (2 * v**2), because="the sign of the second term"),
        wrong(-n / (2 * v) + S / (2 * v), because="the square is missing"),
    )
    yield chain(
        diff(n * log(t / (2 * pi)) / 2 - t * S / 2, t),
        n / (2 * t) - S / 2,
        wrong(n / (2 * t) - S * t / 2, because="the derivative of t is 1"),
    )
    yield chain(
        diff(-n * log(v) / 2 - S / (2 * v), v, v),
        n / (2 * v**2) - S / v**3,
        wrong(n / (2 * v**2) + S / v**3, because="the sign"),
    )


@part("multivariate", "A multivariate Gaussian by its mean and its precision")
def multivariate():
    y, m = vector("y", d), vector("m", d)
    P = matrix("P", d, d, positive_definite=True)
    A = matrix("A", d, d)
    yield chain(
        grad(-(y - m) @ P @ (y - m) / 2, m),
        P @ (y - m),
        wrong(-P @ (y - m), because="the sign"),
        wrong(P @ (y - m) / 2, because="both factors hold m"),
    )
    yield chain(
        grad(-(y - m) @ A @ (y - m) / 2, m),
        (A + A.T) @ (y - m) / 2,
        wrong(A @ (y - m), because="right for a symmetric A only"),
    )
    yield chain(
        grad(logdet(P) / 2 - (y - m) @ P @ (y - m) / 2, P),
        inv(P) / 2 - outer(y - m, y - m) / 2,
        wrong(P / 2 - outer(y - m, y - m) / 2, because="the inverse is missing"),
        wrong(inv(P) / 2 + outer(y - m, y - m) / 2, because="the sign"),
    )
    yield chain(
        grad(-logdet(P) / 2 - (y - m) @ inv(P) @ (y - m) / 2, P),
        (inv(P) @ outer(y - m, y - m) @ inv(P) - inv(P)) / 2,
        wrong((-inv(P) @ outer(y - m, y - m) @ inv(P) - inv(P)) / 2, because="the inverse brings a second minus"),
    )


@part("bernoulli", "Bernoulli trials")
def bernoulli():
    th, z = scalar("theta", positive=True), scalar("z")
    L = Sum(x[i] * log(th) + (1 - x[i]) * log(1 - th), i)
    yield chain(
        diff(L, th),
        x.sum() / th - (n - x.sum()) / (1 - th),
        (x.sum() - n * th) / (th * (1 - th)),
        wrong(x.sum() / th + (n - x.sum()) / (1 - th), because="the inner derivative is −1"),
        wrong(x.sum() / th - (1 - x.sum()) / (1 - th), because="1 is summed n times"),
        given=th < 1,
    )
    yield chain(
        diff(Sum(x[i] * log(sigmoid(z)) + (1 - x[i]) * log(sigmoid(-z)), i), z),
        x.sum() - n * sigmoid(z),
        wrong(x.sum() - sigmoid(z), because="n is missing"),
        Sum(x[i] * sigmoid(-z) - (1 - x[i]) * sigmoid(z), i),
    )


@part("counts", "Poisson, exponential and geometric")
def counts():
    yield chain(
        diff(Sum(x[i] * log(lam) - lam - loggamma(x[i] + 1), i), lam),
        x.sum() / lam - n,
        wrong(x.sum() / lam - 1, because="λ is summed n times"),
        given=x > 0,
    )
    yield chain(
        diff(n * log(lam) - lam * x.sum(), lam),
        n / lam - x.sum(),
        wrong(1 / lam - x.sum(), because="n is missing"),
        wrong(n / lam - lam * x.sum(), because="λ is gone"),
    )
    yield chain(
        n * log(1 / mean(x)) - 1 / mean(x) * x.sum(),
        -n * log(mean(x)) - n,
        wrong(-n * log(mean(x)) - 1, because="n is missing"),
        given=x > 0,
    )


@part("gamma", "Gamma and beta distributions", given=[x > 0, x < 1])
def gamma_beta():
    al, be = scalar("alpha", positive=True), scalar("beta", positive=True)
    L = n * al * log(be) - n * loggamma(al) + (al - 1) * Sum(log(x[i]), i) - be * x.sum()
    yield chain(
        diff(L, al),
        n * log(be) - n * digamma(al) + Sum(log(x[i]), i),
        wrong(n * log(be) - n * digamma(al) + al * Sum(log(x[i]), i), because="α is gone"),
        wrong(n * log(be) - n * loggamma(al) + Sum(log(x[i]), i), because="digamma is the derivative"),
    )
    yield chain(diff(L, be), n * al / be - x.sum(), wrong(n * al * be - x.sum(), because="the logarithm has 1/β"))
    B = n * (loggamma(al + be) - loggamma(al) - loggamma(be)) + Sum((al - 1) * log(x[i]) + (be - 1) * log(1 - x[i]), i)
    yield chain(
        diff(B, al),
        n * (digamma(al + be) - digamma(al)) + Sum(log(x[i]), i),
        wrong(n * (digamma(be) - digamma(al)) + Sum(log(x[i]), i), because="the sum of both stands in the first"),
    )
    yield chain(
        diff(B, be) - diff(B, al),
        n * (digamma(al) - digamma(be)) + Sum(log((1 - x[i]) / x[i]), i),
        wrong(n * (digamma(be) - digamma(al)) + Sum(log((1 - x[i]) / x[i]), i), because="the sign of the digammas"),
    )


@part("multinomial", "Multinomial counts, by logits")
def multinomial():
    z, N = vector("z", C), vector("N", C)
    s = named("s", softmax(z))
    yield chain(
        grad(Sum(N[c] * log(s[c]), c), z),
        N - N.sum() * s,
        wrong(N - s, because="right only for a single draw"),
        wrong(N * (1 - s), because="every outcome moves with every logit"),
    )
    yield chain(
        hessian(Sum(N[c] * log(s[c]), c), z),
        N.sum() * (outer(s, s) - diag(s)),
        wrong(N.sum() * (diag(s) - outer(s, s)), because="the sign"),
        wrong(outer(s, s) * N - diag(N * s), because="the counts are summed"),
    )


@part("mixture", "A mixture and its responsibilities")
def mixture():
    z, m = vector("z", C), vector("m", C)
    y = scalar("y")
    w = named("w", softmax(z))
    joint = named("f", w * exp(-((y - m) ** 2) / 2))
    r = named("r", stack(joint[c] / Sum(joint[e], e), c))
    L = log(Sum(softmax(z)[c] * exp(-((y - m[c]) ** 2) / 2), c))
    yield chain(
        grad(L, m),
        r * (y - m),
        wrong(w * (y - m), because="prior weights where responsibilities are meant"),
        wrong(r * (m - y), because="the sign"),
    )
    yield chain(grad(L, z), r - w, wrong(r * (1 - w), because="every weight moves with every logit"))
    yield chain(diff(L, y), r @ m - y, wrong(y - r @ m, because="the sign"))


@part("kl", "Kullback–Leibler divergences")
def divergences():
    m, v = vector("m", d), vector("v", d, positive=True)
    s, t = scalar("s", positive=True), scalar("t", positive=True)
    KL = Sum(m[a] ** 2 + v[a] - log(v[a]) - 1, a) / 2
    yield chain(grad(KL, m), m, wrong(2 * m, because="the ½"))
    yield chain(
        grad(KL, v),
        (1 - 1 / v) / 2,
        wrong((1 + 1 / v) / 2, because="the sign"),
        wrong(1 - 1 / v, because="the ½"),
    )
    yield chain(
        log(t / s) + (s**2 + mu**2) / (2 * t**2) - Rational(1, 2),
        log(t) - log(s) + s**2 / (2 * t**2) + mu**2 / (2 * t**2) - Rational(1, 2),
        wrong(log(s / t) + (s**2 + mu**2) / (2 * t**2) - Rational(1, 2), because="the quotient is turned over"),
    )
    L = vector("l", d)
    yield chain(
        grad(Sum(m[a] ** 2 + exp(L[a]) - L[a] - 1, a) / 2, L),
        (exp(L) - 1) / 2,
        wrong((exp(L) - L) / 2, because="the derivative of l is 1"),
    )


@part("kl-categorical", "Divergence between two softmaxes")
def kl_categorical():
    u, z = vector("u", C), vector("z", C)
    p, q = named("p", softmax(u)), named("q", softmax(z))
    KL = named("D", Sum(p[c] * log(p[c] / q[c]), c))
    yield chain(grad(KL, z), q - p, wrong(p - q, because="the sign"), wrong(-p / q, because="the logits, not q"))
    yield chain(
        grad(KL, u),
        p * (log(p / q) - KL),
        wrong(p * (log(p / q) + 1 - KL), because="the 1 is cancelled by the normalisation"),
        p * (u - z - Sum(p[c] * (u[c] - z[c]), c)),
    )


@part("score", "The expected score is zero")
def score():
    z = vector("z", C)
    s = named("s", softmax(z))
    yield chain(Sum(s[c] * diff(log(s[c]), z[k]), c), 0, wrong(1 - s[k], because="this is the score of k itself"))
    f = vector("f", C)
    yield chain(
        Sum(s[c] * f[c] * diff(log(s[c]), z[k]), c),
        diff(s @ f, z[k]),
        s[k] * (f[k] - s @ f),
        wrong(s[k] * f[k], because="the baseline is missing"),
    )
