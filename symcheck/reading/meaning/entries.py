"""Matrices by their typical entry: `[x_{ij}]`, a side `(x_{ij})`, and the diagonal one, `diag(f_i)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Integer
from symcheck.expressions.walk import free_indices
from symcheck.language.quantifiers import stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.free import occurrences
from symcheck.reading.meaning.gathering import gathered
from symcheck.reading.meaning.indexing import is_bound
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, extent, nodes
from symcheck.reading.scope import Value
from symcheck.reading.tree import Bracket, Node


def by_entries(reader: Reader, entry: Value, items: Items, axes: int) -> Value:
    """The vector or matrix of an entry whose letters, as many as it has axes, stand nowhere else in the relation.

    Anything else as it is. Rows are counted by the letter that comes first, in the entry and in the alphabet, and by i
    where the other one is j.
    """
    if entry.tensor.axes:
        return entry
    letters = [index for index in free_indices(entry.tensor.body) if not is_bound(index) and not index.serial]
    own = [index for index in letters if _stands_here_alone(reader, index.name, items)]
    if len(letters) != axes or len(own) != axes:
        return entry
    order = sorted(own, key=lambda index: index.name)
    names = [index.name for index in order]
    if axes == 2 and names != ["i", "j"] and _first(items, reader, names) != names[0]:
        ways = [Way(f"rows are counted by {index.name}", f"write {index.name} first") for index in order]
        order = order[:: -1 if reader.choose(extent(items), *ways) else 1]
    with reader.at(extent(items)):
        whole = stack(entry.tensor, *(Tensor(Integer(af.of_atom(index))) for index in order))
    stands = values.of_axes(axes)
    return values.made(whole, stands, entry, said=(f"the {stands} of these entries",))


def _stands_here_alone(reader: Reader, letter: str, items: Items) -> bool:
    rows = (tuple(_outside(row)) for row in (reader.whole, *reader.others))
    return occurrences(letter, items, reader.scope) > 0 and not any(occurrences(letter, x, reader.scope) for x in rows)


def _outside(row: Items) -> Iterator[Node]:
    """The items without brackets that may hold a typical entry."""
    for item, before in zip(row, (None, *row), strict=False):
        bracket = base_of(item)
        entries = isinstance(bracket, Bracket) and (
            bracket.opens == "[" or len(row) == 1 or spelling(base_of(before)) in ("diag", "Diag")
        )
        if not entries:
            yield item


def _first(items: Items, reader: Reader, letters: Sequence[str]) -> str:
    """The letter of these that is written first."""
    written = (spelling(node) or "" for node in nodes(gathered(items, reader.scope)))
    return next((name for name in written if name in letters), letters[0])
