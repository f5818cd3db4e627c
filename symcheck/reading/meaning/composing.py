"""Functions joined by ∘: `f \\circ g` is their composition where both are functions, and no product of values."""

from __future__ import annotations

from symcheck.reading.meaning.atoms import has_own_arguments
from symcheck.reading.meaning.calls import at_arguments
from symcheck.reading.meaning.heads import Head, head_of, is_bracket
from symcheck.reading.meaning.known import Known
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import with_scripts
from symcheck.reading.rows import Items, base_of, split
from symcheck.reading.scope import Value
from symcheck.reading.tree import Bracket, Node, Operator, Scripts, Unreadable

ADVICE = r"write f(g(x)), or \odot for a product of values"


def composed(reader: Reader, stream: Stream) -> Value | None:
    """`(f \\circ g)(x)`, `f \\circ g`: None where what comes next is no composition."""
    node = stream.peek()
    if isinstance(node, Bracket) and is_bracket(stream.peek(1)):
        heads = _heads(reader, node.body.items)
        if not heads or len(node.body.items) != 2 * len(heads) - 1:
            return None
        stream.take()
        return _at(reader, heads, stream.take())
    heads = _heads(reader, stream.rest())
    if not heads:
        return None
    stream.at += 2 * len(heads) - 1
    if is_bracket(stream.peek()):
        return _at(reader, heads, stream.take())
    last = heads.pop()
    if last.primes or isinstance(last.function, Known) or not has_own_arguments(reader, last.function):
        raise Unreadable(last.node.span, f"at what is this composition of {heads[0].name} taken?", ADVICE)
    return _outwards(reader, heads, [reader.called(last.name, last.function, 0, last.node)])


def _heads(reader: Reader, items: Items) -> list[Head]:
    """The functions at the beginning of items with ∘ between them; none where there are no two."""
    found: list[Head] = []
    for position in range(0, len(items), 2):
        head = head_of(reader, Stream((items[position],)))
        if head is None or head.sub is not None or head.sup is not None:
            break
        found.append(head)
        sign = items[position + 1] if position + 1 < len(items) else None
        if not isinstance(sign, Operator) or sign.sign != "∘":
            return found if len(found) > 1 else []
    return []


def _at(reader: Reader, heads: list[Head], node: Node) -> Value:
    """The composition at what stands in a bracket; what hangs on the bracket is of its value."""
    bracket = base_of(node)
    assert isinstance(bracket, Bracket)
    arguments = [reader.expression(part) for part in split(bracket.body.items, ",;|")]
    whole = _outwards(reader, heads, arguments)
    if not isinstance(node, Scripts):
        return whole
    if node.primes:
        raise Unreadable(node.span, "a prime behind the argument of a composition", ADVICE)
    return with_scripts(reader, whole, node.sub, node.sup, node)


def _outwards(reader: Reader, heads: list[Head], arguments: list[Value]) -> Value:
    for head in reversed(heads):
        arguments = [at_arguments(reader, head, arguments)]
    return arguments[0]
