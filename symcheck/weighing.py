"""Weighing: the status that the evidence on a line amounts to, and the reason where it is not plainly right.

A proof counts only if the numbers agree; a counterexample only if it is certified; evidence that contradicts evidence
is a conflict. Everything else is undecided.
"""

from __future__ import annotations

from symcheck.verdict import (
    Abstained,
    Confirmed,
    Evidence,
    Incomparable,
    Mismatch,
    Proved,
    Refuted,
    Status,
    Verified,
)

DOMAIN = "domain"
"""The judge of an abstention where only the domain of a line is open."""


def weigh(evidence: tuple[Evidence, ...]) -> tuple[Status, str]:
    """The status that evidence amounts to, and the reason where it is not plainly right."""
    refuted = next((e for e in evidence if isinstance(e, Refuted)), None)
    proof = next((e for e in evidence if isinstance(e, Proved | Verified)), None)
    incomparable = next((e for e in evidence if isinstance(e, Incomparable)), None)
    if incomparable is not None:
        return Status.ILL_FORMED, incomparable.reason
    if refuted is not None and proof is not None:
        return Status.CONFLICT, "one judge proves the line and another refutes it: a bug of symcheck, please report it"
    if refuted is not None:
        return Status.REFUTED, ""
    mismatch = next((e for e in evidence if isinstance(e, Mismatch)), None)
    if mismatch is not None:
        prefix = "proved, but the numbers disagree" if proof is not None else "the numbers disagree"
        return Status.UNDECIDED, f"{prefix} (relative error {mismatch.error:.2g}), and no counterexample is certified"
    if proof is not None and all(isinstance(e, Proved | Verified | Confirmed) or _of_other_judge(e) for e in evidence):
        return (Status.PROVED if isinstance(proof, Proved) else Status.VERIFIED), ""
    return Status.UNDECIDED, undecided(evidence)


def undecided(evidence: tuple[Evidence, ...]) -> str:
    """Why nothing was decided; where only the domain is open, that alone."""
    domain = [e.reason for e in evidence if isinstance(e, Abstained) and e.judge == DOMAIN]
    return "; ".join(dict.fromkeys(domain or [reason for e in evidence if (reason := _undecided(e))]))


def _of_other_judge(evidence: Evidence) -> bool:
    """An abstention of a prover does not weigh against another's proof; one of the numbers does."""
    return isinstance(evidence, Abstained) and evidence.judge != "numeric"


def _undecided(evidence: Evidence) -> str:
    match evidence:
        case Abstained(_, reason):
            return reason
        case Confirmed(samples, error):
            return f"only floating point agrees ({samples} samples, relative error at most {error:.1g})"
    return ""
