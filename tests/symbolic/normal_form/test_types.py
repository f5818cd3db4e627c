"""Keys: names are data, and nothing is found in the name of another."""

from __future__ import annotations

import pytest

from symcheck import (
    Eq,
    bracket,
    check,
    diff,
    function,
    index,
    index_map,
    indices,
    matrix,
    scalar,
    scalars,
    sizes,
    stack,
    vector,
)  # fmt: skip
from symcheck.symbolic.normal_form.polys import constant, term
from tests.proving import proved

n = sizes("n")
x, y = scalars("x y")
X, Y = vector("X", n), vector("Y", n)
i, j, o = indices("i j o", n)
J = function("J")

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


def test_what_is_equal_does_not_differ() -> None:
    one, other = term(0, 0, (), {}), term(0, 0, (), {})
    assert one is not other
    assert one == other
    assert (one != other, constant(2) != constant(2), constant(2) != constant(3)) == (False, False, True)
