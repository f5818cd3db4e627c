"""What hangs on a base: subscripts, superscripts and primes, in any order, in braces or without."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.grammar.bars import paired
from symcheck.reading.grammar.commands import NARROW
from symcheck.reading.grammar.cursor import PRIMES, SCRIPTS
from symcheck.reading.grammar.glyphs import Glyphs
from symcheck.reading.grammar.signs import BARS, CLOSERS, plain
from symcheck.reading.grammar.tokens import Token, run_end, shifted
from symcheck.reading.names import spelling
from symcheck.reading.rows import lone
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Big,
    Bracket,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Symbol,
    Table,
    Unreadable,
    Word,
)

_SUMS = {"\\Sigma": "sum", "\\Pi": "prod"}
"""Letters that stand for a big sign where a range hangs on them."""
_BY_ENTRY = frozenset("∘⊙")
"""Signs of a power that is taken entry by entry: `x^∘2`."""
_RANGES = frozenset("=∈<≤>≥≠")
_NO_BASE = (Operator, Relation, Mark)


class Scripting(Glyphs, ABC):
    """Reads scripts; rows and arguments are read by whoever completes it."""

    @abstractmethod
    def one(self, token: Token) -> Sequence[Node]:
        """What the next token stands for, with its arguments but without scripts."""

    @abstractmethod
    def argument(self, expected: str) -> Row:
        """An argument by TeX's rules."""

    @abstractmethod
    def inside(self, tokens: Sequence[Token], start: Span) -> Row:
        """The row that other tokens make."""

    @staticmethod
    def carries(items: Sequence[Node]) -> bool:
        """Whether a script can hang on the last item."""
        if not items:
            return False
        last = items[-1]
        return not isinstance(last, _NO_BASE) or (isinstance(last, Operator | Mark) and last.sign in ("!", "|", "‖"))

    def scripts(self, items: list[Node]) -> None:
        """All scripts that follow, on the last item."""
        spaced = self.tokens[self.at].spaced
        base = items.pop() if self.carries(items) else None
        if type(base) is Group and not base.body.items:
            spaced = base.spaced
            base = items.pop() if not spaced and self.carries(items) else None
        node: Node | None = base
        while (touching := self.script_follows()) or self._empty_group():
            before, more = node, self.script()
            node = hang(before, more, touching)
            if before is not None and node.base is before and type(before) is Scripts:
                self.remark(more.span, "a second superscript: read as one of what stands before it")
        assert isinstance(node, Scripts)
        if base is None and (letter := self._named_from_before(node)) is not None:
            return items.append(replace(letter, spaced=spaced))
        if isinstance(node.base, Letter) and node.base.name in _SUMS:
            node = self._summing(node, node.base)
        items.append(node if base is not None else replace(node, spaced=True) if spaced else node)

    def _named_from_before(self, node: Scripts) -> Letter | None:
        """The letter that follows a script, which is part of its name: `^pE`."""
        before = spelling(replace(node, base=Letter("", span=node.span)))
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind != "letter" or token.spaced or before is None or node.primes:
            return None
        only = lone(self.one(token))
        if not isinstance(only, Letter):
            raise Unreadable(node.span, "a script with nothing that it hangs on")
        return replace(only, name=before + only.name, span=node.span.to(only.span))

    def _summing(self, node: Scripts, letter: Letter) -> Scripts:
        """`Σ` as a sum where its scripts say over what; as a character also where they may, and a factor follows."""
        kind = _SUMS[letter.name]
        if _range(node):
            return replace(node, base=Big(kind, span=letter.span))
        limits = node.sub is not None and not node.primes and (node.sup is None or not _is_turning(node.sup))
        typed = self.outside or letter.span.end - letter.span.start == 1
        if typed and limits and not letter.face and self._factor_follows():
            return replace(node, base=Big(kind, letter.name, span=letter.span))
        return node

    def _factor_follows(self) -> bool:
        """Whether what comes next begins a factor."""
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.text not in CLOSERS and token.text != "}" and not isinstance(plain(token), _NO_BASE)

    def _empty_group(self) -> bool:
        """Pass over `{}` before a script."""
        pair = self.tokens[self.at : self.at + 3]
        if len(pair) == 3 and pair[0].text == "{" and pair[1].text == "}" and not pair[0].spaced:
            third = pair[2]
            if third.text in SCRIPTS or third.kind in ("raised", "lowered"):
                self.at += 2
                return True
        return False

    def script(self) -> Scripts:
        """One script or a run of primes, without a base."""
        token = self.next("a script")
        if token.text in PRIMES:
            primes = 1
            while self.peek() in PRIMES:
                self.at += 1
                primes += 1
            return Scripts(None, primes=primes, span=self.behind(token.span))
        unicode = token.kind in ("raised", "lowered")
        row = _starred(self.inside(shifted(token), token.span) if unicode else self._content(token))
        span = self.behind(token.span)
        if token.text == "_" or token.kind == "lowered":
            return Scripts(None, sub=row, span=span)
        primes = _primes(row)
        return Scripts(None, primes=primes, span=span) if primes else Scripts(None, sup=row, span=span)

    def _content(self, sign: Token) -> Row:
        """What stands in a script."""
        text = self.peek()
        if (text in ("+", "-") or (text in _BY_ENTRY and self.outside)) and self._factor_touches():
            return self._signed(sign)
        if (text in SCRIPTS and text not in PRIMES) or text == "=":
            raise Unreadable(self.here(), f"nothing stands in this {sign.text}")
        if text in PRIMES:
            inner = self.script()
            return Row((inner,), span=inner.span)
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is not None and token.kind == "number" and len(token.text) > 1:
            return self._digits(sign, token)
        if token is not None and token.kind == "letter" and self.outside and sign.text == "_":
            return self._run()
        if text == "(":
            return self._in_brackets(sign)
        return self.argument(f"what stands in {sign.text}")

    def _in_brackets(self, sign: Token) -> Row:
        """`x^(a+b)` is a group; brackets round one thing, `x^(i)`, stay: that is an index or part of a name."""
        if not self.outside:
            self.remark(self.here(), f"TeX raises or lowers the bracket alone in {sign.text}(…): read as a group")
        row = self.argument(f"what stands in {sign.text}")
        match row.items:
            case (Bracket("(", Row((Letter() | Number() | Word(),)), ")"),):
                return row
            case (Bracket("(", body, ")"),):
                return body
        return row

    def _factor_touches(self) -> bool:
        pair = self.tokens[self.at : self.at + 2]
        if len(pair) < 2 or pair[1].spaced or pair[1].kind not in ("letter", "number", "command"):
            return pair[-1].text == "(" and len(pair) == 2 and not pair[1].spaced
        ends = pair[1].text in CLOSERS or pair[1].text in BARS
        return pair[1].text not in NARROW and not ends and not isinstance(plain(pair[1]), _NO_BASE)

    def _signed(self, sign: Token) -> Row:
        """`e^-z`: a sign and the factor behind it."""
        token = self.next("a sign")
        self.deeper(token.span)
        items: list[Node] = list(self.one(self.tokens[self.at]))
        last = self.tokens[self.at - 1]
        if last.kind == "number" and self.touches() and self.tokens[self.at].kind == "letter":
            reach = self.behind(sign.span).to(self.here())
            raise Unreadable(reach, "how far the exponent reaches is not clear", f"write {sign.text}{{…}}")
        if self.script_follows():
            self.scripts(items)
        self.depth -= 1
        row = self.made([plain(token) or Operator(token.text, span=token.span), *paired(items)], token.span)
        if not self.outside:
            row = replace(row, braced=False)
            self.remark(
                row.span, f"TeX takes the sign alone in {sign.text}{token.text}: read with the factor behind it"
            )
        return row

    def _digits(self, sign: Token, token: Token) -> Row:
        """Digits in a script without braces: one number in text; in TeX, which takes the first, they are not clear."""
        if not self.outside and (sign.text != "^" or "." in token.text):
            advice = f"write {sign.text}{{{token.text}}}, or {sign.text}{token.text[0]} and a space"
            raise Unreadable(token.span, f"TeX takes only the first digit of {sign.text}{token.text}", advice)
        self.at += 1
        row = Row((self.number(token.text, token),), span=token.span)
        return row if self.outside else Row((Note("digits", row, span=token.span),), span=token.span)

    def _run(self) -> Row:
        """A subscript in text."""
        first, self.at = self.at, run_end(self.tokens, self.at)
        run = self.tokens[first : self.at]
        return self.inside(run, run[0].span)


