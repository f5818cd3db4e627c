"""What a worker and its parent say to one another, as frozen values, and how a message stands on the wire."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from symcheck.claims.places import Place

HEADER = struct.Struct("<Q")
"""The length of the pickle that follows it."""


class Done(Struct, frozen=True):
    """The request's value."""

    value: object


class Failed(Struct, frozen=True):
    """The request raised: the message, the author's line, and whether the worker is unfit for more.

    `inside` is the last line of this package that the exception came through, where no line of an author is to blame.
    """

    message: str
    place: Place | None
    spoiled: bool = False
    inside: str = ""


class Died(Struct, frozen=True):
    """The worker process ended on its own; `how` says how."""

    how: str


class TimedOut(Struct, frozen=True):
    """The limit in seconds ran out, while the request was being prepared if `preparing`."""

    limit: float
    preparing: bool


Result = Done | Failed | Died | TimedOut


class Answer(Struct, frozen=True):
    """The result of a job, by its number, how long it took after its preparations, and what was known before it."""

    number: int
    result: Result
    seconds: float
    so_far: object = None


class Job(Struct, frozen=True):
    """A request with its limits in seconds: for preparing it (loading a file), then for the request itself."""

    request: object
    limit: float
    preparing_limit: float


class Ready(Struct, frozen=True):
    """The worker has started."""


class Began(Struct, frozen=True):
    """The preparations of the request are over; its own time runs."""


class SoFar(Struct, frozen=True):
    """What is known of a request before it is answered, so that it is not lost if the answer never comes."""

    value: object


class Begin(Protocol):
    """Says that the preparations are over, and from then on what is known so far."""

    def __call__(self) -> None: ...

    def so_far(self, value: object) -> None: ...


Handler = Callable[[object, Begin], object]
MakeHandler = Callable[[], Handler]
"""Called once in each worker, before the memory limit is set: the place for imports."""
