"""What is told of the pieces of a part while it is read, documented slips and what is not read among them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.claims.statements import Ambiguous, Chain, Line, Unread
from symcheck.reading.assembling import conditions, zeroing
from symcheck.reading.assembling.by_rows import only_goes_on
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.growing import Chains
from symcheck.reading.assembling.introducing import Names
from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.standing import Standing
from symcheck.reading.assembling.taking import Taken, Trouble, unread
from symcheck.reading.assembling.told import Kind, Told
from symcheck.reading.assembling.zeroing import Derived
from symcheck.reading.source import Source, Span
from symcheck.reading.tree import Unreadable


class Telling:
    """`told` is what became of each piece, in order; `used` are the documented slips that stand at a line.

    `derived` are the derivatives that stand before, to which the part adds its own.
    """

    def __init__(self, source: Source, names: Names, standing: Standing, derived: list[Derived]) -> None:
        self.source = source
        self.names = names
        self.standing = standing
        self.derived = derived
        self._chains = Chains(source, names, standing)
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

    def damaged(self, context: Context, reason: str) -> None:
        """A formula that cannot be trusted as it stands; the page says so once for all of them."""
        self._chains.lose()
        self._tell("unread", context.span, context, reason)

    def unread(self, problem: Trouble, context: Context) -> None:
        """A formula of which nothing is read: a chain of its own, so that its part does not pass.

        The chain that it goes on with is not ended by it: what comes next is compared with what stands before.
        """
        if not only_goes_on(self.source.written(context.span)):
            self._chains.lose()
        if zeroing.writes_derivative(self.source.written(context.span)):
            self.derived.append(Derived(None))
        place = self.source.place(context.span.start)
        written = self.source.on_one_line(context.span)
        role, because = self._slip(context, 1, 1)
        line = Line(unread(problem, self.source, context.span), place, written, role, because)
        self._chains.put(Chain(line, (line,), place))
        self._tell("unread", problem.span, context, problem.reason, problem.advice)

    def _unread_sentence(self, sentence: Sentence, context: Context, reason: str, advice: str = "") -> None:
        self.unread(Unreadable(sentence.span, reason, advice), replace(context, span=sentence.span))
