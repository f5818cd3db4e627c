r"""σ that is a number because σ² is one: before a bracket it may be the function, and nothing is chosen."""

from __future__ import annotations

from tests.reading.pages import lines

LINE = "$$\\frac{\\partial}{\\partial x} \\log(1 + e^x) = \\sigma(x + 0 y)$$"
PRODUCT = "$$\\frac{\\partial}{\\partial x} \\sigma (x - y) = \\sigma$$"


def said(text: str, more: str) -> str:
    (line,) = lines(text, more)
    return line.status.value


def test_it_is_ambiguous_where_only_its_square_is_declared() -> None:
    assert said(LINE, r"\sigma^2 > 0") == "ambiguous"
    assert said(PRODUCT, r"\sigma^2 > 0") == "ambiguous"


def test_it_is_the_function_where_nothing_says_that_it_is_a_number_or_the_page_says_so() -> None:
    assert said(LINE, "") == "proved"
    assert said(LINE, r"\sigma^2 > 0;  \sigma means sigmoid") == "proved"


def test_it_is_the_number_that_is_declared() -> None:
    assert said(PRODUCT, r"\sigma > 0") == "proved"
    assert said(LINE, r"\sigma > 0") == "refuted"
    assert said(PRODUCT.replace("(x", r"\cdot (x"), r"\sigma^2 > 0") == "proved"
