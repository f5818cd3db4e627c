"""A declaration that is not read takes the names it would have given, and no more: not the page."""

import pytest

from symcheck.reading.assembling.assembly import read_text
from symcheck.report.model import FileProblem
from tests.reading.pages import DECLARED, statuses

BROKEN = [
    (r"S ∈ ℝ^{n×n} sparse", r"\mathrm{tr}(S) = \mathrm{tr}(S^T)"),
    (r"\pi ∈ ℝ^n sparse", r"2\pi = \pi + \pi"),  # it is not the number then
    (r"dX ∈ ℝ^n sparse", r"dX = \nabla_x f"),  # nor defined
    (r"xy ∈ ℝ sparse", r"2xy = xy + xy"),  # nor x times y
    (r"index k ∈ 1..n sparse", r"\sum_k a_k = \sum_k a_k"),  # nor an index with another range
    (r"\pi = \|q\|^2", r"2 \pi = \pi + \pi"),  # nor, where its value never comes
    (r"g(x) = x \heartsuit x", r"g(2) = 4"),
    (r"\sigma = \|q\|", r"\sigma(0) = \frac12"),
]
IDS = [text for text, _ in BROKEN]


@pytest.mark.parametrize(("declaration", "formula"), BROKEN, ids=IDS)
def test_what_speaks_of_a_name_whose_declaration_is_not_read_is_unread(declaration, formula):
    assert statuses(f"$$y + y = 2y$$\n\n$${formula}$$", declaration) == ["unread", "proved", "unread"]


@pytest.mark.parametrize("declaration", IDS)
def test_what_does_not_speak_of_it_is_judged(declaration):
    assert statuses("$$y + y = 2y$$\n\n$$y + y = 3y$$", declaration) == ["unread", "proved", "refuted"]


WHOLE = ["layout strange", r"assume x \heartsuit 0", "v means", "a ∈ ℝ^n positive definite", "part (z): g ∈ ℝ"]


@pytest.mark.parametrize("declaration", WHOLE)
def test_a_convention_an_assumption_and_a_contradiction_are_of_the_whole_page(declaration):
    assert isinstance(read_text(DECLARED.replace("{more}", declaration) + "$$y = y$$", "page.md"), FileProblem)


def test_a_definition_that_waits_for_the_page_is_no_problem():
    assert statuses(r"$$r = Aa - b$$ $$\nabla_a E = 2A^T r$$", r"E = \|r\|^2") == ["proved"]
