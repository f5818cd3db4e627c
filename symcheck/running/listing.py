"""What is known of a derivation file once it is loaded: its title and its parts, none of them built."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place


class Entry(Struct, frozen=True):
    """A part as listed: what is known without building it. `problem` says why it cannot be judged, if so."""

    file: str
    id: str
    title: str
    place: Place
    timeout: float | None = None
    problem: str = ""

    @property
    def address(self) -> str:
        return f"{self.file}::{self.id}"


class Listing(Struct, frozen=True):
    """A file's title and its parts, in order; of a page, what its formulas came to."""

    file: str
    title: str
    entries: tuple[Entry, ...]
    formulas: Formulas | None = None
