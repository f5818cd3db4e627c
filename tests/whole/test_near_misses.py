"""Claims that hold for some values or some sizes only: none passes without its assumption, all do with it."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.statements import Chain
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions

V, d, K = sizes("V d K")
w, o = indices("w o", V)
k, l = indices("k l", K)
x, y = scalars("x y")
p, q = scalars("p q", positive=True)
U, v, t = matrix("U", V, d), vector("v", d), vector("t", V)
hot = one_hot("y", V, o)
C, S = matrix("C", d, d), matrix("S", d, d, symmetric=True)
repeated, distinct = index_map("neg", K, V), index_map("pick", K, V, injective=True)
s = named("s", softmax(U @ v))
J = named("J", -log(s[o]))


def sampled(map_: object) -> tuple[Tensor, Tensor]:
    """The gradient of a negative-sampling loss by a sampled word, and the line for samples that do not repeat."""
    loss = -Sum(logsigmoid(-U[map_[l]] @ v), l)  # type: ignore[index]
    return grad(loss, U[map_[k]]), v * sigmoid(U[map_[k]] @ v)  # type: ignore[index]


def cross_entropy(target: Tensor) -> tuple[Tensor, Tensor]:
    return grad(-(target * log(s)).sum(), v), U.T @ (s - target)


CASES = {
    "√(x²) = x for real x": (chain(sqrt(x**2), x), chain(sqrt(p**2), p)),
    "|x| = x": (chain(Abs(x), x), chain(Abs(x), x, given=x > 0)),
    "log x² = 2 log x": (chain(log(x**2), 2 * log(x)), chain(log(x**2), 2 * log(x), given=x > 0)),
    "√(xy) = √x √y": (chain(sqrt(x * y), sqrt(x) * sqrt(y)), chain(sqrt(p * q), sqrt(p) * sqrt(q))),
    "V = 1": (chain(t.sum(), V * t[1]), chain(t.sum(), V * t[1], given=Eq(V, 1))),
    "d = 1": (chain((v @ v) ** 2, (v**4).sum()), chain((v @ v) ** 2, (v**4).sum(), given=Eq(d, 1))),
    "V ≤ 4": (
        chain((V - 1) * (V - 2) * (V - 3) * (V - 4) * x, 0 * x),
        chain((V - 1) * (V - 2) * (V - 3) * (V - 4) * x, 0 * x, given=V <= 4),
    ),
    "one-hot y": (chain(*cross_entropy(t)), chain(*cross_entropy(hot))),
    "symmetric C": (chain(grad(v @ C @ v, v), 2 * C @ v), chain(grad(v @ S @ v, v), 2 * S @ v)),
    "w ≠ o": (chain(grad(J, U[w]), v * s[w]), chain(grad(J, U[w]), v * s[w], given=Ne(w, o))),
    "distinct samples": (chain(*sampled(repeated)), chain(*sampled(distinct))),
}


def right(claim: Chain) -> bool:
    return all(line.status.right for line in check_chain(claim, (), CheckOptions(diagnose=False)).lines)


@pytest.mark.parametrize("name", CASES)
def test_it_does_not_pass_without_the_assumption(name: str) -> None:
    assert not right(CASES[name][0])


@pytest.mark.parametrize("name", CASES)
def test_it_passes_with_the_assumption(name: str) -> None:
    assert right(CASES[name][1])


def test_the_other_direction_asks_for_nothing() -> None:
    assert right(chain(2 * log(x), log(x**2)))
