"""A prime or a dot at what has a meaning is a derivative on a page, and never a new name."""

import pytest

from tests.reading.pages import page, statuses

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
