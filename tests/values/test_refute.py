"""Refutation: wrong lines get certified counterexamples, right lines never do."""

from fractions import Fraction

import pytest

from symcheck import *
from symcheck.certificates.counterexample import refusal
from symcheck.claims.verdict import Abstained, Refuted
from tests.claiming import claim, sought
from tests.twins import CLAIMS, U, V, a, d, o, v, w, x

b = scalar("b")


@pytest.mark.parametrize("first, right, wrong, given", CLAIMS)
def test_the_wrong_twin_is_refuted_and_the_right_line_is_not(first, right, wrong, given):
    right, wrong = (Rational(t) if isinstance(t, int) else t for t in (right, wrong))
    assert isinstance(sought(first, right, given, 1), Abstained)
    assert isinstance(sought(first, wrong, given, 1), Refuted)


def test_a_counterexample_can_be_checked_by_hand():
    found = sought(sqrt(a**2), a, (), 1)
    assert isinstance(found, Refuted)
    value = Fraction(dict(found.values)["a"])
    assert value < 0 and Fraction(found.left) == abs(value) and Fraction(found.right) == value


def test_where_the_line_is_not_defined():
    found = sought(log(a**2), 2 * log(a), (), 1)
    assert isinstance(found, Refuted) and "not defined" in found.right
    assert isinstance(sought(2 * log(a), log(a**2), (), 1), Abstained)


def test_nothing_is_refuted_where_the_first_is_not_defined():
    assert isinstance(sought(diff(log(a), a), 1 / a, (), 1), Abstained)
    assert isinstance(sought(diff(Abs(a), a), a / Abs(a), (), 1), Abstained)
    assert isinstance(sought(diff(relu(a), a), where(a > 0, Rational(1), 0), (), 1), Abstained)
    assert isinstance(sought(diff(maximum(a, b), a), bracket(a > b), (), 1), Abstained)


def test_equations_among_the_assumptions_are_met():
    found = sought((x**2).sum(), Rational(1), Eq(x.sum(), 1), 1)
    assert isinstance(found, Refuted)
    entries = [Fraction(value) for name, value in found.values if name.startswith("x")]
    assert sum_of(entries) == 1


def sum_of(values):
    total = Fraction(0)
    for value in values:
        total += value
    return total


def test_only_entries_that_occur_are_printed():
    found = sought(U[o] @ v, U[w] @ v, Ne(w, o), 1)
    assert isinstance(found, Refuted)
    sizes = dict(found.sizes)
    rows = {name.split("[")[1].split(",")[0] for name, _ in found.values if name.startswith("U")}
    assert rows == {str(sizes["o"]), str(sizes["w"])} and sizes["V"] >= 2 and V is not d


@pytest.mark.parametrize("gap", [Rational(1, 10**14), Rational(1, 10**30), Rational(1, 4)])
def test_two_numbers_are_printed_in_as_many_digits_as_tell_them_apart(gap):
    x = scalar("x")
    found = sought(exp(x), exp(x) + gap, (), 0)
    assert isinstance(found, Refuted)
    assert found.left != found.right
    assert refusal(claim(exp(x), exp(x) + gap), found) is None
    assert gap != Rational(1, 4) or len(found.left.lstrip("-").replace(".", "")) <= 10


@pytest.mark.parametrize("parts", [2, 4, 8])
def test_angles_beyond_half_a_turn_are_tried(parts):
    t = scalar("t")
    half, root = cos(t / parts), sqrt((1 + cos(2 * t / parts)) / 2)
    assert isinstance(sought(half, root, (), 0), Refuted)
    assert isinstance(sought(Abs(half), root, (), 0), Abstained)
