"""Claims that are proved by the cases of their conditions, and false ones beside them that must never be.

What is said at a border, where something has no value, or of a sum as a whole is where such a proof could go wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from symcheck import *
from symcheck.claims.verdict import Status
from symcheck.expressions.nodes import Array
from symcheck.symbolic.normal_form.atoms import entry_atom
from symcheck.symbolic.normal_form.cases import contradict
from symcheck.symbolic.normal_form.polys import add, constant, monomial
from symcheck.symbolic.normal_form.types import Poly
from tests.tables import each

n = size("n")
i, k, c = indices("i k c", n)
x, y, z, a, b, r = scalars("x y z a b r")
p, lam = scalars("p lam", positive=True)
threshold = scalar("q")
v, w = vector("v", n), vector("w", n)
A, S = matrix("A", n, n), matrix("S", n, n, symmetric=True)
J = function("J")
s, gap = x + y, v[i] - v[c]
huber = where(Abs(r) <= p, r**2 / 2, p * (Abs(r) - p / 2))
Claim = Callable[[], Verdict]


def clip(e: object) -> object:
    return maximum(-p, minimum(p, e))


def clipped(e: object) -> object:
    return where(Abs(e) <= p, e, p * sign(e))


def pairs(summand: object, condition: object) -> object:
    return Sum(summand, i, c, where=condition)


RIGHT: dict[str, Claim] = {
    "clipping": lambda: check(clip(x), clipped(x)),
    "clipping, twice": lambda: check(clip(clip(x)), clip(x)),
    "clipping in an exponent": lambda: check(exp(clip(x)), exp(clipped(x))),
    "clipping, entry by entry": lambda: check(clip(v), clipped(v)),
    "clipping under a sum": lambda: check(Sum(clip(v[i] - w[i]), i), Sum(clipped(v[i] - w[i]), i)),
    "clipping under a product with a matrix": lambda: check(A @ clip(v), A @ clipped(v)),
    "a bound from below first": lambda: check(maximum(a, minimum(b, x)), minimum(b, maximum(a, x)), given=a <= b),
    "|x| = x sign x": lambda: check(Abs(x), x * sign(x)),
    "positive and negative part": lambda: check(maximum(x, 0) - maximum(-x, 0), x),
    "the smaller and the larger": lambda: check(minimum(x, y) + maximum(x, y), x + y),
    "|x| by cases": lambda: check(where(x > 0, x, -x), Abs(x)),
    "Huber's loss by min": lambda: check(huber, minimum(Abs(r), p) * (Abs(r) - minimum(Abs(r), p) / 2)),
    "Huber's loss by max": lambda: check(huber, p * maximum(Abs(r) - p, 0) + minimum(Abs(r), p) ** 2 / 2),
    "the slope of clipping": lambda: check(diff(clip(x), x), bracket(And(x > -p, x < p))),
    "the slope of clipping to a unit": lambda: check(
        diff(minimum(maximum(x, 0), 1), x), where(And(x > 0, x < 1), 1, 0)),
    "the slope of clipping between variables": lambda: check(
        diff(minimum(maximum(x, y), z), x), bracket(And(x > y, x < z))),
    "the slope of clipping between variables in order": lambda: check(
        diff(minimum(maximum(x, y), z), x), where(And(x > y, x < z), 1, 0), given=y < z),
    "the slope of clipping between variables under a sum": lambda: check(
        grad(Sum(w[i] * minimum(maximum(v[i], y), z), i), v), stack(w[i] * where(And(v[i] > y, v[i] < z), 1, 0), i)),
    "the slope of a size, beside what is known": lambda: check(
        diff(Abs(x) + y, x), where(x + y - 1 > 0, 1, -1), given=Eq(y, 1)),
    "the slope of a relu in a relu": lambda: check(diff(relu(1 - relu(x)), x), -bracket(And(x > 0, x < 1))),
    "the sign of a logarithm": lambda: check(bracket(p > 1) * log(p), relu(log(p))),
    "the size of a logarithm": lambda: check(Abs(log(p)) * sign(p - 1), log(p)),
    "an exponential of a relu": lambda: check(exp(relu(log(p))), maximum(p, 1)),
    "the sign of an arc": lambda: check(relu(atan(x)), bracket(x > 0) * atan(x)),
    "an odd function of a size": lambda: check(erf(Abs(x)), Abs(erf(x))),
    "where an exponential is above 1": lambda: check(relu(exp(x) - 1), bracket(x > 0) * (exp(x) - 1)),
    "where a logarithm is positive": lambda: check(bracket(log(x) > 0), bracket(x > 1)),
    "Huber's slope": lambda: check(diff(huber, r), clip(r)),
    "soft threshold": lambda: check(
        sign(x) * relu(Abs(x) - threshold), relu(x - threshold) - relu(-x - threshold), given=threshold >= 0),
    "soft threshold by cases": lambda: check(
        sign(x) * relu(Abs(x) - lam), where(x > lam, x - lam, where(x < -lam, x + lam, 0))),
    "soft threshold and clipping": lambda: check(sign(x) * relu(Abs(x) - p), x - clip(x)),
    "soft threshold under a sum": lambda: check(
        Sum(w[i] * sign(v[i]) * relu(Abs(v[i]) - lam), i), Sum(w[i] * (relu(v[i] - lam) - relu(-v[i] - lam)), i)),
    "leaky relu": lambda: check(maximum(x, a * x), where(x > 0, x, a * x), given=[a > 0, a < 1]),
    "hinges": lambda: check(relu(1 - x) + relu(1 + x), where(Abs(x) <= 1, 2, 1 + Abs(x))),
    "hard tanh": lambda: check(relu(x + 1) - relu(x - 1) - 1, maximum(-1, minimum(1, x))),
    "the middle of three": lambda: check(
        maximum(minimum(x, y), minimum(maximum(x, y), z)),
        x + y + z - maximum(x, maximum(y, z)) - minimum(x, minimum(y, z))),
    "a loss of quantiles": lambda: check(
        Sum(maximum(lam * (v[i] - x), (lam - 1) * (v[i] - x)), i),
        Sum(where(v[i] >= x, lam * (v[i] - x), (lam - 1) * (v[i] - x)), i)),
    "three cases are all": lambda: check(Sum(bracket(v[i] > 0) + bracket(v[i] < 0) + bracket(Eq(v[i], 0)), i), n),
    "where two are equal": lambda: check(where(Eq(x, y), exp(x), exp(y)), exp(y)),
    "cases that contradict one another": lambda: check(where(x > y, where(y > z, where(z > x, 5, 1), 1), 1), 1),
    "pairs in order": lambda: check(pairs(1 / gap**2, i < c), pairs(1 / gap**2, Ne(i, c)) / 2),
    "pairs in both orders": lambda: check(pairs(w[i] / gap, Ne(i, c)), pairs((w[i] - w[c]) / gap, i < c)),
    "pairs of a matrix": lambda: check(pairs(1 / A[i, c] + 1 / A[c, i], i < c), pairs(1 / A[i, c], Ne(i, c))),
    "pairs of a symmetric matrix": lambda: check(pairs(1 / S[i, c], i < c), pairs(1 / S[i, c], Ne(i, c)) / 2),
    "both sides of an index": lambda: check(
        Sum(1 / (v[i] - v[k]), i, where=i < k) + Sum(1 / (v[i] - v[k]), i, where=i > k),
        Sum(1 / (v[i] - v[k]), i, where=Ne(i, k))),
    "the slope of a repulsion": lambda: check(
        grad(pairs(log(Abs(gap)), i < c), v), stack(Sum(1 / (v[k] - v[i]), i, where=Ne(i, k)), k)),
}  # fmt: skip

WRONG: dict[str, Claim] = {
    "the sign of a logarithm": lambda: check(sign(log(p)), sign(p)),
    "an exponential above 2": lambda: check(bracket(exp(x) > 2), bracket(x > 0)),
    "an exponential below 1": lambda: check(bracket(exp(x) < 1), bracket(x > 0)),
    "a logarithm above 1": lambda: check(bracket(log(p) > 1), bracket(p > 1)),
    "where there is no logarithm": lambda: check(bracket(x > 1), bracket(log(x) > 0)),
    "the slope of clipping, another end": lambda: check(diff(clip(x), x), bracket(And(x > -p, x < 2 * p))),
    "the slope of clipping, an end turned": lambda: check(diff(clip(x), x), bracket(And(x > -p, x > p))),
    "the slope of clipping, an end mistaken": lambda: check(
        diff(minimum(maximum(x, y), z), x), bracket(And(x > y, y < z))),
    "the slope of clipping between variables in order, one end": lambda: check(
        diff(minimum(maximum(x, y), z), x), where(x > y, 1, 0), given=y < z),
    "the slope of clipping between variables under a sum, one end": lambda: check(
        grad(Sum(w[i] * minimum(maximum(v[i], y), z), i), v), stack(w[i] * where(v[i] > y, 1, 0), i)),
    "a slope at a border, beside what is known": lambda: check(
        diff(x**2, x), where(x > y, 2 * x, where(x < y, 2 * x, 7)), given=y > 0),
    "a slope of a size that nothing decides": lambda: check(
        diff(Abs(x) + y, x), where(x * (y - 1) > 0, 1, -1), given=Eq(y, 1)),
    "clipping at what may be negative": lambda: check(
        maximum(-a, minimum(a, x)), where(Abs(x) <= a, x, a * sign(x))),
    "7 at the border": lambda: check(
        clip(x), where(Abs(x) < p, x, where(Eq(Abs(x), p), 7, p * sign(x)))),
    "a slope of 7 at the border": lambda: check(
        diff(huber, r), where(Abs(r) < p, r, where(Eq(Abs(r), p), 7, p * sign(r)))),
    "1 at 0": lambda: check(where(x > 0, x, where(x < 0, -x, 1)), Abs(x)),
    "0 where two are equal": lambda: check(maximum(x, y), where(x > y, x, where(x < y, y, 0))),
    "another sign at 0": lambda: check(where(x > 0, 1, where(x < 0, -1, sign(y))), sign(x)),
    "one of two roots": lambda: check(where(Eq(x**2, 1), x, 0), where(Eq(x**2, 1), 1, 0)),
    "one of two equal squares": lambda: check(where(Eq(x**2, y**2), x, 0), where(Eq(x**2, y**2), y, 0)),
    "another argument where two are equal": lambda: check(where(Eq(x, y), J(x), 0), where(Eq(x, y), J(-y), 0)),
    "bounds in any order": lambda: check(maximum(a, minimum(b, x)), minimum(b, maximum(a, x))),
    "a threshold below 0": lambda: check(
        sign(x) * relu(Abs(x) - threshold), relu(x - threshold) - relu(-x - threshold)),
    "a leak that is no leak": lambda: check(maximum(x, a * x), where(x > 0, x, a * x), given=a > 0),
    "the value in the hole": lambda: check(where(Ne(s, 0), x / s + y / s, 2), 1),
    "the value on the other side": lambda: check(where(s > 0, x / s + y / s, 2), 1),
    "a hole beside": lambda: check(where(Ne(s, 0), (x**2 - y**2) / s, x - y) + bracket(Eq(s, 0)), x - y),
    "a hole, and a case that decides nothing": lambda: check(
        where(Ne(s, 0), where(z > 0, x / s + y / s, 1), where(z > 0, 2, 1)), 1),
    "where a logarithm has no value": lambda: check(
        where(a > 0, where(log(a) > 0, 1, where(log(a) < 0, 1, 1)), z), 1),
    "where a root has no value": lambda: check(
        where(a >= 0, Abs(sqrt(a) - 1), x), where(a >= 0, maximum(sqrt(a) - 1, 1 - sqrt(a)), y)),
    "where a quotient has no value": lambda: check(
        where(Ne(a, 0), Abs(1 / a), x), where(Ne(a, 0), maximum(1 / a, -1 / a), y)),
    "two cases of three": lambda: check(Sum(bracket(v[i] > 0) + bracket(v[i] < 0), i), n),
    "a relu of a sum": lambda: check(Sum(relu(v[i]), i), relu(Sum(v[i], i))),
    "the larger of sums": lambda: check(Sum(maximum(v[i], w[i]), i), maximum(Sum(v[i], i), Sum(w[i], i))),
    "one sign for all": lambda: check(Sum(Abs(v[i]), i), Sum(v[i] * sign(v[1]), i)),
    "a case of one member": lambda: check(
        Sum(where(Ne(v[i], 0), v[i] / v[i], 1), i), n + bracket(Eq(v[1], 0))),
    "clipping under a sum, the sign": lambda: check(
        Sum(clip(v[i]), i), Sum(where(Abs(v[i]) <= p, v[i], -p * sign(v[i])), i)),
    "pairs twice": lambda: check(pairs(1 / gap**2, Ne(i, c)) / 2, 2 * pairs(1 / gap**2, i < c)),
    "pairs of an odd summand": lambda: check(pairs(1 / gap, i < c), pairs(1 / gap, Ne(i, c)) / 2),
    "pairs of a matrix in one order": lambda: check(pairs(1 / A[i, c], i < c), pairs(1 / A[i, c], Ne(i, c)) / 2),
    "both sides of an index, one twice": lambda: check(
        Sum(1 / (v[i] - v[k]), i, where=Ne(i, k)), 2 * Sum(1 / (v[i] - v[k]), i, where=i < k)),
    "pairs where one order has no value": lambda: check(
        pairs(1 / A[i, c], i < c), pairs(1 / A[i, c], i < c) + 0 * pairs(1 / A[i, c], Ne(i, c))),
    "pairs where one order has no root": lambda: check(
        pairs(sqrt(gap), i < c), pairs(sqrt(gap), i < c) + 0 * pairs(sqrt(gap), Ne(i, c))),
    "pairs of neighbours are not asked": lambda: check(
        pairs(1 / gap, i < c - 1), pairs(1 / gap, i < c - 1) + 0 * pairs(1 / gap, Ne(i, c))),
    "pairs on the diagonal": lambda: check(pairs(1 / gap**2, i < c), pairs(1 / gap**2, i <= c)),
}  # fmt: skip

test_what_is_right_in_each_case_is_proved = each(RIGHT, "proved")
test_what_is_wrong_in_one_case_is_refuted = each(WRONG, "refuted")


def test_what_is_stated_at_a_bend_alone_is_undecided() -> None:
    halves = where(x > y, 1, where(x < y, 0, Fraction(1, 2)))
    assert check(diff(maximum(x, y), x), halves).status is Status.UNDECIDED


def test_what_two_conditions_state_where_they_meet_is_undecided() -> None:
    ramp = relu(x) - relu(-x)
    for line in (bracket(x > 0) + bracket(x < 0), 1 - bracket(And(x >= 0, -x >= 0))):
        assert check(diff(ramp, x), line).status is Status.UNDECIDED
    assert check(diff(clip(x), x), bracket(And(x >= -p, x <= p))).status is Status.UNDECIDED


@pytest.mark.parametrize("value", [0, 1])
def test_the_value_that_the_formula_has_at_a_bend_is_none_of_the_slope(value: int) -> None:
    assert check(diff(Abs(x), x), where(Eq(x, 0), value, sign(x))).status is Status.UNDECIDED
    assert check(diff(x * Abs(x), x, x), where(Eq(x, 0), value, 2 * sign(x))).status is Status.UNDECIDED


def row(least: int, strict: bool = False, **terms: int) -> tuple[Poly, bool]:
    """An inequality: what a sum of scalars and a number is not below, or above."""
    return add(constant(least), *(monomial(entry_atom(Array(t), ()), 1, c) for t, c in terms.items())), strict


def test_inequalities_that_contradict_one_another() -> None:
    assert contradict([row(0, x=1, y=-1), row(0, y=1, z=-1), row(0, True, z=1, x=-1)])
    assert contradict([row(-3, x=1, y=1), row(1, x=-1), row(1, y=-1)])
    assert contradict([row(0, True)])


def test_inequalities_that_can_be_met() -> None:
    assert not contradict([row(0, x=1, y=-1), row(0, y=1, z=-1), row(0, z=1, x=-1)])
    assert not contradict([row(-2, x=1, y=1), row(1, x=-1), row(1, y=-1)])
    assert not contradict([])
