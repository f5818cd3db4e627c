"""What a paragraph consists of, in order: words, mathematics, and what comments say that are meant for symcheck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.pages.blocks import Declarations, Remark, Role
from symcheck.reading.pages.delimiters import Found
from symcheck.reading.pages.escapes import undone
from symcheck.reading.pages.formulas import Body, body
from symcheck.reading.pages.lines import Item
from symcheck.reading.pages.links import ahead, behind, ends_in_sign, link, sign_as, undressed, worded
from symcheck.reading.pages.plain import typed_lines
from symcheck.reading.pages.relations import continues
from symcheck.reading.source import Passage, Span


class Words(Struct, frozen=True):
    """Words of a paragraph."""

    start: int
    end: int


class Mathematics(Struct, frozen=True):
    """Mathematics of a paragraph; `typed` without delimiters."""

    start: int
    end: int
    body: Body
    display: bool
    typed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is a formula and no name in prose."""
        return self.display or self.body.relates


class Comment(Struct, frozen=True):
    """What a comment says."""

    start: int
    end: int
    says: Remark | Declarations


class Lost(Struct, frozen=True):
    """An opening delimiter that nothing closes."""

    start: int
    end: int


_NOTE = re.compile(r"(?<!\\)(?:\\\\)*%([^\n]*)")

Piece = Words | Mathematics | Comment | Lost


def pieces_of(passage: Passage, items: Sequence[Item], markdown: bool) -> list[Piece]:
    """The pieces of a paragraph; inline formulas that are one are joined."""
    pieces: list[Piece] = []
    for item in items:
        piece = _found(passage, item.found, markdown) if item.found is not None else Words(item.start, item.end)
        if isinstance(piece, Words) and pieces and isinstance(pieces[-1], Words):
            pieces[-1] = Words(pieces[-1].start, piece.end)
        elif piece is not None:
            pieces.append(piece)
        if item.found is not None and item.found.kind == "formula" and not markdown:
            pieces += _notes(passage, item.found)
    return _with_cases(_with_rest(_joined(pieces, passage), passage), passage)


def typed_pieces(passage: Passage, items: Sequence[Item], markdown: bool) -> list[Piece]:
    """The pieces of a paragraph without delimiters: each line is mathematics or words."""
    if not items:
        return []
    start, end = items[0].start, items[-1].end
    pieces: list[Piece] = []
    at = start
    for begin, stop in typed_lines(passage.text[start:end]):
        if at < start + begin:
            pieces.append(Words(at, start + begin))
        at = start + stop
        held = body(passage[start + begin : at], markdown)
        pieces.append(Mathematics(start + begin, at, held, display=True, typed=True))
    if at < end:
        pieces.append(Words(at, end))
    return pieces


def _found(passage: Passage, found: Found, markdown: bool) -> Piece | None:
    held = passage[found.inner : found.close]
    if not markdown and found.kind == "formula" and "%" in held.text:
        held = _without_notes(held)
    match found.kind:
        case "formula":
            inside = body(held, markdown, found.doubled)
            return Mathematics(found.start, found.end, inside, found.display) if inside.passage.text else None
        case "declarations":
            return Comment(found.start, found.end, Declarations(passage=held.stripped()))
        case "comment":
            begin = _ours(held.text)
            return None if begin is None else Comment(found.start, found.end, _comment(held[begin:].stripped()))
        case "lost":
            return Lost(found.start, found.end)
        case "code":
            return Words(found.start, found.end)
    return None


def _notes(passage: Passage, found: Found) -> list[Comment]:
    """The comments for symcheck that stand inside a formula of a TeX page."""
    notes: list[Comment] = []
    for note in _NOTE.finditer(passage.text, found.inner, found.close):
        start, end = note.span(1)
        begin = _ours(passage.text[start:end])
        if begin is not None:
            notes.append(Comment(start, end, _comment(passage[start + begin : end].stripped())))
    return notes


def _without_notes(held: Passage) -> Passage:
    dropped = {n for note in _NOTE.finditer(held.text) for n in range(note.start(1) - 1, note.end(1))}
    return held.kept(n for n in range(len(held)) if n not in dropped)


