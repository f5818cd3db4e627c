"""Certificates are read back and looked at again: what was found stands, and what is tampered with does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from symcheck import *
from symcheck.certificates.counterexample import refusal
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import Refuted
from tests.certificates.tampering import tampered
from tests.claiming import claim, sought

n, m = sizes("n m")
i, j = indices("i j", n)
X, S, P = matrix("X", n, m), matrix("S", n, n, symmetric=True), matrix("P", n, n, positive_definite=True)
u, v = vector("u", n), vector("v", n)
s, t = scalars("s t")
p, q = scalar("p", positive=True), scalar("q", negative=True)
z = scalar("z", integer=True)
g, h = index_map("g", n, m), index_map("h", n, n, injective=True)

FALSE: dict[str, Chain] = {
    "scalars": chain(s + t, s - t),
    "signs": chain(log(p) + q, log(p) - q),
    "an integer": chain(z * s, z + s),
    "an entry": chain(grad(dot(u, u), u), u),
    "a matrix": chain(X.T @ X, X.T @ X * 2),
    "symmetry": chain(S @ u, 2 * S @ u),
    "definiteness": chain(inv(P) @ u, P @ u),
    "a map": chain(Sum(X[i, g[i]], i), Sum(X[i, 1], i)),
    "an injective map": chain(Sum(u[h[i]], i), u[h[1]] * n),
    "a declared index": chain(u[i] * v[i], u[i] + v[i]),
    "an inequality of indices": chain(u[i] * u[j], u[i] * u[i], given=Ne(i, j)),
    "an assumption": chain(Abs(s), -s, given=s > 0),
    "an equation": chain(s * t, s + t, given=Eq(s + t, 3)),
    "a quantified assumption": chain(Sum(Abs(u[i]), i), -Sum(u[i], i), given=every(i, u[i] > 0)),
    "large numbers": chain(10**60 * p + 1, 10**60 * p + 2),
    "larger numbers": chain(10**90 * p + 1, 10**90 * p + 2),
    "the tenth digit": chain(2 * 10**9 + p, 2 * 10**9 + 3 * p),
    "few digits beside no value": chain(sin(10**40 * p), sin(10**40 * p) + loggamma(q)),
    "no value": chain(s, s**2 / s),
    "irrational": chain(exp(s) * sqrt(p), exp(s) + sqrt(p)),
    "an irrational solution": chain(s * t, s + t, given=(Eq(s**2, 2), s > 0)),
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A refuted claim and its certificate."""

    claim: Claim
    certificate: Refuted

    def stands(self, certificate: Refuted) -> bool:
        return refusal(self.claim, certificate) is None


def found(name: str, seed: int = 0) -> Found:
    sides = (FALSE[name].first.content, FALSE[name].lines[0].content, FALSE[name].given)
    certificate = sought(*sides, seed)
    assert isinstance(certificate, Refuted), certificate
    return Found(claim(*sides), certificate)


@pytest.mark.parametrize("name", FALSE)
def test_what_was_found_stands(name: str) -> None:
    for seed in range(3):
        there = found(name, seed)
        assert refusal(there.claim, there.certificate) is None


@pytest.mark.parametrize("name", FALSE)
def test_what_is_tampered_with_does_not(name: str) -> None:
    there = found(name)
    accepted = [c for c in tampered(there.certificate) if there.stands(c)]
    assert not accepted


VIOLATED: dict[str, Callable[[Refuted], Refuted]] = {
    "signs": lambda c: _moved(c, p="-1"),
    "an integer": lambda c: _moved(c, z="1/2"),
    "symmetry": lambda c: replace(c, sizes=(("n", 2),), values=(("S[1, 2]", "5"), ("S[2, 1]", "7"))),
    "definiteness": lambda c: replace(c, sizes=(("n", 2),), values=(("P[1, 2]", "1"), ("P[2, 1]", "1"))),
    "an assumption": lambda c: _moved(c, s="-1"),
    "an equation": lambda c: _moved(c, s="1", t="1"),
    "a quantified assumption": lambda c: replace(c, values=(("u[1]", "-1"),)),
    "an irrational solution": lambda c: _moved(c, s="≈ 1.5"),
}  # fmt: skip


def _moved(certificate: Refuted, **values: str) -> Refuted:
    return replace(certificate, values=tuple((dict(certificate.values) | values).items()))


@pytest.mark.parametrize("name", VIOLATED)
def test_a_point_that_violates_what_is_declared_or_assumed_is_none(name: str) -> None:
    there = found(name)
    reason = refusal(there.claim, VIOLATED[name](there.certificate))
    assert reason is not None and ("declared" in reason or "given" in reason), reason


@pytest.mark.parametrize("name", ["scalars", "an integer", "irrational", "an irrational solution"])
def test_a_value_put_elsewhere_makes_the_printed_sides_others(name: str) -> None:
    there = found(name)
    for moved, _ in there.certificate.values:
        assert not there.stands(_moved(there.certificate, **{moved: "101"}))
