"""Derivatives by what stands for something else: by an expression, and by a name that tells a number."""

import pytest

from tests.reading.pages import assert_right_wrong_and_unreadable, lines, statuses

SCORES = r"v, h ∈ ℝ^d; u_j ∈ ℝ^d for j ∈ n; L = -\log \sigma(v^T h) - \sum_j \log \sigma(-u_j^T h) + v^T v"
LOSS = r"E = -\log \sigma(a^T b) - \log \sigma(-a^T A a)"
POSITIVE = (
    r"p ∈ ℝ^n; p_i > 0 for i ∈ n; s > 0; t_i = \log p_i^2; w = \exp(-3x) + 1; r = 1/s; q = x^2; z = \log x^2; "
    r"K = \sum_i (p_i^2 - \log p_i^2); M = s^2 + x s; f_x = x^3 + x; c = \log (s λ)"
)


@pytest.mark.parametrize(
    ("more", "left", "right", "wrong", "unreadable"),
    [
        (LOSS, r"\frac{\partial E}{\partial (a^T b)} =", r"\sigma(a^T b) - 1", r"\sigma(a^T b)", r"\sigma(k^T b) g"),
        (SCORES, r"\frac{\partial L}{\partial (u_j^T h)} =", r"\sigma(u_j^T h)", r"\sigma(-u_j^T h)", "k_j k_i"),
        ("", r"\frac{\partial}{\partial (A b)} (\|A b - a\|^2 + \|b\|^2) =", "2 (A b - a)", "2 (A b - a) + 2 b", "k g"),
        (POSITIVE, r"\frac{\partial K}{\partial t_i} =", r"\exp(t_i) - 1", r"\exp(t_i)", "k_i k_j"),
        (POSITIVE, r"\frac{\partial K}{\partial \log p_i^2} =", "p_i^2 - 1", r"2 p_i - 2/p_i", "k_i k_j"),
        (POSITIVE, r"\frac{\partial^2 K}{\partial t_i^2} =", r"\exp(t_i)", r"2 \exp(t_i)", "k_i k_j"),
        (POSITIVE, r"\frac{\partial f_x}{\partial w} =", r"-(3x^2 + 1)\exp(3x)/3", r"(3x^2 + 1)\exp(3x)/3", "k g"),
        (POSITIVE, r"\frac{\partial M}{\partial r} =", "-s^2 (2s + x)", "2s + x", "k g"),
    ],
)
def test_what_is_differentiated_by_is_cut_loose_or_tells_a_number(more, left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(more, left, right, wrong, unreadable)


def test_all_entries_of_a_vector_that_tells_another_one():
    more = POSITIVE + r"; τ = \log p"
    assert statuses(r"$$\nabla_τ K = 2 p \odot p - 2 \mathbf 1 = 2p - 2$$", more) == ["proved", "refuted"]


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{\partial f_x}{\partial q} = \frac{3 x^2 + 1}{2x}",  # x is not told by its square
        r"\frac{\partial f_x}{\partial z} = \frac{3 x^3 + x}{2}",
        r"\frac{\partial M}{\partial c} = 2 s^2 + x s",  # of two numbers, either may be held fixed
        r"\frac{\partial}{\partial (x + y)} ((x + y)^2 + (y + λ + x)) = 2 (x + y)",  # it is there twice
        r"\frac{d}{d (a^T b)} (\exp(a^T b) + a^T a) = \exp(a^T b)",
    ],
)
def test_what_may_not_be_a_function_of_the_name_alone_is_not_read(formula):
    assert statuses(f"$${formula}$$ $$x = x$$", POSITIVE)[0] == "unread"


def test_what_is_held_fixed_and_what_tells_a_number_is_said():
    (line,) = lines(r"$$0 + \sigma(a^T b) - 1 = \frac{\partial E}{\partial (a^T b)}$$", LOSS)
    assert "held fixed: a beside it" in line.said
    (line,) = lines(r"$$\exp(t_i) - 1 = \frac{\partial K}{\partial t_i}$$", POSITIVE)
    assert "a derivative by what tells p_i: that by p_i, over that of what tells it" in line.said


NORMAL = r"S ∈ ℝ^{n×n} positive definite; F = \log \det S + a^T S^{-1} a; T = S^{-1}; B ∈ ℝ^{n×n}; C = S^{-1} B"


def test_by_the_inverse_of_what_it_is_computed_from() -> None:
    by = r"\frac{\partial F}{\partial T}"
    assert statuses(f"$${by} = a a^T - T^{{-1}}$$", NORMAL) == ["proved"]
    assert statuses(f"$${by} = a a^T - S$$", NORMAL) == ["proved"]
    assert statuses(f"$${by} = a a^T - T$$", NORMAL) == ["refuted"]
    assert statuses(r"$$\frac{\partial F}{\partial C} = a a^T - T^{-1}$$", NORMAL) == ["unread"]
