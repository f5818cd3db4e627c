"""Softmax and cross-entropy.

The Jacobian of the softmax, gradient and Hessian of the cross-entropy, label smoothing, temperature, and what
a constant added to every logit changes.
"""

from symcheck import *

C = size("C")
i, j, k = indices("i j k", C)
z, g = (vector("z", C), vector("g", C))
s = named("s", softmax(z))
tau, c = (scalar("tau", positive=True), scalar("c"))


@part("jacobian", "The Jacobian of the softmax. Source: Bishop, PRML, eq. 4.106")
def jacobian_of_the_softmax():
    yield chain(jacobian(softmax(z), z), diag(s) - outer(s, s), stack(s[i] * (delta(i, j) - s[j]), i, j))
    yield chain(diff(softmax(z)[i], z[j]), s[i] * (delta(i, j) - s[j]))
    yield chain(jacobian(log_softmax(z), z), eye(C) - outer(ones(C), s), stack(delta(i, j) - s[j], i, j))
    yield chain(grad(g @ softmax(z), z), s * (g - g @ s), (diag(s) - outer(s, s)) @ g)


@part("sums", "Rows and columns of the Jacobian sum to zero. Source: standard")
def sums_of_the_jacobian():
    yield chain(softmax(z).sum(), 1)
    yield chain((diag(s) - outer(s, s)) @ ones(C), zeros(C))


@part("logsumexp", "The log-sum-exp function. Source: Boyd and Vandenberghe, Convex Optimization, section 3.1.5")
def log_sum_exp():
    yield chain(grad(logsumexp(z), z), softmax(z), stack(exp(z[i]) / Sum(exp(z[k]), k), i))
    yield chain(hessian(logsumexp(z), z), diag(s) - outer(s, s))
    yield chain(
        g @ (diag(s) - outer(s, s)) @ g, Sum(s[i] * g[i] ** 2, i) - (s @ g) ** 2, Sum(s[i] * (g[i] - s @ g) ** 2, i)
    )
    yield chain(log_softmax(z), z - logsumexp(z))


@part(
    "cross-entropy",
    "Cross-entropy, targets that sum to one. Source: Bishop, PRML, section 4.3.4",
    given=Eq(vector("t", C).sum(), 1),
)
def cross_entropy():
    t = vector("t", C)
    L = -Sum(t[k] * log(softmax(z)[k]), k)
    yield chain(L, logsumexp(z) - t @ z)
    yield chain(grad(L, z), softmax(z) - t, stack(s[i] - t[i], i))
    yield chain(hessian(L, z), diag(s) - outer(s, s))


@part("unnormalised", "Cross-entropy, targets of any sum. Source: standard")
def unnormalised():
    t = vector("t", C)
    L = -Sum(t[k] * log(softmax(z)[k]), k)
    yield chain(grad(L, z), t.sum() * softmax(z) - t)


@part("one-hot", "Cross-entropy of one class. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.2.2.3")
def one_hot_target():
    y = one_hot("y", C, k)
    yield chain(-(y * log(softmax(z))).sum(), -log(softmax(z)[k]), logsumexp(z) - z[k])
    yield chain(grad(-log(softmax(z)[k]), z), softmax(z) - y)
    yield chain(diff(-log(softmax(z)[k]), z[j]), s[j] - delta(j, k))


@part("smoothing", "Label smoothing. Source: Szegedy et al., Rethinking the Inception Architecture, section 7")
def smoothing():
    y, eps = (one_hot("y", C, k), scalar("epsilon"))
    q = (1 - eps) * y + eps / C
    L = -(q * log(softmax(z))).sum()
    yield chain(q.sum(), 1)
    yield chain(grad(L, z), softmax(z) - (1 - eps) * y - eps / C)
    yield chain(
        L, -(1 - eps) * log(s[k]) - eps / C * Sum(log(s[i]), i), logsumexp(z) - (1 - eps) * z[k] - eps * mean(z)
    )


@part("temperature", "Softmax with a temperature. Source: Hinton, Vinyals, Dean, Distilling the Knowledge, section 2")
def temperature():
    p = named("p", softmax(z / tau))
    y = one_hot("y", C, k)
    yield chain(jacobian(softmax(z / tau), z), (diag(p) - outer(p, p)) / tau)
    yield chain(grad(-log(softmax(z / tau)[k]), z), (p - y) / tau)
    yield chain(diff(-log(softmax(z / tau)[k]), tau), (z[k] - p @ z) / tau**2)
    yield chain(diff(tau * logsumexp(z / tau), tau), logsumexp(z / tau) - p @ z / tau, entropy(p))


@part(
    "distillation", "Gradient of the distillation loss. Source: Hinton, Vinyals, Dean, Distilling the Knowledge, eq. 2"
)
def distillation():
    v = vector("v", C)
    q, p = (named("q", softmax(z / tau)), named("p", softmax(v / tau)))
    yield chain(grad(-Sum(softmax(v / tau)[k] * log(softmax(z / tau)[k]), k), z), (q - p) / tau)


@part("shift", "A constant added to every logit. Source: Goodfellow, Bengio, Courville, Deep Learning, section 4.1")
def shift():
    yield chain(softmax(z + c), softmax(z))
    yield chain(softmax(z), softmax(z - max(z)))
    yield chain(logsumexp(z), max(z) + log(Sum(exp(z[i] - max(z)), i)))
    yield chain(logsumexp(z + c), logsumexp(z) + c)
    yield chain(log(s[i] / s[j]), z[i] - z[j])


@part("two-classes", "Two classes: the sigmoid. Source: Bishop, PRML, section 4.2")
def two_classes():
    a, b = scalars("a b")
    yield chain(exp(a) / (exp(a) + exp(b)), sigmoid(a - b), 1 - sigmoid(b - a))


@part("entropy", "Entropy of a softmax. Source: standard")
def entropy_of_a_softmax():
    H = named("H", -Sum(s[k] * log(s[k]), k))
    yield chain(-Sum(s[k] * log(s[k]), k), logsumexp(z) - s @ z)
    yield chain(grad(-Sum(softmax(z)[k] * log(softmax(z)[k]), k), z), -s * (log(s) + H), s * (s @ z - z))
