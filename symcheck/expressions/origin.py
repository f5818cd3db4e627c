"""Where in an author's code an expression was computed, kept by its nodes; no judge looks at it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from os.path import basename
from typing import Any, NamedTuple

from msgspec.structs import force_setattr

from symcheck.expressions.nodes import Constant, Entry, Expr, Integer, Named, Number
from symcheck.expressions.walk import children


class Run:
    """One run of an author's code, which is only itself; `follow` finds what else is to be said of it, once."""

    def __init__(self, follow: Callable[[], Iterable[Any]] | None = None) -> None:
        self._follow = follow
        self._found: tuple[Any, ...] | None = None

    def followed(self) -> tuple[Any, ...]:
        if self._found is None:
            self._found = () if self._follow is None else tuple(self._follow())
        return self._found


class Origin(NamedTuple):
    """A line of a file, and in which run of several it was run: a backward pass is given what the forward computed."""

    file: str
    line: int
    run: Run | None = None

    @property
    def anywhere(self) -> Origin:
        """The line, in whichever run."""
        return Origin(self.file, self.line)

    def __str__(self) -> str:
        return f"{basename(self.file)}:{self.line}"


def computed(expr: Expr, origin: Origin) -> None:
    """Notes where an expression was computed, unless that is known; what was declared was computed nowhere."""
    if not isinstance(expr, Number | Constant | Integer | Entry | Named) and not hasattr(expr, "_origin"):
        force_setattr(expr, "_origin", origin)


def origin_of(piece: Expr, whole: Expr, elsewhere: Container[Origin] = ()) -> Origin | None:
    """Where the innermost thing was computed of which a piece is a part, in the run that computed the whole.

    What was computed `elsewhere`, in lines of what the whole is compared with, is only used there.
    """
    last: Origin | None = getattr(whole, "_origin", None)
    waiting: list[tuple[Expr, Origin | None]] = [(whole, last)]
    seen: set[Expr] = set()
    while waiting:
        node, around = waiting.pop()
        own: Origin | None = getattr(node, "_origin", around)
        if own is not None and last is not None and (own.run is not last.run or own.anywhere in elsewhere):
            own = around
        if node is piece:
            return own
        if node not in seen:
            seen.add(node)
            waiting.extend((child, own) for child in children(node))
    return last
