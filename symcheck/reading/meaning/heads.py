"""Which function is named where it is called, and whether brackets with arguments stand behind it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.meaning.known import KNOWN, Known
from symcheck.reading.meaning.reader import Reader, Stream
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, base_of, lone, within
from symcheck.reading.scope import Formula, Scope, Unknown
from symcheck.reading.tree import Bracket, Letter, Node, Note, Row, Scripts


class Head(Struct, frozen=True):
    """The name of a function where it is called, and the scripts that are no part of that name."""

    name: str
    function: Known | Unknown | Formula
    node: Node
    sub: Row | None = None
    sup: Row | None = None
    primes: int = 0


def head_of(reader: Reader, stream: Stream) -> Head | None:
    """The function whose name comes next, if one does."""
    node = stream.peek()
    return None if node is None else _named_by(reader.scope, node)


def _named_by(scope: Scope, node: Node) -> Head | None:
    """A function that one item names, with its scripts."""
    function = function_named(scope, spelling(node))
    if isinstance(node, Letter) and (node.name, node.face) == ("H", "rm") and scope.get("H") is None:
        function = KNOWN["heaviside"]
    if function is not None:
        return Head(spelling(node) or "", function, node)
    if isinstance(node, Scripts) and node.base is not None and scope.get(spelling(node)) is None:
        for sub, sup in ((node.sub, None), (None, node.sup), (None, None)):
            name = spelling(replace(node, sub=sub, sup=sup, primes=0)) if sub or sup else spelling(node.base)
            function = function_named(scope, name)
            if function is not None:
                rest = (None if sub else node.sub, None if sup else node.sup)
                return Head(name or "", function, node, *rest, node.primes)
    return None


def function_named(scope: Scope, name: str | None) -> Known | Unknown | Formula | None:
    """The function of a spelling: a declared one, else a known one unless the name means something else."""
    if name is None:
        return None
    thing = scope.get(name)
    if isinstance(thing, Unknown | Formula):
        return thing
    if thing is not None or name in scope.conventions.undone:
        return None
    return KNOWN.get(name)


def is_bracket(node: Node | None) -> bool:
    """Whether an item holds arguments: brackets, with scripts on them or not."""
    base = bracket_of(node)
    return base is not None and (base.opens, base.closes) in {("(", ")"), ("[", "]"), ("{", "}")}


def bracket_of(node: Node | None) -> Bracket | None:
    r"""The bracket that an item is, with scripts on it or a remark at it: `\sigma \underbrace{(Wx)}_{z}`."""
    base = base_of(node)
    base = lone(base.body.items) if isinstance(base, Note) else base
    return base if isinstance(base, Bracket) else None


def stands_bare(name: str, items: Items) -> bool:
    """Whether a function's name stands somewhere without brackets behind it."""
    for position, item in enumerate(items):
        behind = items[position + 1] if position + 1 < len(items) else None
        base = item.base if isinstance(item, Scripts) and item.base is not None else item
        if name in (spelling(item), spelling(base)) and not is_bracket(behind):
            return True
        inner = [item.base] if isinstance(item, Scripts) and item.base is not None else []
        if any(stands_bare(name, row.items) for node in (item, *inner) for row in within(node)):
            return True
    return False
