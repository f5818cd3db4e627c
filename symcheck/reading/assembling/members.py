"""What a formula says, by its signs: the sentences in it, and of each the members that its relation signs join.

Nothing here knows a name: whether a sentence is a claim, a definition or a condition is decided by who does. A sentence
ends at a new row, an arrow, a comma, a wide space or words, unless a sign joins what is on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.assembling.constraints import without_constraints, without_ranges
from symcheck.reading.assembling.laid_out import (
    EQUALS,
    columns,
    first_relates,
    goes_on,
    label,
    mathematics,
    relates,
    rows_of,
)
from symcheck.reading.assembling.wording import Wording, wording, words_of
from symcheck.reading.rows import extent, sides_of
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Bracket,
    Mark,
    Node,
    Operator,
    Relation,
    Row,
    Text,
)

FOLLOWS = frozenset("⇒⇔∴∵⟹⟺")
"""What begins a new relation."""
POINTS = frozenset("→←⇐↦↪↩↔⇆⟶⟵")
"""What points at a remark."""
DEFINES = frozenset((":=", "≜", "≡"))

Lead = Literal["", "=", "+", "→"]


class Member(Struct, frozen=True):
    """What stands between two relation signs; `sought` is the max or min that was taken off it."""

    items: tuple[Node, ...]
    span: Span
    sought: Node | None = None


class Sentence(Struct, frozen=True):
    """Members with the signs between them; `signs` has one less than there are members.

    `lead` says how it begins: with "=" (it goes on with what stands before it, which is then no member), "+" (its first
    member goes on with the last one before it), "→", or "" for none of these. `arrow` says that `⇒` or a word like it
    stands before; `words` are what stands before it in words. `row` counts the rows of the formula from 1, `column` the
    columns of equations from 0. `required` are the positions of members behind a sign under "!". `parted` says that
    nothing but a wide space stands between it and a relation before it.
    """

    members: tuple[Member, ...]
    signs: tuple[str, ...]
    span: Span
    lead: Lead = ""
    arrow: bool = False
    words: Wording = Wording()
    row: int = 1
    required: tuple[int, ...] = ()
    column: int = 0
    parted: bool = False

    @property
    def relates(self) -> bool:
        return bool(self.signs) or self.lead == "="


NOTHING_LEFT = Sentence((), (), Span(0, 0))
"""What is left of a sentence of which nothing is to be judged."""


class Aside(Struct, frozen=True):
    """What stands in a formula and claims nothing: words, an equation number, what an arrow points at.

    `meant` says that it shows what it is: a range, or a constraint.
    """

    span: Span
    row: int = 1
    meant: bool = False


class Said(Struct, frozen=True):
    """A formula taken apart."""

    sentences: tuple[Sentence, ...]
    asides: tuple[Aside, ...]


def said(row: Row) -> Said:
    """The sentences of a formula, in order, and what stands beside them."""
    sentences: list[Sentence] = []
    asides: list[Aside] = []
    constrained = False
    for number, line in enumerate(rows_of(_assigning(row.items)), 1):
        line, ranges = without_ranges(line)
        line, constraint = without_constraints(line, constrained)
        constrained = bool(constraint)
        asides += [Aside(extent(items), number, meant=True) for items in (*ranges, constraint) if items]
        for column, items in enumerate(columns(line)):
            for piece in _pieces(items, number, column):
                before = _open(sentences) if isinstance(piece, Sentence) and piece.lead == "+" else None
                if isinstance(piece, Aside):
                    asides.append(piece)
                elif before is not None:
                    sentences[before] = _longer(sentences[before], piece)
                else:
                    sentences.append(piece)
    return Said(tuple(sentences), tuple(asides))


def _assigning(items: Sequence[Node]) -> Sequence[Node]:
    """The items with `:` and `=` behind it as one sign, however far they stand apart."""
    found: list[Node] = []
    for item in items:
        before = found[-1] if found else None
        if isinstance(item, Relation) and item.sign == "=" and isinstance(before, Operator) and before.sign == ":":
            found[-1] = Relation(":=", span=before.span.to(item.span), spaced=before.spaced)
        else:
            found.append(item)
    return found


def _open(sentences: Sequence[Sentence]) -> int | None:
    """Which sentence a row that begins with a sign goes on with: the last one that equates, or that relates nothing."""
    for position in range(len(sentences) - 1, -1, -1):
        sentence = sentences[position]
        equates = set(sentence.signs) <= EQUALS and not sentence.words.conditional and not sentence.words.reason
        if equates and not sentence.column:
            return position
    return None


def _longer(before: Sentence, piece: Sentence) -> Sentence:
    """A sentence whose last member goes on in the next row."""
    last, first = before.members[-1], piece.members[0]
    joined = Member((*last.items, *first.items), last.span.to(first.span))
    return Sentence(
        (*before.members[:-1], joined, *piece.members[1:]), (*before.signs, *piece.signs), before.span.to(piece.span),
        before.lead, before.arrow, before.words, before.row, before.required, before.column,
    )  # fmt: skip


# Pieces of a row


class _Piece(Struct):
    """Items up to where a sentence may end, and how they begin."""

    items: list[Node]
    arrow: bool = False
    pointed: bool = False
    words: Wording = Wording()
    listed: bool = False
    ended: bool = False
    parted: bool = False


def _pieces(row: Sequence[Node], number: int, column: int) -> Iterator[Sentence | Aside]:
    aligned = bool(row) and isinstance(row[0], Mark) and row[0].sign in ("&", "\\quad")
    items = [item for item in row if not (isinstance(item, Mark) and item.sign == "&")]
    pieces = list(_joined(_cut(items)))
    for n, piece in enumerate(pieces):
        if not piece.items:
            continue
        span = extent(piece.items)
        if piece.pointed and not relates(piece.items) and (n or not mathematics(piece.items)):
            yield Aside(span, number)
            continue
        noted = (n or column) and not relates(piece.items) and n + 1 < len(pieces) and _is_text(pieces[n + 1])
        made = None if noted else _sentence(piece, span, number, first=n == 0 and not column, aligned=aligned)
        yield replace(made, column=column) if made is not None else Aside(span, number)


def _cut(items: Sequence[Node]) -> Iterator[_Piece]:
    """The items, cut wherever a sentence may end."""
    piece = _Piece([])
    for position, item in enumerate(items):
        match item:
            case Relation(sign) if sign in FOLLOWS:
                yield piece
                piece = _Piece([], arrow=True)
            case Relation(sign) if sign in POINTS and not _assigns(sign, items[position + 1 :]):
                yield piece
                piece = _Piece([], pointed=True)
            case Text(text) if _constant(text) and piece.items and isinstance(piece.items[-1], Operator):
                piece.items.append(item)
            case Text(text) if (words := wording(text)) is not None and not (
                _function(items[position + 1 :]) and not (words.known and _holds(items[position + 1 :]))
            ):
                yield piece
                piece = _Piece([item], words=words, arrow=words.follows)
                yield piece
                piece = _Piece([], words=words, arrow=words.follows)
            case Mark("\\quad"):
                yield piece
                waits = not piece.items and not piece.listed
                parted = relates(piece.items) or (piece.parted and waits)
                piece = _Piece([], words=piece.words if waits else Wording(), arrow=_still(piece), parted=parted)
            case Mark(sign) if sign in (",", ";", "."):
                yield piece
                goes = sign == "," and piece.words.conditional and _brief(items[position + 1 :])
                piece = _Piece([], words=piece.words if goes else Wording(), listed=sign == ",")
            case Operator(":") if _introduces(piece, items[position + 1 :]):
                yield piece
                piece = _Piece([])
            case Operator("∧") if not piece.items and position:
                piece.words = Wording(("and",))
            case Operator("∧") if relates(piece.items) and _holds(items[position + 1 :]):
                yield piece
                piece = _Piece([], words=Wording(("and",)))
            case Bracket("(" | "[" as opens, body) if _beside(body, piece) and (
                opens == "(" or _ends(items[position + 1 :])
            ):
                yield piece
                yield from _bracketed(body, piece.words if not piece.items else Wording())
                piece = _Piece([])
            case _:
                piece.items.append(item)
    yield piece


def _constant(text: str) -> bool:
    """Whether words say that something is left out that does not vary: `+ \\text{const.}`."""
    return set(words_of(text)) & {"const", "constant", "constants"} != set() and len(words_of(text)) <= 2


def _holds(rest: Sequence[Node]) -> bool:
    """Whether a bracket with a relation comes next."""
    return bool(rest) and isinstance(rest[0], Bracket) and relates(rest[0].body.items)


def _ends(rest: Sequence[Node]) -> bool:
    """Whether nothing that a bracket could be a factor or a member of comes next."""
    return not rest or isinstance(rest[0], Mark | Text) or (isinstance(rest[0], Operator) and rest[0].sign in "∧∨")


def _bracketed(body: Row, words: Wording) -> Iterator[_Piece]:
    """What a bracket holds, with the words before it; what follows it does not go on with that."""
    for n, piece in enumerate(_cut(body.items)):
        piece.ended = True
        if not n and piece.words == Wording():
            piece.words = words
        yield piece


def _brief(rest: Sequence[Node]) -> bool:
    """Whether what follows a condition and a comma is as short as one: a thing, compared with another."""
    end = next((n for n, item in enumerate(rest) if isinstance(item, Mark | Text)), len(rest))
    members, _, _ = _members(rest[:end])
    return len(members) > 1 and all(sum(not isinstance(x, Operator) for x in member.items) == 1 for member in members)


def _introduces(piece: _Piece, rest: Sequence[Node]) -> bool:
    """Whether a colon stands behind a condition, and is no product: a wide space follows, or another relation."""
    if not relates(piece.items) or not rest:
        return False
    signs = [item.sign for item in piece.items if isinstance(item, Relation)]
    compared = piece.words.conditional or all(sign in "≠<>≤≥" for sign in signs)
    return (isinstance(rest[0], Mark) and rest[0].sign == "\\quad") or (compared and rest[0].spaced and relates(rest))


def _beside(body: Row, piece: _Piece) -> bool:
    """Whether a bracket holds a relation that is said beside what stands before it: `(k = l)`, `(for k = l)`."""
    if not relates(body.items):
        return False
    first = body.items[0]
    return not piece.items or (isinstance(first, Text) and wording(first.text) is not None)


def _still(piece: _Piece) -> bool:
    """Whether an arrow waits for what follows a space."""
    return piece.arrow and not piece.items


def _assigns(sign: str, rest: Sequence[Node]) -> bool:
    """Whether ← gives a value, and does not point at a word."""
    return sign == "←" and bool(rest) and not isinstance(rest[0], Text)


def _function(rest: Sequence[Node]) -> bool:
    """Whether a bracket follows a word at once, which is then the name of a function."""
    return bool(rest) and isinstance(rest[0], Bracket) and not rest[0].spaced


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """The pieces, those that a sign joins made one again."""
    before: _Piece | None = None
    for piece in pieces:
        if not piece.items:
            continue
        if before is not None and _one(before, piece):
            before = _Piece([*before.items, *piece.items], before.arrow, before.pointed, before.words, before.listed)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _one(before: _Piece, piece: _Piece) -> bool:
    """Whether a relation or an operator stands at the cut."""
    if piece.arrow or piece.pointed or before.pointed or isinstance(piece.items[0], Text) or _is_text(before):
        return False
    said = before.ended or before.words.conditional or before.words.reason
    if said and relates(before.items) and isinstance(piece.items[0], Relation):
        return False
    if goes_on(before.items[-1]):
        return True
    first = piece.items[0]
    if piece.listed and not relates(before.items) and relates(piece.items) and not label(before.items):
        return _compares(piece.items)  # "a, b > 0" is one condition
    return isinstance(first, Relation) or (isinstance(first, Operator) and first.sign in "+-−" and not piece.listed)


def _is_text(piece: _Piece) -> bool:
    return all(isinstance(item, Text) for item in piece.items)


def _compares(items: Sequence[Node]) -> bool:
    signs = [item.sign for item in items if isinstance(item, Relation)]
    return bool(signs) and all(sign in "<>≤≥≠∈" for sign in signs)


def _sentence(piece: _Piece, span: Span, row: int, *, first: bool, aligned: bool) -> Sentence | None:
    """A piece with its members; None where it claims nothing."""
    items = piece.items
    if _is_text(piece) and not piece.arrow and not (first and len(items) == 1):
        return None
    factor = first and aligned and row > 1 and not any(isinstance(item, Relation) for item in items)
    if (label(items) and not factor) or (_is_text(piece) and piece.words != Wording()):
        return None
    lead: Lead = "→" if piece.pointed else ""
    if isinstance(items[0], Relation) and items[0].sign in EQUALS:
        lead = "="
    elif first and isinstance(items[0], Operator) and items[0].sign != "!" and not piece.arrow:
        goes_on = aligned or items[0].sign not in "-−" or not relates(items)
        lead = "+" if goes_on and row > 1 else lead
    members, signs, required = _members(_opened(items))
    if not members:
        return None
    return Sentence(
        tuple(members), tuple(signs), span, lead, piece.arrow, piece.words, row, tuple(required), parted=piece.parted
    )


def _opened(items: Sequence[Node]) -> Sequence[Node]:
    """A bracket at the end that begins with a relation, as in `a (= b)`, is another member."""
    last = items[-1]
    if isinstance(last, Bracket) and last.opens in ("(", "[") and len(items) > 1 and first_relates(last.body.items):
        return (*items[:-1], *last.body.items)
    return items


def _members(items: Sequence[Node]) -> tuple[list[Member], list[str], list[int]]:
    """What stands between the relation signs, and the signs; a sign at the beginning or the end is dropped."""
    groups, relations = sides_of(items)
    while groups and not groups[0]:
        groups, relations = groups[1:], relations[1:]
    while groups and not groups[-1]:
        groups, relations = groups[:-1], relations[:-1]
    if any(not group for group in groups):
        return [], [], []
    required = [n for n, sign in enumerate(relations, 1) if sign.note is not None and _exclaims(sign.note)]
    return [Member(group, extent(group)) for group in groups], [sign.sign for sign in relations], required


def _exclaims(note: Row) -> bool:
    return any(isinstance(item, Operator) and item.sign == "!" for item in note.items)
