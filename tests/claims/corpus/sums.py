"""Symbolic sums: δ, triangles, differences of neighbours, windows, index maps, closed forms."""

from symcheck import *

n, m, V, K, T = sizes("n m V K T")
i, j, k = indices("i j k", n)
p = index("p", m)
x, y = vector("x", n), vector("y", n)
A, B = matrix("A", n, n), matrix("B", n, m)


@part("delta", "Kronecker's δ")
def deltas():
    yield chain(Sum(delta(i, j) * x[j], j), x[i], wrong(Sum(x[j], j), because="the δ picks one term"))
    yield chain(Sum(delta(i, j) * A[i, j], i, j), trace(A), wrong(A.sum(), because="only the diagonal"))
    yield chain(
        diff(Sum(x[j], j), x[i]),
        1,
        Sum(delta(i, j), j),
        wrong(n, because="one term holds x_i, not all"),
    )
    yield chain(diff(x[i], x[j]), delta(i, j), wrong(1, because="another entry"))
    yield chain(delta(i, j) * x[i], delta(i, j) * x[j], wrong(x[i], because="the δ is dropped"))
    yield chain(Sum((1 - delta(i, j)) * x[j], j), x.sum() - x[i], Sum(x[j], j, where=Ne(j, i)))


@part("delta-equal", "Differentiating where indices agree", given=Eq(i, j))
def delta_equal():
    yield chain(diff(x[i], x[j]), 1, wrong(0, because="i = j here"))


@part("delta-apart", "Differentiating where indices differ", given=Ne(i, j))
def delta_apart():
    yield chain(diff(x[i] ** 2, x[j]), 0, wrong(2 * x[i], because="i ≠ j here"))
    yield chain(
        diff(x[i] * x[j], x[i]),
        x[j],
        wrong(x[j] + x[i], because="only right where i = j"),
    )


@part("closed", "Closed forms")
def closed():
    yield chain(Sum(1, i), n, wrong(n - 1, because="both ends count"))
    yield chain(Sum(i, i), n * (n + 1) / 2, wrong(n * (n - 1) / 2, because="from 1 to n, not from 0 to n − 1"))
    yield chain(
        Sum(i**2, i),
        n * (n + 1) * (2 * n + 1) / 6,
        wrong(n * (n + 1) * (2 * n + 1) / 3, because="a sixth"),
    )
    yield chain(Sum(i**3, i), Sum(i, i) ** 2, wrong(Sum(i**2, i) ** 2, because="the square of Σ i"))
    yield chain(Sum(2 * i - 1, i), n**2, wrong(n**2 + n, because="odd numbers, not even ones"))
    yield chain(Sum(i * j, i, j), Sum(i, i) ** 2, wrong(Sum(i**2, i), because="a double sum, not its diagonal"))
    z = index("z", 0, n - 1)
    yield chain(Sum(z, z), n * (n - 1) / 2, wrong(n * (n + 1) / 2, because="from 0 to n − 1"))
    yield chain(Sum(1, i, p), n * m, wrong(n + m, because="pairs are counted"))
    yield chain(Sum(x[1], i), n * x[1], wrong(x[1], because="a constant is summed n times"))


@part("linear", "Linearity and products of sums")
def linearity():
    a = scalar("a")
    yield chain(Sum(a * x[i] + y[i], i), a * x.sum() + y.sum(), wrong(a * x.sum() + n * y.sum(), because="y once"))
    yield chain(Sum(x[i], i) * Sum(y[i], i), Sum(x[i] * y[j], i, j), wrong(Sum(x[i] * y[i], i), because="cross terms"))
    yield chain(Sum(x[i], i) ** 2, Sum(x[i] * x[j], i, j), wrong(Sum(x[i] ** 2, i), because="cross terms"))
    yield chain(Sum(x[i] + a, i), x.sum() + n * a, wrong(x.sum() + a, because="a is summed n times"))
    yield chain(
        Sum(B[i, p] * x[i], i, p),
        x @ B.sum(axis=1),
        (x @ B).sum(),
        wrong(x.sum() * B.sum(), because="a sum of products"),
    )
    yield chain(grad(Sum(x[i], i) ** 2, x), 2 * x.sum() * ones(n), wrong(2 * x, because="the square of the sum"))
    yield chain(
        log(Product(exp(x[i]), i)),
        x.sum(),
        wrong(log(Sum(exp(x[i]), i)), because="a product became a sum"),
    )
    yield chain(Product(a * x[i], i), a**n * Product(x[i], i), wrong(a * Product(x[i], i), because="n factors"))


