"""Assumptions that a proof needs, and what it needs of what is declared: also those that spare it a condition."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Proved
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions

x, y = scalars("x y")
n = size("n")
i = index("i", n)
p, b = scalar("p", positive=True), scalar("b", nonnegative=True)
v, q, m = vector("v", n), vector("q", n, positive=True), vector("m", n, integer=True)
S, P = matrix("S", n, n, symmetric=True), matrix("P", n, n, positive_definite=True)
f = named("f", v @ S @ v)


@pytest.mark.parametrize(
    ("first", "line", "given", "told"),
    [
        (diff(Abs(x), x), sign(x), Ne(x, 0), ("x ≠ 0",)),
        (diff(relu(x), x), heaviside(x), x < 0, ("x < 0",)),
        (log(x * y), log(x) + log(y), And(x > 0, y > 0), ("y > 0",)),
        (x + x, 2 * x, Ne(x, 0), ()),
        (log(p**2), 2 * log(p), (), ("p positive",)),
        (p * x + x * p, 2 * p * x, (), ()),
        (log(p * x), log(p) + log(x), x > 0, ("p positive",)),
        (sqrt(b**2), b, (), ("b nonnegative",)),
        (log(q[i] * p), log(q[i]) + log(p), (), ("q positive",)),
        (grad(v @ S @ v, v), 2 * S @ v, (), ("S symmetric",)),
        (grad(f, v), 2 * S @ v, (), ("S symmetric",)),
        (grad(trace(S @ S), S), 2 * S, (), ("S symmetric",)),
        (grad(v @ S @ v, S), outer(v, v), (), ()),
        (trace(S) + x, x + trace(S), (), ()),
        (sqrt(det(P) ** 2), det(P), (), ("P positive definite",)),
        (inv(P) @ P, eye(n), (), ()),
        (grad(v @ P @ v, v), 2 * P @ v, (), ("P symmetric",)),
        (m[i] + m[i], 2 * m[i], (), ()),
    ],
)
def test_what_is_needed_is_told(first: Tensor, line: Tensor, given: object, told: tuple[str, ...]) -> None:
    verdict = check_chain(chain(first, line, given=given), (), CheckOptions(explain=True))
    (proof,) = (e for e in verdict.lines[0].evidence if isinstance(e, Proved))
    assert proof.given == told
