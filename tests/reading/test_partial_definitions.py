"""A name is defined by entries where its index runs over its whole axis, and has no meaning where it does not."""

import pytest

from tests.reading.pages import statuses

CLAIMED = "\n\n$$\\sum_i s_i = 2 \\sum_i a_i$$\n\n$$\\sum_i s_i = 3 \\sum_i a_i$$\n"
WHOLE = [
    "Let $s_i = 2a_i$ for $i = 1 \\cdots n$.",
    "$$s_i = 2a_i \\quad \\text{for } i = 1, \\dots, n$$",
    "$$s_i = 2a_i, \\quad i = 1\\dots n$$",
    "$$s_i = 2a_i \\quad i \\in \\{1, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\forall i \\in \\{1, 2, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\text{for all } i \\in [n]$$",
    "$$s_i = 2a_i \\quad (i \\in n)$$",
    "For $i = 1, \\ldots, n$ we set $s_i = 2a_i$.",
    "For $i = 1, 2, \\dots, n$ we set $s_i = 2a_i$.",
    "Let $s_i = 2a_i$ for $i = n, n-1, \\dots, 1$.",
    "Let $s_i = 2a_i$ for $i = 1, \\dots, n$ and let $x = 3y$.",
    "For $i \\in \\{1, \\ldots, n\\}$ we set\n\n$$s_i = 2a_i$$",
]
NARROWED = [
    "and $i \\ne 2$",
    "and $i < d$",
    "and $a_i > 0$",
    "and $i \\in S$",
    "but $i \\ne 2$",
    "such that $i \\ne 2$",
    "and $j > i$",
    "and $j = 1, \\dots, i$",
    "except $i = 2$",
]
PARTIAL = [
    "Let $s_i = 2a_i$ for $i = 1 \\cdots d$.",
    "$$s_i = 2a_i \\quad \\text{for } i = 2, \\dots, n$$",
    "$$s_i = 2a_i, \\quad i = 1\\dots n - 1$$",
    "$$s_i = 2a_i \\quad i \\in \\{1, \\dots, n-1\\}$$",
    "$$s_i = 2a_i \\quad \\forall i \\in \\{2, \\dots, n\\}$$",
    "$$s_i = 2a_i \\quad \\text{for all } i \\in [d]$$",
    "$$s_i = 2a_i \\quad (i \\in \\{1, 3\\})$$",
    "$$s_i = 2a_i \\quad \\text{for } i \\in \\{1, 2\\}$$",
    "$$s_i = 2a_i \\quad \\text{for } i = 1, 3$$",
    "$$s_i = 2a_i \\quad \\text{for even } i$$",
    "$$s_i = 2a_i \\quad \\text{for } i \\in M$$",
    "$$s_i = 2a_i \\quad \\text{if } i \\text{ is even}$$",
    "For $i \\in \\{2, \\ldots, n\\}$ we set $s_i = 2a_i$.",
    "For $i \\in M$ we set\n\n$$s_i = 2a_i$$",
    "We set $s_i = 2a_i$ if $i^2 = q(i)$.",
    "Let $s_i = 2a_i$ for $i = 1, 3, \\dots, n$.",
    "Let $s_i = 2a_i$ for $i = 1, 2, 4, \\dots, n$.",
    "Let $s_i = 2a_i$ for $i = n, n-2, \\dots, 1$.",
    "For $i = 1, 3, \\dots, n$ let $s_i = 2a_i$.",
    "$$s_i = 2a_i \\quad i \\in \\{1, 3, \\dots, n\\}$$",
    *(f"Let $s_i = 2a_i$ for $i = 1, \\dots, n$ {more}." for more in NARROWED),
    *(f"For $i = 1, \\dots, n$ {more} we set $s_i = 2a_i$." for more in NARROWED),
]


@pytest.mark.parametrize("defined", WHOLE)
def test_the_whole_axis_defines_a_name(defined: str) -> None:
    assert statuses(defined + CLAIMED) == ["proved", "refuted"]


@pytest.mark.parametrize("defined", PARTIAL)
def test_a_part_of_it_gives_no_meaning(defined: str) -> None:
    assert "proved" not in statuses(defined + CLAIMED)


@pytest.mark.parametrize("defined", [*WHOLE[:6], WHOLE[7]])
def test_so_where_the_index_is_declared_nowhere(defined: str) -> None:
    defined = defined.replace("i", "k").replace("\\kn", "\\in")
    assert statuses(defined + CLAIMED.replace("_i", "_k"))[-2:] == ["proved", "refuted"]


def test_a_set_is_the_condition_of_a_claim_beside_it() -> None:
    page = "$$a_i = 0 \\quad \\text{{for }} i \\in \\{{{0}, \\dots, n\\}}$$\n"
    more = "assume a_i = 0 for i ∈ 2..n"
    assert statuses(page.format(2), more) == ["proved"]
    assert statuses(page.format(1), more) != ["proved"]


@pytest.mark.parametrize(("said", "whole"), [("\\{1, \\dots, n\\}", True), ("\\{2, \\dots, n\\}", False), ("n", True)])
def test_several_letters_in_one_set_are_all_meant(said: str, whole: bool) -> None:
    page = f"$$S_{{ij}} = a_i b_j \\quad \\text{{for }} i, j \\in {said}$$\n\n"
    page += "$$\\sum_{i,j} S_{ij} = \\sum_i a_i \\sum_j b_j$$"
    assert (statuses(page) == ["proved"]) is whole
    assert whole or "proved" not in statuses(page)
