"""Raised and lowered letters of Unicode as the tokens that they are on the line."""

from __future__ import annotations

from symcheck.reading.grammar.letters import LOWERED, RAISED
from symcheck.reading.grammar.tokens import Token


def shifted(token: Token) -> list[Token]:
    """`⁻¹` as `-` and `1`; all stand where the run stands."""
    table = RAISED if token.kind == "raised" else LOWERED
    tokens: list[Token] = []
    for sign in [table[letter] for letter in token.text]:
        kind = "number" if sign.isdecimal() else "letter" if sign.isalpha() else "sign"
        if kind == "number" and tokens and tokens[-1].kind == "number":
            tokens[-1] = Token(kind, tokens[-1].text + sign, token.span)
        else:
            tokens.append(Token(kind, sign, token.span))
    return tokens
