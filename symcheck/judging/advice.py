"""What an author can do about a line that nothing settled: in a sentence or two, what is lacking and what to write.

Said from the evidence alone, of which the gravest counts; the reason beside it names each judge's own. Promised is that
following it is sound, not that the line comes out right: what is assumed in a block is told with every line under it.
"""

from __future__ import annotations

from symcheck.claims.verdict import Abstained, Confirmed, Evidence, Mismatch, Status
from symcheck.judging.weigh import DOMAIN, cannot_be_met

ASKS = "the line asks for "
NO_VALUE = "the first side is not defined"
SINGULAR = "a matrix that the line inverts"
BETWEEN = "each line is compared with the one before it too"
UNMET = (
    "nothing was found that meets all that is assumed: look whether two conditions exclude one another, say with "
    "part (a): … for which part each is meant, or give what solves them as a value, x = …"
)
LIKELY_WRONG = (
    "it is likely wrong, as the sides differ at random numbers: compare it with the line before, or write the steps "
    f"that lead to it as lines between; {BETWEEN}"
)
LIKELY_RIGHT = (
    "it is likely right, as the sides agree at random numbers, but symcheck finds no proof: write a step or two "
    f"between as lines of their own, {BETWEEN}, or declare what the step rests on"
)
DEFINED = (
    "symcheck does not know that it has a value wherever the first expression has one: declare what makes it so, as "
    "x > 0, or A invertible or positive definite, or assume it, as \\det(A) ≠ 0"
)
NOWHERE = (
    "the first expression has no value at any numbers tried: declare the signs under which its logarithms, roots and "
    "quotients have one, as x > 0"
)
INVERTED = "declare the matrix that is inverted invertible or positive definite, or what it is made of of full rank"
PASSED = f"write a step between as a line of its own, {BETWEEN}; or let it pass with --accept checked"
OPEN = f"symcheck settles it neither way: write a step or two between as lines of their own; {BETWEEN}"


def to_do(status: Status, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """What to write about a line that is checked or undecided; nothing about any other, or where no judge was asked."""
    if status is Status.CHECKED:
        return (PASSED,)
    if status is not Status.UNDECIDED or not evidence:
        return ()
    abstained = [e for e in evidence if isinstance(e, Abstained)]
    if cannot_be_met(evidence):
        return (UNMET,)
    if any(e.judge == DOMAIN for e in abstained):
        return (DEFINED,)
    if any(isinstance(e, Mismatch) for e in evidence):
        return (LIKELY_WRONG,)
    asks = any(e.reason.startswith(ASKS) for e in abstained)
    if any(isinstance(e, Confirmed) for e in evidence):
        return (DEFINED if asks else LIKELY_RIGHT,)
    told = ((NO_VALUE, NOWHERE), (SINGULAR, INVERTED), (ASKS, DEFINED))
    return (next((what for start, what in told if any(e.reason.startswith(start) for e in abstained)), OPEN),)
