"""Softmax and cross-entropy: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

C = size("C")
i, j, k = indices("i j k", C)
z, g = (vector("z", C), vector("g", C))
s = named("s", softmax(z))
tau, c = (scalar("tau", positive=True), scalar("c"))


@part("jacobian", "The Jacobian of the softmax. Source: Bishop, PRML, eq. 4.106")
def jacobian_of_the_softmax():
    yield chain(
        jacobian(softmax(z), z),
        wrong(diag(s) + outer(s, s), because="the sign of the outer product"),
        wrong(stack(s[i] * (1 - s[j]), i, j), because="the δ is dropped"),
    )
    yield chain(
        diff(softmax(z)[i], z[j]),
        wrong(s[i] * (delta(i, j) - s[i]), because="the index of the outcome, not of the variable"),
        wrong(s[i] * (1 - s[i]), because="only the diagonal"),
    )
    yield chain(
        jacobian(log_softmax(z), z),
        wrong(eye(C) - outer(s, ones(C)), because="the transpose"),
        wrong(diag(1 - s), because="only the diagonal"),
    )
    yield chain(
        grad(g @ softmax(z), z),
        wrong(s * g, because="the mean under s is not subtracted"),
        wrong(s * (g - g.sum()), because="the mean is weighted by s"),
    )


@part("sums", "Rows and columns of the Jacobian sum to zero. Source: standard")
def sums_of_the_jacobian():
    yield chain(
        softmax(z).sum(),
        wrong(C, because="the entries sum to 1"),
        wrong(logsumexp(z), because="this is the logarithm of the normaliser"),
    )
    yield chain(
        (diag(s) - outer(s, s)) @ ones(C),
        wrong(s, because="the outer product takes s away"),
        wrong(s * (1 - s), because="the off-diagonal entries count"),
    )


@part("logsumexp", "The log-sum-exp function. Source: Boyd and Vandenberghe, Convex Optimization, section 3.1.5")
def log_sum_exp():
    yield chain(
        grad(logsumexp(z), z),
        wrong(exp(z), because="the normaliser is missing"),
        wrong(log_softmax(z), because="a logarithm too many"),
    )
    yield chain(
        hessian(logsumexp(z), z),
        wrong(diag(s), because="the outer product is missing"),
        wrong(outer(s, s) - diag(s), because="the sign"),
    )
    yield chain(
        g @ (diag(s) - outer(s, s)) @ g,
        wrong(Sum(s[i] * g[i] ** 2, i) - s @ g, because="the mean is squared"),
        wrong(Sum(s[i] * g[i] ** 2, i) + (s @ g) ** 2, because="the sign"),
    )
    yield chain(
        log_softmax(z),
        wrong(z + logsumexp(z), because="the sign"),
        wrong(z - exp(logsumexp(z)), because="the logarithm of the normaliser"),
    )


@part(
    "cross-entropy",
    "Cross-entropy, targets that sum to one. Source: Bishop, PRML, section 4.3.4",
    given=Eq(vector("t", C).sum(), 1),
)
def cross_entropy():
    t = vector("t", C)
    L = -Sum(t[k] * log(softmax(z)[k]), k)
    yield chain(
        L,
        wrong(logsumexp(z) + t @ z, because="the sign"),
        wrong(log(logsumexp(z)) - t @ z, because="one logarithm too many"),
    )
    yield chain(
        grad(L, z),
        wrong(t - softmax(z), because="the sign"),
        wrong(s * (s - t), because="the softmax derivative is cancelled"),
    )
    yield chain(
        hessian(L, z),
        wrong(diag(s) - outer(s, t), because="the targets are gone"),
        wrong(diag(s * (1 - s)), because="only the diagonal"),
    )


@part("unnormalised", "Cross-entropy, targets of any sum. Source: standard")
def unnormalised():
    t = vector("t", C)
    L = -Sum(t[k] * log(softmax(z)[k]), k)
    yield chain(
        grad(L, z),
        wrong(softmax(z) - t, because="right only where the targets sum to one"),
        wrong(t.sum() * (softmax(z) - t), because="t itself is not multiplied by the sum"),
    )


@part("one-hot", "Cross-entropy of one class. Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.2.2.3")
def one_hot_target():
    y = one_hot("y", C, k)
    yield chain(
        -(y * log(softmax(z))).sum(),
        wrong(logsumexp(z) + z[k], because="the sign"),
        wrong(log(softmax(z)[k]), because="the sign of the loss"),
    )
    yield chain(
        grad(-log(softmax(z)[k]), z),
        wrong(softmax(z) - 1, because="1 is taken from the true class alone"),
        wrong(y - softmax(z), because="the sign"),
    )
    yield chain(
        diff(-log(softmax(z)[k]), z[j]),
        wrong(s[j], because="the true class"),
        wrong(s[k] - delta(j, k), because="the index"),
    )


@part("smoothing", "Label smoothing. Source: Szegedy et al., Rethinking the Inception Architecture, section 7")
def smoothing():
    y, eps = (one_hot("y", C, k), scalar("epsilon"))
    q = (1 - eps) * y + eps / C
    L = -(q * log(softmax(z))).sum()
    yield chain(
        q.sum(),
        wrong(1 - eps, because="the uniform part counts"),
        wrong(1 + eps * (C - 1), because="ε is divided by the number of classes"),
    )
    yield chain(
        grad(L, z),
        wrong(softmax(z) - (1 - eps) * y - eps, because="ε is spread over the classes"),
        wrong(softmax(z) - (1 - eps) * y, because="the uniform part is missing"),
    )
    yield chain(
        L,
        wrong(-(1 - eps) * log(s[k]) - eps * Sum(log(s[i]), i), because="the uniform part is a mean"),
        wrong(-log(s[k]) - eps / C * Sum(log(s[i]), i), because="the true class keeps 1 − ε"),
    )


@part("temperature", "Softmax with a temperature. Source: Hinton, Vinyals, Dean, Distilling the Knowledge, section 2")
def temperature():
    p = named("p", softmax(z / tau))
    y = one_hot("y", C, k)
    yield chain(
        jacobian(softmax(z / tau), z),
        wrong(diag(p) - outer(p, p), because="1/τ is missing"),
        wrong(tau * (diag(p) - outer(p, p)), because="τ divides"),
    )
    yield chain(
        grad(-log(softmax(z / tau)[k]), z),
        wrong(p - y, because="1/τ is missing"),
        wrong((p - y) / tau**2, because="1/τ comes once"),
    )
    yield chain(
        diff(-log(softmax(z / tau)[k]), tau),
        wrong((z[k] - p @ z) / tau, because="the square is missing"),
        wrong((p @ z - z[k]) / tau**2, because="the sign"),
    )
    yield chain(
        diff(tau * logsumexp(z / tau), tau),
        wrong(logsumexp(z / tau), because="the inner derivative is missing"),
        wrong(-entropy(p), because="the sign"),
    )


@part(
    "distillation", "Gradient of the distillation loss. Source: Hinton, Vinyals, Dean, Distilling the Knowledge, eq. 2"
)
def distillation():
    v = vector("v", C)
    q, p = (named("q", softmax(z / tau)), named("p", softmax(v / tau)))
    yield chain(
        grad(-Sum(softmax(v / tau)[k] * log(softmax(z / tau)[k]), k), z),
        wrong((p - q) / tau, because="the sign"),
        wrong(tau * (q - p), because="1/τ, not τ"),
    )


@part("shift", "A constant added to every logit. Source: Goodfellow, Bengio, Courville, Deep Learning, section 4.1")
def shift():
    yield chain(
        softmax(z + c),
        wrong(exp(c) * softmax(z), because="the constant cancels"),
        wrong(softmax(c * z), because="a factor counts"),
    )
    yield chain(
        softmax(z),
        wrong(softmax(z / max(z)), because="subtracted, not divided by"),
        wrong(exp(z - max(z)), because="the normaliser is missing"),
    )
    yield chain(
        logsumexp(z),
        wrong(log(Sum(exp(z[i] - max(z)), i)), because="the maximum is not added back"),
        wrong(-max(z) + log(Sum(exp(z[i] - max(z)), i)), because="the sign of the maximum"),
    )
    yield chain(
        logsumexp(z + c),
        wrong(logsumexp(z), because="the logarithm keeps the constant"),
        wrong(logsumexp(z) + C * c, because="c is not summed over the classes"),
    )
    yield chain(
        log(s[i] / s[j]),
        wrong(z[j] - z[i], because="the sign"),
        wrong(z[i] / z[j], because="a difference, not a quotient"),
    )


@part("two-classes", "Two classes: the sigmoid. Source: Bishop, PRML, section 4.2")
def two_classes():
    a, b = scalars("a b")
    yield chain(
        exp(a) / (exp(a) + exp(b)),
        wrong(sigmoid(b - a), because="the sign"),
        wrong(sigmoid(a) / sigmoid(b), because="a quotient of sigmoids"),
    )


@part("entropy", "Entropy of a softmax. Source: standard")
def entropy_of_a_softmax():
    H = named("H", -Sum(s[k] * log(s[k]), k))
    yield chain(
        -Sum(s[k] * log(s[k]), k),
        wrong(logsumexp(z) + s @ z, because="the sign"),
        wrong(logsumexp(z), because="the mean logit"),
    )
    yield chain(
        grad(-Sum(softmax(z)[k] * log(softmax(z)[k]), k), z),
        wrong(-s * (log(s) + 1), because="the weights move together"),
        wrong(s * (log(s) + H), because="the sign"),
    )
