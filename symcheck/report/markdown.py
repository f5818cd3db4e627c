"""The report as Markdown, for a pull request or a workflow's summary: what calls for somebody, and a table of parts.

Formulas stand in code, as the terminal's report shows them: what an author wrote can neither open nor close a tag.
"""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.claims.verdict import PartVerdict
from symcheck.notation.plain import printable
from symcheck.report.findings import Finding, findings
from symcheck.report.model import FileReport, Report
from symcheck.report.terminal import Layout
from symcheck.report.words import MARKS, cut_short, formula_counts, line_counts, part_evidence, report_counts


def render(report: Report, layout: Layout) -> str:
    """The counts, what calls for somebody, and a table of parts a file."""
    return "\n".join(_blocks(report)) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    yield f"## symcheck: {report_counts(report)}\n"
    if ended := cut_short(report):
        yield f"**{ended}**\n"
    if lines := line_counts(report.parts):
        yield f"{lines}\n"
    for finding in findings(report):
        yield from _finding(finding)
    for file in report.files:
        yield from _table(file)
    yield f"symcheck {report.version} · seed {report.seed}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"### {_plain(finding.title)}\n"
    yield f"{_code(str(finding.place))}\n"
    fence = "`" * max(3, 1 + _longest_run(finding.text))
    yield f"{fence}text\n{finding.text}\n{fence}\n"


def _table(file: FileReport) -> Iterator[str]:
    title = f": {_plain(file.title)}" if file.title else ""
    yield f"### {_code(file.file)}{title}\n"
    if file.formulas is not None:
        yield f"{formula_counts(file.formulas)}\n"
    if file.parts:
        yield "| | part | title | verdict | lines |\n|---|---|---|---|---|"
        yield from map(_row, file.parts)
        yield ""


def _row(part: PartVerdict) -> str:
    cells = (MARKS[part.outcome], _code(part.id), _plain(part.title), part.outcome.value, part_evidence(part))
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A text of which Markdown makes nothing."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#|$~&!" else c for c in printable(text))


def _code(text: str) -> str:
    """A text as code; in a table a bar is the end of a cell even there."""
    written = printable(text).replace("|", "\\|")
    ticks = "`" * (1 + _longest_run(written))
    padding = " " if "`" in written else ""
    return f"{ticks}{padding}{written}{padding}{ticks}"


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
