"""The sentences of a formula, by its signs, in order, and what stands beside them.

Nothing here knows a name: whether a sentence is a claim, a definition or a condition is decided by who does. A sentence
ends at a new row, an arrow, a comma, a wide space or words, unless a sign joins what is on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec.structs import replace

from symcheck.reading.assembling.by_cases import by_cases
from symcheck.reading.assembling.constraints import without_constraints, without_ranges
from symcheck.reading.assembling.cutting import Piece, cut, is_text, joined
from symcheck.reading.assembling.in_words import cases_in_words
from symcheck.reading.assembling.laid_out import columns, first_relates, label, mathematics, rows_of
from symcheck.reading.assembling.members import Aside, Lead, Member, Said, Sentence, members_of
from symcheck.reading.assembling.tied import forward
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.rows import EQUALS, extent, relates
from symcheck.reading.source import Span
from symcheck.reading.tree import Bracket, Mark, Node, Operator, Relation, Row, Unreadable


def said(row: Row) -> Said:
    """The sentences of a formula, in order, and what stands beside them."""
    sentences: list[Sentence] = []
    asides: list[Aside] = []
    constrained = False
    lines = (case for line in cases_in_words(map(forward, rows_of(_assigning(row.items)))) for case in by_cases(line))
    for number, line in enumerate(lines, 1):
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


def left_sides(rows: Iterable[Row]) -> Iterator[Member]:
    """What stands on the left of the equations in formulas."""
    for row in rows:
        with suppress(Unreadable):
            yield from (x.members[0] for x in said(row).sentences if x.signs[:1] == ("=",) and not x.lead)


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


def _pieces(row: Sequence[Node], number: int, column: int) -> Iterator[Sentence | Aside]:
    aligned = bool(row) and isinstance(row[0], Mark) and row[0].sign in ("&", "\\quad")
    items = [item for item in row if not (isinstance(item, Mark) and item.sign == "&")]
    pieces = list(joined(cut(items)))
    for n, piece in enumerate(pieces):
        if not piece.items:
            continue
        span = extent(piece.items)
        if piece.pointed and not relates(piece.items) and (n or not mathematics(piece.items)):
            yield Aside(span, number)
            continue
        noted = (n or column) and not relates(piece.items) and n + 1 < len(pieces) and is_text(pieces[n + 1])
        noted = noted and not piece.words.has("if when whenever unless")  # "if $c$ is even"
        made = None if noted else _sentence(piece, span, number, first=n == 0 and not column, aligned=aligned)
        yield replace(made, column=column) if made is not None else Aside(span, number)


def _sentence(piece: Piece, span: Span, row: int, *, first: bool, aligned: bool) -> Sentence | None:
    """A piece with its members; None where it claims nothing."""
    items = piece.items
    if is_text(piece) and not piece.arrow and not (first and len(items) == 1):
        return None
    factor = first and aligned and row > 1 and not relates(items)
    if (label(items) and not factor) or (is_text(piece) and piece.words != Wording()):
        return None
    lead: Lead = "→" if piece.pointed else ""
    if isinstance(items[0], Relation):
        lead = "=" if items[0].sign in EQUALS else lead or "≈"
    elif first and isinstance(items[0], Operator) and items[0].sign != "!" and not piece.arrow:
        goes_on = aligned or items[0].sign not in "-−" or not relates(items)
        lead = "+" if goes_on and row > 1 else lead
    members, signs, required = members_of(_opened(items))
    if not members:
        return None
    return Sentence(
        tuple(members), tuple(signs), span, lead, piece.arrow, piece.words, row, tuple(required), parted=piece.parted
    )


def _opened(items: Sequence[Node]) -> Sequence[Node]:
    """A bracket that begins with a relation, as in `a (= b)`, is another member, at the end or before a relation."""
    found: list[Node] = []
    for item, behind in zip(items, (*items[1:], None), strict=True):
        ends = found and (behind is None or isinstance(behind, Relation))
        opens = isinstance(item, Bracket) and item.opens in ("(", "[") and first_relates(item.body.items)
        found += item.body.items if ends and opens and isinstance(item, Bracket) else (item,)
    return found
