"""Reports as text, and their golden files.

After a wanted change: run the tests under `SYMCHECK_GOLDEN=write`, and read the difference.
"""

import io
import os
from pathlib import Path

from rich.console import Console

from symcheck.report.model import Report
from symcheck.report.printer import print_report
from symcheck.report.terminal import layout_for

GOLDEN = Path(__file__).parent / "golden"


def rendered(report: Report, width: int, *, color: bool = False, **how: bool) -> str:
    out = io.StringIO()
    system = "standard" if color else None
    console = Console(
        file=out, width=width, color_system=system, force_terminal=color, highlight=False, markup=False, emoji=False
    )
    flags = {"verbose": False, "quiet": False, "times": False, **how}
    print_report(report, console, layout_for(width, [p.id for p in report.parts], **flags))
    return out.getvalue()


def matches_golden(name: str, text: str) -> bool:
    file = GOLDEN / name
    if os.environ.get("SYMCHECK_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    return file.read_text(encoding="utf-8") == text
