"""What holds otherwise, said in words, is judged like the last row of `cases`."""

import pytest

from tests.reading.pages import statuses

SLOPE = "\\frac{\\partial}{\\partial a_i} a_j^2"
PAGES = [
    "$${0} = 2a_j \\text{{ if }} i = j \\text{{ and }} {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\text{{ if }} i = j, \\text{{ and }} {1} \\text{{ otherwise}}.$$",
    "$${0} = 2a_j \\quad \\text{{for }} i = j, \\qquad {1} \\quad \\text{{otherwise}}$$",
    "$${0} = 2a_j \\text{{ when }} i = j, \\quad {0} = {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\quad\\text{{if }} i = j \\\\ = {1} \\quad \\text{{otherwise}}$$",
    "$$\\begin{{aligned}} {0} &= 2a_j &\\quad \\text{{if }} i = j \\\\ &= {1} &\\text{{otherwise}} \\end{{aligned}}$$",
    "We have ${0} = 2a_j$ if $i = j$, and ${1}$ otherwise.",
    "We have ${0} = 2a_j$ if $i = j$ and ${1}$ else.",
    "We have ${0} = 2a_j$ for $i = j$, and $= {1}$ otherwise.",
    "We have ${0} = 2a_j$ if $i = j$, and ${0} = {1}$ otherwise.",
]
UNREAD = [
    "$${0} = 2a_j \\text{{ unless }} i = j, \\text{{ and }} {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\text{{ if }} i = j, i = 1, \\text{{ and }} {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\text{{ if }} i = j \\text{{ or }} i = 1, \\quad {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\text{{ if }} i = j, \\text{{ and }} b_i = {1} \\text{{ otherwise}}$$",
    "$${0} = 2a_j \\text{{ if }} i = j, \\text{{ and }} {0} < {1} \\text{{ otherwise}}$$",
]


@pytest.mark.parametrize("page", PAGES)
def test_both_values_are_judged(page: str) -> None:
    assert statuses(page.format(SLOPE, "0")) == ["proved"]
    assert statuses(page.format(SLOPE, "a_j")) == ["refuted"]
    assert statuses(page.format(SLOPE, "0").replace("2a_j", "3a_j")) == ["refuted"]


@pytest.mark.parametrize("page", UNREAD)
@pytest.mark.parametrize("value", ["0", "a_j"])
def test_what_is_not_seen_whole_is_unread(page: str, value: str) -> None:
    assert statuses(page.format(SLOPE, value)) == ["unread"]


@pytest.mark.parametrize(
    "page",
    [
        "${0} = 2a_j$ if $i = j$; otherwise it is ${1}$.",
        "${0} = 2a_j$ if $i = j$; else it is ${1}$.",
        "${0} = 2a_j$ if $i = j$, else ${1}$.",
        "${0} = 2a_j$ for $i = j$. Otherwise it is ${1}$.",
        "${0} = 2a_j$ if $i = j$ and otherwise equal to ${1}$.",
    ],
)
def test_so_where_the_word_stands_before_the_other_value(page: str) -> None:
    assert statuses(page.format(SLOPE, "0")) == ["proved"]
    assert statuses(page.format(SLOPE, "a_j")) == ["refuted"]
    assert statuses(page.format(SLOPE, "0").replace("2a_j", "3a_j")) == ["refuted"]
    claims = "\n\n$$\\sum_i D_{ij} = (n + 1) a_j$$\n\n$$\\sum_i D_{ij} = 2n a_j$$"
    assert statuses(f"Let {page.format('D_{ij}', 'a_j')}{claims}") == ["proved", "refuted"]


def test_it_defines_a_name_everywhere() -> None:
    page = "Let $s_i = 2$ if $i = j$, and $0$ otherwise.\n\n$$\\sum_i s_i a_i = {} a_j$$"
    assert statuses(page.format(2)) == ["proved"]
    assert statuses(page.format(3)) == ["refuted"]


@pytest.mark.parametrize("sign", [":=", "\\triangleq", "\\equiv"])
def test_so_do_the_signs_of_a_definition(sign: str) -> None:
    page = f"$$s_i {sign} 2 \\text{{ if }} i = j \\text{{ and }} 0 \\text{{ otherwise}}$$\n\n"
    page += "$$\\sum_i s_i a_i = VALUE a_j$$"
    assert statuses(page.replace("VALUE", "2")) == ["proved"]
    assert statuses(page.replace("VALUE", "3")) == ["refuted"]


def test_a_bound_is_still_a_remark() -> None:
    page = "$$x \\le 2 \\text{ if } i = j \\text{ and } 0 \\text{ otherwise}$$\n\n$$2x = x + x$$"
    assert statuses(page) == ["proved"]


def test_behind_a_display_the_other_value_is_not_passed_over() -> None:
    page = f"$${SLOPE} = 2a_j$$ if $i = j$, and $a_j$ otherwise."
    assert "unread" in statuses(page)
