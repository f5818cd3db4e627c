"""The reader of tokens: rows, groups, brackets and scripts. Commands with arguments come from a table it is given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.bars import Bar, paired
from symcheck.reading.commands import (
    BARS,
    CLOSERS,
    FORBIDDEN,
    LAYOUT,
    LAYOUT_ARGUMENTS,
    NARROW,
    OPENERS,
    PARTNER,
    PLAIN,
    SIDED,
)
from symcheck.reading.letters import FRACTIONS, LOWERED, RAISED, written
from symcheck.reading.source import Span
from symcheck.reading.tokens import Token, closing
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Text,
    Unreadable,
    Word,
)

DEEPEST = 200
"""How deep a formula may nest."""


class Remark(Struct, frozen=True):
    """What was read in a way that should be said, and where."""

    span: Span
    text: str


Construct = Callable[["Reader", Token], Sequence[Node]]
"""Reads what follows a command, and gives what stands there."""
_ENDS = frozenset({"}", "\\right", "\\end", "&", "\\\\", *CLOSERS})
_SCRIPTS = frozenset({"^", "_", "'", "**"})
_OVER = {"\\over": "frac", "\\choose": "binom", "\\atop": "binom"}
_SWITCHES = {
    "\\bf": "bold", "\\bfseries": "bold", "\\rm": "rm", "\\it": "", "\\cal": "cal", "\\sf": "sf", "\\tt": "tt",
    "\\mit": "", "\\boldmath": "bold", "\\frak": "frak", "\\Bbb": "bb", "\\scr": "cal", "\\em": "", "\\sl": "",
}  # fmt: skip
_NO_BASE = (Operator, Relation, Mark)


class Reader:
    """Reads one formula. `at` is the token that is read next."""

    def __init__(self, tokens: Sequence[Token], constructs: Mapping[str, Construct], end: Span, outside: bool) -> None:
        self.tokens = list(tokens)
        self.constructs = constructs
        self.end = end
        self.outside = outside
        self.at = 0
        self.depth = 0
        self.face = ""
        self.remarks: list[Remark] = []

    # tokens

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

    # rows

    def row(self, within: str, start: Span) -> Row:
        """What stands side by side up to an end that is left unread. `within`: "top", "group", "bracket", "left", "cell"."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(start, f"nested more than {DEEPEST} deep", "write it in parts")
        face = self.face
        items = self._items(within)
        self.face = face
        self.depth -= 1
        return self.made(items, start)

    def made(self, items: Sequence[Node], start: Span) -> Row:
        """The items as a row; an empty one stands behind `start`."""
        if not items:
            return Row((), span=Span(start.end, start.end))
        span = items[0].span.to(items[-1].span)
        if items[0].spaced:
            items = [replace(items[0], spaced=False), *items[1:]]
        return Row(tuple(items), span=span)

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
            elif text in _SCRIPTS or token.kind in ("raised", "lowered"):
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
        """Put what was read behind the items: as one group if a script follows; scripts alone hang on what stands there."""
        if not found:
            return
        first = found[0]
        if token.text == "{" and type(first) is Scripts and first.base is None and self._carries(items):
            items.append(_hang(items.pop(), first))
            found = found[1:]
        elif len(found) > 1 and self._script_follows():
            row = self.made(found, token.span)
            found = [Group(row, span=row.span, spaced=token.spaced)]
        elif (wide or token.spaced) and not first.spaced:
            found = [_spaced(first), *found[1:]]
        items.extend(found)

    def _script_follows(self) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.text in _SCRIPTS or token.kind in ("raised", "lowered")

    @staticmethod
    def _carries(items: Sequence[Node]) -> bool:
        """Whether a script can hang on the last item."""
        if not items:
            return False
        last = items[-1]
        return not isinstance(last, _NO_BASE) or (type(last) is Operator and last.sign == "!") or type(last) is Bar

    def one(self, token: Token) -> Sequence[Node]:
        """What the next token stands for, with its arguments but without scripts: nothing, one node or several."""
        text = token.text
        if token.kind == "letter":
            return [self._letter(token)]
        if token.kind == "number":
            self.at += 1
            return [self._number(text, token)]
        plain = PLAIN.get(text)
        if plain is not None and (text != "~" or self.outside):
            self.at += 1
            return [self._faced(plain(token.span, token.spaced))]
        return self._structure(token)

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
        if text in _SWITCHES:
            return self._switch(token)
        if token.kind == "command":
            return self._layout(token)
        return [self._sign(token)]

    def _layout(self, token: Token) -> Sequence[Node]:
        text = token.text
        self.at += 1
        if text in LAYOUT:
            return []
        if text in ("\\bigl", "\\Bigl", "\\biggl", "\\Biggl", "\\bigr", "\\Bigr", "\\biggr", "\\Biggr"):
            bar = BARS.get(self.peek())
            if bar is not None:
                self.tokens[self.at] = _renamed(self.tokens[self.at], SIDED[text[-1], bar])
            return []
        if text in LAYOUT_ARGUMENTS:
            if self.peek() == "*":
                self.at += 1
            self.optional()
            for _ in range(LAYOUT_ARGUMENTS[text]):
                self.braced()
            return []
        if text in FORBIDDEN:
            raise Unreadable(token.span, f"{text} is not followed: a formula has no effects")
        return self.constructs[""](self, token)

    def _sign(self, token: Token) -> Node:
        self.at += 1
        text = token.text
        if text in FRACTIONS:
            over, under = (Row((Number(part, span=token.span),), span=token.span) for part in FRACTIONS[text])
            return Fraction(over, under, span=token.span, spaced=token.spaced)
        if token.kind == "text":
            return Text(text, span=token.span, spaced=token.spaced)
        if len(text) == 1 and unicodedata.category(text) in ("Nd", "Lo", "Lm"):
            letter = written(text)
            digit = letter.name.isascii() and letter.name.isdigit()
            if digit and not letter.face:
                return Number(letter.name, span=token.span, spaced=token.spaced)
            return Letter(letter.name, letter.face, span=token.span, spaced=token.spaced)
        if text == "$":
            raise Unreadable(token.span, "a $ inside a formula")
        raise Unreadable(token.span, f"no rule reads {_shown(text)} here")

    # letters and numbers

    def _letter(self, token: Token) -> Node:
        self.at += 1
        if self.face == "rm":
            return self._upright(token)
        letter = written(token.text)
        node: Node = Letter(letter.name, letter.face or self.face, span=token.span, spaced=token.spaced)
        for mark in letter.marks:
            node = decorated(mark, Row((node,), span=token.span), token.span, token.spaced)
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
        if len(text) > 1 and (not written(text[0]).marks or len(text) > 2):
            return Word(text, span=span, spaced=token.spaced)
        letter = written(text)
        return Letter(letter.name, "rm", span=span, spaced=token.spaced)

    def _letters_at(self, at: int) -> bool:
        pair = self.tokens[at : at + 2]
        return len(pair) == 2 and all(token.kind == "letter" and not token.spaced for token in pair)

    def _number(self, text: str, token: Token) -> Node:
        if self.face in ("", "rm"):
            return Number(text, span=token.span, spaced=token.spaced)
        return Letter(text, self.face, span=token.span, spaced=token.spaced)

    def _faced(self, node: Node) -> Node:
        """A Greek letter in the type that holds here."""
        if self.face and type(node) is Letter:
            return Letter(node.name, self.face, span=node.span, spaced=node.spaced)
        return node

    def _switch(self, token: Token) -> Sequence[Node]:
        """`\\bf` and the like hold to the end of the group, or for the group that follows."""
        self.at += 1
        face = _SWITCHES[token.text]
        if self.peek() == "{":
            return self.in_face(face)
        self.face = face
        return []

    def in_face(self, face: str) -> Sequence[Node]:
        """What an argument holds, in a type."""
        before, self.face = self.face, face
        row = self.argument("a letter")
        self.face = before
        return row.items

    # groups and brackets

    def group(self, opening: Token) -> Sequence[Node]:
        """What braces that are not shown hold: one thing, or nothing."""
        if self.outside and self._set_ahead():
            return [self.bracket(opening)]
        row = self.braced_row(opening)
        span = self.behind(opening.span)
        if not row.items:
            follows = self._script_follows() and not opening.spaced
            return [] if follows else [Group(row, span=span, spaced=opening.spaced)]
        first = row.items[0]
        hangs = type(first) is Scripts and first.base is None
        if len(row.items) == 1 and (hangs or type(first) is not Scripts or not self._script_follows()):
            return row.items
        return row.items if hangs else [Group(row, span=span, spaced=opening.spaced)]

    def braced_row(self, opening: Token) -> Row:
        self.at += 1
        row = self.row("group", opening.span)
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
        if close != PARTNER[sign]:
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
        if self.at >= len(self.tokens) or (self.peek() in _ENDS and self.peek() not in ("&", "\\\\")):
            raise Unreadable(self.here(), f"{expected} is expected here")
        token = self.tokens[self.at]
        if token.text == "{":
            return self.braced_row(token)
        if token.text in NARROW:
            self.at += 1
            return self.argument(expected)
        self._enter(token)
        if token.kind == "number" and len(token.text) > 1:
            span = Span(token.span.start, token.span.start + 1) if _own(token) else token.span
            rest = Span(span.end, token.span.end) if _own(token) else token.span
            items: Sequence[Node] = [self._number(token.text[0], Token("number", token.text[0], span))]
            self.tokens[self.at] = Token("number", token.text[1:], rest)
        elif token.kind == "letter" and self.face == "rm":
            self.at += 1
            items = [Letter(written(token.text).name, "rm", span=token.span)]
        else:
            items = self.one(token)
        self.depth -= 1
        return self.made(items, token.span)

    def _enter(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(token.span, f"nested more than {DEEPEST} deep", "write it in parts")

    # scripts

    def scripts(self, items: list[Node]) -> None:
        """All scripts that follow, on the last item."""
        start = self.here()
        spaced = self.tokens[self.at].spaced
        base = items.pop() if self._carries(items) else None
        node: Node | None = base
        while self._script_follows() or self._empty_group():
            node = _hang(node, self._script())
        assert isinstance(node, Scripts)
        items.append(node if base is not None else _spaced(node) if spaced and start else node)

    def _empty_group(self) -> bool:
        """Pass over `{}` before a script."""
        pair = self.tokens[self.at : self.at + 3]
        if len(pair) == 3 and pair[0].text == "{" and pair[1].text == "}" and not pair[0].spaced:
            third = pair[2]
            if third.text in _SCRIPTS or third.kind in ("raised", "lowered"):
                self.at += 2
                return True
        return False

    def _script(self) -> Scripts:
        """One script or a run of primes, without a base."""
        token = self.next("a script")
        if token.text == "'":
            primes = 1
            while self.peek() == "'":
                self.at += 1
                primes += 1
            return Scripts(None, primes=primes, span=self.behind(token.span))
        if token.kind in ("raised", "lowered"):
            row = self._shifted(token)
        else:
            row = self._content(token)
        span = self.behind(token.span)
        if token.text == "_" or token.kind == "lowered":
            return Scripts(None, sub=row, span=span)
        primes = _primes(row)
        return Scripts(None, primes=primes, span=span) if primes else Scripts(None, sup=row, span=span)

    def _shifted(self, token: Token) -> Row:
        """Raised or lowered letters of Unicode, read as if they stood on the line."""
        table = RAISED if token.kind == "raised" else LOWERED
        inner: list[Token] = []
        for sign in (table[letter] for letter in token.text):
            kind = "number" if sign.isdigit() else "letter" if sign.isalpha() else "sign"
            if kind == "number" and inner and inner[-1].kind == "number":
                inner[-1] = Token(kind, inner[-1].text + sign, token.span)
            else:
                inner.append(Token(kind, sign, token.span))
        return self.inside(inner, token.span)

    def inside(self, tokens: Sequence[Token], start: Span) -> Row:
        """The row that other tokens make."""
        kept = self.tokens, self.at
        self.tokens, self.at = list(tokens), 0
        row = self.row("group", start)
        if self.at < len(self.tokens):
            raise Unreadable(self.here(), f"{self.peek()} stands here without its partner")
        self.tokens, self.at = kept
        return row

    def _content(self, sign: Token) -> Row:
        """What stands in a script."""
        text = self.peek()
        if text in ("+", "-") and self._factor_touches():
            return self._signed(sign)
        if text in _SCRIPTS and text != "'":
            raise Unreadable(self.here(), f"nothing stands in this {sign.text}")
        if text == "'":
            inner = self._script()
            return Row((inner,), span=inner.span)
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is not None and token.kind == "number" and len(token.text) > 1:
            return self._digits(sign, token)
        if token is not None and token.kind == "letter" and self.outside and sign.text == "_":
            return self._run()
        if text == "(" and not self.outside:
            self.remark(
                self.here(), f"TeX shows {sign.text}( … ) with the bracket alone raised or lowered: read as a group"
            )
        return self.argument(f"what stands in {sign.text}")

    def _factor_touches(self) -> bool:
        pair = self.tokens[self.at : self.at + 2]
        if len(pair) < 2 or pair[1].spaced or pair[1].kind not in ("letter", "number", "command"):
            return pair[-1].text == "(" and len(pair) == 2 and not pair[1].spaced
        return pair[1].text not in NARROW and pair[1].text not in CLOSERS and not isinstance(_plain(pair[1]), _NO_BASE)

    def _signed(self, sign: Token) -> Row:
        """`e^-z`: a sign and the factor behind it."""
        token = self.next("a sign")
        items: list[Node] = list(self.one(self.tokens[self.at]))
        last = self.tokens[self.at - 1]
        if last.kind == "number" and self.touches() and self.tokens[self.at].kind == "letter":
            reach = self.behind(sign.span).to(self.here())
            raise Unreadable(reach, "how far the exponent reaches is not clear", f"write {sign.text}{{…}}")
        if self._script_follows():
            self.scripts(items)
        row = self.made([Operator(token.text, span=token.span), *items], token.span)
        if not self.outside:
            self.remark(
                row.span, f"TeX shows the sign alone in {sign.text}{token.text}: read with the factor behind it"
            )
        return row

    def _digits(self, sign: Token, token: Token) -> Row:
        """Digits in a script without braces: one number in text, and not clear in TeX, which takes the first."""
        if not self.outside:
            advice = f"write {sign.text}{{{token.text}}}, or {sign.text}{token.text[0]} and a space"
            raise Unreadable(token.span, f"TeX takes only the first digit of {sign.text}{token.text}", advice)
        self.at += 1
        return Row((self._number(token.text, token),), span=token.span)

    def _run(self) -> Row:
        """A subscript in text: the letters and digits that touch, one letter where the next has a subscript itself."""
        first = self.at
        while self.at < len(self.tokens) and self.tokens[self.at].kind in ("letter", "number"):
            if self.at > first and self.tokens[self.at].spaced:
                break
            self.at += 1
        if self.peek() == "_" and self.at > first + 1:
            self.at = first + 1
        run = self.tokens[first : self.at]
        return self.inside(run, run[0].span)


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


def _hang(base: Node | None, more: Scripts) -> Scripts:
    """A script hung on a base that may have others."""
    span = base.span.to(more.span) if base is not None else more.span
    spaced = base is not None and base.spaced
    if base is not None and spaced:
        base = replace(base, spaced=False)
    if type(base) is not Scripts:
        return Scripts(base, more.sub, more.sup, more.primes, span=span, spaced=spaced)
    if more.sub is not None and base.sub is not None:
        raise Unreadable(more.span, "a second subscript", "put braces round what it belongs to")
    raised = base.sup is not None
    if raised and (more.sup is not None or more.primes):
        if not _bracketed(base.sup):
            raise Unreadable(more.span, "a second superscript", "put braces round what it belongs to")
        return Scripts(base, more.sub, more.sup, more.primes, span=span, spaced=spaced)
    sub, sup = base.sub or more.sub, base.sup or more.sup
    return Scripts(base.base, sub, sup, base.primes + more.primes, span=span, spaced=spaced)


def _bracketed(row: Row | None) -> bool:
    return row is not None and len(row.items) == 1 and type(row.items[0]) is Bracket


def _primes(row: Row) -> int:
    """How many primes a superscript is, 0 if it is something else."""
    found = [item.primes for item in row.items if type(item) is Scripts and item.base is item.sub is item.sup is None]
    return sum(found) if len(found) == len(row.items) else 0


def _spaced(node: Node) -> Node:
    return replace(node, spaced=True)


def _renamed(token: Token, text: str) -> Token:
    return Token(token.kind, text, token.span, token.spaced)


def _own(token: Token) -> bool:
    """Whether a token stands on the page as it is, and was not put in for something else."""
    return token.span.end - token.span.start == len(token.text)


def _plain(token: Token) -> Node | None:
    make = PLAIN.get(token.text)
    return make(token.span, token.spaced) if make is not None else None


def _shown(text: str) -> str:
    """A character that can be shown, or its number."""
    return text if text.isprintable() else f"the character U+{ord(text[0]):04X}"
