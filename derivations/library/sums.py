"""Sums: closed forms, telescoping, Abel summation, Lagrange's identity, decompositions of variance."""

from symcheck import *

n, m, K = sizes("n m K")
i, j, k = indices("i j k", n)
a, b, w, x, y = vector("a", n), vector("b", n), vector("w", n), vector("x", n), vector("y", n)
c, d, q, s, t = scalars("c d q s t")


@part("powers", "Sums of powers. Source: Graham, Knuth & Patashnik, Concrete Mathematics, chapter 2")
def powers():
    z = index("z", 0, n - 1)
    yield chain(Sum(i, i), n * (n + 1) / 2)
    yield chain(Sum(i**2, i), n * (n + 1) * (2 * n + 1) / 6)
    yield chain(Sum(i**3, i), (n * (n + 1) / 2) ** 2, Sum(i, i) ** 2)
    yield chain(Sum(2 * i - 1, i), n**2)
    yield chain(Sum(i * (i + 1), i), n * (n + 1) * (n + 2) / 3)
    yield chain(Sum(c + d * z, z), n * c + d * n * (n - 1) / 2, n * (2 * c + (n - 1) * d) / 2)


@part("geometric", "Geometric sums. Source: Graham, Knuth & Patashnik, Concrete Mathematics, section 2.3")
def geometric():
    z, u = index("z", 0, n - 1), index("u", 0, n)
    yield chain(Sum(q**z, z), (1 - q**n) / (1 - q), given=Ne(q, 1))
    yield chain(Sum(q**u, u), (q ** (n + 1) - 1) / (q - 1), given=Ne(q, 1))
    yield chain(Sum(2**z, z), 2**n - 1)
    yield chain(Sum(2 ** (-i), i), 1 - 2 ** (-n))


@part("telescoping", "Telescoping sums. Source: Graham, Knuth & Patashnik, Concrete Mathematics, section 2.6")
def telescoping():
    z = vector("z", n + 1)
    yield chain(Sum(z[i + 1] - z[i], i), z[n + 1] - z[1])
    yield chain(Sum(1 / (i * (i + 1)), i), 1 - 1 / (n + 1), n / (n + 1))
    yield chain(Sum(z[i + 1] ** 2 - z[i] ** 2, i), z[n + 1] ** 2 - z[1] ** 2)
    yield chain(Sum((z[i + 1] - z[i]) * (z[i + 1] + z[i]), i), z[n + 1] ** 2 - z[1] ** 2)


@part("abel", "Summation by parts. Source: Graham, Knuth & Patashnik, Concrete Mathematics, section 2.6, eq. (2.56)")
def abel():
    f, g = vector("f", n + 1), vector("g", n + 1)
    yield chain(
        Sum(f[i] * (g[i + 1] - g[i]), i),
        f[n + 1] * g[n + 1] - f[1] * g[1] - Sum(g[i + 1] * (f[i + 1] - f[i]), i),
    )
    v = index("v", 1, i)
    yield chain(Sum(Sum(x[v], v), i), Sum((n + 1 - i) * x[i], i))


@part("double", "Double sums. Source: Graham, Knuth & Patashnik, Concrete Mathematics, section 2.4")
def double():
    A, g = matrix("A", n, m), vector("g", m)
    r = index("r", m)
    u = index("u", i + 1, n)
    yield chain(Sum(Sum(A[i, r], r), i), Sum(Sum(A[i, r], i), r), A.sum())
    yield chain(Sum(a[i] * g[r], i, r), a.sum() * g.sum(), Sum(a[i], i) * Sum(g[r], r))
    yield chain(Sum(Sum(a[i] * a[u], u), i), (a.sum() ** 2 - Sum(a[i] ** 2, i)) / 2)
    yield chain(Sum(c * a[i] + d * b[i], i), c * a.sum() + d * b.sum())
    yield chain(Sum(a[i] * delta(i, j), i), a[j])
    yield chain(Sum(a[i], i, where=Ne(i, j)), a.sum() - a[j])
    yield chain(log(Product(exp(a[i]), i)), a.sum())


@part(
    "lagrange",
    "Lagrange's identity, and Binet and Cauchy's. Source: Steele, The Cauchy-Schwarz Master Class, chapter 3",
)
def lagrange():
    u = index("u", i + 1, n)
    yield chain(
        (a @ a) * (b @ b) - (a @ b) ** 2,
        Sum((a[i] * b[j] - a[j] * b[i]) ** 2, i, j) / 2,
        Sum(Sum((a[i] * b[u] - a[u] * b[i]) ** 2, u), i),
    )
    yield chain(
        (a @ x) * (b @ y) - (a @ y) * (b @ x),
        Sum((a[i] * b[j] - a[j] * b[i]) * (x[i] * y[j] - x[j] * y[i]), i, j) / 2,
    )
    yield chain(n * Sum(a[i] ** 2, i) - a.sum() ** 2, Sum((a[i] - a[j]) ** 2, i, j) / 2)
    yield chain(
        n * (a @ b) - a.sum() * b.sum(),
        Sum((a[i] - a[j]) * (b[i] - b[j]), i, j) / 2,
    )


