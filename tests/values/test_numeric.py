"""The numeric judge: right claims confirmed, wrong twins suspected, nothing concluded from nothing."""

import pytest

from symcheck import *
from symcheck.claims.verdict import Abstained, Confirmed, Incomparable, Mismatch
from symcheck.language.conditions import assumption
from symcheck.values.numeric import judge, judged_lines

V, d, n, K, m, T = sizes("V d n K m T")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)
U, v, x, y = matrix("U", V, d), vector("v", d), vector("x", n), vector("y", n)
y_hat = named(r"\hat y", softmax(U @ v))
J = named("J", -log(y_hat[o]))
a, b = scalars("a b")


def kind(first, line, given=None, seed=3):
    first, line = (Rational(t) if isinstance(t, int) else t for t in (first, line))
    return type(judge(first, line, assumption(given), seed))


neg = index_map("neg", K, V)
same = Eq(neg[l], neg[k])
J_ns = -log(sigmoid(U[o] @ v)) - Sum(log(sigmoid(-U[neg[l]] @ v)), l)
count = Sum(1, l, where=same)
t, j = index("t", m + 1, T - m), index("j", -m, m)
word, loss = index_map("word", T, V), function("J")
J_sg = Sum(loss(v, word[t + j], U), j, where=Ne(j, 0))
share, slope = 1 - sigmoid(-U[neg[k]] @ v), grad(loss(v, word[t + j], U), v)
X, A = matrix("X", n, d), matrix("A", n, n, positive_definite=True)
p = named("p", sigmoid(X @ v))

CLAIMS = [
    (grad(J, v), Sum(y_hat[w] * U[w], w) - U[o], Sum(y_hat[w] * U[w], w) + U[o], None),
    (grad(J, U[w]), v * y_hat[w], v * (y_hat[w] - 1), Ne(w, o)),
    (grad(J, U[w]), v * (y_hat[o] - 1), v * y_hat[o], Eq(w, o)),
    (grad(J_ns, U[neg[k]]), count * v * share, v * share, Ne(neg[k], o)),
    (grad(J_sg, v), Sum(slope, j, where=Ne(j, 0)), Sum(slope, j), None),
    (grad(-(y * log(p) + (1 - y) * log(1 - p)).sum(), v), X.T @ (p - y), X.T @ (y - p), None),
    (grad(((X @ v - y) ** 2).sum(), v), 2 * X.T @ (X @ v - y), X.T @ (X @ v - y), None),
    (hessian(logsumexp(x), x), diag(softmax(x)) - outer(softmax(x), softmax(x)), diag(softmax(x)), None),
    (grad(logdet(A), A), inv(A), -inv(A), None),
    (Sum(y[k2 := index("i", 1, n)] * 2, k2), 2, 1, Eq(y.sum(), 1)),
    (x @ x, 1, 2, Eq(x @ x, 1)),
    (sqrt(a**2), a, -a, a > 0),
    (2 * log(a), log(a**2), log(a), None),
]  # fmt: skip


@pytest.mark.parametrize("first, right, wrong, given", CLAIMS)
def test_right_is_confirmed_and_the_wrong_twin_is_not(first, right, wrong, given):
    assert kind(first, right, given) is Confirmed
    assert kind(first, wrong, given) is Mismatch


def test_a_line_must_be_defined_where_the_first_is():
    found = judge(log(a**2), 2 * log(a), (), 1)
    assert isinstance(found, Mismatch) and "not defined" in found.right
    assert kind(log(a**2), 2 * log(a), a > 0) is Confirmed


def test_nothing_defined_is_no_agreement():
    assert kind(log(-exp(a)), log(-exp(a))) is Abstained


def test_assumptions_that_cannot_be_met():
    for given in (And(Eq(w, o), Ne(w, o)), a**2 < 0, And(a > 1, a < 0)):
        found = judge(a + w + o, a + w + o, assumption(given), 1)
        assert isinstance(found, Abstained) and "assumptions cannot be met" in found.reason


def test_a_bound_index_of_the_assumptions_means_all_its_values_and_a_free_one_is_left_out():
    total = Sum(delta(neg[l], o), l)
    assert kind(total, 0, every(k, Ne(neg[k], o))) is Confirmed
    assert kind(total, 0, Ne(neg[k], o)) is Mismatch
    assert kind(total, 0) is Mismatch


def test_shapes_that_differ_cannot_be_compared():
    assert kind(v, x) is Incomparable
    assert kind(U, U.T) is Incomparable


def test_only_true_for_different_indices():
    u = vector("u", V)
    assert kind(diff(u[w] * u[s], u[w]), u[s]) is Mismatch
    assert kind(diff(u[w] * u[s], u[w]), u[s], Ne(w, s)) is Confirmed
    assert kind(diff(u[neg[k]] * u[o], u[o]), u[neg[k]]) is Mismatch


def test_only_true_for_small_sizes():
    assert kind(Sum(x[i := index("i", 1, n)] ** 2, i), x.sum() ** 2) is Mismatch
    assert kind(sqrt(a**2), a) is Mismatch


def test_resampled_samples_are_counted_and_the_same_seed_says_the_same():
    found = judge(Sum(log(x[i := index("i", 1, n)]), i), log(Product(x[i], i)), (), 5)
    assert isinstance(found, Confirmed) and found.resampled > 0
    assert found == judge(Sum(log(x[i]), i), log(Product(x[i], i)), (), 5)


def test_lines_are_judged_one_by_one():
    kinds = [type(e.evidence) for e in judged_lines(a + b, (b + a, a - b, v), (), 1)]
    assert kinds == [Confirmed, Mismatch, Incomparable]


def test_sizes_are_not_all_one_and_agreement_is_close():
    found = judge(grad(J, v), U.T @ (y_hat - one_hot("y", V, o)), (), 1)
    assert isinstance(found, Confirmed) and found.error < 1e-12
    assert any(n > 1 for sizes in found.sizes for _, n in sizes)
