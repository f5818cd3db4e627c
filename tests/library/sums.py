"""Wrong versions of what `derivations/library/sums.py` holds: each must be refuted."""

from symcheck import *

n, m, K = sizes("n m K")
i, j, k = indices("i j k", n)
a, b, w, x, y = vector("a", n), vector("b", n), vector("w", n), vector("x", n), vector("y", n)
c, d, q, s, t = scalars("c d q s t")


@part("powers", "Sums of powers")
def powers():
    z = index("z", 0, n - 1)
    yield chain(
        Sum(i, i),
        wrong(n * (n - 1) / 2, because="from 1 to n, not to n − 1"),
        wrong(n * (n + 1), because="the ½"),
    )
    yield chain(
        Sum(i**2, i),
        wrong(n * (n + 1) * (2 * n + 1) / 3, because="6, not 3"),
        wrong(n * (n + 1) * (n + 2) / 6, because="2n + 1"),
    )
    yield chain(
        Sum(i**3, i),
        wrong(n * (n + 1) / 2, because="the square"),
        wrong((n * (n - 1) / 2) ** 2, because="n + 1"),
        wrong(Sum(i, i) ** 3, because="the square"),
    )
    yield chain(
        Sum(2 * i - 1, i), wrong(n**2 - 1, because="the first odd number is 1"), wrong(n * (n + 1), because="−1")
    )
    yield chain(
        Sum(i * (i + 1), i),
        wrong(n * (n + 1) * (n + 2) / 6, because="3, not 6"),
        wrong(n * (n + 1) * (2 * n + 1) / 6, because="the squares alone"),
    )
    yield chain(
        Sum(c + d * z, z),
        wrong(n * c + d * n * (n + 1) / 2, because="from 0 to n − 1"),
        wrong(c + d * n * (n - 1) / 2, because="c is summed n times"),
        wrong(n * (c + (n - 1) * d) / 2, because="c stands in the first and in the last"),
    )


@part("geometric", "Geometric sums")
def geometric():
    z, u = index("z", 0, n - 1), index("u", 0, n)
    yield chain(
        Sum(q**z, z),
        wrong((1 - q ** (n + 1)) / (1 - q), because="n terms"),
        wrong((1 + q**n) / (1 - q), because="the sign"),
        given=Ne(q, 1),
    )
    yield chain(
        Sum(q**u, u),
        wrong((q**n - 1) / (q - 1), because="n + 1 terms"),
        wrong((q ** (n + 1) - 1) / (1 - q), because="the sign"),
        given=Ne(q, 1),
    )
    yield chain(Sum(2**z, z), wrong(2**n, because="−1"), wrong(2 ** (n + 1) - 1, because="to n − 1"))
    yield chain(
        Sum(2 ** (-i), i), wrong(1 - 2 ** (1 - n), because="the power"), wrong(1 + 2 ** (-n), because="the sign")
    )


@part("telescoping", "Telescoping sums")
def telescoping():
    z = vector("z", n + 1)
    yield chain(
        Sum(z[i + 1] - z[i], i),
        wrong(z[n] - z[1], because="the last term reaches n + 1"),
        wrong(z[1] - z[n + 1], because="the sign"),
    )
    yield chain(
        Sum(1 / (i * (i + 1)), i),
        wrong(1 - 1 / n, because="the last term reaches n + 1"),
        wrong(1 / (n + 1), because="1 −"),
        wrong((n + 1) / n, because="the quotient is turned over"),
    )
    yield chain(
        Sum(z[i + 1] ** 2 - z[i] ** 2, i),
        wrong((z[n + 1] - z[1]) ** 2, because="a difference of squares"),
        wrong(z[n + 1] ** 2 + z[1] ** 2, because="the sign"),
    )
    yield chain(
        Sum((z[i + 1] - z[i]) * (z[i + 1] + z[i]), i),
        wrong((z[n + 1] - z[1]) ** 2, because="a difference of squares"),
        wrong(z[n] ** 2 - z[1] ** 2, because="the last term reaches n + 1"),
    )


@part("abel", "Summation by parts")
def abel():
    f, g = vector("f", n + 1), vector("g", n + 1)
    yield chain(
        Sum(f[i] * (g[i + 1] - g[i]), i),
        wrong(f[n + 1] * g[n + 1] - f[1] * g[1] - Sum(g[i] * (f[i + 1] - f[i]), i), because="g is shifted"),
        wrong(f[n + 1] * g[n + 1] - f[1] * g[1] + Sum(g[i + 1] * (f[i + 1] - f[i]), i), because="the sign"),
    )
    v = index("v", 1, i)
    yield chain(
        Sum(Sum(x[v], v), i),
        wrong(Sum((n - i) * x[i], i), because="x_n counts once"),
        wrong(Sum(i * x[i], i), because="counted backwards"),
    )


