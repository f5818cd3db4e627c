"""Assumptions that a proof needs: also those that spare it a condition."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions

x, y = scalars("x y")


@pytest.mark.parametrize(
    ("first", "line", "given", "told"),
    [
        (diff(Abs(x), x), sign(x), Ne(x, 0), ("x ≠ 0",)),
        (diff(relu(x), x), heaviside(x), x < 0, ("x < 0",)),
        (log(x * y), log(x) + log(y), And(x > 0, y > 0), ("y > 0",)),
        (x + x, 2 * x, Ne(x, 0), ()),
    ],
)
def test_what_is_needed_is_told(first: Tensor, line: Tensor, given: object, told: tuple[str, ...]) -> None:
    verdict = check_chain(chain(first, line, given=given), (), CheckOptions(explain=True))
    (proof,) = (e for e in verdict.lines[0].evidence if isinstance(e, Proved))
    assert proof.given == told
