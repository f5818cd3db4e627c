"""A worker process where there is no fork (Windows): started afresh by multiprocessing, reached through its pipes."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import connection

from symcheck.running.workers.messages import MakeHandler
from symcheck.running.workers.serve import serve


class Spawned:
    """The parent's end of a spawned worker."""

    def __init__(self, make_handler: MakeHandler, memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(make_handler, memory, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def fileno(self) -> int:
        return self.connection.fileno()

    def descriptors(self) -> tuple[int, ...]:
        return ()

    def send(self, data: bytes) -> None:
        with suppress(OSError):
            self.connection.send_bytes(data)

    def receive(self) -> bytes:
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return b""

    def ended(self) -> str | None:
        return None if self._process.is_alive() else self.end()

    def end(self, patience: float = 0.0) -> str:
        self._process.join(patience)
        self._process.kill()
        self._process.join()
        self.connection.close()
        return f"its process ended with exit code {self._process.exitcode}"


def _work(make_handler: MakeHandler, memory: int, theirs: connection.Connection) -> None:
    sys.stdout = sys.stderr
    serve(make_handler, memory, _Reader(theirs).read, theirs.send_bytes)
    os._exit(0)


class _Reader:
    """A connection of whole messages, read as a stream of bytes."""

    def __init__(self, source: connection.Connection) -> None:
        self._source = source
        self._rest = b""

    def read(self, count: int) -> bytes:
        if not self._rest:
            with suppress(EOFError):
                self._rest = self._source.recv_bytes()
        piece, self._rest = self._rest[:count], self._rest[count:]
        return piece


def wait_for(workers: Sequence[Spawned], seconds: float) -> Sequence[Spawned]:
    """Those from which something has arrived, or which have ended."""
    ready = connection.wait([worker.connection for worker in workers], seconds)
    return [worker for worker in workers if worker.connection in ready]
