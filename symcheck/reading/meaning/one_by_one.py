"""Families that are given one by one: sums over their members, written out, and derivatives through earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from symcheck.expressions.nodes import Definition, Expr, Named
from symcheck.reading.meaning import values
from symcheck.reading.meaning.instances import Instance, names
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.resolving import resolve
from symcheck.reading.rows import Items
from symcheck.reading.scope import Running, Value
from symcheck.reading.tree import Node, Scripts, Unreadable

MOST = 16
"""So many terms are written out at most."""
_INDEX = re.compile(r"(?:_|\^)\{?[(\[]?(\d+)[)\]]?\}?$")


def written_out(reader: Reader, kind: str, running: Running, body: Items, node: Node) -> Value | None:
    """The sum or product over a letter of such families, from one whole number to another; None for any other one."""
    index = running.index
    if index is None or index.lower.terms or index.upper.terms:
        return None
    low, high = int(index.lower.constant), int(index.upper.constant)
    instances = [Instance({running.name: str(n)}, {}, {}) for n in range(low, min(high + 1, low + MOST))]
    if running.name not in reader.scope.each and not any(_names_members(reader, body, one) for one in instances):
        return None
    if low < 0 or high >= low + MOST:
        raise Unreadable(node.span, f"more than {MOST} members, or members below 0")
    if high < low:
        return values.of_number("0" if kind == "sum" else "1")
    parts = [reader.expression(one.items(body)) for one in instances]
    with reader.at(node.span):
        if kind == "sum":
            return reduce(lambda a, b: values.added(a, b, "+"), parts)
        return reduce(values.multiplied, parts)


def _names_members(reader: Reader, body: Items, instance: Instance) -> bool:
    """Whether what is written is no name, and one with a number for its letter: `\\delta_t` beside a `\\delta_1`."""
    for name in names(body):
        (member,) = instance.items((name,))
        if member != name and isinstance(member, Scripts) and resolve(reader, name) is None:
            found = resolve(reader, member)
            if found is not None and (found.sub, found.sup) != (member.sub, member.sup):
                return True
    return False


def is_recurrence(reader: Reader, body: Expr, by: Expr, through: Sequence[Definition]) -> bool:
    """Whether a member of a family goes back on others of another number alone: a derivative goes through those.

    It does too from a member to those of the same family that are computed from it.
    """
    if not reader.scope.each:
        return False
    names = [definition.latex for definition in through]
    return _are_others(body, names, False) or _are_others(by, names, True)


def _are_others(member: Expr, names: Sequence[str], of_one_family: bool) -> bool:
    """Whether names are those of members with other numbers than a member of a family."""
    latex = member.definition.latex if isinstance(member, Named) else ""
    own, others = _INDEX.search(latex), [(name, _INDEX.search(name)) for name in names]
    return own is not None and all(
        other is not None
        and other[1] != own[1]
        and (not of_one_family or name[: other.start()] == latex[: own.start()])
        for name, other in others
    )
