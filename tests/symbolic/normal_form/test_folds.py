"""Products, maxima and minima over a range: taken apart where every member has a value whatever the others are."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i, j = indices("i j", n)
step = index("t", 1, n - 1)
v, w, s = vector("v", n), vector("w", n), vector("s", n, positive=True)
q, x, y = scalars("q x y")
t, p = vector("t", n, positive=True), scalar("p", positive=True)
k, h = index("k", 0, n - 1), index("h", 1, n - 1)

TRUE = {
    "reciprocals": lambda: check(Product(1 / (1 - q**i), i), 1 / Product(1 - q**i, i)),
    "one over a product": lambda: check(1 / Product(1 - q**i, i), Product(1 / (1 - q**i), i)),
    "two factors": lambda: check(Product(v[i] * w[i] ** 2, i), Product(v[i], i) * Product(w[i], i) ** 2),
    "exponentials": lambda: check(Product(exp(v[i]), i), exp(v.sum())),
    "a logarithm": lambda: check(log(Product(s[i], i, where=Ne(i, j))), Sum(log(s[i]), i, where=Ne(i, j))),
    "a triangle": lambda: check(log(Product(Product(s[i], i, where=i < j), j)), Sum((n - i) * log(s[i]), i)),
    "its slope": lambda: check(diff(log(Product(s[i] ** x, i)), x), Sum(log(s[i]), i)),
    "a product that is divided by": lambda: check(v[i] / Product(v[j], j), v[i] ** 2 / v[i] / Product(v[j], j)),
    "Π y": (Product(y, i), y**n, None),
    "Π exp, shifted": (Product(exp(y * i), i), Product(exp(y * (k + 1)), k), None),
    "Π of products": (Product(2 * v[i] * w[i], i), 2**n * Product(v[i], i) * Product(w[i], i), None),
    "log Π": (log(Product(t[i], i)), Sum(log(t[i]), i), None),
    "Σ log": (Sum(log(t[i]), i), log(Product(t[i], i)), None),
    "max of multiples": (max(stack(p * v[i], i)), p * max(v), None),
    "max of sums": (max(stack(v[i] + x, i)), max(v) + x, None),
    "min": (-min(v), max(-v), None),
    "max of one": (max(stack(p, i)), p, None),
}

FALSE = {
    "another factor": lambda: check(Product(1 / (1 - q**i), i), 1 / Product(1 + q**i, i)),
    "a square": lambda: check(Product(v[i] ** 2, i), Product(v[i], i)),
    "a logarithm of what may be negative": lambda: check(log(Product(v[i], i)), Sum(log(v[i]), i)),
    "a bracket excuses its neighbour alone": lambda: check(
        Product(bracket(v[i] > 0) / v[i], i), Product(bracket(v[i] > 0), i) / Product(v[i], i)),
    "more is asked": lambda: check(Product(v[i], i), Product(v[i], i) ** 2 / Product(v[i], i)),
    "another range": lambda: check(log(Product(s[i], i, where=i < j)), Sum(log(s[i]), i)),
    "members of a shorter product": lambda: check(
        y / Product(v[step], step), y / Product(v[step], step) + 0 / v[n]),
}  # fmt: skip

REFUTED = {
    "log Π": (log(Product(v[i], i)), Sum(log(v[i]), i), None),
    "Π over one less": (Product(y, h), y**n, None),
    "Π of a number": (Product(2 * v[i], i), 2 * Product(v[i], i), None),
    "max of multiples": (max(stack(x * v[i], i)), x * max(v), None),
}

test_proved = each(TRUE, "proved")
test_never_called_right = each(FALSE, "refuted", "undecided")
test_refuted = each(REFUTED, "refuted")
