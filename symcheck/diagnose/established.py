"""What counts as knowing that a line is right: the same evidence as for an author's own line."""

from __future__ import annotations

from symcheck.judges import exact, numeric, symbolic
from symcheck.judges.comparable import unbound
from symcheck.language.expressions import Condition
from symcheck.language.tensor import Tensor
from symcheck.verdict import Abstained, Checked, Confirmed, Proved


def established(
    prepared: symbolic.Prepared | Abstained, first: Tensor, line: Tensor, given: Condition, seed: int
) -> Proved | Checked | None:
    """Proof or exact agreement of a line, with the numbers agreeing and nothing asked for that the first does not."""
    if unbound(first, line, given, frozenset()) is not None:
        return None
    numbers = numeric.judge(first, line, given, seed)
    if not isinstance(numbers, Confirmed):
        return None
    proof = symbolic.judge(prepared, line)
    if isinstance(proof, Proved):
        return proof
    gap = symbolic.domain_gap(prepared, line)
    if isinstance(gap, Abstained) or gap.conditions:
        return None
    found = exact.judge(first, line, given, seed)
    return found if isinstance(found, Checked) else None
