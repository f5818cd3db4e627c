"""A prime or a dot at what has a meaning is a derivative on a page, and never a new name."""

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, page, statuses

P, R, U = "proved", "refuted", "unread"
VALUES = r"Let $p = \sigma(x)$, $q = x^2$, $m = x y$ and $g(x) = x^2$. $$x + x = 2x$$ "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$p' = p(1 - p)$$", P),
        ("$$p' = p(1 + p)$$", R),
        ("$$q' = 2x$$", P),
        ("$$q' = 3x$$", R),
        ("$$3x = q'$$", R),
        ("$$m' = y$$", U),  # by which of two?
        ("$$g' = 2x$$", P),
        ("$$g' = 3x$$", R),
        (r"$$\sigma' = \sigma(1 + \sigma)$$", U),
        (r"$$\tanh' = 1 + \tanh^2$$", U),
        (r"$$\dot q = 3x$$", U),
        (r"$$q'' = 3$$", U),
    ],
)
def test_a_prime_is_a_derivative(text: str, expected: str) -> None:
    assert statuses(VALUES + text) == [P, expected]
    assert len(page(VALUES + text).formulas.defined) == 4


def test_of_a_variable_or_where_words_say_so_it_is_a_name() -> None:
    assert statuses(VALUES + "$$y' = 2y$$ $$y' = 3y$$") == [P, R]
    assert statuses(VALUES + "Let $q' = 3x$. $$q' = 2x$$") == [P, R]


ENTRIES = r"index k ∈ n; t ∈ ℝ; g(t) unknown; L = \sum_j a_j g(b_j - x a_j)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac{\partial L}{\partial b_j} = a_j g'(b_j - x a_j)", P),
        (r"\frac{\partial L}{\partial b_j} = a_j g'(b_j + x a_j)", R),
        (r"\frac{\partial L}{\partial x} = -\sum_j a_j^2 g'(b_j - x a_j)", P),
        (r"\frac{\partial}{\partial a_i} \sigma((Aa)_j) = A_{ji} \sigma'((Aa)_j)", P),
        (r"\frac{\partial}{\partial a_i} \sigma((Aa)_j) = A_{ji} \sigma'((Aa)_i)", R),
        (r"\frac{\partial}{\partial a_k} \tanh(a_k - b_j) = \tanh'(a_k - b_j)", P),
        (r"\frac{\partial}{\partial a_k} \tanh(a_k - b_j) = \tanh'(a_j - b_k)", R),
        (r"g''(a_i - b_j) = \frac{\partial^2}{\partial a_i^2} g(a_i - b_j)", P),
        (r"g'(a_i, b_j) = 0", U),
    ],
)
def test_a_prime_at_what_has_another_value_for_each_index(text: str, expected: str) -> None:
    assert statuses(f"$${text}$$", ENTRIES) == [expected]


def test_a_prime_at_a_value_for_each_index() -> None:
    """It is the derivative there, inside a sum too, however the value is computed."""
    more = r"g(t) = \sigma(t); r(t) unknown; h_i = g(a_i - b_i)"
    for left in (r"g'(a_i - b_i)", r"\partial h_i/\partial a_i"):
        assert_right_wrong_and_unreadable(more, left, "= h_i(1 - h_i)", "= h_i(1 + h_i)", "= h_i(1 - k_i)")
    right = r"= \sum_i b_i g(a_i b_i)(1 - g(a_i b_i))"
    assert_right_wrong_and_unreadable(more, r"\sum_i b_i g'(a_i b_i)", right, f"{right} + 1", "= a_i + k_i")
    bounded = r"= \sum_i \sum_{j=1}^i r'(a_i b_j)"
    assert_right_wrong_and_unreadable(
        more, r"\frac{\partial r(a_ib_i)}{\partial a_i}", "= b_ir'(a_ib_i)", "= r'(a_ib_i)", bounded
    )


def test_nabla_of_a_function_that_is_named_alone_is_by_what_it_was_introduced_with() -> None:
    more = r"q(a) = a^T b + y; h(a) = x^2 a^T a"
    assert_right_wrong_and_unreadable(more, r"\nabla q", "= b", "= a", r"= \nabla (f y) + b")
    assert_right_wrong_and_unreadable(more, r"\nabla^2 h", "= 2x^2 I_n", "= x^2 I_n", r"= \nabla (f y) I_n")


def test_nabla_reaches_over_what_makes_a_number() -> None:
    more = r"v ∈ ℝ^n; g(x) unknown; p_k(x) means \exp(-k x^2) for k"
    assert_right_wrong_and_unreadable(more, r"\nabla_A a^T A b", "= a b^T", "= 2 a b^T", r"= a \nabla_A A b")
    right, wrong = r"= (\nabla_x g(x))\, a^T b", "= g(x) a^T b"
    assert_right_wrong_and_unreadable(more, r"\nabla_x g(x) a^T b", right, wrong, r"= \nabla_x g(x) g(2x)")
    right, wrong = r"= -2 x \exp(-x^2) \log(x^4 + 1)", r"= \exp(-x^2)\log(x^4 + 1)"
    left = r"(\nabla_x p_1(x)) \log(x^4 + 1)"
    assert_right_wrong_and_unreadable(more, left, right, wrong, r"= \nabla_x p_1(x) \log(x^4 + 1)")
