"""Conditions: they have axes and no truth value; integers and reals are told apart."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.expressions.walk import free_indices
from tests.forms import shape

d, n = sizes("d n")
i, j = indices("i j", n)
v, x = vector("v", d), vector("x", n)


class TestConditions:
    def test_a_condition_has_no_truth_value(self):
        with pytest.raises(StatementError, match="given="):
            bool(x[i] > 0)
        with pytest.raises(StatementError):
            bool(x[i])

    def test_a_python_bool_is_no_condition(self):
        with pytest.raises(StatementError, match="Eq"):
            chain(x, x, given=i == j)

    def test_conditions_with_axes(self):
        assert shape(bracket(x > 0)) == "n"
        assert shape(where((x > 0) & (x < 1), x, 0)) == "n"
        assert shape(where(And(x > 0, x < 1), x, 0)) == "n"
        with pytest.raises(StatementError, match="do not fit"):
            (x > 0) & (v > 0)
        with pytest.raises(StatementError, match="entry"):
            Sum(x[i], i, where=x > 0)

    def test_joined_conditions_meet_entry_by_entry(self):
        both = (x > 0) & (x < 1)
        assert {index for r in both.condition for index in free_indices(r.difference)} == set(both.axes)

    def test_integers_and_reals_are_told_apart(self):
        assert type(Ne(i, j).condition[0]).__name__ == "IndexRelation"
        assert type(Ne(x[i], x[j]).condition[0]).__name__ == "RealRelation"
        assert (i < j).condition == (i + 1 <= j).condition


def test_a_condition_is_shown_as_a_formula() -> None:
    shown = [repr(each) for each in (x > 0, Eq(x.sum(), 1), every(i, x[i] > 0), scalar("a") > 1)]
    assert shown == ["x_i > 0", "Σ_i x_i = 1", "∀i: x_i > 0", "a > 1"]
