"""What is known at an optimum, of a value or in an example is not said beyond it."""

import pytest

from tests.reading.pages import statuses

P, R, U, O = "proved", "refuted", "unread", "undecided"
SOLVED = "Setting $\\frac{\\partial f}{\\partial x} = 2x = 0$ gives $x=0$. "


@pytest.mark.parametrize(
    "words",
    ["Away from the minimum,", "For other inputs,", "For non-stationary points,", "More generally", "In general,",
     "For all $x$", "Elsewhere", "At every point"],
)  # fmt: skip
def test_words_that_leave_an_optimum_put_it_in_doubt(words: str) -> None:
    assert statuses(f"{SOLVED}{words} $f = 1$.")[-1] in (O, R)
    assert statuses(f"{SOLVED}{words} $f + f = 2f$. The solution is $x = 0$.") == [P, P, P, P]


@pytest.mark.parametrize("words", ["Hence", "There", "At the minimum", "The value there is"])
def test_other_words_leave_it_as_it_is(words: str) -> None:
    assert statuses(f"{SOLVED}{words} $f = 1$. So $f = 2$.") == [P, P, P, R]


@pytest.mark.parametrize("behind", [" everywhere", " for all $x$", ", in general"])
def test_so_do_words_behind(behind: str) -> None:
    assert P not in statuses(f"{SOLVED}Note that $f = 1${behind}.")[2:]


@pytest.mark.parametrize("example", ["For instance, let", "As an example, let", "For the moment, let"])
@pytest.mark.parametrize(("value", "claim"), [("x = 1", "x^2 = x"), ("x > 0", "|x| = x")])
def test_of_an_example_nothing_is_concluded(example: str, value: str, claim: str) -> None:
    assert statuses(f"{example} ${value}$. ${claim}$. Hence ${claim}$.") == [P, P]
    assert statuses(f"{example} ${value}$. ${claim}$. We conclude ${claim}$.") == [P, O]


@pytest.mark.parametrize(("other", "expected"), [("x \\ne y", O), ("x > 2", O), ("x < y", O), ("y > 2", P)])
def test_a_value_is_in_doubt_where_something_else_is_assumed_of_it(other: str, expected: str) -> None:
    assert statuses(f"Let $x = 1$. $x^2 = 1$.\n\nLet ${other}$. $x^2 = 1$.") == [P, expected]


@pytest.mark.parametrize(
    "words",
    ["plus a constant", "times a constant", "plus noise", "to first order", "in the limit", "roughly", "modulo $3$",
     "with probability $y$", "up to normalisation", "for large $n$"],
)  # fmt: skip
def test_what_is_not_exactly_what_is_written_has_no_value(words: str) -> None:
    assert P not in statuses(f"Let $g = x$ {words}. Then $g = x$.")
    assert P not in statuses(f"Let $s_i = a_i$ {words}. Then $\\sum_i s_i = \\sum_i a_i$.")


@pytest.mark.parametrize("words", ["(interior points)", "where the mask is one", "(unmasked entries)"])
def test_nor_has_a_family_what_it_is_in_some_places(words: str) -> None:
    assert P not in statuses(f"Let $s_i = a_i$ {words}. Then $\\sum_i s_i = \\sum_i a_i$.")


@pytest.mark.parametrize(
    "words",
    ["(the scores)", "where the sum is over words", "up to time $n$", "plus nothing else", "for the unmasked example"],
)  # fmt: skip
def test_other_words_take_nothing_from_a_definition(words: str) -> None:
    assert statuses(f"Let $g = x$ {words}. Then $g = x$.") == [P]
