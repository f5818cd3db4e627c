"""What is said of one of several cases that a page numbers or names is not said of another one."""

import pytest

from symcheck.reading.assembling.numbered import cases_in
from tests.reading.pages import lines, statuses

P, R, U = "proved", "refuted", "undecided"
SLOPE = "\\frac{dg}{dx} = 2x"
OTHERS = [
    ("Example 1.", "Example 2."), ("*Example 1.*", "*Example 2.*"), ("For model A:", "For model B:"),
    ("Case 1:", "Case 2:"), ("Method 1:", "Method 2:"), ("First variant:", "Second variant:"),
    ("In the old notation,", "In the new notation,"), ("In the first setting,", "In the other setting,"),
    ("Modell A:", "Modell B:"), ("Premier exemple.", "Deuxième exemple."), ("Erster Fall:", "Zweiter Fall:"),
    ("\\begin{example}", "\\end{example}\n\n\\begin{example}"), ("Example i)", "Example ii)"),
]  # fmt: skip
ALIKE = [
    ("Example 1.", "Here"), ("For model A:", "For model A:"), ("Example 2.", "As in Example 1, the chain rule says:"),
    ("The first example.", "Example 1 goes on."), ("(a)", "(b)"), ("Exercise 1.", "Exercise 2."),
    ("Theorem 1.", "Theorem 2."), ("In the first half", "In the second half"), ("", "For model B:"),
    ("Example 1.", "So"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "another"), OTHERS)
def test_a_value_for_one_of_them_is_in_doubt_for_another(one: str, another: str) -> None:
    assert statuses(f"{one} Let $g = x^2$. {another} ${SLOPE}$.") == [U]


@pytest.mark.parametrize(("one", "another"), ALIKE)
def test_it_stays_for_the_same_and_where_the_text_goes_on(one: str, another: str) -> None:
    assert statuses(f"{one} Let $g = x^2$. {another} ${SLOPE}$. Also $\\frac{{dg}}{{dx}} = 3x$.") == [P, R]


def test_what_is_computed_of_it_is_in_doubt_with_it() -> None:
    page = f"Example 1. Let $g = x^2$. Example 2. Let $h = g + 1$. ${SLOPE.replace('g', 'h')}$ Then $x + x = 2x$."
    assert statuses(page) == [U, P]
    assert "has its value for example 1" in lines(page)[0].reason


@pytest.mark.parametrize(
    ("one", "another"), [x for x in OTHERS if "otation" not in x[0] and "ethod" not in x[0] and "other" not in x[1]]
)
def test_another_one_gives_it_another_value(one: str, another: str) -> None:
    page = f"{one} $g = x^2$. ${SLOPE}$. {another} $g = x^3$. "
    assert statuses(f"{page}$\\frac{{dg}}{{dx}} = 3x^2$. ${SLOPE}$.") == [P, P, R]


def test_another_method_comes_to_the_same_value() -> None:
    assert statuses("Method 1: let $g = x^2$. Method 2: $g = x^3$. Method 2: $g = x x$.") == [R, U]


def test_so_does_another_row_of_a_table() -> None:
    page = f"| | |\n|-|-|\n| $g = x^2$ | ${SLOPE}$ |\n| $g = x^3$ | ${SLOPE}$ |\n"
    assert statuses(page) == [P, R]
    assert statuses(page.replace("$g = x^3$", "$h = x^3$")) == [P, P]


@pytest.mark.parametrize(
    ("one", "another"),
    [*OTHERS, ("Exercise 1.", "Exercise 2."), ("(a)", "(b)"), ("Part one:", "Part two:"), ("Lemma 1.", "Lemma 2.")],
)
def test_a_condition_on_one_of_them_holds_for_another_no_more(one: str, another: str) -> None:
    assert P not in statuses(f"{one} Assume $x > 0$. {another} $\\sqrt{{x^2}} = x$.")


@pytest.mark.parametrize(
    ("one", "another"), [("", "(a)"), ("Exercise 1.", "Here"), ("", "Example 1."), ("(a)", "Then")]
)
def test_it_does_for_what_is_numbered_within_it(one: str, another: str) -> None:
    assert statuses(f"{one} Assume $x > 0$. {another} $\\sqrt{{x^2}} = x$. Also $\\sqrt{{x^2}} = -x$.") == [P, R]


def test_a_line_across_the_page_ends_a_condition_too() -> None:
    assert statuses("Assume $x > 0$.\n\n---\n\n$\\sqrt{x^2} = x$.") == [U]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("Example 2. Then", {"example": "2"}), ("the second example", {"example": "2"}), ("(ii) We", {"label": "ii"}),
        ("see Example 2", {}), ("in case I am", {}), ("a model of it", {}), ("by (2) we", {}), ("two models", {}),
        ("Case 1: $x$. Case 2: $y$", {"case": "2"}), ("Im zweiten Fall", {"case": "2"}), ("models the loss", {}),
        ("in case of $x$", {}), ("the examples i give", {}), ("notation: $A$", {}), ("a case study", {}),
    ],
)  # fmt: skip
def test_which_words_number_or_name_a_case(text: str, which: dict[str, str]) -> None:
    assert dict(cases_in(text)) == which


@pytest.mark.parametrize(("one", "another"), [*OTHERS, ("Exercise 1.", "Exercise 2.")])
def test_a_property_in_words_of_one_of_them_is_none_of_another(one: str, another: str) -> None:
    slope = "$\\nabla_a (a^T A a) = 2 A a$"
    assert statuses(f"{one} Let $A$ be symmetric. {slope}.") == [P] or "begin" in one  # that has no end
    assert P not in statuses(f"{one} Let $A$ be symmetric. {another} {slope}.")
