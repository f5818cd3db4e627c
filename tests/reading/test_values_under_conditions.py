r"""A name that has a value under a condition has none where it gets another one under another."""

from __future__ import annotations

import pytest

from tests.reading.pages import lines, statuses

P, R, U = "proved", "refuted", "unread"


@pytest.mark.parametrize(
    "text",
    [
        "Let $h(t) = t$ for $t > 0$, $2t$ for $t < 0$.\n\n$$h(t) = t$$",
        "Let $h(t) = t$ for $t > 0$ and $2t$ for $t < 0$.\n\n$$h(t) = t$$",
        "Let $h(t) = t$ for $t > 0$ and $h(t) = 2t$ for $t < 0$.\n\n$$h(t) = t$$",
        "Let $h(t) = t$ for $t > 0$. Let $h(t) = 2t$ for $t < 0$.\n\n$$h(-1) = -1$$",
        "$$h(x) = x \\quad \\text{for } x > 0$$\n\n$$h(x) = 2x \\quad \\text{for } x < 0$$\n\n$$h(x) = x$$",
        "$u = x$ for $x > 0$ and $u = -x$ for $x < 0$.\n\n$$u = x$$",
        "$u = x$ for $x > 0$ and $-x$ for $x < 0$.\n\n$$u = x$$",
        "For $x > 0$ let $u = x$. For $x < 0$ let $u = 2x$.\n\n$$u = x$$",
        "$$\\begin{aligned} u &= x && \\text{for } x > 0 \\\\ u &= -x && \\text{for } x < 0 \\end{aligned}$$",
    ],
)
def test_values_under_several_conditions_are_none_that_is_used(text: str) -> None:
    found = lines(text)
    assert {line.status.value for line in found} == {U}
    assert "under a condition" in found[0].reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $u = x$ for $x > 0$.\n\n$$u = x$$", [P]),
        ("Let $u = x$ for $x > 0$.\n\n$$u = 2x$$", [R]),
        ("Let $u = x$ for $x > 0$. Then $u = |x|$ for $x > 0$.", [P]),
        ("Let $u = x + y$ for $x > 0$ and $y > 0$.\n\n$$u = y + x$$", [P]),
        ("Let $g(t) = \\log t$ for $t > 0$. For $t = 1$ we have $g(t) = 0$.", [P]),
        ("Let $g(t) = \\log t$ for $t > 0$. For $t = 1$ we have $g(t) = 1$.", [R]),
        ("Let $u = x^2$. For $x = 1$, $u = 1$. For $x = 2$, $u = 4$. For $x = 2$, $u = 5$.", [P, P, R]),
    ],
)
def test_one_condition_is_where_it_is_defined(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$g(x) = 3x$ where $g(x) := x$.", [R]),
        ("$g(x) = x + 0$ where $g(x) := x$.", [P]),
        ("$$g(x) = 3x \\quad \\text{where } g(x) := x$$", [R]),
        ("$$v = x + 0, \\quad v := x$$", [P]),
        ("$$v = 3x, \\quad v := x$$", [R]),
        ("$w = 3v$ where $v := x$.\n\n$$w = 3x$$", [P]),
        ("$v = x + 1$.\n\nSet $v := 2x$.\n\n$$v = 2x$$", [P]),
    ],
)
def test_what_is_assigned_beside_an_equation_is_what_it_claims(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
