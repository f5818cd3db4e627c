"""What is printed of a counterexample tells the two sides apart."""

from __future__ import annotations

import re

import pytest

from symcheck import *
from symcheck.certificates.counterexample import refusal
from symcheck.claims.verdict import Refuted
from symcheck.expressions.nodes import Condition
from symcheck.report.words import evidence_text
from tests.claiming import claim

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


n, m = size("n"), size("m")
i, k = index("i", n), index("k", m)
x, t, u = vector("x", n), vector("t", m), vector("u", n)
r, q = scalar("r"), scalar("q")
TOLD = {
    "nothing in common": (s, s + 1, Eq(t.sum(), 1), "at s = 2: "),
    "a size in common": (x.sum(), 2 * x.sum(), Eq(u.sum(), 1), "at n = 1, x_1 = 2: "),
    "an index in common": (x[i], 2 * x[i], u[i] > 0, "at n = 1, i = 1, x_1 = 2: "),
    "a letter in common": (s, s + 1, Eq(s + r, 3), "at r = 4, s = −1: "),
    "a letter on the way": (s, s + 1, [s > r, r > q], "at q = 1, r = 2, s = 3: "),
    "nothing assumed": (s, s + 1, None, "at s = 2: "),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_has_nothing_to_do_with_the_sides_is_not_told(name: str) -> None:
    first, line, given, told = TOLD[name]
    verdict = check(first, line, given=given)
    found = verdict.counterexample
    assert found is not None
    text = evidence_text(found)
    assert text.startswith(told.split("=")[0]) and names_in(text) == names_in(told)
    assert refusal(claim(first, line, verdict_given(given)), found) is None  # it is there to be looked at again


def names_in(told: str) -> list[str]:
    return re.findall(r"(\w+) = ", told)


def verdict_given(given: object) -> Condition:
    return chain(s, s, given=given).given
