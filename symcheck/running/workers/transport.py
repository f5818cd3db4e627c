"""How a parent reaches a worker process: a forked one where there is a fork, else a spawned one."""

from __future__ import annotations

import os
import select
from collections.abc import Sequence
from typing import Protocol

from symcheck.running.workers.messages import MakeHandler


class Transport(Protocol):
    """A started worker process as its parent sees it."""

    def fileno(self) -> int: ...

    def descriptors(self) -> tuple[int, ...]:
        """The parent's file descriptors, which no other worker may hold open."""
        ...

    def send(self, data: bytes) -> None: ...

    def receive(self) -> bytes:
        """What has arrived, at least one byte; b"" at the end."""
        ...

    def ended(self) -> str | None:
        """How the process ended, or None while it lives."""
        ...

    def end(self, patience: float = 0.0) -> str:
        """Says how the process ended, after ending it if it has not ended by itself within so many seconds."""
        ...


def start_transport(make_handler: MakeHandler, memory: int, others: Sequence[Transport]) -> Transport:
    """Starts a worker: by fork where there is one, since a fork starts warm."""
    if hasattr(os, "fork"):
        from symcheck.running.workers.forked import Forked

        return Forked(make_handler, memory, [number for worker in others for number in worker.descriptors()])
    from symcheck.running.workers.spawned import Spawned

    return Spawned(make_handler, memory)


def wait(transports: Sequence[Transport], seconds: float) -> Sequence[Transport]:
    """Those from which something has arrived, or which have ended; waits at most so long."""
    if hasattr(os, "fork"):
        return select.select(transports, (), (), seconds)[0]
    from symcheck.running.workers.spawned import Spawned, wait_for

    return wait_for([worker for worker in transports if isinstance(worker, Spawned)], seconds)
