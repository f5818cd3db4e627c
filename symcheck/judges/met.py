"""Whether the conditions under which a line is proved can be met: all are seen to hold at some point.

A proof says nothing where a derivative of the first side does not exist. Γ(x + 1) − x Γ(x) ≠ 0 holds nowhere, which no
normal form shows: a line proved there alone is proved of nothing. Nor does one point meet |x| − x > 0 and |x| + x > 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import get_args

from symcheck.arithmetic.system import Undefined
from symcheck.functions.row import Ask
from symcheck.judges.borders import Which, with_bound
from symcheck.judges.domain.demand import Demand, Guard
from symcheck.judges.domain.walk import negated
from symcheck.judges.probes import probes
from symcheck.judges.symbolic import Prepared
from symcheck.language.expressions import Condition, RealRelation, Relation
from symcheck.language.tensor import Tensor
from symcheck.points import Point, assumed, certain, equations, solve
from symcheck.subject import Subject, subject
from symcheck.verdict import Abstained, Proved

POINTS = 24
NOWHERE = "it would be proved where the derivative exists, and no point was found with"


def seen(
    proof: Proved | Abstained, prepared: Prepared | Abstained, first: Tensor, line: Tensor, given: Condition
) -> Proved | Abstained:
    """The proof, if the conditions under which it holds are seen to be met at some point."""
    if not isinstance(proof, Proved) or not proof.where or isinstance(prepared, Abstained):
        return proof
    never = _never(prepared.known.bends, subject((first.body, line.body), first.axes, given))
    return Abstained(proof.judge, f"{NOWHERE} {never}") if never else proof


def _never(demands: Iterable[Demand], what: Subject) -> str:
    """The demands that certainly hold together at none of the points that were looked at; empty if there is one."""
    asked = tuple(demands)
    found = list(islice(probes(what), POINTS))
    moved = (solve(what, p, turn) if equations(what) else p for turn, p in enumerate(found))
    # Where no point meets the assumptions, the demands must at least be met without them.
    points = [p for p in moved if p is not None and assumed(what, p)] or found
    if not points or any(all(_holds(d, p) for d in asked) for p in points):
        return ""
    alone = next((d for d in asked if not any(_holds(d, p) for p in points)), None)
    return " and ".join(dict.fromkeys(map(str, asked if alone is None else (alone,))))


def _holds(demand: Demand, point: Point) -> bool:
    """Whether a demand is met, or not made for a condition around it that certainly fails."""
    excused = any(_fails(guard, point) for guard in demand.guards)
    return excused or any(all(_is_met(ask, point) for ask in asks) for asks in demand.alternatives)


def _fails(guard: Guard, point: Point) -> bool:
    real = [r for r in guard.condition if isinstance(r, RealRelation)]
    if guard.positive:
        return any(_is_surely(r, point) for relation in real for r in negated((relation,)))
    return len(real) == len(guard.condition) and all(_is_surely(r, point) for r in real)


def _is_surely(relation: Relation, point: Point) -> bool:
    """Whether a relation that speaks of no bound index certainly holds."""
    inside = with_bound(relation.difference, point.integers, "first") if isinstance(relation, RealRelation) else None
    return inside == point.integers and isinstance(relation, RealRelation) and _is_certain(relation, point)


def _is_met(ask: Ask, point: Point) -> bool:
    """Whether a comparison certainly holds, for some values of the indices bound around it."""
    if ask.kind == "whole" or ask.kind == "broken":
        return True
    relation = RealRelation(ask.kind, ask.expr)
    found = (with_bound(ask.expr, point.integers, which) for which in get_args(Which))
    return any(_is_certain(relation, replace(point, integers=inside)) for inside in found if inside is not None)


def _is_certain(relation: RealRelation, point: Point) -> bool:
    try:
        return certain(relation, point)
    except Undefined:
        return False
