"""What is found of a line of a chain on the way to its verdict, and what one look at it tells."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.digest import content_key
from symcheck.claims.statements import Content
from symcheck.claims.verdict import Evidence, Refuted, Status
from symcheck.expressions.nodes import Block
from symcheck.judging.weigh import weigh


class Found(Struct, frozen=True, eq=False):
    """What is found of a line on the way to its verdict."""

    status: Status
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    said: tuple[str, ...] = ()

    def left_open(self, reason: str) -> Found:
        """The same line undecided, for a reason that stands above all evidence."""
        return Found(Status.UNDECIDED, reason, said=self.said)


def weighed(evidence: tuple[Evidence, ...]) -> Found:
    """What the evidence on a line comes to."""
    status, reason = weigh(evidence)
    return Found(status, reason, evidence)


def without_value(evidence: tuple[Evidence, ...]) -> bool:
    """Whether a line is refuted because it has no value somewhere."""
    return any(isinstance(e, Refuted) and e.right.startswith("not defined") for e in evidence)


def restates(previous: Content, line: Content) -> bool:
    """Whether a line is the very expression of the line before (its axes under the same names)."""
    if not isinstance(previous, Block) or not isinstance(line, Block):
        return False
    named = [a.name for a in previous.axes] == [a.name for a in line.axes]
    return named and content_key(previous) == content_key(line)
