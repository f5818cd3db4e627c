"""The refuted lines of a part as programs that repeat the refutation: judged again, from the part itself."""

from __future__ import annotations

from itertools import compress

from msgspec import Struct

from symcheck.checking.part import build, indices_spoken_of
from symcheck.claims.claim import Claim, claimed
from symcheck.claims.places import Place, Spot
from symcheck.claims.statements import Chain, Content, Cost, Line, Part
from symcheck.claims.verdict import ChainVerdict, Incomparable, LineVerdict, Refuted, Status
from symcheck.claims.wellformed import fitted
from symcheck.errors import Unsupported
from symcheck.expressions.nodes import Block
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.judging.readings import settled
from symcheck.notation.snippet import Counterexample, snippet
from symcheck.symbolic import asymptotic
from symcheck.symbolic.prover import Workspace


class Repeated(Struct, frozen=True):
    """A line: its verdict, and the program that repeats its refutation, or why there is none."""

    place: Place
    status: Status
    program: str = ""
    problem: str = ""


class RepeatedPart(Struct, frozen=True):
    """The lines of a part that were asked for, and what kept the part from being built, if anything did."""

    lines: tuple[Repeated, ...]
    problem: str = ""


def repeat_part(part: Part, spot: Spot | None, options: CheckOptions) -> RepeatedPart:
    """The lines of a part (those that stand at the spot, if one is given), judged, with their programs."""
    chains, failure = build(part)
    chains = [settled(chain, part.given, options, Workspace()) for chain in chains]
    spoken = indices_spoken_of(chains)
    found: list[Repeated] = []
    for chain in chains:
        asked = [spot is None or spot.holds(line.place) for line in chain.lines]
        if any(asked):
            verdict = check_chain(chain, part.given, options, spoken)
            lines = fitted(chain, (*part.given, *chain.given)).lines
            pairs = compress(zip(lines, verdict.lines, strict=True), asked)
            found += [_repeated(part, chain, verdict, *pair) for pair in pairs]
    return RepeatedPart(tuple(found), "" if failure is None else f"{failure[0]} ({failure[1]})")


def _repeated(part: Part, chain: Chain, judged: ChainVerdict, line: Line, verdict: LineVerdict) -> Repeated:
    refuted = next((e for e in verdict.evidence if isinstance(e, Refuted)), None)
    if refuted is None:
        why = f": {verdict.reason}" if verdict.reason else ""
        return Repeated(line.place, verdict.status, problem=f"the line is {verdict.status.value}{why}")
    try:
        claim = _claim(chain.first.content, line.content)
        heading = (
            f"part {part.id}, {line.place}, statement {verdict.digest}",
            f"left:  {judged.first}",
            f"right: {verdict.text}",
        )
        program = snippet(Counterexample(claim.left, claim.right, claim.axes, refuted, heading))
        return Repeated(line.place, verdict.status, program)
    except Unsupported as reason:
        return Repeated(line.place, verdict.status, problem=f"the line is refuted, but {reason}")


def _claim(first: Content, line: Content) -> Claim:
    """Both sides over the axes of the first."""
    if isinstance(first, Cost):
        first = asymptotic.counted(first)
    if not isinstance(first, Block) or not isinstance(line, Block):
        raise Unsupported("a bound on a count speaks of all sizes at once: no program shows it at one")
    claim = claimed(first, line)
    if isinstance(claim, Incomparable):
        raise Unsupported(claim.reason)
    return claim