@part("double", "Double sums")
def double():
    A, g = matrix("A", n, m), vector("g", m)
    r = index("r", m)
    u = index("u", i + 1, n)
    yield chain(
        Sum(Sum(A[i, r], r), i),
        wrong(Sum(Sum(A[r, i], i), r), because="the indices"),
        wrong(A.sum() / n, because="no mean"),
    )
    yield chain(
        Sum(a[i] * g[r], i, r),
        wrong(a.sum() + g.sum(), because="a product"),
        wrong(m * a.sum() * g.sum(), because="each pair once"),
    )
    yield chain(
        Sum(Sum(a[i] * a[u], u), i),
        wrong(a.sum() ** 2 - Sum(a[i] ** 2, i), because="the ½"),
        wrong((a.sum() ** 2 + Sum(a[i] ** 2, i)) / 2, because="the diagonal does not belong"),
    )
    yield chain(
        Sum(c * a[i] + d * b[i], i),
        wrong(n * c * a.sum() + d * b.sum(), because="c is a factor"),
        wrong(c * a.sum() - d * b.sum(), because="the sign"),
    )
    yield chain(
        Sum(a[i] * delta(i, j), i),
        wrong(a.sum(), because="one term stays"),
        wrong(a.sum() - a[j], because="the δ"),
    )
    yield chain(
        Sum(a[i], i, where=Ne(i, j)),
        wrong(a.sum(), because="j is left out"),
        wrong(a.sum() + a[j], because="the sign"),
    )
    yield chain(
        log(Product(exp(a[i]), i)),
        wrong(Product(a[i], i), because="a sum"),
        wrong(exp(a.sum()), because="the logarithm"),
    )


@part("lagrange", "Lagrange's identity")
def lagrange():
    u = index("u", i + 1, n)
    yield chain(
        (a @ a) * (b @ b) - (a @ b) ** 2,
        wrong(Sum((a[i] * b[j] - a[j] * b[i]) ** 2, i, j), because="the ½"),
        wrong(Sum((a[i] * b[j] + a[j] * b[i]) ** 2, i, j) / 2, because="the sign"),
        wrong(Sum(Sum((a[i] * b[u] - a[u] * b[i]) ** 2, u), i) / 2, because="pairs i < u count once"),
    )
    yield chain(
        (a @ x) * (b @ y) - (a @ y) * (b @ x),
        wrong(Sum((a[i] * b[j] - a[j] * b[i]) * (x[i] * y[j] - x[j] * y[i]), i, j), because="the ½"),
        wrong(Sum((a[i] * b[j] - a[j] * b[i]) * (x[i] * y[j] + x[j] * y[i]), i, j) / 2, because="the sign"),
    )
    yield chain(
        n * Sum(a[i] ** 2, i) - a.sum() ** 2,
        wrong(Sum((a[i] - a[j]) ** 2, i, j), because="the ½"),
        wrong(Sum((a[i] + a[j]) ** 2, i, j) / 2, because="the sign"),
    )
    yield chain(
        n * (a @ b) - a.sum() * b.sum(),
        wrong(Sum((a[i] - a[j]) * (b[i] - b[j]), i, j), because="the ½"),
        wrong(Sum((a[i] - b[j]) * (a[i] - b[j]), i, j) / 2, because="differences of a and of b"),
    )


@part("polarisation", "Polarisation, parallelogram and Pythagoras")
def polarisation():
    yield chain(
        norm(a + b) ** 2 + norm(a - b) ** 2,
        wrong(norm(a) ** 2 + norm(b) ** 2, because="the factor 2"),
        wrong(4 * (a @ b), because="that is the difference"),
    )
    yield chain(
        a @ b,
        wrong((norm(a + b) ** 2 - norm(a - b) ** 2) / 2, because="4, not 2"),
        wrong((norm(a - b) ** 2 - norm(a) ** 2 - norm(b) ** 2) / 2, because="the sign"),
    )
    yield chain(
        norm(a + b) ** 2,
        wrong((norm(a) + norm(b)) ** 2, because="the squares"),
        wrong(norm(a) ** 2 - norm(b) ** 2, because="the sign"),
        given=Eq(a @ b, 0),
    )


