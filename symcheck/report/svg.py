"""The report as an SVG picture of a terminal."""

from __future__ import annotations

import io
import re

from rich.console import Console

from symcheck.report.model import Report
from symcheck.report.printer import print_report
from symcheck.report.terminal import Layout


def render(report: Report, layout: Layout) -> str:
    """The report as an SVG picture."""
    console = Console(
        record=True, file=io.StringIO(), width=layout.width, color_system="truecolor", force_terminal=True,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    print_report(report, console, layout)
    # The fonts of the template are loaded from elsewhere: a picture that stands by itself does without them.
    return re.sub(r"@font-face\s*{[^}]*}", "", console.export_svg(title="symcheck run"))
