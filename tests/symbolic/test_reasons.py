"""A proof says by what: definitions, rules of differentiation, steps of the zero test, assumptions that it takes."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved

n, m, d = sizes("n m d")
i, j = indices("i j", n)
x, y, w = vector("x", n), vector("y", n), vector("w", d)
X, A = matrix("X", n, d), matrix("A", n, n)
s, t = scalars("s t")
L = named(r"\hat L", Sum((y[i] - X[i] @ w) ** 2, i))


def proof(*sides: object, given: object = None) -> Proved:
    verdict = check(*sides, given=given)
    found = next((e for e in verdict.evidence if isinstance(e, Proved)), None)
    assert found is not None, verdict
    return found


REASONS = {
    "a definition, and rules": (
        (grad(L, w), 2 * X.T @ (X @ w - y)),
        ("the definition of L̂", "the derivative goes under the sum", "power rule"),
    ),
    "functions on the way": (
        (grad(log(Sum(exp(x[i]), i)), x), softmax(x)),
        ("chain rule with log′, exp′", "the derivative goes under the sum"),
    ),
    "a quotient": (
        (diff(s / (1 + s**2), s), (1 - s**2) / (1 + s**2) ** 2),
        ("quotient rule", "power rule", "multiplied by the denominators"),
    ),
    "signs": ((Abs(s) * sign(s), s), ("by cases of the sign of s",)),
    "indices": ((s * bracket(i <= j) + s * bracket(i > j), s), ("by cases: i ≤ j or j < i",)),
    "denominators": ((1 / (1 + s**2) + s**2 / (1 + s**2), 1), ("multiplied by the denominators",)),
    "an inverse": ((inv(A) @ (A @ x) - x, 0 * (inv(A) @ x)), ()),
    "the same expression": ((s + t, s + t), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", REASONS)
def test_what_was_done(name: str) -> None:
    sides, by = REASONS[name]
    assert proof(*sides).by == by


ASSUMED = {
    "one of two": ((sqrt(s**2), s), (s > 0, t > 0), ("s > 0",)),
    "of indices": ((x[i] * delta(i, j) + s, s), (Ne(i, j), s > 1), ("i ≠ j",)),
    "an equation": ((s * t, 1), Eq(s * t, 1), ("s t = 1",)),
    "none": ((s + t, t + s), s > 0, ()),
    "what the first side asks for anyway": ((inv(A) @ A, eye(n)), Ne(det(A), 0), ()),
}


@pytest.mark.parametrize("name", ASSUMED)
def test_which_assumptions_it_takes(name: str) -> None:
    sides, given, needed = ASSUMED[name]
    assert proof(*sides, given=given).given == needed
    without = check(*sides)
    assert not needed or without.status.value != "proved"
