r"""Upright text in a formula: words that are names, prose between formulas, and formulas inside prose.

`\text{softmax}` is a name, `\text{ if }` is prose, `\text{softmax(x)}` is a formula in upright letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from symcheck.reading.grammar.commands import TEXTS
from symcheck.reading.grammar.rows import Construct, Reader
from symcheck.reading.grammar.scripts import hang
from symcheck.reading.grammar.signs import RELATING
from symcheck.reading.grammar.tokens import Token, text_of
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Scripts, Text, Unreadable, Word

PROSE = frozenset(
    word
    for line in (
        "if when for where with given assuming suppose and or not since because so hence thus otherwise else as is",
        "are be let note recall then therefore but in on at by from to of the an all any each every some",
        "such that which we get set define const constant constants iff subject unless except case cases proof claim",
    )
    for word in line.split()
)
"""Words that are never names."""
_WORD = re.compile(r"[^\W\d_][\w\-]*")
_FORMULA = re.compile(r"\S*[()\[\]+=]\S*")
_SPACE = re.compile(" +")
_SPACES = {
    "\\ ": " ", "~": " ", "\\,": " ", "\\;": " ", "\\quad": " ", "\\qquad": " ", "\\_": "_", "\\&": "&", "\\%": "%",
    "\\#": "#", "\\$": "$", "\\{": "{", "\\}": "}", "\\\\": " ", "{": "", "}": "",
}  # fmt: skip
"""What is a space or a letter in text."""


def _text(reader: Reader, token: Token) -> Sequence[Node]:
    if reader.peek() == "*":
        reader.at += 1
    start, face = reader.here(), "bold" if token.text == "\\textbf" else "rm"
    inner = reader.braced()
    last = reader.tokens[reader.at - 1]
    if last.text == "}" and last.spaced:
        inner = (*inner, Token("sign", "", last.span, True))
    found: list[Node] = []
    for n, piece in enumerate(_pieces(inner)):
        items = _upright_row(reader, piece, "", start) if n % 2 else _words(reader, piece, face) if piece else ()
        first = items[0] if items else None
        if found and isinstance(first, Scripts) and first.base is None:
            found[-1], items = hang(found[-1], first), items[1:]
        found.extend(items)
    return found


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    """Text and formulas in dollars in turn."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        if depth or token.text not in ("$", "\\(", "\\)"):
            pieces[-1].append(token)
            continue
        if token.spaced and len(pieces) % 2:
            pieces[-1].append(Token("sign", "", token.span, True))
        pieces.append([])
    if len(pieces) % 2 == 0:
        raise Unreadable(tokens[-1].span, "a $ in this text is never closed")
    for n in range(1, len(pieces), 2):
        if len(pieces[n]) == 1 and pieces[n][0].text in RELATING:
            pieces[n - 1 : n + 2] = _with_names(*pieces[n - 1 : n + 2])
    return pieces


def _with_names(before: list[Token], sign: list[Token], behind: list[Token]) -> tuple[list[Token], ...]:
    r"""`if p $\ne$ m`: a relation in dollars takes the names on either side, where these are no words."""
    kept = [token for token in before if token.text]
    start = max((n for n, token in enumerate(kept) if token.spaced), default=0)
    stop = next((n for n, token in enumerate(behind) if n and token.spaced), len(behind))
    if not (_is_name(kept[start:]) and _is_name(behind[:stop])):
        return before, sign, behind
    return kept[:start], [*kept[start:], *sign, *behind[:stop]], behind[stop:]


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether this is a letter or a number, with scripts or without."""
    base = [token.kind for token in tokens[:2]]
    alone = len(tokens) == 1 or (len(tokens) > 1 and tokens[1].text in ("_", "^"))
    return alone and base[0] in ("letter", "number", "command")


def _words(reader: Reader, tokens: Sequence[Token], face: str) -> Sequence[Node]:
    """A piece of upright text as a name, as a formula in upright letters, or as prose."""
    written = _SPACE.sub(" ", text_of([_plain(token) for token in tokens]))
    bare = written.strip()
    first, last = tokens[0].span, tokens[-1].span
    if not bare:
        return []
    for token in tokens:
        if token.kind != "letter" and any(unicodedata.combining(sign) for sign in token.text):
            raise Unreadable(token.span, "an accent that stands over nothing")
    if (start := _relation_behind(tokens)) is not None:
        return [
            *(_words(reader, tokens[:start], face) if start else ()),
            *_upright_row(reader, tokens[start:], "", first),
        ]
    if any(token.kind == "command" and token.text not in _SPACES for token in tokens) or _is_formula(tokens, bare):
        return _upright_row(reader, tokens, "rm", first)
    span = first.to(last)
    prose = bare.lower() in PROSE or any(token.kind == "text" for token in tokens)
    if bare == written and _WORD.fullmatch(bare) and not prose:
        alone = len(bare) == 1 or len(tokens) == 1
        return _upright_row(reader, tokens, face, span) if alone else [Word(bare, span=span)]
    return [Text(written, span=span)]


def _relation_behind(tokens: Sequence[Token]) -> int | None:
    """Where a relation of names begins that words such as *if* alone stand before: `if k = y_i`; None without one."""
    starts = [n for n, token in enumerate(tokens) if not n or (token.spaced and token.text)]
    words = [[t for t in tokens[a:b] if t.text] for a, b in zip(starts, [*starts[1:], len(tokens)], strict=True)]
    spoken = next((n for n, word in enumerate(words) if "".join(t.text for t in word) not in PROSE), len(words))
    rest = words[spoken:]
    if len(rest) != 3 or not (_is_name(rest[0]) and _is_name(rest[2])):
        return None
    return starts[spoken] if len(rest[1]) == 1 and rest[1][0].text in RELATING else None


def _is_formula(tokens: Sequence[Token], text: str) -> bool:
    """Whether text without spaces has brackets, scripts or relations in it, and is not in brackets as a whole."""
    if any(token.text in ("_", "^") for token in tokens):
        return True
    return bool(_FORMULA.fullmatch(text)) and text[0] != "("


def _plain(token: Token) -> Token:
    shown = _SPACES.get(token.text)
    return token if shown is None else Token("text", shown, token.span, token.spaced)


def _upright_row(reader: Reader, tokens: Sequence[Token], face: str, start: Span) -> Sequence[Node]:
    """Tokens as a formula in a type of letters."""
    before, reader.face = reader.face, face
    row = reader.inside(tokens, start)
    reader.face = before
    return row.items


def _operator(reader: Reader, token: Token) -> Sequence[Node]:
    r"""`\operatorname{arg\,max}` is one word."""
    if reader.peek() == "*":
        reader.at += 1
    inner = reader.braced()
    word = text_of([_plain(part) for part in inner]).replace(" ", "")
    span = reader.behind(token.span)
    if len(inner) > 1 < len(word) and _WORD.fullmatch(word) and not any(part.text == "_" for part in inner):
        return [Word(word, span=span, spaced=token.spaced)]
    return _upright_row(reader, inner, "rm", token.span)


UPRIGHT: dict[str, Construct] = {
    **dict.fromkeys(("\\operatorname", "\\operatornamewithlimits"), _operator),
    **dict.fromkeys(TEXTS, _text),
}
"""Commands whose argument is upright text."""
