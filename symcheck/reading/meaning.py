"""What an expression on a page means: a notation tree and a scope make a tensor.

A reading is chosen by what is declared, by the conventions and by shapes, never by how a line comes out. Where several
readings fit, all are given, and who asks decides whether they differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.language.tensor import Logical
from symcheck.reading.scope import Scope, Value
from symcheck.reading.source import Span
from symcheck.reading.tree import Node, Unreadable


class Misfit(Unreadable):
    """What the grammar reads and shapes forbid: the line is ill-formed, where the shapes are declared."""


class Chosen(Struct, frozen=True):
    """How one ambiguous place was read: where, the reading in words, and the declaration that chooses it."""

    span: Span
    reading: str
    declaration: str


class Reading(Struct, frozen=True):
    """One reading of an expression, with what was chosen at its ambiguous places."""

    value: Value
    chosen: tuple[Chosen, ...] = ()


def read(items: Sequence[Node], scope: Scope, others: Sequence[Sequence[Node]] = ()) -> tuple[Reading, ...]:
    """All readings of an expression that fit, at least one; `others` are the other members of its relation.

    Raises Unreadable where there is none (Misfit where all fail on a shape alone) or there are too many.
    """
    raise NotImplementedError


def read_condition(items: Sequence[Node], scope: Scope) -> Logical:
    """A relation, or several with commas, as a condition: `w \\ne o`, `\\lambda > 0`, `1 \\le i < j \\le n`."""
    raise NotImplementedError