@part("triangle", "Triangular sums")
def triangle():
    u = index("u", i + 1, n)
    v = index("v", 1, i)
    r = index("r", 1, i - 1)
    yield chain(
        Sum(x[i] * y[j], i, j),
        Sum(Sum(x[i] * y[u] + x[u] * y[i], u), i) + x @ y,
        wrong(Sum(Sum(x[i] * y[u] + x[u] * y[i], u), i), because="the diagonal is missing"),
    )
    yield chain(Sum(Sum(1, u), i), n * (n - 1) / 2, wrong(n * (n + 1) / 2, because="the diagonal does not belong"))
    yield chain(Sum(Sum(x[v], v), i), Sum((n - i + 1) * x[i], i), wrong(Sum(i * x[i], i), because="counted backwards"))
    yield chain(
        Sum(Sum((x[i] - x[u]) ** 2, u), i),
        n * Sum(x[i] ** 2, i) - x.sum() ** 2,
        wrong(2 * (n * Sum(x[i] ** 2, i) - x.sum() ** 2), because="every pair counts once"),
    )
    yield chain(
        diff(Sum(Sum(x[i] * x[u], u), i), x[k]),
        x.sum() - x[k],
        wrong(x.sum(), because="no term holds a square"),
    )
    yield chain(
        Sum(Sum(A[i, r], r), i) + Sum(Sum(A[i, u], u), i) + trace(A),
        A.sum(),
        wrong(A.sum() + trace(A), because="the diagonal counts once"),
    )
    yield chain(
        Sum(A[i, j], i, j, where=j <= i),
        Sum(Sum(A[i, v], v), i),
        wrong(Sum(Sum(A[i, r], r), i), because="the diagonal is missing"),
    )


@part("variance", "Variance identities")
def variances():
    yield chain(
        var(x),
        mean(x**2) - mean(x) ** 2,
        wrong(mean(x) ** 2 - mean(x**2), because="the sign"),
        Sum((x[i] - x[j]) ** 2, i, j) / (2 * n**2),
        wrong(Sum((x[i] - x[j]) ** 2, i, j) / n**2, because="each pair counts twice"),
    )
    yield chain(Sum(x[i] - mean(x), i), 0)
    yield chain(
        grad(var(x), x),
        2 * (x - mean(x)) / n,
        wrong(2 * (x - mean(x)), because="1/n"),
        wrong(2 * (x - mean(x)) * (n - 1) / n**2, because="the derivative of the mean drops out of the sum"),
    )
    yield chain(
        Sum((x[i] - mean(x)) * (y[i] - mean(y)), i),
        x @ y - n * mean(x) * mean(y),
        wrong(x @ y - mean(x) * mean(y), because="n"),
        Sum((x[i] - mean(x)) * y[i], i),
    )
    c = scalar("c")
    yield chain(var(x + c), var(x), wrong(var(x) + c, because="a shift changes nothing"))
    yield chain(var(c * x), c**2 * var(x), wrong(c * var(x), because="the factor is squared"))


@part("neighbours", "Differences of neighbours")
def neighbours():
    L = size("n")
    z, t = vector("z", L + 1), index("t", L)
    s = index("s", 2, L)
    yield chain(
        Sum(z[t + 1] - z[t], t),
        z[L + 1] - z[1],
        wrong(z[L] - z[1], because="the last term reaches L + 1"),
    )
    E = Sum((z[t + 1] - z[t]) ** 2, t)
    yield chain(
        diff(E, z[s]),
        2 * (2 * z[s] - z[s - 1] - z[s + 1]),
        wrong(2 * (z[s] - z[s - 1]), because="z_s stands in two terms"),
        wrong(2 * (z[s - 1] - 2 * z[s] + z[s + 1]), because="the sign"),
        -2 * (z[s + 1] - z[s]) + 2 * (z[s] - z[s - 1]),
    )
    yield chain(
        diff(E, z[1]),
        2 * (z[1] - z[2]),
        wrong(2 * (z[2] - z[1]), because="the sign"),
    )
    yield chain(diff(E, z[L + 1]), 2 * (z[L + 1] - z[L]), wrong(4 * (z[L + 1] - z[L]), because="an end has one side"))
    yield chain(
        Sum(z[t + 1] * (z[t + 1] - z[t]), t) + Sum(z[t] * (z[t + 1] - z[t]), t),
        z[L + 1] ** 2 - z[1] ** 2,
        wrong((z[L + 1] - z[1]) ** 2, because="a difference of squares"),
    )


