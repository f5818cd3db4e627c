"""Of which indices a claim speaks, and which assumptions speak of the claim.

An assumption binds those of its indices that are fresh (`every(k, …)`, the axes of `x > 0`): it holds for all their
values. Its other indices are those of the claim; where a claim does not name them, the assumption is left out, which
costs proofs and never soundness. So what an assumption means hangs on nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition, Expr, Relation
from symcheck.expressions.walk import condition_indices, free_indices


def bound_indices(given: Condition) -> tuple[Index, ...]:
    """The indices that assumptions bind, those in bounds too, in the order in which they were bound."""
    return tuple(sorted((i for i in closed(condition_indices(given)) if i.kind == "bound"), key=lambda i: i.serial))


def closed(indices: Iterable[Index]) -> frozenset[Index]:
    """The indices, and those that their bounds speak of."""
    found = set(indices)
    waiting = list(found)
    while waiting:
        index = waiting.pop()
        new = (af.free_indices(index.lower) | af.free_indices(index.upper)) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def named(bodies: Iterable[Expr], axes: Iterable[Index] = ()) -> frozenset[Index]:
    """The indices that expressions over these axes speak of, those in the bounds of others included."""
    return closed((*axes, *(i for body in bodies for i in free_indices(body))))


def unnamed(relation: Relation, known: frozenset[Index]) -> frozenset[Index]:
    """The indices that an assumption leaves free and nothing known speaks of."""
    return frozenset(i for i in closed(condition_indices((relation,))) - known if i.kind == "declared")


def about(given: Condition, bodies: Iterable[Expr], axes: Iterable[Index] = ()) -> Condition:
    """The assumptions all of whose free indices the expressions speak of."""
    known = named(bodies, axes)
    return tuple(relation for relation in given if not unnamed(relation, known))
