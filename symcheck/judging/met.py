"""Whether the conditions under which a line is proved can be met: all are seen to hold at some point.

A proof says nothing where a derivative of the first side does not exist. Γ(x + 1) − x Γ(x) ≠ 0 holds nowhere, which no
normal form shows: a line proved there alone is proved of nothing. Nor does one point meet |x| − x > 0 and |x| + x > 0,
and it does not count that a condition is met at sizes of 1 alone, where a sum has one term and a maximum one member.
"""

from __future__ import annotations

from itertools import islice

from symcheck.claims.claim import Claim
from symcheck.claims.verdict import Abstained, Proved
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Condition, Expr, IndexRelation, Piecewise, RealRelation
from symcheck.functions.row import Ask
from symcheck.symbolic import prover, sufficient
from symcheck.symbolic.calculus import ONE, ZERO
from symcheck.symbolic.domain.demand import Demand
from symcheck.symbolic.prover import Prepared
from symcheck.values.numbers.system import Undefined
from symcheck.values.points import Point, assumed, certain, equations, solve
from symcheck.values.probes import probes
from symcheck.values.subject import Subject, claimed_of

POINTS = 24
NOWHERE = "it would be proved where the derivative exists, and no point was found with"


def proved(prepared: Prepared | Abstained, claim: Claim, glance: bool = False) -> Proved | Abstained:
    """What the symbolic judge says of a claim; no proof if its conditions are not seen to be met at some point."""
    proof = prover.judge(prepared, claim, glance)
    if isinstance(proof, Abstained) and not glance and isinstance(prepared, Prepared):
        proof = sufficient.judge(claim, prepared.workspace) or proof
    if not isinstance(proof, Proved) or not proof.where or isinstance(prepared, Abstained):
        return proof
    never = _never(prepared.known.bends, claimed_of((claim,)))
    return Abstained(proof.judge, f"{NOWHERE} {never}") if never else proof


def _never(demands: tuple[Demand, ...], what: Subject) -> str:
    """The demands that certainly hold together at none of the points that were looked at; empty if there is one."""
    found = list(islice(probes(what), POINTS))
    moved = (solve(what, p, turn) if equations(what) else p for turn, p in enumerate(found))
    # Where no point meets the assumptions, the demands must at least be met without them.
    kept = [p for p in moved if p is not None and assumed(what, p)] or found
    points = [p for p in kept if 1 not in p.integers.sizes.values()] or kept
    if not points or any(all(_holds(d, p) for d in demands) for p in points):
        return ""
    alone = next((d for d in demands if not any(_holds(d, p) for p in points)), None)
    return " and ".join(dict.fromkeys(map(str, demands if alone is None else (alone,))))


def _holds(demand: Demand, point: Point) -> bool:
    return any(all(_is_met(demand, ask, point) for ask in asks) for asks in demand.alternatives)


def _is_met(demand: Demand, ask: Ask, point: Point) -> bool:
    """Whether a comparison certainly holds wherever it is asked for, at all values of the indices bound around it."""
    if ask.kind == "whole" or ask.kind == "broken":
        return True
    apart = ONE if ask.kind != "eq" else ZERO
    expr: Expr = Piecewise(_reached(demand), ask.expr, apart)
    for guard in demand.guards:
        expr = Piecewise(guard.condition, *((expr, apart) if guard.positive else (apart, expr)))
    try:
        return certain(RealRelation(ask.kind, expr), point)
    except Undefined:
        return False


def _reached(demand: Demand) -> Condition:
    """The conditions on indices under which the place of a demand is reached, in the names that its expressions use."""
    names = {form.atom: af.of_atom(index) for index, form in demand.names if form.atom is not None}
    return tuple(IndexRelation(r.kind, af.substitute(r.form, names)) for r in demand.domain)
