"""What the formulas of a page came to when they were read, counted."""

from __future__ import annotations

from msgspec import Struct


class Formulas(Struct, frozen=True):
    """The formulas of a page: each is counted once, under the gravest thing that is said of it.

    `several` are those that can be read in several ways, `unread` those with a piece that no rule reads. The others
    are judged (`read`), or state nothing to be judged.
    """

    read: int = 0
    definitions: int = 0
    conditions: int = 0
    remarks: int = 0
    several: int = 0
    unread: int = 0

    @property
    def total(self) -> int:
        return self.read + self.definitions + self.conditions + self.remarks + self.several + self.unread
