"""`symcheck refute`: a refuted line as a Python program that shows, with mpmath alone, where its two sides differ.

The program goes to standard output and nothing else does: `symcheck refute b | python -` runs it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from symcheck.checking.counterexample import Repeated
from symcheck.claims.places import Spot
from symcheck.commands.asking import say
from symcheck.commands.list import tell_problems
from symcheck.commands.plan import plan, work_of
from symcheck.report.model import EXIT_GREEN, EXIT_UNDECIDED
from symcheck.report.words import counted
from symcheck.running.discover import find_targets
from symcheck.running.options import RunOptions
from symcheck.running.run import repeat_parts, start_pool
from symcheck.running.settings import CannotRun


def refute_command(part: str, spot: Spot | None, options: RunOptions) -> int:
    """Prints the program for the first refuted line of a part, or for that at the spot.

    0: printed; 4: no line is refuted, and why is told on standard error.
    """
    with start_pool(options, judging=True) as pool:
        files = plan(pool, find_targets((part,), Path.cwd()), None, options)
        if problem := tell_problems(files):
            return problem
        repeated = list(repeat_parts(pool, work_of(files), spot, options))
    for each in repeated:
        if each.problem:
            say(each.problem)
    found = [each for one in repeated for each in one.lines]
    lines = [(line, at) for line, at in zip(found, _spots(found), strict=True) if _is_meant(at, spot)]
    if spot is not None and not lines:
        raise CannotRun(f"no line of {part} stands on line {spot}")
    return _print_first(lines)


def _is_meant(at: Spot, spot: Spot | None) -> bool:
    return spot is None or spot.turn in (0, at.turn)


def _print_first(lines: Sequence[tuple[Repeated, Spot]]) -> int:
    programs = [(line, at) for line, at in lines if line.program]
    if not programs:
        for line, _ in lines:
            say(f"{line.place}: {line.problem}")
        say("no program: nothing here is refuted by a counterexample")
        return EXIT_UNDECIDED
    sys.stdout.write(programs[0][0].program)
    if len(programs) > 1:
        first, *others = (str(at) for _, at in programs)
        say(
            f"{counted(len(programs), 'line')} are refuted: this is line {first}; --line also takes {', '.join(others)}"
        )
    return EXIT_GREEN


def _spots(lines: Sequence[Repeated]) -> Iterator[Spot]:
    """What chooses each line: its place, and its turn where a loop makes several of them there."""
    spots = [line.place.spot for line in lines]
    for position, spot in enumerate(spots):
        several = spots.count(spot) > 1
        yield replace(spot, turn=spots[: position + 1].count(spot)) if several else spot
