"""Lines that are right only under a condition to which a wrong line comes: nothing follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from symcheck.claims.places import Place
from symcheck.claims.statements import Chain
from symcheck.claims.verdict import ChainVerdict, LineVerdict, Status

ON_WRONG = "it follows only from {}, which is wrong"


def on_wrong(
    chain: Chain, judged: ChainVerdict, before: Iterable[ChainVerdict], judge: Callable[[Chain], ChainVerdict]
) -> ChainVerdict:
    """The verdict on a chain of which a condition is a wrong line set to 0: without it its lines are judged again."""
    wrong = {line.place for verdict in before for line in verdict.lines if line.status.wrong}
    lost = [(place, condition) for place, condition in chain.rests if place in wrong]
    used = {relation for _, condition in lost for relation in condition}
    if used.isdisjoint(chain.given) or not any(line.status.right for line in judged.lines):
        return judged
    alone = judge(replace(chain, given=tuple(x for x in chain.given if x not in used)))
    lines = zip(judged.lines, alone.lines, strict=True)
    return replace(judged, lines=tuple(_line(line, without, lost[0][0]) for line, without in lines))


def _line(line: LineVerdict, without: LineVerdict, place: Place) -> LineVerdict:
    if not line.status.right or without.status.right:
        return line
    return replace(line, status=Status.UNDECIDED, reason=ON_WRONG.format(place.spot.in_words), evidence=())