def hang(base: Node | None, more: Scripts, touching: bool = True) -> Scripts:
    """A script hung on a base that may have others; behind `{}` a second superscript is one of the whole."""
    span = base.span.to(more.span) if base is not None else more.span
    spaced = base is not None and base.spaced
    if isinstance(base, Group) and not base.body.items:
        base = None
    if base is not None and spaced:
        base = replace(base, spaced=False)
    if type(base) is not Scripts:
        return Scripts(base, more.sub, more.sup, more.primes, span=span, spaced=spaced)
    if more.sub is not None and base.sub is not None:
        raise Unreadable(more.span, "a second subscript", "put braces round what it belongs to")
    raised = base.sup is not None
    if raised and (more.sup is not None or more.primes):
        if touching and (not _bracketed(base.sup) or type(base.base) is Scripts):
            raise Unreadable(more.span, "a second superscript", "put braces round what it belongs to")
        return Scripts(base, more.sub, more.sup, more.primes, span=span, spaced=spaced)
    sub, sup = base.sub or more.sub, base.sup or more.sup
    return Scripts(base.base, sub, sup, base.primes + more.primes, span=span, spaced=spaced)


def _range(scripts: Scripts) -> bool:
    """Whether a script says what something runs over."""
    rows = [row for row in (scripts.sub, scripts.sup) if row is not None]
    items = [item for row in rows for item in row.items]
    items += [
        item for table in items if type(table) is Table for row in table.rows for cell in row for item in cell.items
    ]
    return any(isinstance(item, Relation) and item.sign in _RANGES for item in items)


def _is_turning(row: Row) -> bool:
    """Whether a superscript begins like that of a transpose or an inverse."""
    match row.items[:1]:
        case (Letter("T") | Symbol() | Operator(),):
            return True
    return not row.items


def _starred(row: Row) -> Row:
    """A script that begins with a star, which is no sign of a product there: `x^\\star`, `w^{\\ast T}`."""
    match row.items[:1]:
        case (Operator("∗") as star,):
            return replace(row, items=(replace(star, sign="*"), *row.items[1:]))
        case (Operator("⋆") as star,):
            return replace(row, items=(Symbol("\\star", span=star.span), *row.items[1:]))
    return row


def _bracketed(row: Row | None) -> bool:
    return row is not None and len(row.items) == 1 and type(row.items[0]) is Bracket


def _primes(row: Row) -> int:
    """How many primes a superscript is, 0 if it is something else."""
    found = [item.primes for item in row.items if type(item) is Scripts and item.base is item.sub is item.sup is None]
    return sum(found) if len(found) == len(row.items) else 0
