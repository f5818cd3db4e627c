"""The work on a normal form, counted and not timed: what is given up is given up again the next time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from symcheck.errors import Unsupported

MAX_WORK = 200_000_000
"""Characters of all terms made on the way to a verdict, each as if `STEP` longer: a few seconds."""
STEP = 4000

GROWS = "the work on the normal form grows too long"
REMEMBERED = 1024
"""The last results that a remembered function keeps."""

T = TypeVar("T")
P = ParamSpec("P")

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
            raise TooLarge(GROWS)


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """A function of nothing but its arguments, its last results kept.

    The work that a result took is counted each time that it is asked for: what is given up hangs on no memory.
    """

    @lru_cache(maxsize=REMEMBERED)
    def known(*args: P.args, **kwargs: P.kwargs) -> tuple[T, int]:
        left = _left.get()
        if left is None:
            left = [sys.maxsize]
            token = _left.set(left)
            try:
                return function(*args, **kwargs), sys.maxsize - left[0]
            finally:
                _left.reset(token)
        before = left[0]
        found = function(*args, **kwargs)
        took, left[0] = before - left[0], before  # counted where it is asked for
        return found, took

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        found, took = known(*args, **kwargs)  # type: ignore[arg-type]  # all that is asked about is frozen
        left = _left.get()
        if left is not None:
            left[0] -= took
            if left[0] < 0:
                raise TooLarge(GROWS)
        return found

    return asked
