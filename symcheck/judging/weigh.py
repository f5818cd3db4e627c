"""Weighing: the status that the evidence on a line amounts to, and the reason where it is not plainly right.

A proof counts if something was evaluated beside it and nothing contradicts it; a counterexample only if it is
certified; agreement at all sizes up to a bound is `checked`. Proof against a certain difference or a certificate is a
conflict. Floats that disagree with a proof count for nothing where balls, asked again, do not separate the sides;
floats that abstain block nothing, but assumptions that cannot be met do. Everything else is undecided.
"""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Different,
    Evidence,
    Incomparable,
    Mismatch,
    Proved,
    Refuted,
    Status,
)
from symcheck.notation.plain import sizes_text
from symcheck.values.refute import BALLS
from symcheck.values.subject import UNMET

DOMAIN = "domain"
"""The judge of an abstention where only the domain of a line is open."""
NUMERIC = "numeric"
CONTRADICTION = "a bug of symcheck, please report it"


def counts_as_right(evidence: tuple[Evidence, ...]) -> Proved | Checked | None:
    """The one rule for when a line counts as right, and what it counts on: None if nothing makes it so.

    A proof counts, or agreement at all settings up to a bound, where something was evaluated and nothing speaks
    against it. Agreement at a few sizes never does, nor do floats alone.
    """
    status, _ = weigh(evidence)
    return next((e for e in evidence if isinstance(e, Proved | Checked)), None) if status.right else None


def weigh(evidence: tuple[Evidence, ...]) -> tuple[Status, str]:
    """The status that evidence amounts to, and the reason where it is not plainly right."""
    incomparable = next((e for e in evidence if isinstance(e, Incomparable)), None)
    if incomparable is not None:
        return Status.ILL_FORMED, incomparable.reason
    proof = next((e for e in evidence if isinstance(e, Proved)), None)
    checked = next((e for e in evidence if isinstance(e, Checked)), None)
    refuted = next((e for e in evidence if isinstance(e, Refuted)), None)
    if refuted is not None:
        return _refuted(refuted, proof, checked)
    if proof is not None:
        return _proved(evidence)
    mismatch = next((e for e in evidence if isinstance(e, Mismatch)), None)
    if mismatch is not None:
        return Status.UNDECIDED, f"the numbers disagree {_by(mismatch)}, and no counterexample is certified"
    if checked is not None and not cannot_be_met(evidence):
        return Status.CHECKED, ""
    return Status.UNDECIDED, undecided(evidence)


def _refuted(refuted: Refuted, proof: Proved | None, checked: Checked | None) -> tuple[Status, str]:
    if proof is not None:
        return Status.CONFLICT, f"one judge proves the line and another refutes it: {CONTRADICTION}"
    if checked is not None and all(dict(refuted.sizes).get(name, 0) <= bound for name, bound in checked.bounds):
        return Status.CONFLICT, f"the line is refuted at sizes at which exact arithmetic agrees: {CONTRADICTION}"
    return Status.REFUTED, ""


def _proved(evidence: tuple[Evidence, ...]) -> tuple[Status, str]:
    """What a proof without a counterexample amounts to."""
    if any(isinstance(e, Different) for e in evidence):
        return Status.CONFLICT, f"one judge proves the line and exact arithmetic finds a difference: {CONTRADICTION}"
    mismatch = next((e for e in evidence if isinstance(e, Mismatch)), None)
    if mismatch is None:
        stands = _something_evaluated(evidence) and not cannot_be_met(evidence)
        return (Status.PROVED, "") if stands else (Status.UNDECIDED, undecided(evidence))
    if any(isinstance(e, Abstained) and e.judge == BALLS for e in evidence):
        return Status.PROVED, f"floating point disagrees {_by(mismatch)}, but balls do not separate the sides"
    return Status.UNDECIDED, f"proved, but the numbers disagree {_by(mismatch)}, and no counterexample is certified"


def _by(mismatch: Mismatch) -> str:
    return "(one of them has none)" if mismatch.error is None else f"(relative error {mismatch.error:.2g})"


def _something_evaluated(evidence: tuple[Evidence, ...]) -> bool:
    """Whether some judge by values came to a value, or none was needed, as for a bound on a cost."""
    if not any(isinstance(e, Abstained) and e.judge == NUMERIC for e in evidence):
        return True
    by_sizes = any(isinstance(e, Proved) and e.judge == "exact" for e in evidence)
    return by_sizes or any(isinstance(e, Confirmed | Agreed | Checked) for e in evidence)


def cannot_be_met(evidence: tuple[Evidence, ...]) -> bool:
    """Whether no values were found that satisfy the assumptions."""
    return any(isinstance(e, Abstained) and e.judge == NUMERIC and e.reason.startswith(UNMET) for e in evidence)


def undecided(evidence: tuple[Evidence, ...]) -> str:
    """Why nothing was decided; where only the domain is open, that alone."""
    domain = [e.reason for e in evidence if isinstance(e, Abstained) and e.judge == DOMAIN]
    return "; ".join(dict.fromkeys(domain or [reason for e in evidence if (reason := _undecided(e))]))


def _undecided(evidence: Evidence) -> str:
    match evidence:
        case Abstained(_, reason):
            return reason
        case Different(_, sizes):
            where = f" at {sizes_text(sizes)}" if sizes else ""
            return f"exact arithmetic finds the sides different{where}; no counterexample is certified"
        case Agreed():
            return "exact arithmetic agrees at the sizes tried, which says nothing of others"
        case Confirmed(samples, error):
            return f"only floating point agrees ({samples} samples, relative error at most {error:.1g})"
    return ""


def via(evidence: tuple[Evidence, ...], where: tuple[str, ...]) -> tuple[Evidence, ...]:
    """The evidence against the line before, as evidence on this line: it holds where that was proved."""
    return tuple(
        replace(e, how=f"equal to the line before: {e.how}", where=tuple(dict.fromkeys((*where, *e.where))))
        if isinstance(e, Proved)
        else e
        for e in evidence
        if not isinstance(e, Abstained) or e.judge in (NUMERIC, BALLS)
    )
