r"""What a sentence says of several cases is not right for the one of them that is read."""

from __future__ import annotations

import pytest

from tests.reading.pages import lines, statuses

P, R, U = "proved", "refuted", "undecided"


@pytest.mark.parametrize(
    "text",
    [
        "$x^2 = x$ for $x = 1$, $x = 2$.",
        "$x^2 = x$ for $x = 1$; for $x = 2$ too.",
        "$x^2 = x$ for $x = 1$ (and also for $x = 2$).",
        "$x^2 = x$ for $x = 1$ and, similarly, $x = 2$.",
        "$x^2 = x$ for $x = 1$, as well as for $x = 2$.",
        "$x^2 = x$ for $x = 1$, the same for $x = 2$.",
        "$x^2 = x$, when $x = 1$, but also when $y = 2$.",
        "$|x| = x$ for $x > 0$ and also $x < 0$.",
        r"$\frac{\partial a_i}{\partial a_j} = 1$ for $i = j$, and for $i \neq j$ as well.",
        "For $x = 1$, $x = 2$ we have $x^2 = x$.",
        "For $x = 1$, and for $x = 2$ as well, we have $x^2 = x$.",
        "If $x = 1$ then $x^2 = x$, and the same holds if $x = 2$.",
    ],
)
def test_another_case_that_is_not_read_leaves_a_line_open(text: str) -> None:
    (line,) = lines(text)
    assert line.status.value == U
    assert "may be another case" in line.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x^2 = x$ for $x = 1$.", [P]),
        ("$x y = x$ for $x = 1$ and $y = 1$.", [P]),
        ("$|x| = x$ for $x > 0$ and $|x| = -x$ for $x < 0$.", [P, P]),
        ("$|x| = x$ for $x > 0$ and $|x| = x$ for $x < 0$.", [P, R]),
        ("For $x = 1$ we have $x^2 = x$. For $x = 2$, too, $x^2 = 2x$.", [P, P]),
        ("For $x = 1$ we have $x^2 = x$. For $x = 2$, too, $x^2 = x$.", [P, R]),
    ],
)
def test_cases_that_are_read_are_judged_each(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
