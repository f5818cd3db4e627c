"""Declarations: one or several, what is assumed in them, names, maps and abstract functions."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.expressions.nodes import Derivative, Named
from symcheck.expressions.walk import expand_names, free_indices, subexpressions
from tests.forms import free, same, shape

V, d, n, K = sizes("V d n K")
w, s, o = indices("w s o", V)
i = index("i", n)
k, l = indices("k l", K)
U, v = matrix("U", V, d), vector("v", d)


class TestDeclarations:
    def test_one_or_several(self):
        assert isinstance(sizes("V"), Tensor)
        assert len(sizes("V d")) == len(sizes("V, d")) == 2
        assert same(indices("w", V), w)
        with pytest.raises(StatementError):
            sizes("")

    def test_assumptions_are_part_of_a_declaration(self):
        assert vector("p", d, positive=True).body.array.sign == "positive"
        assert matrix("A", d, d, positive_definite=True).body.array.symmetric
        assert not matrix("A", d, d).body.array.symmetric
        assert not same(scalar("x"), scalar("x", positive=True))

    def test_named_means_its_expression_and_prints_its_name(self):
        p = named("p", softmax(U @ v))
        assert isinstance(p.body, Named)
        assert same(Tensor(expand_names(p.body), p.axes), softmax(U @ v))
        assert same(Tensor(expand_names(p[w].body)), softmax(U @ v)[w])
        assert "p" in str(p[w])
        assert free(p[w]) == {"w"}

    def test_a_name_speaks_of_its_own_axes_alone(self):
        z = U @ v
        both = z + named("z", z)
        assert {index.name for index in free_indices(both.body)} == {axis.name for axis in both.axes}

    def test_one_hot(self):
        y = one_hot("y", V, o)
        assert same(Tensor(expand_names(y[w].body)), delta(w, o))
        assert free(y[w]) == {"w", "o"}

    def test_index_maps(self):
        neg = index_map("neg", K, V)
        assert free(U[neg[k]]) == {"k"}
        assert free(Sum(U[neg[k]] @ v, k, where=Eq(neg[k], neg[l]))) == {"l"}
        assert neg.map != index_map("neg", K, V, injective=True).map
        with pytest.raises(StatementError, match="takes 1 ind"):
            neg[k, l]

    def test_an_index_map_of_two_indices(self):
        word = index_map("word", [n, K], V)
        assert free(U[word[i, k]]) == {"i", "k"}

    def test_abstract_functions(self):
        J, f = function("J"), function("f", elementwise=True)
        assert J(v, w, U).shape == ()
        assert free(J(v, w, U)) == {"w"}
        assert shape(f(U)) == "V, d"
        assert not same(J(v, U[w]), J(v, U[s]))
        with pytest.raises(StatementError):
            J()

    def test_a_derivative_of_an_abstract_function_stays(self):
        J = function("J")
        assert shape(grad(J(v, w, U), U)) == "V, d"
        assert any(isinstance(e, Derivative) for e in subexpressions(grad(J(v, w, U), U).body))
