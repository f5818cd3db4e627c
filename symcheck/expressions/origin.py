"""Where in an author's code an expression was computed, kept by its nodes; no judge looks at it."""

from __future__ import annotations

from os.path import basename
from typing import NamedTuple

from msgspec.structs import force_setattr

from symcheck.expressions.nodes import Constant, Entry, Expr, Integer, Named, Number
from symcheck.expressions.walk import children


class Origin(NamedTuple):
    """A line of a file, and in which run of several it was run: a backward pass is given what the forward computed."""

    file: str
    line: int
    run: int = 0

    def __str__(self) -> str:
        return f"{basename(self.file)}:{self.line}"


def computed(expr: Expr, origin: Origin) -> None:
    """Notes where an expression was computed, unless that is known; what was declared was computed nowhere."""
    if not isinstance(expr, Number | Constant | Integer | Entry | Named) and not hasattr(expr, "_origin"):
        force_setattr(expr, "_origin", origin)


def origin_of(piece: Expr, whole: Expr) -> Origin | None:
    """Where the innermost thing was computed of which a piece is a part, in the run that computed the whole."""
    last: Origin | None = getattr(whole, "_origin", None)
    waiting: list[tuple[Expr, Origin | None]] = [(whole, None)]
    seen: set[Expr] = set()
    while waiting:
        node, around = waiting.pop()
        own: Origin | None = getattr(node, "_origin", around)
        own = own if own is None or last is None or own.run == last.run else around
        if node is piece:
            return own
        if node not in seen:
            seen.add(node)
            waiting.extend((child, own) for child in children(node))
    return last
