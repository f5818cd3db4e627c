"""What a page consists of before anything on it is understood: headings, prose, formulas and declarations, with places.

A block holds what stands on the page, without the marks that set it apart (`$`, `>`, `#`, bullets). Nothing here knows
what a formula means; whether one relates anything is told by its signs alone.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from symcheck.reading.source import Passage, Source, Span
from symcheck.reading.tree import Problem

Format = Literal["md", "tex", "ipynb", "txt"]
Role = Literal["wrong", "remark", "condition", "definition", "claim"]


class Remark(Struct, frozen=True):
    """What a comment behind a formula says of it: `wrong, because the sign`, `line 2: remark`.

    `line` or `relation` is the one that is meant, counted from 1; both None where it is said of the whole formula.
    """

    span: Span
    role: Role
    reason: str = ""
    line: int | None = None
    relation: int | None = None


class Marker(Struct, frozen=True):
    """What sets a paragraph in a list: `-`, `•`, `1.`, or `\\item`, and how far it is indented.

    Without a text it says that a list of LaTeX ended before the paragraph.
    """

    text: str
    span: Span
    indent: int = 0


class Cell(Struct, frozen=True):
    """Where in a table something stands: the table, its row (0 is the header) and column, all counted from 0."""

    table: int
    row: int
    column: int


class Block(Struct, frozen=True, kw_only=True):
    """What all blocks have: their text, the paragraph they stand in, and the list marker where they begin an item."""

    passage: Passage
    paragraph: int = 0
    marker: Marker | None = None

    @property
    def span(self) -> Span:
        return self.passage.whole


class Formula(Block, frozen=True, kw_only=True):
    """Mathematics without its delimiters: a display, an inline span that holds a relation, or a cell of a table.

    `environment` is the one that all of it stands in ("align", "equation", "" if none; a star is dropped). `before` and
    `after` are the words between it and what stands next to it in its sentence, `sentence` the whole sentence.
    `number` is what the formula is numbered, `refers` the number of another one that stands before it (`(2):`).
    `typed` if it stands outside all delimiters. `damaged` says why what is written cannot be trusted.
    """

    display: bool = False
    environment: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""
    remarks: tuple[Remark, ...] = ()
    cell: Cell | None = None
    number: str = ""
    refers: str = ""
    typed: bool = False
    damaged: str = ""


class Heading(Block, frozen=True, kw_only=True):
    """A title, from level 1 down, and the formulas with a relation in it."""

    level: int
    formulas: tuple[Formula, ...] = ()


class Prose(Block, frozen=True, kw_only=True):
    """Words, and the mathematics among them that relates nothing: names."""

    names: tuple[Passage, ...] = ()
    cell: Cell | None = None


class Declarations(Block, frozen=True, kw_only=True):
    """The lines of a block of declarations, as written."""


class Macro(Struct, frozen=True):
    """A command that the page defines: its name without the backslash, how many arguments it takes, and its body."""

    name: str
    arguments: int
    body: Passage
    optional: Passage | None = None
    operator: bool = False


class Page(Struct, frozen=True):
    """A page as it was read. Its blocks stand in the order of the page; `typed` if it has no delimiters at all."""

    source: Source
    format: Format
    title: str = ""
    blocks: tuple[Block, ...] = ()
    macros: tuple[Macro, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def formulas(self) -> tuple[Formula, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Formula))
