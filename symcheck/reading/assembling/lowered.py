r"""Conditions in subscripts: `\hat y_{k=l}` is \hat y_k, and k = l holds for the whole relation."""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, lone, nodes, sides_of
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Letter, Mark, Node, Row, Scripts, Table

COMPARES = ("=", "≠", "<", ">", "≤", "≥")


def lifted(items: Items, scope: Scope) -> Items:
    """The items, with what their subscripts compare behind a comma at their end; of one relation alone."""
    any_stated = any(isinstance(x, Scripts) and x.sub is not None and _stated(x, scope) for x in nodes(items))
    if not any_stated or any(isinstance(item, Table) for item in items):
        return items
    found: dict[str, Items] = {}
    plain = tuple(_lifted(item, scope, found) for item in items)
    return (*plain, *(x for stated in found.values() for x in (Mark(",", span=stated[0].span), *stated)))


def _lifted(node: Node, scope: Scope, found: dict[str, Items]) -> Node:
    """A node without the conditions in its subscripts, which are noted."""
    if isinstance(node, Scripts) and node.sub is not None and (stated := _stated(node, scope)):
        found.setdefault(repr([spelling(x) or getattr(x, "sign", "") for x in stated]), stated)
        return replace(node, sub=replace(node.sub, items=stated[:1]))
    return replace(node, **{name: _within(getattr(node, name), scope, found) for name in node.__struct_fields__})


def _within(held: object, scope: Scope, found: dict[str, Items]) -> object:
    if isinstance(held, tuple):
        return tuple(_within(one, scope, found) for one in held)
    return _lifted(held, scope, found) if isinstance(held, Node | Row) else held


def _stated(node: Scripts, scope: Scope) -> Items:
    """What the subscript of something with entries compares: one index letter with one other; else nothing."""
    assert node.sub is not None
    sides, relations = sides_of(node.sub.items)
    thing = None if node.base is None else scope.numbers(spelling(node.base))
    if not isinstance(thing, Quantity) or thing.value.tensor.ndim != 1 or len(relations) != 1:
        return ()
    letters = all(isinstance(lone(side), Letter) for side in sides)
    return node.sub.items if letters and relations[0].sign in COMPARES else ()
