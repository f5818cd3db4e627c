"""Normalisation.

Batch, layer and RMS normalisation: what the normalised values sum to, and the gradients that go back through them.
"""

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
    yield chain(var(x), Sum((x[i] - mean(x)) ** 2, i) / d, mean(x**2) - mean(x) ** 2)
    yield chain(grad(mean(x), x), ones(d) / d)
    yield chain(grad(var(x), x), 2 * (x - mean(x)) / d)
    yield chain(grad(sqrt(var(x) + eps), x), (x - m) / (d * s))
    yield chain(Sum((x[i] - mean(x)) / sqrt(var(x) + eps), i), 0)
    yield chain(mean(h**2), var(x) / (var(x) + eps))


@part("layer", "Layer normalisation. Source: Ba, Kiros, Hinton, Layer Normalization")
def layer():
    y = (x - mean(x)) / sqrt(var(x) + eps)
    yield chain(jacobian(y, x), (eye(d) - 1 / d - outer(h, h) / d) / s)
    yield chain(grad(g @ y, x), (g - mean(g) - h * mean(g * h)) / s)
    yield chain(grad(g @ (gam * y + bet), x), (g * gam - mean(g * gam) - h * mean(g * gam * h)) / s)
    yield chain(grad(g @ (gam * y + bet), gam), g * h)
    yield chain(grad(g @ (gam * y + bet), bet), g)


@part("rms", "RMS normalisation. Source: Zhang and Sennrich, Root Mean Square Layer Normalization")
def rms():
    q = named("q", sqrt(mean(x**2) + eps))
    u = named("u", x / q)
    y = x / sqrt(mean(x**2) + eps)
    yield chain(grad(sqrt(mean(x**2) + eps), x), x / (d * q))
    yield chain(jacobian(y, x), (eye(d) - outer(u, u) / d) / q)
    yield chain(grad(g @ y, x), (g - u * mean(g * u)) / q)
    yield chain(grad(g @ (gam * y), x), (g * gam - u * mean(g * gam * u)) / q)
    yield chain(grad(g @ (gam * y), gam), g * u)


@part("batch", "Batch normalisation of a batch of rows. Source: Ioffe and Szegedy, Batch Normalization, section 3")
def batch():
    X, G = (matrix("X", n, d), matrix("G", n, d))
    S = named("S", sqrt(var(X, axis=0) + eps))
    H = named("H", (X - X.mean(axis=0)) / S)
    Z = (X - X.mean(axis=0)) / sqrt(var(X, axis=0) + eps)
    L = (G * (gam * Z + bet)).sum()
    yield chain(grad(L, bet), G.sum(axis=0))
    yield chain(grad(L, gam), (G * H).sum(axis=0))
    yield chain(grad(L, X), gam / S * (G - G.mean(axis=0) - H * (G * H).mean(axis=0)))
