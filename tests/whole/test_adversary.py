"""Random claims of known truth against the whole program; and the adversary itself: what it calls defined, its text."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.adversary.campaign import CLASSES, Adversary, campaign, drawn, true_claim
from tests.adversary.falsehoods import falsehood
from tests.adversary.interpreter import World, answer, holds
from tests.adversary.judge import Said, ask, failure
from tests.adversary.making import Maker, eye, inv, var
from tests.adversary.numbers import Ball, Undefined, Unknown, differ
from tests.adversary.reading import read
from tests.adversary.snippet import snippet
from tests.adversary.trees import *
from tests.adversary.truths import LAWS
from tests.adversary.worlds import Sampler, describe, spoken_of

SLICE = 150
SETTINGS = settings(
    max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

k = Maker(random.Random(0))
x, y, a, e, n, i, v = k.x, k.y, k.a, k.e, k.n, k.i, k.v
X, A = Entry(Array("x")), Array("A", (aff(2), aff(2)))
h, few, none = index("h", 1, n), index("f", 3, n), index("o", 2, 1)
hold, fail = bracket(rel("Gt", n, 1)), bracket(rel("Gt", n, 9))
U, NOT_ASKED = "undefined", "unknown"


def world(**scalars: object) -> World:
    """n = 2, i = 2, v = (−1, 3), A singular; scalars as said, else 0."""
    values = {name: Fraction(0) for name in "xyzpqacue"} | {name: Fraction(str(s)) for name, s in scalars.items()}
    arrays = {name: {(): s} for name, s in values.items()}
    arrays["v"] = {(1,): Fraction(-1), (2,): Fraction(3)}
    arrays["A"] = {(1, 1): Fraction(1), (1, 2): Fraction(2), (2, 1): Fraction(2), (2, 2): Fraction(4)}
    return World({"n": 2, "m": 1, "K": 1}, {"i": 2, "j": 1}, arrays, {})


log0 = fn("log", x)
DEFINED = [
    # a product in which a bracket is a factor; a sum's where
    (fail * log0, {}, 0),
    (-(log0 * fail) / 3, {}, 0),
    (fail / 2 * log0, {}, 0),
    (hold * log0, {}, U),
    ((1 - hold) * log0, {}, U),
    (fn("heaviside", x - 1) * log0, {}, U),
    (log0 / fail, {}, U),
    (total(log0, h, when=(rel("Gt", h, 5),)), {}, 0),
    (total(fn("log", v[h]), h, when=(rel("Ne", h, 1),)) - fn("log", lift(3)), {}, 0),
    # where(c, a, b)
    (where(rel("Gt", n, 9), log0, y), {"y": 7}, 7),
    (where(rel("Gt", n, 1), log0, y), {}, U),
    (where(rel("Gt", log0, 0), y, y), {}, U),
    # any other product, sum, quotient
    (0 * log0, {}, U),
    (log0 - log0, {}, U),
    (y / x, {"y": 1}, U),
    (y / x, {"y": 1, "x": 2}, "1/2"),
    # conditions
    (bracket(rel("Gt", n, 9), rel("Gt", log0, 0)), {}, 0),
    (bracket(rel("Gt", log0, 0), rel("Gt", n, 9)), {}, 0),
    (bracket(rel("Gt", n, 1), rel("Gt", log0, 0)), {}, U),
    # Σ, Π, max, min
    (total(log0, none), {}, 0),
    (over("Product", log0, none), {}, 1),
    (over("Product", log0, few), {}, 1),
    (over("max", v[h], h), {}, 3),
    (over("min", v[h], h), {}, -1),
    (over("max", v[few], few), {}, U),
    (total(fn("log", v[h]), h), {}, U),
    # X[i]
    (v[i], {}, 3),
    (v[i + 1], {}, U),
    (0 * v[i - 2], {}, U),
    # log, sqrt
    (fn("log", lift(1)), {}, 0),
    (fn("log", x), {"x": -1}, U),
    (fn("sqrt", x), {"x": "9/4"}, "3/2"),
    (fn("sqrt", x), {"x": 0}, 0),
    (fn("sqrt", x), {"x": -1}, U),
    # powers
    (x**0, {}, 1),
    (x**a, {"a": 0}, 1),
    (x**a, {"a": -1}, U),
    (x**a, {"x": -3, "a": 2}, 9),
    (x**a, {"x": -3, "a": "1/2"}, U),
    (x**a, {"x": 0, "a": "1/2"}, 0),
    (x**a, {"x": 0, "a": "-1/2"}, U),
    (x**a, {"x": 4, "a": "1/2"}, 2),
    (x**e, {"x": -2, "e": -1}, "-1/2"),
    (x ** (n - 2), {}, 1),
    (x ** (n - 3), {}, U),
    (x ** Fraction(1, 3), {"x": -8}, U),
    # Γ, ψ, log Γ, steps
    (fn("gamma", x), {"x": 5}, 24),
    (fn("gamma", x), {"x": -2}, U),
    (fn("digamma", x), {"x": 0}, U),
    (fn("loggamma", x), {"x": "-1/2"}, U),
    (fn("loggamma", x), {"x": 1}, 0),
    (fn("heaviside", x), {}, U),
    (fn("sign", x), {}, 0),
    # inv, det
    (MatFn("det", var(A)), {}, 0),
    (MatEntry(inv(var(A)), aff(1), aff(1)), {}, U),
    (MatEntry(inv(var(A) + eye(2)), aff(1), aff(2)), {}, "-1/3"),
    # derivatives
    (Diff(x**3, X), {"x": 2}, 12),
    (Diff(Diff(x**3, X), X), {"x": 2}, 12),
    (Diff(fn("log", x), X), {"x": 2}, "1/2"),
    (Diff(fn("log", x), X), {"x": 0}, U),
    (Diff(fn("abs", x), X), {"x": -2}, -1),
    (Diff(fn("abs", x), X), {}, NOT_ASKED),
    (Diff(fn("relu", x) + 0 * log0, X), {}, NOT_ASKED),
    (Diff(where(rel("Gt", x, 0), x, 0), X), {}, NOT_ASKED),
    (Diff(bracket(rel("Gt", x, 0)), X), {"x": 1}, 0),
    (Diff(fn("abs", x) ** 2, X), {}, 0),
    (Diff(fn("abs", x) ** Fraction(3, 2), X), {}, 0),
    (Diff(fn("relu", x) ** 2, X), {}, 0),
    (Diff(fn("sqrt", x), X), {}, NOT_ASKED),
    (Diff(Norm(v) ** 2, v[i]), {}, 6),
    (Diff(MatFn("det", var(A)), A[1, 1]), {}, 4),
    (Diff(total(v[h] ** 2, h), v[1]), {}, -2),
    (Diff(fail * log0, X), {}, 0),
]


@pytest.mark.parametrize(("expr", "values", "expected"), DEFINED)
def test_the_table_of_what_is_defined(expr, values, expected):
    found = answer(expr, world(**values))
    if expected in (U, NOT_ASKED):
        assert found == expected
    else:
        assert not isinstance(found, str) and not differ(found, Fraction(expected))
        assert abs(float(found.mid if isinstance(found, Ball) else found) - float(Fraction(expected))) < 1e-40


def test_different_values_are_told_apart_only_where_the_digits_do():
    two = answer(fn("exp", fn("log", lift(2))), world())
    assert not differ(two, Fraction(2)) and differ(two, Fraction(2) + Fraction(1, 10**40))


def test_abstract_functions_are_told_apart_by_name_shape_and_arguments():
    row, plain = (answer(Opaque("J", (Whole(v, r),)), world()) for r in (True, False))
    assert row != plain
    assert answer(Opaque("J", (x, y)), world(x=1)) != answer(Opaque("J", (y, x)), world(x=1))
    assert answer(Opaque("J", (x,)), world(x=1)) == answer(Opaque("J", (y,)), world(y=1))


@pytest.mark.parametrize("number", range(200))
def test_a_snippet_says_what_the_tree_says(number):
    claim, _ = drawn("text", number, CLASSES)
    again = read(snippet(replace(claim, shared=number % 4 < 2)))
    sampler, rng = Sampler(claim, random.Random(number)), 0
    while rng < 6:
        rng += 1
        try:
            at = sampler.world()
        except (Undefined, Unknown):
            continue
        if at is not None:
            pairs = [(answer(s, at), answer(t, at)) for s, t in ((claim.left, again.left), (claim.right, again.right))]
            assert all(p == q if isinstance(p, str) else not differ(p, q) for p, q in pairs), snippet(claim)
            assert holds(spoken_of(again), at)


def test_claims_are_those_of_their_number():
    assert drawn("1", 8, CLASSES) == drawn("1", 8, CLASSES)
    assert drawn("1", 9, CLASSES) != drawn("1", 11, CLASSES)


def test_what_counts_as_a_failure():
    at = World({"n": 9}, {}, {}, {})
    assert failure(Said("proved"), False, at) and not failure(Said("proved"), True, None)
    assert failure(Said("refuted"), True, None) and failure(Said("ill-formed"), True, None)
    assert failure(Said("verified"), False, at) and failure(Said("conflict"), True, None)
    assert failure(Said("checked", (("n", 9),)), False, at) and not failure(Said("checked", (("n", 8),)), False, at)
    assert not failure(Said("undecided"), True, None) and not failure(Said("undecided"), False, at)


def test_a_slice_of_the_campaign():
    """`python -m tests.adversary` runs more of it; each failure is a snippet to paste."""
    failures = [f for number in range(SLICE) if (f := campaign("gate", number, CLASSES)).failure]
    said = [f"{f.failure}: {f.reason}\n{f.source}# {f.witness}" for f in failures]
    assert not said, f"{len(said)} of {SLICE}\n" + "\n".join(said[:5])


@SETTINGS
@given(st.randoms(use_true_random=False), st.booleans())
def test_claims_that_shrink(rng, shared):
    """The choices that make a true claim are drawn by Hypothesis, so that a failure shrinks."""
    try:
        found = true_claim(rng, tuple(LAWS), random.Random(0), 1)
    except Adversary as fault:
        pytest.fail(str(fault))
    assume(found is not None)
    source = snippet(replace(found[0], shared=shared))
    assert not failure(ask(source), True, None), source


@SETTINGS
@given(st.randoms(use_true_random=False), st.booleans())
def test_false_claims_that_shrink(rng, shared):
    found = falsehood(rng, CLASSES, random.Random(0), 1)
    assume(found is not None)
    claim, witness = found
    source = snippet(replace(claim, shared=shared))
    assert not failure(ask(source), False, witness), f"{source}# {describe(claim, witness)}"
