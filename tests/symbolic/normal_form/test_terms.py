"""Terms: a condition on nothing, and what is split off a sum."""

from __future__ import annotations

from symcheck import Eq, Ne, Sum, bracket, exp, index, indices, log, max, scalars, sizes, stack, vector
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from tests.proving import proved

n = sizes("n")
x, y = scalars("x y")
X = vector("X", n)
i, j = indices("i j", n)


def test_what_need_not_exist_is_not_split_off() -> None:
    """The member i = j of a sum over i ≠ j may be a maximum over nothing, or a power of what is 0 there alone."""
    later = index("q", i, n - 1)
    partial = [max(stack(X[later], later)), 1 / X[i], 1 / (exp(log(X[i])) + y**2)]
    for member in partial:
        (term, _), *more = normal(NOTHING, Sum(member, i, where=Ne(i, j)).body).terms
        assert not more and any(relation.kind == "ne" for relation in term.domain)
    for member in (exp(X[i]), 1 / (1 + X[i] ** 2), log(1 + exp(X[i]))):
        terms = normal(NOTHING, Sum(member, i, where=Ne(i, j)).body).terms
        assert not any(relation.kind == "ne" for term, _ in terms for relation in term.domain)


def test_conditions_of_nothing() -> None:
    assert proved(bracket(Eq(x - x, 0)), 1)
    assert not proved(bracket(Eq(x - y, 0)), 1)
