"""`symcheck run`: judges parts in workers and prints the report while it comes to be.

Rich is imported while the first worker starts; SymPy and NumPy only by the workers.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from symcheck import __version__
from symcheck.commands.memory import Memory
from symcheck.commands.parser import format_asked
from symcheck.commands.plan import PlannedFile, plan, work_of
from symcheck.report.formats import render
from symcheck.report.model import Report
from symcheck.report.progress import Progress
from symcheck.running.cache import open_cache
from symcheck.running.discover import Target, find_targets
from symcheck.running.options import RunOptions
from symcheck.running.run import start_pool
from symcheck.running.settings import CannotRun, Settings
from symcheck.running.signals import held_back, number_of
from symcheck.running.workers.pool import Pool
from symcheck.running.written import put_in_place

if TYPE_CHECKING:
    from rich.console import Console

    from symcheck.report.printer import Printer


class HowEnded(Struct, frozen=True):
    """How judging ended: by a signal, or at a part that does not pass; else all is decided."""

    signal: int = 0
    stopped: bool = False


class RunRequest(Struct, frozen=True):
    """What `symcheck run` was asked; `formats` are names with the file each goes to, or "" for standard output.

    `targets` are what is judged in place of what the paths mean, if there are any. `stop`: at the first part that does
    not pass; `last_failed`: only the parts that did not pass when they were last judged, if there are any; `changed`:
    tell only of those that come out otherwise than they did then.
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
    cache: bool = False
    stop: bool = False
    last_failed: bool = False
    durations: int = 0
    changed: bool = False


def requested(parsed: Namespace, settings: Settings, options: RunOptions) -> RunRequest:
    """What the command line asks for."""
    try:
        formats = tuple(parsed.format) or tuple(map(format_asked, settings.formats))
    except ArgumentTypeError as error:
        raise CannotRun(f"formats in [tool.symcheck]: {error}") from error
    return RunRequest(
        tuple(parsed.paths), parsed.keyword, options, parsed.verbose, parsed.quiet, parsed.color, parsed.times, formats,
        (), parsed.cache and settings.cache, parsed.exitfirst, parsed.last_failed, parsed.durations, parsed.changed,
    )  # fmt: skip


def run_command(request: RunRequest) -> int:
    """`symcheck run`. Once it is interrupted, or all is decided, it tells what was decided and is not cut short."""
    started = time.perf_counter()
    shown = [name for name, file in request.formats if not file] or ["terminal"]
    if len(shown) > 1:
        raise CannotRun(f"only one format has a place on standard output: write {shown[1]}=FILE")
    targets = [t.looked_at() for t in request.targets or find_targets(request.paths, Path.cwd())]
    memory = Memory(open_cache(Path.cwd(), request.cache), targets, request.options)
    progress = Progress(sys.stderr.isatty() and not request.quiet and os.environ.get("TERM") != "dumb")
    with ExitStack() as ending:
        ending.callback(progress.clear)
        try:
            with start_pool(request.options, judging=True, tick=progress.draw, waits=memory.suffices) as pool:
                console = _console(request.color)
                console.quiet = shown != ["terminal"]
                files = plan(pool, targets, request.keyword, request.options, memory.listings)
                files = memory.failed_before(files) if request.last_failed else files
                printer = _printer(files, console, request, progress, memory)
                ended = _judge(pool, files, memory, request, printer, progress, ending)
        except KeyboardInterrupt:
            progress.clear()
            print("interrupted: nothing was decided yet", file=sys.stderr)
            raise
        progress.clear()
        report = _report(request, printer, memory, ended, time.perf_counter() - started)
        memory.keep(files, report)
        _tell(request, report, printer)
    return report.exit_code


def _report(request: RunRequest, printer: Printer, memory: Memory, ended: HowEnded, seconds: float) -> Report:
    options = request.options
    return Report(
        printer.decided(), __version__, options.seed, options.as_written, bool(ended.signal), seconds, ended.stopped,
        memory.used, ended.signal,
    )  # fmt: skip


def _tell(request: RunRequest, report: Report, printer: Printer) -> None:
    """The summary, and the report in the formats asked for."""
    printer.finish(report)
    for name, file in request.formats:
        if file:
            _write(file, render(name, report, printer.layout))
        elif name != "terminal":
            sys.stdout.write(render(name, report, printer.layout))


def _console(color: str) -> Console:
    from symcheck.report.console import make_console

    return make_console(color)


def _printer(
    files: Sequence[PlannedFile], console: Console, request: RunRequest, progress: Progress, memory: Memory
) -> Printer:
    from symcheck.report.printer import Printer, every
    from symcheck.report.terminal import layout_for

    ids = [entry.id for file in files for entry in file.entries]
    times = sys.stdout.isatty() if request.times is None else request.times
    layout = layout_for(
        console.width, ids, verbose=request.verbose, quiet=request.quiet, times=times, explain=request.options.explain,
        durations=request.durations,
    )  # fmt: skip
    worth = memory.differs if request.changed else every
    return Printer([file.report() for file in files], console, layout, progress.clear, worth)


def _judge(
    pool: Pool,
    files: Sequence[PlannedFile],
    memory: Memory,
    request: RunRequest,
    printer: Printer,
    progress: Progress,
    ending: ExitStack,
) -> HowEnded:
    """Judges the parts and prints each, those first that are remembered; from then on signals wait for `ending`."""
    work = work_of(files)
    progress.expect(len(work))
    stopped = False
    try:
        printer.advance()
        for number, verdict in memory.judged(pool, work, lambda entry: progress.begin(entry.id)):
            progress.advance()
            printer.note(number, verdict)
            if request.stop and not verdict.outcome.green:
                stopped = True
                break
        ending.enter_context(held_back())
    except KeyboardInterrupt as told:
        ending.enter_context(held_back())
        return HowEnded(number_of(told))
    return HowEnded(stopped=stopped)


def _write(file: str, text: str) -> None:
    """Writes a report, beside its file first: it is put in place when it is whole."""
    try:
        put_in_place(Path(file), text.encode())
    except OSError as error:
        raise CannotRun(f"the report cannot be written to {file}: {error.strerror}") from error
