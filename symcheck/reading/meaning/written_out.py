"""Matrices and vectors that are written out, with dots where entries, rows or columns are left out.

Lines drawn beside or above what they hold, as at the rows of a matrix (`— x_1^T —`), are no part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Integer
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.dots import Pattern, is_dots, pattern
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, lone
from symcheck.reading.scope import Quantity, Value
from symcheck.reading.tree import Mark, Node, Number, Operator, Row, Scripts, Table, Text, Unreadable

ACROSS = "j…"
"""Stands where the members of a row differ; nobody writes it."""
Cells = Sequence[Items]


def rows_of(node: Table) -> list[list[Items]]:
    """The cells of a matrix, without empty rows and lines that are only drawn."""
    rows = [[_undrawn(cell.items) for cell in cells] for cells in node.rows]
    while len(rows) > 1 and _is_drawn(rows[0]) and _is_drawn(rows[-1]):
        rows = rows[1:-1]
    return [cells for cells in rows if any(cells)]


def _undrawn(items: Items) -> Items:
    ends = len(items) > 2 and all(_is_dash(item) for item in (items[0], items[-1]))
    return items[1:-1] if ends else items


def _is_dash(item: Node) -> bool:
    dashes = isinstance(item, Text) and not item.text.strip(" -–—")
    return dashes or (isinstance(item, Operator) and item.sign == "-")


def _is_drawn(cells: Cells) -> bool:
    """Whether a row holds the lines above its columns alone: bars, dots or nothing between them."""
    bars = [isinstance(only := lone(cell), Mark) and only.sign == "|" for cell in cells]
    return bars[0] and bars[-1] and all(bar or not cell or _dotted(cell) for bar, cell in zip(bars, cells, strict=True))


def has_dots(rows: Sequence[Cells]) -> bool:
    return any(_dotted(cell) for cells in rows for cell in cells)


def _dotted(cell: Items) -> bool:
    only = lone(cell)
    return only is not None and is_dots(only)


def dotted(reader: Reader, rows: Sequence[Cells], node: Node) -> Value:
    """A row, a column or a matrix of which the middle is left out."""
    rows = [[_apart(reader, cell) for cell in cells] for cells in rows]
    if len(rows) == 1:
        return _stacked(reader, pattern(reader, rows[0], node), node, "column")
    if all(len(cells) == 1 for cells in rows):
        return _stacked(reader, pattern(reader, [cells[0] for cells in rows], node), node, "row")
    across = [None if _left_out(cells) else pattern(reader, cells, node, ACROSS) for cells in rows]
    shown = [found for found in across if found is not None]
    if len(shown) == len(across) or any(found.index != shown[0].index for found in shown):
        raise Unreadable(
            node.span,
            "rows of different lengths, or none that stands for those left out",
            "write it by its entries, as in A_{ij} = …",
        )
    dots = next(cell for cells, found in zip(rows, across, strict=True) if found is None for cell in cells if cell)
    down = pattern(reader, [dots if found is None else found.body for found in across], node)
    with reader.knowing({down.letter: down.running, ACROSS: shown[0].running}):
        member = reader.expression(down.body)
    if not values.is_plain(member):
        raise Unreadable(
            node.span, "a matrix of blocks, of which some are left out", "write the blocks one by one, as in A_{ij} = …"
        )
    with reader.at(node.span):
        whole = stack(member.tensor, _letter(down), _letter(shown[0]))
    return values.made(whole, "matrix", member)


def _left_out(cells: Cells) -> bool:
    return any(cells) and all(not cell or _dotted(cell) for cell in cells)


def _stacked(reader: Reader, found: Pattern, node: Node, inner: str) -> Value:
    """Numbers as a vector; vectors that stand as `inner` says as the rows or columns of a matrix."""
    with reader.knowing({found.letter: found.running}):
        member = reader.expression(found.body)
    if not values.is_plain(member) and member.stands != inner:
        raise Unreadable(
            node.span,
            f"blocks that are no {inner}s, of which some are left out",
            "write the blocks one by one, as in A_{ij} = …",
        )
    with reader.at(node.span):
        whole = stack(member.tensor, _letter(found))
        if member.stands == inner:
            matrix = values.made(whole, "matrix", member)
            return values.transposed(matrix) if inner == "column" else matrix
        return values.made(whole, "column" if inner == "row" else "row", member)


def _letter(found: Pattern) -> Tensor:
    return Tensor(Integer(af.of_atom(found.index)))


def _apart(reader: Reader, cell: Items) -> Items:
    """A cell with the two indices of an entry apart: `x_{11}` beside `x_{1n}`."""
    return tuple(_digits_apart(reader, item) for item in cell)


def _digits_apart(reader: Reader, item: Node) -> Node:
    if not isinstance(item, Scripts) or item.sub is None or item.base is None:
        return item
    only, thing = lone(item.sub.items), reader.thing(spelling(item.base))
    axes = thing.value.tensor.ndim if isinstance(thing, Quantity) else 1
    if not isinstance(only, Number) or axes < 2 or len(only.text) != axes:
        return item
    digits = tuple(replace(only, text=digit) for digit in only.text)
    return replace(item, sub=Row(digits, span=item.sub.span))
