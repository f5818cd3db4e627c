r"""Differentials: `dL = \mathrm{tr}(G^T dX)`, `df = 2E : dE = -2E : X\,dB`.

Where one side of a relation is the d of what has a value, and a d stands in every other, dX is a free array for each
variable X whose d is written there; what else has a d is computed from these, and follows by the chain rule. A variable
without a d is held fixed. So `dL = tr(G^T dX)` is the claim ∂L/∂X = G.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Entry
from symcheck.language.derivatives import differentiate
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.linking import contracted
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.meaning.scripts import is_turning
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, lone, within
from symcheck.reading.scope import Extent, Formula, Quantity, Scope, Value
from symcheck.reading.tree import Bracket, Group, Letter, Node, Number, Scripts, Unreadable


def is_equation(sides: Sequence[Items], scope: Scope) -> bool:
    """Whether the sides of a relation are differentials: one of what has a value, and none without a d."""
    if not any(_is_of_value(side, scope) for side in sides) or not variables(sides, scope):
        return False
    zero = (isinstance(only := lone(side), Number) and only.text == "0" for side in sides)
    return all(none or any(_behind(side, scope)) for side, none in zip(sides, zero, strict=True))


def variables(sides: Sequence[Items], scope: Scope) -> dict[Array, Tensor]:
    """The declared variables behind a d, as they are declared."""
    found: dict[Array, Tensor] = {}
    for side in sides:
        for behind in _behind(side, scope):
            thing = _quantity(behind, scope)
            body = None if thing is None else thing.value.tensor.body
            if thing is not None and thing.variable and isinstance(body, Entry):
                found.setdefault(body.array, thing.value.tensor)
    return found


def differential(reader: Reader, stream: Stream) -> Value | None:
    """The d of what stands behind it; None where d is no sign of a differential."""
    node, behind = stream.peek(), stream.peek(1)
    sides = (reader.whole, *reader.others)
    if node is None or behind is None or not _is_sign(node, reader.scope) or not is_equation(sides, reader.scope):
        return None
    raised = isinstance(behind, Scripts) and behind.sup is not None and not is_turning(reader, behind.sup)
    if raised and reader.thing(spelling(behind)) is None:
        why = "the power of a differential, or the differential of a power?"
        raise Unreadable(node.span.to(behind.span), why, "put brackets around what is meant")
    stream.take()
    value = reader.factor(stream)
    with reader.at(node.span):
        parts = [_along(value, tensor) for tensor in variables(sides, reader.scope).values()]
        whole = parts[0]
        for part in parts[1:]:
            whole = whole + part
    return values.made(whole, value.stands, value, said=("d of a variable is any change of it; the others are fixed",))


def _along(value: Value, variable: Tensor) -> Tensor:
    """What a value changes by where one variable does."""
    body = variable.body
    assert isinstance(body, Entry)
    free = replace(
        body.array, name=rf"\mathrm{{d}}{body.array.name}", sign="real", symmetric=False, positive_definite=False
    )
    change = Tensor(replace(body, array=free), variable.axes)
    return contracted(differentiate(value.tensor, variable), change, variable.ndim)


def _is_sign(node: Node, scope: Scope) -> bool:
    """Whether a node is a d that is nothing else here; an upright one beside a size d."""
    known = scope.get("d")
    free = known is None or (isinstance(known, Extent) and isinstance(node, Letter) and node.face == "rm")
    return isinstance(node, Letter) and node.name == "d" and free


def _is_of_value(side: Items, scope: Scope) -> bool:
    """Whether all of a side is the d of a name with a value, of a function or of a bracket: `dL`, `d(x^2)`."""
    items = side[0].body.items if len(side) == 1 and isinstance(side[0], Group) else side
    if len(items) != 2 or not _is_sign(items[0], scope):
        return False
    thing = _quantity(items[1], scope)
    return _is_made(items[1], scope) or (thing is not None and not thing.variable)


def _behind(items: Items, scope: Scope) -> Iterator[Node]:
    """What stands behind each d, where that means numbers, is a function or is in brackets, at any depth."""
    for sign, node in pairwise(items):
        if _is_sign(sign, scope) and (_is_made(node, scope) or _quantity(node, scope) is not None):
            yield node
    for item in items:
        for row in within(base_of(item) or item):
            yield from _behind(row.items, scope)


def _is_made(node: Node, scope: Scope) -> bool:
    """Whether a node is in brackets, or a function that stands for its value at the names it was introduced with."""
    function = scope.get(spelling(node))
    own = isinstance(function, Formula) and all(scope.get(name) is not None for name in function.parameters)
    return isinstance(node, Bracket) or own


def _quantity(node: Node, scope: Scope) -> Quantity | None:
    """The numbers that a node names, with its scripts or without."""
    names = [spelling(node), spelling(base_of(node) or node)]
    return next((found for name in names if name is not None and (found := scope.numbers(name)) is not None), None)
