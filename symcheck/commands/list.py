"""`symcheck list`: ids, titles and places of parts; none is built."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from symcheck.commands.plan import PlannedFile, plan
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_CANNOT_RUN, EXIT_GREEN, EXIT_UNDECIDED
from symcheck.running.discover import find_targets
from symcheck.running.options import RunOptions
from symcheck.running.run import start_pool


def list_command(paths: Sequence[str], keyword: str | None, options: RunOptions) -> int:
    """Prints a row a part; a file that cannot be executed is told on standard error."""
    targets = find_targets(paths, Path.cwd())
    with start_pool(options, judging=False) as pool:
        files = plan(pool, targets, keyword, options)
    width = max((len(printable(entry.address)) for file in files for entry in file.entries), default=0)
    for file in files:
        for entry in file.entries:
            print(f"{printable(entry.address):<{width}}  {printable(entry.title)}  ({entry.place})")
            if entry.problem:
                print(f"{'':<{width}}  error: {printable(entry.problem)}")
    return tell_problems(files)


def tell_problems(files: Sequence[PlannedFile]) -> int:
    """Prints what came in the way of files; the exit code: 2 for a file, 4 for a part that cannot be built."""
    problems = [file.problem for file in files if file.problem]
    for problem in problems:
        print(f"{problem.place}: {problem.outcome.value}: {printable(problem.reason)}", file=sys.stderr)
    flawed = any(entry.problem for file in files for entry in file.entries)
    return EXIT_CANNOT_RUN if problems else EXIT_UNDECIDED if flawed else EXIT_GREEN
