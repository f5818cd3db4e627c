r"""What a sentence says of several cases is not right for the one of them that is read."""

from __future__ import annotations

import pytest

from tests.reading.pages import lines, statuses

P, R, U = "proved", "refuted", "undecided"
D = r"\frac{\partial a_i}{\partial a_j}"


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
        r"$$y^2 = y \quad \text{for } y \in \{0, 1\} \text{ and } y \in \{2, 3\}$$",
        r"$y^2 = y$ for $y \in \{0, 1\}$ and for $y \in \{2, 3\}$.",
        r"$y^2 = y$ for $y \in \{0, 1\}$, $y \in \{2, 3\}$.",
        r"$y^2 = y$ for $y \in \{0, 1\}$ and for $y = 2$.",
        r"$y^2 = y$ for $y = 1$ and $y \in \{2, 3\}$.",
        r"For $y \in \{0, 1\}$ and $y \in \{2, 3\}$, $y^2 = y$.",
        r"$a_i = a_j$ for $i = j$, and for $i = 1$.",
        r"$a_i = a_j$ for $i = j$ and $i = 1$.",
        r"$$a_i = a_j \quad \text{for } i = j \text{ and for } i = 1$$",
        r"$a_i = a_j$ for $i = j$, and for $j = 1$.",
        r"$x^2 = x y$ if $x = y$, and if $x = 3$.",
        "For $x = 1$ we have $x^2 = x$, and for $x = 2$.",
        r"$y^2 = y$ for $y \in \{0, 1\}$. Also for $y \in \{2, 3\}$.",
        "$y^2 = y$ for $y = 1$. The same holds for $y = 2$.",
        "$y^2 = y$ for $y = 1$. Similarly for $y = 2$.",
        r"$$y^2 = y \quad \text{for } y = 1, \quad y = 2$$",
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
        (r"$x y = x$ for $x \in \{0, 1\}$ and $y = 1$.", [P]),
        (r"$x y = y$ for $x \in \{0, 1\}$ and $y = 1$.", [R]),
        (r"For $x, y \in \{0, 1\}$, $x y = x^2 y^2$.", [P]),
        (r"For $x, y \in \{0, 1\}$, $x y = x^2 + y^2$.", [R]),
        (r"$x y = x^2 y^2$ for $x, y \in \{0, 2\}$.", [R]),
        (r"$$x y = x^2 y^2 \quad \text{for } x, y \in \{0, 1\}$$", [P]),
        (r"$y^2 = y$ for $y \in \{0, 1\}$.", [P]),
        ("$x^2 = 9$ if $x = y$ and $y = 3$.", [P]),
        (rf"${D} = 0$ for $i \neq j$ and $j \neq k$.", [P]),
        (rf"${D} = 1$ for $i = j$ and $i \neq k$.", [P]),
        (rf"${D} = 1$ for $i = j$, and ${D} = 0$ for $i \neq j$.", [P, P]),
        (rf"For $i = j$, ${D} = 1$, and for $i \neq j$, ${D} = 0$.", [P, P]),
        (rf"${D} = 1$ if $i = j$; if $i \neq j$, then ${D} = 0$.", [P, P]),
        (rf"${D} = 1$ if $i = j$; if $i \neq j$, then ${D} = 1$.", [P, R]),
        (rf"${D} = 1$ for $i = j$ and $0$ for $i \neq j$.", [P]),
        ("$|x| = x$ for $x > 0$ and $|x| = -x$ for $x < 0$.", [P, P]),
        ("$|x| = x$ for $x > 0$ and $|x| = x$ for $x < 0$.", [P, R]),
        ("For $x = 1$ we have $x^2 = x$. For $x = 2$, too, $x^2 = 2x$.", [P, P]),
        ("For $x = 1$ we have $x^2 = x$. For $x = 2$, too, $x^2 = x$.", [P, R]),
        ("$y^2 = y$ for $y = 1$. For $y = 2$ we also have $y^2 = 2y$.", [P, P]),
        (r"$$y^2 = y \quad \text{for } y = 1, \qquad x + y = 1 + x \quad \text{for } y = 1$$", [P, P]),
    ],
)
def test_cases_that_are_read_are_judged_each(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
