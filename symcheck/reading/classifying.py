"""Which sentences of a formula are conditions, and for what each of them holds."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.reading import conditions
from symcheck.reading.context import Context
from symcheck.reading.equating import concludes
from symcheck.reading.members import Sentence
from symcheck.reading.scope import Scope
from symcheck.reading.wording import Wording


class Piece(Struct, frozen=True):
    """A sentence, the words that speak of it, and the condition that it is, if any; `behind` a claim in its row."""

    sentence: Sentence
    words: Wording
    found: conditions.Taken | conditions.Offered | None
    behind: bool


def classified(sentences: Sequence[Sentence], context: Context, scope: Scope) -> list[Piece]:
    """The sentences, and which of their conditions stand at a claim in their row."""
    pieces: list[Piece] = []
    for position, sentence in enumerate(sentences):
        words = sentence.words if position or sentence.words != Wording() else context.words
        found = _condition(sentence, words, context, scope)
        behind = any(piece.found is None and piece.sentence.row == sentence.row for piece in pieces)
        follows = position + 1 < len(sentences) and concludes(sentences[position + 1], sentence.row)
        pieces.append(Piece(sentence, words, found, behind or follows))
    return pieces


def _condition(
    sentence: Sentence, words: Wording, context: Context, scope: Scope
) -> conditions.Taken | conditions.Offered | None:
    """The condition that a sentence is, if it is one; what the author says of its formula goes first."""
    if context.role == "condition" and sentence.signs:
        return conditions.stated(sentence, scope)
    return None if context.role else conditions.condition(sentence, words, scope)
