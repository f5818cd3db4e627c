"""The report: one frozen value that every renderer takes, from a page of verdicts to its exit code.

It holds what was decided and about what; it runs nothing and renders nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.claims.verdict import LineVerdict, Outcome, PartVerdict

EXIT_GREEN, EXIT_WRONG, EXIT_CANNOT_RUN, EXIT_CONFLICT, EXIT_UNDECIDED, EXIT_INTERRUPTED = 0, 1, 2, 3, 4, 130
SIGNALLED = 128
"""Added to the number of a signal, as a shell tells it: 130 is Ctrl-C's."""


class FileProblem(Struct, frozen=True):
    """A derivation file that could not be executed to its end: none of its parts is known."""

    file: str
    place: Place
    outcome: Outcome
    reason: str


class FileReport(Struct, frozen=True):
    """A file, its title, the ids of the parts asked for, and the verdicts on those that were decided, in order.

    `formulas` counts what stands on a page.
    """

    file: str
    title: str
    asked: tuple[str, ...]
    parts: tuple[PartVerdict, ...]
    problem: FileProblem | None = None
    formulas: Formulas | None = None


class Report(Struct, frozen=True):
    """A run: its files in order, what it was made with, and whether it was interrupted.

    `stopped`: it ended with the first part that does not pass. `remembered` verdicts were known from an earlier run.
    `signal`: the number of the one that interrupted it, where it was told.
    """

    files: tuple[FileReport, ...]
    version: str
    seed: int
    as_written: bool = False
    interrupted: bool = False
    seconds: float = 0.0
    stopped: bool = False
    remembered: int = 0
    signal: int = 0

    @property
    def parts(self) -> tuple[PartVerdict, ...]:
        return tuple(part for file in self.files for part in file.parts)

    @property
    def lines(self) -> tuple[LineVerdict, ...]:
        return tuple(line for part in self.parts for line in lines_of(part))

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        return tuple(file.problem for file in self.files if file.problem is not None)

    @property
    def asked(self) -> int:
        """The number of parts that were to be decided."""
        return sum(len(file.asked) for file in self.files)

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(part.outcome for part in self.parts)

    @property
    def exit_code(self) -> int:
        """The gravest of: 130 interrupted, or 128 and the number of a signal that is not Ctrl-C's; 3 judges contradict
        one another; 1 something is wrong; 2 a file could not be read, or there was nothing to judge; 4 undecided,
        unread, ambiguous, checked and not accepted, error or timeout; 0 all green.
        """
        found = {part.outcome for part in self.parts}
        if self.interrupted:
            return SIGNALLED + self.signal if self.signal else EXIT_INTERRUPTED
        if Outcome.CONFLICT in found:
            return EXIT_CONFLICT
        if Outcome.FAIL in found or any(map(_is_wrong, self.parts)):
            return EXIT_WRONG
        if self.problems or not self.parts:
            return EXIT_CANNOT_RUN
        green = all(outcome.green for outcome in found) and len(self.parts) == self.asked
        return EXIT_GREEN if green else EXIT_UNDECIDED


def _is_wrong(part: PartVerdict) -> bool:
    """Whether a line is wrong, undocumented, in a part that could not be judged to its end."""
    cut_short = part.outcome in (Outcome.ERROR, Outcome.TIMEOUT)
    return cut_short and any(line.status.wrong and line.role != "wrong" for line in lines_of(part))


def lines_of(part: PartVerdict) -> Iterator[LineVerdict]:
    """The lines of a part, in order."""
    for chain in part.chains:
        yield from chain.lines
