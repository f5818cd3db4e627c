"""Whole pages as people write them, right and with three slips each, judged in this process.

`tests/pages/` holds the pages, and beside each a table `<page>.verdicts`: a row a piece (and a value, where a letter in
it has several), with its line on the page, what a sensible reader says of it, and what is written there. The first
member of a chain has no row: it is what the others are compared with. Under a row that is not reached yet stands
`! why`: the test of its line fails.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.claims.verdict import LineVerdict, PartVerdict
from symcheck.reading.assembling.assembly import ReadPage
from tests.judged import judged

PAGES = Path(__file__).parents[1] / "pages"
RIGHT = {"proved", "definition", "condition", "remark"}
WRONG = {"refuted", "ill-formed"}
ROW = re.compile(r"(\d+)  ([a-z][a-z -]*?)  (.*)")


class Row(Struct, frozen=True):
    """What is said of a piece of a page; `because` is why it is not said yet, if so."""

    line: int
    said: str
    written: str
    because: str = ""


def names() -> list[str]:
    return sorted(path.name.removesuffix(".verdicts") for path in PAGES.glob("*.verdicts"))


@cache
def wanted(name: str) -> tuple[Row, ...]:
    """The table of a page."""
    rows: list[Row] = []
    for text in (PAGES / f"{name}.verdicts").read_text(encoding="utf-8").splitlines():
        if text.startswith("    ! "):
            last = rows.pop()
            rows.append(Row(last.line, last.said, last.written, text.removeprefix("    ! ")))
            continue
        found = ROW.fullmatch(text)
        assert found, text
        rows.append(Row(int(found[1]), found[2], found[3]))
    return tuple(rows)


@cache
def said(name: str) -> tuple[Row, ...]:
    """What is said of a page, in its order."""
    page, parts = judged((PAGES / name).read_bytes(), name)
    assert isinstance(page, ReadPage), page
    verdicts = _verdicts(parts)
    rows: list[Row] = []
    for piece in sorted(page.told, key=lambda piece: (piece.span.start, piece.span.end)):
        place, written = page.page.source.place(piece.span.start), page.page.source.written(piece.span)
        found = [verdict.status.value for verdict in verdicts.pop(place, ())]
        if not found and piece.kind not in ("claim", "several"):
            found = [piece.kind]
        line = bisect_right(page.page.source.line_starts(), piece.span.start)  # of the file, in a notebook too
        rows += [Row(line, what, " ".join(written.split())) for what in found]
    assert not verdicts, "a verdict on what is no piece of the page"
    return tuple(rows)


def _verdicts(parts: tuple[PartVerdict, ...]) -> dict[Place, list[LineVerdict]]:
    found: dict[Place, list[LineVerdict]] = {}
    for part in parts:
        for chain in part.chains:
            for line in chain.lines:
                found.setdefault(line.place, []).append(line)
    return found


def missed(name: str) -> dict[int, str]:
    """The lines of a page on which not all is said that should be, and why."""
    return {row.line: row.because for row in wanted(name) if row.because}


def _missed_lines() -> Iterator[object]:
    """Each such line, as a test that has to fail until it is taken as it is meant."""
    for name in names():
        for line, because in missed(name).items():
            marks = pytest.mark.xfail(strict=True, reason=because)
            yield pytest.param(name, line, marks=marks, id=f"{name}:{line}")


@pytest.mark.parametrize("name", names())
def test_each_piece_of_a_page_is_taken_as_it_is_meant(name: str) -> None:
    apart = missed(name)
    assert [row for row in said(name) if row.line not in apart] == [r for r in wanted(name) if r.line not in apart]


@pytest.mark.parametrize(("name", "line"), list(_missed_lines()))
def test_a_line_that_is_not_taken_so_yet(name: str, line: int) -> None:
    expected = [(row.said, row.written) for row in wanted(name) if row.line == line]
    assert [(row.said, row.written) for row in said(name) if row.line == line] == expected


@pytest.mark.parametrize("name", [name for name in names() if missed(name)])
def test_a_line_that_is_not_taken_so_yet_is_not_called_the_contrary(name: str) -> None:
    lines = missed(name)
    meant = {(row.line, row.written): row.said for row in wanted(name) if row.line in lines}
    for row in said(name):
        known = meant.get((row.line, row.written), "")
        assert not (row.said == "proved" and known in WRONG), row
        assert not (row.said == "refuted" and known in RIGHT), row


@pytest.mark.parametrize("name", [name for name in names() if "-slips." not in name])
def test_a_page_with_slips_is_the_right_one_but_for_three_pieces(name: str) -> None:
    stem, kind = name.rsplit(".", 1)
    right, slips = (list(dict.fromkeys(wanted(each))) for each in (name, f"{stem}-slips.{kind}"))
    assert {row.said for row in right} <= RIGHT
    assert Counter(row.said in WRONG for row in slips)[True] == 3
    assert [row.line for row in right] == [row.line for row in slips]
    assert sum(a != b for a, b in zip(right, slips, strict=True)) == 3
