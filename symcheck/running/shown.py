"""The statements of a part as they are shown."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.places import Place


class ShownLine(Struct, frozen=True):
    """A line in Unicode maths or in LaTeX, with its place and what the author says of it."""

    text: str
    place: Place
    role: str
    because: str


class ShownPart(Struct, frozen=True):
    """A part's chains: each its first expression and the lines it is said to equal."""

    id: str
    title: str
    place: Place
    chains: tuple[tuple[ShownLine, ...], ...]
