"""Prints a report while it comes to be: each part in its place, as soon as all before it are printed."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace
from rich.console import Console, RenderableType

from symcheck.claims.verdict import PartVerdict
from symcheck.report.model import FileReport, Report
from symcheck.report.terminal import Layout, file_heading, part_block, problem_block, summary


def every(part: PartVerdict) -> bool:
    """Every part is printed."""
    return True


class Printer:
    """Takes verdicts by their number among all parts asked for. `before` is called before anything is printed.

    Parts that are not worth it are counted, and printed in no detail.
    """

    def __init__(
        self,
        files: Sequence[FileReport],
        console: Console,
        layout: Layout,
        before: Callable[[], None],
        worth: Callable[[PartVerdict], bool] = every,
    ) -> None:
        self._files = files
        self._console = console
        self.layout = layout
        self._before = before
        self._worth = worth
        self._as_before = 0
        self._decided: dict[int, PartVerdict] = {}
        self._steps = deque(_steps(files))
        self._headed: FileReport | None = None

    def note(self, number: int, verdict: PartVerdict) -> None:
        """A verdict has come; what can be printed in order now is printed."""
        self._decided[number] = verdict
        self.advance()

    def advance(self) -> None:
        """Prints what is next as far as it is decided."""
        while self._steps and (self._steps[0][1] is None or self._steps[0][1] in self._decided):
            self._print(*self._steps.popleft())

    def finish(self, report: Report) -> None:
        """Prints what was decided out of order before an interruption, and the summary."""
        for file, number in self._steps:
            if number is None or number in self._decided:
                self._print(file, number)
        self._steps.clear()
        self._emit(list(summary(report, self.layout, self._as_before)))

    def decided(self) -> tuple[FileReport, ...]:
        """The files with the verdicts so far."""
        numbered = iter(range(sum(len(file.asked) for file in self._files)))
        return tuple(replace(file, parts=self._decided_of(file, numbered)) for file in self._files)

    def _decided_of(self, file: FileReport, numbered: Iterator[int]) -> tuple[PartVerdict, ...]:
        numbers = list(islice(numbered, len(file.asked)))
        return tuple(self._decided[number] for number in numbers if number in self._decided)

    def _print(self, file: FileReport, number: int | None) -> None:
        if number is None:
            blocks = list(problem_block(file.problem)) if file.problem else []
        elif self._worth(self._decided[number]):
            blocks = list(part_block(self._decided[number], self.layout))
        else:
            self._as_before += 1
            blocks = []
        if blocks and self._headed is not file:
            blocks[:0] = file_heading(file.file, file.title, self.layout)
            self._headed = file
        self._emit(blocks)

    def _emit(self, blocks: Sequence[RenderableType]) -> None:
        if blocks:
            self._before()
            for block in blocks:
                self._console.print(block)
            self._console.file.flush()


def _steps(files: Sequence[FileReport]) -> Iterator[tuple[FileReport, int | None]]:
    number = 0
    for file in files:
        if file.problem:
            yield file, None
        for _ in file.asked:
            yield file, number
            number += 1


def print_report(report: Report, console: Console, layout: Layout) -> None:
    """A whole report, as it was printed while it came to be."""
    printer = Printer([replace(file, parts=()) for file in report.files], console, layout, lambda: None)
    printer.advance()
    asked = [(file.file, id) for file in report.files for id in file.asked]
    numbers = {address: number for number, address in enumerate(asked)}
    for part in report.parts:
        printer.note(numbers[part.file, part.id], part)
    printer.finish(report)


def render(report: Report, layout: Layout) -> str:
    """A whole report as plain text."""
    console, text = _paper(layout)
    print_report(report, console, layout)
    return text.getvalue()


def part_text(part: PartVerdict, layout: Layout) -> str:
    """A part as the report tells it, as plain text."""
    console, text = _paper(layout)
    for block in part_block(part, replace(layout, quiet=False)):
        console.print(block)
    return text.getvalue()


def _paper(layout: Layout) -> tuple[Console, io.StringIO]:
    """A console that writes plain text, and where it writes."""
    text = io.StringIO()
    console = Console(file=text, width=layout.width, color_system=None, highlight=False, markup=False, emoji=False)
    return console, text
