"""Where a report is printed: a console of rich that knows about pipes, NO_COLOR and widths."""

from __future__ import annotations

import os
import sys
from typing import Literal, TextIO

from rich.console import Console

PIPE_WIDTH = 80


def make_console(color: str) -> Console:
    """Standard output as a console; `color` is auto, always or never. Piped, it is plain text and 80 columns wide."""
    colored = wants_color(color, sys.stdout)
    return Console(
        file=sys.stdout,
        color_system=_color_system() if colored else None,
        force_terminal=colored,
        no_color=not colored,
        width=console_width(sys.stdout),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def _color_system() -> Literal["auto", "standard"]:
    return "auto" if sys.stdout.isatty() else "standard"


def wants_color(color: str, stream: TextIO) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def console_width(stream: TextIO) -> int:
    """The terminal's width; piped, what COLUMNS says, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(20, int(columns))
    if not stream.isatty():
        return PIPE_WIDTH
    return max(20, os.get_terminal_size(stream.fileno()).columns or PIPE_WIDTH)
