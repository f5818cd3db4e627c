"""All settings up to a bound: beyond every constant, none left out but by a renaming, and the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from symcheck import *
from symcheck.language.tensor import Tensor
from symcheck.values.exhaustive import EVALUATIONS, Plan, plan, reach
from symcheck.values.interchangeable import interchangeable
from symcheck.values.subject import Subject, subject

n, m, K = sizes("n m K")
i, j = indices("i j", n)
v, X = vector("v", n), matrix("X", n, m)
x = scalar("x")


def about(expression: Tensor, given: Sequence[object] = ()) -> Subject:
    return subject((expression.body, expression.body), expression.axes, chain(expression, 0, given=list(given)).given)


def planned(expression: Tensor, given: Sequence[object] = ()) -> Plan:
    found = plan(about(expression, given))
    assert found is not None
    return found


def test_all_sizes_are_there_and_all_patterns_of_equal_indices() -> None:
    found = planned(v[i] * v[j])
    bound = dict(found.bounds)["n"]
    assert {s.sizes[k] for s in found.settings for k in s.sizes} == set(range(1, bound + 1))
    patterns = {tuple(a == b for a in s.indices.values() for b in s.indices.values()) for s in found.settings}
    assert len(patterns) == 2
    assert len(found.settings) == 2 * bound - 1


def test_values_that_a_statement_tells_apart_are_all_there() -> None:
    found = planned(v[i] * bracket(i <= j))
    bound = dict(found.bounds)["n"]
    pairs = {(s.sizes[s_n], *s.indices.values()) for s in found.settings for s_n in s.sizes}
    assert pairs == {(size, a, b) for size in range(1, bound + 1) for a, b in product(range(1, size + 1), repeat=2)}


def test_maps_are_there_up_to_renaming_of_their_values() -> None:
    neg = index_map("neg", K, n)
    k = index("k", 1, K)
    found = planned(Sum(v[neg[k]], k))
    tables = {tuple(table.tolist()) for s in found.settings for table in s.maps.values()}
    assert {(1,), (1, 1), (1, 2), (1, 2, 1), (1, 2, 3)} <= tables
    assert (2,) not in tables
    told_apart = about(Sum(neg[k] * v[neg[k]], k))
    assert not any(interchangeable(told_apart, size) for size in told_apart.sizes)


@pytest.mark.parametrize(
    ("expression", "least"),
    [
        (v.sum(), 4),
        (v[i] * delta(i, 9), 11),
        (Sum(v[index("t", 1, n - 7) + 7], index("t", 1, n - 7)), 9),
        (bracket(n <= 9) * x, 11),
        ((n - 3) * (n - 5) * x, 10),
        (n * x - 7 * x, 9),
    ],
)
def test_the_bound_lies_beyond_every_constant(expression: Tensor, least: int) -> None:
    assert reach(about(expression)) >= least
    assert all(bound >= least for _, bound in planned(expression).bounds)


def test_assumptions_restrict_the_settings() -> None:
    assert {s.sizes[k] for s in planned(n * x, [n >= 12]).settings for k in s.sizes} >= {12, 13}
    assert all(len(set(s.indices.values())) == 2 for s in planned(v[i] * v[j], [Ne(i, j)]).settings)


def test_there_is_no_plan_where_nothing_would_be_settled() -> None:
    t = index("t", 1, n - 39)
    assert plan(about(Sum(v[t], t))) is None
    assert plan(about(bracket(n <= 10**6) * x)) is None


@pytest.mark.parametrize("expression", [v.sum(), Sum(v[i] * v[j], i, j), X.sum(), (X.T @ X).sum(), v[i] * v[j] * x])
def test_a_plan_fits_its_count_and_is_the_same_again(expression: Tensor) -> None:
    found, again = planned(expression), planned(expression)
    assert found.evaluations <= EVALUATIONS
    assert (found.bounds, found.evaluations) == (again.bounds, again.evaluations)
