"""`symcheck check`: one formula, judged under declarations given beside it."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.commands.run import RunRequest, run_command
from symcheck.running.discover import Target
from symcheck.running.run import RunOptions

NAME = "formula"


def check_command(formula: str, declared: Sequence[str], options: RunOptions, verbose: bool) -> int:
    """Judges a formula as `symcheck run` judges a page that holds nothing else."""
    target = Target(NAME, NAME, None, True, page_of(formula, declared).encode())
    return run_command(RunRequest((), None, options, verbose, targets=(target,)))


def page_of(formula: str, declared: Sequence[str]) -> str:
    """A page that holds the formula, which stands first, and a block of declarations."""
    shown = formula if "$" in formula or "\\[" in formula or "\\begin" in formula else f"$${formula}$$"
    lines = "\n".join(declared).replace("-->", "")
    return f"{shown}\n\n<!-- symcheck\n{lines}\n-->\n"
