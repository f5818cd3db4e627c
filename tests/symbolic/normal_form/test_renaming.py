"""What is opened for now: names by depth, never one for two things at once, and work counted, remembered or not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from symcheck import *
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.renaming import for_now, opened_for_now
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.terms import multiply
from symcheck.symbolic.normal_form.types import Poly
from symcheck.symbolic.normal_form.work import TooLarge, count, limited, remembered

n = sizes("n")
i, j, k = indices("i j k", n)
x, y = vector("x", n), vector("y", n)


def poly(tensor: Tensor) -> Poly:
    return normal(NOTHING, tensor.body)


def test_what_is_open_at_once_has_names_of_its_own() -> None:
    ((item, _),) = poly(Sum(exp(x[i] * y[j]), i, j)).terms
    with for_now():
        first = opened_for_now(NOTHING, item)
        second = opened_for_now(NOTHING, item)
        assert len({*first[0], *second[0]}) == 4
    with for_now():
        assert opened_for_now(NOTHING, item) == first


def test_what_is_open_in_another_thread_takes_no_name_away() -> None:
    ((item, _),) = poly(Sum(exp(x[i]), i)).terms
    with for_now():
        here = opened_for_now(NOTHING, item)[0]
        with ThreadPoolExecutor(1) as other:
            other.submit(lambda: _opened_and_closed(item)).result()
        assert set(opened_for_now(NOTHING, item)[0]).isdisjoint(here)


def _opened_and_closed(item: object) -> None:
    with for_now():
        opened_for_now(NOTHING, item)  # type: ignore[arg-type]


@pytest.mark.parametrize("power", [2, 3, 4])
def test_a_sum_times_itself_is_no_sum_of_squares(power: int) -> None:
    whole = poly(x.sum())
    found = whole
    for _ in range(power - 1):
        found = multiply(NOTHING, found, whole)
    assert found == poly(x.sum() ** power)
    assert found != poly((x**power).sum())


def test_sums_within_sums_of_one_look_are_not_taken_for_one_another() -> None:
    inner = Sum(exp(x[j]), j)
    assert check(Sum(exp(x[i]) * inner, i), inner**2).status.value == "proved"
    assert check(Sum(exp(x[i]) * exp(inner), i), inner * exp(inner)).status.value == "proved"
    assert check(Sum(exp(x[i]) * exp(inner), i), Sum(exp(x[i]) * exp(exp(x[i])), i)).status.value == "refuted"


def test_work_is_counted_whether_it_is_remembered_or_not() -> None:
    asked: list[int] = []

    @remembered
    def dear(number: int) -> int:
        asked.append(number)
        count(1000)
        return number

    dear(1)
    assert dear(1) == 1 and asked == [1]
    with limited(12_000), pytest.raises(TooLarge):
        for _ in range(10):
            dear(1)
    assert asked == [1]
    with limited(12_000), pytest.raises(TooLarge):
        for _ in range(10):
            dear(2)
    assert asked == [1, 2]
