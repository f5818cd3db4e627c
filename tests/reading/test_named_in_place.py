r"""Names that a page gives to what stands inside of something, or that touch what stands beside them."""

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, statuses

P, R, U = "proved", "refuted", "unread"
PRIOR = r"P^-, Q ∈ ℝ^{n×n};  m^-, c ∈ ℝ^n;  p^- > 0"
LAYER = r"r ∈ ℝ^n;  \delta ∈ ℝ^n;  s ∈ ℝ;  w = \sigma(A a)"


@pytest.mark.parametrize(
    ("left", "right", "wrong", "unreadable"),
    [
        ("a^T P^-Q b =", "a^T P^- (Q b)", "a^T Q P^- b", "a^T S^-Q b"),
        ("A P^-A^T =", "A (P^-) A^T", "A^T P^- A", "A P^-k^T"),
        (r"\|c - m^-\|^2 =", r"c^Tc - 2c^Tm^- + (m^-)^Tm^-", r"c^Tc - c^Tm^- + (m^-)^Tm^-", "c^Tm^-k"),
        ("p^-x + 1 =", "1 + x p^-", "1 - x p^-", "1 + p^-k^+"),
        ("e^-x + 1 =", r"1 + 1/\exp(x)", r"1 + \exp(x)", "1 + e^-k"),
    ],
)
def test_a_sign_above_a_name_takes_nothing_that_touches_it(left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(PRIOR, left, right, wrong, unreadable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$L = \sigma(\underbrace{x y + λ}_{=: q}) + x$$ $$\frac{\partial L}{\partial q} = \sigma'(q)$$", [P]),
        (r"$$L = \sigma(\underbrace{x y + λ}_{=: q}) + x$$ $$\frac{\partial L}{\partial q} = \sigma'(q) + y$$", [R]),
        (r"$$h = \tanh(\underbrace{A \overbrace{A a}^{=: u} + b}_{=: v})$$ $$v = A u + b = A u$$", [P, R]),
        (r"$$h = \tanh(\underbrace{A a + k}_{=: v})$$ $$\frac{\partial h}{\partial v} = \mathrm{diag}(1 - h^2)$$", [U]),
    ],
)
def test_what_stands_at_a_brace_is_written_by_its_name(text, expected):
    assert statuses(f"{text} $$x = x$$")[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\delta^r_j = r_j \delta_j$$ $$\sum_j \delta^r_j = r^T \delta$$", [P]),
        (r"$$\delta^r_j = r_j \delta_j$$ $$\sum_j \delta^r_j = r^T r$$", [R]),
        (r"$$\delta^s_j = \delta_j \delta_j$$", [R]),  # a power
        (r"$$\delta_j = r_j$$", [R]),  # an entry
    ],
)
def test_a_vector_above_a_name_is_part_of_a_new_one(text, expected):
    assert statuses(text, LAYER) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"For $m = \frac1n \sum_i a_i$ the deviations cancel, $\sum_i (a_i - m) = 0$.", [U]),
        (r"For $m = \frac1n \sum_i a_i$ the deviations cancel, $\sum_i (a_i + m) = 0$.", [U]),
        (r"For $x = \frac1n \sum_i a_i$ the deviations cancel, $\sum_i (a_i - x) = 0$.", [R]),  # x is any number
        (r"For $m = k$ the deviations cancel, $\sum_i (a_i - m) = 0$.", [U]),
        (r"We look for $$\min_a (a - b)^T(a - b) = a^T a - 2 a^T b + b^T b$$", [P]),
        (r"We search for $$\min_a (a - b)^T(a - b) = a^T a - a^T b + b^T b$$", [R]),
    ],
)
def test_for_before_a_new_name_gives_it_no_value_and_behind_a_verb_is_no_condition(text, expected):
    assert statuses(text) == expected


@pytest.mark.parametrize(
    ("right", "expected"),
    [(r"2a^T \mathrm da", P), (r"a^T \mathrm da", R), (r"2d a", U)],
)
def test_a_function_has_a_differential_beside_a_size_d(right, expected):
    text = rf"$$g(a) = a^T a$$ $$\mathrm dg = {right}$$ $$x = x$$"
    assert statuses(text)[0] == expected
