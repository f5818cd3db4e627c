"""The rows of a formula without what only lays them out: tables of rows, boxes, braces round all; what only labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.reading.rows import EQUALS, lone, nodes, relates
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Bracket,
    Group,
    Letter,
    Mark,
    Node,
    Note,
    Number,
    Operator,
    Relation,
    Row,
    Scripts,
    Symbol,
    Table,
    Text,
    Word,
)


def rows_of(items: Sequence[Node]) -> Iterator[list[Node]]:
    """The rows of a formula; a row that ends in a sign goes on in the next one, which may begin with it again."""
    row: list[Node] = []
    ended: Node | None = None
    for item in laid_out(items):
        if isinstance(item, Mark) and item.sign == "\\\\":
            ended = next((x for x in reversed(row) if not _is_nothing(x)), None)
            if ended is not None and not goes_on(ended):
                yield row
                row = []
            continue
        if isinstance(ended, Relation) and isinstance(item, Relation):
            row = row[: row.index(ended)] if [x for x in row if not isinstance(x, Mark)][-1:] == [ended] else row
        row.append(item)
    if row:
        yield row


def columns(row: Sequence[Node]) -> Iterator[list[Node]]:
    """The equations side by side in a row: a `&` behind a relation parts two, unless it stands at a sign."""
    items = [item for item in row if not _is_nothing(item)]
    found: list[Node] = []
    related = False
    for position, item in enumerate(items):
        if isinstance(item, Mark) and item.sign == "&":
            near = (*found[-1:], *items[position + 1 : position + 2])
            if related and not any(isinstance(x, Relation | Operator) for x in near):
                yield found
                found, related = [], False
        elif isinstance(item, Relation):
            related = True
        found.append(item)
    yield found


def _is_nothing(item: Node) -> bool:
    """Whether it is a pair of braces with nothing between, which only spaces."""
    return isinstance(item, Group) and not item.body.items


def ends_open(row: Row) -> Relation | None:
    """The `=` with which a formula ends, to go on in the next one."""
    rows = list(rows_of(row.items))
    items = [item for item in (rows[-1] if rows else ()) if not isinstance(item, Mark)]
    last = items[-1] if items else None
    return last if isinstance(last, Relation) and last.sign == "=" else None


def gone_on(row: Row, sign: Relation | None) -> Row:
    """A formula behind one that ended with a sign: it begins with it, unless it has one of its own."""
    first = next((item for item in row.items if not isinstance(item, Mark)), None)
    if sign is None or first is None or isinstance(first, Relation):
        return row
    at = Span(row.span.start, row.span.start)
    return Row((Relation(sign.sign, span=at), *row.items), span=row.span)


def goes_on(item: Node) -> bool:
    """Whether something must follow: a sign of a sum or product, or a relation that is no arrow."""
    if isinstance(item, Operator):
        return item.sign != "!"
    return isinstance(item, Relation) and item.sign in EQUALS


def laid_out(items: Sequence[Node]) -> Iterator[Node]:
    """The items with what only lays them out opened: boxes, braces round all, tables of rows."""
    alone = [item for item in items if not isinstance(item, Mark)]
    for item in items:
        match item:
            case Table(kind, rows) if kind == "aligned" or (len(alone) == 1 and _system(kind, rows)):
                for cells in rows:
                    for n, cell in enumerate(cells):
                        if n:
                            yield Mark(span=Span(cell.span.start, cell.span.start), sign="&")
                        yield from laid_out(cell.items)
                    end = cells[-1].span.end if cells else item.span.end
                    yield Mark(span=Span(end, end), sign="\\\\")
            case Bracket(opens, body, closes) if "." in (opens, closes) and len(alone) == 1 and _is_layout(body):
                yield from laid_out(body.items)
            case Note("boxed", body):
                yield from laid_out(body.items)
            case Group(body) if len(alone) == 1 or relates(body.items):
                yield from laid_out(body.items)
            case _:
                yield item


def _is_layout(body: Row) -> bool:
    """Whether a brace is drawn at rows of relations: all that stands in it is a table of them."""
    only = lone(body.items)
    if not isinstance(only, Table):
        return False
    return only.kind == "aligned" or _system(only.kind, only.rows)


def _system(kind: str, rows: Sequence[Sequence[Row]]) -> bool:
    """Whether the rows of a brace are relations side by side, and not the cases of a value; or those of an array."""
    if kind == "matrix":
        return bool(rows) and all(not any(c.items for c in row) or any(relates(c.items) for c in row) for row in rows)
    if kind != "cases" or any(_ELSE.search(x.text) for x in nodes(y for c in rows for y in c) if isinstance(x, Text)):
        return False
    return all(_states(cells[0].items) or (len(cells) > 1 and first_relates(cells[1].items)) for cells in rows if cells)


def _states(items: Sequence[Node]) -> bool:
    """Whether something is equated in a cell: what is equated there is no value of a case."""
    return any(isinstance(item, Relation) and item.sign in EQUALS for item in items)


def inside(items: Sequence[Node]) -> bool:
    """Whether all of it is one thing in which something is equated: a table, braces of no set, what a brace marks."""
    only = lone([item for item in items if not isinstance(item, Mark | Text)])
    match only:
        case Table(_, rows):
            return any(_states(cell.items) for cells in rows for cell in cells)
        case Note(_, body):
            return _states(body.items) or inside(body.items)
        case Bracket(opens, body):
            braced = opens in "{." and not any(isinstance(x, Operator | Mark) and x.sign in ":|∣" for x in body.items)
            return (braced and _states(body.items)) or inside(body.items)
    return False


def first_relates(items: Sequence[Node]) -> bool:
    return bool(items) and isinstance(items[0], Relation)


_ELSE = re.compile(r"\b(?:otherwise|else)\b", re.IGNORECASE)


def label(items: Sequence[Node]) -> bool:
    """Whether all of it is a number or a letter in brackets, as equations and parts are numbered."""
    brackets = [item for item in items if isinstance(item, Bracket) and item.opens in ("(", "[")]
    if any(not isinstance(item, Relation | Mark) and item not in brackets for item in items):
        return False
    equates = any(isinstance(item, Relation) and item.sign in EQUALS for item in items[1:-1])
    numbers = all(isinstance(item, Number) for bracket in brackets for item in bracket.body.items)
    return all(map(_short, brackets)) and (numbers or not equates)


def _short(bracket: Bracket) -> bool:
    items = bracket.body.items
    signs = [isinstance(x, Operator) for x in items]
    if any(signs[:-1]) or (signs[-1:] == [True] and len(items) > 1 and bracket.body.items[-1].spaced):
        return False  # a sum or a product is no label; (*) and (1*) are
    return 0 < len(items) <= 3 and all(
        isinstance(x, Number | Letter | Mark | Symbol | Word | Operator | Scripts | Text) for x in items
    )


def mathematics(items: Sequence[Node]) -> bool:
    """Whether anything but words and labels stands there."""
    return any(not isinstance(item, Text | Mark) for item in items) and not label(items)
