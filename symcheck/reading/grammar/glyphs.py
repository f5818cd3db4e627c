"""Letters, digits and single signs of a formula, in the type that holds where they stand."""

from __future__ import annotations

import unicodedata

from msgspec.structs import replace

from symcheck.reading.grammar.cursor import Cursor
from symcheck.reading.grammar.letters import FRACTIONS, Written, written
from symcheck.reading.grammar.tokens import Token
from symcheck.reading.source import Span
from symcheck.reading.tree import Accent, Fraction, Letter, Node, Number, Row, Scripts, Text, Unreadable, Word

MOST_ACCENTS = 6
"""Characters of a letter with its accents."""


class Glyphs(Cursor):
    """Reads what is a single letter, word, number or sign."""

    def letter(self, token: Token) -> Node:
        self.at += 1
        if self.face == "rm":
            return self._upright(token)
        letter = self._written(token)
        alone = token.spaced and not letter.marks
        node: Node = Letter(letter.name, letter.face or self.face, span=token.span, spaced=alone)
        for mark in letter.marks:
            node = decorated(mark, Row((node,), span=token.span), token.span, False)
        if token.spaced and letter.marks:
            node = replace(node, spaced=True)
        return node

    def _upright(self, token: Token) -> Node:
        """A run of upright letters that touch, with digits and hyphens behind them, is a word."""
        text, span = token.text, token.span
        while self.touches():
            behind = self.tokens[self.at]
            hyphen = behind.text == "-" and len(text) > 1 and self._letters_at(self.at + 1)
            if behind.kind not in ("letter", "number") and not hyphen and behind.text != "\\_":
                break
            text += behind.text.removeprefix("\\")
            span = span.to(behind.span)
            self.at += 1
        letter = self._written(token)
        if text != token.text:
            return Word(text, span=span, spaced=token.spaced)
        node: Node = Letter(letter.name, "rm", span=span, spaced=token.spaced and not letter.marks)
        for n, mark in enumerate(letter.marks, 1):
            node = decorated(mark, Row((node,), span=span), span, token.spaced and n == len(letter.marks))
        return node

    def _written(self, token: Token) -> Written:
        if len(token.text) > MOST_ACCENTS:
            raise Unreadable(token.span, "a letter with more accents than can be told apart")
        if not token.text.isascii() and unicodedata.category(token.text[0]) == "Lm":
            raise Unreadable(token.span, f"no rule reads {_shown(token.text)} here")
        return written(token.text)

    def _letters_at(self, at: int) -> bool:
        pair = self.tokens[at : at + 2]
        return len(pair) == 2 and all(token.kind == "letter" and not token.spaced for token in pair)

    def number(self, text: str, token: Token) -> Node:
        if self.peek() in ("e", "E") and self.touches():
            self._no_power_of_ten(token)
        if self.face in ("", "rm"):
            return Number(text, span=token.span, spaced=token.spaced)
        return Letter(text, self.face, span=token.span, spaced=token.spaced)

    def _no_power_of_ten(self, token: Token) -> None:
        """`1e-5` is a power of ten to some readers and a product with e to others."""
        at = self.at + 1
        at += at < len(self.tokens) and self.tokens[at].text in ("+", "-") and not self.tokens[at].spaced
        if at < len(self.tokens) and self.tokens[at].kind == "number" and not self.tokens[at].spaced:
            span = token.span.to(self.tokens[at].span)
            written = token.text + "".join([part.text for part in self.tokens[self.at : at + 1]])
            advice = "write \\cdot 10^{…}, or spaces round the sign"
            raise Unreadable(span, f"{written} is a power of ten or a product with e", advice)

    def faced(self, node: Node) -> Node:
        """A Greek letter in the type that holds here."""
        if self.face and type(node) is Letter:
            return Letter(node.name, self.face, span=node.span, spaced=node.spaced)
        return node

    def sign(self, token: Token) -> Node:
        self.at += 1
        text = token.text
        if text in FRACTIONS:
            before = self.tokens[self.at - 2] if self.at > 1 else None
            if before is not None and before.kind == "number" and not token.spaced:
                advice = f"write {before.text} + {text}, or a dot between them"
                raise Unreadable(token.span, f"{before.text}{text} is a mixed number or a product", advice)
            over, under = (Row((Number(part, span=token.span),), span=token.span) for part in FRACTIONS[text])
            return Fraction(over, under, span=token.span, spaced=token.spaced)
        if token.kind == "text":
            return Text(text, span=token.span, spaced=token.spaced)
        if len(text) == 1 and unicodedata.category(text) in ("Nd", "Lo"):
            letter = written(text)
            digit = letter.name.isascii() and letter.name.isdigit()
            if digit and not letter.face:
                return Number(letter.name, span=token.span, spaced=token.spaced)
            return Letter(letter.name, letter.face, span=token.span, spaced=token.spaced)
        if text == "$":
            raise Unreadable(token.span, "a $ inside a formula")
        raise Unreadable(token.span, f"no rule reads {_shown(text)} here")


def decorated(mark: str, body: Row, span: Span, spaced: bool) -> Node:
    """Something under an accent; an arrow over one letter, or a bar under it, is bold type."""
    if mark in ("vec", "underline") and len(body.items) == 1:
        match body.items[0]:
            case Letter(name):
                return Letter(name, "bold", span=span, spaced=spaced)
            case Number(text) if mark == "vec":
                return Letter(text, "bold", span=span, spaced=spaced)
            case Scripts(Letter(name) as letter, sub, sup, primes) if mark == "vec":
                return Scripts(Letter(name, "bold", span=letter.span), sub, sup, primes, span=span, spaced=spaced)
    return Accent(mark, body, span=span, spaced=spaced)


def _shown(text: str) -> str:
    """A character that can be shown, or its number."""
    return text if text.isprintable() else f"the character U+{ord(text[0]):04X}"
