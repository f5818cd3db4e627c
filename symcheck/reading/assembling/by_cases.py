"""Cases that leave something out, or hold chains: a row for each of them, under its condition."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.meaning.lists import is_complete, without_comma
from symcheck.reading.rows import Items, extent, relates, sides_of
from symcheck.reading.tree import Mark, Node, Number, Relation, Row, Table, Text


def by_cases(line: Sequence[Node]) -> list[list[Node]]:
    """A row that ends in cases as one for each case, where no value is said for what is left, or one is a chain.

    Where no case holds nothing is claimed. Any other row is as it is; so are cases that are all values of something.
    """
    items = list(without_comma(line))
    left, table = items[:-1], items[-1] if items else None
    if not isinstance(table, Table) or table.kind != "cases" or not left or not _equates(left[-1]):
        return [list(line)]
    rows = [cells for cells in table.rows if any(cell.items for cell in cells)]
    if any(len(cells) != 2 or not relates(cells[1].items) for cells in rows):
        return [list(line)]
    stated = [tuple(x for x in without_comma(cells[1].items) if not isinstance(x, Text)) for cells in rows]
    chained = any(relates(cells[0].items) for cells in rows)
    if not chained and (is_complete(stated) or all(map(_is_value, stated))):
        return [list(line)]
    return [left + _case(*cells) for cells in rows]


def _case(value: Row, condition: Row) -> list[Node]:
    said = [] if any(isinstance(x, Text) for x in condition.items) else [Text("if", span=extent(condition.items))]
    quad = Mark("\\quad", span=extent(condition.items))
    return [*without_comma(value.items), quad, *said, *without_comma(condition.items)]


def _equates(item: Node) -> bool:
    return isinstance(item, Relation) and item.sign == "="


def _is_value(stated: Items) -> bool:
    sides, relations = sides_of(stated)
    return len(sides) == 2 and _equates(relations[0]) and isinstance(sides[1][-1] if sides[1] else None, Number)
