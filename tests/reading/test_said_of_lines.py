"""What is said of single lines, what a name is not given, and what defines one beside `name = …`."""

import pytest

from tests.reading.pages import page, statuses

P, R, U = "proved", "refuted", "unread"

ROLES = [
    (r"$$\begin{aligned} x + x &= 2x \\ &= 3 \\ &= x + x \end{aligned}$$ <!-- symcheck: line 2: remark -->", [P, P]),
    (r"$$x + x = 2x = 3$$ <!-- symcheck: relation 2: remark -->", [P]),
    (r"$$x + x = 3 = x$$ <!-- symcheck: relation 1: remark -->", [R]),
    (r"$$\begin{aligned} x &= 3 \\ 2x &= 6 \\ 2x &= 7 \end{aligned}$$ <!-- symcheck: line 1: condition -->", [P, R]),
    (r"$$\begin{aligned} x &= 3 \\ 2x &= 6 \end{aligned}$$ <!-- symcheck: line 2: condition -->", [R]),
    (r"$$\begin{aligned} q &= x \\ q + x &= 2x \end{aligned}$$ <!-- symcheck: line 1: definition -->", [P]),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_the_author_says_what_one_line_is(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


def test_the_block_says_what_one_line_is() -> None:
    assert statuses("$$x + x = 2x = 3$$", "formula 1: relation 2: remark") == [P]


NO_NAMES = [
    (r"$$g(2x) = x^2$$", [U]),  # the arguments of a definition are names
    (r"$$e^A = A$$", [U]),  # what is declared stands above e
    (r"$$A^x = A$$", [U]),
    (r"$$x + x = 2x = \mathbf 1$$", [P, U]),  # no new name
    (r"$$x + x = = 2x$$", [U]),
    (r"$$\begin{aligned} x + x &= \\ &= 2x \end{aligned}$$", [P]),  # a sign again in the next row
    (r"$$\begin{aligned} x + x &= \\ &= 3x \end{aligned}$$", [R]),
    (r"$$x + x (= 2x) = 3x - x$$", [P, P]),
    (r"$$x + x (= 3x) = 3x - x$$", [R, P]),
    (r"$$x^2 = 4 \text{ or } 5$$", [U]),  # one of several values
    (r"$$x^2 = 4 \quad\text{or}\quad x^2 = 5$$", [U, U]),
    (r"$$x + x = 2x \quad\text{or}\quad y + y = 3y$$", [P, R]),
]


@pytest.mark.parametrize(("text", "expected"), NO_NAMES)
def test_what_is_equated_is_judged_or_told(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


SCALED = [
    (r"$$2q = x + y$$ $$q = \frac{x + y}{2}$$ $$q = x + y$$", [P, R]),
    (r"$$-q = x$$ $$q + x = 0$$ $$q = x$$", [P, R]),
    (r"$$n \bar a = \sum_i a_i$$ $$\bar a = \frac1n \sum_i a_i$$ $$\bar a = \sum_i a_i$$", [P, R]),
    (r"$$A q = a$$", [U]),  # no number stands before it
    (r"$$x + \underbrace{y}_{=: q} = y + x$$ $$q + x = x + y$$ $$q = x$$", [P, P, R]),
    (r"$$x + \underbrace{y}_{=: -q} = y + x$$ $$q + y = 0$$ $$q = y$$", [P, P, R]),
    (r"$$x + \underbrace{y}_{= q} = y + x$$ $$q + x = x + y$$", [P, U]),
]


@pytest.mark.parametrize(("text", "expected"), SCALED)
def test_a_multiple_and_a_brace_define_a_name(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize("right", [r"\arg\max_y f", r"\int_0^1 t dt", r"\lim_{k \to \infty} x"])
def test_a_name_for_what_is_not_judged_is_a_remark(right: str) -> None:
    found = page(f"$$q = {right}$$ $$x + x = 2x$$")
    assert [piece.kind for piece in found.told] == ["remark", "claim", "claim"]


CONSTRAINTS = [
    ("We require that $x - y = 0$. Then $x^2 = x y$.", [P]),
    ("Set $x - y = 0$. Then $x^2 = -x y$.", [R]),
    ("Under the constraint $x - y = 0$, $x^2 = x y$.", [P]),
    ("We choose them such that $x - y = 0$. So $x^2 = x y$.", [P]),
    ("So $x - y = 0$. Then $x^2 = x y$.", [R, R]),
    ("We do not require $x - y = 0$. $x^2 = x y$", [R]),
    ("$A_{ij} \\delta_{ij} = A_{ii}$ for $i = j$.", [P]),  # δ has a meaning: that is no multiple of a name
    ("$A_{ij} \\delta_{ij} = A_{ii}$ for $i \\ne j$.", [R]),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRAINTS)
def test_what_is_demanded_to_be_0_is_a_condition(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


LAGRANGE = (
    "q, r, \\nu ∈ ℝ; M = q r - \\nu (q + r - 1)",
    r"$$\frac{\partial M}{\partial q} = r - \nu = 0$$ $$\frac{\partial M}{\partial r} = q - \nu = 0$$ "
    r"$$\frac{\partial M}{\partial \nu} = 1 - q - r = 0$$ ",
)
"""The derivative by q does not hold q: what is put in for it is judged by the other conditions."""

SOLUTIONS = [
    ("q = r", P),
    (r"q = \frac12", P),
    (r"\nu = \frac12", P),
    (r"q = \frac13", R),
    (r"\nu = 7", R),
    ("q = -r", R),
    ("q = (", U),
]


@pytest.mark.parametrize(("formula", "expected"), SOLUTIONS)
def test_what_solves_several_conditions_is_judged_under_the_others(formula: str, expected: str) -> None:
    declared, page_text = LAGRANGE
    assert statuses(f"{page_text}$${formula}$$", declared)[3:] == [expected]


def test_nothing_is_proved_by_the_condition_that_it_is_put_into() -> None:
    text = r"$$\frac{\partial (x y)}{\partial x} = y = 0$$ $$x = 5$$"
    assert statuses(text) == [P, R]


BESIDE = [
    # a condition behind what explains a claim is said of that alone
    (r"Now $\delta_{ij} = 0$. Since $\delta_{ij} + 1 = 1$ for $i \ne j$, we see it.", [R, P]),
    (r"Now $|x| = x$. Because $\sqrt{x^2} = x$ for $x > 0$, $x + x = 2x$.", [R, P, P]),
    (r"Now $|x| = x$ for $x > 0$, since $\sqrt{x^2} = x$ for $x > 0$.", [P, P]),
    (r"$$\delta_{ij} = 0$$ Since $\delta_{ij} + 1 = 1$ for $i \ne j$.", [R, P]),
    # where "where" begins the next paragraph, it is said of the display before it
    ("$$|x| = x$$\n\nwhere $x > 0$.\n\n$$\\sqrt{x^2} = x$$", [P, R]),
    ("$$|x| = x + 1$$\n\nwhere $x > 0$.", [R]),
    ("$$|x| = x$$\n\nWe stop where $x > 0$ is said.", [R]),
    # of what is not taken itself, it is none
    (r"Now $\delta_{ij} = 0$, where $\delta_{ij} + 1 = 1$ for $i \ne j$.", [R]),
    (r"Now $\delta_{ij} + 1 = 1$ for $i \ne j$, where $q = 1$. $$\delta_{ij} + q = q$$", [P, R]),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_condition_behind_a_reason_is_said_of_that(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(("formula", "expected"), [("p = 2", R), ("p = 1", P), ("q = 5", P), ("q = 4", R)])
def test_a_wrong_value_of_what_its_derivative_does_not_hold_is_not_proved(formula: str, expected: str) -> None:
    text = r"$$\frac{\partial M}{\partial p} = q - 5 = 0$$ $$\frac{\partial M}{\partial q} = p - 1 = 0$$ "
    assert statuses(f"{text}$${formula}$$", "p, q ∈ ℝ; M = p q - 5 p - q")[-1] == expected


@pytest.mark.parametrize(("formula", "expected"), [("a = c", P), ("a = 2c", R), ("b = -c", R), ("b = c", P)])
def test_a_wrong_solution_is_not_proved_by_a_contradiction(formula: str, expected: str) -> None:
    more = r"c ∈ ℝ^n; M = \frac12 \|a - b\|^2 + \frac12 \|b - c\|^2"
    text = r"$$\nabla_a M = a - b = 0$$ $$\nabla_b M = b - a + b - c = 0$$ $$a = b$$ $$b = c$$ $$a = c$$ "
    assert statuses(f"{text}$${formula}$$", more)[-1] == expected
