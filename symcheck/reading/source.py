"""The text of a page, and pieces of it in which every character keeps its place.

A page is read once, with its line ends made one and a byte order mark taken off. Whatever is undone after that (an
escaped underscore, a quoted block's `>`) is left out of a `Passage`, never of the page, so that a place in any piece is
a place on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from symcheck.claims.places import Place

BRACE = re.compile(r"\\.|[{}]", re.S)
_BEGINS = r"(?:(?<!\\)\\\\|\\)"  # a command, its backslash doubled where Markdown engines want it so
_COMMAND = re.compile(rf"{_BEGINS}[A-Za-z]+\*?\s*\Z|(?<=[_^])\Z")
_FACES = r"(?:math(?:bf|rm|cal|bb|frak|sf|tt|it|scr)|boldsymbol|bm|pmb|text(?:bf|rm|it)|operatorname\*?)"
_TYPE = re.compile(rf"{_BEGINS}{_FACES}\s*\Z")
_TYPE_OF_ALL = re.compile(rf"{_BEGINS}{_FACES}\s*\{{\s*\Z")
_FAR = 400  # characters that are looked at on either side of what is written


class Span(Struct, frozen=True):
    """Characters of a page, from `start` to before `end`, counted from 0."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From where this one begins to where the other ends."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Source(Struct, frozen=True, dict=True):
    """A page: its name as reports show it, and its text, whose lines end in a single line feed.

    `pieces` are what is read of it where it is not read as it stands: the cells of a notebook, with their `numbers`.
    """

    file: str
    text: str
    pieces: tuple[Passage, ...] = ()
    numbers: tuple[int, ...] = ()

    def line_starts(self) -> list[int]:
        known = self.__dict__.get("starts")
        if known is None:
            known = [0, *(n + 1 for n, letter in enumerate(self.text) if letter == "\n")]
            self.__dict__["starts"] = known
        return known

    def place(self, offset: int) -> Place:
        """File, line and column, in characters and counted from 1; those of the cell in a notebook."""
        for piece, number in zip(self.pieces, self.numbers, strict=True):
            if piece.offsets and piece.offsets[0] <= offset <= piece.offsets[-1] + 1:
                before = piece.text[: bisect_left(piece.offsets, offset)]
                return Place(self.file, before.count("\n") + 1, len(before) - before.rfind("\n"), number)
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return Place(self.file, line, offset - starts[line - 1] + 1)

    def written(self, span: Span) -> str:
        """What is written there, with the braces and commands that belong to it: `\\mathbf{x}^T`, not `x}^T`."""
        text, start, end = self._around(span)
        return text[slice(*in_type(text, *balanced(text, start, end)))]

    def on_one_line(self, span: Span) -> str:
        """What is written there, with single spaces for white space."""
        return " ".join(self.written(span).split())

    def shown(self, span: Span) -> tuple[str, int, int]:
        """The line on which something stands, as it is read, its column there from 0, and how far it reaches in it."""
        text, start, end = self._around(span)
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", start)
        line = text[first : last if last >= 0 else len(text)]
        return line, start - first, max(1, min(end - start, len(line) - (start - first)))

    def _around(self, span: Span) -> tuple[str, int, int]:
        """The text as it is read, and where in it something stands."""
        for piece in self.pieces:
            if piece.offsets and piece.offsets[0] <= span.start <= piece.offsets[-1]:
                return piece.text, bisect_left(piece.offsets, span.start), bisect_left(piece.offsets, span.end)
        return self.text, span.start, span.end

    def line_at(self, offset: int) -> str:
        """The whole line on which a character stands."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        end = self.text.find("\n", offset)
        return self.text[starts[line - 1] : end if end >= 0 else len(self.text)]


class Passage(Struct, frozen=True):
    """A piece of text with the place on the page of each of its characters."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, source: Source, start: int, end: int) -> Passage:
        """The characters of the page from `start` to before `end`, as they stand."""
        return cls(source.text[start:end], tuple(range(start, end)))

    @classmethod
    def at(cls, text: str, offset: int) -> Passage:
        """A text all of which stands at one character of the page."""
        return cls(text, (offset,) * len(text))

    @classmethod
    def joined(cls, parts: Sequence[Passage]) -> Passage:
        """Pieces one behind another."""
        return cls("".join(part.text for part in parts), tuple(offset for part in parts for offset in part.offsets))

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.offsets[part])

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """Where characters of this piece stand on the page; of none, where they would begin."""
        if start < end:
            return Span(self.offsets[start], self.offsets[end - 1] + 1)
        near = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
        return Span(near, near)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))

    def stripped(self) -> Passage:
        """Without white space at its ends."""
        start, end = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        return self[start : max(start, end)]

    def replaced(self, changes: Iterable[tuple[int, int, Passage]]) -> Passage:
        """The piece with others in place of what stands from one character of it to before another one, in order."""
        parts: list[Passage] = []
        done = 0
        for start, end, new in changes:
            parts += [self[done:start], new]
            done = end
        return Passage.joined((*parts, self[done:])) if parts else self

    def kept(self, positions: Iterable[int]) -> Passage:
        """The piece with only these of its characters."""
        chosen = tuple(positions)
        return Passage("".join(self.text[n] for n in chosen), tuple(self.offsets[n] for n in chosen))


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a piece of a text begins and ends with the braces that it closes or opens, and the command before them."""
    missing, opened = _unpaired(text[start:end])
    begin = start
    for sign in reversed(list(BRACE.finditer(text, max(0, start - _FAR), start))):
        if missing <= 0:
            break
        missing += {"}": 1, "{": -1}.get(sign[0], 0)
        if missing == 0:
            command = _COMMAND.search(text, max(0, sign.start() - _FAR), sign.start())
            begin = sign.start() if command is None else command.start()
    for sign in BRACE.finditer(text, end, min(len(text), end + _FAR)):
        if opened <= 0:
            break
        opened += {"{": 1, "}": -1}.get(sign[0], 0)
        end = sign.end()
    return (begin if missing <= 0 else start), end


def in_type(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a piece of a text begins and ends with a command for its type: `\\mathbf 1^T`, `\\mathrm{Cov}`."""
    braces = _TYPE_OF_ALL.search(text, max(0, start - _FAR), start)
    if braces is not None and text[end : end + 1] == "}":
        return braces.start(), end + 1
    command = _TYPE.search(text, max(0, start - _FAR), start)
    return (start if command is None else command.start()), end


def _unpaired(text: str) -> tuple[int, int]:
    """How many braces a text closes that it did not open, and how many it leaves open."""
    closed, depth = 0, 0
    for sign in BRACE.findall(text):
        if sign == "{":
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
        elif sign == "}":
            closed += 1
    return closed, depth
