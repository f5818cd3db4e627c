"""What a condition excuses is asked for nowhere: false claims about such places, none of which is called right."""

from __future__ import annotations

from symcheck import *
from tests.tables import each

n = size("n")
i, k = indices("i k", n)
x, y, a = scalars("x y a")
c = scalar("c", integer=True)
X, Y, A = vector("X", n), vector("Y", n), matrix("A", n, n)
j, m, short = index("j", 2, n), index("m", 2, n), index("s", 1, n - 3)
S = Sum(X[j], j)
row, column = index("r", 1, n - 1), index("q", 1, n - 1)
part_of_inverse = stack(inv(A)[row, column], row, column)
T = tensor("T", n, n, n)
P, lam = matrix("P", n, n, positive_definite=True), scalar("lam", positive=True)
u, v, p, q = indices("u v p q", n)
crossed = stack(lam * bracket(Eq(u, v)) + Sum(Sum(T[u, p, q] * P[p, q] * T[v, p, p], p), q), u, v)
guarded, divided = named("g", bracket(X > 1) * Y), named("h", 1 / X + 1)
above = named("p", bracket(Y > X) * X)

FALSE = {
    "a case in a denominator": lambda: check(1 / (1 + where(x > 0, 1 / x, 0)), x / (x + bracket(x > 0))),
    "a bracket in a denominator": lambda: check(
        1 / (1 + bracket(x > 0) * log(x) / x), x / (x + bracket(x > 0) * log(x))),
    "a square in a denominator": lambda: check(
        1 / (2 + bracket(Ne(x, 0)) / x**2), x**2 / (2 * x**2 + bracket(Ne(x, 0)))),
    "a sum that may be empty": lambda: check(1 / (1 + bracket(n >= 2) / S), S / (S + bracket(n >= 2))),
    "equal indices": lambda: check(bracket(Eq(i, k)) / (1 + bracket(Ne(i, k)) / (X[i] - X[k])), 0),
    "assumed to be 0": lambda: check(y / (2 + where(Ne(x, 0), 1 / x**2, 0)), 0 * y, given=Eq(x, 0)),
    "the size 1": lambda: check(bracket(Eq(n, 1)) / (1 + bracket(n >= 2) / S), 0),
    "a denominator of no members": lambda: check(
        Sum(Sum(X[j] / S, j), m), Sum(1, m) + 1 - 1 / (1 + bracket(Eq(n, 1)))),
    "a guard in another denominator": lambda: check(
        bracket(n >= 2) * Sum(X[j] / S, j), 1 - (1 - 1 / (1 + bracket(Eq(n, 1))))),
    "names of products": lambda: check(
        above[i] * guarded[i] + X[i], above[i] * guarded[i] + X[i] + 0 * divided[i]),
    "a block of an inverse": lambda: check(
        inv(A)[1, 1], inv(A)[1, 1] + 0 / det(part_of_inverse @ part_of_inverse)),
    "no quadratic form": lambda: check(x, x + 0 * inv(crossed)[1, 1]),
    "a power at 0": lambda: check(diff(x**a, x), a * x**a / x),
    "a whole power at 0": lambda: check(diff(x**c, x), c * x**c / x),
    "a square at 0": lambda: check(diff(x**a, x), a * x**a / x, given=Eq(a, 2)),
    "a name of nothing": lambda: check(x, x + 0 * named("f", stack(X[short], short))[1]),
}  # fmt: skip

test_never_called_right = each(FALSE, "refuted", "undecided")


def test_a_border_that_is_everywhere_settles_nothing() -> None:
    always = bracket(Eq(tanh(x) * cosh(x), sinh(x)))
    assert check(diff(always * x, x), 0).status.value == "undecided"


def test_a_limit_is_no_lack_of_a_value() -> None:
    assert check(x**2000, x**a, given=Eq(a, 2000)).status.value != "refuted"
