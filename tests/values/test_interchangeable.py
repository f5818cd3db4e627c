"""Whether a statement tells the values of an index map apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from symcheck import *
from symcheck.language.tensor import Tensor
from symcheck.values.interchangeable import interchangeable
from symcheck.values.subject import Subject, subject

n = size("n")
i, j = indices("i j", n)
v = vector("v", n)
x = scalar("x")


def about(expression: Tensor, given: Sequence[object] = ()) -> Subject:
    return subject((expression.body, expression.body), expression.axes, chain(expression, 0, given=list(given)).given)


@pytest.mark.parametrize(
    ("expression", "renamable"),
    [
        (Sum(v[i] * v[j], i), True),
        (v[i] * delta(i, j), True),
        (n * v.sum(), True),
        (Sum(i * v[i], i), False),
        (v[i] * bracket(i < j), False),
        (v[1] * x, False),
        (named("f", 2 * v)[1] * x, False),
        (named("f", 2 * v)[i] * x, True),
        (Sum(v[i] * v[j], index("j", i, n)), False),
        (inv(matrix("A", n, n))[1, i], False),
        (v[i] * v[n], False),
    ],
)
def test_what_a_statement_tells_apart(expression: Tensor, renamable: bool) -> None:
    what = about(expression)
    assert interchangeable(what, next(s for s in what.sizes if s.name == "n")) is renamable
