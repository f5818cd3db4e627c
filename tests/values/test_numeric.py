"""The numeric judge: right claims confirmed, wrong twins suspected, nothing concluded from nothing."""

import pytest

from symcheck import *
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Abstained, Confirmed, Mismatch
from symcheck.values.numeric import judge
from tests.claiming import claim, sampled
from tests.twins import CLAIMS

V, d, n, K = sizes("V d n K")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)
y_hat = named(r"\hat y", softmax(U @ v))
J = named("J", -log(y_hat[o]))
a, b = scalars("a b")


def kind(first, line, given=None, seed=3):
    return type(sampled(first, line, given, seed).evidence)


neg = index_map("neg", K, V)


@pytest.mark.parametrize("first, right, wrong, given", CLAIMS)
def test_right_is_confirmed_and_the_wrong_twin_is_not(first, right, wrong, given):
    assert kind(first, right, given) is Confirmed
    assert kind(first, wrong, given) is Mismatch


def test_a_line_must_be_defined_where_the_first_is():
    found = sampled(log(a**2), 2 * log(a), (), 1).evidence
    assert isinstance(found, Mismatch) and "not defined" in found.right
    assert kind(log(a**2), 2 * log(a), a > 0) is Confirmed


def test_nothing_defined_is_no_agreement():
    assert kind(log(-exp(a)), log(-exp(a))) is Abstained


def test_assumptions_that_cannot_be_met():
    for given in (And(Eq(w, o), Ne(w, o)), a**2 < 0, And(a > 1, a < 0)):
        found = sampled(a + w + o, a + w + o, given, 1).evidence
        assert isinstance(found, Abstained) and "assumptions cannot be met" in found.reason


def test_a_bound_index_of_the_assumptions_means_all_its_values_and_a_free_one_is_left_out():
    total = Sum(delta(neg[l], o), l)
    assert kind(total, 0, every(k, Ne(neg[k], o))) is Confirmed
    assert kind(total, 0, Ne(neg[k], o)) is Mismatch
    assert kind(total, 0) is Mismatch


def test_only_true_for_different_indices():
    u = vector("u", V)
    assert kind(diff(u[w] * u[s], u[w]), u[s]) is Mismatch
    assert kind(diff(u[w] * u[s], u[w]), u[s], Ne(w, s)) is Confirmed
    assert kind(diff(u[neg[k]] * u[o], u[o]), u[neg[k]]) is Mismatch


def test_only_true_for_small_sizes():
    assert kind(Sum(x[i := index("i", 1, n)] ** 2, i), x.sum() ** 2) is Mismatch
    assert kind(sqrt(a**2), a) is Mismatch


def test_resampled_samples_are_counted_and_the_same_seed_says_the_same():
    found = sampled(Sum(log(x[i := index("i", 1, n)]), i), log(Product(x[i], i)), (), 5).evidence
    assert isinstance(found, Confirmed) and found.resampled > 0
    assert found == sampled(Sum(log(x[i]), i), log(Product(x[i], i)), (), 5).evidence


def test_lines_are_judged_one_by_one():
    lines = (claim(a + b, b + a), claim(a + b, a - b), claim(a + b, log(-exp(a)), a > 0))
    assert [type(e.evidence) for e in judge(lines, Budget(1))] == [Confirmed, Mismatch, Mismatch]


def test_sizes_are_not_all_one_and_agreement_is_close():
    found = sampled(grad(J, v), U.T @ (y_hat - one_hot("y", V, o)), (), 1).evidence
    assert isinstance(found, Confirmed) and found.error < 1e-12
    assert any(n > 1 for sizes in found.sizes for _, n in sizes)
