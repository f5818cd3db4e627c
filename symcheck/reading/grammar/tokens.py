"""The text of a formula as tokens: commands, letters, numbers, signs; spaces and comments are only remembered.

A token is what TeX takes for one, except that the digits of a number are one token, and so are `:=`, `->`, `=>`,
`<=`, `>=`, and a run of raised or of lowered letters. Each knows where it stands on the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from symcheck.reading.grammar.letters import FRACTIONS, LOWERED, RAISED, SAME
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Unreadable

MOST_TOKENS = 20_000
"""Tokens that a formula may have, before and after its macros are expanded."""
MOST_DIGITS = 1_000
"""Digits that a number may have."""


class Token(Struct, frozen=True):
    """`kind` is "command", "letter", "number", "raised", "lowered", "text" (a script without case), "sign", or
    "held": an opening brace round what a declaration put in.
    """

    kind: str
    text: str
    span: Span
    spaced: bool = False


_COMBINING = "\u0300-\u036f\u20d0-\u20f0"
_PATTERN = r"""
    (?P<command>\\(?:[A-Za-z]+|\\\*?(?:\[\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|px|in|mu)\s*\])?|[\s\S]|$))
    |(?P<number>[0-9]+(?:\{{,\}}[0-9]+)*(?:\.[0-9]+)?|(?<![\w)\]}}.])\.[0-9]+)
    |(?P<raised>[{raised}]+)
    |(?P<lowered>[{lowered}]+)
    |(?P<text>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)
    |(?P<letter>(?![{fractions}])[^\W\d_][{combining}]*)
    |(?P<space>{space})
    |(?P<sign>{sign}\.{{3,4}}|\.\.|:=|=:|<=>|=>|->|<=|>=|==|\.\*|(?<=\s)!=|[\s\S][{combining}]*)
"""


_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\{,\}[0-9]{3}){2,}(?:\.[0-9]+)?|[1-9][0-9]{0,2}\{,\}[0-9]{3}\.[0-9]+")


def _pattern(space: str, sign: str) -> re.Pattern[str]:
    shifted = {"raised": "".join(RAISED), "lowered": "".join(LOWERED), "fractions": "".join(FRACTIONS)}
    return re.compile(_PATTERN.format(combining=_COMBINING, space=space, sign=sign, **shifted), re.VERBOSE)


_IN_DOLLARS = _pattern(r"(?:\s|%[^\n]*)+", "")
_OUTSIDE = _pattern(r"\s+", r"\*\*|!=|")


def tokenize(passage: Passage, outside: bool = False) -> tuple[Token, ...]:
    """The tokens of a piece of a page; of text outside dollars `**` and `!=` are one, and `%` begins no comment."""
    text = passage.text if passage.text.isascii() else passage.text.translate(SAME)
    offsets = passage.offsets
    tokens: list[Token] = []
    spaced = False
    for match in (_OUTSIDE if outside else _IN_DOLLARS).finditer(text):
        kind = match.lastgroup or ""
        if kind == "space":
            spaced = True
            continue
        start, end = match.span()
        span = Span(offsets[start], offsets[end - 1] + 1)
        written = _grouped(match[0], span) if "{,}" in match[0] else match[0]
        tokens.append(Token(kind, _one_form(kind, written), span, spaced))
        spaced = False
        if kind == "number" and end - start > MOST_DIGITS:
            raise Unreadable(span, f"a number of more than {MOST_DIGITS:,} digits")
        if len(tokens) > MOST_TOKENS:
            raise Unreadable(span, f"a formula of more than {MOST_TOKENS:,} tokens", "write it in parts")
    return tuple(tokens)


def _grouped(number: str, span: Span) -> str:
    """A number with commas in braces without them, where they part thousands beyond doubt."""
    if _THOUSANDS.fullmatch(number) is None:
        why = "a comma in a number parts thousands or decimals"
        raise Unreadable(span, why, "write 1000 or 1.5; two numbers apart, as in x_{1,2}")
    return number.replace("{,}", "")


def _one_form(kind: str, text: str) -> str:
    if kind == "command":
        return "\\\\" if text.startswith("\\\\") else text
    if kind == "sign" and text == "....":
        return "..."
    return text if text.isascii() or kind == "text" else unicodedata.normalize("NFC", text)


def text_of(tokens: Iterable[Token]) -> str:
    """The tokens as text again, one space for any number of them."""
    return "".join([f" {token.text}" if token.spaced else token.text for token in tokens])


def closing(tokens: Sequence[Token], opening: int) -> int:
    """Where the brace closes that opens at this token."""
    depth = 0
    for at in range(opening, len(tokens)):
        text = tokens[at].text
        depth += (text == "{") - (text == "}")
        if not depth:
            return at
    raise Unreadable(tokens[opening].span, "this { is never closed")


def run_end(tokens: Sequence[Token], first: int) -> int:
    """Where a subscript in text ends: letters and digits that touch; one letter where the next has a subscript."""
    at = first
    while at < len(tokens) and tokens[at].kind in ("letter", "number") and (at == first or not tokens[at].spaced):
        at += 1
    alone = first + 1 < at < len(tokens) and tokens[at].text == "_"
    return first + 1 if alone else at


def shifted(token: Token) -> list[Token]:
    """Raised or lowered letters as they are on the line, `⁻¹` as `-` and `1`; all stand where the run stands."""
    table = RAISED if token.kind == "raised" else LOWERED
    tokens: list[Token] = []
    for sign in [table[letter] for letter in token.text]:
        kind = "number" if sign.isdecimal() else "letter" if sign.isalpha() else "sign"
        if kind == "number" and tokens and tokens[-1].kind == "number":
            tokens[-1] = Token(kind, tokens[-1].text + sign, token.span)
        else:
            tokens.append(Token(kind, sign, token.span))
    return tokens
