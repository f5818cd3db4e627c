"""The formulas of a page as members side by side: what relations join, row by row of a display."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symcheck.reading.rows import apart, relates, sides_of, split
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Note, Operator, Row, Table, Text

Members = list[tuple[str, tuple[Node, ...]]]
"""The members of a relation, each with the sign before it."""


def statements(rows: Iterable[Row]) -> Iterator[Members]:
    """What each formula states; one that begins with a sign goes on with the statement before.

    What names a normal distribution, `q = \\mathcal N(μ, S)`, states nothing of the numbers in it; its density at a
    point, `\\mathcal N(x; μ, S)`, is a number.
    """
    before: Members = []
    for row in rows:
        for piece in _pieces(row.items):
            if any(map(_names_normal, piece, (*piece[1:], None))):
                continue
            sides, signs = sides_of(piece)
            told = list(zip(("", *(sign.sign for sign in signs)), sides, strict=True))
            if not sides[0] and before:
                told = [before[0], *told[1:]]
            before = [(sign, side) for sign, side in told if side]
            if before:
                yield before


def _names_normal(item: Node, behind: Node | None) -> bool:
    if not isinstance(item, Letter) or item.face != "cal" or item.name != "N":
        return False
    return not isinstance(behind, Bracket) or len(split(behind.body.items, ";|")) < 2


def _pieces(items: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Parts of a formula that each state something, without what aligns them; a row that begins with + goes on."""
    held: tuple[Node, ...] = ()
    for part in apart(_flat(items), lambda x: isinstance(x, Mark | Text) and not _is_plain_mark(x)):
        part = tuple(x for x in part if not (isinstance(x, Mark) and x.sign in (".", ";")))
        opens = isinstance(part[0], Operator) if part else False
        for piece in _listed(part):
            if opens and held:
                held, opens = (*held, *piece), False
                continue
            if held:
                yield held
            held = piece
    if held:
        yield held


def _is_plain_mark(node: Node) -> bool:
    return isinstance(node, Mark) and node.sign in ".,;|"


def _listed(part: tuple[Node, ...]) -> list[tuple[Node, ...]]:
    """What commas part, where each piece holds a relation of its own."""
    commas = apart(part, lambda x: isinstance(x, Mark) and x.sign == ",")
    pieces = [piece for piece in commas if piece]
    if all(map(relates, pieces)):
        return pieces
    return pieces[:1] if len(pieces) > 1 and relates(pieces[0]) else [part] if part else []


def _flat(items: Sequence[Node]) -> Iterator[Node]:
    """The items with aligned rows and boxes opened."""
    for item in items:
        match item:
            case Note("boxed", body):
                yield from _flat(body.items)
            case Table("aligned", rows):
                for cells in rows:
                    for cell in cells:
                        yield from _flat(cell.items)
                    yield Mark("\\\\", span=item.span)
            case Mark("&"):
                pass
            case _:
                yield item
