"""The right result, derived and written in the author's names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import *
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line
from symcheck.claims.verdict import Proved
from symcheck.diagnose.lines import explain_line
from symcheck.diagnose.model import Suspect
from symcheck.diagnose.right_result import Difference, RightResult
from symcheck.diagnose.steps import diagnose_chains
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from symcheck.report.words import mistakes

HERE = Place("here", 1)
n, d, C = sizes("n d C")
i = index("i", n)
c, e = indices("c e", C)
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
W, x, v = matrix("W", C, d), vector("x", d), vector("v", n)
q = named("q", softmax(W @ x))
p = named("p", sigmoid(X @ w))
t, s = scalar("t"), scalar("s", positive=True)
squares = ((X @ w - y) ** 2).sum()
likelihood = -Sum(y[i] * log(p[i]) + (1 - y[i]) * log(1 - p[i]), i)

RESULTS: dict[str, tuple[Callable[[], tuple[Tensor, Tensor]], str]] = {
    "softmax": (lambda: (grad(-log(q[c]), x), W[c] - q @ W), "Wᵀ q − W_c"),
    "softmax by its matrix": (lambda: (grad(-log(q[c]), W[e]), x * q[e] + x), "x (q_e − δ_ce)"),
    "least squares": (lambda: (grad(squares, w), X.T @ (X @ w - y)), "2 Xᵀ(X w − y)"),
    "logistic regression": (lambda: (grad(likelihood, w), X.T @ (y - p)), "Xᵀ(p − y)"),
    "logistic slope": (lambda: (diff(sigmoid(t), t), sigmoid(t)), "σ(t)(1 − σ(t))"),
    "hyperbolic slope": (lambda: (diff(tanh(t), t), 1 - tanh(t)), "1 − tanh(t)²"),
    "a fraction": (lambda: (diff(v @ v / s, s), v @ v / s), "−(Σ_i v_i²)/s²"),
    "zero": (lambda: (grad(squares, x), x), "0"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_the_right_result(name: str) -> None:
    make, expected = RESULTS[name]
    first, line = make()
    definitions = tuple(t.body.definition for t in (q[c], p[i]))
    right = explain_line(Suspect(first, line, (), CheckOptions(), definitions=definitions), 0).result
    assert right is not None
    assert isinstance(right.evidence, Proved)
    assert text(right.line) == expected


A, B, G = (matrix(name, n, n) for name in "ABG")
f = function("f")


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (t, 2 * t),
        (trace(A @ B), trace(A) * trace(B)),
        (softmax(v)[i] ** 2, softmax(v)[i]),
        (grad(f(v), v), 2 * grad(f(v), v)),
    ],
    ids=str,
)
def test_what_says_nothing_new_is_no_result(first: Tensor, line: Tensor) -> None:
    right = explain_line(Suspect(first, line, (), CheckOptions())).result
    assert right is None


def test_a_sum_in_closed_form_is_a_result_though_it_is_longer() -> None:
    right = explain_line(Suspect(Sum(i, i), n**2, (), CheckOptions())).result
    assert isinstance(right, RightResult)
    assert text(right.line) == "n (n + 1)/2"


def test_names_are_put_back_in_a_network_too_deep_for_them_to_be_differentiated() -> None:
    h = size("h")
    A, B, D = matrix("A", h, d), matrix("B", h, h), matrix("D", C, h)
    a = named("a", tanh(named("k", A @ x)))
    b = named("b", tanh(named("m", B @ a)))
    o = named("o", tanh(named("r", D @ b)))
    loss = named("L", ((o - W @ x) ** 2).sum() / 2)
    known = tuple(t.body.definition for t in (a[1], b[1], o[1]))
    right = explain_line(Suspect(grad(loss, D), outer(o, b), (), CheckOptions(), definitions=known), 0).result
    assert right is not None
    assert text(right.line) == "((1 − o^∘2) ⊙ (o − W x)) bᵀ"


def test_what_a_line_differs_by_is_said_where_what_is_right_is_too_long() -> None:
    a, b, g = scalar("a"), scalar("b"), scalar("g")
    power = (t + a) ** 4 * (t - b) ** 4 * (t + g) ** 3
    slope = 4 * (t + a) ** 3 * (t - b) ** 3 * (2 * t + a - b) * (t + g) ** 3
    slope = slope + 3 * (t + a) ** 4 * (t - b) ** 4 * (t + g) ** 2
    line = slope + g * b - sin(a)
    explained = explain_line(Suspect(diff(power, t), line, (), CheckOptions()))
    found, by = explained.mistakes, explained.result
    assert found == () and isinstance(by, Difference) and isinstance(by.evidence, Proved)
    assert text(by.by) == "sin(a) − b g"
    judged = check_chain(Chain(Line(diff(power, t), HERE), (Line(line, HERE),), HERE), (), CheckOptions())
    chain = Chain(Line(diff(power, t), HERE), (Line(line, HERE),), HERE)
    (told,) = diagnose_chains((chain,), (judged,), (), CheckOptions())
    assert [*mistakes(told.lines[0])] == ["differs by sin(a) − b g, which is to be added"]
    right = explain_line(
        Suspect(diff(power, t), exp(a) * g, (), CheckOptions())
    ).result  # the twin: that is long as well
    assert not isinstance(right, Difference)
    short = explain_line(Suspect(diff(t**3, t), 2 * t + a - sin(b), (), CheckOptions())).result
    assert isinstance(short, RightResult) and text(short.line) == "3 t²"