@part("variance", "The variance of a sample")
def variances():
    yield chain(
        Sum(x[i] - mean(x), i),
        wrong(mean(x), because="the mean is subtracted n times"),
        wrong((n - 1) * mean(x), because="the mean is subtracted n times"),
    )
    yield chain(
        var(x),
        wrong(mean(x**2) + mean(x) ** 2, because="the sign"),
        wrong(mean(x**2) - mean(x), because="the square"),
        wrong(Sum((x[i] - x[j]) ** 2, i, j) / n**2, because="the ½"),
    )
    yield chain(
        Sum((x[i] - c) ** 2, i),
        wrong(Sum((x[i] - mean(x)) ** 2, i) + (mean(x) - c) ** 2, because="the factor n"),
        wrong(Sum((x[i] - mean(x)) ** 2, i) - n * (mean(x) - c) ** 2, because="the sign"),
    )
    yield chain(
        var(c * x + d),
        wrong(c * var(x), because="the square"),
        wrong(c**2 * var(x) + d, because="a shift changes nothing"),
    )
    yield chain(
        Sum((x[i] - mean(x)) * (y[i] - mean(y)), i),
        wrong(Sum(x[i] * y[i], i) - mean(x) * mean(y), because="the factor n"),
        wrong(Sum(x[i] * y[i], i) + n * mean(x) * mean(y), because="the sign"),
        wrong(Sum((x[i] - mean(y)) * y[i], i), because="the mean of x"),
    )
    yield chain(
        var(x + y),
        wrong(var(x) + var(y), because="the covariance is missing"),
        wrong(var(x) + var(y) + mean((x - mean(x)) * (y - mean(y))), because="the covariance counts twice"),
    )


@part("weighted", "Weighted variance", given=Eq(w.sum(), 1))
def weighted():
    mu = named("mu", w @ x)
    yield chain(
        Sum(w[i] * (x[i] - mu), i),
        wrong(mu, because="the mean is subtracted"),
        wrong((1 - n) * mu, because="the weights sum to 1, not n"),
    )
    yield chain(
        Sum(w[i] * (x[i] - mu) ** 2, i),
        wrong(Sum(w[i] * x[i] ** 2, i) - n * mu**2, because="the weights sum to 1, not n"),
        wrong(Sum(w[i] * x[i] ** 2, i) + mu**2, because="the sign"),
        wrong(Sum(w[i] * w[j] * (x[i] - x[j]) ** 2, i, j), because="the ½"),
    )
    yield chain(
        Sum(w[i] * (x[i] - c) ** 2, i),
        wrong(Sum(w[i] * (x[i] - mu) ** 2, i) + n * (mu - c) ** 2, because="the weights sum to 1, not n"),
        wrong(Sum(w[i] * (x[i] - mu) ** 2, i) - (mu - c) ** 2, because="the sign"),
    )


@part("groups", "Within and between groups")
def groups():
    Y = matrix("Y", K, n)  # K groups of n
    g = index("g", K)
    inner, total = named(r"\bar y", Y.mean(axis=1)), named("M", mean(Y))
    yield chain(
        Sum((Y[g, i] - total) ** 2, g, i),
        wrong(Sum((Y[g, i] - inner[g]) ** 2, g, i) + Sum((inner[g] - total) ** 2, g), because="the factor n"),
        wrong(Sum((Y[g, i] - inner[g]) ** 2, g, i) + K * Sum((inner[g] - total) ** 2, g), because="n, not K"),
    )
    yield chain(mean(inner), wrong(total / n, because="a mean of means"), wrong(K * total, because="a mean of means"))
    yield chain(
        mean((Y - total) ** 2),
        wrong(mean(var(Y, axis=1)) - var(inner), because="the sign"),
        wrong(mean(var(Y, axis=1)), because="the variance between is missing"),
    )


@part("scatter", "Scatter matrices")
def scatter():
    X = matrix("X", n, m)
    mu = named("mu", X.mean(axis=0))
    H = named("H", eye(n) - ones(n, n) / n)
    yield chain(
        Sum(outer(X[i] - mu, X[i] - mu), i),
        wrong(X.T @ X - outer(mu, mu), because="the factor n"),
        wrong(X.T @ X + n * outer(mu, mu), because="the sign"),
        wrong(X.T @ (eye(n) - ones(n, n)) @ X, because="1/n"),
    )
    yield chain(
        (eye(n) - ones(n, n) / n) @ (eye(n) - ones(n, n) / n),
        wrong(eye(n) - 2 * ones(n, n) / n, because="the square of 11ᵀ/n is itself"),
        wrong(eye(n), because="a projection, not a reflection"),
    )
    yield chain(H @ x, wrong(x - x.sum(), because="1/n"), wrong(x + mean(x), because="the sign"))
    yield chain(
        Sum(norm(X[i] - X[j]) ** 2, i, j),
        wrong(n * Sum(norm(X[i] - mu) ** 2, i), because="the factor 2"),
        wrong(2 * Sum(norm(X[i] - mu) ** 2, i), because="the factor n"),
    )


@part("running", "A running mean")
def running():
    z = vector("z", n + 1)
    old = named("M_n", Sum(z[i], i) / n)
    yield chain(
        mean(z),
        wrong(old + (z[n + 1] - old) / n, because="n + 1"),
        wrong(old - (z[n + 1] - old) / (n + 1), because="the sign"),
    )
