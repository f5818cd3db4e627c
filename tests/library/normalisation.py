"""Normalisation: wrong versions of each claim of the library, each to be refuted."""

from symcheck import *

n, d = sizes("n d")
i, j = indices("i j", d)
r = index("r", n)
x, g = (vector("x", d), vector("g", d))
gam, bet = (vector("gamma", d), vector("beta", d))
eps, t = (scalar("epsilon", positive=True), scalar("t", positive=True))
m, s = (named("m", mean(x)), named("s", sqrt(var(x) + eps)))
h = named("h", (x - m) / s)


@part("statistics", "Mean and variance. Source: Ioffe and Szegedy, Batch Normalization, section 3")
def statistics():
    yield chain(
        var(x),
        wrong(mean(x**2) + mean(x) ** 2, because="the sign"),
        wrong(Sum((x[i] - mean(x)) ** 2, i), because="a mean of squares"),
    )
    yield chain(grad(mean(x), x), wrong(ones(d), because="1/d"), wrong(x / d, because="x is gone"))
    yield chain(grad(var(x), x), wrong(2 * (x - mean(x)), because="1/d"), wrong(2 * x / d, because="the mean"))
    yield chain(
        grad(sqrt(var(x) + eps), x),
        wrong((x - m) / s, because="1/d"),
        wrong(2 * (x - m) / (d * s), because="the root brings ½"),
    )
    yield chain(
        Sum((x[i] - mean(x)) / sqrt(var(x) + eps), i),
        wrong(d, because="deviations sum to zero"),
        wrong(mean(x), because="the mean is taken away"),
    )
    yield chain(mean(h**2), wrong(1, because="ε"), wrong(var(x) / (var(x) - eps), because="the sign of ε"))


@part("layer", "Layer normalisation. Source: Ba, Kiros, Hinton, Layer Normalization")
def layer():
    y = (x - mean(x)) / sqrt(var(x) + eps)
    yield chain(
        jacobian(y, x),
        wrong((eye(d) - outer(h, h) / d) / s, because="the mean moves"),
        wrong((eye(d) - 1 / d + outer(h, h) / d) / s, because="the sign"),
    )
    yield chain(
        grad(g @ y, x),
        wrong((g - mean(g) + h * mean(g * h)) / s, because="the sign"),
        wrong((g - mean(g)) / s, because="the deviation moves"),
    )
    yield chain(
        grad(g @ (gam * y + bet), x),
        wrong((g * gam - mean(g) - h * mean(g * gam * h)) / s, because="γ stands in the mean"),
        wrong(gam * (g - mean(g) - h * mean(g * h)) / s, because="γ stands in the means"),
    )
    yield chain(
        grad(g @ (gam * y + bet), gam),
        wrong(g * x, because="the normalised value"),
        wrong(g, because="the normalised value is missing"),
    )
    yield chain(
        grad(g @ (gam * y + bet), bet),
        wrong(g * gam, because="β is added last"),
        wrong(g.sum() * ones(d), because="entry by entry"),
    )


@part("rms", "RMS normalisation. Source: Zhang and Sennrich, Root Mean Square Layer Normalization")
def rms():
    q = named("q", sqrt(mean(x**2) + eps))
    u = named("u", x / q)
    y = x / sqrt(mean(x**2) + eps)
    yield chain(
        grad(sqrt(mean(x**2) + eps), x),
        wrong(x / q, because="1/d"),
        wrong(2 * x / (d * q), because="the root brings ½"),
    )
    yield chain(
        jacobian(y, x),
        wrong((eye(d) - outer(u, u)) / q, because="1/d"),
        wrong((eye(d) + outer(u, u) / d) / q, because="the sign"),
    )
    yield chain(grad(g @ y, x), wrong((g - u * (g @ u)) / q, because="a mean"), wrong(g / q, because="the norm moves"))
    yield chain(
        grad(g @ (gam * y), x),
        wrong((g * gam - u * mean(g * u)) / q, because="γ in the mean"),
        wrong((g * gam + u * mean(g * gam * u)) / q, because="the sign"),
    )
    yield chain(
        grad(g @ (gam * y), gam), wrong(g * x, because="the normalised value"), wrong(g * gam * u, because="γ is gone")
    )


@part("batch", "Batch normalisation of a batch of rows. Source: Ioffe and Szegedy, Batch Normalization, section 3")
def batch():
    X, G = (matrix("X", n, d), matrix("G", n, d))
    S = named("S", sqrt(var(X, axis=0) + eps))
    H = named("H", (X - X.mean(axis=0)) / S)
    Z = (X - X.mean(axis=0)) / sqrt(var(X, axis=0) + eps)
    L = (G * (gam * Z + bet)).sum()
    yield chain(grad(L, bet), wrong(G.mean(axis=0), because="a sum"), wrong(G.sum(axis=1), because="the other axis"))
    yield chain(
        grad(L, gam),
        wrong((G * X).sum(axis=0), because="the normalised values"),
        wrong((G * H).mean(axis=0), because="a sum"),
    )
    yield chain(
        grad(L, X),
        wrong(gam / S * (G - G.mean(axis=0) + H * (G * H).mean(axis=0)), because="the sign"),
        wrong(gam / S * (G - G.mean(axis=0)), because="the deviation moves"),
    )
