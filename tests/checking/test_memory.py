"""A process that judges one part after another stays as large as it is."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from symcheck import Sum, chain, delta, exp, grad, index, log, part, scalar, size, vector
from symcheck.checking.part import check_part
from symcheck.claims.statements import Chain
from symcheck.judging.options import CheckOptions
from symcheck.language.statements import collecting_parts

FILLING, MORE = 700, 50
"""Enough to fill what is remembered of the latest questions, which is bounded, and more of the same."""
SLACK = 200


def cross_entropy() -> Iterator[Chain]:
    """Its gradient, by an index that is new each time the part is built."""
    n = size("n")
    j, k = index("j", n), index("k", n)
    x, s = vector("x", n), scalar("s", positive=True)
    loss = log(Sum(exp(s * x[j]), j)) - s * x[k]
    yield chain(grad(loss, x)[j], s * exp(s * x[j]) / Sum(exp(s * x[j]), j) - s * delta(j, k))


def _objects_after(rounds: int) -> int:
    with collecting_parts() as parts:
        part("p", "")(cross_entropy)
    for _ in range(rounds):
        check_part(parts[0], CheckOptions())
    gc.collect()
    return len(gc.get_objects())


def test_judging_leaves_nothing_behind() -> None:
    before = _objects_after(FILLING)
    assert _objects_after(MORE) - before < SLACK
