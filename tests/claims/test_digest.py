"""The digest of a statement and what is assumed."""

from __future__ import annotations

from symcheck import *
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import ChainVerdict
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions

a, b = scalars("a b")


def judged(claim: Chain) -> ChainVerdict:
    return check_chain(claim, (), CheckOptions(diagnose=False))


def test_a_digest_tells_statements_and_assumptions_apart() -> None:
    claims = [chain(a, a + 0), chain(a, a + 0, given=a > 0), chain(a, 0 + a), chain(b, b + 0)]
    digests = [judged(claim).lines[0].digest for claim in claims]
    assert len(set(digests)) == len(claims)
    assert judged(claims[0]).lines[0].digest == digests[0]
