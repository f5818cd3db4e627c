"""The reader of tokens: rows, groups and brackets. Commands with arguments come from a table it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from symcheck.reading.grammar.bars import Bar, paired
from symcheck.reading.grammar.choices import cases_ahead
from symcheck.reading.grammar.commands import FORBIDDEN, LAYOUT, LAYOUT_ARGUMENTS, NARROW, SHOWING, SIDES, SWITCHES
from symcheck.reading.grammar.cursor import SCRIPTS
from symcheck.reading.grammar.letters import written
from symcheck.reading.grammar.scripts import Scripting, hang
from symcheck.reading.grammar.signs import BARS, CLOSERS, OPENERS, PARTNER, PLAIN, RELATING, SIDED
from symcheck.reading.grammar.tokens import Token
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Operator,
    Row,
    Scripts,
    Table,
    Text,
    Unreadable,
)

Construct = Callable[["Reader", Token], Sequence[Node]]
"""Reads what follows a command, and gives what stands there."""


def _is_interval(opens: str, body: Row, closes: str) -> bool:
    """Whether two ends of different kinds stand in different brackets: `[0, 1)`."""
    commas = [n for n, item in enumerate(body.items) if isinstance(item, Mark) and item.sign in ",;"]
    ends = len(commas) == 1 and 0 < commas[0] < len(body.items) - 1
    return ends and opens + closes in ("[)", "(]")


_ENDS = frozenset({"}", "\\right", "\\end", "&", "\\\\", *CLOSERS})
_OVER = {"\\over": "frac", "\\choose": "binom", "\\atop": "binom"}


class Reader(Scripting):
    """Reads one formula."""

    def __init__(self, tokens: Sequence[Token], constructs: Mapping[str, Construct], end: Span, outside: bool) -> None:
        super().__init__(tokens, end, outside)
        self.constructs = constructs

    # rows

    def row(self, within: str, start: Span) -> Row:
        """What stands side by side, up to an end that is left unread.

        `within` is "top", "group", "bracket", "left" (a bracket that grows) or "cell".
        """
        self.deeper(start)
        face = self.face
        items = self._items(within)
        self.face = face
        self.depth -= 1
        return self.made(items, start)

    def _items(self, within: str) -> list[Node]:
        items: list[Node] = []
        over: tuple[list[Node], Token] | None = None
        wide = False
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            text = token.text
            if text in _ENDS:
                if text not in ("&", "\\\\") or within == "cell":
                    break
                self.at += 1
                if within in ("top", "group"):
                    items.append(Mark(text, span=token.span, spaced=token.spaced))
            elif text in SCRIPTS or token.kind in ("raised", "lowered"):
                self.scripts(items)
            elif text in _OVER:
                if over is not None or within == "bracket":
                    raise Unreadable(token.span, f"{text} needs braces of its own", f"{{a {text} b}}")
                self.at += 1
                over, items = (paired(items), token), []
            elif text in NARROW and not (self.outside and text == "~"):
                self.at += 1
                wide = True
                continue
            else:
                self._join(items, self.one(token), token, wide)
            wide = False
        items = paired(items)
        return items if over is None else [self._over(*over, items)]

    def _over(self, above: list[Node], token: Token, below: list[Node]) -> Node:
        over, under = self.made(above, token.span), self.made(below, token.span)
        return Fraction(over, under, _OVER[token.text], span=over.span.to(under.span))

    def _join(self, items: list[Node], found: Sequence[Node], token: Token, wide: bool) -> None:
        """Put what was read behind the items: one group if a script follows; scripts alone hang on what is there."""
        if not found:
            return
        first = found[0]
        if type(first) is Scripts and first.base is None and self.carries(items):
            items.append(hang(items.pop(), first))
            found = found[1:]
        elif len(found) > 1 and self.script_follows():
            row = self.made(found, token.span)
            found = [Group(row, span=row.span, spaced=token.spaced)]
        elif (wide or token.spaced) and not first.spaced:
            found = [replace(first, spaced=True), *found[1:]]
        items.extend(found)

    def one(self, token: Token) -> Sequence[Node]:
        """What the next token stands for, with its arguments but without scripts: nothing, one node or several."""
        text = token.text
        if token.kind == "letter":
            return [self.letter(token)]
        if token.kind == "number":
            self.at += 1
            return [self.number(text, token)]
        plain = PLAIN.get(text)
        if plain is not None:
            self.at += 1
            if text == "." and self.outside and self._multiplies():
                self.remark(token.span, "a full stop between two factors: read as a product")
                return [Operator("·", span=token.span)]
            return [self.faced(plain(token.span, token.spaced))]
        return self._structure(token)

    def _multiplies(self) -> bool:
        """Whether the full stop that was read last stands between two factors without a space."""
        if self.at < 2 or not self.touches() or self.tokens[self.at - 1].spaced:
            return False
        before, behind = self.tokens[self.at - 2], self.tokens[self.at]
        left = before.kind in ("letter", "number", "raised", "lowered") or before.text in CLOSERS or before.text == "}"
        right = (
            behind.kind in ("letter", "number", "command") or behind.text in OPENERS or behind.text in ("√", "∑", "∂")
        )
        return left and right

    def _structure(self, token: Token) -> Sequence[Node]:
        text = token.text
        if text == "{":
            return self.group(token)
        if text in OPENERS:
            return [self.bracket(token)]
        if text in BARS:
            self.at += 1
            return [Bar(BARS[text], span=token.span, spaced=token.spaced)]
        if text in self.constructs:
            self.at += 1
            return self.constructs[text](self, token)
        if text in SWITCHES:
            return self._switch(token)
        if token.kind == "command":
            return self._layout(token)
        return [self.sign(token)]

    def _layout(self, token: Token) -> Sequence[Node]:
        text = token.text
        self.at += 1
        if text in LAYOUT:
            return []
        if text in SIDES:
            bar = BARS.get(self.peek())
            if bar is not None:
                self.tokens[self.at] = replace(self.tokens[self.at], text=SIDED[text[-1], bar])
            return []
        if text in LAYOUT_ARGUMENTS or text in SHOWING:
            return self._decoration(text)
        if text in FORBIDDEN:
            raise Unreadable(token.span, f"{text} is not followed: a formula has no effects")
        unknown: Sequence[Node] = self.constructs[""](self, token)
        return unknown

    def _decoration(self, text: str) -> Sequence[Node]:
        """A command whose arguments are layout; the group behind it is shown if it is round one."""
        if self.peek() == "*":
            self.at += 1
        self.optional()
        for _ in range(LAYOUT_ARGUMENTS.get(text, 0)):
            self.braced()
        return self.argument("a group").items if text in SHOWING and self.peek() == "{" else []

    def _switch(self, token: Token) -> Sequence[Node]:
        """`\\bf` and the like hold to the end of the group, or for the group that follows."""
        self.at += 1
        face = SWITCHES[token.text]
        if self.peek() == "{":
            return self.in_face(face)
        self.face = face
        return []

    def in_face(self, face: str) -> Sequence[Node]:
        """What an argument holds, in a type; round a whole relation, upright letters are as any others."""
        before, self.face = self.face, "" if face == "rm" and self._relation_ahead() else face
        row = self.argument("a letter")
        self.face = before
        return row.items

    def _relation_ahead(self) -> bool:
        """Whether braces come next in which a relation stands, and not inside further ones."""
        depth = 0
        for token in self.tokens[self.at :] if self.peek() == "{" else ():
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                break
            if depth == 1 and token.text in RELATING:
                return True
        return False

    # groups and brackets

    def group(self, opening: Token) -> Sequence[Node]:
        """What braces that are not shown hold: one thing, or nothing."""
        if self.outside and (parts := cases_ahead(self.tokens, self.at)) is not None:
            return [self._cases(opening, *parts)]
        if self.outside and self._set_ahead():
            return [self.bracket(opening)]
        row = self.braced_row(opening)
        span = self.behind(opening.span)
        if not row.items:
            follows = self.script_follows() and not opening.spaced
            return [] if follows else [Group(row, span=span, spaced=opening.spaced)]
        first = row.items[0]
        hangs = type(first) is Scripts and first.base is None
        if len(row.items) == 1 and (hangs or type(first) is not Scripts or not self.script_follows()):
            return row.items
        held = opening.kind == "held"
        return row.items if hangs else [Group(row, held, span=span, spaced=opening.spaced)]

    def _cases(self, opening: Token, first: int, second: int, end: int) -> Node:
        """`{a if x > 0, else b}`: the places of `if`, of the comma before `else`, and of the closing brace."""
        start, tokens = self.at, self.tokens
        value, stated = tokens[start + 1 : first], tokens[first + 2 : second]
        rest = tokens[second + 5 : end]
        if_, else_ = tokens[first].span, tokens[second + 1].span
        self.deeper(opening.span)
        rows = (
            (self.inside(value, opening.span), Row((Text("if ", span=if_), *self.inside(stated, if_).items), span=if_)),
            (self.inside(rest, else_), Row((Text("else", span=else_),), span=else_)),
        )
        self.depth -= 1
        self.at = end + 1
        return Table("cases", rows, span=self.behind(opening.span), spaced=opening.spaced)

    def braced_row(self, opening: Token, within: str = "group") -> Row:
        """What a group holds whose brace comes next."""
        self.at += 1
        row = self.row(within, opening.span)
        if self.peek() != "}":
            self._complain(opening, "{")
        self.at += 1
        return row

    def _set_ahead(self) -> bool:
        """Whether braces in text hold a list or a condition: then they are those of a set."""
        depth = 0
        for at in range(self.at, len(self.tokens)):
            text = self.tokens[at].text
            depth += (text in ("{", "(", "[")) - (text in ("}", ")", "]"))
            if not depth:
                return False
            if depth == 1 and text in (",", ":", "|", "\\mid", "∈", "\\in", "="):
                return True
        return False

    def bracket(self, opening: Token) -> Node:
        """A pair of brackets that are shown."""
        sign = "{" if opening.text == "{" else OPENERS[opening.text]
        self.at += 1
        row = self.row("bracket", opening.span)
        close = "}" if self.peek() == "}" and opening.text == "{" else CLOSERS.get(self.peek(), "")
        if close != PARTNER[sign] and not _is_interval(sign, row, close):
            self._complain(opening, sign)
        self.at += 1
        span = self.behind(opening.span)
        return Bracket(sign, row, close, span=span, spaced=opening.spaced)

    def _complain(self, opening: Token, sign: str) -> None:
        """Say what ends where something else should have been closed."""
        found = CLOSERS.get(self.peek(), "")
        if found and sign != "{":
            advice = f"\\left{sign} … \\right{found} if it is an interval"
            raise Unreadable(opening.span.to(self.here()), f"this {sign} is closed by {found}", advice)
        raise Unreadable(opening.span, f"this {sign} is never closed")

    def argument(self, expected: str) -> Row:
        """An argument by TeX's rules: a group, or the one token that follows, a digit for a number."""
        while self.peek() in NARROW:
            self.at += 1
        if self.at >= len(self.tokens) or (self.peek() in _ENDS and self.peek() not in ("&", "\\\\")):
            raise Unreadable(self.here(), f"{expected} is expected here")
        token = self.tokens[self.at]
        if token.text == "{":
            return self.braced_row(token)
        self.deeper(token.span)
        if token.kind == "number" and len(token.text) > 1:
            items: Sequence[Node] = [self._first_digit(token)]
        elif token.kind == "letter" and self.face == "rm":
            self.at += 1
            items = [Letter(written(token.text).name, "rm", span=token.span)]
        else:
            items = paired(self.one(token))
        self.depth -= 1
        return self.made(items, token.span)

    def _first_digit(self, token: Token) -> Node:
        """The first digit of a number, whose others stay behind it."""
        span, rest = token.span, token.span
        if "." in token.text:
            raise Unreadable(span, f"TeX takes only the first digit of {token.text}", f"write {{{token.text}}}")
        if span.end - span.start == len(token.text):
            span, rest = Span(span.start, span.start + 1), Span(span.start + 1, span.end)
        digit = Token("number", token.text[0], span, token.spaced)
        self.tokens[self.at : self.at + 1] = [digit, Token("number", token.text[1:], rest)]
        self.at += 1
        return self.number(digit.text, digit)

    def inside(self, tokens: Sequence[Token], start: Span) -> Row:
        """The row that other tokens make."""
        kept = self.tokens, self.at
        self.tokens, self.at = list(tokens), 0
        row = self.row("group", start)
        if self.at < len(self.tokens):
            raise Unreadable(self.here(), f"{self.peek()} stands here without its partner")
        self.tokens, self.at = kept
        return row
