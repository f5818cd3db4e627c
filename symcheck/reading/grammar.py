"""From the text of a formula to the tree of its notation.

`parse` reads LaTeX, mathematics in Unicode and any mixture of both; with `outside` set, mathematics that is written as
text (`e^-z`, `x_ij`, `t**2`). What it gives is typography: nothing here knows what a name means. It raises `Unreadable`
and nothing else, whatever the text is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.expressions.depth import deep
from symcheck.reading.constructs import CONSTRUCTS
from symcheck.reading.cursor import Remark
from symcheck.reading.macros import NONE, Macros, expand
from symcheck.reading.rewrites import Rewrite, rewritten
from symcheck.reading.rows import Reader
from symcheck.reading.source import Passage, Span
from symcheck.reading.tokens import tokenize
from symcheck.reading.tree import Row, Unreadable


class Parsed(Struct, frozen=True):
    """The tree of a formula, and what should be said about how it was read."""

    row: Row
    remarks: tuple[Remark, ...]


def parse(passage: Passage, macros: Macros = NONE, rewrites: Sequence[Rewrite] = (), outside: bool = False) -> Row:
    """The tree of a formula; raises `Unreadable`."""
    return parsed(passage, macros, rewrites, outside).row


def parsed(passage: Passage, macros: Macros = NONE, rewrites: Sequence[Rewrite] = (), outside: bool = False) -> Parsed:
    """The tree of a formula with the remarks on it; raises `Unreadable`."""
    tokens = expand(tokenize(passage, outside), macros)
    if rewrites:
        tokens = rewritten(tokens, rewrites, outside)
    whole = passage.whole
    reader = Reader(tokens, CONSTRUCTS, Span(whole.end, whole.end), outside)
    with deep():
        row = reader.row("top", Span(whole.start, whole.start))
    if reader.at < len(reader.tokens):
        raise Unreadable(reader.here(), f"this {reader.peek()} closes nothing")
    return Parsed(row, tuple(reader.remarks))
