"""The report as one line of counts: how many parts came to what."""

from __future__ import annotations

from collections import Counter

from symcheck.report.model import Report
from symcheck.report.terminal import Layout


def render(report: Report, layout: Layout) -> str:
    """Outcomes and how often each occurs, in the order of the parts."""
    counts = Counter(part.outcome.value for file in report.files for part in file.parts)
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + "\n"
