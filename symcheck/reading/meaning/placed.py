"""Entries in round brackets with their letters behind them: `(x_i y_j)_{ij}`, alone on a side of a relation."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.expressions.nodes import Integer
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.free import free_letters, spread
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.scope import Value
from symcheck.reading.tree import Bracket, Node, Row, Scripts, Unreadable

WAYS = (
    Way("what stands in brackets is an entry, and its letters are repeated behind it", "leave them out"),
    Way("the letters behind the bracket make a vector or a matrix of the entry", "give the whole a name"),
)


def placed(reader: Reader, whole: Value, sub: Row, node: Node) -> Value | None:
    """The entry, or all of them together, where the other side of the relation says which; None if it is none."""
    parts = spread(sub, 2)
    if not isinstance(node, Scripts) or not _is_entry(reader, node.base, parts) or tuple(reader.whole) != (node,):
        return None
    entry = values.made(whole.tensor, "number", whole, said=("the letters behind the bracket are those of the entry",))
    try:
        letters = [Tensor(Integer(index_of(reader, part.items))) for part in parts]
    except Unreadable:
        return entry
    if reader.choose(node.span, *WAYS) == 0:
        return entry
    with reader.at(node.span):
        together = stack(whole.tensor, *letters)
    return values.made(together, values.of_axes(together.ndim), whole)


def _is_entry(reader: Reader, base: Node | None, parts: Sequence[Row]) -> bool:
    """Whether letters behind round brackets stand in them too, each behind them once."""
    names = [spelling(part.items[0]) for part in parts if len(part.items) == 1]
    if not isinstance(base, Bracket) or base.opens != "(" or len(set(names)) != len(parts) or None in names:
        return False
    free = free_letters((base,), reader.scope)
    return any(name in free for name in names)
