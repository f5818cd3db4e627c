"""A case ends where words leave it that no condition is read of: what holds in it alone is not said beyond it."""

import pytest

from tests.reading.pages import statuses

P, R = "proved", "refuted"
CASE = "For $x > 0$ we have $$\\sqrt{x^2} = x.$$ "


@pytest.mark.parametrize(
    "words",
    [
        "If $x$ is negative,",
        "For negative $x$",
        "When $x$ is not positive,",
        "Now let $x$ be any real number. Then",
        "For every real number $x$,",
        "In the negative case,",
        "No matter the sign,",
        "Elsewhere,",
    ],
)
def test_words_that_leave_a_case_end_it(words: str) -> None:
    assert statuses(f"{CASE}\n\n{words}" + " $$x\\sqrt{x^2} = x^2$$") == [P, R]


@pytest.mark.parametrize("words", ["Therefore", "and so", "Multiplying by $x$ gives", "The product with $x$ comes to"])
def test_other_words_stay_in_it(words: str) -> None:
    assert statuses(CASE + words + " $$x\\sqrt{x^2} = x^2$$") == [P, P]


@pytest.mark.parametrize(
    "words", ["On the diagonal", "If they are equal,", "For equal indices", "If $i$ and $j$ are equal,"]
)
def test_so_of_indices(words: str) -> None:
    line = "$$\\frac{\\partial a_i^2}{\\partial a_j} = 0$$ "
    assert statuses(f"For $i \\ne j$ {line}{words} {line}") == [P, R]


def test_an_entry_with_a_value_of_its_own_leaves_the_rest_no_meaning() -> None:
    for entry, family, claim in (
        ("s_1 = 0", "s_i = 2a_i", "\\sum_i s_i = 2\\sum_i a_i"),
        ("S_{ii} = 0", "S_{ij} = a_i b_j", "\\mathrm{tr}(S) = a^T b"),
    ):
        assert P not in statuses(f"$${entry}, \\quad {family}$$ $${claim}$$")
        assert statuses(f"$${family}$$ $${claim}$$") == [P]


def test_a_colon_behind_letters_is_no_product() -> None:
    assert statuses("$$\\text{For all } x: \\quad x^2 = x$$ $$x^3 = x$$") == [R, R]
    assert statuses("$$\\text{For all } x: \\quad x + x = 2x$$") == [P]


def test_a_delta_with_one_letter_twice_is_summed_where_that_is_agreed() -> None:
    more = "sum over repeated indices"
    assert statuses("$$\\delta_{ii} = n$$ $$\\delta_{ii} = 1$$ $$\\delta_{ij} a_j = a_i$$", more) == [P, R, P]


def test_a_set_in_which_an_entry_lies_is_no_case_of_its_index() -> None:
    page = "Given $c_i \\in \\{0,1\\}$, let $s_i = 2a_i$. $$\\sum_i s_i = 2\\sum_i a_i$$"
    assert statuses(page)[-1] == P
