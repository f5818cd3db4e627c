"""What a claim is: two sides lined up over the same axes, and the assumptions that speak of them."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.claim import claimed, unbound
from symcheck.claims.verdict import Incomparable
from symcheck.expressions.nodes import Block, Derivative, Entry, Integer
from symcheck.expressions.walk import free_indices
from tests.claiming import claim, conditions

m, n = sizes("m n")
i, j, k = indices("i j k", n)
A, B, x = matrix("A", n, n), matrix("B", m, n), vector("x", n)


def test_both_sides_stand_over_the_axes_of_the_first() -> None:
    lined = claim(A, stack(2 * A[j, i], i, j))
    assert isinstance(lined.right.factors[-1], Entry)
    assert [form.index for form in lined.right.factors[-1].indices] == [*reversed(lined.axes)]
    assert free_indices(lined.left) == set(lined.axes)


@pytest.mark.parametrize(("first", "line"), [(x, A), (A, B), (B, B.T), (x, x.sum()), (x.sum(), x)])
def test_what_differs_in_shape_is_no_claim(first: Tensor, line: Tensor) -> None:
    assert isinstance(claimed(first, line), Incomparable)


def test_an_index_is_not_varied_on_either_side() -> None:
    varied = Block((), Derivative(x[i].body, Integer(k_form := claim(x[k], x[k]).left.indices[0])))
    assert k_form.index is not None
    assert isinstance(claimed(varied, x[i]), Incomparable) and isinstance(claimed(x[i], varied), Incomparable)


def test_an_axis_that_stands_twice_does_not_make_a_diagonal_of_the_line() -> None:
    (axis,) = claim(x, x).axes
    lined = claimed(Block((axis, axis), x.body), A)
    assert not isinstance(lined, Incomparable) and len(set(lined.axes)) == 2


def test_only_what_speaks_of_a_claim_is_given() -> None:
    said = (Ne(i, j), Ne(j, k), every(k, Ne(x[k], 0)))
    assert claim(x[i], x[j], said).given == conditions((said[0], said[2]))
    assert claim(x.sum(), x.sum(), said).given == conditions((said[2],))


def test_a_free_index_must_be_spoken_of() -> None:
    (index,) = free_indices(x[i].body)
    lined = claim(x.sum(), x[i])
    assert unbound(lined, ()) is not None
    assert unbound(lined, (), frozenset({index})) is None
    assert unbound(lined, conditions(Ne(i, j))) is None
    assert unbound(claim(x, 2 * x), ()) is None
