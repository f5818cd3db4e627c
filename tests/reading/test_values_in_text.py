"""Values that a text gives beside a formula, and names that are declared before they are given a value."""

import pytest

from tests.reading.pages import lines, statuses

P, R, D = "proved", "refuted", "undecided"
SHARES = r"t_1, t_2, p_1, p_2 ∈ ℝ; F = -t_1 \log p_1 - t_2 \log p_2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"With $t_2 = 1 - t_1$ and $p_2 = 1 - p_1$, $$F = -t_1\log p_1 - (1 - t_1)\log(1 - p_1)$$", [P]),
        (r"With $t_2 = 1 - t_1$ and $p_2 = 1 - p_1$, $$F = -t_1\log p_1 + (1 - t_1)\log(1 - p_1)$$", [R]),
        (r"Since $t_2 = 1 - t_1$ and $p_2 = 1 - p_1$, $$F = -t_1\log p_1 - (1 - t_1)\log(1 - p_1)$$", [D, R, R]),
    ],
)
def test_and_goes_on_with_conditions(text: str, expected: list[str]) -> None:
    assert statuses(text, SHARES) == expected


def test_what_rests_on_values_in_its_sentence_is_open() -> None:
    (line,) = lines("For example ($x = 1$, $y = 2$) we get $f = y$.")
    assert (line.status.value, "assume x = 1" in line.reason, "assume y = 2" in line.reason) == (D, True, True)
    assert statuses("For example ($x = 1$, $y = 2$) this is small. $$f = y$$") == [R]
    assert statuses("For example ($x = 1$, $y = 2$) we get $f = x^2 + 1$.") == [P]


def test_a_declared_name_is_told_how_it_is_defined() -> None:
    value, slope = lines(r"$$E = \frac12 \|b - a\|^2$$ $$\nabla_b E = b - a$$", "E ∈ ℝ")
    assert (value.status.value, "Let E = …" in value.reason) == (R, True)
    assert (slope.status.value, "E has no value here that depends on b" in slope.reason) == (R, True)
    assert statuses(r"Let $E = \frac12 \|b - a\|^2$. $$\nabla_b E = b - a$$ $$\nabla_b E = b + a$$", "E ∈ ℝ") == [P, R]
    (assumed,) = lines("$$y = 2x$$", "assume y = 3x")
    assert "Let y" not in assumed.reason
