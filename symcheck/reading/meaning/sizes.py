"""The size of what is written without one: 𝟏, I, a list that is left open. It is one of those that stand around it."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.walk import arrays_of, expand_names
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, nodes
from symcheck.reading.scope import Quantity
from symcheck.reading.tree import Node, Scripts, Unreadable

MOST_SIZES = 6


def size_of(reader: Reader, node: Node, shown: str, advice: str = "") -> IndexForm:
    """The size below a thing, or one that fits: of what is named beside it, else of what that is computed from."""
    if isinstance(node, Scripts) and node.sub is not None:
        return index_of(reader, node.sub.items)
    written = (*reader.whole, *(x for row in reader.others for x in row))
    found = list(dict.fromkeys(_written(reader, written))) or list(dict.fromkeys(_behind(reader, written)))
    if not found or len(found) > MOST_SIZES:
        raise Unreadable(
            node.span,
            f"of which size is {shown}?",
            advice or f"write it below: {shown}_n",
        )
    ways = [Way(f"{shown} of size {form}", advice or f"write {shown}_{form}") for form in found]
    return found[reader.choose(node.span, *ways) if len(ways) > 1 else 0]


def _written(reader: Reader, items: Items) -> Iterator[IndexForm]:
    """The sizes of the things that are named in items."""
    for tensor in _tensors(reader, items):
        yield from (axis.size for axis in tensor.axes if axis.size != af.ONE)


def _behind(reader: Reader, items: Items) -> Iterator[IndexForm]:
    """The sizes of what the numbers that are named in items are computed from."""
    arrays = {array for tensor in _tensors(reader, items) for array in arrays_of(expand_names(tensor.body))}
    for array in sorted(arrays, key=lambda array: array.name):
        yield from ((upper - lower).shift(1) for lower, upper in array.axes)


def _tensors(reader: Reader, items: Items) -> Iterator[Tensor]:
    things = (reader.thing(spelling(node)) for node in nodes(items))
    return (thing.value.tensor for thing in things if isinstance(thing, Quantity))
