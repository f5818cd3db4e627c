"""What derivatives follow and what they do not: functions of time with their rates, values that are fixed."""

import pytest

from tests.reading.declaring import messages, scope, shown
from tests.reading.pages import assert_right_wrong_and_unreadable, statuses

TIME = (
    r"g, l, m > 0; \theta, \phi_1 function of t; q ∈ ℝ^n; q function of t; B ∈ ℝ^{n×n} symmetric; u = l \sin\theta; "
    r"w_1 = u + l\cos\phi_1; E = \frac12 m \dot u^2; h(t) = t^2 \theta(t)"
)
FIXED = (
    r"sizes K; index k, r ∈ K; μ, π ∈ ℝ^K; π_k > 0; c = x^2; e = c x; c fixed; "
    r"\gamma_k = \frac{\exp(μ_k)}{\sum_r \exp(μ_r)}; \gamma_k fixed; Q = \sum_k \gamma_k μ_k^2"
)

CASES = [
    (TIME, r"\dot u", r"= l\dot\theta\cos\theta", r"= -l\dot\theta\cos\theta", r"= \dot l"),
    (TIME, r"\ddot u", r"= l\ddot\theta\cos\theta - l\dot\theta^2\sin\theta", r"= l\ddot\theta\cos\theta",
     r"= \ddot m"),
    (TIME, r"\frac{d u}{dt}", r"= \dot u(t)", r"= \dot\theta", r"= \dot u(t, t)"),
    (TIME, r"\dot w_1^2", r"= (\dot u - l\dot\phi_1\sin\phi_1)^2", r"= (\dot u + l\dot\phi_1\sin\phi_1)^2",
     r"= \dot w_2^2 \dot m"),
    (TIME, r"\frac{\partial E}{\partial\dot\theta}", r"= m l^2\dot\theta\cos^2\theta", r"= m l^2\dot\theta",
     r"= \frac{\partial E}{\partial\dot u_1}"),
    (TIME, r"\frac{\partial E}{\partial\theta}", r"= -m l^2\dot\theta^2\sin\theta\cos\theta", "= 0",
     r"= \frac{\partial E}{\partial 3}"),
    (TIME, r"\frac{d}{dt}\frac{\partial E}{\partial\dot\theta}",
     r"= m l^2(\ddot\theta\cos^2\theta - 2\dot\theta^2\sin\theta\cos\theta)", r"= m l^2\ddot\theta\cos^2\theta",
     r"= \frac{d}{dt}\dddot\theta"),
    (TIME, r"\frac{d}{dt} q^T B q", r"= 2q^T B \dot q", r"= q^T B \dot q", r"= q^T B \dot B"),
    (TIME, r"\frac{d}{dt} q_i^2", r"= 2 q_i \dot q_i", r"= 2 q_i \dot q_1", r"= 2 q_i \dot q_{ij}"),
    (TIME, r"\frac{d^2\theta}{dt^2}", r"= \ddot\theta", r"= \dot\theta^2", r"= \ddddot\theta + l"),
    (TIME, r"\frac{d}{dt} h(t)", r"= 2t\theta + t^2\dot\theta", r"= 2t\theta", r"= h(t)^{-1}("),
    (TIME, r"\frac{\partial}{\partial t} (t\theta)", r"= \theta(t)", r"= \theta + t\dot\theta", r"= \theta(t, t)"),
    (FIXED, r"\frac{\partial}{\partial x} e", "= x^2", "= 3x^2", "= e''("),
    (FIXED, r"\frac{d e}{dx}", "= c", "= 3c", "= c_1 + c"),
    (FIXED, r"\frac{\partial e}{\partial c}", "= x", "= 0", r"= \frac{\partial e}{\partial c_k}"),
    (FIXED, r"\frac{\partial Q}{\partial μ_k}", r"= 2\gamma_k μ_k", r"= 2\gamma_k μ_k + \gamma_k μ_k^2 - \gamma_k Q",
     r"= \gamma_{kk}"),
    (FIXED, r"\sum_k \gamma_k", "= 1", "= K", r"= \sum_k \gamma"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "left", "right", "wrong", "unreadable"), CASES)
def test_derivatives_follow_what_changes_and_pass_what_is_fixed(more, left, right, wrong, unreadable):
    assert_right_wrong_and_unreadable(more, left, right, wrong, unreadable)


def test_a_dot_over_what_changes_is_no_definition():
    assert statuses(r"$u = l\cos\theta$ $$\dot u = l\dot\theta\sin\theta$$", r"l > 0; \theta function of t") == [
        "refuted"
    ]


def test_the_equation_of_motion_is_solved_for_the_second_rate():
    text = r"""$L = \frac12 l\dot\theta^2 + g\cos\theta$
$$\frac{d}{dt}\frac{\partial L}{\partial\dot\theta} - \frac{\partial L}{\partial\theta}
= l\ddot\theta + g\sin\theta = 0$$ so
$$\ddot\theta = -\frac gl \sin\theta$$ and $$\ddot\theta = \frac gl \sin\theta$$"""
    assert statuses(text, r"g, l > 0; \theta function of t") == ["proved", "proved", "refuted"]


def test_a_function_is_not_held_fixed():
    assert statuses(r"$$\frac{d}{dx} h(x) = 1$$ $$x = x$$", "h(u) = u; h fixed") == ["unread", "proved"]


@pytest.mark.parametrize(("text", "message"), [
    ("index t ∈ n; q function of t", "t is no number"),
    ("q = 2; q function of t", "q changes with a number"),
])  # fmt: skip
def test_what_cannot_change_or_be_fixed_is_said(text, message):
    found = messages("sizes n; " + text)
    assert len(found) == 1
    assert message in found[0]


def test_rates_have_the_shape_of_what_changes():
    found = scope(r"sizes n; q > 0; q, v function of t; a ∈ ℝ^n; a function of t")
    assert [shown(found.get(name)) for name in ("q", r"\dot{q}", r"\ddot{v}", r"\dot{a}", "t")] == [
        "number [] positive", "number []", "number []", "column [1..n]", "number []"
    ]  # fmt: skip
