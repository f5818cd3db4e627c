"""`symcheck refute`: a refuted line as a Python program that shows, with mpmath alone, where its two sides differ.

The program goes to standard output and nothing else does: `symcheck refute b | python -` runs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from symcheck.checking.counterexample import Repeated
from symcheck.claims.places import Spot
from symcheck.commands.list import tell_problems
from symcheck.commands.plan import work_of
from symcheck.commands.show import files_of
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_GREEN, EXIT_UNDECIDED
from symcheck.report.words import counted
from symcheck.running.run import RunOptions, repeat_parts, start_pool
from symcheck.running.settings import CannotRun


def refute_command(part: str, spot: Spot | None, options: RunOptions) -> int:
    """Prints the program for the first refuted line of a part, or for that at the spot.

    0: printed; 4: no line is refuted, and why is told on standard error.
    """
    with start_pool(options, judging=True) as pool:
        files = files_of(pool, (part,), options)
        if problem := tell_problems(files):
            return problem
        repeated = list(repeat_parts(pool, work_of(files), spot, options))
    for each in repeated:
        if each.problem:
            _tell(each.problem)
    lines = [each for one in repeated for each in one.lines]
    if spot is not None and not lines:
        raise CannotRun(f"no line of {part} stands on line {spot}")
    return _print_first(lines)


def _print_first(lines: Sequence[Repeated]) -> int:
    programs = [line for line in lines if line.program]
    if not programs:
        for line in lines:
            _tell(f"{line.place}: {line.problem}")
        _tell("no program: nothing here is refuted by a counterexample")
        return EXIT_UNDECIDED
    sys.stdout.write(programs[0].program)
    if len(programs) > 1:
        first, *others = (str(each.place.spot) for each in programs)
        _tell(
            f"{counted(len(programs), 'line')} are refuted: this is line {first}; --line also takes {', '.join(others)}"
        )
    return EXIT_GREEN


def _tell(text: str) -> None:
    print(f"symcheck: {printable(text)}", file=sys.stderr)
