"""The report as workflow commands of GitHub Actions: an annotation a finding, at its line of the changed file.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from symcheck.report.findings import Finding, findings
from symcheck.report.model import Report
from symcheck.report.terminal import Layout
from symcheck.report.words import report_counts


def render(report: Report, layout: Layout) -> str:
    """The annotations, and a line that counts the parts."""
    return "".join(f"{line}\n" for line in (*map(_command, findings(report)), report_counts(report)))


def _command(finding: Finding) -> str:
    place = finding.place
    line, column = (0, 0) if place.cell else (place.line, place.column)
    said = {"file": place.file, "line": line, "col": column, "title": finding.headline}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in said.items() if value)
    return f"::{finding.level} {properties}::{_data(finding.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
