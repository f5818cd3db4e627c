"""A claim: two expressions over the same axes, under what is assumed of them. It is what judges are asked about."""

from __future__ import annotations

from msgspec import Struct

from symcheck.claims.verdict import Incomparable
from symcheck.claims.wellformed import index_derivative
from symcheck.expressions.blocks import aligned, shape_text
from symcheck.expressions.indices import Index, fresh_index
from symcheck.expressions.nodes import Block, Condition, Expr
from symcheck.expressions.spoken import about
from symcheck.expressions.walk import condition_indices, free_indices


class Claim(Struct, frozen=True, eq=False):
    """`left = right` at all entries over the axes, under `given`: the assumptions that speak of it."""

    left: Expr
    right: Expr
    axes: tuple[Index, ...]
    given: Condition = ()


def claimed(first: Block, line: Block, given: Condition = ()) -> Claim | Incomparable:
    """The claim that a line equals the first expression, lined up over its axes; the reason if it cannot be one."""
    if first.shape != line.shape:
        return Incomparable(f"the shapes {shape_text(first.shape)} and {shape_text(line.shape)} differ")
    problem = index_derivative(first) or index_derivative(line)
    if problem is not None:
        return Incomparable(problem)
    if len(set(first.axes)) < len(first.axes):
        first = Block(tuple(map(fresh_index, first.axes)), first.body)
    right = aligned(first, line)
    return Claim(first.body, right, first.axes, about(given, (first.body, right), first.axes))


def unbound(claim: Claim, given: Condition, spoken: frozenset[Index] = frozenset()) -> Incomparable | None:
    """The free indices of a line that nothing else speaks of, no condition either, as the reason why it says nothing.

    Such a line may still be right, for all values of the index; but if it is not, it is not a claim about anything.
    """
    known = free_indices(claim.left) | condition_indices(given) | spoken
    found = sorted({i.name for i in free_indices(claim.right).difference(known, claim.axes)})
    if not found:
        return None
    return Incomparable(
        f"index {', '.join(found)} stands free in this line, but not in the first expression: "
        "sum over it, or name the case with given="
    )
