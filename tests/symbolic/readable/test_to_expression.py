"""The way out of the normal form, and what is made shorter there, keeps the value."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcheck import *
from symcheck.expressions.nodes import Add, Block, Mul, Number
from symcheck.notation.text import text
from symcheck.symbolic import calculus
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.readable.length import length
from symcheck.symbolic.readable.simplified import factored, simplified
from symcheck.symbolic.readable.to_expression import leave

n, d, C = sizes("n d C")
i, j = indices("i j", n)
c = index("c", C)
X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
W, x, v = matrix("W", C, d), vector("x", d), vector("v", n)
q = named("q", softmax(W @ x))
t, s = scalar("t"), scalar("s", positive=True)

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
    poly = normal(NOTHING, calculus.evaluate(EXPRESSIONS[name].body))
    for last_first in (False, True):
        assert normal(NOTHING, leave(poly, (), None, last_first)).key == poly.key


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_gathering_keeps_the_value_and_adds_no_length(name: str) -> None:
    poly = normal(NOTHING, calculus.evaluate(EXPRESSIONS[name].body))
    written = leave(poly)
    for shorter in (factored(written), simplified(written)):
        assert normal(NOTHING, shorter).key == poly.key
    assert length(factored(written)) <= length(written)


@pytest.mark.parametrize(
    ("numbers", "shown"), [((2, -1), "t"), ((2, -1, Fraction(1, 2)), "(3/2) t"), ((1, t), "t (1 + t)")]
)
def test_numbers_are_added_and_nothing_else(numbers: tuple[object, ...], shown: str) -> None:
    terms = (x.body if isinstance(x, Tensor) else Number(Fraction(str(x))) for x in numbers)
    assert text(Block((), simplified(Mul((t.body, Add(tuple(terms))))))) == shown
