"""What is one of a few numbers: functions of it are proved by those numbers, and nothing is beyond them."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Refuted

n, K = sizes("n K")
i = index("i", n)
y, p, z = vector("y", n, values=(0, 1)), vector("p", n), vector("z", n)
Y, M = matrix("Y", n, K, values=(0, 1)), matrix("M", n, K, values=(-1, 0, 1))
t, x, h = scalar("t", values=(-1, 1)), scalar("x"), scalar("h", values=(Rational(1, 2), 2))
c = vector("c", n, integer=True)

RIGHT = {
    "powers": (y**3, y),
    "products": (y[i] * (1 - y[i]), 0),
    "sum of squares": ((Y * Y).sum(), Y.sum()),
    "reciprocal": (1 / t, t),
    "sign": (t * sign(t), 1),
    "absolute": (Abs(M), M**2),
    "bracket": (bracket(Eq(y[i], 1)), y[i]),
    "comparison": ((1 + t) / 2, bracket(t > 0)),
    "exponential": (exp(y * z).sum(), Sum(1 + y[i] * (exp(z[i]) - 1), i)),
    "logistic loss": (log(1 + exp(-t * x)), (1 + t) / 2 * softplus(-x) + (1 - t) / 2 * softplus(x)),
    "labels of both kinds": (
        -log(sigmoid((2 * y - 1) * z)).sum(),
        -(y * log(sigmoid(z)) + (1 - y) * log(1 - sigmoid(z))).sum(),
    ),
    "fractions": (1 / h, Rational(5, 2) - h),
    "hinge": (grad(relu(1 - t * x), x), -t * bracket(t * x < 1)),
    "by entries of a sum": (Sum(Abs(y[i] - p[i]), i), Sum(y[i] * Abs(1 - p[i]) + (1 - y[i]) * Abs(p[i]), i)),
}  # fmt: skip
WRONG = {
    "powers": (y**3, 1 - y),
    "products": (y[i] * (1 - y[i]), 1),
    "sum of squares": ((Y * Y).sum(), n * K),
    "reciprocal": (1 / h, h),
    "sign": (t * sign(t), t),
    "absolute": (Abs(M), M),
    "bracket": (bracket(Eq(y[i], 1)), 1 - y[i]),
    "a value that is left out": (M**2, 1),
    "exponential": (exp(y * z).sum(), Sum(1 - y[i] * (exp(z[i]) - 1), i)),
    "hinge": (grad(relu(1 - t * x), x), t * bracket(t * x < 1)),
    "not defined": (1 / y, y),
    "logarithm of both signs": (log(t * x), (1 + t) / 2 * log(x) + (1 - t) / 2 * log(-x)),
    "root": (sqrt(t) ** 2, t**3 + 1 - t),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_holds_at_each_of_the_numbers_is_proved(name: str) -> None:
    verdict = check(*RIGHT[name])
    assert verdict.status.value == "proved", verdict


@pytest.mark.parametrize("name", WRONG)
def test_what_fails_at_one_of_them_is_not(name: str) -> None:
    verdict = check(*WRONG[name])
    assert verdict.status.value not in ("proved", "checked"), verdict


def test_counterexamples_are_made_of_these_numbers() -> None:
    found = refute(M * M, M)
    assert isinstance(found, Refuted) and {value for _, value in found.values} <= {"-1", "0", "1"}


def test_what_is_declared_is_assumed_once() -> None:
    q = vector("q", n, values=(0, 1))
    k = index("k", n)
    for said in (None, Eq(q * (q - 1), 0), every(k, Eq(q[k] * (q[k] - 1), 0))):
        assert len(chain(q, q**2, given=said).given) == 1


def test_the_proof_says_so() -> None:
    assert "by the numbers that are possible" in str(prove(1 / t, t).by)


@pytest.mark.parametrize("values", [(0, 0), ("a",), (x,)])
def test_values_are_numbers_that_differ(values: tuple[object, ...]) -> None:
    with pytest.raises(StatementError, match=r"values=\(0, 1\)|a string is not"):
        scalar("s", values=values)


def test_a_diagonal_says_nothing_of_the_other_entries() -> None:
    A, j = matrix("A", n, n), index("j", n)
    for given in (every(i, Eq(A[i, i] ** 2, 1)), [Eq(A[1, 1] ** 2, 1)]):
        assert check(Abs(A[i, j]), 1, given=given).status.value == "refuted"


def test_functions_of_many_such_entries_are_left_alone() -> None:
    signs, w = vector("s", 12, values=(-1, 1)), vector("w", 12)
    total = signs[1] * w[1]
    for k in range(2, 13):
        total = total + signs[k] * w[k]
    assert check(exp(total), exp(total) + x).status.value == "refuted"
