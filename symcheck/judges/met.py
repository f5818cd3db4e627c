"""Whether the conditions under which a line is proved can be met: each is seen to hold at some point.

A proof says nothing where a derivative of the first side does not exist. Γ(x + 1) − x Γ(x) ≠ 0 holds nowhere, which no
normal form shows: a line proved there alone is proved of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import get_args

from symcheck.arithmetic.system import Undefined
from symcheck.functions.row import Ask
from symcheck.judges.borders import Which, with_bound
from symcheck.judges.domain.demand import Demand
from symcheck.judges.probes import probes
from symcheck.judges.symbolic import Prepared
from symcheck.language.expressions import Condition, RealRelation
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
    return proof if never is None else Abstained(proof.judge, f"{NOWHERE} {never}")


def _never(demands: Iterable[Demand], what: Subject) -> Demand | None:
    """A demand that holds certainly at none of the points that were looked at; None if there is none."""
    found = islice(probes(what), POINTS)
    moved = (solve(what, p, turn) if equations(what) else p for turn, p in enumerate(found))
    points = [p for p in moved if p is not None and assumed(what, p)]
    return next((d for d in demands if points and not any(_holds(d, p) for p in points)), None)


def _holds(demand: Demand, point: Point) -> bool:
    return any(all(_is_met(ask, point) for ask in asks) for asks in demand.alternatives)


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
