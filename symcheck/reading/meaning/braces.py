"""Braces that are not shown: what they hold stands in the row as if they were not there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.rows import Items, base_of
from symcheck.reading.tree import Big, Fraction, Group, Letter, Node, Operator, Symbol

BRACES = (
    Way("the braces that are not shown hold it together", "write brackets: (…)"),
    Way("what prints without brackets is read without them", "leave the braces out"),
)


def opened(reader: Reader, items: Items) -> tuple[Node, ...]:
    """The items, with those of braces among them that are not shown: `{a+b}c` prints as a + bc.

    Behind a function the braces hold its argument; behind a sign that reaches over what follows they may be meant as
    one thing, or hold nothing together.
    """
    found: list[Node] = []
    for item in items:
        if isinstance(item, Group) and _opens(reader, item, found):
            inner = opened(reader, item.body.items)
            found += [replace(inner[0], spaced=item.spaced), *inner[1:]]
        else:
            found.append(item)
    return tuple(found)


def _opens(reader: Reader, group: Group, before: Sequence[Node]) -> bool:
    if group.held or not _adds(group) or _takes_group(reader, before):
        return False
    return not _reaches(before) or reader.choose(group.span, *BRACES) == 1


def _adds(group: Group) -> bool:
    return any(isinstance(item, Operator) and item.sign in "+-" for item in group.body.items[1:])


def _takes_group(reader: Reader, before: Sequence[Node]) -> bool:
    """Whether a function stands there, to which braces give its argument."""
    return bool(before) and reader.is_function(before[-1])


def _reaches(before: Sequence[Node]) -> bool:
    """Whether a sign stands there that takes what follows: Σ, ∇, a slash, ∂/∂x."""
    last = before[-1] if before else None
    base = base_of(last)
    if isinstance(last, Fraction):
        base = base_of(last.over.items[-1]) if last.over.items else None
        return isinstance(base, Symbol) or (isinstance(base, Letter) and base.name == "d")
    return isinstance(base, Big | Symbol) or (isinstance(last, Operator) and last.sign == "/")
