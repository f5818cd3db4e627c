"""What is printed of a counterexample tells the two sides apart."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Refuted

s = scalar("s")
CLOSE = {
    "a small term": (s + Rational(1, 10**30), s),
    "a factor close to 1": (s, s * (1 + Rational(1, 10**14))),
    "a decimal for a fraction": (Rational(1, 3), 0.333333333333),
    "a large number": (10**20 * s**2, 10**20 * s**2 + 1),
    "an irrational one": (exp(s) * Rational(1, 10**30) + s, s),
    "next to 0": (0 * s + Rational(1, 10**13), 0 * s),
}


@pytest.mark.parametrize("name", CLOSE)
def test_the_digits_differ(name: str) -> None:
    verdict = check(*CLOSE[name])
    (found,) = [e for e in verdict.evidence if isinstance(e, Refuted)]
    assert found.left != found.right
    assert len(found.left) < 50 and "." not in found.left[-1]


def test_few_digits_where_they_do() -> None:
    found = check(exp(s), s).counterexample
    assert found is not None and len(found.left) <= 12
