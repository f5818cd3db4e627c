"""What a worker is asked for, as frozen values."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.places import Spot
from symcheck.running.discover import Target


class LoadFile(Struct, frozen=True):
    """Asks for the listing of a file."""

    target: Target


class ReadPage(Struct, frozen=True):
    """Asks what became of the formulas of a page."""

    target: Target


class JudgePart(Struct, frozen=True):
    """Asks for the verdict on a part."""

    target: Target
    id: str


class ShowPart(Struct, frozen=True):
    """Asks for the statements of a part, in Unicode maths or in LaTeX; `derived`: a rule at a time."""

    target: Target
    id: str
    latex: bool
    derived: bool = False


class RepeatPart(Struct, frozen=True):
    """Asks for the refutations of a part as programs: of the lines on one source line, or of all."""

    target: Target
    id: str
    spot: Spot | None
