"""A name that has a value: what is equated with it is a claim, and its first value is the one in force.

Where words or another heading may give it another value, that is undecided unless both are equal, and the second value
is the one in force; where "now let" does, no more is claimed.
"""

import pytest

from tests.reading.pages import lines, page, statuses

P, R, U, D = "proved", "refuted", "unread", "undecided"

WORDS = [
    "We can write", "We may write", "Equivalently we write", "Let us write", "Note that we may write",
    "Expanding, we write", "Denote", "Thus we define", "Now let", "Call", "Choose", "In other words,", "Define",
]  # fmt: skip
GIVING = ("Denote", "Call", "Choose", "Define")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    ("name", "second", "use", "expected"),
    [
        ("q", "x (x + y)", r"\frac{\partial q}{\partial x} = 2x + y", [P, P]),
        ("q", "x^2 - x y", r"\frac{\partial q}{\partial x} = 2x - y", [R, R]),
        ("q(x)", "x (x + y)", "q'(x) = 2x + y", [P, P]),
        ("q(x)", "x^2 - x y", "q'(x) = 2x - y", [R, R]),
        ("q", r"x^2 + \int y\,dx", r"\frac{\partial q}{\partial x} = 2x - y", [U, R]),  # not read, and not in force
    ],
)
def test_whatever_words_stand_before_it(words: str, name: str, second: str, use: str, expected: list[str]) -> None:
    if words == "Now let":
        expected = [U if expected[0] == U else P]
    elif words in GIVING and expected[0] != P:
        expected = [D, P] if expected[0] == R else [U, D]
    assert statuses(f"We have ${name} = x^2 + x y$. {words} ${name} = {second}$, so ${use}$.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an update has its new value from there on
        ("$q := x^2$ $$q = x x$$", [P, P]),
        ("$q := x^2$ $$q = 2 x$$", [P, R]),
        (r"$q \leftarrow q + 1$ $$q = 2 x + 1$$", [P, P]),
        ("Let $q = q + 1$. $$q = 2 x + 1$$", [P, P]),
        ("Let $q = q + 1$. $$q = 2 x$$", [P, R]),
        (r"$q \equiv x + x$ $$q = 2 x$$", [P, P, P]),
        (r"$q \equiv x^2$ $$q = x x$$", [P, R, R]),
        # a declared variable is given another number
        ("Let $y = 2$. $$y x = 2x$$ Let $y = 3$. $$y x = 3x$$", [P, P, P]),
        ("Let $y = 2$. $$y x = 2x$$ Let $y = 3$. $$y x = 2x$$", [P, P, R]),
        ("Let $y = 2$. $$y x = 2x$$ Let $y = x$. $$y x = 2x$$", [P, P, D, R]),
        # in another part "let" alone gives another meaning
        ("# B\n\nLet $q = x^3$. $$q = x^2 x$$", [P, P]),
        ("# B\n\nLet $q = x^3$. $$q = 2x$$", [P, R]),
        ("# B\n\nWe can write $q = x^3$. $$q = 2x$$", [P, R, P]),
        ("# B\n\nEquivalently, let $q = x^3$. $$q = 2x$$", [P, R, P]),
        ("# B\n\nThus we define $q = x + x$. $$q = 2x$$", [P, P, P]),
    ],
)
def test_what_gives_another_value(text: str, expected: list[str]) -> None:
    assert statuses("# A\n\n$$q = 2x$$\n\n$$q = x + x$$\n\n" + text) == expected


def test_a_second_value_that_is_wrong_is_told_as_a_claim() -> None:
    (line,) = lines("$$q = 2x$$\n\nLet $q = 3x$.")
    assert line.status.value == D and "q has another value before" in line.reason
    assert [noted.written for noted in page("$$q = 2x$$\n\nLet $q = 3x$.").formulas.defined] == ["q = 2x"]


@pytest.mark.parametrize("first", ["At $q = 2y$ we have", "At $q = 2y$,", "With $q = 2y$,", "where $q = 2y$, and"])
@pytest.mark.parametrize(
    ("use", "further", "expected"),
    [
        ("q - y = y", "q = y + y", [P, P]),
        ("q - y = y", "q = 3y", [P, R]),
        ("q - y = 2y", "q = 3y", [R, R]),
        ("q - y = y", "q = p y", [P, U]),
    ],
)
def test_what_is_said_first_is_in_force(first: str, use: str, further: str, expected: list[str]) -> None:
    assert statuses(f"{first} ${use}$. Moreover\n\n$${further}$$") == expected


