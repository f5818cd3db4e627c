"""The pieces of a row: it is cut wherever a sentence may end, and joined again where a sign goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from symcheck.reading.assembling.laid_out import goes_on, label
from symcheck.reading.assembling.members import members_of
from symcheck.reading.assembling.wording import Wording, wording, words_of
from symcheck.reading.rows import relates
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Operator, Relation, Row, Text

FOLLOWS = frozenset("⇒⇔∴⟹⟺")
"""What begins a new relation."""


POINTS = frozenset("→←⇐↦↪↩↔⇆⟶⟵")
"""What points at a remark."""


class Piece(Struct):
    """Items up to where a sentence may end, and how they begin."""

    items: list[Node]
    arrow: bool = False
    pointed: bool = False
    words: Wording = Wording()
    listed: bool = False
    ended: bool = False
    parted: bool = False


def cut(items: Sequence[Node]) -> Iterator[Piece]:
    """The items, cut wherever a sentence may end."""
    piece = Piece([])
    for position, item in enumerate(items):
        match item:
            case Relation(sign) if sign in FOLLOWS:
                yield piece
                piece = Piece([], arrow=True)
            case Relation("∵"):
                yield piece
                piece = Piece([], words=Wording(("because",)))
            case Relation(sign) if sign in POINTS and not _assigns(sign, items[position + 1 :]):
                yield piece
                piece = Piece([], pointed=True)
            case Text(text) if _constant(text) and piece.items and isinstance(piece.items[-1], Operator):
                piece.items.append(item)
            case Text(text) if (words := _words(text, items[position + 1 :])) is not None:
                yield piece
                yield Piece([item], words=words, arrow=words.follows)
                piece = Piece([], words=words, arrow=words.follows)
            case Mark("\\quad" | "," | ";" | "." as sign):
                yield piece
                piece = _behind(piece, sign, items[position + 1 :])
            case Operator(":") if _introduces(piece, items[position + 1 :]) or _quantifies(piece):
                yield piece
                piece = Piece([])
            case Operator("∧") if not piece.items and position:
                piece.words = Wording(("and",))
            case Operator("∧") if relates(piece.items) and _holds(items[position + 1 :]):
                yield piece
                piece = Piece([], words=Wording(("and",)))
            case Bracket("(" | "[" as opens, body) if _beside(body, piece) and (
                opens == "(" or _ends(items[position + 1 :])
            ):
                yield piece
                yield from _bracketed(body, piece.words if not piece.items else Wording())
                piece = Piece([])
            case _:
                piece.items.append(item)
    yield piece


def _words(text: str, rest: Sequence[Node]) -> Wording | None:
    """What words say that part what stands round them; None where they are a name, or that of a function."""
    words = wording(text)
    named = words is not None and _function(rest) and not (words.known and _holds(rest))
    return None if named else words


def _behind(piece: Piece, sign: str, rest: Sequence[Node]) -> Piece:
    """How what stands behind a mark begins: a condition goes on behind a comma, if what follows is as short as one."""
    if sign == "\\quad":
        waits = not piece.items and not piece.listed
        parted = relates(piece.items) or (piece.parted and waits)
        still = piece.arrow and not piece.items  # an arrow waits for what follows the space
        return Piece([], words=piece.words if waits else Wording(), arrow=still, parted=parted)
    goes = sign == "," and piece.words.conditional and _brief(rest)
    return Piece([], words=piece.words if goes else Wording(), listed=sign == ",")


def _constant(text: str) -> bool:
    """Whether words say that something is left out that does not vary: `+ \\text{const.}`."""
    return set(words_of(text)) & {"const", "constant", "constants"} != set() and len(words_of(text)) <= 2


def _holds(rest: Sequence[Node]) -> bool:
    """Whether a bracket with a relation comes next."""
    return bool(rest) and isinstance(rest[0], Bracket) and relates(rest[0].body.items)


def _ends(rest: Sequence[Node]) -> bool:
    """Whether nothing that a bracket could be a factor or a member of comes next."""
    return not rest or isinstance(rest[0], Mark | Text) or (isinstance(rest[0], Operator) and rest[0].sign in "∧∨")


def _bracketed(body: Row, words: Wording) -> Iterator[Piece]:
    """What a bracket holds, with the words before it; what follows it does not go on with that."""
    for n, piece in enumerate(cut(body.items)):
        piece.ended = True
        if not n and piece.words == Wording():
            piece.words = words
        yield piece


def _brief(rest: Sequence[Node]) -> bool:
    """Whether what follows a condition and a comma is as short as one: a thing, compared with another."""
    end = next((n for n, item in enumerate(rest) if isinstance(item, Mark | Text)), len(rest))
    members, _, _ = members_of(rest[:end])
    return len(members) > 1 and all(sum(not isinstance(x, Operator) for x in member.items) == 1 for member in members)


def _introduces(piece: Piece, rest: Sequence[Node]) -> bool:
    """Whether a colon stands behind a condition, and is no product: a wide space follows, or another relation."""
    if not relates(piece.items) or not rest:
        return False
    signs = [item.sign for item in piece.items if isinstance(item, Relation)]
    compared = piece.words.conditional or all(sign in "≠<>≤≥" for sign in signs)
    return (isinstance(rest[0], Mark) and rest[0].sign == "\\quad") or (compared and rest[0].spaced and relates(rest))


def _quantifies(piece: Piece) -> bool:
    """Whether a piece is a list of letters behind "for": what stands behind its colon holds for them."""
    letters = [item for item in piece.items if not (isinstance(item, Mark) and item.sign == ",")]
    return piece.words.has("for") and bool(letters) and all(isinstance(item, Letter) for item in letters)


def _beside(body: Row, piece: Piece) -> bool:
    """Whether a bracket holds a relation that is said beside what stands before it: `(k = l)`, `(for k = l)`."""
    if not relates(body.items):
        return False
    first = body.items[0]
    return not piece.items or (isinstance(first, Text) and wording(first.text) is not None)


def _assigns(sign: str, rest: Sequence[Node]) -> bool:
    """Whether ← gives a value, and does not point at a word."""
    return sign == "←" and bool(rest) and not isinstance(rest[0], Text)


def _function(rest: Sequence[Node]) -> bool:
    """Whether a bracket follows a word at once, which is then the name of a function."""
    return bool(rest) and isinstance(rest[0], Bracket) and not rest[0].spaced


def joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, those that a sign joins made one again."""
    before: Piece | None = None
    for piece in pieces:
        if not piece.items:
            continue
        if before is not None and _one(before, piece):
            before = Piece([*before.items, *piece.items], before.arrow, before.pointed, before.words, before.listed)
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _one(before: Piece, piece: Piece) -> bool:
    """Whether a relation or an operator stands at the cut."""
    if piece.arrow or piece.pointed or before.pointed or isinstance(piece.items[0], Text) or is_text(before):
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


def is_text(piece: Piece) -> bool:
    return all(isinstance(item, Text) for item in piece.items)


def _compares(items: Sequence[Node]) -> bool:
    signs = [item.sign for item in items if isinstance(item, Relation)]
    return bool(signs) and all(sign in "<>≤≥≠∈" for sign in signs)
