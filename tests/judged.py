"""Whole pages as they are read and judged: once for all tests of a run that ask."""

from __future__ import annotations

from functools import cache

from symcheck.checking.part import check_part
from symcheck.claims.verdict import PartVerdict
from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import ReadPage, read_text
from symcheck.report.model import FileProblem


def judged(text: bytes | str, name: str) -> tuple[ReadPage | FileProblem, tuple[PartVerdict, ...]]:
    """A page, or why it is not read, and the verdicts on its parts in order, without a search for mistakes."""
    return _judged(text if isinstance(text, bytes) else text.encode(), name)


@cache
def _judged(text: bytes, name: str) -> tuple[ReadPage | FileProblem, tuple[PartVerdict, ...]]:
    page = read_text(text, name)
    parts = page.parts if isinstance(page, ReadPage) else ()
    return page, tuple(check_part(part, CheckOptions(diagnose=False), name) for part in parts)
