"""Letters that mean a thing where nobody declared them: I, 𝟏, 𝟎, Kronecker's δ, indicators; the sizes they may have."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Integer
from symcheck.language.linear import eye, ones
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.expecting import expectation
from symcheck.reading.meaning.free import known_part
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.lists import indicator, indices_of, kronecker
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import transposes, with_scripts
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, crossed, lone, nodes, sides_of
from symcheck.reading.scope import Quantity, Running, Value
from symcheck.reading.tree import Bracket, Letter, Node, Number, Row, Scripts, Unreadable, Word

IDENTITIES = ("I", "Id", "id")
OF_ANY_SIZE = (*IDENTITIES, "0", "1")
"""What has the size that fits where none stands below it."""
ZEROS = ("Zero", "zero")
MOST_SIZES = 6


def constant(reader: Reader, stream: Stream) -> Value | None:
    """The constant that comes next, if its letter means nothing else here."""
    node = stream.peek()
    base = base_of(node)
    if node is None or base is None:
        return None
    if isinstance(base, Letter | Number) and _text(base) == "1":
        found = _indicated(reader, node, stream)
        return found or (_ones(reader, node, stream) if _is_vector_of_ones(reader, node, base) else None)
    behind = stream.peek(1)
    averaged = base_of(behind)
    if isinstance(base, Letter) and base.name == "E" and isinstance(averaged, Bracket) and reader.thing("E") is None:
        stream.at += 2
        mean = expectation(reader, node, averaged)
        return with_scripts(reader, mean, behind.sub, behind.sup, behind) if isinstance(behind, Scripts) else mean
    name = spelling(base)
    if (
        name is None
        or name in reader.scope.conventions.undone
        or reader.thing(name) is not None
        or reader.thing(spelling(node)) is not None
        or (isinstance(node, Scripts) and known_part(node, reader.scope) is not None)
    ):
        return None
    if (isinstance(base, Letter) and base.name == "0") or (name in ZEROS and isinstance(base, Word)):
        stream.take()
        return values.of_number("0")
    if name == r"\delta" and isinstance(node, Scripts) and len(indices_of(node)) == 2 and _is_power(node.sup):
        return _turned(reader, kronecker(reader, stream.take_scripts()), node)
    if name in IDENTITIES:
        return _indicated(reader, node, stream) or _identity(reader, node, stream)
    return None


def _is_power(sup: Row | None) -> bool:
    return sup is None or all(isinstance(item, Number) for item in sup.items)


def _is_vector_of_ones(reader: Reader, node: Node, base: Node) -> bool:
    """`\\mathbf 1`, and a plain 1 that is transposed."""
    return isinstance(base, Letter) or (
        isinstance(node, Scripts) and node.sup is not None and transposes(reader, node.sup)
    )


def _text(node: Letter | Number) -> str:
    return node.name if isinstance(node, Letter) else node.text


def _indicated(reader: Reader, node: Node, stream: Stream) -> Value | None:
    """`1\\{i = j\\}`, `1(x > 0)`, `1_{i = j}`."""
    behind = stream.peek(1)
    if isinstance(node, Scripts) and node.sub is not None and sides_of(node.sub.items)[1]:
        stream.take()
        return indicator(reader, node.sub.items, node)
    if isinstance(behind, Bracket) and not isinstance(node, Scripts) and sides_of(behind.body.items)[1]:
        stream.at += 2
        return indicator(reader, behind.body.items, node)
    return None


def _ones(reader: Reader, node: Node, stream: Stream) -> Value:
    """A vector of ones: of the size below it, or of one that fits; a matrix, where two sizes stand below it."""
    stream.take()
    if isinstance(node, Scripts) and node.sub is not None and len(sizes := crossed(node.sub.items)) == 2:
        with reader.at(node.span):
            both = (Tensor(Integer(index_of(reader, size))) for size in sizes)
            return _turned(reader, values.value(ones(*both)), node)
    if isinstance(node, Scripts) and node.sub is not None:
        only = lone(node.sub.items)
        if isinstance(reader.thing(spelling(only)), Running):
            raise Unreadable(node.span, "an entry of 𝟏, or a vector of so many ones?", r"write 1, or \mathbf 1_n")
    with reader.at(node.span):
        whole = values.value(ones(Tensor(Integer(_size(reader, node, "𝟏")))))
    return _turned(reader, whole, node)


def _identity(reader: Reader, node: Node, stream: Stream) -> Value:
    """The identity: of the size below it, or of one that fits."""
    stream.take()
    with reader.at(node.span):
        whole = values.value(eye(Tensor(Integer(_size(reader, node, "I")))))
    return _turned(reader, whole, node)


def _turned(reader: Reader, whole: Value, node: Node) -> Value:
    """What stands above it: a transpose, or a power."""
    if isinstance(node, Scripts) and node.sup is not None:
        return with_scripts(reader, whole, None, node.sup, node)
    return whole


def _size(reader: Reader, node: Node, shown: str) -> IndexForm:
    if isinstance(node, Scripts) and node.sub is not None:
        return index_of(reader, node.sub.items)
    found = list(dict.fromkeys(sizes_written((*reader.whole, *(x for row in reader.others for x in row)), reader)))
    if not found or len(found) > MOST_SIZES:
        raise Unreadable(node.span, f"of which size is {shown}?", f"write it below: {shown}_n")
    ways = [Way(f"{shown} of size {form}", f"write {shown}_{form}") for form in found]
    return found[reader.choose(node.span, *ways) if len(ways) > 1 else 0]


def sizes_written(items: Items, reader: Reader) -> Iterator[IndexForm]:
    """The sizes of the things that are named in items."""
    for node in nodes(items):
        thing = reader.thing(spelling(node))
        if isinstance(thing, Quantity):
            yield from (axis.size for axis in thing.value.tensor.axes if axis.size != af.ONE)
