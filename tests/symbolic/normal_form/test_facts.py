"""What is known is known where it holds: facts, names and keys, each fault beside the true twin that is proved."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from symcheck import (
    Abs,
    Eq,
    Ne,
    Product,
    Sum,
    bracket,
    check,
    det,
    diff,
    exp,
    function,
    grad,
    index,
    index_map,
    indices,
    log,
    matrix,
    max,
    ones,
    scalar,
    scalars,
    sizes,
    sqrt,
    stack,
    tanh,
    vector,
    where,
)  # fmt: skip
from symcheck.language.tensor import as_tensor
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.zero import is_zero
from tests.proving import proved

n, m, K = sizes("n m K")
x, y, z = scalars("x y z")
X, Y = vector("X", n), vector("Y", n)
i, j, o = indices("i j o", n)
a_ = index("a", -1, 20 * m)
below = index("k", 1, a_)
J, F = function("J"), function("F")


def square(entry: object) -> object:
    """A two by two matrix whose axes are 1..a: there is none where a < 1."""
    r, s = index("r", 1, a_), index("s", 1, a_)
    return stack(entry * bracket(Eq(r, s)), r, s)


ABSOLUTE = Abs(a_)

INSIDE = {
    "a product": lambda e: Product(e, below),
    "a sum": lambda e: Sum(e, below),
    "a tensor argument": lambda e: F(stack(e * X[1], below)),
    "a determinant": lambda e: det(square(e)),
}


@pytest.mark.parametrize("around", INSIDE.values(), ids=INSIDE)
def test_what_holds_inside_a_range_is_not_known_outside(around: Callable[[object], object]) -> None:
    assert not proved((around(ABSOLUTE) + 1) * ABSOLUTE, (around(ABSOLUTE) + 1) * a_)
    assert proved((around(ABSOLUTE) + 1) * ABSOLUTE, (around(a_) + 1) * ABSOLUTE)


def test_what_holds_where_a_range_is_empty_is_known_by_cases() -> None:
    assert proved(Sum(ABSOLUTE, below) * ABSOLUTE, Sum(ABSOLUTE, below) * a_)


def test_what_holds_in_a_window_is_not_known_beside_it() -> None:
    t = index("t", n, 9)
    short = bracket(n <= 9)
    assert not proved(Product(short * exp(t * y), t) + short, Product(exp(t * y), t) + 1)
    assert proved(Product(short * exp(t * y), t) + short, Product(exp(t * y), t) + short)


def test_a_sign_read_off_what_need_not_exist_stays_there() -> None:
    hidden = where(x > 0, sqrt(exp(log(x)) + y**2), 0)
    assert not proved(hidden + Abs(x + y**2), hidden + x + y**2)
    assert proved(hidden + Abs(x + y**2), Abs(x + y**2) + hidden)
    assert proved(hidden + Abs(x**2 + y**2), hidden + x**2 + y**2)


def test_a_branch_says_nothing_of_its_neighbour() -> None:
    split = where(x > 0, sqrt(x) ** 2, Abs(x))
    assert not proved(split + Abs(x), split + x)
    assert proved(split + Abs(x), Abs(x) + split)


def vanishes(expr: object) -> bool:
    """Whether an expression is found to be 0, nothing being known of what it asks for."""
    return is_zero(Facts(), normal(Facts(), as_tensor(expr).body))


def test_a_bracket_is_not_cancelled() -> None:
    c, falls = bracket(x > 0), bracket(x <= 0)
    assert not vanishes(c / c - 1)
    assert not vanishes(c + falls * y / falls - y * falls)
    assert not vanishes(c / (c * y) - 1 / y)
    assert not vanishes(1 / (1 - c * y / c) - c / (c - c * y))
    first = bracket(i > 1)
    assert not vanishes(1 / (1 - first * y / first) - first / (first - first * y))
    assert vanishes(c / c - c)
    assert vanishes(c * c - c)
    assert vanishes(c * y / y - c)


def test_a_denominator_that_vanishes_on_a_region_is_not_multiplied_out() -> None:
    c = bracket(x > 0)
    assert not vanishes(c * y / (Abs(x) + x) + Abs(x) - x - c * y / (2 * x))
    assert not vanishes(c * y / (exp(Abs(x)) - exp(x)) - c * y * (Abs(x) - x) / (exp(Abs(x)) - exp(x)) / (Abs(x) - x))
    assert vanishes(y / (Abs(x) + 1) + z - (y + z * Abs(x) + z) / (Abs(x) + 1))
    assert vanishes(y / (x + 1) + z - (y + z * x + z) / (x + 1))


def test_what_need_not_exist_is_not_split_off() -> None:
    """The member i = j of a sum over i ≠ j may be a maximum over nothing, or a power of what is 0 there alone."""
    later = index("q", i, n - 1)
    partial = [max(stack(X[later], later)), 1 / X[i], 1 / (exp(log(X[i])) + y**2)]
    for member in partial:
        (term, _), *more = normal(Facts(), Sum(member, i, where=Ne(i, j)).body).terms
        assert not more and any(relation.kind == "ne" for relation in term.domain)
    for member in (exp(X[i]), 1 / (1 + X[i] ** 2), log(1 + exp(X[i]))):
        terms = normal(Facts(), Sum(member, i, where=Ne(i, j)).body).terms
        assert not any(relation.kind == "ne" for term, _ in terms for relation in term.domain)


NAMES = [
    (scalar("a") * scalar("b"), scalar("a<|real>[]*b")),
    (scalar("a") * scalar("b"), scalar("a1:a<|real000>[]*a1:b")),
    (diff(J(x), x), function("J'0[]")(x)),
    (diff(J(x), x), function("1:J'0[]")(x)),
    (function("f", elementwise=True)(x), function("f~")(x)),
    (X[i], vector("X<1:1'n|real>[1i.0(1:1'n)+0]*", n)[i]),
    (scalar("x"), scalar("x", integer=True)),
    (scalar("x"), scalar("x", positive=True)),
    (matrix("A", n, n)[i, j], matrix("A", n, n, symmetric=True)[i, j]),
    (J(X), J(stack(X[i], i, index("r", 1, 1)))),
    (J(x), J(x, y)),
    (X[index_map("g", n, n)[i]], X[index_map("g", n, n, injective=True)[i]]),
    (1 * scalar("n"), n * 1),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_names_are_data(one: object, other: object) -> None:
    assert not proved(one, other)
    assert proved(one, one) and proved(other, other)
    first, second = check(one, one), check(other, other)
    assert first.digest != second.digest
    assert len(first.digest) == 32


def test_no_map_is_found_in_the_name_of_another() -> None:
    g, ng, h = index_map("g", n, n), index_map("ng", n, n), index_map("h", n, n)
    for other in (ng, h):
        assert proved(bracket(Eq(g[i], o)) * X[other[i]], bracket(Eq(g[i], o)) * X[other[i]])
        assert proved(bracket(Eq(g[i], o)) * X[g[i]] * Y[other[i]], bracket(Eq(g[i], o)) * X[o] * Y[other[i]])
        assert not proved(bracket(Eq(g[i], o)) * X[other[i]], bracket(Eq(g[i], o)) * X[o])
    assert proved(bracket(Eq(g[i], o)) * X[g[g[i]]], bracket(Eq(g[i], o)) * X[g[o]])


@pytest.mark.parametrize("names", [("p", "q"), ("#0", "%1%"), ("@", "?"), ("i", "ii")])
def test_bound_indices_may_have_any_name(names: tuple[str, str]) -> None:
    p, q = indices(names, n) if isinstance(names, list) else (index(names[0], 1, n), index(names[1], 1, n))
    A = matrix("A", n, n)
    assert proved(Sum(A[p, q] * X[p] * Y[q], p, q), Sum(A[q, p] * X[q] * Y[p], p, q))
    assert not proved(Sum(A[p, q] * X[p] * Y[q], p, q), Sum(A[q, p] * X[p] * Y[q], p, q))


def test_long_powers() -> None:
    for k in (65, 66, 6600):
        assert proved(diff(x**k, x), k * x ** (k - 1))
        assert not proved(diff(x**k, x), k * x**k)
        assert proved((x * y * z) ** k, x**k * y**k * z**k)
    assert proved(diff(x**n, x), n * x ** (n - 1), given=x > 0)
    for k in (70, 1500):
        assert proved(diff((x + y) ** k, x), k * (x + y) ** (k - 1))
        assert not proved(diff((x + y) ** k, x), k * (x + y) ** k)
        assert proved((x + y) ** k - x * (x + y) ** (k - 1), y * (x + y) ** (k - 1))


def test_powers_of_sums_take_no_time() -> None:
    start = time.process_time()
    for k in (5, 12, 40):
        assert proved(grad(X.sum() ** k, X), k * X.sum() ** (k - 1) * ones(n))
        assert not proved(grad(X.sum() ** k, X), k * X.sum() ** k * ones(n))
    assert time.process_time() - start < 5


def test_nested_functions_do_not_double() -> None:
    value, slope = x, as_tensor(1)
    for _ in range(7):
        slope = slope * (1 - tanh(value) ** 2)
        value = tanh(value)
    assert proved(diff(value, x), slope)
    assert not proved(diff(value, x), slope * (1 - tanh(x) ** 2))


def test_conditions_of_nothing() -> None:
    assert proved(bracket(Eq(x - x, 0)), 1)
    assert not proved(bracket(Eq(x - y, 0)), 1)


def test_symbolic_powers_of_what_may_be_nothing() -> None:
    """x⁰ is 1 where x is 0, so xⁿ⁻¹ is not xⁿ x⁻¹ where x is a sum over nothing, or a difference of equal entries."""
    rest = Sum(X[index("p", 2, n)], index("p", 2, n))
    assert not proved(rest ** (n - 1), rest * rest ** (n - 2))
    p = index("p", 2, n)
    assert not proved(rest ** (n - 1), Sum(X[p] * Sum(X[p], p) ** (n - 2), p))
    assert not proved(bracket(Eq(i, j)) / (X[i] - X[j]) ** (n - 1), 0)
    assert proved(x ** (n - 1) * x, x**n)
    assert proved(x**n * x**m, x ** (n + m))
    assert not proved(x**n * x**m, x ** (n + 2 * m))
    assert proved((x + y) ** (n - 1) * (x + y), (x + y) ** n)
    assert proved(Sum(X[i] ** (n - 1) * X[i], i), Sum(X[i] ** n, i))
