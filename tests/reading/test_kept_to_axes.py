"""An index that leaves its axis at an end is read where a condition excludes that end, and is ill-formed elsewhere."""

import pytest

from tests.reading.pages import statuses

RIGHT, WRONG = "a_{i+1} - a_i = -(a_i - a_{i+1})", "a_{i+1} - a_i = a_i - a_{i+1}"
KEPT = [
    "$${0} \\quad \\text{{for }} i < n$$",
    "$${0}, \\quad i = 1, \\dots, n - 1$$",
    "$${0} \\quad \\text{{for }} i \\in \\{{1, \\dots, n - 1\\}}$$",
    "$${0} \\quad (i \\ne n)$$",
    "For $i < n$,\n\n$${0}$$",
    "For $i = 1, \\dots, n - 1$ we have ${0}$.",
    "We have ${0}$ for $i < n$.",
    "$${0} \\quad \\text{{for }} i < j$$",
]
NOT_KEPT = [
    "$${0}$$",
    "$${0}, \\quad i = 1, \\dots, n$$",
    "For $i > 1$,\n\n$${0}$$",
    "We have ${0}$ for $i \\le n$.",
    "$${0} \\quad (i \\ne 1)$$",
    "For $j < n$,\n\n$${0}$$",
    "For $i < n$, $a_i = a_i + 0$. Now let $i$ be arbitrary.\n\n$${0}$$",
]


@pytest.mark.parametrize("page", KEPT)
def test_a_condition_keeps_an_index_to_its_axis(page: str) -> None:
    assert statuses(page.format(RIGHT)) == ["proved"]
    assert statuses(page.format(WRONG)) == ["refuted"]


@pytest.mark.parametrize("page", NOT_KEPT)
def test_another_one_does_not(page: str) -> None:
    assert statuses(page.format(RIGHT))[-1:] == ["ill-formed"]


@pytest.mark.parametrize("beyond", ["a_{i+2}", "a_{i-1}", "\\sum_i a_{i+1}", "\\sum_{i=1}^n a_{i+1}"])
def test_it_excludes_no_other_end_and_no_bound_index(beyond: str) -> None:
    page = f"For $i < n$,\n\n$$2 {beyond} = {beyond} + {beyond}$$"
    assert statuses(page) == ["ill-formed"]


def test_both_ends_want_a_condition_each() -> None:
    page = "$$a_{{i+1}} + a_{{i-1}} = a_{{i-1}} + a_{{i+1}} \\quad \\text{{for }} {0}$$"
    assert statuses(page.format("1 < i < n")) == ["proved"]
    assert statuses(page.format("i < n")) == ["ill-formed"]


def test_a_condition_of_the_block_keeps_it_too() -> None:
    assert statuses(f"$${RIGHT}$$", "assume i < n") == ["proved"]
    assert statuses(f"$${WRONG}$$", "assume i < n") == ["refuted"]


@pytest.mark.parametrize(("under", "kept"), [("i < n", True), ("i \\ne n", True), ("i < j", True), ("i \\ne 1", False)])
def test_so_does_one_under_a_sum(under: str, kept: bool) -> None:
    page = f"$$2 \\sum_{{{under}}} a_{{i+1}} = NUMBER \\sum_{{{under}}} a_{{i+1}}$$"
    assert statuses(page.replace("NUMBER", "2")) == (["proved"] if kept else ["ill-formed"])
    assert statuses(page.replace("NUMBER", "3")) == (["refuted"] if kept else ["ill-formed"])


@pytest.mark.parametrize("under", ["i \\ne j", "i > 1", "i \\ne 1"])
def test_a_sum_under_another_condition_is_ill_formed(under: str) -> None:
    page = f"$$\\sum_{{{under}}} a_{{i+1}} = \\sum_{{{under}}} a_{{i+1}}$$"
    assert statuses(page) == statuses(f"For $i < n$, {page}") == ["ill-formed"]
