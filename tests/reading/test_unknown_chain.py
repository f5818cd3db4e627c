"""Unknown functions of one another, written without their arguments: what is differentiated, and what by."""

import pytest

from tests.reading.pages import statuses

P, R, I, U = "proved", "refuted", "ill-formed", "unread"
CHAIN = "sizes m; u(x) unknown; w(u) unknown; v ∈ ℝ^n; q(v) ∈ ℝ^m unknown; \\ell(q) unknown; index k ∈ n; index r ∈ m"
RULES = [
    (r"\frac{dw}{dx} = \frac{dw}{du} \cdot \frac{du}{dx}", P),
    (r"\frac{dw}{dx} = \frac{dw}{du} + \frac{du}{dx}", R),
    (r"\frac{dw}{dx} = \frac{dw}{du}", R),
    (r"\frac{dw}{dx} = w'(u) u'(x)", P),
    (r"\frac{d}{dx} u^2 = 2 u \frac{du}{dx}", P),
    (r"\frac{d^2 w}{dx^2} = \frac{d^2 w}{du^2} \left(\frac{du}{dx}\right)^2 + \frac{dw}{du} \frac{d^2 u}{dx^2}", P),
    (r"\frac{\partial \ell}{\partial v} = (\frac{\partial q}{\partial v})^T \frac{\partial \ell}{\partial q}", P),
    (r"\frac{\partial \ell}{\partial v} = \frac{\partial q}{\partial v} \frac{\partial \ell}{\partial q}", P),
    (r"\nabla_{v_k} \ell = \sum_r \frac{\partial \ell}{\partial q_r}\frac{\partial q_r}{\partial v_k}", P),
    (r"\frac{\partial \ell}{\partial v_k} = \frac{\partial \ell}{\partial q_r} \frac{\partial q_r}{\partial v_k}", I),
    (r"\frac{\partial \ell}{\partial q} = \begin{bmatrix} \frac{\partial \ell}{\partial q_1} \\ .... \\ "
     r"\frac{\partial \ell}{\partial q_m} \end{bmatrix}", P),
    (r"\frac{\partial \ell}{\partial q} = \begin{bmatrix} \frac{\partial \ell}{\partial q_1} \\ .... \\ "
     r"\frac{\partial \ell}{\partial q_n} \end{bmatrix}", I),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), RULES, ids=[formula for formula, _ in RULES])
def test_a_derivative_may_be_by_a_function_of_which_nothing_else_is_known(formula, expected):
    assert statuses(f"$${formula}$$", CHAIN) == [expected]


def test_a_page_may_say_in_what_an_unknown_function_has_its_values():
    claim = r"$$\frac{dw}{dx} = \frac{dw}{du} \frac{du}{dx}$$"
    assert statuses(r"With $q \in \mathbb{R}^m$ and $\ell \in \mathbb{R}$: " + claim, CHAIN) == [P]
    assert statuses(r"With $q \in \mathbb{R}^n$: " + claim, CHAIN) == [U, P]
