"""A worker process made by fork: warm from the start, in a process group of its own, so that it ends whole.

It ends at once with its parent, however that ends: a pipe to which nothing is ever written, and whose writing end the
parent alone has, sends its group a signal as it closes.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from symcheck.running.workers.messages import MakeHandler
from symcheck.running.workers.serve import serve

READ_SIZE = 1 << 16
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Forked:
    """The parent's end of a forked worker; `others` are file descriptors that the worker must not inherit."""

    def __init__(self, make_handler: MakeHandler, memory: int, others: Sequence[int]) -> None:
        requests, self._requests = os.pipe()
        self._results, results = os.pipe()
        lifeline, self._lifeline = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # none may find the child in the parent's code
        self._pid = os.fork()
        self._how: str | None = None
        if self._pid == 0:
            _become_worker(make_handler, memory, requests, results, lifeline, (*others, *self.descriptors()))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        for theirs in (requests, results, lifeline):
            os.close(theirs)
        with suppress(OSError):  # the child does the same; whoever comes first
            os.setpgid(self._pid, self._pid)

    def fileno(self) -> int:
        return self._results

    def descriptors(self) -> tuple[int, ...]:
        return (self._results, self._requests, self._lifeline)

    def send(self, data: bytes) -> None:
        with suppress(OSError):  # a worker that has ended is noticed when its results are read
            os.write(self._requests, data)

    def receive(self) -> bytes:
        return os.read(self._results, READ_SIZE)

    def ended(self) -> str | None:
        if self._how is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._close(describe_status(status))
        return self._how

    def end(self, patience: float = 0.0) -> str:
        last = time.monotonic() + patience
        while self.ended() is None and time.monotonic() < last:
            time.sleep(0.002)
        if self._how is None:
            for kill in (os.killpg, os.kill):
                with suppress(OSError):
                    kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._close("it closed the connection to its parent")
        assert self._how is not None
        return self._how

    def _close(self, how: str) -> None:
        with suppress(OSError):  # what the request itself had started ends with it
            os.killpg(self._pid, signal.SIGKILL)
        for ours in self.descriptors():
            os.close(ours)
        self._how = how


def describe_status(status: int) -> str:
    """How a process ended, for the reader of the report."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"its process ended with exit code {code}"
    if -code == signal.SIGKILL:
        return "its process was killed (SIGKILL), as the system does when memory runs out"
    return f"its process was ended by {signal.Signals(-code).name}"


def _become_worker(
    make_handler: MakeHandler, memory: int, source: int, sink: int, lifeline: int, inherited: Sequence[int]
) -> None:
    """Serves and exits; never returns into the parent's code."""
    code = 1
    try:
        os.setpgid(0, 0)
        for signal_number in SIGNALS:
            signal.signal(signal_number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        for descriptor in inherited:
            os.close(descriptor)
        _end_with_parent(lifeline)
        _detach_streams()
        serve(make_handler, memory, partial(os.read, source), partial(_write_all, sink))
        code = 0
    finally:
        with suppress(BaseException):
            sys.stderr.flush()
        os._exit(code)


def _end_with_parent(lifeline: int) -> None:
    """Lets the kernel end this group, and what it may have started, when the other end of the pipe is closed."""
    signal.signal(signal.SIGIO, signal.SIG_DFL if sys.platform.startswith("linux") else _leave)
    with suppress(OSError):  # where a pipe sends no signals, the end of its requests ends an idle worker still
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], (), (), 0)[0]:  # it was closed before the signal was asked for
        os._exit(1)


def _leave(number: int, frame: object) -> None:
    """What SIGIO does on Linux by itself."""
    os._exit(1)


def _detach_streams() -> None:
    """What an author prints goes to standard error: standard output is the report's. There is no standard input."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the worker


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
