"""The evaluator: values, masks, index maps, extrema, and what is no number."""

import numpy as np
import pytest

from symcheck import *
from symcheck.expressions.indices import Index, Size
from tests.values.evaluate.settled import U, V, atom, close, d, n, normalise_term, s, v, value, w, x


def test_softmax_has_total_one(here):
    assert value(Sum(softmax(U @ v)[s], s), here) == pytest.approx(1)


def test_triangular_sums_and_empty_ones(here):
    i = index("i", 1, n)
    j = index("j", i + 1, n)
    assert close(2 * Sum(x[i] * x[j], i, j), x.sum() ** 2 - (x**2).sum(), here)
    assert value(Sum(x[i], index("i", n + 1, n)), here) == 0
    assert value(Product(x[i], index("i", n + 1, n)), here) == 1


def test_excluded_terms_need_not_be_defined(here):
    i = index("i", 1, n)
    assert close(Sum(x[i + 1], i, where=Ne(i, n)), x.sum() - x[1], here)
    assert close(Sum(log(x[i]), i, where=x[i] > 0), Sum(where(x[i] > 0, log(x[i]), 0), i), here)
    assert np.isfinite(value(Sum(bracket(x[i] > 0) * log(x[i]), i), here))
    assert not here.system.exists(value(Sum(x[i + 1], i), here)).any()


def test_a_sum_without_members_asks_nothing_of_what_does_not_depend_on_its_index(here):
    """Σ_{a=k}^n x_k is 0 for k = n + 1, where there is no x_k."""
    k = index("k", 1, 2 * n)
    a, b = index("a", k, n), index("b", k - 1, n)
    assert close(Sum(Sum(x[k], a), k), Sum(x[k] * (n - k + 1), k, where=k <= n), here)
    assert close(Sum(Sum(log(x[k] ** 2) * a, a), k), Sum(Sum(log(x[k] ** 2) * a, a), k, where=k <= n), here)
    assert not here.system.exists(value(Sum(Sum(x[k], b), k), here)).any()


def test_index_maps_with_repeats():
    K = size("K")
    neg = index_map("neg", K, V)
    k, l = indices("k l", K)
    here = normalise_term({V: 4, d: 2, K: 3}, {k: 1}, {neg: [2, 2, 4]})
    loss = Sum(U[neg[l]] @ v, l)
    assert close(grad(loss, U[neg[k]]), 2 * v, here)
    assert close(grad(loss, U[neg[k]]), Sum(1, l, where=Eq(neg[l], neg[k])) * v, here)


def test_extrema(here):
    i = index("i", 1, n)
    assert value(max(x), here) == max_of(value(x, here))
    assert close(grad(max(x), x).sum(), number_one(), here)
    assert value(min(stack(x[i] ** 2, i)), here) == pytest.approx((value(x, here) ** 2).min())


def max_of(raw):
    return raw.max()


def number_one():
    return Rational(1)


def test_logarithm_of_a_negative_number_is_not_a_number(here):
    assert np.isnan(value(log(-exp(x)), here)).all()
    assert np.isnan(value(diff(log(-exp(x[1])), x[1]), here)) or close(x, x, here)


def test_binders_do_not_capture_free_indices():
    fixed = Index("w", atom(w).lower, atom(w).upper)
    here = normalise_term({V: 4, d: 2, n: 3}, {w: 2})
    assert fixed == atom(w) and isinstance(atom(V), Size)
    assert close(Sum(U[w] @ v, s), V * (U[w] @ v), here)
