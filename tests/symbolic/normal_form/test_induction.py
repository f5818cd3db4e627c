"""What is proved by induction over a size, and what must not be."""

from __future__ import annotations

import pytest

from symcheck import *
from tests.proving import proved
from tests.tables import each

n, m = sizes("n m")
i, u, e = index("i", n), index("u", 0, n - 1), index("e", 1, n - 1)
p, t, k = index("p", 1, e), index("t", i, n), index("k", n + 1)
q, a, b, x = scalar("q"), vector("a", n), vector("b", n), vector("x", n + 1)
P, f, J = matrix("P", n, n, positive_definite=True), index_map("f", n, n), function("J")
old, new = Sum(x[i], i) / n, mean(x)

TRUE = {
    "Σ i 2ⁱ": (Sum(i * 2**i, i), (n - 1) * 2 ** (n + 1) + 2, None),
    "Σ u qᵘ": (Sum(u * q**u, u), (q - n * q**n + (n - 1) * q ** (n + 1)) / (1 - q) ** 2, Ne(q, 1)),
    "logs telescope": (Sum(log(1 + 1 / i), i), log(n + 1), None),
    "quotients telescope": (Product((i + 1) / i, i), n + 1, None),
    "Abel": (Sum(a[i] * b[i], i), a[n] * Sum(b[i], i) - Sum(Sum(b[p], p) * (a[e + 1] - a[e]), e), None),
    "a triangle": (Sum(Sum(a[i] * a[t], t), i), (a.sum() ** 2 + Sum(a[i] ** 2, i)) / 2, None),
    "Welford": (Sum((x[k] - new) ** 2, k), Sum((x[i] - old) ** 2, i) + (x[n + 1] - old) * (x[n + 1] - new), None),
}

FALSE = {
    "Σ i 2ⁱ": (Sum(i * 2**i, i), (n - 1) * 2 ** (n + 1) + 1, None),
    "right at 1, 2 and 3": (Sum(log(1 + 1 / i), i), log(n + 1) + (n - 1) * (n - 2) * (n - 3), None),
    "right up to 3": (Sum(bracket(i > 3), i), 0 * n, None),
    "right but at 1": (Sum(i * 2**i, i), (n - 1) * 2 ** (n + 1) + 2 + bracket(Eq(n, 1)), None),
    "the step alone": (Product((i + 1) / i, i), n + 2, None),
    "one member more": (Product((i + 1) / i, i), n * (n + 1), None),
    "Abel, with an end too far": (
        Sum(a[i] * b[i], i),
        a[n] * Sum(b[i], i) - Sum(Sum(b[p], p) * (a[e + 1] + a[e]), e),
        None,
    ),
    "Welford": (Sum((x[k] - new) ** 2, k), Sum((x[i] - old) ** 2, i) + (x[n + 1] - old) ** 2, None),
}

UNTRIED = {
    "a member that has no value": Sum(i / (i - 3), i) - Sum(i / (i - 3), i) + Sum(bracket(i > 1) / (i - 3) ** 2, i),
    "a definite matrix": Sum(P[i, i] * i, i),
    "an index map to n": Sum(a[f[i]] * i, i),
    "an abstract function": Sum(J(i * q) * i, i),
}


test_proved = each(TRUE, "proved")
test_refuted = each(FALSE, "refuted")


@pytest.mark.parametrize("total", UNTRIED.values(), ids=UNTRIED)
def test_what_changes_with_the_size_and_may_have_no_value_is_not_tried(total: Tensor) -> None:
    assert not proved(total, q * n)
