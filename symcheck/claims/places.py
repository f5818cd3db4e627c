"""Where in an author's file something stands: the call, and each of its arguments, from the positions Python keeps."""

from __future__ import annotations

import abc
import ast
import linecache
import os
import sys
from itertools import islice
from pathlib import Path
from types import FrameType, TracebackType

from msgspec import Struct

_PACKAGE = str(Path(__file__).resolve().parents[1]) + os.sep
_STANDARD = str(Path(abc.__file__).parent) + os.sep


class Spot(Struct, frozen=True):
    """A line of a file, and a column in it where several things stand on the line; column 0 chooses them all.

    Where a loop makes several of one, `turn` is which of them, counted from 1; 0 chooses them all. In a notebook the
    line is one of the `cell` of this number.
    """

    line: int
    column: int = 0
    turn: int = 0
    cell: int = 0

    def __str__(self) -> str:
        cell = f"cell {self.cell}:" if self.cell else ""
        return (
            f"{cell}{self.line}" + (f":{self.column}" if self.column else "") + (f"#{self.turn}" if self.turn else "")
        )

    @property
    def in_words(self) -> str:
        """The line in a sentence: "line 5", "line 2 of cell 3"."""
        return f"line {self.line}" + (f" of cell {self.cell}" if self.cell else "")

    def holds(self, place: Place) -> bool:
        return (self.cell, self.line) == (place.cell, place.line) and self.column in (0, place.column)


class Place(Struct, frozen=True):
    """A line of a file and a column in it, in characters, both counted from 1; column 0 where it is not known.

    In a notebook the line is one of the `cell` of this number, counted from 1 among all its cells; elsewhere that is 0.
    """

    file: str
    line: int
    column: int = 0
    cell: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.spot}"

    @property
    def spot(self) -> Spot:
        """What chooses this place in its file."""
        return Spot(self.line, self.column, cell=self.cell)


def _outside(file: str) -> bool:
    return not file.startswith(_PACKAGE) and not file.startswith("<frozen")


def _author() -> FrameType:
    """The innermost frame outside this package."""
    frame = sys._getframe(1)
    while frame.f_back is not None and not _outside(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def here() -> Place:
    """Where the author's call into this package begins."""
    frame = _author()
    line, _, column, _ = _span(frame)
    return _place(frame, line or frame.f_lineno, column)


def line_here() -> tuple[str, int]:
    """The file and the line of the author's that is being run."""
    frame = _author()
    return frame.f_code.co_filename, frame.f_lineno


class Argument(Struct, frozen=True):
    """An argument of an author's call: where it begins, and its source text; "" where that cannot be told."""

    place: Place
    text: str = ""


def arguments(count: int) -> tuple[Argument, ...]:
    """The first positional arguments of the author's call into this package.

    What a starred argument gives stands where that does; where nothing can be told, all stand where the call does.
    """
    frame = _author()
    written = _arguments(frame)
    starred = [n for n, (_, _, text) in enumerate(written) if text.startswith("*")]
    if len(starred) == 1:
        (n,) = starred
        written[n : n + 1] = [(*written[n][:2], "")] * (count - len(written) + 1)
    if len(written) < count or len(starred) > 1:
        return (Argument(here()),) * count
    return tuple(Argument(_place(frame, line, column), text) for line, column, text in written[:count])


def _span(frame: FrameType) -> tuple[int | None, int | None, int | None, int | None]:
    """First and last line, first and last column (in bytes, from 0) of what the frame is doing."""
    return next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), (None,) * 4)


def _arguments(frame: FrameType) -> list[tuple[int, int, str]]:
    """Line, column (in bytes) and text of each positional argument of the frame's call."""
    first, last, column, end = _span(frame)
    if first is None or last is None or column is None or end is None:
        return []
    lines = [text.encode() for text in _source(frame)[first - 1 : last]]
    if len(lines) != last - first + 1:
        return []
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][column:]
    source = (b"(" + b"".join(lines) + b")").decode(errors="replace")
    try:
        call = ast.parse(source, mode="eval").body
    except SyntaxError:
        return []
    found = call.args if isinstance(call, ast.Call) else []
    shift = {1: column - 1}
    return [
        (first + a.lineno - 1, a.col_offset + shift.get(a.lineno, 0), ast.get_source_segment(source, a) or "")
        for a in found
    ]


def _source(frame: FrameType) -> list[str]:
    return linecache.getlines(frame.f_code.co_filename, frame.f_globals)


def _place(frame: FrameType, line: int, column: int | None) -> Place:
    """The place with its column in characters."""
    if column is None:
        return Place(frame.f_code.co_filename, line)
    text = "".join(_source(frame)[line - 1 : line])
    return Place(frame.f_code.co_filename, line, len(text.encode()[:column].decode(errors="replace")) + 1)


def is_authors(file: str) -> bool:
    """Whether a file is the author's: not this package's, and of no library (`<string>` and the like are nobody's)."""
    return _outside(file) and not file.startswith((_STANDARD, "<")) and "site-packages" not in file


def of_traceback(traceback: TracebackType | None) -> Place | None:
    """The author's line on which an exception left their code: the innermost traceback frame that is theirs."""
    found = None
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if is_authors(file):
            found = Place(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
