"""What of a report calls for somebody: a place, how grave it is, and its text. What annotations are made of.

A finding is a line that keeps its part from passing, a part that ended before its lines could tell, or a file that
could not be read. What is right, or documented as wrong and wrong, is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.claims.verdict import ChainVerdict, LineVerdict, Outcome, PartVerdict, Status
from symcheck.notation.plain import printable
from symcheck.report.model import FileProblem, Report
from symcheck.report.words import formula, line_heading, said

Level = Literal["error", "warning"]
GRAVE = (Status.CONFLICT, Status.ERROR, Status.ILL_ENCODED)


class Finding(Struct, frozen=True):
    """A finding: the kind in a word ("refuted"), the place, the text below its title; `address` is that of its part.

    What stands in a cell of a notebook has no line in its file: there `headline` tells the place.

    `key` tells what it is about from one run to the next: the digest of the statement, where there is one.
    """

    level: Level
    kind: str
    place: Place
    title: str
    text: str
    address: str
    key: str = ""

    @property
    def headline(self) -> str:
        return f"{self.title} ({self.place.spot})" if self.place.cell else self.title


def findings(report: Report) -> Iterator[Finding]:
    """The findings of a report, in its order."""
    for file in report.files:
        if file.problem is not None:
            yield _of_file(file.problem)
        for part in file.parts:
            yield from of_part(part)


def of_part(part: PartVerdict) -> Iterator[Finding]:
    """The findings of a part; at least one if it is not green."""
    found = [finding for chain in part.chains for finding in _of_chain(chain, part)]
    yield from found
    cut_short = part.outcome in (Outcome.ERROR, Outcome.TIMEOUT)
    if not part.outcome.green and (cut_short or not found) and part.outcome.value not in {f.kind for f in found}:
        level: Level = "error" if part.outcome in (Outcome.FAIL, Outcome.CONFLICT, Outcome.ERROR) else "warning"
        title = f"{part.id}: {part.outcome.value}"
        yield Finding(level, part.outcome.value, part.place, title, printable(part.reason), part.address)


def _of_chain(chain: ChainVerdict, part: PartVerdict) -> Iterator[Finding]:
    if chain.beside is not None and chain.beside.kind == "differs":
        kind, written = Status.ILL_ENCODED.value, printable(chain.first_latex or chain.first)
        text = "\n".join((written, *map(printable, chain.beside.told)))
        yield Finding("error", kind, chain.place, f"{part.id}: {kind}", text, part.address)
    yield from (_of_line(line, chain, part) for line in chain.lines if _calls(line, part))


def _calls(line: LineVerdict, part: PartVerdict) -> bool:
    if line.role == "wrong":
        return not line.status.wrong
    return not line.status.right or (line.status is Status.CHECKED and part.outcome is Outcome.CHECKED)


def _of_line(line: LineVerdict, chain: ChainVerdict, part: PartVerdict) -> Finding:
    grave = line.status.wrong or line.role == "wrong" or line.status in GRAVE
    written = printable(formula(line.text, line.latex, line.beside))
    first = printable(formula(chain.first, chain.first_latex, chain.beside))
    claim = written if chain.unread else f"{first} = {written}"
    text = "\n".join((claim, *(printable(each) for each in said(line, everything=False))))
    kind = line.status.value if line.role != "wrong" else "documented as wrong"
    title = f"{part.id}: {line_heading(line)}"
    return Finding("error" if grave else "warning", kind, line.place, title, text, part.address, line.digest)


def _of_file(problem: FileProblem) -> Finding:
    title = f"{problem.file}: {problem.outcome.value}, none of its parts is known"
    return Finding("error", problem.outcome.value, problem.place, title, printable(problem.reason), problem.file)
