"""What is told of the pieces of a part while it is read: claims, definitions, conditions, remarks, slips."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.claims.statements import Ambiguous, Unread
from symcheck.reading.assembling import conditions
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.taking import Taken
from symcheck.reading.assembling.told import Kind, Told
from symcheck.reading.source import Source, Span


class Telling:
    """`told` is what became of each piece, in order; `used` are the documented slips that stand at a line."""

    def __init__(self, source: Source, names: Names) -> None:
        self.source = source
        self.names = names
        self.told: list[Told] = []
        self.used: set[tuple[int, int]] = set()

    def _slip(self, context: Context, row: int, number: int) -> tuple[str, str]:
        """The role of a line, and why it is documented as wrong if it is."""
        meant = next((key for key in (row or number, 0) if key in context.slips), None)
        if meant is None:
            return "line", ""
        self.used.add((context.number, meant))
        return "wrong", context.slips[meant]

    def _tell_line(self, taken: Taken, context: Context) -> None:
        content = taken.line.content
        if isinstance(content, Unread):
            self._tell("unread", taken.member.span, context, content.reason, content.advice, taken)
        else:
            kind: Kind = "several" if isinstance(content, Ambiguous) else "claim"
            self._tell(kind, taken.member.span, context, taken=taken)

    def _tell(
        self, kind: Kind, span: Span, context: Context, reason: str = "", advice: str = "", taken: Taken | None = None,
        meant: bool | None = None,
    ) -> None:  # fmt: skip
        meant = kind == "condition" if meant is None else meant
        line = None if taken is None else taken.line
        self.told.append(Told(kind, span, context.number, reason, advice, line, meant or context.role != ""))

    def _in_doubt(self, pieces: Sequence[Piece]) -> str:
        """The first of these that may well be a condition and cannot be read, with its place; "" for none."""
        found = next((x.found for x in pieces if isinstance(x.found, conditions.Offered) and x.found.unread), None)
        return "" if found is None else f"{found.reason}  {self.source.place(found.span.start)}"
