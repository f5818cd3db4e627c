"""How pages set a derivative to 0 and solve it, in words of two languages; premises, values in the text, updates."""

import pytest

from tests.reading.pages import lines, page, statuses

P, R, U, D = "proved", "refuted", "unread", "undecided"

BLOCK = r"X ∈ ℝ^{n×d}; t ∈ ℝ^n; w ∈ ℝ^d; q = (x - y)^2; assume \det(X^T X) \ne 0; L = \frac12\|Xw - t\|^2"
GRADIENT = r"$$\nabla_w L = X^T(Xw - t) = X^TXw - X^Tt$$ "
SOLVED, TWICE = r"$$w = (X^TX)^{-1}X^Tt$$", r"$$w = 2(X^TX)^{-1}X^Tt$$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a derivative came to, put equal to 0 alone
        (GRADIENT + r"so the equation of zero gradient change to: $$X^TXw - X^Tt = 0$$ " + SOLVED, [P, P, P]),
        (GRADIENT + r"so the equation of zero gradient change to: $$X^TXw - X^Tt = 0$$ " + TWICE, [P, P, R]),
        (GRADIENT + r"$$X^TXw + X^Tt = 0$$", [P, P, R]),  # it came to another one
        (GRADIENT + r"$$X^TXw - X^Tt = 0$$ <!-- symcheck: claim -->", [P, P, R]),
        (r"$$X^TXw - X^Tt = 0$$", [R]),
        # in Chinese
        (GRADIENT + r"令上式等于0可得 " + SOLVED, [P, P, P]),
        (GRADIENT + r"令上式等于0可得 " + TWICE, [P, P, R]),
        (GRADIENT + r"令 $\nabla_w L$ 等于零，解得 " + TWICE, [P, P, R]),
        (r"令上式等于0可得 $$x = y$$", [U]),
        ("若 $x = y$，则 $$x^2 = y^2$$", [P]),
        ("当 $x = y$ 时，$$x^2 = y^2$$", [P]),
        ("不令 $x = y$，$$x^2 = y^2$$", [R, R]),
        ("其中 $z = 2x$。 $$z = x + x$$", [P]),
        # an equation that is told by its number
        (r"Setting equation (3.5) to 0 gives $$x = y$$", [U]),
        (r"令式(3.5)等于0 $$0 = x - y$$ $$x = 2y$$", [U, U]),
        # with what it is said to be the same as: that is not judged
        (r"$\nabla_w L = 0$ if and only if $X^TXw = X^Tt$, from which " + SOLVED, [P]),
        (r"$\nabla_w L = 0$ if and only if $X^TXw = X^Tt$, from which " + TWICE, [R]),
        (r"$\nabla_w L = 0$ if and only if $X^TXw - 2X^Tt = 0$, from which " + SOLVED, [P]),
    ],
)
def test_words_that_set_to_0(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


@pytest.mark.parametrize("derivative", ["dq/dx", "d/dx (q)", r"\mathrm dq/\mathrm dx", "dq/(dx)", "D_x q"])
def test_a_derivative_is_set_to_0_however_it_is_written(derivative: str) -> None:
    for end, expected in ((" = 0", [P, R]), (" = 1", [R, R, R])):  # that it is another number is a claim
        text = rf"At the optimum $${derivative} = 2(x - y){end}$$ so $x = y$ and $x = 2y$"
        assert statuses(text, BLOCK)[-len(expected) :] == expected
    assert statuses(rf"$${derivative} = x - y = 0$$", BLOCK) == [R]


@pytest.mark.parametrize(
    "zero", [r"\mathbf 0", r"\vec{0}", r"\boldsymbol{0}_d", "0_d", "0.0", r"\text{Zero}", "{0}", r"\mathbf 0^\top"]
)
def test_what_a_derivative_is_set_to_is_0_however_it_is_written(zero: str) -> None:
    text = rf"At the optimum $$\nabla_w L = X^TXw - X^Tt = {zero}$$ "
    assert statuses(text + SOLVED, BLOCK) == [P, P]
    assert statuses(text + TWICE, BLOCK) == [P, R]
    assert statuses(text.replace("- X^Tt", "+ X^Tt") + SOLVED, BLOCK)[0] == R
    assert statuses(text.replace(zero, r"\mathbf 1"), BLOCK) == [P, R]


@pytest.mark.parametrize("zero", ["zero", "$0$", r"$\mathbf{0}$", r"$\vec 0$", "the zero vector"])
def test_words_set_a_derivative_to_0_however_it_is_written(zero: str) -> None:
    text = GRADIENT + f"Setting the gradient to {zero} we get "
    assert statuses(text + SOLVED, BLOCK) == [P, P, P]
    assert statuses(text + TWICE, BLOCK) == [P, P, R]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$x = y \Rightarrow x^2 = y^2$", [P]),
        (r"$x = y \Rightarrow x^2 = 2y^2$", [R]),
        (r"$Xw = 0 \Rightarrow X^TXw = 0$", [P]),
        (r"$Xw = 0 \Rightarrow X^TXw = t$", ["ill-formed"]),
        (r"$$x = 2y \implies 2x = 4y \implies x = 3y$$", [P, R]),
        (r"$x + x = 3x \Rightarrow x + x = 3x$", [R, R]),  # a wrong identity is no premise
        (r"$x = y \iff x^2 = y^2$", [U, U]),
        (r"$x = y$ \text{ so } $x^2 = y^2$", [R, R]),  # it is said to be so
        (r"$x = y \Rightarrow x^2 = y^2$. Now $x^2 = y^2$.", [P, R]),  # for its line alone
    ],
)
def test_if_then(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


@pytest.mark.parametrize(
    "text",
    ["usually $x = 1$ or $y = 0.1$", "a start like $a = [0.5, -0.9]^T$", "$$x = x + 2y$$", r"$$w = w - λ\nabla_w L$$"],
)
def test_values_in_the_text_and_updates_are_no_claims(text: str) -> None:
    found = page(f"{text}\n\n$$y + y = 2y$$", BLOCK)
    assert statuses(f"{text}\n\n$$y + y = 2y$$", BLOCK) == [P]
    assert found.formulas.unjudged  # and they are listed


@pytest.mark.parametrize(
    "text",
    ["so $x = 1$", "$$x = 1$$", "$$x = 2x + y - x y$$", "$$x = x y$$", "We get $x = 1$", "$$x = x + y = y + x$$"],
)
def test_what_comes_out_is_a_claim(text: str) -> None:
    assert statuses(text)[0] == R


def test_an_update_has_a_hint() -> None:
    told = [piece.reason for piece in page("$$x = x + 2y$$ $$y + y = 2y$$").told]
    assert any("write ←" in reason for reason in told)
    assert lines("$x ← x + 2y$ $$x = y$$")[0].status.value == R


def test_a_0_that_stands_first_has_the_shape_of_the_rest() -> None:
    assert statuses(r"$$0 = Xw - Xw$$ $$0 = Xw - 2Xw$$ $$0 = Xw - w$$", BLOCK) == [P, R, "ill-formed"]
