"""How many arguments each command takes, and tokens with every argument and every script in braces.

With its braces a formula has one spelling: `u_k` and `u_{k}`, `\\frac12` and `\\frac{1}{2}`, `u^T_k` and `u_k^T` are
the same tokens. What is replaced in it token by token can then not cross the border of an argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcheck.expressions.depth import deep
from symcheck.reading.grammar.commands import (
    ACCENTS,
    BINOMIALS,
    FACES,
    FRACTIONS,
    LAYOUT_ARGUMENTS,
    NOTES,
    SETTING,
    TEXTS,
)
from symcheck.reading.grammar.cursor import DEEPEST
from symcheck.reading.grammar.tokens import Token, run_end, shifted
from symcheck.reading.tree import Unreadable

ARITY: Mapping[str, int] = {
    **dict.fromkeys((*ACCENTS, *FACES, *NOTES, "\\sqrt", "\\not"), 1),
    **dict.fromkeys((*FRACTIONS, *BINOMIALS, *SETTING, "\\cancelto"), 2),
}
"""Commands whose arguments are formulas, and how many."""
OPAQUE: Mapping[str, int] = {
    **dict.fromkeys((*TEXTS, "\\operatorname", "\\begin", "\\end", "\\mathrm", "\\hspace", "\\mspace"), 1),
    **LAYOUT_ARGUMENTS,
}
"""Commands whose arguments are words, and how many."""


def takes_argument(before: Sequence[Token], opened: int) -> bool:
    """Whether what comes next is an argument or a script; `opened` is where the group opened that has just closed."""
    if not before:
        return False
    last = before[-1].text
    if last in ("_", "^") or last in ARITY or last in OPAQUE:
        return True
    at = opened if last == "}" else len(before) - 1
    return at > 0 and ARITY.get(before[at - 1].text, 0) > 1


def in_braces(tokens: Sequence[Token], outside: bool) -> list[Token]:
    """The tokens with all arguments in braces, subscripts before superscripts, and no braces round a single letter."""
    copier = _Copier(tokens, outside)
    with deep():
        while copier.at < len(copier.tokens):
            copier.one()
    return copier.out


class _Copier:
    def __init__(self, tokens: Sequence[Token], outside: bool) -> None:
        self.tokens = list(tokens)
        self.outside = outside
        self.at = 0
        self.depth = 0
        self.out: list[Token] = []

    def one(self) -> None:
        """Copy a token and what belongs to it."""
        token = self.tokens[self.at]
        text = token.text
        if text == "^" or token.kind == "raised":
            self.raised()
        elif text == "_" or token.kind == "lowered":
            self.script()
        elif text == "{":
            self.group()
        elif text in OPAQUE:
            self.opaque(OPAQUE[text])
        else:
            self.copy()
            self.options(ARITY.get(text, 0))

    def copy(self) -> None:
        self.out.append(self.tokens[self.at])
        self.at += 1

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def options(self, count: int) -> None:
        if count and self.peek() == "[":
            while self.at < len(self.tokens) and self.peek() not in ("]", "}"):
                self.copy()
            if self.peek() == "]":
                self.copy()
        for _ in range(count):
            self.argument()

    def opaque(self, count: int) -> None:
        """A command with words: only braces are put round them."""
        self.copy()
        if self.peek() == "*":
            self.copy()
        for _ in range(count):
            if self.peek() != "{":
                self.argument()
                continue
            depth = 0
            while self.at < len(self.tokens):
                depth += (self.peek() == "{") - (self.peek() == "}")
                self.copy()
                if not depth:
                    break

    def raised(self) -> None:
        """A superscript, behind the subscript that follows it."""
        start = len(self.out)
        self.script()
        if self.at < len(self.tokens) and (self.peek() == "_" or self.tokens[self.at].kind == "lowered"):
            above = self.out[start:]
            del self.out[start:]
            self.script()
            self.out.extend(above)

    def script(self) -> None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind in ("raised", "lowered"):
            sign = "^" if token.kind == "raised" else "_"
            self.out.append(Token("sign", sign, token.span))
            self.wrapped(shifted(token))
            return
        self.out.append(token)
        following = self.tokens[self.at] if self.at < len(self.tokens) else None
        if following is None or following.text in ("+", "-", "(", "'") or _digits(following):
            return
        if self.outside and token.text == "_" and following.kind == "letter":
            self.wrapped(self.run())
        else:
            self.argument()

    def run(self) -> list[Token]:
        """The letters and digits of a subscript in text."""
        first, self.at = self.at, run_end(self.tokens, self.at)
        return list(self.tokens[first : self.at])

    def wrapped(self, inner: Sequence[Token]) -> None:
        self.out.append(Token("sign", "{", inner[0].span))
        self.out.extend(inner)
        self.out.append(Token("sign", "}", inner[-1].span))

    def argument(self) -> None:
        if self.at >= len(self.tokens) or self.peek() in ("}", "&", "\\\\"):
            return
        token = self.tokens[self.at]
        if token.text == "{":
            self.braces()
            return
        self.out.append(Token("sign", "{", token.span, token.spaced))
        if token.kind == "number" and len(token.text) > 1:
            self.out.append(Token("number", token.text[0], token.span))
            self.tokens[self.at] = Token("number", token.text[1:], token.span)
        else:
            self.deeper()
            self.one()
            self.depth -= 1
        self.out.append(Token("sign", "}", self.out[-1].span))

    def group(self) -> None:
        """Braces that are no argument: none round a single letter."""
        start = len(self.out)
        self.braces()
        if len(self.out) - start == 3 and self.out[start + 1].kind in ("letter", "number"):
            self.out[start:] = [self.out[start + 1]]

    def braces(self) -> None:
        self.deeper()
        self.copy()
        while self.at < len(self.tokens) and self.peek() != "}":
            self.one()
        if self.at < len(self.tokens):
            self.copy()
        self.depth -= 1

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(self.tokens[self.at].span, f"nested more than {DEEPEST} deep", "write it in parts")


def _digits(token: Token) -> bool:
    return token.kind == "number" and len(token.text) > 1