def _joined(pieces: list[Piece], passage: Passage) -> list[Piece]:
    """Inline formulas with nothing but a relation sign between them are one; so are a name and the chain behind it."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1][-1] if groups else None
        if isinstance(piece, Mathematics) and isinstance(last, Mathematics):
            linked = _goes_on(last, "", piece, passage)
        elif isinstance(piece, Mathematics) and isinstance(last, Words) and len(groups) > 1:
            left = groups[-2][-1]
            linked = isinstance(left, Mathematics) and _goes_on(
                left, passage.text[last.start : last.end], piece, passage
            )
            if linked:
                groups[-2].append(last)
                groups.pop()
        else:
            linked = False
        if linked:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [group[0] if len(group) == 1 else _one(group, passage) for group in groups]


_CASE = re.compile(r"[\s,]*\b(?:for|if|when|(?:in|for) the case(?: of| that| when| where)?)\s*", re.I)
_OTHER = re.compile(r"\s*(?:[,;]|[,;]?\s*(?:and|while|but))\s*", re.I)

_AND = re.compile(r"\s*(?:[,;]|[,;]?\s*(?:and|while|but|or))\s*", re.I)
_ELSE = re.compile(
    r"[\s,;.]*(?:(?:and|but|or)\s+)?(?:otherwise|else)[\s,]*"
    r"(?:(?:(?:it|this|that)\s+)?(?:is|equals|becomes)|(?:it is )?equal to|we (?:have|get)|by)?\s*",
    re.I,
)
_REST = re.compile(r"[\s,]*(?:otherwise|else)\b", re.I)


def _with_cases(pieces: list[Piece], passage: Passage) -> list[Piece]:
    """The second value in `$a = b$ for $i = j$ and $c$ for $i \\ne j$`, which has no sign, with its sign before it."""
    found = list(pieces)
    for n, value in enumerate(pieces[4:-2], 4):
        if not isinstance(value, Mathematics) or value.counts or not value.body.passage.text:
            continue
        before = [isinstance(x, Mathematics) and x.counts and not x.display for x in pieces[n - 4 : n + 3]]
        said = [_says(x, passage) for x in (pieces[n - 3], pieces[n - 1], pieces[n + 1])]
        kinds = [_CASE.fullmatch(said[0]), _OTHER.fullmatch(said[1]), _CASE.fullmatch(said[2])]
        if all(before[k] for k in (0, 2, 6)) and all(kinds):
            signed = Passage.joined((sign_as("=", value.body.passage, 0), value.body.passage))
            found[n] = replace(value, body=replace(value.body, passage=signed))
    return found


def _with_rest(pieces: list[Piece], passage: Passage) -> list[Piece]:
    """`$a = b$ if $i = j$, and $c$ otherwise` as one formula with its words; behind a display, `= c` with them."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Mathematics) and _is_rest(found[-4:], piece, passage):
            found[-4:] = [_with_cases_in_words([*found[-4:-1], found[-1], piece], found[-1], piece.end, passage)]
            continue
        last, rest = found[-5:], _REST.match(_says(piece, passage))
        if rest is None or not _is_case(last, passage):
            found.append(piece)
            continue
        value, words, end = last[4], _worded("otherwise", piece, passage), piece.start + rest.end()
        assert isinstance(value, Mathematics) and isinstance(last[0], Mathematics)
        if last[0].display or last[0].body.number:
            signed = (sign_as("=", value.body.passage, 0),) if not value.counts else ()
            parts = [*signed, value.body.passage, words]
            found[-1] = replace(value, end=end, body=replace(value.body, passage=Passage.joined(parts)))
        else:
            found[-5:] = [_with_cases_in_words(last, piece, end, passage)]
        found += [Words(end, piece.end)] if end < piece.end else []
    return found


def _with_cases_in_words(pieces: Sequence[Piece], rest: Piece, end: int, passage: Passage) -> Mathematics:
    """A value, a case and what holds otherwise as one formula, as far as a place; `rest` are the words of that."""
    said = _worded("if", pieces[1], passage), _worded("and", pieces[3], passage)
    first, *inner = [x for x in pieces[::2] if isinstance(x, Mathematics)]
    words = (said[0], inner[0].body.passage, said[1], inner[1].body.passage, _worded("otherwise", rest, passage))
    return replace(first, end=end, body=replace(first.body, passage=Passage.joined((first.body.passage, *words))))


def _is_rest(pieces: Sequence[Piece], other: Mathematics, passage: Passage) -> bool:
    """Whether another value stands behind a value, a case, and words that say that it is the one otherwise."""
    if len(pieces) < 4 or other.counts or other.display or not other.body.passage.text:
        return False
    value, case, condition, words = pieces
    inline = (isinstance(x, Mathematics) and x.counts and not x.display for x in (value, condition))
    return all(inline) and bool(_CASE.fullmatch(_says(case, passage)) and _ELSE.fullmatch(_says(words, passage)))


