"""The formulas of a part as they are written: parsed one after the other, and given to what reads the part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec.structs import replace

from symcheck.reading.assembling.by_rows import rows
from symcheck.reading.assembling.chaining import PartReader
from symcheck.reading.assembling.consisting import consists
from symcheck.reading.assembling.context import Context
from symcheck.reading.assembling.each_value import Said
from symcheck.reading.assembling.laid_out import ends_open, gone_on
from symcheck.reading.assembling.of_letter import Range
from symcheck.reading.assembling.told import Kind, Told
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.grammar.macros import Macros
from symcheck.reading.grammar.rewrites import Rewrite
from symcheck.reading.pages.blocks import Formula
from symcheck.reading.rows import sides_of
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import SPLIT, Relation, Row, Unreadable

Rewrites = Sequence[Rewrite]


class PartText:
    """A sign with which a formula ends waits for the next one; where one cannot be parsed, its rows may be."""

    def __init__(self, reader: PartReader, macros: Macros) -> None:
        self.reader = reader
        self.macros = macros
        self._unended: Relation | None = None

    def formula(self, formula: Formula, context: Context, rewrites: Rewrites, known: Said) -> None:
        """Reads a formula, whose row or problem may be known."""
        unended, self._unended = self._unended, None
        if isinstance(known, Range):
            kind: Kind = "condition" if known.speaks else "remark"
            self.reader.told.append(Told(kind, formula.span, context.number, known.words if known.speaks else ""))
            return
        if formula.damaged:
            self.reader.damaged(context, formula.damaged)
            return
        try:
            if isinstance(known, Unreadable):
                raise known
            row = known or parse(formula.passage, self.macros, rewrites, formula.typed)
            row, self._unended = gone_on(row, unended), ends_open(row)
            self.reader.formula(row, context)
        except Unreadable as problem:
            self._by_rows(formula, context, rewrites, problem)
        except RecursionError:
            self.reader.unread(
                Unreadable(formula.span, "it is nested too deeply to be read", SPLIT),
                context,
            )
        except Exception as error:  # one formula takes no other with it, nor the page
            reason = f"symcheck itself failed ({type(error).__name__}: {error}): please report it"
            self.reader.unread(Unreadable(formula.span, reason), context)

    def between(self, before: Formula | None, text: Span, rewrites: Rewrites) -> None:
        """Takes from the text before a formula what it says a matrix consists of; what cannot be read says nothing."""
        with suppress(Unreadable):
            self._consists(before, text, lambda passage: parse(passage, self.macros, rewrites))

    def _consists(self, before: Formula | None, text: Span, parsed: Callable[[Passage], Row]) -> None:
        signs = [] if before is None else [x for x in parsed(before.passage).items if isinstance(x, Relation)]
        named = before is not None and [sign.sign for sign in signs] == ["∈"]
        for part, whole, name in consists(self.reader.source, text, named):
            said = whole or (None if before is None else before.passage)
            if said is not None:
                self.reader.names.consists(part, sides_of(parsed(said).items)[0][0], name, parsed)

    def _by_rows(self, formula: Formula, context: Context, rewrites: Rewrites, problem: Unreadable) -> None:
        """A formula that cannot be read: where it has several rows, those that can be are."""
        pieces = [] if context.slips or context.role else rows(formula.passage)
        if not pieces:
            self.reader.unread(problem, context)
        for passage in pieces:
            here = replace(context, span=passage.whole)
            try:
                row = parse(passage, self.macros, rewrites, formula.typed)
            except Unreadable as failure:
                self.reader.unread(failure, here)
            else:
                self.reader.formula(row, here)
                here = replace(here, words=Wording(), zeroed=None)
            context = here

    def end(self, number: int) -> None:
        """A part cannot end with a sign that something must follow; `number` is that of its last formula."""
        if self._unended is not None:
            span = self._unended.span
            problem = Unreadable(span, "nothing stands behind this sign", "write what is equal, or drop it")
            self.reader.unread(problem, Context(number, span))

    def ask(self, asked: Passage, rewrites: Rewrites) -> None:
        """What the part asks is compared with what answers it."""
        context = Context(0, asked.whole)
        try:
            self.reader.asked(parse(asked, self.macros, rewrites), context)
        except Unreadable as problem:
            self.reader.unread(problem, context)
