"""Whatever may be written gets a verdict, or a limit that is said: never a traceback, never a library's warning."""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Callable
from functools import reduce

import numpy as np
import pytest

from symcheck import *
from symcheck.claims.verdict import Status

n, m, N, s, M = sizes("n m N s M")
k, j = indices("k j", n)
x, y = scalars("x y")
z = scalar("z", integer=True)
v = vector("v", n)
far = index("f", 1, 10**9)
BIG = 10**400

ODD: dict[str, tuple[Callable[[], Verdict], set[str]]] = {
    "sin of a multiple of π": (lambda: check(sin(pi * k), 0), {"proved", "verified", "checked", "undecided"}),
    "sin of an integer scalar": (lambda: check(sin(pi * z), 0), {"proved", "verified", "checked", "undecided"}),
    "an index that is fixed": (lambda: check(v[k], v[2], given=Eq(k, 2)), {"proved"}),
    "an index that is fixed, wrong": (lambda: check(v[k], v[1], given=Eq(k, 2)), {"refuted"}),
    "a long number": (lambda: check(BIG * x, BIG * x + 0), {"proved", "undecided"}),
    "a long number, wrong": (lambda: check(BIG * x, BIG * y), {"refuted", "undecided"}),
    "a small number": (lambda: check(x / BIG, x / BIG + 0), {"proved", "undecided"}),
    "a number too long": (lambda: check(10**5000, x), {"undecided"}),
    "a power too long": (lambda: check(Rational(10) ** 5000 * x, x), {"refuted", "undecided"}),
    "a power beyond a machine word": (lambda: check(x ** (10**30), x * x ** (10**30 - 1)), {"proved", "undecided"}),
    "O(0)": (lambda: check(cost(v @ v), O(0)), {"refuted"}),
    "O(−n)": (lambda: check(cost(v @ v), O(-n)), {"undecided"}),
    "a sum of 10⁹ terms": (lambda: check(Sum(1 / far**2, far), 2), {"undecided"}),
    "a sum of 10⁹ terms, simple": (lambda: check(Sum(x, far), 10**9 * x), {"proved", "undecided"}),
    "a vector of 10⁸ entries": (lambda: check(vector("q", 10**8).sum(), x), {"undecided"}),
    "a vector of 10³⁰ entries": (lambda: check(vector("q", 10**30).sum(), x), {"undecided"}),
    "a matrix of 10¹⁰ entries": (
        lambda: check(matrix("q", 10**5, 10**5) @ vector("r", 10**5), vector("r", 10**5)),
        {"undecided"},
    ),
    "a shift by 10⁹": (lambda: check(v[k + 10**9], v[k]), {"undecided"}),
    "a bound beyond 10⁹": (lambda: check(Sum(index("p", 1, n + 10**9), index("p", 1, n + 10**9)), x), {"undecided"}),
    "a coefficient beyond 10¹⁵": (
        lambda: check(Sum(x, index("p", 1, 10**15 * n)), 10**15 * n * x),
        {"proved", "undecided"},
    ),
    "an assumption far away": (lambda: check(n * x, x, given=n >= 10**9), {"refuted", "undecided"}),
    "a large power": (lambda: check((x + y) ** 1500, (y + x) ** 1500), {"proved", "undecided"}),
    "a large power, wrong": (lambda: check((x + y) ** 1500, (y + x) ** 1499), {"refuted", "undecided"}),
    "0 ** -1": (lambda: check(Rational(0) ** (-1), 1), {"undecided"}),
    "division by 0": (lambda: check(x / 0, x), {"undecided"}),
    "log 0": (lambda: check(log(0), 1), {"undecided"}),
    "exp exp exp exp": (lambda: check(exp(exp(exp(exp(x)))), 1 * exp(exp(exp(exp(x))))), {"proved"}),
    "an index map outside its domain": (lambda: check(index_map("h", 3, n)[7], x), {"undecided"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_but_legal(name: str) -> None:
    asked, expected = ODD[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = asked()
    assert verdict.status.value in expected
    assert "failed" not in verdict.reason


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.longdouble])
def test_numpy_scalars_are_read_as_they_print(kind: type) -> None:
    assert check(kind("0.5") * x, x / 2).status is Status.PROVED
    assert check(x * kind("0.1"), x / 10).status is Status.PROVED
    assert check(x, kind("nan")).status is Status.ILL_FORMED


@pytest.mark.parametrize("kind", [np.int8, np.uint64, np.int64, np.longlong])
def test_numpy_integers(kind: type) -> None:
    assert check(x * kind(3), 3 * x).status is Status.PROVED
    assert check(v[kind(1)], v[1]).status is Status.PROVED


@pytest.mark.parametrize("value", [np.bool_(True), np.complex64(1), np.clongdouble(1), np.datetime64("2020-01-01")])
def test_other_numpy_scalars_are_no_expressions(value: object) -> None:
    assert check(x, value).status is Status.ILL_FORMED


def many(count: int) -> list[Tensor]:
    made = scalars(" ".join(f"a{position}" for position in range(count)))
    assert isinstance(made, tuple)
    return list(made)


def test_long_products_and_deep_sums_are_judged_in_a_script() -> None:
    """As the command does, whose workers nest more deeply than Python does by itself."""
    limit, factors, terms = sys.getrecursionlimit(), many(400), many(300)
    product, turned = reduce(lambda a, b: a * b, factors), reduce(lambda a, b: a * b, factors[::-1])
    assert check(product, turned).status is Status.PROVED
    assert check(product, turned * factors[0]).status is Status.REFUTED
    right, left = reduce(lambda a, b: b + a, terms), reduce(lambda a, b: a + b, terms)
    assert check(right, left).status is Status.PROVED
    assert check(right, left + 1).status is Status.REFUTED
    assert prove(right, left) == prove(left, right)
    assert sys.getrecursionlimit() == limit


def test_an_index_is_bound_in_a_deep_expression() -> None:
    terms = [v[k] * a for a in many(600)]
    deep = reduce(lambda a, b: b + a, terms)
    assert check(Sum(deep, k), v.sum() * reduce(lambda a, b: a + b, many(600))).status is Status.PROVED


def test_what_is_nested_too_deeply_is_said() -> None:
    verdict = check(reduce(lambda a, b: b + sin(a), [x] * 4000), x)
    assert not verdict.status.right and not verdict.status.wrong
    assert "nested too deeply" in verdict.reason


def test_it_judges_in_a_thread_and_under_an_authors_numpy_settings() -> None:
    found: list[Status] = []
    with np.errstate(all="raise"):
        found.append(check(exp(-(x**2) * 10**6) * exp(x), exp(x - 10**6 * x**2)).status)
        thread = threading.Thread(target=lambda: found.append(check(x + x, 2 * x).status))
        thread.start()
        thread.join()
    assert found == [Status.PROVED, Status.PROVED]
