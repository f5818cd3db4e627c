"""Whether the lines of a derivation name what its assumptions speak of."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.claims.statements import Ambiguous, Content, Cost, IllFormed, Order, Unread, Unsupported
from symcheck.expressions.nodes import Block, Condition
from symcheck.expressions.spoken import named, unnamed
from symcheck.notation.text import assumption


def stray(given: Condition, contents: Sequence[Content]) -> str | None:
    """The assumption of which no line speaks, as an error; None if there is none, or a line could not be read."""
    tensors = [tensor for content in contents for tensor in _tensors(content)]
    if any(isinstance(content, IllFormed | Unsupported | Unread | Ambiguous) for content in contents):
        return None
    known = named([t.body for t in tensors], [axis for t in tensors for axis in t.axes])
    for relation in given:
        left = sorted(i.name for i in unnamed(relation, known))
        if left:
            shown, listed = assumption((relation,)), ", ".join(left)
            return (
                f"the assumption {shown} speaks of {listed}, which no line names: for all values of {listed} write "
                f"given=every({listed}, …)"
            )
    return None


def _tensors(content: Content) -> tuple[Block, ...]:
    match content:
        case Block():
            return (content,)
        case Cost(of) | Order(of):
            return (of,)
    return ()
