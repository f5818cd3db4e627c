"""Expressions as written: shapes, NumPy's semantics, and entries."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symcheck import *
from symcheck.expressions.floats import exact
from symcheck.expressions.nodes import Integer, Mul, Number
from symcheck.expressions.walk import subexpressions
from tests.forms import free, same, shape

V, d, n = sizes("V d n")
w, o = indices("w o", V)
a, b = indices("a b", d)
i, j = indices("i j", n)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)


class TestShapes:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (U, "V, d"),
            (U.T, "d, V"),
            (U[w], "d"),
            (U[:, a], "V"),
            (U[..., a], "V"),
            (U[w, a], ""),
            (U[None], "1, V, d"),
            (v[:, None], "d, 1"),
            (U @ v, "V"),
            (U.T @ U, "d, d"),
            (v @ v, ""),
            (U * v, "V, d"),
            (U.sum(axis=0), "d"),
            (U.sum(axis=1, keepdims=True), "V, 1"),
            (U.sum(), ""),
            (mean(U, axis=-1), "V"),
            (softmax(U), "V, d"),
            (logsumexp(U), "V"),
            (outer(v, x), "d, n"),
            (diag(v), "d, d"),
            (diag(U.T @ U), "d"),
            (eye(n), "n, n"),
            (zeros(n, 2), "n, 2"),
            (stack(U[w] * 2, w), "V, d"),
            (inv(U.T @ U), "d, d"),
            (vector("z", n + 1), "n + 1"),
            (grad(v @ v, v), "d"),
            (grad(v @ v, v[a]), ""),
            (jacobian(U @ v, U), "V, V, d"),
            (hessian(v @ v, v), "d, d"),
            (one_hot("y", V, o), "V"),
        ],
    )
    def test_shape(self, value, expected):
        assert shape(value) == expected

    @pytest.mark.parametrize(
        "build",
        [
            lambda: U + v[:, None],
            lambda: U @ x,
            lambda: v + x,
            lambda: v @ U,
            lambda: maximum(v, x),
            lambda: where(v > 0, v, x),
        ],
    )
    def test_shapes_that_do_not_fit_are_both_named(self, build):
        with pytest.raises(StatementError) as error:
            build()
        assert str(error.value).count("(") >= 2
        assert "do not fit" in str(error.value)

    @pytest.mark.parametrize(
        ("build", "said"),
        [
            (lambda: trace(U), "(V, d)"),
            (lambda: det(U), "(V, d)"),
            (lambda: outer(U, v), "(V, d)"),
            (lambda: matrix("A", V, d, symmetric=True), "square"),
            (lambda: v @ 2, "scalar"),
            (lambda: U.sum(axis=2), "axis 2"),
            (lambda: softmax(v[a]), "scalar"),
            (lambda: grad(v, v), "jacobian"),
            (lambda: vector("v", 0), "at least 1"),
            (lambda: vector("v", w), "is an index"),
            (lambda: U[w, a, b], "3 indices"),
            (lambda: U[1:2], "slice"),
        ],
    )
    def test_error_says_what_is_meant(self, build, said):
        with pytest.raises(StatementError, match=said.replace("(", r"\(").replace(")", r"\)")):
            build()


class TestNumPySemantics:
    def test_products_mean_what_numpy_means(self):
        A = matrix("A", d, d)
        assert same(U @ v, stack(Sum(U[w, a] * v[a], a), w))
        assert same(v @ A, stack(Sum(v[a] * A[a, b], a), b))
        assert not same(v @ A, stack(Sum(v[a] * A[b, a], a), b))

    def test_broadcasting_lines_up_the_last_axes(self):
        assert same(U * v, stack(U[w, a] * v[a], w, a))
        A = matrix("A", d, d)
        assert same(A * v[:, None], stack(A[a, b] * v[a], a, b))
        assert not same(A * v, stack(A[a, b] * v[a], a, b))

    def test_a_vector_meets_itself_upright(self):
        assert same(v[:, None] * v, stack(v[a] * v[b], a, b))
        assert same(outer(v, v), stack(v[a] * v[b], a, b))

    def test_reductions(self):
        assert same(U.sum(axis=0), stack(Sum(U[w, a], w), a))
        assert same(mean(x), Sum(x[i], i) / n)
        assert same(trace(U.T @ U), Sum((U.T @ U)[a, a], a))

    def test_numbers_are_exact(self):
        assert next(e.value for e in subexpressions((0.1 * v).body) if isinstance(e, Number)) * 10 == 1
        assert same(np.float64(0.5) * v, Rational(1, 2) * v)
        assert same(np.int64(2) * v, 2 * v)

    def test_index_arithmetic_stays_an_index(self):
        assert isinstance((n + 1).body, Integer)
        assert isinstance((2 * i - j + 1).body, Integer)
        assert str((2 * i - j + 1).body.value) == "2i - j + 1"
        assert isinstance((i * j).body, Mul)

    def test_nothing_is_simplified(self):
        assert not same(v / v, ones(d))
        assert not same(v + v, 2 * v)


class TestIndexing:
    @pytest.mark.parametrize("entry", [0, -1, n + 1])
    def test_entries_count_from_one(self, entry):
        with pytest.raises(StatementError, match=r"outside 1\.\.n"):
            x[entry]

    def test_first_and_last(self):
        assert free(x[1] + x[n]) == set()

    def test_a_size_of_something_else_is_no_index(self):
        with pytest.raises(StatementError, match="is a size"):
            x[V]

    def test_a_size_may_point_into_a_longer_axis(self):
        z = vector("z", n + 1)
        assert str(z[n].body.indices[0]) == "n"

    def test_an_index_of_another_size_is_refused(self):
        with pytest.raises(StatementError, match=r"a runs over 1\.\.d, the axis of \w+ over 1\.\.V"):
            U[a]

    def test_neighbours_and_windows(self):
        z, m, T = vector("z", n + 1), size("m"), size("T")
        t, u = index("t", m + 1, T - m), index("u", -m, m)
        assert free(z[i + 1] - z[i]) == {"i"}
        assert free(Sum(vector("y", T)[t + u], u)) == {"t"}

    def test_no_entry_by_an_expression(self):
        with pytest.raises(StatementError, match="sum of integers"):
            x[v[a]]

    def test_no_iteration(self):
        with pytest.raises(TypeError, match="symbolic size"):
            list(x)


def test_an_entry_of_what_runs_over_less_is_taken_of_a_name() -> None:
    late = index("l", 1, size("n") - 7)
    x = vector("x", size("n"))
    part_of = stack(x[late], late)
    for place in (1, index("k", size("n"))):
        with pytest.raises(StatementError, match="may lie outside"):
            part_of[place]
    assert not check(x[1], named("s", part_of)[1]).status.right
    assert check(x[1], named("s", part_of)[1], given=size("n") >= 8).status.right
    assert check(x[late], part_of[late]).status.right
    assert check(2 * x[1], (x + x)[1]).status.right


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda t: np.exp(t), r"np.exp takes numbers.* write exp\(…\)"),
        (lambda t: np.sum(t), r"np.sum takes numbers.* write sum\(…\)"),
        (lambda t: np.add.reduce(t), "np.add takes numbers"),
        (lambda t: scalar("s", positive=True, negative=True), "nothing is negative and positive"),
        (lambda t: vector("v", 2, nonnegative=True, negative=True), "nothing is negative and positive"),
        (lambda t: size("n m"), r"sizes\('n m'\) declares several"),
        (lambda t: index("i j", 3), r"indices\('i j'\) declares several"),
        (lambda t: scalars(3), "a name is text, not int"),
    ],
)
def test_what_is_no_expression_says_what_to_write(make: Callable[[Tensor], object], said: str) -> None:
    with pytest.raises(StatementError, match=said):
        make(scalar("t"))


def test_numbers_of_numpy_stand_beside_expressions() -> None:
    t = scalar("t")
    for left, right in (
        (np.float64(2) * t, 2 * t),
        (np.int64(1) - t, 1 - t),
        (t / np.float32(0.5), 2 * t),
        (np.abs(t), Abs(t)),
    ):
        assert check(left, right).status.value == "proved"
    assert check(np.float64(2) ** t, 2**t).status.value == "proved"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (1 / 3, Rational(1, 3)), (-2 / 7, Rational(-2, 7)), (355 / 113, Rational(355, 113)),
        (2.5e-7, Rational(1, 4 * 10**6)),
        (0.1, Rational(1, 10)), (3.14159, Rational(314159, 10**5)), (0.044715, Rational(44715, 10**6)),
        (123456789 / 10**6, Rational(123456789, 10**6)), (1e300, 10**300), (math.pi, pi), (-math.pi, -pi),
        (math.e, exp(1)), (2**0.5, sqrt(2)), (math.log(2), log(2)), (np.float64(1) / 3, Rational(1, 3)),
        (np.float32(0.1), Rational(1, 10)), (np.float32(1) / np.float32(3), Rational(1, 3)),
        (np.float16(0.1), Rational(1, 10)), (sp.Float(1 / 3), Rational(1, 3)), (sp.pi.n(), pi),
    ],
)  # fmt: skip
def test_a_float_is_the_number_it_was_written_for(value: float, meant: object) -> None:
    t = scalar("t")
    assert check(value * t if not isinstance(value, sp.Basic) else t * value, meant * t).status.value == "proved"


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 2**0.5 * 2**0.5, math.pi / 3, np.float32(np.pi), 0.797884560802865, 1e-7 / 3]
)
def test_what_rounding_left_of_a_number_is_none(value: float) -> None:
    with pytest.raises(StatementError, match="is a rounded number: write Rational"):
        scalar("t") * value


@given(st.fractions(-1000, 1000, max_denominator=10**6))
def test_a_fraction_divided_out_is_read_back_or_said_to_be_unclear(value: Fraction) -> None:
    try:
        read = exact(float(value), repr(float(value)))
        assert isinstance(read, Number) and read.value == value
    except StatementError as error:
        assert "is a rounded number" in str(error)


def test_an_entry_of_a_shape_is_a_size() -> None:
    m = size("m")
    x = vector("x", m)
    assert check(x.sum() / x.shape[0], mean(x)).status.value == "proved"
