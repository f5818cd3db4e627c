"""Where a condition holds, where it has no value, and where what varies lies on its border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from symcheck.values.evaluate.setting import Numbers, join, meet


class Truth(Struct, frozen=True, eq=False):
    """Three masks; None holds nowhere. A border is a place where a derivative may not exist, whatever the value."""

    holds: Numbers
    missing: Numbers | None = None
    border: Numbers | None = None

    @property
    def certain(self) -> bool:
        """Whether the condition is true or false everywhere, and off its border."""
        return self.missing is None and self.border is None

    @property
    def possible(self) -> Numbers:
        """Where the condition is not false."""
        return join(self.holds, join(self.missing, self.border)) or self.holds


def decided(parts: Sequence[Truth]) -> Truth:
    """The conjunction: false as soon as one part is, without a value where none is false and one has no value."""
    if len(parts) == 1:
        return parts[0]
    holds = possible = Numbers(np.asarray(True), ())
    missing: Numbers | None = None
    border: Numbers | None = None
    for part in parts:
        holds, possible = meet(holds, part.holds), meet(possible, part.possible)
        missing, border = join(missing, part.missing), join(border, part.border)
    return Truth(holds, _within(missing, possible), _within(border, possible))


def _within(where: Numbers | None, possible: Numbers) -> Numbers | None:
    if where is None:
        return None
    found = meet(where, possible)
    return found if found.raw.any() else None
