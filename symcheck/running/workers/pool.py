"""Worker processes that can be ended: each serves one request after another, under limits of time and memory.

Promised: whatever a request does (loop, exit, crash, exhaust memory, close its files), the pool hands back one result
for it, within its limit and a little, and the requests after it run in a fresh worker. The parent never blocks on a
worker: it reads only what has arrived, and a message counts only when it is complete. A worker never outlives its
limit by much, even if the parent is killed: the kernel's alarm ends it.

Not promised: a memory limit outside Linux (there only the time limit ends a request that eats memory).
"""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType

from symcheck.running.signals import held_back, raise_if_told
from symcheck.running.workers.messages import (
    HEADER,
    Answer,
    Began,
    Died,
    Done,
    Failed,
    Job,
    MakeHandler,
    Ready,
    Result,
    SoFar,
    TimedOut,
)
from symcheck.running.workers.transport import Transport, start_transport, wait

STARTUP_LIMIT = 120.0
TICK = 0.1
PATIENCE = 0.5
"""Seconds that a worker which has closed its pipe gets to end by itself, so that it can be told how it ended."""


class Worker:
    """A worker process and what it is doing: starting, idle, or busy with job number `job`."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.job: int | None = None
        self.limits = (0.0, 0.0)
        self.started = False
        self.preparing = True
        self.deadline = time.monotonic() + STARTUP_LIMIT
        self.served = 0
        self.began = 0.0
        self.buffer = b""
        self.so_far: object = None

    @property
    def idle(self) -> bool:
        return self.started and self.job is None

    def give(self, number: int, job: Job) -> None:
        data = pickle.dumps(job)
        self.served += 1
        self.job, self.limits, self.preparing = number, (job.preparing_limit, job.limit), True
        self.so_far = None
        self.began = time.monotonic()
        self.deadline = self.began + job.preparing_limit
        self.transport.send(HEADER.pack(len(data)) + data)

    def take(self) -> Result | None:
        """Reads what has arrived; the result of the job, if that is now known."""
        piece = self.transport.receive()
        if not piece:
            return Died(self.transport.end(PATIENCE))
        self.buffer += piece
        result = None
        while (message := self._next_message()) is not None:
            result = self._note(message) or result
        return result

    def _next_message(self) -> object | None:
        if len(self.buffer) < HEADER.size:
            return None
        end = HEADER.size + HEADER.unpack_from(self.buffer)[0]
        if len(self.buffer) < end:
            return None
        frame, self.buffer = self.buffer[HEADER.size : end], self.buffer[end:]
        return _decoded(frame)

    def _note(self, message: object) -> Result | None:
        match message:
            case Ready():
                self.started, self.deadline = True, float("inf")
            case Began():
                self.preparing, self.began = False, time.monotonic()
                self.deadline = self.began + self.limits[1]
            case SoFar(value):
                self.so_far = value
            case Done() | Failed():
                self.deadline = float("inf")
                return message
            case _:
                return Died("it wrote to its parent what no worker writes")
        return None

    def expired(self) -> Result | None:
        """The result of a job whose time is up, or whose worker ended without closing its pipe."""
        how = self.transport.ended()
        if how is not None:
            return Died(how)
        if time.monotonic() < self.deadline:
            return None
        self.transport.end()
        limit = STARTUP_LIMIT if not self.started else self.limits[0 if self.preparing else 1]
        return TimedOut(limit, self.preparing)


def _decoded(frame: bytes) -> object:
    try:
        return pickle.loads(frame)
    except Exception as error:  # a worker that went wild; the parent goes on
        return error


class Pool:
    """Up to `count` workers that answer jobs; ended workers are replaced. Use it as a context manager.

    `waits` until there is a job before it starts the first of them.
    """

    def __init__(
        self, make_handler: MakeHandler, count: int, memory: int, tick: Callable[[], None], waits: bool = False
    ) -> None:
        self._make_handler = make_handler
        self._count = count
        self._memory = memory
        self._tick = tick
        self._waits = waits
        self._workers: list[Worker] = []

    def __enter__(self) -> Pool:
        if not self._waits:
            self._start()  # it imports while the parent goes on
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        with held_back():
            for worker in self._workers:
                worker.transport.end()
            self._workers.clear()

    def _start(self) -> None:
        others = [worker.transport for worker in self._workers]
        self._workers.append(Worker(start_transport(self._make_handler, self._memory, others)))

    def run(self, jobs: Sequence[Job], begun: Callable[[int], None]) -> Iterator[Answer]:
        """The answer to each job, as they come; `begun` is told the number of each job handed out."""
        waiting = deque(enumerate(jobs))
        again: set[int] = set()
        while waiting or any(worker.job is not None for worker in self._workers):
            self._hand_out(waiting, begun)
            for worker, result in self._collect():
                number = self._release(worker, result)
                if number is not None and number not in again and _may_be_innocent(worker, result):
                    again.add(number)
                    waiting.appendleft((number, jobs[number]))
                elif number is not None:
                    yield Answer(number, result, time.monotonic() - worker.began, worker.so_far)
                elif not worker.started and waiting:  # or a worker that cannot start would be replaced for ever
                    yield Answer(waiting.popleft()[0], result, 0.0)

    def _hand_out(self, waiting: deque[tuple[int, Job]], begun: Callable[[int], None]) -> None:
        for worker in self._workers:
            if waiting and worker.idle:
                number, job = waiting.popleft()
                worker.give(number, job)
                begun(number)
        free = sum(worker.job is None for worker in self._workers)
        for _ in range(min(len(waiting) - free, self._count - len(self._workers))):
            self._start()

    def _collect(self) -> Iterator[tuple[Worker, Result]]:
        """The results that are there within a tick; the end of a worker is one too."""
        arrived = wait([worker.transport for worker in self._workers], self._patience())
        self._tick()
        raise_if_told()
        for worker in list(self._workers):
            result = worker.take() if worker.transport in arrived else worker.expired()
            if result is not None:
                yield worker, result

    def _release(self, worker: Worker, result: Result) -> int | None:
        """Frees the worker, or takes it out of service; the number of the job it had, if any."""
        number, worker.job = worker.job, None
        if not isinstance(result, Done | Failed) or (isinstance(result, Failed) and result.spoiled):
            worker.transport.end()
            self._workers.remove(worker)
        return number

    def _patience(self) -> float:
        nearest = min((worker.deadline for worker in self._workers), default=0.0)
        return max(0.0, min(TICK, nearest - time.monotonic()))


def _may_be_innocent(worker: Worker, result: Result) -> bool:
    """Whether the end of a worker may be due to an earlier request, so that the job deserves a fresh one."""
    ended = isinstance(result, Died) or (isinstance(result, Failed) and result.spoiled)
    return ended and worker.served > 1
