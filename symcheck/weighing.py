"""Weighing: the status that the evidence on a line amounts to, and the reason where it is not plainly right.

A proof counts only if the numbers agree; a counterexample only if it is certified; evidence that contradicts evidence
is a conflict. Everything else is undecided.
"""

from __future__ import annotations

from symcheck.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Evidence,
    Incomparable,
    Mismatch,
    Proved,
    Refuted,
    Status,
)

DOMAIN = "domain"
"""The judge of an abstention where only the domain of a line is open."""


def counts_as_right(evidence: tuple[Evidence, ...]) -> Proved | Checked | None:
    """The one rule for when a line counts as right, and what it counts on: None if nothing makes it so.

    A proof counts, or agreement at all settings up to a bound, where something was evaluated and nothing speaks
    against it. Agreement at a few sizes never does, nor do floats alone.
    """
    status, _ = weigh(evidence)
    return next((e for e in evidence if isinstance(e, Proved | Checked)), None) if status.right else None


def weigh(evidence: tuple[Evidence, ...]) -> tuple[Status, str]:
    """The status that evidence amounts to, and the reason where it is not plainly right."""
    refuted = next((e for e in evidence if isinstance(e, Refuted)), None)
    proof = next((e for e in evidence if isinstance(e, Proved | Checked)), None)
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
    if proof is not None and not any(isinstance(e, Abstained) and e.judge == "numeric" for e in evidence):
        return (Status.PROVED if isinstance(proof, Proved) else Status.CHECKED), ""
    return Status.UNDECIDED, undecided(evidence)


def undecided(evidence: tuple[Evidence, ...]) -> str:
    """Why nothing was decided; where only the domain is open, that alone."""
    domain = [e.reason for e in evidence if isinstance(e, Abstained) and e.judge == DOMAIN]
    return "; ".join(dict.fromkeys(domain or [reason for e in evidence if (reason := _undecided(e))]))


def _undecided(evidence: Evidence) -> str:
    match evidence:
        case Abstained(_, reason):
            return reason
        case Agreed():
            return "exact arithmetic agrees at the sizes tried, which says nothing of others"
        case Confirmed(samples, error):
            return f"only floating point agrees ({samples} samples, relative error at most {error:.1g})"
    return ""
