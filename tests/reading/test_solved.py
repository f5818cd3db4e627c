"""Solved forms on a page: a value is put in where a derivative by its variable was set to 0."""

import pytest

from symcheck.judging.options import CheckOptions
from tests.judged import judged_part
from tests.reading.pages import lines, page, statuses

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


@pytest.mark.parametrize(
    ("text", "only"),
    [
        (rf"$${BY_W} \implies w = (X^TX)^{{-1}}X^Tt$$", True),
        (rf"$${BY_S} \Rightarrow \hat s = \frac1n\sum_i (z_i - \mu)^2$$", True),
        (r"$$\frac{\partial}{\partial \mu} (\mu^3 - 3 \mu) = 3\mu^2 - 3 = 0$$ $$\mu = 1$$", False),
    ],
)
def test_that_nothing_else_solves_it_is_said_where_it_is_proved(text: str, only: bool) -> None:
    told = lines(text, BLOCK)[-1]
    assert told.status.right
    assert any("nothing else solves that" in words and "not claimed" not in words for words in told.said) == only
    assert any("nothing else solves that is not claimed" in words for words in told.said) == (not only)


def test_where_a_wrong_value_was_put_in_is_said() -> None:
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


TWO = r"""
p, q, c ∈ ℝ^n; u, v ∈ ℝ; E = \sum_i (q_i - u p_i - v)^2; \bar p = \frac1n\sum_i p_i; \bar q = \frac1n\sum_i q_i
assume \sum_i (p_i - \bar p)^2 > 0
"""
BOTH = r"$$\frac{\partial E}{\partial u} = -2\sum_i (q_i - up_i - v)p_i = 0$$ " + (
    r"$$\frac{\partial E}{\partial v} = -2\sum_i (q_i - up_i - v) = 0$$ "
)
RIGHT_V, WRONG_V = r"$$v = \bar q - u\bar p$$ ", r"$$v = \bar q + u\bar p$$ "
RIGHT_U = r"$$u = \frac{\sum_i q_ip_i - \bar q\sum_i p_i}{\sum_i p_i^2 - \bar p\sum_i p_i}$$"
OF_WRONG_V = r"$$u = \frac{\sum_i q_ip_i - \bar q\sum_i p_i}{\sum_i p_i^2 + \bar p\sum_i p_i}$$"
WRONG_U = r"$$u = \frac{\sum_i q_ip_i}{\sum_i p_i^2 - \bar p\sum_i p_i}$$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RIGHT_V + RIGHT_U, [P, P]),
        (RIGHT_V + WRONG_U, [P, R]),
        (RIGHT_U + RIGHT_V, [P, P]),  # by both conditions, before the page says what v comes to
        (WRONG_V + RIGHT_U, [R, P]),
        (WRONG_V + OF_WRONG_V, [R, R]),
        (RIGHT_V + r"$$u = \frac{\sum_i (q_i - v)p_i}{\sum_i p_i^2}$$", [P, P]),
        (RIGHT_V + r"$$u = \frac{\sum_i q_ip_i}{\sum_i p_i^2}$$", [P, R]),
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_unknowns_are_solved_together(text: str, expected: list[str], declared: bool) -> None:
    """A value that does not speak of another unknown is put in with what that comes to; a wrong one proves nothing."""
    if declared:
        zero = r"assume \partial E/\partial u = 0; assume \partial E/\partial v = 0"
        assert statuses(text, f"{TWO}{zero}") == expected
    else:
        assert statuses(BOTH + text, TWO) == [P, P, *expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$w = (X^TX)^{-1}X^Tt$$", [P]),
        (r"$$w = 2(X^TX)^{-1}X^Tt$$", [R]),
        (r"Setting equation (3) to 0: $$0 = X^TXw - X^Tt$$", [P]),
        (r"Setting equation (3) to 0: $$0 = X^TXw + X^Tt$$", [R]),
        (r"$$\nabla_w L = X^TXw$$", [R]),
        (r"$$\nabla_w Q = 2λw$$", [R]),  # it is not used where a derivative is claimed
    ],
)
def test_what_the_block_sets_to_0_is_solved_too(text: str, expected: list[str]) -> None:
    assert statuses(text, rf"{BLOCK}assume \nabla_w L = 0") == expected


@pytest.mark.parametrize("value", [r"\frac1{n-1}\sum_i (z_i - \mu)^2", r"\frac2n\sum_i (z_i - \mu)^2"])
def test_of_a_wrong_one_the_right_one_is_told(value: str) -> None:
    found = page(rf"$${BY_S} \Rightarrow \hat s = {value}$$", BLOCK)
    (part,) = found.parts
    line = judged_part(part, CheckOptions(), "page.md").chains[-1].lines[-1]
    assert line.status.value == R
    assert line.right_result in ("(Σ_i (z_i − μ)²)/n", "(1/n) Σ_i (z_i − μ)²") or line.diagnoses
