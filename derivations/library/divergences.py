"""Divergences.

Kullback-Leibler divergences of Gaussians and of discrete distributions, the variational autoencoder's penalty, and
entropies.
"""

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
        log(s2) - log(s1) + s1**2 / (2 * s2**2) + (m1 - m2) ** 2 / (2 * s2**2) - Rational(1, 2),
    )
    yield chain(diff(KL, m1), (m1 - m2) / s2**2)
    yield chain(diff(KL, s1), s1 / s2**2 - 1 / s1)
    yield chain(diff(KL, s2), 1 / s2 - (s1**2 + (m1 - m2) ** 2) / s2**3)


@part("vae", "The VAE penalty. Source: Kingma and Welling, Auto-Encoding Variational Bayes, appendix B")
def vae():
    mu, s, l = (vector("mu", d), vector("sigma", d, positive=True), vector("l", d))
    D = -Sum(1 + log(s[a] ** 2) - mu[a] ** 2 - s[a] ** 2, a) / 2
    E = Sum(mu[a] ** 2 + exp(l[a]) - l[a] - 1, a) / 2
    yield chain(D, (mu @ mu + s @ s - d) / 2 - log(s).sum())
    yield chain(grad(D, mu), mu)
    yield chain(grad(D, s), s - 1 / s)
    yield chain(grad(E, l), (exp(l) - 1) / 2)
    yield chain(hessian(E, l), diag(exp(l)) / 2)


@part("multivariate", "Two Gaussians. Source: standard")
def multivariate():
    m, q = (vector("m", d), vector("q", d))
    S, T = (matrix("S", d, d, positive_definite=True), matrix("T", d, d, positive_definite=True))
    KL = (trace(inv(T) @ S) + (q - m) @ inv(T) @ (q - m) - d + logdet(T) - logdet(S)) / 2
    yield chain(grad(KL, m), inv(T) @ (m - q))
    yield chain(grad(KL, S), (inv(T) - inv(S)) / 2)
    yield chain(grad(KL, T), (inv(T) - inv(T) @ (S + outer(q - m, q - m)) @ inv(T)) / 2)


@part("categorical", "Two softmaxes. Source: standard")
def categorical():
    u, z = (vector("u", C), vector("z", C))
    p, q = (named("p", softmax(u)), named("q", softmax(z)))
    KL = Sum(softmax(u)[c] * log(softmax(u)[c] / softmax(z)[c]), c)
    D = named("D", KL)
    yield chain(KL, p @ (u - z) - logsumexp(u) + logsumexp(z))
    yield chain(grad(KL, z), q - p)
    yield chain(grad(KL, u), p * (log(p / q) - D))


@part(
    "entropies",
    "Entropy, cross-entropy and divergence. Source: Cover and Thomas, Elements of Information Theory, chapter 2",
)
def entropies():
    p, q = (vector("p", C, positive=True), vector("q", C, positive=True))
    yield chain(
        -Sum(p[c] * log(q[c]), c),
        -Sum(p[c] * log(p[c]), c) + Sum(p[c] * log(p[c] / q[c]), c),
        entropy(p) + kl_divergence(p, q),
    )
    yield chain(grad(-Sum(p[c] * log(p[c]), c), p), -log(p) - 1)
    yield chain(hessian(-Sum(p[c] * log(p[c]), c), p), -diag(1 / p))
    yield chain(grad(Sum(p[c] * log(p[c] / q[c]), c), q), -p / q)
    yield chain(-Sum(log(1 / C) / C, c), log(C))


@part("gaussian-entropy", "Entropy of a Gaussian. Source: Bishop, PRML, eq. 1.110")
def gaussian_entropy():
    yield chain((1 + log(2 * pi * s1**2)) / 2, log(2 * pi * E) / 2 + log(s1), log(s1 * sqrt(2 * pi * E)))
    yield chain(diff((1 + log(2 * pi * s1**2)) / 2, s1), 1 / s1)
    S = matrix("S", d, d, positive_definite=True)
    yield chain(grad(logdet(2 * pi * E * S) / 2, S), inv(S) / 2)
    yield chain(logdet(2 * pi * E * S) / 2, d * (1 + log(2 * pi)) / 2 + logdet(S) / 2)
