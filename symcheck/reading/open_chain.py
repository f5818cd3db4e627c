"""A chain while formulas are read: its members, the formulas they stand in, and what they hold under."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.claims.statements import Chain
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.spoken import named, unnamed
from symcheck.reading.taking import Taken, aligned


class OpenChain(Struct):
    """A chain to which more may come: its members, the formulas they stand in, and the conditions it holds under."""

    members: list[Taken]
    numbers: list[int]
    given: Condition
    notes: tuple[str, ...]

    def beginning(self) -> OpenChain:
        """The chain with its first member alone."""
        return self.only([0])

    def only(self, positions: Sequence[int]) -> OpenChain:
        """The chain with some of its members."""
        members = [self.members[n] for n in positions]
        return OpenChain(members, [self.numbers[n] for n in positions], self.given, self.notes)

    def chain(self, any_layout: bool) -> Chain | None:
        """The chain as it is judged, under the conditions that speak of it; None for a single member."""
        if len(self.members) < 2:
            return None
        first, *lines = aligned(self.members, any_layout)
        bodies = [line.content for line in (first, *lines) if isinstance(line.content, Block)]
        known = named([b.body for b in bodies], [axis for b in bodies for axis in b.axes])
        given = tuple(relation for relation in self.given if not unnamed(relation, known))
        return Chain(first, tuple(lines), first.place, given, True, self.notes)
