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
