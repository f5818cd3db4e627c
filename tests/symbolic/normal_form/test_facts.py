"""What is known is known where it holds, each fault beside the true twin that is proved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symcheck import (
    Abs,
    Eq,
    Product,
    Sum,
    bracket,
    det,
    exp,
    function,
    index,
    log,
    scalars,
    sizes,
    sqrt,
    stack,
    vector,
    where,
)  # fmt: skip
from tests.proving import proved

n, m = sizes("n m")
x, y = scalars("x y")
X = vector("X", n)
a_ = index("a", -1, 20 * m)
below = index("k", 1, a_)
F = function("F")


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
