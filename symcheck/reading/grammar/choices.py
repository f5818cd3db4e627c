"""Where a choice between two values is written in text: `{a if x > 0, else b}`."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.grammar.tokens import Token

_OPEN, _CLOSE = frozenset({"{", "(", "["}), frozenset({"}", ")", "]"})


def cases_ahead(tokens: Sequence[Token], opening: int) -> tuple[int, int, int] | None:
    """The places of `if`, of the comma before `else`, and of the brace that closes what opens here; None without."""
    depth, first, second = 0, 0, 0
    for at in range(opening, len(tokens)):
        text = tokens[at].text
        depth += (text in _OPEN) - (text in _CLOSE)
        if not depth:
            return (first, second, at) if opening + 1 < first < second else None
        if depth == 1 and text == "i" and not first and _word(tokens, at, "if"):
            first = at
        elif depth == 1 and text == "," and _word(tokens, at + 1, "else"):
            second = at
    return None


def _word(tokens: Sequence[Token], at: int, word: str) -> bool:
    """Whether a word stands there, apart from what is before and behind it."""
    run = tokens[at : at + len(word)]
    behind = tokens[at + len(word) : at + len(word) + 1]
    spaces = [token.spaced for token in (*run, *behind)]
    return "".join(token.text for token in run) == word and spaces == [True, *[False] * (len(word) - 1), True]
