"""The work on a normal form, counted and not timed: what is given up is given up again the next time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MAX_WORK = 200_000_000
"""Characters of all terms made on the way to a verdict, each as if `STEP` longer: a few seconds."""
STEP = 4000

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class TooLarge(Exception):
    """The normal form would grow beyond a bound on its terms, on their text, or on the work."""


@contextmanager
def limited() -> Iterator[None]:
    """Raises `TooLarge` once `MAX_WORK` is done in here."""
    token = _left.set(_left.get() or [MAX_WORK])
    try:
        yield
    finally:
        _left.reset(token)


def count(characters: int = 0) -> None:
    """Counts one step."""
    left = _left.get()
    if left is not None:
        left[0] -= characters + STEP
        if left[0] < 0:
            raise TooLarge("the work on the normal form grows too long")
