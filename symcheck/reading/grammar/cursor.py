"""Where the reading of a formula stands: its tokens, the next one, the type of letters, and the remarks so far."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.grammar.tokens import Token, closing
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Row, Unreadable

DEEPEST = 200
"""How deep a formula may nest."""
PRIMES = frozenset({"'", "\\prime"})
SCRIPTS = PRIMES | {"^", "_", "**"}
"""Tokens behind which a script stands, or that are one."""


class Remark(Struct, frozen=True):
    """What was read in a way that should be said, and where."""

    span: Span
    text: str


class Cursor:
    """A place in the tokens of a formula. `at` is the token that is read next."""

    def __init__(self, tokens: Sequence[Token], end: Span, outside: bool) -> None:
        self.tokens = list(tokens)
        self.end = end
        self.outside = outside
        self.at = 0
        self.depth = 0
        self.face = ""
        self.remarks: list[Remark] = []

    def peek(self) -> str:
        """The text of the next token, "" at the end."""
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def touches(self) -> bool:
        """Whether a token follows without a space."""
        return self.at < len(self.tokens) and not self.tokens[self.at].spaced

    def here(self) -> Span:
        """Where the next token stands, or where the formula ends."""
        return self.tokens[self.at].span if self.at < len(self.tokens) else self.end

    def behind(self, first: Span) -> Span:
        """From a place to the end of the token that was read last."""
        return first.to(self.tokens[self.at - 1].span)

    def next(self, expected: str) -> Token:
        if self.at >= len(self.tokens):
            raise Unreadable(self.end, f"the formula ends where {expected} is expected")
        self.at += 1
        return self.tokens[self.at - 1]

    def remark(self, span: Span, text: str) -> None:
        self.remarks.append(Remark(span, text))

    def braced(self) -> tuple[Token, ...]:
        """The tokens of a group in braces, or the one token that stands for it; they are passed over."""
        if self.peek() in ("", "}", "&", "\\\\", "\\end", "\\right"):
            raise Unreadable(self.here(), "an argument is expected here")
        if self.peek() != "{":
            return (self.next("an argument"),)
        last = closing(self.tokens, self.at)
        inner = tuple(self.tokens[self.at + 1 : last])
        self.at = last + 1
        return inner

    def optional(self) -> tuple[Token, ...] | None:
        """The tokens of an argument in square brackets, passed over; None if there is none."""
        if self.peek() != "[":
            return None
        first, depth = self.at, 0
        for at in range(first + 1, len(self.tokens)):
            text = self.tokens[at].text
            depth += (text in "{[") - (text in "}]") if text in ("{", "[", "}", "]") else 0
            if depth < 0:
                self.at = at + 1
                return tuple(self.tokens[first + 1 : at])
        raise Unreadable(self.tokens[first].span, "this [ is never closed")

    def script_follows(self) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.text in SCRIPTS or token.kind in ("raised", "lowered")

    def deeper(self, start: Span) -> None:
        """One level further in."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(start, f"nested more than {DEEPEST} deep", "write it in parts")

    def made(self, items: Sequence[Node], start: Span) -> Row:
        """The items as a row; an empty one stands behind `start`."""
        if not items:
            return Row((), span=Span(start.end, start.end))
        span = items[0].span.to(items[-1].span)
        if items[0].spaced:
            items = [replace(items[0], spaced=False), *items[1:]]
        return Row(tuple(items), span=span)
