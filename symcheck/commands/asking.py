"""What the commands share that ask one thing: the page that is meant, and what is said beside the answer."""

from __future__ import annotations

import sys
from pathlib import Path

from symcheck.notation.plain import printable
from symcheck.running.discover import Target, find_targets
from symcheck.running.settings import CannotRun


def page_named(name: str, command: str) -> Target:
    """The one page that a name means; raises CannotRun where it means a folder or a file in Python."""
    (target, *others) = find_targets((name,), Path.cwd())
    if others or not target.is_page:
        raise CannotRun(f"{name} is no page: {command} reads *.md, *.tex, *.ipynb, *.txt, or - for standard input")
    return target


def say(text: str) -> None:
    """Tells it on standard error."""
    print(f"symcheck: {printable(text)}", file=sys.stderr)
