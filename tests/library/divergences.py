"""Divergences: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

d, C = sizes("d C")
a, b = indices("a b", d)
c, k = indices("c k", C)
m1, m2 = scalars("m_1 m_2")
s1, s2 = (scalar("s_1", positive=True), scalar("s_2", positive=True))


@part("univariate", "Two Gaussians in one dimension. Source: standard")
def univariate():
    KL = log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - Rational(1, 2)
    yield chain(
        log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - Rational(1, 2),
        wrong(
            log(s1) - log(s2) + s1**2 / (2 * s2**2) + (m1 - m2) ** 2 / (2 * s2**2) - Rational(1, 2),
            because="the quotient is turned over",
        ),
        wrong(log(s2) - log(s1) + s1**2 / (2 * s2**2) + (m1 - m2) ** 2 / (2 * s2**2), because="the −½"),
    )
    yield chain(
        diff(KL, m1),
        wrong((m2 - m1) / s2**2, because="the sign"),
        wrong((m1 - m2) / s1**2, because="the other variance"),
    )
    yield chain(
        diff(KL, s1),
        wrong(s1 / s2**2 + 1 / s1, because="the sign"),
        wrong(s1 / (2 * s2**2) - 1 / s1, because="the ½ is cancelled"),
    )
    yield chain(
        diff(KL, s2),
        wrong(1 / s2 + (s1**2 + (m1 - m2) ** 2) / s2**3, because="the sign"),
        wrong(1 / s2 - (s1**2 + (m1 - m2) ** 2) / s2**2, because="the power"),
    )


@part("vae", "The VAE penalty. Source: Kingma and Welling, Auto-Encoding Variational Bayes, appendix B")
def vae():
    mu, s, l = (vector("mu", d), vector("sigma", d, positive=True), vector("l", d))
    D = -Sum(1 + log(s[a] ** 2) - mu[a] ** 2 - s[a] ** 2, a) / 2
    E = Sum(mu[a] ** 2 + exp(l[a]) - l[a] - 1, a) / 2
    yield chain(
        D,
        wrong((mu @ mu + s @ s - 1) / 2 - log(s).sum(), because="1 is summed d times"),
        wrong((mu @ mu + s @ s - d) / 2 + log(s).sum(), because="the sign"),
    )
    yield chain(grad(D, mu), wrong(2 * mu, because="the ½"), wrong(-mu, because="the sign"))
    yield chain(grad(D, s), wrong(s + 1 / s, because="the sign"), wrong(s - 1 / s**2, because="log σ² is 2 log σ"))
    yield chain(
        grad(E, l), wrong(exp(l) - 1, because="the ½"), wrong((exp(l) - l) / 2, because="the derivative of l is 1")
    )
    yield chain(hessian(E, l), wrong(diag(exp(l)), because="the ½"), wrong(eye(d) / 2, because="the exponential"))


@part("multivariate", "Two Gaussians. Source: standard")
def multivariate():
    m, q = (vector("m", d), vector("q", d))
    S, T = (matrix("S", d, d, positive_definite=True), matrix("T", d, d, positive_definite=True))
    KL = (trace(inv(T) @ S) + (q - m) @ inv(T) @ (q - m) - d + logdet(T) - logdet(S)) / 2
    yield chain(grad(KL, m), wrong(inv(T) @ (q - m), because="the sign"), wrong(T @ (m - q), because="the inverse"))
    yield chain(grad(KL, S), wrong((inv(T) + inv(S)) / 2, because="the sign"), wrong(inv(T) - inv(S), because="the ½"))
    yield chain(
        grad(KL, T),
        wrong((inv(T) + inv(T) @ (S + outer(q - m, q - m)) @ inv(T)) / 2, because="the sign of the inverse"),
        wrong((inv(T) - inv(T) @ S @ inv(T)) / 2, because="the means"),
    )


@part("categorical", "Two softmaxes. Source: standard")
def categorical():
    u, z = (vector("u", C), vector("z", C))
    p, q = (named("p", softmax(u)), named("q", softmax(z)))
    KL = Sum(softmax(u)[c] * log(softmax(u)[c] / softmax(z)[c]), c)
    D = named("D", KL)
    yield chain(
        KL,
        wrong(p @ (u - z) + logsumexp(u) - logsumexp(z), because="the signs"),
        wrong(q @ (u - z) - logsumexp(u) + logsumexp(z), because="the mean under p"),
    )
    yield chain(grad(KL, z), wrong(p - q, because="the sign"), wrong(-p / q, because="by the logits"))
    yield chain(
        grad(KL, u),
        wrong(p * (log(p / q) + 1 - D), because="the 1 is cancelled"),
        wrong(p * log(p / q), because="the mean is subtracted"),
    )


@part(
    "entropies",
    "Entropy, cross-entropy and divergence. Source: Cover and Thomas, Elements of Information Theory, chapter 2",
)
def entropies():
    p, q = (vector("p", C, positive=True), vector("q", C, positive=True))
    yield chain(
        -Sum(p[c] * log(q[c]), c),
        wrong(entropy(p) - kl_divergence(p, q), because="the sign"),
        wrong(entropy(q) + kl_divergence(p, q), because="the entropy of p"),
    )
    yield chain(
        grad(-Sum(p[c] * log(p[c]), c), p),
        wrong(-log(p), because="the product rule"),
        wrong(log(p) + 1, because="the sign"),
    )
    yield chain(
        hessian(-Sum(p[c] * log(p[c]), c), p),
        wrong(diag(1 / p), because="the sign"),
        wrong(-diag(1 / p**2), because="the power"),
    )
    yield chain(
        grad(Sum(p[c] * log(p[c] / q[c]), c), q), wrong(p / q, because="the sign"), wrong(-1 / q, because="the weight")
    )
    yield chain(-Sum(log(1 / C) / C, c), wrong(-log(C), because="the sign"), wrong(C * log(C), because="a mean"))


@part("gaussian-entropy", "Entropy of a Gaussian. Source: Bishop, PRML, eq. 1.110")
def gaussian_entropy():
    yield chain(
        (1 + log(2 * pi * s1**2)) / 2,
        wrong(log(2 * pi * E) / 2 + 2 * log(s1), because="the square and the ½"),
        wrong(log(2 * pi) / 2 + log(s1), because="e is missing"),
    )
    yield chain(
        diff((1 + log(2 * pi * s1**2)) / 2, s1),
        wrong(2 / s1, because="the ½"),
        wrong(1 / (2 * s1), because="the square"),
    )
    S = matrix("S", d, d, positive_definite=True)
    yield chain(
        grad(logdet(2 * pi * E * S) / 2, S), wrong(inv(S), because="the ½"), wrong(S / 2, because="the inverse")
    )
    yield chain(
        logdet(2 * pi * E * S) / 2,
        wrong((1 + log(2 * pi)) / 2 + logdet(S) / 2, because="d factors"),
        wrong(d * log(2 * pi) / 2 + logdet(S) / 2, because="e is missing"),
    )
