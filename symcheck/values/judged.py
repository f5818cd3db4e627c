"""What a judge by values says of a claim."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.verdict import Evidence
from symcheck.values.evaluate import Setting


class Judged(Struct, frozen=True, eq=False):
    """The evidence and, where the sides are found different, the setting at which `refute.recheck` looks again."""

    evidence: Evidence
    setting: Setting | None = None
