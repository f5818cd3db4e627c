"""`symcheck cache`: where the remembered verdicts lie, and how to be rid of them."""

from __future__ import annotations

from pathlib import Path

from symcheck.report.model import EXIT_GREEN
from symcheck.running.cache import cache_folder, clear
from symcheck.running.settings import CannotRun


def cache_command(action: str) -> int:
    """Says what was done."""
    folder = cache_folder(Path.cwd())
    if action == "where":
        print(folder)
        return EXIT_GREEN
    try:
        gone = clear(Path.cwd())
    except OSError as error:
        raise CannotRun(f"{folder} cannot be cleared: {error.strerror}") from error
    print(f"{gone} {'entry' if gone == 1 else 'entries'} forgotten, {folder}")
    return EXIT_GREEN