def _is_case(pieces: Sequence[Piece], passage: Passage) -> bool:
    """Whether a value, a case and another value stand there, with the words between them alone."""
    if len(pieces) < 5:
        return False
    value, case, condition, other, rest = pieces
    inline = [isinstance(x, Mathematics) and x.counts for x in (value, condition)]
    ended = isinstance(condition, Mathematics) and not condition.display
    written = isinstance(rest, Mathematics) and not rest.display and bool(rest.body.passage.text)
    said = _CASE.fullmatch(_says(case, passage)), _AND.fullmatch(_says(other, passage))
    return all(inline) and ended and written and all(said)


def _worded(word: str, words: Piece, passage: Passage) -> Passage:
    return sign_as(f"\\text{{{word}}}", passage[words.start : words.end], 0)


def _says(piece: Piece, passage: Passage) -> str:
    return passage.text[piece.start : piece.end] if isinstance(piece, Words) else ""


def _goes_on(left: Mathematics, between: str, right: Mathematics, passage: Passage) -> bool:
    if left.display or right.display or left.body.number:
        return False
    opens = continues(right.body.passage.text)
    if undressed(between):
        signs = _is_sign(left) or _is_sign(right) or ends_in_sign(left.body.passage.text)
        return (signs and not (opens and not _is_sign(right))) or (opens and not left.body.relates)
    return link(between) is not None or (not opens and _said(left.start, left.end, right, passage) is not None)


def _said(start: int, end: int, right: Mathematics, passage: Passage) -> int | None:
    """Where the words between two formulas stand that equate them."""
    text = passage.text
    before, after = text[max(0, start - 60) : start], text[right.end : right.end + 60]
    return worded(text[end : right.start], before, after, right.body.passage.text)


def unpartnered(pieces: Sequence[Piece], passage: Passage) -> list[Span]:
    """Where a sign of equality at the end of an inline formula, or beside one, has text on its other side."""
    found: list[Span] = []
    for n, piece in enumerate(pieces):
        if not isinstance(piece, Mathematics) or piece.display or piece.typed:
            continue
        if ends_in_sign(piece.body.passage.text):
            found.append(piece.body.passage.whole)
        near = pieces[n + 1] if n + 1 < len(pieces) else None
        if isinstance(near, Words) and (place := behind(passage.text[near.start : near.end])):
            found.append(passage.span(near.start + place[0], near.start + place[1]))
        near = pieces[n - 1] if n else None
        if isinstance(near, Words) and (place := ahead(passage.text[near.start : near.end])):
            found.append(passage.span(near.start + place[0], near.start + place[1]))
    return found


def _is_sign(piece: Mathematics) -> bool:
    """Whether a sign of equality stands alone between dollars."""
    return piece.body.passage.text.strip() == "="


def _one(group: Sequence[Piece], passage: Passage) -> Mathematics:
    """Formulas and the signs between them as one formula."""
    parts = [p.body.passage if isinstance(p, Mathematics) else _between(p, passage) for p in group]
    last = group[-1]
    number = last.body.number if isinstance(last, Mathematics) else ""
    return Mathematics(group[0].start, last.end, Body(Passage.joined(parts), "", number), display=False)


def _between(words: Piece, passage: Passage) -> Passage:
    """The relation sign that words between two formulas stand for; nothing where they are marks of type."""
    held = passage[words.start : words.end]
    if undressed(held.text):
        return held.kept(n for n, c in enumerate(held.text) if c.isspace())
    sign, place = link(held.text) or ("=", len(held.text) - len(held.text.lstrip(" *_~\n")))
    return undone(sign_as(sign, held, place))


_OURS = re.compile(r"\s*symcheck\b[^\S\n]*:?")
_ROLE = re.compile(
    r"\s*(?:(?P<of>line|relation)\s+(?P<number>\d{1,4})\s*:\s*)?(?P<role>wrong|remark|condition|definition|claim)\b"
    r"(?!\s*[(\"“=∈])\s*[,:;.–—-]?\s*(?:because\b)?(?P<reason>.*)",
    re.S,
)


def _ours(text: str) -> int | None:
    """Where what is meant for symcheck begins in a comment; None for anybody else's comment."""
    match = _OURS.match(text)
    return match.end() if match else None


def _comment(passage: Passage) -> Remark | Declarations:
    """What a comment says, without the word `symcheck` at its head."""
    match = _ROLE.fullmatch(passage.text)
    if match is None:
        return Declarations(passage=passage)
    of, number = match["of"], int(match["number"] or 0)
    return Remark(
        passage.span(match.start("role"), len(passage)),
        cast(Role, match["role"]),
        " ".join(match["reason"].split()),
        line=number if of == "line" else None,
        relation=number if of == "relation" else None,
    )
