"""The report as JSON, for programs: all of it, so that it can be read back.

The document is described by `symcheck/docs/report.schema.json`. `format` is its number: raised whenever something that
was there is gone or means something else; what is added leaves it as it is. `statement` digests in the lines tell what
each verdict is about: two lines with the same digest make the same claim to the same version of the judges.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from symcheck.claims.verdict import PartVerdict
from symcheck.report.model import Report
from symcheck.report.terminal import Layout
from symcheck.report.words import outcome_counts

FORMAT = 1


class Document(Struct, frozen=True):
    """What is written: the number of the format, what the run came to, and the report itself.

    `counts` has the number of parts for each outcome that occurs, `exit_code` is that of the command.
    """

    format: int
    exit_code: int
    counts: dict[str, int]
    report: Report


def render(report: Report, layout: Layout) -> str:
    """The document, two spaces a level."""
    if not layout.times:
        report = timeless(report)
    counts = {outcome.value: count for count, outcome in outcome_counts(report)}
    document = Document(FORMAT, report.exit_code, counts, report)
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def read(text: str | bytes) -> Report:
    """The report that a document holds. Raises msgspec.ValidationError or DecodeError where it is none of ours."""
    document = msgspec.json.decode(text, type=Document)
    if document.format != FORMAT:
        raise msgspec.ValidationError(f"format {document.format} is not read by this version, which writes {FORMAT}")
    return document.report


def schema() -> dict[str, object]:
    """The JSON Schema of a document."""
    return msgspec.json.schema(Document)


def timeless(report: Report) -> Report:
    """A report without times: the same input and seed give the same text."""
    files = (replace(file, parts=tuple(map(_timeless_part, file.parts))) for file in report.files)
    return replace(report, files=tuple(files), seconds=0.0, remembered=0)


def _timeless_part(part: PartVerdict) -> PartVerdict:
    chains = (
        replace(chain, lines=tuple(replace(line, milliseconds=0.0) for line in chain.lines)) for chain in part.chains
    )
    return replace(part, chains=tuple(chains), seconds=0.0)
