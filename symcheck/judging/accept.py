"""What counts as knowing that a line is right: the same evidence as for an author's own line."""

from __future__ import annotations

from symcheck.claims.verdict import Abstained, Checked, Confirmed, Proved
from symcheck.claims.wellformed import unbound
from symcheck.expressions.nodes import Block, Condition
from symcheck.judging.met import seen
from symcheck.judging.weigh import counts_as_right
from symcheck.symbolic import prover as symbolic
from symcheck.values import by_sizes, exact, numeric, refute


def established(
    prepared: symbolic.Prepared | Abstained, first: Block, line: Block, given: Condition, seed: int
) -> Proved | Checked | None:
    """Proof, or a check of all small sizes, of a line whose numbers agree and that asks for nothing the first does not.

    `symcheck.judging.weigh` has the rule by which it counts.
    """
    if unbound(first, line, given, frozenset()) is not None:
        return None
    numbers = numeric.judge(first, line, given, seed)
    if not isinstance(numbers, Confirmed):
        return None
    proof = seen(symbolic.judge(prepared, line), prepared, first, line, given)
    if isinstance(proof, Proved):
        return counts_as_right((proof, numbers))
    if symbolic.domain_gap(prepared, line):
        return None
    found = by_sizes.judge(first, line, given) or exact.judge(first, line, given, seed)
    if not isinstance(found, Proved | Checked):
        return None
    return counts_as_right((found, numbers, refute.probe(first, line, given, seed)))
