"""How things stand, as unknowns: each has a few kinds left, and what is written between them leaves fewer.

A kind is one bit. Every unknown has three sizes, of its rows, its columns and a third axis; which of them it has
follows from its kind. A constraint is an operation between unknowns: the kinds that fit together, and the sizes that
are one then. What contradicts the statements before it is dropped, a statement at a time: a page may hold mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

NUMBER, COLUMN, ROW, MATRIX, STACK = 1, 2, 4, 8, 16
PLAIN = NUMBER | COLUMN | ROW | MATRIX
ANY = PLAIN | STACK
STEPS = 100_000
"""So many constraints are looked at for a page at most; what would need more stays open."""


class Operation(Struct, frozen=True):
    """The kinds that fit together, and for each the sizes that are one: `0c=1r`, columns of the first and rows of
    the second. `loose` fits more, and is taken where this one contradicts the page.
    """

    fits: dict[tuple[int, ...], str]
    loose: Operation | None = None


class Constraint(Struct, frozen=True):
    operation: Operation
    between: tuple[int, ...]


class Kinds:
    """The unknowns of a page with the kinds that are left for each, and the constraints that were not dropped."""

    def __init__(self) -> None:
        self.left: list[int] = []
        self.held: list[list[Constraint]] = []
        self.at: list[list[Constraint]] = []
        self.trail: list[tuple[int, int]] = []
        self.steps = STEPS

    def new(self, kinds: int = PLAIN) -> int:
        self.left.append(kinds)
        self.at.append([])
        return len(self.left) - 1

    def state(self, constraints: Sequence[Constraint]) -> bool:
        """Takes constraints in, loosely where they contradict what is known; False where they are dropped."""
        loose = [Constraint(c.operation.loose or c.operation, c.between) for c in constraints]
        return self._taken(constraints) or (loose != list(constraints) and self._taken(loose))

    def _taken(self, constraints: Sequence[Constraint]) -> bool:
        mark = len(self.trail)
        for constraint in constraints:
            for unknown in set(constraint.between):
                self.at[unknown].append(constraint)
        if self._settled(list(constraints)):
            self.held.append(list(constraints))
            return True
        self._undo(mark)
        for constraint in reversed(constraints):
            for unknown in set(constraint.between):
                self.at[unknown].remove(constraint)
        return False

    def narrow(self, unknown: int, kinds: int) -> bool:
        """Leaves an unknown only these kinds, if that contradicts nothing."""
        mark = len(self.trail)
        if self._keep(unknown, kinds) and self._settled(list(self.at[unknown])):
            return True
        self._undo(mark)
        return False

    def could(self, unknown: int, kinds: int) -> bool:
        """Whether an unknown may have these kinds, as far as one look at each constraint tells."""
        mark = len(self.trail)
        fits = self.narrow(unknown, kinds)
        self._undo(mark)
        return fits

    def _undo(self, mark: int) -> None:
        while len(self.trail) > mark:
            unknown, kinds = self.trail.pop()
            self.left[unknown] = kinds

    def _keep(self, unknown: int, kinds: int) -> bool:
        before, after = self.left[unknown], self.left[unknown] & kinds
        if after != before:
            self.trail.append((unknown, before))
            self.left[unknown] = after
        return bool(after)

    def _settled(self, waiting: list[Constraint]) -> bool:
        """Follows constraints until none leaves fewer kinds; False on a contradiction, or where it takes too long."""
        while waiting:
            self.steps -= 1
            if self.steps < 0:
                return False
            constraint = waiting.pop()
            rows = list(self.fitting(constraint))
            for position, unknown in enumerate(constraint.between):
                before, kinds = self.left[unknown], 0
                for row in rows:
                    kinds |= row[position]
                if not self._keep(unknown, kinds):
                    return False
                if self.left[unknown] != before:
                    waiting += self.at[unknown]
        return True

    def fitting(self, constraint: Constraint) -> Iterator[tuple[int, ...]]:
        """The kinds that still fit together."""
        for row in constraint.operation.fits:
            given: dict[int, int] = {}
            for kind, unknown in zip(row, constraint.between, strict=True):
                if not self.left[unknown] & kind or given.setdefault(unknown, kind) != kind:
                    break
            else:
                yield row

    def decide(self) -> None:
        """Gives every unknown that is left one kind, the one with the fewest axes first."""
        for unknown, kinds in enumerate(self.left):
            for kind in (NUMBER, COLUMN, MATRIX, ROW, STACK):
                if kinds & (kinds - 1) and kinds & kind and self.narrow(unknown, kind):
                    break
