"""Progress while a run works: one line on standard error, only if that is a terminal, gone when the run is over."""

from __future__ import annotations

import sys
import time

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
BAR = 20


class Progress:
    """What is being done, how far it is, and that it is alive."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._total = 0
        self._done = 0
        self._doing = "reading"
        self._started = time.monotonic()

    def expect(self, total: int) -> None:
        self._total = total

    def begin(self, doing: str) -> None:
        self._doing = doing
        self.draw()

    def advance(self) -> None:
        self._done += 1

    def draw(self) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{self._line()}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away, so that something else can be printed."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _line(self) -> str:
        elapsed = time.monotonic() - self._started
        filled = BAR * self._done // self._total if self._total else 0
        frame = FRAMES[int(elapsed * 10) % len(FRAMES)]
        bar = "━" * filled + "╌" * (BAR - filled)
        return f"{frame} {bar} {self._done}/{self._total} {self._doing[:30]} {elapsed:.0f} s"
