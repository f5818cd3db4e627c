"""What a worker and its parent say to one another, as frozen values, and how a message stands on the wire."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from symcheck.claims.places import Place

HEADER = struct.Struct("<Q")
"""The length of the pickle that follows it."""


@dataclass(frozen=True, slots=True)
class Done:
    """The request's value."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The request raised: the message, the author's line, and whether the worker is unfit for more.

    `inside` is the last line of this package that the exception came through, where no line of an author is to blame.
    """

    message: str
    place: Place | None
    spoiled: bool = False
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Died:
    """The worker process ended on its own; `how` says how."""

    how: str


@dataclass(frozen=True, slots=True)
class TimedOut:
    """The limit in seconds ran out, while the request was being prepared if `preparing`."""

    limit: float
    preparing: bool


Result = Done | Failed | Died | TimedOut


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a job, by its number, and how long it took after its preparations."""

    number: int
    result: Result
    seconds: float


@dataclass(frozen=True, slots=True)
class Job:
    """A request with its limits in seconds: for preparing it (loading a file), then for the request itself."""

    request: object
    limit: float
    preparing_limit: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has started."""


@dataclass(frozen=True, slots=True)
class Began:
    """The preparations of the request are over; its own time runs."""


Begin = Callable[[], None]
Handler = Callable[[object, Begin], object]
MakeHandler = Callable[[], Handler]
"""Called once in each worker, before the memory limit is set: the place for imports."""
