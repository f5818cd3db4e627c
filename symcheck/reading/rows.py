"""What a row holds, whoever asks: where its items stand, how signs part them, and what stands inside each.

Nothing here knows a name. What has brackets of its own, or hangs on something, is left whole where a row is parted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Accent,
    Bracket,
    Fraction,
    Group,
    Mark,
    Node,
    Note,
    Operator,
    Relation,
    Root,
    Row,
    Scripts,
    Table,
)

Items = Sequence[Node]
N = TypeVar("N", bound=Node)
EQUALS = frozenset(("=", ":=", "=:", "≜", "≡"))


def lone(items: Items) -> Node | None:
    """The only item there is; None where there are several or none."""
    return items[0] if len(items) == 1 else None


def base_of(node: Node | None) -> Node | None:
    """What scripts hang on; anything else as it is."""
    return node.base if isinstance(node, Scripts) else node


def extent(items: Items) -> Span:
    """Where items stand, from the first to the last."""
    return items[0].span.to(items[-1].span) if items else Span(0, 0)


def relates(items: Iterable[Node]) -> bool:
    """Whether a relation stands among items."""
    return any(isinstance(item, Relation) for item in items)


def equates(sign: str) -> bool:
    """Whether a relation says that one side is the other, or is to be."""
    return sign in EQUALS or sign == "←"


def apart(items: Iterable[Node], parts: Callable[[Node], bool]) -> list[tuple[Node, ...]]:
    """What stands before, between and behind the items that part the others; an empty piece where nothing does."""
    pieces: list[list[Node]] = [[]]
    for item in items:
        if parts(item):
            pieces.append([])
        else:
            pieces[-1].append(item)
    return [tuple(piece) for piece in pieces]


def split(items: Iterable[Node], signs: str = ",") -> list[tuple[Node, ...]]:
    """Items apart by commas of their level, or by other marks."""
    return apart(items, lambda item: isinstance(item, Mark) and item.sign in signs)


def crossed(items: Iterable[Node]) -> list[tuple[Node, ...]]:
    """What a cross parts: `n \\times m`."""
    return apart(items, lambda item: isinstance(item, Operator) and item.sign == "×")


def sides_of(items: Items) -> tuple[list[tuple[Node, ...]], list[Relation]]:
    """What relations part, and the relations."""
    return apart(items, lambda item: isinstance(item, Relation)), [x for x in items if isinstance(x, Relation)]


def summands(items: Items) -> list[tuple[int, tuple[Node, ...]]]:
    """The terms of a sum of whole numbers with their signs, 1 or -1; the last may be empty."""
    found: list[tuple[int, tuple[Node, ...]]] = []
    pending: list[Node] = []
    sign = 1
    for item in items:
        if not isinstance(item, Operator) or item.sign not in "+-−":
            pending.append(item)
            continue
        if pending:
            found.append((sign, tuple(pending)))
            pending, sign = [], 1
        sign = sign if item.sign == "+" else -sign
    return [*found, (sign, tuple(pending))]


def within(node: Node) -> tuple[Row, ...]:
    """The rows that a node holds, from left to right."""
    match node:
        case Row():
            return (node,)
        case Accent(_, body) | Bracket(_, body, _) | Group(body):
            return (body,)
        case Scripts(_, sub, sup):
            return tuple(row for row in (sub, sup) if row is not None)
        case Fraction(over, under):
            return (over, under)
        case Root(body, degree):
            return (body,) if degree is None else (degree, body)
        case Table(_, rows):
            return tuple(cell for cells in rows for cell in cells)
        case Note(_, body):
            return (body,)
    return ()


def rows_in(items: Items) -> Iterator[Items]:
    """All rows in the items, at any depth, themselves first."""
    yield items
    for node in nodes(items):
        yield from (row.items for row in within(node))


def nodes(items: Iterable[Node]) -> Iterator[Node]:
    """All nodes in the items, at any depth, each before what it holds."""
    for item in items:
        yield item
        if isinstance(item, Scripts) and item.base is not None:
            yield from nodes((item.base,))
        for row in within(item):
            yield from nodes(row.items)


def rebuilt(node: N, change: Callable[[Node], Node]) -> N:
    """A node with each node that it holds changed."""

    def held(thing: object) -> object:
        if isinstance(thing, tuple):
            return tuple(held(one) for one in thing)
        return change(thing) if isinstance(thing, Node) else thing

    return replace(node, **{field: held(getattr(node, field)) for field in node.__struct_fields__})
