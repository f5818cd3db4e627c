"""What a worker can be asked besides loading files and judging parts: a value that knows how to do itself."""

from __future__ import annotations

from msgspec import Struct


class Errand(Struct, frozen=True):
    """A request; `run` is called in a worker, under its limits, and imports what it needs there."""

    def run(self) -> object:
        """Does it; what comes of it goes back to the parent."""
        raise NotImplementedError