@part("window", "Sums over a window")
def window():
    z = vector("z", T)
    t, u = index("t", m + 1, T - m), index("u", -m, m)
    w = index("w", t - m, t + m)
    yield chain(
        Sum(z[t + u], u),
        Sum(z[w], w),
        Sum(z[t - u], u),
        z[t] + Sum(z[t + u], u, where=Ne(u, 0)),
        wrong(Sum(z[t + u], u, where=Ne(u, 0)), because="u = 0 belongs to it"),
    )
    yield chain(Sum(1, u), 2 * m + 1, wrong(2 * m, because="both ends and 0 count"))
    yield chain(Sum(u, u), 0)
    yield chain(Sum(1, u, where=Ne(u, 0)), 2 * m, wrong(2 * m + 1, because="0 is left out"))
    yield chain(diff(Sum(z[t + u] ** 2, u), z[t]), 2 * z[t], wrong(2 * Sum(z[t + u], u), because="one term holds z_t"))
    yield chain(diff(Sum(z[t + u] ** 2, u, where=Ne(u, 0)), z[t]), 0, wrong(2 * z[t], because="u = 0 is left out"))


@part("maps", "Index maps, with repeats")
def maps():
    c, g = vector("c", V), vector("g", K)
    f, h, r = index_map("f", K, V), *indices("h r", K)
    w = index("w", V)
    yield chain(
        Sum(g[h] * c[f[h]], h),
        Sum(Sum(g[h], h, where=Eq(f[h], w)) * c[w], w),
        wrong(Sum(g[h], h) * Sum(c[w], w), because="a sum of products"),
    )
    yield chain(
        diff(Sum(g[h] * c[f[h]], h), c[w]),
        Sum(g[h] * delta(f[h], w), h),
        wrong(g.sum(), because="only the draws that meet w"),
    )
    yield chain(Sum(Sum(1, h, where=Eq(f[h], w)), w), K, wrong(V, because="the draws are counted, not the words"))
    yield chain(
        diff(Sum(c[f[h]] ** 2, h), c[f[r]]),
        2 * c[f[r]] * Sum(1, h, where=Eq(f[h], f[r])),
        wrong(2 * c[f[r]], because="right only if no word repeats"),
    )
    yield chain(
        Sum(1, h, where=Eq(f[h], w)) + Sum(1, h, where=Ne(f[h], w)),
        K,
        wrong(V, because="the draws are counted"),
    )


@part("maps-distinct", "Index maps without repeats")
def maps_distinct():
    c, r, h = vector("c", V), *indices("r h", K)
    f = index_map("f", K, V, injective=True)
    yield chain(diff(Sum(c[f[h]] ** 2, h), c[f[r]]), 2 * c[f[r]], wrong(2 * K * c[f[r]], because="one draw meets it"))
    yield chain(Sum(1, h, where=Eq(f[h], f[r])), 1, wrong(K, because="one draw meets it"))


@part("small-sizes", "Right for small sizes only")
def small_sizes():
    yield chain(
        Sum((i - 1) * (i - 2) * (i - 3) * (i - 4) * x[i], i),
        wrong(0, because="right for n ≤ 4 only"),
        Sum((i - 1) * (i - 2) * (i - 3) * (i - 4) * x[i], i, where=i >= 5),
    )
    yield chain(x.sum(), wrong(x[1], because="right for n = 1 only"), x[n] + Sum(x[i], i, where=i < n))
    yield chain(n**2 - 3 * n + 2, wrong(0, because="right for n ≤ 2 only"), (n - 1) * (n - 2))
    yield chain(2**n, wrong(n + 1, because="right for n = 1 only"), Product(2, i))
    yield chain(trace(A @ A), wrong(trace(A) ** 2, because="right for n = 1 only"))
    yield chain(det(A), wrong(Product(A[i, i], i), because="right for n = 1 only"))
    yield chain(Sum(1, i, where=i <= 3), wrong(n, because="right for n ≤ 3 only"), Sum(1, j, where=j < 4))
