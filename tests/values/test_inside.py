"""Assumptions that no small numbers meet: lines under them are judged, and their counterexamples meet them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcheck import *
from symcheck.claims.verdict import Refuted

x, y, t = scalars("x y t")
n, m = sizes("n m")
u, i = vector("u", n), index("i", n)
GIVEN = {
    "a bound": x > 3,
    "a lower one": x < -5,
    "a size": x > n,
    "an absolute value": Abs(x) > 5,
    "a square": x**2 > 9,
    "a sum": x + y > 10,
    "a function": exp(x) > 100,
    "a logarithm": log(x) > 3,
    "a small interval": And(x > 0, x < Rational(1, 100)),
    "a far interval": And(x >= 100, x < 101),
    "an order": And(x > y, y > 5),
    "a chain": And(x > 2, y > x, t > y, t < 2.5),
    "a ball": x**2 + y**2 < Rational(1, 100),
    "entries": every(i, u[i] > 7),
    "an array": u > 7,
    "a sum of entries": Sum(u[i] ** 2, i) > 50,
    "a size alone": m >= 10,
}


@pytest.mark.parametrize("name", GIVEN)
def test_right_lines_are_proved_and_wrong_ones_refuted_under_it(name: str) -> None:
    value = u.sum() if "entr" in name or "array" in name else n + m if "size" in name else x
    assert check(value - value + 1, 1, given=GIVEN[name]).status.value == "proved"
    verdict = check(value, value + 1, given=GIVEN[name])
    assert verdict.status.value == "refuted", verdict


def test_the_numbers_meet_it() -> None:
    found = refute(x, x + y, given=And(x + y > 10, x < 2))
    assert isinstance(found, Refuted)
    values = {name: Fraction(value) for name, value in found.values}
    assert values["x"] + values["y"] > 10 and values["x"] < 2


@pytest.mark.parametrize("given", [And(x > 3, x < 2), x**2 < 0, And(x > y, y > x)])
def test_what_nothing_meets_is_said_so(given: object) -> None:
    verdict = check(x, x + 1, given=given)
    assert verdict.status.value == "undecided" and "cannot be met" in verdict.reason
