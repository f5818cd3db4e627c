"""What a binder binds: names of bound indices do not matter, and nothing is captured."""

from __future__ import annotations

from symcheck import *
from symcheck.expressions import indices as af
from symcheck.expressions.walk import substitute
from tests.forms import free, same

V, d, n = sizes("V d n")
w, s, o = indices("w s o", V)
i, j = indices("i j", n)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)


class TestBinders:
    def test_a_sum_binds_its_index_and_no_other(self):
        assert free(Sum(U[w] @ U[o], w)) == {"o"}
        assert free(stack(U[w] @ U[o], w)) == {"o"}

    def test_bound_names_do_not_matter(self):
        assert same(Sum(U[w] @ v, w), Sum(U[s] @ v, s))
        assert not same(Sum(U[w] @ U[o], w), Sum(U[o] @ U[o], s))

    def test_the_same_index_free_and_bound(self):
        total = Sum(exp(U[w] @ v), w)
        assert same(exp(U[w] @ v) / total, exp(U[w] @ v) / Sum(exp(U[s] @ v), s))

    def test_no_capture(self):
        row_sums = stack(Sum(U[w] @ U[s], s), w)
        assert same(row_sums[s], Sum(U[s] @ U[o], o))
        inner = Sum(x[i] * x[j], j)
        assert free(Tensor(substitute(inner.body, {i.body.value.atom: af.of_atom(j.body.value.atom)}))) == {"j"}

    def test_dependent_ranges(self):
        u = index("u", i + 1, n)
        assert same(Sum(x[i] * x[u], i, u), Sum(Sum(x[i] * x[u], u), i))
        assert same(Sum(x[i] * x[u], u, i), Sum(x[i] * x[u], i, u))
        assert free(Sum(x[u], u)) == {"i"}

    def test_conditions_are_bound_too(self):
        assert free(Sum(U[w] @ v, w, where=Ne(w, o))) == {"o"}
        assert free(Sum(x[i] * x[j], i, j, where=j < i)) == set()
        assert not same(Sum(x[i], i, where=Ne(i, j)), Sum(x[i], i, where=Eq(i, j)))
        assert not same(Sum(x[i], i, where=Ne(i, j)), Sum(x[i], i))
