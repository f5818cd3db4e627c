r"""What changes with another number: d/dt by the chain rule, `\dot x` of what has a value, and what is held fixed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.expressions.nodes import Array, Definition, Entry, Expr, Named
from symcheck.expressions.walk import arrays_of, expand_names, subexpressions
from symcheck.language.derivatives import differentiate
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of
from symcheck.reading.scope import Formula, Quantity, Scope, Value
from symcheck.reading.tree import Accent, Node, Scripts, Unreadable

DOTS = ("dot", "ddot", "dddot")


def fixed(reader: Reader, of: Expr, by: Expr, node: Node) -> tuple[Definition, ...]:
    """The values in an expression that derivatives do not go through."""
    names = reader.scope.conventions.fixed
    if not names:
        return ()
    functions = [name for name in sorted(names) if isinstance(reader.thing(name), Formula)]
    if functions:
        raise Unreadable(node.span, f"{functions[0]} is a function: it is not held fixed", "give its value a name")
    own = by.definition.latex if isinstance(by, Named) else ""
    found = (node.definition for node in subexpressions(of) if isinstance(node, Named))
    return tuple(dict.fromkeys(d for d in found if d.latex in names and d.latex != own))


def changes(scope: Scope, body: Expr) -> list[Quantity]:
    """All in an expression that changes with another number."""
    arrays = arrays_of(expand_names(body))
    found: dict[Array, Quantity] = {}
    for thing in scope.names.values():
        inner = thing.value.tensor.body if isinstance(thing, Quantity) and thing.rate is not None else None
        if isinstance(thing, Quantity) and isinstance(inner, Entry) and inner.array in arrays:
            found.setdefault(inner.array, thing)
    return list(found.values())


def is_changing(scope: Scope, variable: Expr) -> bool:
    """Whether what is differentiated by changes with another number itself."""
    return isinstance(variable, Entry) and bool(changes(scope, variable))


def is_rate(node: Node, scope: Scope) -> bool:
    """Whether a dot stands over a known thing, where something is declared that changes with another number."""
    base = base_of(node)
    if not isinstance(base, Accent) or base.mark not in DOTS:
        return False
    inner = replace(node, base=base.body.items[0]) if isinstance(node, Scripts) else base.body
    known = any(isinstance(scope.get(spelling(x)), Quantity) for x in (base.body, inner))
    return known and any(isinstance(x, Quantity) and x.rate is not None for x in scope.names.values())


def along(reader: Reader, of: Tensor, time: Tensor, held: Sequence[Definition], node: Node) -> Tensor:
    """The total derivative by a number: what depends on it by itself, and by what changes with it."""
    whole = differentiate(of, time, held)
    name = time.body.array.name if isinstance(time.body, Entry) else ""
    for thing in changes(reader.scope, of.body):
        if thing.rate is None or thing.rate[0] != name:
            continue
        rate = reader.thing(thing.rate[1])
        variable = thing.value.tensor
        if not isinstance(rate, Quantity):
            raise Unreadable(node.span, f"what {variable} changes by has no name")
        by = differentiate(of, variable, held) * rate.value.tensor
        whole = whole + (by.sum(axis=tuple(range(-variable.ndim, 0))) if variable.ndim else by)
    return whole


def rate(reader: Reader, value: Value, times: int, node: Node) -> Value:
    r"""`\dot x` of what has a value: its derivative by the one number that it changes with."""
    for _ in range(times):
        found = {thing.rate[0] for thing in changes(reader.scope, value.tensor.body) if thing.rate is not None}
        time = reader.thing(next(iter(found))) if len(found) == 1 else None
        if not isinstance(time, Quantity):
            why = "a dot over what changes with nothing that is declared"
            raise Unreadable(node.span, why, r"as in: \theta function of t")
        held = fixed(reader, value.tensor.body, time.value.tensor.body, node)
        with reader.at(node.span):
            value = values.made(along(reader, value.tensor, time.value.tensor, held, node), value.stands, value)
    return value
