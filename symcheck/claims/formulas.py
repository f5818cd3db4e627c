"""What the formulas of a page came to when they were read, counted."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.places import Place


class Noted(Struct, frozen=True):
    """What is told of a place on a page: what stands there, and what is to be said of it ("" if nothing)."""

    place: Place
    written: str
    said: str = ""


class Formulas(Struct, frozen=True):
    """The formulas of a page: each is counted once, under the gravest thing that is said of it.

    `several` are those that can be read in several ways, `unread` those with a piece that no rule reads. The others
    are judged (`read`), or state nothing to be judged.

    `defined` are the definitions of the page, with why one is not used; `troubles` what of the page could not be read
    as it stands; `undeclared` are lines that say which names mean nothing, with a block to paste; `unjudged` are the
    pieces in which something is equated or compared and not judged, though the page does not say what they are.
    """

    read: int = 0
    definitions: int = 0
    conditions: int = 0
    remarks: int = 0
    several: int = 0
    unread: int = 0
    defined: tuple[Noted, ...] = ()
    troubles: tuple[Noted, ...] = ()
    undeclared: tuple[str, ...] = ()
    unjudged: tuple[Noted, ...] = ()

    @property
    def total(self) -> int:
        return self.read + self.definitions + self.conditions + self.remarks + self.several + self.unread
