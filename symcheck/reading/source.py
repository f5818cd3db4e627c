"""The text of a page, and pieces of it in which every character keeps its place.

A page is read once, with its line ends made one and a byte order mark taken off. Whatever is undone after that (an
escaped underscore, a quoted block's `>`) is left out of a `Passage`, never of the page, so that a place in any piece is
a place on the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from symcheck.claims.places import Place


class Span(Struct, frozen=True):
    """Characters of a page, from `start` to before `end`, counted from 0."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From where this one begins to where the other ends."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Source(Struct, frozen=True, dict=True):
    """A page: its name as reports show it, and its text, whose lines end in a single line feed."""

    file: str
    text: str

    def line_starts(self) -> list[int]:
        known = self.__dict__.get("starts")
        if known is None:
            known = [0, *(n + 1 for n, letter in enumerate(self.text) if letter == "\n")]
            self.__dict__["starts"] = known
        return known

    def place(self, offset: int) -> Place:
        """File, line and column, in characters and counted from 1."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return Place(self.file, line, offset - starts[line - 1] + 1)

    def written(self, span: Span) -> str:
        """The characters themselves."""
        return self.text[span.start : span.end]

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

    def kept(self, positions: Iterable[int]) -> Passage:
        """The piece with only these of its characters."""
        chosen = tuple(positions)
        return Passage("".join(self.text[n] for n in chosen), tuple(self.offsets[n] for n in chosen))
