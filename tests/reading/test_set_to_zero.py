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


@pytest.mark.parametrize(
    "words",
    ["The minimiser satisfies", "The optimal weights satisfy", "The normal equations are", "So any minimizer solves"],
)
def test_what_an_optimum_satisfies_is_that_the_derivative_is_0(words: str) -> None:
    assert statuses(f"{GRADIENT}{words} $$X^TXw = X^Tt$$", BLOCK) == [P, P, P]
    assert statuses(f"{GRADIENT}{words} $$X^TXw = 2X^Tt$$", BLOCK) == [P, P, R]
    assert statuses(f"{words} $$X^TXw = X^Tt$$", BLOCK) == [U]
    assert statuses(f"{GRADIENT}Every $w$ satisfies $$X^TXw = X^Tt$$", BLOCK) == [P, P, R]


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
        (r"$x = y \iff x^2 = y^2$", [R, P]),  # each under the other
        (r"$λx = λy \iff x = y$", [P, P]),
        (r"$$λx = λy \iff x = y \iff 2x - 2y = 0$$", [P, P, P, P]),
        (r"$$λx = λy \iff x = y \iff 2x - 3y = 0$$", [P, P, R, R]),
        (r"$$λx = 0 \iff xy = 0$$", [R, P]),
        (r"$$λx = 0 \iff xy = 0 \text{ for all } y$$", [U, U]),  # not for one y
        (r"For all $y$, $$λx = 0 \iff xy = 0$$", [U, U]),
        (r"on the one hand $x = y \Rightarrow x^2 = y^2$", [P]),
        (r"on the one hand $x = y \Rightarrow x^2 = 2y^2$", [R]),
        (r"so $x = y \Rightarrow x^2 = y^2$", [R, R]),  # it is said to be so
        # both directions, each by itself
        (r"$$λx + y = 0 \iff x = -\frac{y}{λ}$$", [P, P]),
        (r"$$λx + y = 0 \iff x = \frac{y}{λ}$$", [R, R]),
        (r"so $x = 2 \iff 2x = 4$, that is", [P, P]),
        (r"so $x = 2 \iff x^2 = 4$, that is", [R, P]),
        (r"$$y = x \iff x - y = 0$$ $$= 0 + 0$$", [P, P, U]),  # under which of them?
        (r"$x = y$ \text{ so } $x^2 = y^2$", [R, R]),  # it is said to be so
        (r"$x = y \Rightarrow x^2 = y^2$. Now $x^2 = y^2$.", [P, R]),  # for its line alone
    ],
)
def test_if_then(text: str, expected: list[str]) -> None:
    assert statuses(text, BLOCK) == expected


CHOSEN = "u, \\Delta x ∈ ℝ^n; F(a) unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is chosen is defined, for names of several letters too
        (r"A natural choice is the negative gradient: $$\Delta x = -\nabla F(a)$$ $$\Delta x = -\nabla F(a)$$", [P]),
        (r"A natural choice is the negative gradient: $$\Delta x = -\nabla F(a)$$ $$\Delta x = \nabla F(a)$$", [R]),
        (r"Choose a $u = 2a$. $$u = a + a$$", [P]),
        (r"Choose a $u = 2a$. $$u = a$$", [R]),
        (r"Let $\Delta x = 2a$. $$\Delta x = a + a$$", [P]),
        (r"The optimal choice is $u = 2a$.", [R]),
        (r"We choose $y$ to be large, giving $u = 2a$.", [R]),
        # systems that are to be solved, conditions that are to be met, examples, and what only an if-clause says
        (r"use a solver for the linear system $A u = b$. $$y + y = 2y$$", [P]),
        (r"the system of equations in matrix form, $A u = b$. $$y + y = 2y$$", [P]),
        (r"The system of equations we solve is: $$\begin{cases} x + y = 1 \\ x = 2 \end{cases}$$ $$y + y = 2y$$", [P]),
        (r"The system of equations gives us this: $$x + y = 1$$ $$y + y = 2y$$", [R, P]),
        (r"The solution of the system is $u = 2b$.", [R]),
        (r"they satisfy the KKT conditions: $$x y = 0$$ $$y + y = 2y$$", [P]),
        (r"under these conditions we get $$x y = 0$$", [R]),
        (r"Under these conditions: $$x y = 0$$", [R]),
        (r"the system $s = x + y$ $$s = y + x$$", [P]),  # it defines a name
        (r"the system $s = x + y$ $$s = y$$", [R]),
        (r"a decaying step, e.g. $x = \frac1{y^2 + 1}$. $$y + y = 2y$$", [P]),
        (r"For example, we have $x = 2y$.", [R]),
        (r"If we apply the transformation $u = A b$ and go on, $$y + y = 2y$$", [P]),
        (r"If we differentiate this we get $u = A b$.", [R]),
        (r"$$\underset{u}{max}\, a^T u = \underset{u}{min}\, b^T u$$ $$y + y = 2y$$", [U, P]),
        (r"$$\hat u = \underset{u}{argmax}\ a^T u$$ $$y + y = 2y$$", [P]),
    ],
)
def test_what_is_chosen_solved_for_or_supposed_is_no_claim(text: str, expected: list[str]) -> None:
    assert statuses(text, CHOSEN) == expected


