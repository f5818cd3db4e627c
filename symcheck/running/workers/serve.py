"""The worker's side: answers one request after another, and turns whatever goes wrong into a result."""

from __future__ import annotations

import gc
import math
import os
import pickle
import signal
import sys
from collections.abc import Callable

from symcheck.claims.places import Place, of_traceback
from symcheck.expressions.depth import DEPTH, RUBBISH
from symcheck.running.workers.messages import (
    HEADER,
    Began,
    Done,
    Failed,
    Handler,
    Job,
    MakeHandler,
    Ready,
    Result,
    SoFar,
)

GRACE = 5.0
"""Seconds past its limit after which the kernel ends a worker whose parent has not."""


Source = Callable[[int], bytes]
"""Reads at most so many bytes; b"" at the end."""
Sink = Callable[[bytes], None]
"""Writes all of the bytes."""


def serve(make_handler: MakeHandler, memory: int, source: Source, sink: Sink) -> None:
    """Answers requests read from `source` on `sink`, until the source ends."""
    sys.setrecursionlimit(DEPTH)
    owner = os.getpid()
    gc.disable()  # nothing that is imported is rubbish
    handler = make_handler()
    gc.freeze()  # what is imported stays: no use in looking through it for rubbish again and again
    gc.enable()
    gc.set_threshold(*RUBBISH)
    ceiling = limit_memory(memory)
    _write(sink, Ready())
    while (frame := _read_frame(source)) is not None:
        job: Job = pickle.loads(frame)
        result = _answer(handler, job, sink)
        alarm(0)
        if os.getpid() != owner:  # a request forked, and its child came back here
            os._exit(0)
        _send_result(sink, result)
        if (isinstance(result, Failed) and result.spoiled) or 2 * address_space() > ceiling:
            return  # what one request has left behind must not stand in the way of the next


class _Begin:
    """What a handler tells the parent before its answer."""

    def __init__(self, limit: float, sink: Sink) -> None:
        self._limit = limit
        self._sink = sink

    def __call__(self) -> None:
        alarm(self._limit + GRACE)
        _write(self._sink, Began())

    def so_far(self, value: object) -> None:
        _write(self._sink, SoFar(value))


def _answer(handler: Handler, job: Job, sink: Sink) -> Result:
    alarm(job.preparing_limit + GRACE)
    try:
        return Done(handler(job.request, _Begin(job.limit, sink)))
    except BaseException as error:  # SystemExit and the like are the request's, not ours
        place = place_of(error)
        return Failed(describe(error), place, isinstance(error, MemoryError), "" if place else _last_line(error))


def _send_result(sink: Sink, result: Result) -> None:
    try:
        _write(sink, result)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        _write(sink, Failed(f"the result cannot be handed over: {describe(error)}", None))


def describe(error: BaseException) -> str:
    """An exception in one line for the author: its name, unless it was written for the author, and its message."""
    try:
        text = str(error)
    except Exception:
        text = "(its message cannot be printed)"
    match error:
        case MemoryError():
            return "MemoryError: the memory limit was reached"
        case RecursionError():
            return f"RecursionError: a recursion without end? ({text})"
        case SystemExit():
            return f"it calls sys.exit({text})"
        case SyntaxError():
            written = (error.text or "").strip()
            return f"{type(error).__name__}: {error.msg}" + (f": {written}" if written else "")
    name = type(error).__name__
    return text if name == "StatementError" else f"{name}: {text}" if text else name


def place_of(error: BaseException) -> Place | None:
    """The author's line an exception is about."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        return Place(error.filename, error.lineno)
    return of_traceback(error.__traceback__)


def _last_line(error: BaseException) -> str:
    traceback, last = error.__traceback__, ""
    while traceback is not None:
        last = f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return last


def limit_memory(extra: int) -> float:
    """Lets this process grow by `extra` bytes from now on (0: without limit); the size at which it ends."""
    if not extra or not sys.platform.startswith("linux"):
        return math.inf
    import resource

    limit = address_space() + extra
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    return soft


def address_space() -> int:
    """The size of this process in bytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, min(seconds, 1e8))


def _write(sink: Sink, message: object) -> None:
    data = pickle.dumps(message)
    sink(HEADER.pack(len(data)) + data)


def _read_frame(source: Source) -> bytes | None:
    header = _read_exactly(source, HEADER.size)
    return None if header is None else _read_exactly(source, HEADER.unpack(header)[0])


def _read_exactly(source: Source, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        piece = source(count - len(data))
        if not piece:
            return None
        data += piece
    return data
