"""Lines become blocks: words and formulas in turn, each formula with its sentence, its remarks and its table cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.pages import sentences
from symcheck.reading.pages.blocks import Block, Cell, Declarations, Formula, Heading, Marker, Prose, Remark
from symcheck.reading.pages.delimiters import Found, words_only
from symcheck.reading.pages.lines import Item, Line
from symcheck.reading.pages.pieces import Comment, Lost, Mathematics, Piece, Words, pieces_of, typed_pieces, unpartnered
from symcheck.reading.pages.plain import looks_typed, prose_lines
from symcheck.reading.source import Passage
from symcheck.reading.tree import Problem

MOST_FORMULAS = 5_000
PROSE = "this line is taken for prose: nothing in it is judged"

ALONE = "a relation is cut off at the edge of a formula: it is not judged"
TEXT = "this line looks like mathematics, but it stands outside all formulas: it is not judged"
BETWEEN = "write both its sides between $, as in $a = b$"


class Context(Struct, frozen=True):
    """Where a paragraph stands: its number, its list marker, its cell, and where it begins and ends in the text."""

    paragraph: int
    marker: Marker | None = None
    cell: Cell | None = None
    start: int = 0
    end: int = 0


class Builder:
    """Builds the blocks of one text, paragraph by paragraph.

    With `typed`, lines of words that are mathematics count as displays.
    """

    def __init__(self, passage: Passage, found: list[Found], tex: bool, typed: bool) -> None:
        self.passage = passage
        self.words = words_only(passage.text, found)
        self.tex = tex
        self.typed = typed
        self.paragraph = 0
        self.table = -1
        self.row = 0
        self.declared = 0
        self.count = 0
        self.told = False
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []

    def read(self, lines: Sequence[Line]) -> None:
        """Adds the blocks of these lines."""
        held: list[Item] = []
        marker: Marker | None = None
        for line in lines:
            if self.count > MOST_FORMULAS:
                return
            if line.kind != "words" or line.marker is not None:
                self.add(held, marker)
                held, marker = [], None
            match line.kind:
                case "words":
                    held += line.items
                    marker = line.marker or marker
                case "heading":
                    self.heading(line)
                case "row" | "header":
                    self.cells(line)
        self.add(held, marker)

    def heading(self, line: Line) -> None:
        if not line.items:
            return
        self.paragraph += 1
        passage = self.passage[line.items[0].start : line.items[-1].end].stripped()
        if not self.tex:
            passage = passage[: len(passage.text.rstrip("#"))].stripped()
        place = len(self.blocks)
        self.add(list(line.items), None)
        formulas = tuple(b for b in self.blocks[place:] if isinstance(b, Formula))
        self.blocks[place:] = [Heading(passage=passage, paragraph=self.paragraph, level=line.level, formulas=formulas)]

    def cells(self, line: Line) -> None:
        self.row = 0 if line.kind == "header" else self.row + 1
        self.table += line.kind == "header"
        for column, items in enumerate(line.cells):
            self.add(list(items), None, Cell(self.table, self.row, column))

    def add(self, items: list[Item], marker: Marker | None, cell: Cell | None = None) -> None:
        """Adds the blocks of a paragraph."""
        if not items and marker is None:
            return
        if self.typed and cell is None and len(runs := _beside_comments(items)) > 1:
            for n, run in enumerate(runs):
                self.add(run, None if n else marker)
            return
        self.paragraph += 1
        start, end = (items[0].start, items[-1].end) if items else (0, 0)
        context = Context(self.paragraph, marker, cell, start, end)
        if self.typed and cell is None and not any(item.found for item in items):
            pieces = typed_pieces(self.passage, items, not self.tex)
            self.prose_told(items)
        else:
            pieces = pieces_of(self.passage, items, not self.tex)
            self.problems += [Problem(span, ALONE, BETWEEN) for span in unpartnered(pieces, self.passage)]
            if cell is None and not self.told:
                self.text_told(items)
        first = len(self.blocks)
        self.blocks_of(pieces, context)
        if marker is not None:
            self.mark(first, context)

    def prose_told(self, items: list[Item]) -> None:
        """Says where a line equates something and is taken for prose."""
        if not items:
            return
        start = items[0].start
        for begin, end in prose_lines(self.passage.text[start : items[-1].end]):
            line = self.passage[start + begin : start + end].stripped()
            self.problems.append(
                Problem(line.whole, PROSE, "set its formulas apart: a line each, or between $", unread=False)
            )

    def text_told(self, items: list[Item]) -> None:
        """Says where the first line of the page is that is mathematics without delimiters, though others have them."""
        text = self.passage.text
        edges = [True, *("\n" in text[a.end : b.start] for a, b in pairwise(items)), True]
        for n, item in enumerate(items):
            line = text[item.start : item.end]
            if item.found is None and edges[n] and edges[n + 1] and looks_typed(line):
                self.told = True
                place = self.passage[item.start : item.end].stripped().whole
                self.problems.append(Problem(place, TEXT, "set it between $ if it is a formula", unread=False))
                return

    def blocks_of(self, pieces: Sequence[Piece], context: Context) -> None:
        words: list[Piece] = []
        near = context.start
        alone = context.cell is not None and self.alone(pieces)
        following = _following(pieces, context.end)
        for piece, stop in zip(pieces, following, strict=True):
            if self.count > MOST_FORMULAS:
                return
            if isinstance(piece, Words) or (isinstance(piece, Mathematics) and not piece.counts and not alone):
                words.append(piece)
                continue
            self.prose(words, context)
            words = []
            match piece:
                case Mathematics():
                    self.count += 1
                    self.blocks.append(self.formula(piece, near, stop, context))
                    near = piece.end
                case Comment():
                    self.comment(piece)
                case Lost():
                    self.lost(piece)
        self.prose(words, context)

    def alone(self, pieces: Sequence[Piece]) -> bool:
        """Whether one formula is all that a cell of a table holds."""
        words = [p for p in pieces if isinstance(p, Words)]
        return len(pieces) - len(words) == 1 and not any(self.plain(p.start, p.end) for p in words)

    def mark(self, first: int, context: Context) -> None:
        """Gives a list marker to the first block of its item; an item without any is an empty piece of prose."""
        if first == len(self.blocks):
            self.blocks.append(Prose(passage=Passage("", ()), paragraph=context.paragraph, marker=context.marker))
        else:
            self.blocks[first] = replace(self.blocks[first], marker=context.marker)

    def plain(self, start: int, end: int) -> str:
        return sentences.plain(self.passage.text[start:end], self.tex)

    def prose(self, pieces: Sequence[Piece], context: Context) -> None:
        """Adds what stands between two formulas, if it is more than white space."""
        if not pieces:
            return
        passage = self.passage[pieces[0].start : pieces[-1].end].stripped()
        if self.plain(pieces[0].start, pieces[-1].end):
            names = tuple(p.body.passage for p in pieces if isinstance(p, Mathematics))
            self.blocks.append(Prose(passage=passage, paragraph=context.paragraph, names=names, cell=context.cell))

    def comment(self, comment: Comment) -> None:
        """A block of declarations, or a remark for the formula that stands before it."""
        match comment.says:
            case Declarations() as declared:
                self.declare(comment, declared)
            case Remark() as remark:
                n = self.last_formula()
                formula = self.blocks[n] if n is not None else None
                if n is not None and isinstance(formula, Formula):
                    self.blocks[n] = replace(formula, remarks=(*formula.remarks, remark))
                else:
                    reason = f"`symcheck: {remark.role}` stands behind no formula"
                    self.problems.append(Problem(remark.span, reason, "put the comment directly behind its formula"))

    def last_formula(self) -> int | None:
        """Which block is the formula before this place, with nothing but marks such as a full stop in between."""
        n = len(self.blocks) - 1
        last = self.blocks[n] if n >= 0 else None
        if n > 0 and isinstance(last, Prose) and not any(c.isalnum() for c in last.passage.text):
            n -= 1
        return n if n >= 0 and isinstance(self.blocks[n], Formula) else None

    def declare(self, comment: Comment, declared: Declarations) -> None:
        """Adds a block of declarations; comment lines of TeX that follow one another are one."""
        end, self.declared = self.declared, comment.end
        last = self.blocks[-1] if self.blocks else None
        between = self.passage[end : comment.start]
        if self.tex and isinstance(last, Declarations) and between.text.strip(" \t") == "\n":
            parts = (last.passage, between.kept([between.text.index("\n")]), declared.passage)
            self.blocks[-1] = replace(last, passage=Passage.joined(parts))
        else:
            self.blocks.append(replace(declared, paragraph=self.paragraph))

    def lost(self, lost: Lost) -> None:
        opening = self.passage[lost.start : min(lost.end, lost.start + 40)].stripped()
        advice = "close it, or write a backslash before it if it is no mathematics"
        self.problems.append(Problem(opening.whole, f"`{opening.text}` is never closed", advice))

    def formula(self, piece: Mathematics, near: int, following: int, context: Context) -> Formula:
        """A formula; the words before it reach back to `near`, those after it to `following`."""
        text, reach = self.words, sentences.REACH
        left = self.unfinished(context) if piece.display and piece.start == context.start else ""
        close = left + sentences.before(text[max(near, piece.start - reach) : piece.start])
        left += sentences.before(text[max(context.start, piece.start - reach) : piece.start])
        right = sentences.after(text[piece.end : min(context.end, piece.end + reach)])
        written = text[piece.start : min(piece.end, piece.start + reach)]
        return Formula(
            passage=piece.body.passage,
            paragraph=context.paragraph,
            display=piece.display,
            environment=piece.body.environment,
            before=sentences.plain(close, self.tex),
            after=sentences.plain(sentences.after(text[piece.end : min(following, piece.end + reach)]), self.tex),
            sentence=" ".join(f"{left} {written} {right}".split()),
            cell=context.cell,
            number=piece.body.number,
            typed=piece.typed,
        )

    def unfinished(self, context: Context) -> str:
        """The last sentence of the paragraph before, if that ends without a full stop."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Prose) and context.marker is None and last.cell is None:
            return sentences.before(last.passage.text[-sentences.REACH :])
        return ""


def _beside_comments(items: list[Item]) -> list[list[Item]]:
    """The items apart from the comments among them, where these are all that is no text."""
    kinds = [None if item.found is None else item.found.kind for item in items]
    if not set(kinds) <= {None, "comment", "declarations"}:
        return [items]
    return [[item for item, _ in run] for _, run in groupby(zip(items, kinds, strict=True), key=lambda x: x[1])]


def _following(pieces: Sequence[Piece], end: int) -> list[int]:
    """For each piece, where the next one begins that is neither words nor a name."""
    places: list[int] = []
    for piece in reversed(pieces):
        places.append(end)
        if not isinstance(piece, Words) and not (isinstance(piece, Mathematics) and not piece.counts):
            end = piece.start
    return places[::-1]
