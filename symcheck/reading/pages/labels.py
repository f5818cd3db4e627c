r"""The parts of a page: its headings, its labels (`(a)`, `(c.1)`, `(ii)`, `1.`, `Q2`, "Part b") and its bullets.

A label stands at the head of a block or a display. It counts if it goes on with the page's sequence, or if words or a
wide space follow it; in front of a formula a letter in brackets may as well be a factor, so there only `\quad`, words,
or a sequence make it a label. `(2)` is the number of an equation if one of the page's bears it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.pages.blocks import Block, Declarations, Formula, Heading, Marker, Page, Prose
from symcheck.reading.pages.label_text import Label, label_at, leads
from symcheck.reading.pages.relations import continues
from symcheck.reading.pages.sentences import plain
from symcheck.reading.pages.sequences import BULLET, Sequences
from symcheck.reading.source import Span
from symcheck.reading.tree import Problem

_SLUG_WORDS = 4
_TITLE = 80
_MARKDOWN_BULLETS = "-*+"


class Section(Struct, frozen=True):
    """A part of the page: `h.ii`, what it is called ("" if nothing), where its label stands, its blocks without it."""

    id: str
    title: str
    span: Span
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> Heading | None:
        """The heading that it stands under by itself."""
        return next((block for block in self.blocks if isinstance(block, Heading)), None)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Its formulas, those in headings too."""
        listed = (block.formulas if isinstance(block, Heading) else (block,) for block in self.blocks)
        return tuple(one for blocks in listed for one in blocks if isinstance(one, Formula))


class Parts(Struct, frozen=True):
    """The sections of a page in their order, and the labels that may as well be factors."""

    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()


class _Open(Struct):
    """A section to which blocks are still added."""

    id: str
    title: str
    span: Span
    blocks: list[Block]


def parts(page: Page, declared: Container[str] = ()) -> Parts:
    """The sections of a page; a page without labels and headings is one, which is called like its file.

    `declared` are the names that the page declares: one of them in brackets before a formula, without a wide space or
    words behind it, is a label or a factor, and is pointed out.
    """
    return _Reader(page, declared).read()


