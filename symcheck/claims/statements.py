"""What a statement is: lines, chains of equalities, and parts, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from symcheck.claims.places import Place
from symcheck.expressions.nodes import Block, Condition


@dataclass(frozen=True, slots=True)
class IllFormed:
    """What stands where an expression is meant and cannot be compared: why, and its source text if that is known."""

    reason: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """An expression that holds something symcheck does not know: what. Nothing is said of the line."""

    reason: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """The number of scalar operations that evaluating `of` takes, as a claim's left side."""

    of: Block


@dataclass(frozen=True, slots=True)
class Order:
    """O(bound): at most a constant times `bound`, for all sizes."""

    bound: Block


Content = Block | Cost | Order | IllFormed | Unsupported


@dataclass(frozen=True, slots=True)
class Line:
    """One written line: its content, its LaTeX as written, where it stands, and what the author says of it.

    `role` is "line", "wrong" (a documented slip, with its reason in `because`) or "result".
    """

    content: Content
    place: Place
    latex: str = ""
    role: str = "line"
    because: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """`first = line = line = …`, under the chain's own conditions."""

    first: Line
    lines: tuple[Line, ...]
    place: Place
    given: Condition = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a derivation: an id, a title, conditions, and the function that yields its chains."""

    id: str
    title: str
    build: Callable[[], Iterator[Chain] | None]
    place: Place
    given: Condition = ()
    timeout: float | None = None
