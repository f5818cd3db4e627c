"""The work on a normal form, counted and not timed: what is given up is given up again the next time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from symcheck.errors import Unsupported

MAX_WORK = 200_000_000
"""Characters of all terms made on the way to a verdict, each as if `STEP` longer: a few seconds."""
STEP = 4000

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class TooLarge(Unsupported):
    """The normal form would grow beyond a bound on its terms, on their text, or on the work."""


@contextmanager
def limited(most: int = MAX_WORK) -> Iterator[None]:
    """Raises `TooLarge` once this much is done in here, or what is left around it."""
    around = _left.get()
    granted = most if around is None else min(most, around[0])
    left = [granted]
    token = _left.set(left)
    try:
        yield
    finally:
        _left.reset(token)
        if around is not None:
            around[0] -= granted - left[0]


def count(characters: int = 0) -> None:
    """Counts one step."""
    left = _left.get()
    if left is not None:
        left[0] -= characters + STEP
        if left[0] < 0:
            raise TooLarge("the work on the normal form grows too long")
