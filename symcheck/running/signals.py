"""What happens when the command is told to end: by Ctrl-C (SIGINT), by SIGTERM, or by SIGHUP as its terminal closes.

The first signal raises `Ended` wherever the program is, so that what was decided is told and no worker stays behind.
Python drops what is raised within a callback of its own; so the signal is remembered too, and `raise_if_told` raises
it again. What must not be cut short stands under `held_back`: there the first signal waits, and a second ends at once.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ended(KeyboardInterrupt):
    """The command was told to end, by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Handler:
    """What is called for each of the signals: the one that was told, and whether the first is to wait."""

    def __init__(self) -> None:
        self.told = 0
        self.held = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        first, self.told = not self.told, number
        if not (first and self.held):
            raise Ended(number)


def end_on_signals() -> None:
    """Raises `Ended` from now on; a signal that is ignored, as behind nohup, stays ignored."""
    handler = _installed() or _Handler()
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(ValueError):  # not in every thread
                signal.signal(number, handler)


def end_by_signals() -> None:
    """Lets a signal end the process at once, without a word: all that was to be told is told."""
    for number in _numbers():
        if isinstance(signal.getsignal(number), _Handler):
            signal.signal(number, signal.SIG_DFL)


def raise_if_told() -> None:
    """Raises `Ended` if a signal has come, and what it raised was dropped on the way."""
    handler = _installed()
    if handler is not None and handler.told:
        raise Ended(handler.told)


@contextmanager
def held_back() -> Iterator[None]:
    """Does to its end what stands here, unless told a second time."""
    handler = _installed()
    if handler is None:
        yield
        return
    before, held, handler.held = handler.told, handler.held, True
    try:
        yield
    finally:
        handler.held = held
    if not before and not held:
        raise_if_told()


def number_of(told: KeyboardInterrupt) -> int:
    """The signal that interrupted the program."""
    return told.number if isinstance(told, Ended) else signal.SIGINT


def _numbers() -> list[signal.Signals]:
    return [signal.Signals[name] for name in NAMES if name in signal.Signals.__members__]


def _installed() -> _Handler | None:
    """The handler, if there is one."""
    found = (signal.getsignal(number) for number in _numbers())
    return next((handler for handler in found if isinstance(handler, _Handler)), None)
