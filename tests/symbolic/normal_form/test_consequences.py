"""What follows from the sign of a product or quotient, as lines need it for their logarithms and roots."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved

x, y, z = scalars("x y z")
n, m = sizes("n m")
i, k, l = indices("i k l", n)
r = index("r", m)
u, P, label = vector("u", n), matrix("P", n, m), index_map("y", n, m)
picked = Sum(log(P[i, label[i]]), i)

RIGHT = {
    "both sides of a quotient": (diff(atanh(x), x), 1 / (1 - x**2), None),
    "numerator": (log(x / y), log(x) - log(y), x > 0),
    "denominator": (log(x / y), log(x) - log(y), y > 0),
    "root": (sqrt(x / y), sqrt(x) / sqrt(y), y > 0),
    "two denominators": (log(x / (y * z)), log(x) - log(y) - log(z), [x > 0, y > 0]),
    "odd power": (log(x / y**3), log(x) - 3 * log(y), x > 0),
    "members of a sum": (Sum(log(u[i] / y), i), Sum(log(u[i]), i) - n * log(y), y > 0),
    "members of a product": (1 / Product(u[i], i), u[k] / u[k] / Product(u[i], i), None),
    "a diagonal": (inv(diag(u)), diag(1 / u), None),
    "an entry that is picked": (picked, picked + 0 / P[l, label[l]], None),
    "and fixed": (picked, picked + 0 * KroneckerDelta(r, label[l]) / P[l, r], None),
    "in its gradient": (grad(picked, P), stack(KroneckerDelta(r, label[l]) / P[l, r], l, r), None),
}
WRONG = {
    "nothing known": (log(x / y), log(x) - log(y), None),
    "both negative": (log(x / y), log(x) - log(y), y < 0),
    "even power": (log(x / y**2), log(x) - 2 * log(y), x > 0),
    "not excluded": (x / y, x * y / y**2 + log(x) - log(x), y > 0),
    "one of two": (log(x / (y * z)), log(x) - log(y) - log(z), x > 0),
    "members of a sum": (1 / u.sum(), u[k] / u[k] / u.sum(), None),
    "but one": (1 / Product(u[i], i, where=Ne(i, k)), u[k] / u[k] / Product(u[i], i, where=Ne(i, k)), None),
    "picked elsewhere": (picked, picked + 0 * KroneckerDelta(r, label[k]) / P[l, r], None),
    "not fixed": (picked, picked + 0 / P[l, r], None),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_a_quotient_says_is_used(name: str) -> None:
    first, line, given = RIGHT[name]
    assert check(first, line, given=given).status.value == "proved"


@pytest.mark.parametrize("name", WRONG)
def test_and_no_more_than_that(name: str) -> None:
    first, line, given = WRONG[name]
    assert check(first, line, given=given).status.value not in ("proved", "checked")


@pytest.mark.parametrize(
    "given", [norm(u) > 0, u @ u > 0, Ne(u @ u, 0), Ne(norm(u), 0), Eq(u @ u, 1), Sum(u[i] ** 2, i) >= 3]
)
def test_a_norm_that_is_said_not_to_be_0_has_a_gradient(given: object) -> None:
    proof = prove(grad(norm(u), u), u / norm(u), given=given)
    assert isinstance(proof, Proved) and proof.where == ()


def test_and_one_of_which_nothing_is_said_has_one_elsewhere_alone() -> None:
    proof = prove(grad(norm(u), u), u / norm(u), given=x > 0)
    assert isinstance(proof, Proved) and proof.where != ()
