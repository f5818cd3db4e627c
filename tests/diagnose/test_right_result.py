"""The right result, derived and written in the author's names; and the way out of the normal form keeps the value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved
from symcheck.diagnose.lines import explain_line
from symcheck.language.tensor import Tensor
from symcheck.notation.text import text
from symcheck.symbolic import calculus
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.logistic import in_sigmoids
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.readable.factored import gathered
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import tidied
from symcheck.symbolic.readable.to_expression import leave

n, d, C = sizes("n d C")
i, j = indices("i j", n)
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
    definitions = [t.body.definition for t in (q[c], p[i])]
    _, right = explain_line(first, line, (), 0, 0, (), definitions)
    assert right is not None
    assert isinstance(right.evidence, Proved)
    assert text(right.line) == expected


def test_what_says_nothing_new_is_no_result() -> None:
    _, right = explain_line(t, 2 * t, (), 0)
    assert right is None


EXPRESSIONS = {
    "softmax": q[c],
    "log of a sum": logsumexp(W @ x),
    "a sum of sums": Sum(Sum(y[i] * v[j] * X[i] @ w, i), j),
    "unequal indices": Sum(y[i] * y[j], i, where=Ne(i, j)),
    "roots": sqrt(v @ v) + 1 / sqrt(s) + s ** Rational(2, 3),
    "logistic": sigmoid(t) * sigmoid(-t) + log(1 + exp(t)),
    "a maximum": max(v) * Product(v[i], i),
    "an inverse": (inv(X.T @ X) @ w)[index("a", 1, d)],
    "a condition": where(y > 0, y, v)[i],
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_out_of_the_normal_form_and_back(name: str) -> None:
    poly = normal(Facts(), calculus.evaluate(EXPRESSIONS[name].body))
    for last_first in (False, True):
        assert normal(Facts(), leave(poly, (), None, last_first)).key == poly.key


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_gathering_keeps_the_value_and_adds_no_length(name: str) -> None:
    poly = normal(Facts(), calculus.evaluate(EXPRESSIONS[name].body))
    written = leave(poly)
    for shorter in (gathered(written), tidied(written)):
        assert normal(Facts(), shorter).key == poly.key
    assert length(gathered(written)) <= length(written)


@pytest.mark.parametrize("shape", ["upright", "turned", "tanh"])
def test_the_faces_of_the_logistic_function_have_its_value(shape: str) -> None:
    slope = diff(diff(sigmoid(2 * t) / (1 + exp(-t)), t), t)
    poly = normal(Facts(), calculus.evaluate(slope.body))
    shown = leave(in_sigmoids(Facts(), poly, shape))  # type: ignore[arg-type]
    from symcheck.symbolic import prover as symbolic

    assert isinstance(symbolic.judge(symbolic.prepare(slope, (), ()), Tensor(shown)), Proved)
