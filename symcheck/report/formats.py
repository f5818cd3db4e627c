"""The formats of a report, a row each. A new one is its file, with `render(report, layout) -> str`, and its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symcheck.report.model import Report
    from symcheck.report.terminal import Layout

FORMATS: Mapping[str, str] = {
    "terminal": "symcheck.report.printer",
    "svg": "symcheck.report.svg",
    "json": "symcheck.report.json",
    "junit": "symcheck.report.junit",
    "github": "symcheck.report.github",
    "sarif": "symcheck.report.sarif",
    "markdown": "symcheck.report.markdown",
}
"""Name and module, which is imported when its format is asked for: to know the names costs nothing."""


def render(name: str, report: Report, layout: Layout) -> str:
    """The report in a format, by its name."""
    renderer: Callable[[Report, Layout], str] = import_module(FORMATS[name]).render
    return renderer(report, layout)
