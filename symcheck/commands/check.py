"""`symcheck check`: formulas on the command line, judged under declarations given beside them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from symcheck import __version__
from symcheck.claims.verdict import Outcome, PartVerdict, Status
from symcheck.notation.plain import printable
from symcheck.report.model import EXIT_CANNOT_RUN, EXIT_UNDECIDED, FileProblem, FileReport, Report, lines_of
from symcheck.report.words import counted, line_counts
from symcheck.running.discover import LARGEST, STANDARD_INPUT, Target
from symcheck.running.guess import Guess, Guessed
from symcheck.running.listing import Listing
from symcheck.running.options import RunOptions
from symcheck.running.run import Work, do_errand, judge_parts, load_files, start_pool
from symcheck.running.settings import CannotRun
from symcheck.running.workers.messages import Done
from symcheck.running.workers.pool import Pool

if TYPE_CHECKING:
    from rich.console import Console

NAME = "formula"


class Asked(Struct, frozen=True):
    """The formulas, what is declared beside them, and how the verdict is shown."""

    formulas: tuple[str, ...]
    declared: tuple[str, ...]
    verbose: bool = False
    color: str = "auto"


def check_command(asked: Asked, options: RunOptions) -> int:
    """Judges formulas as `symcheck run` judges the lines of a page, with the same exit codes."""
    target = Target(NAME, NAME, None, True, formulas=_formulas(asked.formulas), declared=asked.declared)
    with start_pool(options, judging=True) as pool:
        console = _console(asked.color)
        (listing,) = load_files(pool, (target,), options)
        if isinstance(listing, FileProblem):
            return _problem(pool, target, listing, options)
        verdicts = [verdict for _, verdict in judge_parts(pool, _work(target, listing), options, lambda entry: None)]
        open_ = any(line.status is Status.UNREAD for verdict in verdicts for line in lines_of(verdict))
        guessed = _guessed(pool, target, options) if open_ else Guessed()
    _print(verdicts, console, asked.verbose)
    _tell(guessed, target)
    ids = tuple(entry.id for entry in listing.entries)
    report = FileReport(NAME, NAME, ids, tuple(verdicts), formulas=listing.formulas)
    return Report((report,), __version__, options.seed).exit_code


def _formulas(written: Sequence[str]) -> tuple[str, ...]:
    """The formulas that are meant; `-` is standard input, a formula a line."""
    found: list[str] = []
    for text in written:
        if text == STANDARD_INPUT:
            found += _standard_input()
        elif text.strip():
            found.append(text.strip())
    if not found:
        raise CannotRun('there is no formula: symcheck check "x^T x = \\|x\\|^2" -d "x ∈ ℝ^d"')
    return tuple(found)


def _standard_input() -> tuple[str, ...]:
    from symcheck.reading.assembling.direct import formulas_in

    read = sys.stdin.buffer.read(LARGEST + 1)
    if len(read) > LARGEST:
        raise CannotRun(f"standard input is larger than {LARGEST >> 20} MiB")
    return formulas_in(read.decode("utf-8", "replace"))


def _console(color: str) -> Console:
    from symcheck.report.console import make_console

    return make_console(color)


def _work(target: Target, listing: Listing) -> list[Work]:
    return [Work(target, entry) for entry in listing.entries]


def _guessed(pool: Pool, target: Target, options: RunOptions) -> Guessed:
    result = do_errand(pool, Guess(target), options)
    return result.value if isinstance(result, Done) and isinstance(result.value, Guessed) else Guessed()


def _problem(pool: Pool, target: Target, problem: FileProblem, options: RunOptions) -> int:
    """Nothing is judged: a name is not known, or a declaration is not read."""
    guessed = _guessed(pool, target, options)
    if guessed.names:
        _tell(guessed, target)
        return EXIT_UNDECIDED
    print(f"symcheck: {problem.outcome.value}: {printable(problem.reason)}", file=sys.stderr)
    return EXIT_CANNOT_RUN


def _print(verdicts: Sequence[PartVerdict], console: Console, verbose: bool) -> None:
    from symcheck.report.terminal import chain_blocks, layout_for

    layout = layout_for(console.width, (NAME,), verbose=verbose, quiet=False, times=False)
    for verdict in verdicts:
        for block in chain_blocks(verdict, layout, every=True):
            console.print(block)
        told = any(not line.status.right for line in lines_of(verdict))
        if verdict.outcome in (Outcome.ERROR, Outcome.TIMEOUT) or not (told or verdict.outcome.green):
            print(f"{verdict.outcome.value}: {printable(verdict.reason)}")
    lines = sum(len(chain.lines) for verdict in verdicts for chain in verdict.chains)
    print(f"\n{counted(lines, 'line')}: {line_counts(verdicts)}")


def _tell(guessed: Guessed, target: Target) -> None:
    """Says what is not declared, and the command that declares it."""
    if not guessed.names:
        return
    print("symcheck: not declared:", file=sys.stderr)
    for name in guessed.names:
        print(f"  {printable(name)}", file=sys.stderr)
    declared = (*target.declared, *guessed.declarations)
    options = " ".join(f"-d {shlex.quote(printable(declaration))}" for declaration in declared)
    print(f"try: symcheck check {printable(shlex.join(target.formulas))} {options}", file=sys.stderr)
