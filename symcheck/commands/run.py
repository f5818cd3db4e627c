"""`symcheck run`: judges parts in workers and prints the report while it comes to be.

Rich is imported while the first worker starts; SymPy and NumPy only by the workers.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from symcheck import __version__
from symcheck.commands.plan import PlannedFile, plan, work_of
from symcheck.report.formats import render
from symcheck.report.model import EXIT_INTERRUPTED, Report
from symcheck.report.progress import Progress
from symcheck.running.discover import Target, find_targets
from symcheck.running.options import RunOptions
from symcheck.running.run import judge_parts, start_pool
from symcheck.running.settings import CannotRun
from symcheck.running.workers.pool import Pool

if TYPE_CHECKING:
    from rich.console import Console

    from symcheck.report.printer import Printer


class RunRequest(Struct, frozen=True):
    """What `symcheck run` was asked; `formats` are names with the file each goes to, or "" for standard output.

    `targets` are what is judged in place of what the paths mean, if there are any.
    """

    paths: tuple[str, ...]
    keyword: str | None
    options: RunOptions
    verbose: bool = False
    quiet: bool = False
    color: str = "auto"
    times: bool | None = None
    formats: tuple[tuple[str, str], ...] = ()
    targets: tuple[Target, ...] = ()


def run_command(request: RunRequest) -> int:
    """`symcheck run`."""
    started = time.perf_counter()
    shown = [name for name, file in request.formats if not file] or ["terminal"]
    if len(shown) > 1:
        raise CannotRun(f"only one format has a place on standard output: write {shown[1]}=FILE")
    targets = request.targets or find_targets(request.paths, Path.cwd())  # what is not there is said at once
    progress = Progress(sys.stderr.isatty() and not request.quiet and os.environ.get("TERM") != "dumb")
    try:
        with start_pool(request.options, judging=True, tick=progress.draw) as pool:
            console = _console(request.color)
            console.quiet = shown != ["terminal"]
            files = plan(pool, targets, request.keyword, request.options)
            printer = _printer(files, console, request, progress)
            interrupted = _judge(pool, files, request.options, printer, progress)
    except KeyboardInterrupt:
        print("interrupted: nothing was decided yet", file=sys.stderr)
        return EXIT_INTERRUPTED
    finally:
        progress.clear()
    options, seconds = request.options, time.perf_counter() - started
    report = Report(printer.decided(), __version__, options.seed, options.as_written, interrupted, seconds)
    printer.finish(report)
    for name, file in request.formats:
        if file:
            _write(file, render(name, report, printer.layout))
        elif console.quiet:
            sys.stdout.write(render(name, report, printer.layout))
    return report.exit_code


def _console(color: str) -> Console:
    from symcheck.report.console import make_console

    return make_console(color)


def _printer(files: Sequence[PlannedFile], console: Console, request: RunRequest, progress: Progress) -> Printer:
    from symcheck.report.printer import Printer
    from symcheck.report.terminal import layout_for

    ids = [entry.id for file in files for entry in file.entries]
    times = sys.stdout.isatty() if request.times is None else request.times
    layout = layout_for(
        console.width, ids, verbose=request.verbose, quiet=request.quiet, times=times, explain=request.options.explain
    )
    return Printer([file.report() for file in files], console, layout, progress.clear)


def _judge(pool: Pool, files: Sequence[PlannedFile], options: RunOptions, printer: Printer, progress: Progress) -> bool:
    """Judges the parts and prints each; whether it was interrupted."""
    work = work_of(files)
    progress.expect(len(work))
    try:
        printer.advance()
        for number, verdict in judge_parts(pool, work, options, lambda entry: progress.begin(entry.id)):
            progress.advance()
            printer.note(number, verdict)
    except KeyboardInterrupt:
        return True
    return False


def _write(file: str, text: str) -> None:
    """Writes a report, beside its file first: it is put in place when it is whole."""
    path = Path(file)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device: nothing half could stay of it
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise CannotRun(f"the report cannot be written to {file}: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
