"""Where two meanings of one name meet: what was defined by the name as it was declared, and the value it got later."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from symcheck.claims.statements import Unread
from symcheck.expressions.nodes import Array, Block
from symcheck.expressions.walk import arrays_of
from symcheck.reading.assembling.taking import Taken
from symcheck.reading.scope import Quantity, Scope, Thing

REASON = "{} means two things here: what was declared, of which this was computed, and the value that the page gives it"
ADVICE = "say the value as a condition (for {0} = …), or define what depends on {0} after it has its value"


def apart(taken: Taken, declared: Scope, given: Mapping[str, Thing], scope: Scope) -> Taken:
    """A member as it is, or as one that is not read where a name in it has another meaning by now.

    `given` are the names that the page gave a meaning, over what was `declared`.
    """
    content = taken.line.content
    if not isinstance(content, Block):
        return taken
    arrays = arrays_of(content.body)
    for name, thing in given.items():
        before = _variable(declared.get(name))
        if before is None or before not in arrays or scope.get(name) is not thing or before in _arrays(thing):
            continue
        unread = Unread(REASON.format(name), taken.line.latex, ADVICE.format(name))
        return replace(taken, line=replace(taken.line, content=unread))
    return taken


def _variable(thing: Thing | None) -> Array | None:
    """The array that a declared variable is."""
    if not isinstance(thing, Quantity) or not thing.variable:
        return None
    return next(iter(_arrays(thing)), None)


def _arrays(thing: Thing) -> frozenset[Array]:
    return arrays_of(thing.value.tensor.body) if isinstance(thing, Quantity) else frozenset()