@pytest.mark.parametrize(
    "text",
    [
        "usually $x = 1$ or $y = 0.1$",
        "a start like $a = [0.5, -0.9]^T$",
        "$$x = x + 2y$$",
        r"$$w = w - λ\nabla_w L$$",
        "$$a_i: = a_i - λ b_i$$",
        "$$a_1 = a_1 + 2$$",
    ],
)
def test_values_in_the_text_and_updates_are_no_claims(text: str) -> None:
    found = page(f"{text}\n\n$$y + y = 2y$$", BLOCK)
    assert statuses(f"{text}\n\n$$y + y = 2y$$", BLOCK) == [P]
    assert found.formulas.unjudged  # and they are listed


@pytest.mark.parametrize(
    "text",
    [
        "so $x = 1$",
        "$$x = 1$$",
        "$$x = 2x + y - x y$$",
        "$$x = x y$$",
        "We get $x = 1$",
        "$$x = x + y = y + x$$",
        "$$a_i = a_1 + b_i$$",
        "$$a_i = 2 a_i + b_i - a_i b_i$$",
    ],
)
def test_what_comes_out_is_a_claim(text: str) -> None:
    assert statuses(text)[0] == R


def test_an_update_has_a_hint() -> None:
    assert statuses("$$a_i := a_i - λ b_i$$ $$a_1 ← a_1 + 2$$ $$y + y = 2y$$") == [P]
    assert statuses("$$f := f + y$$ $$f = x^2 + 1$$") == [P]  # the block says what it is
    assert statuses("$$f := f + y = x^2 + 1 + y = x^2 + y$$") == [P, R]
    assert statuses("$$g(x) := g(x) + λ x^2$$ $$g(x) = x + 1$$ $$g(x) = x$$", "g(x) = x + 1") == [P, R]
    assert statuses("$$x(y) = x(y) + 2$$") == [R]  # a product
    told = [piece.reason for piece in page("$$x = x + 2y$$ $$y + y = 2y$$").told]
    assert any("write ←" in reason for reason in told)
    assert lines("$x ← x + 2y$ $$x = y$$")[0].status.value == R


IN_STEPS = r"""3. Set $\frac{\partial q}{\partial x} = 0$:
   $$2(x - y) = 0$$
4. **Solve**:
   """


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$2x = 2y$$", [P]),
        (r"$$2x = 3y$$", [R]),
        (r"$$\hat x = y$$", [P]),
        (r"$$\hat x = 2y$$", [R]),
        ("$$2x = 2y$$\n5. Then\n   $$2x = 2y$$", [P, R]),  # that says nothing of it
    ],
)
def test_what_was_set_to_0_in_one_step_is_solved_in_the_next(text: str, expected: list[str]) -> None:
    assert statuses(IN_STEPS + text, BLOCK) == [P, *expected]


def test_what_follows_an_update_goes_on_with_the_new_value() -> None:
    assert statuses("$$f = x^2 + 1$$ \\begin{align} a_i &:= a_i + b_i \\\\ &= b_i + a_i \\\\ &= b_i \\end{align}") == [
        P,
        P,
        R,
    ]


def test_a_premise_goes_before_what_was_set_to_0() -> None:
    text = GRADIENT + r"so the equation of zero gradient change to: $$X^TXw - X^Tt = 0$$ $Xw = 0 \Rightarrow X^TXw = 0$"
    assert statuses(text, BLOCK) == [P, P, P]


def test_a_0_that_stands_first_has_the_shape_of_the_rest() -> None:
    assert statuses(r"$$0 = Xw - Xw$$ $$0 = Xw - 2Xw$$ $$0 = Xw - w$$", BLOCK) == [P, R, "ill-formed"]


@pytest.mark.parametrize(
    ("slope", "expected"), [("2(x - y) + 2λx", [P, P]), ("(x - y) + 2λx", [R, R]), ("2(x - y) + 2λk", ["unread", R])]
)
def test_a_derivative_by_a_prime_is_claimed_where_it_is_set_to_0(slope: str, expected: list[str]) -> None:
    text = rf"Let $r(x) = (x - y)^2 + λx^2$, then setting $r'(x) = {slope} = 0$ gives $$x = \frac{{y}}{{1 + λ}}$$"
    found = statuses(text)
    assert found[0] == expected[0] and (found == expected or expected[0] != P)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Setting the first to zero we find $$x = 1$$", P),
        ("Setting the first to zero we find $$x = 2$$", R),
        ("Setting the second derivative to zero gives $$y = 2$$", P),
        ("Setting the latter to zero gives $$y = 3$$", R),
        ("Setting the first to zero we find $$y = 2$$", "unread"),  # that is the second
        ("Setting the third to zero we find $$y = 2$$", "unread"),
    ],
)
def test_which_of_several_derivatives_is_set_to_0(text: str, expected: str) -> None:
    slopes = r"$$\frac{\partial L}{\partial x} = 2(x-1)$$ $$\frac{\partial L}{\partial y} = 2(y-2)$$ "
    assert statuses(slopes + text, "L = (x-1)^2 + (y-2)^2") == [P, P, expected]
