"""Where in an author's file something stands."""

from __future__ import annotations

import abc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_PACKAGE = str(Path(__file__).resolve().parents[1]) + os.sep
_STANDARD = str(Path(abc.__file__).parent) + os.sep


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


def _authors(file: str) -> bool:
    """Whether a file is the author's: not this package's, and of no library (`<string>` and the like are nobody's)."""
    return _outside(file) and not file.startswith((_STANDARD, "<")) and "site-packages" not in file


def of_traceback(traceback: TracebackType | None) -> Place | None:
    """The author's line on which an exception left their code: the innermost traceback frame that is theirs."""
    found = None
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if _authors(file):
            found = Place(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
