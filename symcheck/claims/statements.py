"""What a statement is: lines, chains of equalities, and parts, as frozen values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from symcheck.claims.places import Place
from symcheck.expressions.nodes import Block, Condition


class IllFormed(Struct, frozen=True):
    """What stands where an expression is meant and cannot be compared: why, and its source text if that is known."""

    reason: str
    written: str = ""


class Unsupported(Struct, frozen=True):
    """An expression that holds something symcheck does not know: what. Nothing is said of the line."""

    reason: str
    written: str = ""


class Cost(Struct, frozen=True):
    """The number of scalar operations that evaluating `of` takes, as a claim's left side."""

    of: Block


class Order(Struct, frozen=True):
    """O(bound): at most a constant times `bound`, for all sizes."""

    bound: Block


Content = Block | Cost | Order | IllFormed | Unsupported


class Line(Struct, frozen=True):
    """One written line: its content, its LaTeX as written, where it stands, and what the author says of it.

    `role` is "line", "wrong" (a documented slip, with its reason in `because`) or "result".
    """

    content: Content
    place: Place
    latex: str = ""
    role: str = "line"
    because: str = ""


class Chain(Struct, frozen=True):
    """`first = line = line = …`, under the chain's own conditions."""

    first: Line
    lines: tuple[Line, ...]
    place: Place
    given: Condition = ()


class Part(Struct, frozen=True):
    """A part of a derivation: an id, a title, conditions, and the function that yields its chains."""

    id: str
    title: str
    build: Callable[[], Iterator[Chain] | None]
    place: Place
    given: Condition = ()
    timeout: float | None = None