@pytest.mark.parametrize("word", ["If", "For", "When", "Suppose", "Given"])
def test_what_may_have_a_value_before_is_not_looked_up_further_on(word: str) -> None:
    text = f"{word} $q = 2y$ we have $q - y = 2y$. Moreover\n\n$$q = 3y$$\n\n$$q = 2y + y$$"
    first, second = lines(text)
    assert (first.status.value, second.status.value) == (U, P)
    assert "write: let q = …" in str(first)


def test_a_condition_on_what_is_known_stays_one() -> None:
    assert statuses("At $x = 0$ we have $f = 1$.") == [P]
    assert statuses("At $x = 1$ we have $f = 1$.") == [R]


MANY = r"S ∈ ℝ^{n×n} positive definite; s > 0"


@pytest.mark.parametrize(
    ("slope", "expected"), [(r"\frac{1}{s^2} - \frac{x^2}{s^4}", P), (r"\frac{1}{s^2} - \frac{x^2}{2s^4}", R)]
)
def test_a_function_of_a_number_s_square_is_another_than_that_of_a_matrix(slope: str, expected: str) -> None:
    text = (
        r"# Many" "\n" r"$$q(x, S) = \log \det S + x a^T S^{-1} a$$" "\n"
        r"# One" "\n" r"$$q(x, s^2) = \log s^2 + \frac{x^2}{s^2}$$" "\n"
        rf"$$\frac{{\partial q}}{{\partial s^2}} = {slope}$$"
    )  # fmt: skip
    assert statuses(text, MANY) == [expected]


@pytest.mark.parametrize(
    ("again", "use", "expected"),
    [
        ("Now let $q = 2x$.", "q = x", [R]),
        ("Now let $q = 2x$.", "q = 2x", [P]),
        ("Next, put $q = 2x$.", "q = x", [D, R]),
        ("Nun sei $q = 2x$.", "q = x", [R]),
        ("In the second example we take $q = 2x$.", "q + q = 4x", [D, P]),
        ("# B\n\n$q = 2x$.", "q = x", [D, R]),
        ("# B\n\n$q = 2x$.", "q = 2x", [D, P]),
        ("# B\n\nThis reads $q = 2x$.", "q = 2x", [R, D]),
        ("Let $q = 2x - x$.", "q = x", [P, P]),
        ("Let $q = 2x - x$.", "q = 2x", [P, R]),
        ("# B\n\n$q = 2x - x$.", "q + q = 2x", [P, P]),
        ("We can write $q = 2x$.", "q = x", [R, P]),
        ("Now let $q = 2x$. Let $q := 2x$.", "q = 2x", [P]),
    ],
)
def test_the_old_value_proves_nothing_where_another_one_may_be_meant(again: str, use: str, expected: list[str]) -> None:
    assert statuses(f"Let $q = x$.\n\n{again} $${use}$$ $$y + y = 2y$$") == [*expected, P]


def test_nor_does_a_value_that_was_computed_of_the_old_one() -> None:
    for words, first in (("Now let", []), ("Let", [D])):
        assert statuses(f"Let $q = x$, $r = q + 1$. {words} $q = 2x$. $$r = x + 1$$") == [*first, D]
        assert statuses(f"Let $q = x$, $r = y + 1$. {words} $q = 2x$. $$r = y + 1$$") == [*first, P]


@pytest.mark.parametrize("heading", ["(b)", "(b) Then", "## B\n\n"])
def test_what_the_name_of_a_derivative_comes_to_is_claimed(heading: str) -> None:
    page = f"Let $g = \\frac{{\\partial x^2}}{{\\partial x}}$.\n\n{heading} $$g = 3x$$ $$g = 2x$$"
    assert statuses(page)[0] == R and statuses(page)[-1] != R
    assert statuses(page.replace("$$g = 2x$$", "$$g = 3x$$"))[-1] != P


def test_a_second_value_that_is_not_read_leaves_none() -> None:
    assert statuses("# A\n\n$q = x^2$. $$q = x x$$\n\n# B\n\n$$q = \\int x\\,dx$$ $$q = x x$$") == [P, U, D]


def test_each_section_has_a_loss_of_its_own() -> None:
    page = "# Square\n\n$$q(x) = x^2$$ $$q'(x) = 2x$$\n\n# Cube\n\n$$q(x) = x^3$$ $$q'(x) = 3x^2$$ $$q'(x) = 2x$$"
    assert statuses(page) == [P, D, P, R]


def test_nor_where_another_value_is_supposed_from_now_on() -> None:
    assert statuses("Let $q = x^2$. Suppose now that $q = 2x$. $$q = x^2$$") == [D]
    assert statuses("Let $q = x^2$. If $q = 1$, then $q^2 = x^2$.") == [P]
