"""From the text of a formula to the tree of its notation.

`parse` reads LaTeX, mathematics in Unicode and any mixture of both; with `outside` set, mathematics that is written as
text (`e^-z`, `x_ij`, `t**2`). What it gives is typography: nothing here knows what a name means. It raises `Unreadable`
and nothing else, whatever the text is.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct

from symcheck.expressions.depth import deep
from symcheck.reading.grammar.commands import LAYOUT
from symcheck.reading.grammar.constructs import CONSTRUCTS
from symcheck.reading.grammar.cursor import Remark
from symcheck.reading.grammar.macros import NONE, Macros, expand
from symcheck.reading.grammar.rewrites import Rewrite, rewritten
from symcheck.reading.grammar.rows import Reader
from symcheck.reading.grammar.tokens import Token, closing, tokenize
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Row, Unreadable

_BETWEEN = (LAYOUT - {"\\relax"}).union(("\\\\", "&", "\\quad", "\\qquad", "\\label", "\\tag"))
"""What may stand between the two halves of a bracket that goes on in the next row."""
_SPACES = frozenset(("~", "\\ ", "\\,", "\\:", "\\;", "\\quad", "\\qquad"))
_BEFORE_WORDS = _SPACES | {",", ";", "&", "\\\\"}
_WORDS = frozenset(("for", "if", "where", "when", "with", "and", "otherwise", "else"))


class Parsed(Struct, frozen=True):
    """The tree of a formula, and what should be said about how it was read."""

    row: Row
    remarks: tuple[Remark, ...]


def parse(passage: Passage, macros: Macros = NONE, rewrites: Sequence[Rewrite] = (), outside: bool = False) -> Row:
    """The tree of a formula; raises `Unreadable`."""
    return parsed(passage, macros, rewrites, outside).row


def readable(
    passage: Passage, macros: Macros = NONE, rewrites: Sequence[Rewrite] = (), outside: bool = False
) -> Row | None:
    """The tree of a formula, if it can be read."""
    with suppress(Unreadable):
        return parse(passage, macros, rewrites, outside)
    return None


def parsed(passage: Passage, macros: Macros = NONE, rewrites: Sequence[Rewrite] = (), outside: bool = False) -> Parsed:
    """The tree of a formula with the remarks on it; raises `Unreadable`."""
    tokens = expand(tokenize(passage, outside), macros)
    tokens = _joined(tokens if outside else _worded(tokens))
    if rewrites:
        tokens = rewritten(tokens, rewrites, outside)
    whole = passage.whole
    reader = Reader(tokens, CONSTRUCTS, Span(whole.end, whole.end), outside)
    with deep():
        row = reader.row("top", Span(whole.start, whole.start))
    if reader.at < len(reader.tokens):
        raise Unreadable(reader.here(), f"this {reader.peek()} closes nothing")
    return Parsed(row, tuple(reader.remarks))


def _worded(tokens: Sequence[Token]) -> Sequence[Token]:
    r"""Words of a condition in the letters of mathematics, set apart on both sides, as text: `, for~i = 1`."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and tokens[end].kind == "letter" and not tokens[end].spaced:
            end += 1
        word = "".join(token.text for token in tokens[at:end])
        apart = (not kept or kept[-1].text in _BEFORE_WORDS) and end < len(tokens)
        if apart and word in _WORDS and (tokens[end].spaced or tokens[end].text in _SPACES):
            kept.append(Token("text", word, tokens[at].span.to(tokens[end - 1].span), tokens[at].spaced))
        else:
            kept += tokens[at:end]
        at = end
    return kept


def _joined(tokens: Sequence[Token]) -> Sequence[Token]:
    r"""Brackets that go on in the next row, `\right. \\ \left.`, as the one pair that they are."""
    if not any(token.text == "\\right" for token in tokens):
        return tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _gap(tokens, at) if tokens[at].text == "\\right" else at
        if end == at:
            kept.append(tokens[at])
            end += 1
        at = end
    return kept


def _gap(tokens: Sequence[Token], at: int) -> int:
    """Where what stands between an open end and the beginning that continues it is over; `at` if this is none."""
    end = at + 2
    if [token.text for token in tokens[at:end]] != ["\\right", "."]:
        return at
    rows = 0
    while end < len(tokens) and tokens[end].text in _BETWEEN:
        rows += tokens[end].text == "\\\\"
        layout = tokens[end].text in ("\\label", "\\tag") and [token.text for token in tokens[end + 1 : end + 2]] == [
            "{"
        ]
        end = closing(tokens, end + 1) + 1 if layout else end + 1
    continues = [token.text for token in tokens[end : end + 2]] == ["\\left", "."]
    return end + 2 if rows and continues else at
