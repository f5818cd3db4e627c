"""Which sizes are one: what the statements of a page say once it is known how each thing stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from symcheck.reading.declaring.inferring.kinds import MATRIX, NUMBER, ROW, Constraint, Kinds

AXES = "rct"
MOST, LARGEST = 80, 5000
"""So many statements of a page with so many constraints are looked at for a slip that makes a matrix square."""


class Sizes:
    """Of every unknown three sizes, which of them are one, and the names of those that the page writes.

    `joining` are the statements that made two sizes one, by their numbers.
    """

    def __init__(self, kinds: Kinds, names: dict[int, str], without: Collection[int] = ()) -> None:
        self.kinds = kinds
        self.parent = list(range(3 * len(kinds.left)))
        self.name: dict[int, str] = dict(names)
        self.joining: list[int] = []
        for number, batch in enumerate(kinds.held):
            if number not in without and self._take(batch):
                self.joining.append(number)

    def _take(self, batch: Sequence[Constraint]) -> bool:
        joined = False
        for constraint in batch:
            row = next(self.kinds.fitting(constraint), None)
            for pair in (constraint.operation.fits[row] if row is not None else "").split():
                one, other = (_size(constraint, text) for text in pair.split("="))
                joined |= self.root(one) != self.root(other)
                self.join(one, other)
        return joined

    def root(self, size: int) -> int:
        """The size that stands for all that are one with this; an unknown may have come later."""
        if size >= len(self.parent):
            self.parent += range(len(self.parent), size + 3)
        while self.parent[size] != size:
            self.parent[size] = size = self.parent[self.parent[size]]
        return size

    def join(self, one: int, other: int) -> None:
        """Makes two sizes one, unless the page gives them two names."""
        one, other = self.root(one), self.root(other)
        if one == other or (one in self.name and other in self.name):
            return
        one, other = (one, other) if one in self.name else (other, one)
        self.parent[other] = one

    def of(self, size: int) -> str | None:
        return self.name.get(self.root(size))

    def call(self, size: int, name: str) -> None:
        self.name[self.root(size)] = name

    def squares(self, things: Sequence[int]) -> list[int]:
        """The matrices that are square."""
        return [x for x in things if self.kinds.left[x] == MATRIX and self.root(3 * x) == self.root(3 * x + 1)]

    def told_apart(self, matrix: int, things: Sequence[int]) -> bool:
        """Whether a matrix is not square, and other things have as many rows and columns as it has."""
        rows, columns = self.root(3 * matrix), self.root(3 * matrix + 1)
        others = {self.root(3 * x + axis) for x in things if x != matrix for axis in _axes(self.kinds.left[x])}
        return rows != columns and rows in others and columns in others


def settled(kinds: Kinds, names: dict[int, str], things: Sequence[int], kept: int) -> Sizes:
    """The sizes, without what looks like a slip: a statement that alone makes a matrix square.

    `kept` is how many statements, the first ones, are taken in any case.
    """
    without: set[int] = set()
    sizes = Sizes(kinds, names)
    if sum(map(len, kinds.held)) > LARGEST:
        return sizes
    while len(without) < 3 and (squares := sizes.squares(things)):
        found = None
        for number in (n for n in sizes.joining[:MOST] if n >= kept):
            other = Sizes(kinds, names, {*without, number})
            if any(other.told_apart(matrix, things) for matrix in squares):
                found = number
                break
        if found is None:
            break
        without.add(found)
        sizes = Sizes(kinds, names, without)
    return sizes


def _axes(kind: int) -> Sequence[int]:
    return {NUMBER: (), MATRIX: (0, 1), ROW: (1,)}.get(kind, (0,))


def _size(constraint: Constraint, text: str) -> int:
    return 3 * constraint.between[int(text[0])] + AXES.index(text[1])
