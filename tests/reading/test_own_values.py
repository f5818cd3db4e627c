r"""`x q = 6x` gives q no value where `q := 5` does; a derivative may be set to 0 together with its value."""

from __future__ import annotations

import pytest

from tests.reading.pages import statuses

P, R = "proved", "refuted"
MORE = "c ∈ ℝ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have $x q = 5x$, where $q := 5$.", [P]),
        ("We have $x q = 6x$, where $q := 5$.", [R]),
        ("We have $2 q = 10$. Let $q := 5$.", [P]),
        ("We have $2 q = 6$. Let $q := 5$.", [R]),
        ("$q^2 = x^2$ where $q := x$.", [P]),
        ("$q^2 = x$ where $q := x$.", [R]),
        (r"$s^2 = \frac1n\sum_i a_i^2$, and $s := \sqrt{s^2}$. Then $n s^2 = \sum_i a_i^2$.", [P]),
        (r"$s^2 = \frac1n\sum_i a_i^2$, and $s := \sqrt{s^2}$. Then $s^2 = \sum_i a_i^2$.", [R]),
    ],
)
def test_what_is_scaled_or_squared_is_claimed_of_a_name_with_a_value(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(("value", "expected"), [("c/(1 + λ)", [P, P]), ("c/(1 - λ)", [P, R])])
def test_a_derivative_is_set_to_0_with_what_it_comes_to(value: str, expected: list[str]) -> None:
    text = rf"Let $q = (x - c)^2 + λx^2$. Setting $\partial q/\partial x = 2(x - c) + 2λx$ to zero gives $x = {value}$."
    assert statuses(text, MORE) == expected
