"""Solved forms on a page: a value is put in where a derivative by its variable was set to 0."""

import pytest

from tests.reading.pages import lines, statuses

P, R, I, U = "proved", "refuted", "ill-formed", "undecided"
BLOCK = r"""
X ∈ ℝ^{n×d}; t, z ∈ ℝ^n; w ∈ ℝ^d; s > 0; \mu ∈ ℝ
assume \det(X^T X) \ne 0
L = \|Xw - t\|^2; Q = L + λ \|w\|^2; F = -\frac n2 \log s - \frac{1}{2s} \sum_i (z_i - \mu)^2
"""
BY_W = r"\nabla_w L = 2X^T(Xw-t) = 0"
BY_S = r"\frac{\partial F}{\partial s} = -\frac{n}{2s} + \frac{1}{2s^2}\sum_i (z_i-\mu)^2 = 0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"$${BY_W} \implies w = (X^TX)^{{-1}}X^Tt$$", [P, P]),
        (rf"$${BY_W} \implies w = 2(X^TX)^{{-1}}X^Tt$$", [P, R]),
        (rf"$${BY_W} \implies \hat w = (X^TX)^{{-1}}X^Tt$$", [P, P]),
        (rf"$${BY_W} \implies w = (X^TX)^{{-1}}\sum_i X_i t_i = (X^TX)^{{-1}}X^Tt$$", [P, P, P]),
        (rf"$${BY_W} \implies w = (X^TX)^{{-1}}X^Tt = (X^TX)^{{-1}}t$$", [P, P, I]),
        (r"$$\nabla_w Q = 2X^T(Xw-t) + 2λw = 0 \implies w = (X^TX + λI)^{-1}X^Tt$$", [P, P]),
        (r"$$\nabla_w Q = 2X^T(Xw-t) + 2λw = 0 \implies w = (X^TX + 2λI)^{-1}X^Tt$$", [P, R]),
        (rf"$${BY_S} \Rightarrow \hat s = \frac1n\sum_i (z_i - \mu)^2$$", [P, P]),
        (rf"$${BY_S} \Rightarrow \hat s = \frac1{{n-1}}\sum_i (z_i - \mu)^2$$", [P, R]),
    ],
)
def test_a_solved_form_is_put_in(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


def test_that_nothing_else_solves_it_is_not_claimed() -> None:
    told = lines(rf"$${BY_W} \implies w = (X^TX)^{{-1}}X^Tt$$", BLOCK)[-1]
    assert any("nothing else solves" in words for words in told.said)
    wrong = lines(rf"$${BY_W} \implies w = 2(X^TX)^{{-1}}X^Tt$$", BLOCK)[-1]
    assert "put in" in wrong.reason


def test_what_speaks_of_the_variable_solves_nothing() -> None:
    """`w = w + …` under the condition is a claim like any other."""
    assert statuses(rf"$${BY_W} \implies w = w + X^T(Xw - t)$$", BLOCK)[0] == P
    assert statuses(rf"$${BY_W} \implies w = 2w$$", BLOCK)[1] != P


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a prime before an argument is a derivative like any other
        (r"$$h'(x) = -2\sum_i (z_i - x) = 0$$ $$x^* = \frac1n\sum_i z_i$$", [P, P]),
        (r"$$h'(x) = -2\sum_i (z_i - x) = 0$$ $$x^* = \sum_i z_i$$", [P, R]),
        (r"Setting $h'(x) = 0$ gives $x = \frac2n\sum_i z_i$", [R]),
        (r"$$h'(x) = 0$$", [R]),
        # that a number is 0 is no condition
        (r"$$\frac{d}{dx} (2x) = 2 = 0$$", [P, R]),
        (r"$$\frac{d}{dx} (x - x) = 1 - 1 = 0$$", [P, P]),
    ],
)
def test_what_sets_a_derivative_to_0(text: str, expected: list[str]) -> None:
    assert statuses(r"Let $h(x) = \sum_i (z_i - x)^2$. " + text, BLOCK) == expected


def test_what_is_set_is_told_with_the_assumption_that_it_may_be() -> None:
    first, *_ = lines("Because $x - y = 0$, $x = y$.")
    assert (first.status.value, "assume x = y" in first.reason) == (U, True)
    assert statuses("Set $x + x = 3x$.") == [R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$x - 3y = 0$$", "undecided"),
        ("$$x^2 = 9y^2$$", "undecided"),
        ("$$x + x = 2x$$", "proved"),  # it needs no condition
        ("$$x = 3y$$", "refuted"),
        ("$$x = y$$", "proved"),
    ],
)
def test_nothing_follows_from_a_wrong_line(text: str, expected: str) -> None:
    """What stands under a condition to which a wrong line came is not right, and says so."""
    wrong = r"$$\frac{\partial q}{\partial x} = 2(x - 3y) = 0$$ "
    found = lines(wrong + text, "q = (x - y)^2")
    assert [line.status.value for line in found] == ["refuted", expected]
    assert ("follows only from line" in found[-1].reason) == (expected == "undecided")
    right = r"$$\frac{\partial q}{\partial x} = 2(x - y) = 0$$ $$x^2 = y^2$$"
    assert statuses(right, "q = (x - y)^2") == [P, P]
