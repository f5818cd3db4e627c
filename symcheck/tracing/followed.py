"""What is said of an array in code that is called the gradient by another."""

from __future__ import annotations

from msgspec import Struct

from symcheck.expressions.nodes import Block
from symcheck.expressions.origin import Origin


class Followed(Struct, frozen=True, eq=False):
    """An array that is called the gradient by another, what it should be, and its values from some lines on.

    One by what the code is given is the `last` on its way: no factor is put in later.
    """

    name: str
    of: str
    derivative: Block
    values: tuple[tuple[Origin, Block], ...]
    last: bool
