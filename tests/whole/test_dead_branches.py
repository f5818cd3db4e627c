"""What is never reached asks for nothing and tells nothing; comparisons keep their shapes; matrices stay matrices."""

from __future__ import annotations

import pytest
import sympy as sp

from symcheck import *
from symcheck.claims.verdict import Proved, Status
from symcheck.errors import UnsupportedError

n = size("n")
i, j, l = indices("i j l", n)
x = vector("x", n)
s, u = scalars("s u")
N, y = sp.Symbol("N", integer=True, positive=True), sp.Symbol("y")
A, B = sp.MatrixSymbol("A", N, N), sp.MatrixSymbol("B", N, N)
POWER, INVERSE = (sp.Pow(A, k, evaluate=False) for k in (2, -1))
d = sp.Dummy("x")

FALSE = {
    "a dead branch": (where(Ne(i, j), 1 / (i - j), x[l]), where(Eq(i, l), s, u), Eq(i, j)),
    "a number and a tensor of zeros": (bracket(s > zeros(n)).sum(), bracket(s > 0), None),
    "a vector and a matrix of zeros": (where(Ne(x, zeros(n, n)), 1, 0).sum(), where(Ne(x, 0), 1, 0).sum(), None),
    "a power of a matrix": (POWER, sp.HadamardProduct(A, A), None),
    "an inverse of a matrix": (INVERSE, A.applyfunc(sp.Lambda(y, 1 / y)), None),
    "a Dummy and a Symbol": (d - sp.Symbol(f"x_{d.dummy_index}"), 0, None),
}
TRUE = {
    "a dead branch": (where(Ne(i, j), 1 / (i - j), x[l]), x[l], Eq(i, j)),
    "a number and a tensor of zeros": (bracket(s > zeros(n)).sum(), n * bracket(s > 0), None),
    "a vector and as many zeros": (bracket(x > zeros(n)).sum(), bracket(x > 0).sum(), None),
    "a power of a matrix": (POWER, A * A, None),
    "an inverse of a matrix": (INVERSE, A.I, sp.Ne(sp.Determinant(A), 0)),
    "a Dummy and itself": (d + d, 2 * d, None),
    "matrices that are equal": (A[0, 1], B[0, 1], sp.Eq(A, B)),
}


@pytest.mark.parametrize("name", FALSE)
def test_false(name: str) -> None:
    left, right, given = FALSE[name]
    assert check(left, right, given=given).status is Status.REFUTED


@pytest.mark.parametrize("name", TRUE)
def test_true(name: str) -> None:
    left, right, given = TRUE[name]
    assert check(left, right, given=given).status is Status.PROVED


def test_a_dead_branch_proves_nothing() -> None:
    assert not isinstance(prove(where(Eq(i, i), x[j], 1 / (n - n)), where(Eq(i, j), s, u)), Proved)
    assert not isinstance(prove(where(Ne(i, i), 1 / (n - n), x[j]), where(Eq(i, j), s, u)), Proved)
    assert isinstance(prove(where(Eq(i, i), x[j], 1 / (n - n)), x[j]), Proved)


@pytest.mark.parametrize(
    "value",
    [sp.exp(A), sp.Float("1e5000"), sp.Symbol("z", zero=True), sp.Symbol("c", nonpositive=True)],
    ids=["exponential of a matrix", "large", "zero", "nonpositive"],
)
def test_what_is_not_known_is_undecided(value: sp.Basic) -> None:
    assert check(value, 0).status is Status.UNDECIDED


def test_a_relation_of_matrices_is_no_condition_of_a_number() -> None:
    with pytest.raises(UnsupportedError, match="compares matrices"):
        bracket(sp.Eq(A, B))
