"""Two expressions over the same axes, as the judges by values compare them."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.verdict import Incomparable
from symcheck.expressions.blocks import aligned as align
from symcheck.expressions.blocks import shape_text
from symcheck.expressions.indices import Index, fresh_index
from symcheck.expressions.nodes import Block, Derivative, Expr, Integer
from symcheck.expressions.walk import subexpressions


class Claim(Struct, frozen=True, eq=False):
    """Two expressions over the same axes."""

    left: Expr
    right: Expr
    axes: tuple[Index, ...]


def aligned(first: Block, line: Block) -> Claim | Incomparable:
    """The two sides over the axes of the first, lined up by position; the reason if they cannot be compared."""
    if first.shape != line.shape:
        return Incomparable(f"the shapes {shape_text(first.shape)} and {shape_text(line.shape)} differ")
    for side in (first, line):
        for node in subexpressions(side.body):
            if isinstance(node, Derivative) and isinstance(node.variable, Integer):
                return Incomparable(f"a derivative by the index {node.variable.value}: an index is not varied")
    if len(set(first.axes)) < len(first.axes):
        first = Block(tuple(map(fresh_index, first.axes)), first.body)
    return Claim(first.body, align(first, line), first.axes)
