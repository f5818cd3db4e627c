"""Derivatives as written: by what, how often, and by a name."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.expressions.nodes import Derivative, Entry, Integer, Let, Named
from symcheck.expressions.walk import subexpressions
from tests.forms import same

V, d = sizes("V d")
w = index("w", V)
U, v = matrix("U", V, d), vector("v", d)


class TestDerivatives:
    def test_they_stay_unevaluated(self):
        assert isinstance(grad(v @ v, v).body, Derivative)

    def test_second_derivatives(self):
        t = scalar("t")
        assert same(diff(exp(t), t, 2), diff(diff(exp(t), t), t))
        assert not same(diff(exp(t), t, 2), diff(exp(t), t))
        with pytest.raises(StatementError):
            diff(exp(t))
        with pytest.raises(StatementError):
            diff(exp(t), 2)

    def test_by_what(self):
        with pytest.raises(StatementError, match="declared variable"):
            grad(v @ v, 2 * v)

    def test_by_an_index_is_kept_to_be_reported(self):
        assert isinstance(diff(U[w] @ v, w).body.variable, Integer)

    def test_by_a_name_makes_it_a_variable(self):
        z = named("z", U @ v)
        slope = grad(z @ z, z)
        assert isinstance(slope.body, Let)
        inner = slope.body.body.body
        assert not any(isinstance(e, Named) for e in subexpressions(inner))
        assert any(isinstance(e, Entry) and e.array.name == "z" for e in subexpressions(inner))

    def test_twice_by_a_name(self):
        z = named("z", U @ v)
        lets = [e for e in subexpressions(hessian(z @ z, z).body) if isinstance(e, Let)]
        assert len(lets) == 1, "the second derivative varies the same variable as the first"

    def test_by_a_name_inside_another_name(self):
        z = named("z", U @ v)
        p = named("p", softmax(z))
        assert any(isinstance(e, Entry) and e.array.name == "z" for e in subexpressions(grad(p[w], z).body.body))

    def test_by_a_name_that_depends_on_an_index(self):
        z = named("z", U[w] @ v)
        with pytest.raises(StatementError, match="each w"):
            grad(exp(z), z)