class _Reader:
    """Gives each block to its section."""

    def __init__(self, page: Page, declared: Container[str]) -> None:
        self.page = page
        self.declared = declared
        self.numbers = {f.number for f in page.formulas if f.number}
        self.labels = [self.label(n, b) for n, b in enumerate(page.blocks)]
        self.following = _following(self.labels)
        self.sequences = Sequences()
        start = page.blocks[0].span if page.blocks else Span(0, 0)
        stem = page.source.file.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0] or "page"
        if label_at(f"({stem})", prose=True) or label_at(stem, prose=True):
            stem = "page"  # in a.md the label (a) keeps its name
        self.sections = [_Open(stem, page.title, Span(start.start, start.start), [])]
        self.at = self.sections[0]
        self.taken = {stem: self.at}
        self.count: dict[str, int] = {}
        self.list_parent: _Open | None = None
        self.list_paragraph = 0
        self.stripped = ""
        self.problems: list[Problem] = []

    def read(self) -> Parts:
        for n, block in enumerate(self.page.blocks):
            self.block(n, block)
        kept = [s for s in self.sections if s.blocks]
        sections = tuple(Section(s.id, s.title, s.span, tuple(s.blocks)) for s in kept)
        return Parts(sections, tuple(self.problems))

    def block(self, n: int, block: Block) -> None:
        label = self.labels[n]
        if isinstance(block, Heading):
            self.heading(block, label)
            self.at.blocks.append(block)
            return
        self.end_list(block)
        if block.marker is not None and self.is_bullet(block, block.marker):
            self.bullet(block, block.marker)
        if label is not None and self.counts(n, block, label):
            block = self.labelled(block, label, self.following[n])
        elif isinstance(block, Formula):
            block = self.referring(block)
        if not block.passage.text and (block.marker is None or not block.marker.text):
            return
        self.at.blocks.append(self.cleaned(block))

    def label(self, n: int, block: Block) -> Label | None:
        """The label at the head of a block, if one is looked for there: at the head of a paragraph or a display."""
        if isinstance(block, Declarations) or (isinstance(block, Formula | Prose) and block.cell is not None):
            return None
        if block.marker is not None and block.marker.text and not _is_bullet(block.marker):
            label = label_at(f"{block.marker.text} ", prose=True)
            return replace(label, named=True) if label is not None else None
        first = n == 0 or self.page.blocks[n - 1].paragraph != block.paragraph or self.begins_line(n, block)
        if not first and not (isinstance(block, Formula) and block.display):
            return None
        return label_at(block.passage.text, prose=not isinstance(block, Formula))

    def begins_line(self, n: int, block: Block) -> bool:
        """Whether a block stands at the head of a line, behind a display or declarations."""
        before = self.page.blocks[n - 1]
        if not isinstance(before, Declarations) and not (isinstance(before, Formula) and before.display):
            return False
        source = self.page.source
        column = source.place(block.span.start).column
        return not source.line_at(block.span.start)[: column - 1].strip(" \t>")

    def counts(self, n: int, block: Block, label: Label) -> bool:
        """Whether what looks like a label is one."""
        if isinstance(block, Formula) and (label.path == (label.text,) and label.text in self.numbers):
            return False
        numbered = block.marker is not None and (self.nested(block.marker) or continues(block.passage.text))
        if numbered:
            return False
        strong = label.spaced or block.marker is not None or not isinstance(block, Formula)
        rest = block.passage.text[label.end :]
        typed = isinstance(block, Formula) and block.typed and label.text.isdigit() and rest[:1].isspace()
        if not typed and not self.sequences.accepts(label, strong, self.following[n]):
            if label.text.isdigit() and not strong:
                self.doubt(block, label)
            return False
        if not strong and label.text in self.declared:
            self.doubt(block, label)
            return False
        return True

    def doubt(self, block: Block, label: Label) -> None:
        """Says that what stands in brackets before a formula may be a label or a factor."""
        reason = f"`({label.text})` may be the label of a part or a factor"
        advice = "write \\quad behind a label, or · behind a factor"
        self.problems.append(Problem(block.passage.span(0, label.end), reason, advice))

    def labelled(self, block: Block, label: Label, following: Label | None) -> Block:
        """Opens the section of a label; the block without the label."""
        self.list_parent = None
        self.sequences.enter(label, following)
        marked = block.marker is not None and block.marker.text != "" and not _is_bullet(block.marker)
        span = block.marker.span if marked and block.marker else block.passage.span(0, label.end)
        title = "" if marked or not isinstance(block, Prose) else block.passage.text[label.end :].strip(" :.*_\n")
        single = isinstance(block, Prose) and len(title) <= _TITLE and not block.names and "\n" not in title
        self.open(self.sequences.path(), title if single else "", span)
        if marked:
            return block
        self.stripped = block.passage.text[: label.end].strip()
        rest = block.passage[label.end :]
        if isinstance(block, Formula):
            return replace(block, passage=rest[leads(rest.text) :], display=block.display)
        return replace(block, passage=rest[len(rest.text) - len(rest.text.lstrip(" \t\n:*_—–")) :])

    def referring(self, block: Formula) -> Formula:
        """A formula without the number of another one before it (`(2):`), which is noted."""
        label = label_at(block.passage.text, prose=False)
        if label is None or not (label.colon or label.spaced) or label.text not in self.numbers:
            return block
        rest = block.passage[label.end :]
        return replace(block, passage=rest[leads(rest.text) :], refers=label.text)

    def cleaned(self, block: Block) -> Block:
        """A formula whose words before it do not begin with the label of its part."""
        if not self.stripped or not isinstance(block, Formula):
            return block
        if not block.sentence.startswith(self.stripped):
            self.stripped = "" if block.display else self.stripped
            return block
        before = block.before.removeprefix(plain(self.stripped)).lstrip(" :")
        return replace(block, before=before, sentence=block.sentence.removeprefix(self.stripped).lstrip(" :"))

    def heading(self, block: Heading, label: Label | None) -> None:
        self.list_parent = None
        self.stripped = ""
        title = plain(block.passage.text, self.page.format == "tex")
        named = plain(block.passage.text[label.end :]).lstrip(" :.—–-") if label is not None else title
        self.sequences.heading(block.level, label, _slug(title))
        self.open(self.sequences.path(), named or title, block.span)

    def is_bullet(self, block: Block, marker: Marker) -> bool:
        """Whether a list item is a part: not one inside another, nor one that goes on with a chain."""
        goes_on = isinstance(block, Formula) and continues(block.passage.text)
        return _is_bullet(marker) and not self.nested(marker) and not goes_on

    def nested(self, marker: Marker) -> bool:
        return self.list_parent is not None and marker.indent > self.sequences.indent + 1

    def bullet(self, block: Block, marker: Marker) -> None:
        if self.list_parent is None:
            self.list_parent = self.at
        self.list_paragraph = block.paragraph
        parent = self.list_parent.id
        self.open((parent, str(self.sequences.bullet(parent, marker.indent))), "", marker.span)
        self.list_paragraph = block.paragraph
        self.stripped = ""

    def end_list(self, block: Block) -> None:
        """Goes back to what stands round a list of Markdown, where a paragraph is not indented any more."""
        last = self.sequences.levels[-1] if self.sequences.levels else None
        if self.list_parent is None or last is None or last.style != BULLET or block.paragraph == self.list_paragraph:
            return
        if block.marker is not None and not block.marker.text and not block.marker.indent:
            self.leave_list(self.list_parent)
            return
        if block.marker is not None or self.page.format == "tex":
            return
        line = self.page.source.line_at(block.span.start)
        if self.page.format == "ipynb":
            line = line.lstrip()[1:]
        unindented = len(line) - len(line.lstrip()) <= self.sequences.indent
        if unindented and self.page.source.written(self.at.span) in _MARKDOWN_BULLETS:
            self.leave_list(self.list_parent)

    def leave_list(self, parent: _Open) -> None:
        self.sequences.levels.pop()
        self.at, self.list_parent = parent, None

    def open(self, path: Sequence[str], title: str, span: Span) -> None:
        """Begins a section; an id that is taken gets the heading above it before it, or a number behind it."""
        name = ".".join(path)
        if name in self.taken and self.sequences.slug not in ("", name):
            name = f"{self.sequences.slug}.{name}"
        stem = name
        while name in self.taken:
            self.count[stem] = self.count.get(stem, 1) + 1
            name = f"{stem}-{self.count[stem]}"
        self.at = _Open(name, title, span, [])
        self.taken[name] = self.at
        self.sections.append(self.at)


def _is_bullet(marker: Marker) -> bool:
    return marker.text != "" and not any(c.isalnum() for c in marker.text.removeprefix("\\item"))


def _following(labels: list[Label | None]) -> list[Label | None]:
    """For each block, the next label on the page."""
    found: list[Label | None] = []
    following: Label | None = None
    for label in reversed(labels):
        found.append(following)
        following = label or following
    return found[::-1]


def _slug(title: str) -> str:
    """The first words of a heading as a name."""
    words = re.findall(r"[^\W_]+", title.lower())
    return "-".join(words[:_SLUG_WORDS]) or "section"
