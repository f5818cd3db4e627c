"""What each judge found on a line, in full: for `--explain`, and for verdicts asked for in a script or a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.claims.verdict import (
    Abstained,
    Agreed,
    Checked,
    Confirmed,
    Evidence,
    LineVerdict,
    Mismatch,
    Proved,
    Refuted,
    Status,
)
from symcheck.notation.plain import sizes_text
from symcheck.report.words import chance, evidence_text, holds_up_to

LISTED = 12
"""Choices of sizes that are written out; of others only the number is told."""


def explained(line: LineVerdict) -> Iterator[str]:
    """The evidence on a line: a text for each judge, those that tell more of it indented; last what it is about."""
    for evidence in line.evidence:
        yield from explanation(evidence)
    if not line.evidence:
        yield "no judge was asked"
    if line.digest and line.status is not Status.UNREAD:
        yield f"statement {line.digest}"


def explanation(evidence: Evidence) -> Iterator[str]:
    """A piece of evidence: what it says, and then what it rests on."""
    match evidence:
        case Proved(judge, how, where, by, given):
            yield f"{judge}: {how}"
            yield from (f"  {text}" for text in by)
            yield from (f"  given {text}" for text in given or ())
            yield from (f"  where {text}" for text in where)
        case Checked(judge, _, evaluations, bits, how, seed):
            yield f"{judge}: {holds_up_to(evidence)}; {evaluations} entries compared; chance of error {chance(bits)}"
            yield from (f"  in {text}" for text in (how,) if text)
            yield from (f"  seed {seed}" for seed in (seed,) if seed is not None)
        case Agreed(judge, sizes, bits, how, seed):
            yield f"{judge}: equal at {_choices(len(sizes))}; chance of error {chance(bits)}"
            yield from (f"  in {text}" for text in (how,) if text)
            yield from _listed(sizes)
            yield from (f"  seed {seed}" for seed in (seed,) if seed is not None)
        case Confirmed(_, _, _, sizes):
            yield f"numeric: {evidence_text(evidence)}"
            yield from _listed(sizes)
        case Mismatch():
            yield f"numeric: {evidence_text(evidence)}"
        case Refuted():
            yield f"refutation, certified: {evidence_text(evidence)}"
        case Abstained(detail=detail):
            yield evidence_text(evidence)
            yield from (f"  {text}" for text in (detail,) if text)
        case _:
            yield evidence_text(evidence)


def _choices(number: int) -> str:
    return "1 choice of sizes" if number == 1 else f"{number} choices of sizes"


def _listed(sizes: tuple[tuple[tuple[str, int], ...], ...]) -> Iterator[str]:
    texts = [sizes_text(each) or "no sizes" for each in sizes]
    if texts and texts != ["no sizes"] * len(texts):
        more = f"; and {len(texts) - LISTED} more" if len(texts) > LISTED else ""
        yield f"  at {'; '.join(texts[:LISTED])}{more}"
