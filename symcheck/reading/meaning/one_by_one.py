"""Families that are given one by one: sums over their members, written out, and derivatives through earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Definition, Expr, Named
from symcheck.reading.meaning import values
from symcheck.reading.meaning.instances import Instance, names
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.resolving import resolve
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items
from symcheck.reading.scope import Quantity, Range, Running, Value
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
        raise Unreadable(
            node.span, f"more than {MOST} members, or members below 0", "write numbers, or declare a size: sizes n"
        )
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
        if member != name and resolve(reader, name) is None and _is_member(reader, member):
            return True
    return False


def members_range(reader: Reader, letter: str, body: Items) -> Range | None:
    """The numbers of the members that what is summed names by a letter, where all of its names have the same ones.

    Members that the page gives values to one after the other have none: there may be more of them further on.
    """
    numbers = sorted(int(value) for value in reader.scope.each.get(letter, ()) if value.isdigit())
    there: list[list[int]] = []
    for name in names(body):
        if spelling(name.base) is None:
            continue
        written = {n: Instance({letter: str(n)}, {}, {}).items((name,))[0] for n in numbers}
        if any(member != name for member in written.values()):
            there.append([n for n, member in written.items() if _is_member(reader, member, declared=True)])
    first = there[0] if there else []
    if not first or any(own != first for own in there) or first != list(range(first[0], first[-1] + 1)):
        return None
    return af.integer(first[0]), af.integer(first[-1])


def _is_member(reader: Reader, member: Node, declared: bool = False) -> bool:
    found = resolve(reader, member) if isinstance(member, Scripts) else None
    if found is not None and declared and not (isinstance(found.thing, Quantity) and found.thing.variable):
        return False
    return found is not None and isinstance(member, Scripts) and (found.sub, found.sup) != (member.sub, member.sup)


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
