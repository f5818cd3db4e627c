r"""Replacing what is written, token by token, before it is read: `u_k means u_{w_k}`, `in subscripts, 0 means o`.

A pattern is matched against whole arguments and scripts only: `u_k` and `u_{k}` are one pattern, `u_{kj}` is no `u_k`,
and `u^T_k` is `u_k` with a transpose. What is put in is not looked at again. It is one group, unless it fills a script
or an argument, is one letter with its scripts, or is a sign. Words in upright type, names of functions and letters
under an accent are left alone. A letter in bold type is that letter, unless it is declared in several types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.depth import deep
from symcheck.reading.grammar.arguments import ARITY, OPAQUE, in_braces
from symcheck.reading.grammar.commands import ACCENTS, FACES, LAYOUT, NARROW, SIDES
from symcheck.reading.grammar.letters import written
from symcheck.reading.grammar.macros import NONE, Macros, expand
from symcheck.reading.grammar.signs import CLOSERS, OPENERS, UNDEFINED_WORDS, WORDS, plain
from symcheck.reading.grammar.subscripts import in_subscript
from symcheck.reading.grammar.tokens import Token, closing, tokenize
from symcheck.reading.source import Passage, Span
from symcheck.reading.tree import Big, Letter, Operator, Relation, Symbol, Unreadable

_SILENT = LAYOUT | NARROW | SIDES | {"\\left", "\\right"}
"""What a pattern does not say, and is passed over where it is looked for."""
_FUNCTIONS = frozenset((*WORDS, *UNDEFINED_WORDS))
_SCRIPTS = frozenset({"_", "^", "'"})


class Rewrite(Struct, frozen=True):
    """`pattern means replacement`: everywhere, or in subscripts only; a variable stands for one token or group.

    The type of `faced` letters tells one from another.
    """

    pattern: tuple[Token, ...]
    replacement: tuple[Token, ...]
    in_subscripts: bool = False
    variables: tuple[str, ...] = ()
    faced: frozenset[str] = frozenset()


def rewrite(
    pattern: Passage,
    replacement: Passage,
    in_subscripts: bool = False,
    variables: Sequence[str] = (),
    macros: Macros = NONE,
    faced: frozenset[str] = frozenset(),
) -> Rewrite:
    """A rule from the text of its two sides; raises `Unreadable`."""
    written = _prepared(pattern, macros)
    named = [token for token in written[:1] if len(written) == 1 and token.text == "\\space"]  # it may mean a wider one
    said = [token for token in written if token.text not in _SILENT] or named
    if not said:
        raise Unreadable(pattern.whole, "nothing to be replaced is written here")
    return Rewrite(tuple(said), tuple(_prepared(replacement, macros)), in_subscripts, tuple(variables), faced)


def _prepared(passage: Passage, macros: Macros) -> list[Token]:
    tokens = in_braces(expand(tokenize(passage), macros), outside=False)
    depth = 0
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0:
            raise Unreadable(token.span, "this } closes nothing")
    if depth:
        raise Unreadable(passage.whole, "a { in this is never closed")
    return tokens


def rewritten(tokens: Sequence[Token], rewrites: Sequence[Rewrite], outside: bool = False) -> list[Token]:
    """The tokens of a formula with everything replaced that a rule speaks of."""
    with deep():
        return _Rewriting(in_braces(tokens, outside), rewrites).all()


class _Match(Struct, frozen=True):
    rule: Rewrite
    end: int
    bound: Mapping[str, tuple[Token, ...]]


class _Rewriting:
    def __init__(self, tokens: Sequence[Token], rewrites: Sequence[Rewrite], below: bool = False) -> None:
        self.tokens = tokens
        self.rewrites = sorted(rewrites, key=lambda rule: -len(rule.pattern))
        self.first = {_key(rule.pattern[0]) for rule in rewrites if rule.pattern[0].text not in rule.variables}
        self.anything = any(rule.pattern[0].text in rule.variables for rule in rewrites)
        self.subscripts = in_subscript(tokens, below) if any(rule.in_subscripts for rule in rewrites) else None
        self.out: list[Token] = []

    def all(self) -> list[Token]:
        at = 0
        while at < len(self.tokens):
            found = self.found(at)
            if found is not None:
                self.put_in(at, found)
                at = found.end
                continue
            end = self.left_alone(at)
            self.out.extend(self.tokens[at:end])
            at = end
        return self.out

    def left_alone(self, at: int) -> int:
        """Where looking goes on: behind upright words, behind the name of a function, or at the next token."""
        token = self.tokens[at]
        if token.text in OPAQUE and at + 1 < len(self.tokens) and self.tokens[at + 1].text == "{":
            end = closing(self.tokens, at + 1) + 1
            return at + 1 if token.text == "\\mathrm" and end == at + 4 else end
        if token.kind == "letter" and token.text.isascii():
            end = at + 1
            while end < min(len(self.tokens), at + 10) and self._goes_on(end):
                end += 1
            if "".join([part.text for part in self.tokens[at:end]]) in _FUNCTIONS:
                return end
        return at + 1

    def _goes_on(self, at: int) -> bool:
        return self.tokens[at].kind == "letter" and not self.tokens[at].spaced

    def found(self, at: int) -> _Match | None:
        """The longest rule that speaks of what begins here."""
        token = self.tokens[at]
        letter, _ = self.untyped(at)
        if token.text in ("{", "}") or not (self.anything or _key(token) in self.first or _key(letter) in self.first):
            return None
        word = self.left_alone(at) if token.kind == "letter" and not (at and self._goes_on(at)) else at + 1
        for rule in self.rewrites:
            if rule.in_subscripts and not (self.subscripts and self.subscripts[at]):
                continue
            if word > at + 1 and [x.text for x in rule.pattern[: word - at]] != [x.text for x in self.tokens[at:word]]:
                continue  # the letters of a name are not those of the rule
            match = self.matched(rule, at)
            if match is not None and self.stands_alone(rule, at, match.end):
                return match
        return None

    def matched(self, rule: Rewrite, start: int) -> _Match | None:
        bound: dict[str, tuple[Token, ...]] = {}
        at = start
        for n, wanted in enumerate(rule.pattern):
            while n and at < len(self.tokens) and self.tokens[at].text in _SILENT:
                at += 1
            if at >= len(self.tokens):
                return None
            if wanted.text not in rule.variables:
                token, end = self.untyped(at)
                if end > at + 1 and (len(rule.pattern) == 1 or token.text in rule.faced or wanted.text in FACES):
                    token, end = self.tokens[at], at + 1
                if _key(wanted) != _key(token):
                    return None
                at = end
                continue
            around = [token.text for token in rule.pattern[max(0, n - 1) : n + 2 : 2]]
            end = self.thing(at, filling=around == ["{", "}"])
            found = tuple(self.tokens[at:end])
            known = bound.setdefault(wanted.text, found)
            if not found or [_key(token) for token in known] != [_key(token) for token in found]:
                return None
            at = end
        return _Match(rule, at, bound)

    def untyped(self, at: int) -> tuple[Token, int]:
        """What stands at a place, without bold type round one letter, and the place behind it."""
        inside = self.tokens[at + 1 : at + 4]
        if FACES.get(self.tokens[at].text) == "bold" and [x.text for x in inside[::2]] == ["{", "}"]:
            return inside[1], at + 4
        return self.tokens[at], at + 1

    def thing(self, at: int, filling: bool) -> int:
        """The end of what a variable stands for: all that the braces hold which it fills, else one token or group."""
        if filling and at and self.tokens[at - 1].text == "{":
            return closing(self.tokens, at - 1)
        token = self.tokens[at]
        if token.text == "{":
            return closing(self.tokens, at) + 1
        if token.text in ARITY and at + 1 < len(self.tokens) and self.tokens[at + 1].text == "{":
            return closing(self.tokens, at + 1) + 1
        if not (token.kind in ("letter", "number") or type(plain(token)) is Letter):
            return at
        return next((end for end in range(at + 1, len(self.tokens)) if self.tokens[end].text != "'"), at + 1)

    def stands_alone(self, rule: Rewrite, start: int, end: int) -> bool:
        """Whether no script of the last factor is torn off, and no accent stands over a part."""
        following = self.tokens[end].text if end < len(self.tokens) else ""
        if following in _SCRIPTS and not _one_factor(rule.pattern, calls=True):
            return False
        if following == "_" and len(rule.pattern) == 1 and isinstance(plain(rule.pattern[0]), Big):
            return False  # it has limits of its own
        if start < 2 or self.tokens[start - 1].text != "{":
            return True
        return self.tokens[start - 2].text not in ACCENTS or self.tokens[start - 2].text == "\\vec"

    def put_in(self, start: int, match: _Match) -> None:
        first, last = self.tokens[start], self.tokens[match.end - 1]
        span = first.span.to(last.span)
        following = self.tokens[match.end].text if match.end < len(self.tokens) else ""
        tokens = self.filled(match, span, bool(self.subscripts and self.subscripts[start]))
        fills = bool(self.out) and self.out[-1].text == "{" and following == "}"
        if fills:
            self.out[-1] = replace(self.out[-1], kind="held")
        elif not _fits(tokens, following):
            tokens = [Token("held", "{", span), *tokens, Token("sign", "}", span)]
        if tokens:
            tokens[0] = replace(tokens[0], spaced=first.spaced)
        self.out.extend(tokens)

    def filled(self, match: _Match, span: Span, below: bool) -> list[Token]:
        """The replacement with what its variables stand for, in which the rules hold too."""
        tokens: list[Token] = []
        for token in match.rule.replacement:
            bound = match.bound.get(token.text)
            if bound is None:
                tokens.append(replace(token, span=span))
            elif len(match.rule.pattern) > 1:
                tokens.extend(_Rewriting(bound, self.rewrites, below).all())
            else:
                tokens.extend(bound)
        return tokens


def _fits(tokens: Sequence[Token], following: str) -> bool:
    """Whether a replacement needs no braces: one letter with scripts that clash with none behind it, or a sign."""
    if not tokens or tokens[0].text in _SCRIPTS:
        return True
    if len(tokens) == 1:
        return True
    if any(isinstance(plain(token), Relation) or token.text in ("&", "\\\\") for token in tokens):
        return True
    if not _one_factor(tokens, calls=False):
        return False
    own = _SCRIPTS.intersection([token.text for token in _top(tokens)])
    return not (own if following == "_" else following in _SCRIPTS and own - {"_"})


def _one_factor(tokens: Sequence[Token], calls: bool) -> bool:
    """Whether tokens are one thing with its scripts; with `calls` also one with a bracket behind it."""
    at = _behind(tokens, 0)
    at = _behind_scripts(tokens, at)
    if (
        calls
        and at < len(tokens)
        and tokens[at].text in OPENERS
        and isinstance(plain(tokens[0]) or tokens[0], Letter | Token)
    ):
        at = _behind_scripts(tokens, _behind(tokens, at))
    return at == len(tokens)


def _behind(tokens: Sequence[Token], at: int) -> int:
    """Behind one token, with its arguments or up to its closing bracket."""
    text = tokens[at].text
    if text == "{":
        return closing(tokens, at) + 1
    if text in OPENERS:
        depth = 0
        for end in range(at, len(tokens)):
            depth += (tokens[end].text in OPENERS) - (tokens[end].text in CLOSERS)
            if not depth:
                return end + 1
        return at
    at += 1
    for _ in range(ARITY.get(text, OPAQUE.get(text, 0))):
        if at < len(tokens) and tokens[at].text == "{":
            at = closing(tokens, at) + 1
    return at


def _behind_scripts(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].text in _SCRIPTS:
        at += 1
        if tokens[at - 1].text != "'" and at < len(tokens):
            at = _behind(tokens, at)
    return at


def _top(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that stand in no braces."""
    found, depth = list[Token](), 0
    for token in tokens:
        depth -= token.text == "}"
        if not depth:
            found.append(token)
        depth += token.text == "{"
    return found


def _key(token: Token) -> object:
    """What is the same for all ways of writing one sign or letter."""
    if token.text in ("\\vert", "\\mid", "∣"):
        return "|"
    if token.kind == "letter":
        letter = written(token.text)
        return letter.name, letter.marks
    node = plain(token)
    if isinstance(node, Letter):
        return node.name, ()
    if isinstance(node, Operator | Relation):
        return type(node), node.sign
    if isinstance(node, Symbol):
        return node.name
    return token.text
