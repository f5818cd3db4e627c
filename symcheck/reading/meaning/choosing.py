"""Places that can be read in several ways: each is settled by a choice, and all choices are tried.

A reading asks at each such place which way to go. The first time it goes the first way everywhere; what it asked for is
then tried the other way, place by place. So the code that reads knows nothing of the others, and what does not fit by
its shapes is left out by failing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from symcheck.reading.source import Span
from symcheck.reading.tree import SPLIT, Unreadable

MOST_READINGS = 16
T = TypeVar("T")


class Misfit(Unreadable):
    """What the grammar reads and shapes forbid: the line is ill-formed, where the shapes are declared."""


class Way(Struct, frozen=True):
    """One way to read a place: in words, and the declaration that chooses it."""

    reading: str
    declaration: str = ""


class Chosen(Struct, frozen=True):
    """How one ambiguous place was read: where, the reading in words, and the declaration that chooses it."""

    span: Span
    reading: str
    declaration: str


class Chooser:
    """Goes the ways told, then the first way; keeps what was asked and how many ways there were."""

    def __init__(self, told: tuple[int, ...] = ()) -> None:
        self.told = told
        self.taken: list[int] = []
        self.ways: list[int] = []
        self.chosen: list[Chosen] = []

    def choose(self, span: Span, ways: Sequence[Way]) -> int:
        """Which of the ways to go."""
        position = len(self.taken)
        way = self.told[position] if position < len(self.told) else 0
        self.taken.append(way)
        self.ways.append(len(ways))
        self.chosen.append(Chosen(span, ways[way].reading, ways[way].declaration))
        return way

    def others(self) -> list[tuple[int, ...]]:
        """The choices that differ from this one at one place that was not told."""
        return [
            (*self.taken[:place], way)
            for place in range(len(self.told), len(self.taken))
            for way in range(1, self.ways[place])
        ]


def all_ways(attempt: Callable[[Chooser], T], whole: Span) -> list[tuple[T, tuple[Chosen, ...]]]:
    """What comes of each way that fits. Raises what the first attempt met where none does."""
    found: list[tuple[T, tuple[Chosen, ...]]] = []
    failures: list[Unreadable] = []
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        if len(found) + len(failures) >= 4 * MOST_READINGS or len(found) > MOST_READINGS:
            raise Unreadable(
                whole,
                f"more than {MOST_READINGS} readings: settle the ambiguous places one by one",
                "put brackets round denominators, arguments and sums, or split the formula",
            )
        chooser = Chooser(waiting.pop(0))
        try:
            found.append((attempt(chooser), tuple(chooser.chosen)))
        except Unreadable as failure:
            failures.append(failure)
        except RecursionError:
            raise Unreadable(whole, "nested too deeply to be read", SPLIT) from None
        waiting += chooser.others()
    if not found:
        unread = [failure for failure in failures if not isinstance(failure, Misfit)]
        raise (unread or failures)[0]
    return found
