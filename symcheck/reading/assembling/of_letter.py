"""What a formula says of the values of a letter, and of nothing else: `l = 1, …, L - 1` behind an equation or alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import ge, gt, le, lt, ne

from msgspec import Struct

from symcheck.reading.meaning.comparing import TURNED
from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.instances import Instance, number_of
from symcheck.reading.rows import lone, nodes, sides_of, split
from symcheck.reading.tree import Bracket, Letter, Mark, Node, Number, Operator, Relation, Row, Symbol, Text


class Range(Struct, frozen=True):
    """A letter and the values that are said of it, of a formula beside it or of none."""

    letter: str
    values: frozenset[str]
    speaks: bool = True

    @property
    def words(self) -> str:
        return f"{self.letter} is {' or '.join(sorted(self.values)) or 'none of its values'}"


def ranged(row: Row, letters: Mapping[str, tuple[str, ...]], last: Mapping[str, int]) -> tuple[Row, Range | None]:
    """What stands before the values that are said of a letter at the end of a formula, and they."""
    for start in range(len(row.items)):
        if start and not isinstance(row.items[start - 1], Mark | Text):
            continue
        tail = row.items[start:]
        plain = {*letters, *last, *(value for values in letters.values() for value in values)}
        found = _range(tail, letters, last) if _speaks_of_numbers(tail, plain) else None
        if found is not None:
            before = row.items[:start]
            while before and isinstance(before[-1], Mark | Text):
                before = before[:-1]
            return Row(before, span=row.span), found
    return row, None


def _speaks_of_numbers(items: Sequence[Node], letters: Collection[str]) -> bool:
    """Whether nothing but whole numbers, these letters and names, and dots stand there."""
    plain = (Number, Operator, Relation, Mark, Symbol, Bracket, Row)
    return all(isinstance(x, plain) or (isinstance(x, Letter) and x.name in letters) for x in nodes(items))


def _range(items: Sequence[Node], letters: Mapping[str, tuple[str, ...]], last: Mapping[str, int]) -> Range | None:
    items = [item for item in items if not (isinstance(item, Mark) and item.sign not in ",")]
    while items and isinstance(items[-1], Mark):
        items.pop()
    sides, signs = sides_of(items)
    alone = [n for n, side in enumerate(sides) if isinstance(x := lone(side), Letter) and x.name in letters]
    if len(alone) != 1 or not signs:
        return None
    at = alone[0]
    letter = getattr(sides[at][0], "name", "")
    values = set(letters[letter])
    for n, side in enumerate(sides):
        if n != at:
            allowed = _allowed(signs[min(n, at) : max(n, at)], n > at, side, letters[letter], last)
            if allowed is None:
                return None
            values &= allowed
    return Range(letter, frozenset(values))


def _allowed(
    signs: Sequence[Relation], behind: bool, side: Sequence[Node], values: Sequence[str], last: Mapping[str, int]
) -> set[str] | None:
    """The values that a side leaves; None where what it says is not known."""
    if len(signs) != 1:
        return None
    sign = signs[0].sign if behind else TURNED.get(signs[0].sign, signs[0].sign)
    inner = lone(side)
    items = inner.body.items if sign == "∈" and isinstance(inner, Bracket) else side
    if not all(value.isdigit() for value in values):
        names = {x.name for piece in split(items) if isinstance(x := lone(piece), Letter)}
        return names if sign in "=∈" and len(names) == len(split(items)) else None
    listed = _listed(items, last)
    if not listed or (sign not in "=∈" and len(listed) > 1):
        return None
    compare = {"≠": ne, "<": lt, "≤": le, ">": gt, "≥": ge}.get(sign)
    if compare is None:
        return {value for value in values if int(value) in listed} if sign in "=∈" else None
    return {value for value in values if compare(int(value), min(listed))}


def _listed(items: Sequence[Node], last: Mapping[str, int]) -> set[int] | None:
    """`1, 2, …, L`: the numbers, with those between where dots stand."""
    ends = Instance({x: str(n) for x, n in last.items()}, {}, {})
    pieces = [piece for piece in split(items) if piece]
    dots = [piece for piece in pieces if (x := lone(piece)) is not None and is_dots(x)]
    numbers = [number_of(ends.script(piece)) for piece in pieces if piece not in dots]
    found = {number for number in numbers if number is not None}
    if len(found) < len(numbers) or not found:
        return None
    return set(range(min(found), max(found) + 1)) if dots else found
