r"""What is assumed of a variable once is not assumed beside what is assumed of it next."""

from __future__ import annotations

import pytest

from tests.reading.pages import statuses

P, R = "proved", "refuted"
MORE = "c ∈ ℝ; α > 0; β ∈ ℝ; μ ∈ ℝ; w ∈ ℝ^n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"Let $g(β) = α β^2 - cβ$. Setting $g'(β) = 2αβ - c = 0$ gives $β = c/(2α)$."
            "\n\n"
            r"Let $r(β) = α β^2 - 2cβ$. Setting $r'(β) = 2αβ - 2c = 0$ gives $β = LAST$.",
            [P, P, P],
        ),
        (
            r"Let $g(μ) = -\frac12\sum_i (a_i - μ)^2$. "
            r"Setting $g'(μ) = \sum_i (a_i - μ) = 0$ gives $μ = \frac1n\sum_i a_i$."
            "\n\n"
            r"Let $m(μ) = -\frac12\sum_i b_i^2 (a_i - μ)^2$. "
            r"Setting $m'(μ) = \sum_i b_i^2(a_i - μ) = 0$ gives $μ \sum_i b_i^2 = LAST$.",
            [P, P, P],
        ),
    ],
)
@pytest.mark.parametrize("right", [True, False])
def test_another_function_has_a_condition_of_its_own(text: str, expected: list[str], right: bool) -> None:
    last = r"c/α" if "β = LAST" in text else r"\sum_i b_i^2 a_i"
    wrong = r"100c/α" if "β = LAST" in text else r"\frac1n \sum_i a_i"
    assert statuses(text.replace("LAST", last if right else wrong), MORE) == [*expected, P if right else R]


def test_what_a_wrong_derivative_says_is_not_assumed_beside_the_next() -> None:
    text = (
        r"Let $g(β) = α β^2 - cβ$. Setting $g'(β) = αβ - c = 0$ gives $β = c/α$."
        "\n\n"
        r"Setting $g'(β) = 2αβ - c = 0$ gives $β = 7c/α$."
    )
    assert statuses(text, MORE)[-1] == R


@pytest.mark.parametrize(("last", "expected"), [("2c", P), ("100c", R)])
def test_a_value_that_is_chosen_takes_the_place_of_another(last: str, expected: str) -> None:
    text = f"Choose $x$ such that $x = c$. Then $x^2 = c^2$.\n\nChoose $x$ such that $x = 2c$. Then $x = {last}$."
    assert statuses(text, MORE) == [P, expected]


@pytest.mark.parametrize("word", ["At", "For"])
def test_a_second_value_of_a_defined_name_is_no_condition(word: str) -> None:
    text = f"Let $g(x) = α x^2 - c x$ and $q = c/(2α)$. {word} $q = c/α$, $g(q) = c$."
    assert statuses(text, MORE)[0] == R


def test_a_defined_name_may_be_a_number_in_a_case() -> None:
    assert statuses("Let $z = x y$. For $z = 0$ we have $x^2 y^2 = 0$.", MORE) == [P]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$x^2 = 1 \Leftrightarrow x = 1$.", [P, R]),
        (r"$x y = 0 \Leftrightarrow x = 0$.", [P, R]),
        (r"$2 x = 2 y \Leftrightarrow x = y$.", [P, P]),
    ],
)
def test_both_directions_are_judged(text: str, expected: list[str]) -> None:
    assert statuses(text, MORE) == expected


def test_an_implication_of_several_that_is_written_backwards_is_not_judged() -> None:
    assert "proved" not in statuses(r"$$x = y \Leftarrow x^2 = y^2 \Leftarrow x = y$$")
    assert statuses(r"$$x = y \impliedby x^2 = y^2$$") == [R, R]
    assert statuses(r"$$x = y \implies x^2 = y^2$$") == [P]
    assert statuses(r"$$x = y \implies x^2 = y$$") == [R]


@pytest.mark.parametrize("last", ["x = c", "x = 2c", "y^2 = c^2"])
def test_what_may_be_one_of_several_premises_is_not_judged(last: str) -> None:
    assert statuses(rf"$$x = y, y = c \Rightarrow {last}$$", MORE) == ["unread"] * 2


def test_a_premise_on_a_row_of_its_own_is_one() -> None:
    assert statuses(r"$$x + x = 2x \\ y = c \Rightarrow y^2 = c^2$$", MORE) == [P, P]
    assert statuses(r"$$x + x = 2x \\ y = c \Rightarrow y^2 = c$$", MORE) == [P, R]
