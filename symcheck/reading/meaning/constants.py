"""Letters that mean a thing where nobody declared them: I, 𝟏, 𝟎, Kronecker's δ, indicators; the sizes they may have."""

from __future__ import annotations

from itertools import pairwise

from symcheck.expressions.nodes import Constant, Integer
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
from symcheck.reading.meaning.sizes import size_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of, crossed, lone, nodes, sides_of, within
from symcheck.reading.scope import Quantity, Running, Value
from symcheck.reading.tree import Bracket, Letter, Node, Number, Root, Row, Scripts, Unreadable, Word

IDENTITIES = ("I", "Id", "id")
LIVES = (
    Way(r"\pi is what is declared", "give the number another name: c means 3.14…"),
    Way(r"\pi is the number", r"give what is declared another letter, or write it with its index"),
)
PI = r"\pi is the number, beside the \pi that is declared"
ZEROS = ("Zero", "zero")


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
    if _is_declared_pi(reader, node) and _is_number_pi(reader, stream):
        stream.take()
        return values.value(Tensor(Constant("pi")), None, PI)
    name = spelling(base)
    if name is None or name in reader.scope.conventions.undone or reader.thing(spelling(node)) is not None:
        return None
    if isinstance(node, Scripts) and known_part(node, reader.scope) is not None:
        return None
    if _is_kronecker(reader, name, node):
        return _turned(reader, kronecker(reader, stream.take_scripts()), node)
    if reader.thing(name) is not None:
        return None
    if (isinstance(base, Letter) and base.name == "0") or (name in ZEROS and isinstance(base, Word)):
        stream.take()
        return values.of_number("0")
    if name in IDENTITIES:
        return _indicated(reader, node, stream) or _identity(reader, node, stream)
    return None


def _is_declared_pi(reader: Reader, node: Node) -> bool:
    """Whether a bare π stands where vectors or matrices of that name are declared."""
    thing = reader.thing(r"\pi") if spelling(node) == r"\pi" else None
    return isinstance(thing, Quantity) and thing.value.tensor.ndim > 0


def _is_number_pi(reader: Reader, stream: Stream) -> bool:
    """Whether this π is the number: as 2π inside of something; behind a function or under a root by shape.

    Beside a family π_k it is, wherever it stands without an index.
    """
    node, thing = stream.items[stream.at], reader.thing(r"\pi")
    before = stream.items[stream.at - 1] if stream.at else None
    if isinstance(thing, Quantity) and thing.lead:
        return True
    if isinstance(before, Number) and (reader.depth > 1 or stream.at > 1):
        return True
    may_be = isinstance(before, Number) or (before is not None and reader.is_function(before))
    return (may_be or _is_argument(reader, node)) and reader.choose(node.span, *LIVES) == 1


def _is_argument(reader: Reader, node: Node) -> bool:
    """Whether a node stands under a root, or in the brackets behind a function."""
    sides = (reader.whole, *reader.others)
    rows = (*sides, *(row.items for side in sides for item in nodes(side) for row in within(item)))
    arguments: list[Node] = []
    for before, item in (pair for row in rows for pair in pairwise((None, *row))):
        called = isinstance(item, Bracket) and before is not None and reader.is_function(before)
        arguments += item.body.items if isinstance(item, Root) or (called and isinstance(item, Bracket)) else ()
    return any(node is argument for argument in arguments)


def _is_kronecker(reader: Reader, name: str, node: Node) -> bool:
    """Whether δ has two indices, and is nothing else or numbers that have not so many; or I has two index letters."""
    if not isinstance(node, Scripts) or len(indices_of(node)) != 2 or not _is_power(node.sup):
        return False
    thing = reader.thing(name)
    if name in IDENTITIES:
        running = (reader.thing(spelling(lone(part.items))) for part in indices_of(node))
        return thing is None and all(isinstance(x, Running) for x in running)
    if name != r"\delta":
        return False
    return thing is None or (isinstance(thing, Quantity) and thing.value.tensor.ndim < 2)


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
        whole = values.value(ones(Tensor(Integer(size_of(reader, node, "𝟏")))))
    return _turned(reader, whole, node)


def _identity(reader: Reader, node: Node, stream: Stream) -> Value:
    """The identity: of the size below it, or of one that fits."""
    stream.take()
    with reader.at(node.span):
        whole = values.value(eye(Tensor(Integer(size_of(reader, node, "I")))))
    return _turned(reader, whole, node)


def _turned(reader: Reader, whole: Value, node: Node) -> Value:
    """What stands above it: a transpose, or a power."""
    if isinstance(node, Scripts) and node.sup is not None:
        return with_scripts(reader, whole, None, node.sup, node)
    return whole
