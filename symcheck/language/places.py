"""Where in an author's file something stands."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PACKAGE = str(Path(__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def _outside(file: str) -> bool:
    return not file.startswith(_PACKAGE) and not file.startswith("<frozen")


def here() -> Place:
    """The author's line that called into this package: the innermost frame outside it."""
    frame = sys._getframe(1)
    while frame.f_back is not None and not _outside(frame.f_code.co_filename):
        frame = frame.f_back
    return Place(frame.f_code.co_filename, frame.f_lineno)


def of_traceback(traceback: TracebackType | None) -> Place | None:
    """The author's line on which an exception left their code: the innermost traceback frame outside this package."""
    found = None
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if _outside(file):
            found = Place(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