@part("polarisation", "Polarisation, parallelogram and Pythagoras. Source: Axler, Linear Algebra Done Right, chapter 6")
def polarisation():
    yield chain(norm(a + b) ** 2 + norm(a - b) ** 2, 2 * norm(a) ** 2 + 2 * norm(b) ** 2)
    yield chain(a @ b, (norm(a + b) ** 2 - norm(a - b) ** 2) / 4, (norm(a) ** 2 + norm(b) ** 2 - norm(a - b) ** 2) / 2)
    yield chain(norm(a + b) ** 2, norm(a) ** 2 + norm(b) ** 2, given=Eq(a @ b, 0))


@part("variance", "The variance of a sample. Source: Casella & Berger, Statistical Inference, section 5.2")
def variances():
    yield chain(Sum(x[i] - mean(x), i), 0)
    yield chain(var(x), mean(x**2) - mean(x) ** 2, Sum((x[i] - x[j]) ** 2, i, j) / (2 * n**2))
    yield chain(Sum((x[i] - c) ** 2, i), Sum((x[i] - mean(x)) ** 2, i) + n * (mean(x) - c) ** 2)
    yield chain(var(c * x + d), c**2 * var(x))
    yield chain(
        Sum((x[i] - mean(x)) * (y[i] - mean(y)), i),
        Sum(x[i] * y[i], i) - n * mean(x) * mean(y),
        Sum((x[i] - mean(x)) * y[i], i),
    )
    yield chain(var(x + y), var(x) + var(y) + 2 * mean((x - mean(x)) * (y - mean(y))))


@part("weighted", "Weighted variance. Source: Bishop, PRML, section 1.2.2", given=Eq(w.sum(), 1))
def weighted():
    mu = named("mu", w @ x)
    yield chain(Sum(w[i] * (x[i] - mu), i), 0)
    yield chain(
        Sum(w[i] * (x[i] - mu) ** 2, i),
        Sum(w[i] * x[i] ** 2, i) - mu**2,
        Sum(w[i] * w[j] * (x[i] - x[j]) ** 2, i, j) / 2,
    )
    yield chain(
        Sum(w[i] * (x[i] - c) ** 2, i),
        Sum(w[i] * (x[i] - mu) ** 2, i) + (mu - c) ** 2,
    )


@part("groups", "Within and between groups. Source: Casella & Berger, Statistical Inference, section 11.2")
def groups():
    Y = matrix("Y", K, n)  # K groups of n
    g = index("g", K)
    inner, total = named(r"\bar y", Y.mean(axis=1)), named("M", mean(Y))
    yield chain(
        Sum((Y[g, i] - total) ** 2, g, i),
        Sum((Y[g, i] - inner[g]) ** 2, g, i) + n * Sum((inner[g] - total) ** 2, g),
    )
    yield chain(mean(inner), total)
    yield chain(mean((Y - total) ** 2), mean(var(Y, axis=1)) + var(inner))


@part("scatter", "Scatter matrices. Source: Bishop, PRML, section 4.1.4; Duda, Hart & Stork, section 3.8")
def scatter():
    X = matrix("X", n, m)
    mu = named("mu", X.mean(axis=0))
    H = named("H", eye(n) - ones(n, n) / n)
    yield chain(
        Sum(outer(X[i] - mu, X[i] - mu), i),
        X.T @ X - n * outer(mu, mu),
        X.T @ (eye(n) - ones(n, n) / n) @ X,
    )
    yield chain((eye(n) - ones(n, n) / n) @ (eye(n) - ones(n, n) / n), eye(n) - ones(n, n) / n)
    yield chain(H @ x, x - mean(x))
    yield chain(Sum(norm(X[i] - X[j]) ** 2, i, j), 2 * n * Sum(norm(X[i] - mu) ** 2, i))


@part("running", "A running mean. Source: Welford (1962); Knuth, TAOCP 2, section 4.2.2")
def running():
    z = vector("z", n + 1)
    old = named("M_n", Sum(z[i], i) / n)
    yield chain(mean(z), old + (z[n + 1] - old) / (n + 1))
