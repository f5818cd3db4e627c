"""Demands that two expressions share: the same as they stand, the first made wherever the second is."""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine, Index, IndexAtom
from symcheck.expressions.nodes import IndexRelation, Relation
from symcheck.expressions.walk import free_indices
from symcheck.symbolic.domain.deciding import form_holds
from symcheck.symbolic.domain.demand import Demand, Guard
from symcheck.symbolic.normal_form.normalise import Normaliser
from symcheck.symbolic.normal_form.polys import open_index
from symcheck.symbolic.normal_form.rules import NOTHING, Rules
from symcheck.symbolic.normal_form.substitute import substitute as rename

Held = tuple[tuple[object, Demand], ...]
"""Demands under their keys."""
PLACES = tuple(open_index() for _ in range(12))
"""The names of the indices around a place, in order, under which demands are compared."""


def key(demand: Demand) -> tuple[object, ...]:
    """The demand as it stands, the indices around it by their places: equal for the same demand elsewhere."""
    used = _used(demand)
    if len(used) > len(PLACES):
        return (id(demand),)
    places: dict[IndexAtom, Affine] = {n: af.of_atom(p) for n, p in zip(used, PLACES, strict=False)}
    values = {i: af.substitute(f, places) for i, f in demand.values.items()}
    nonnegative = tuple(af.substitute(f, places) for f in demand.facts.nonnegative)
    entering = Normaliser(Rules(nonnegative=nonnegative, whole=demand.facts.whole))
    alternatives = tuple(
        tuple((a.kind, entering.poly(a.expr, values).key) for a in asks) for asks in demand.alternatives
    )
    return (alternatives, len(used))


def is_among(demand: Demand, held: Held) -> bool:
    """Whether one of these demands is the same, and made at this place too."""
    if not held:
        return False
    wanted = key(demand)
    return any(wanted == other and _covers(first, demand) for other, first in held)


def _used(demand: Demand) -> list[Index]:
    """The opened names that a demand speaks of."""
    spoken = frozenset[Index]().union(*(free_indices(a.expr) for asks in demand.alternatives for a in asks))
    said = frozenset[Index]().union(*(af.free_indices(form) for index, form in demand.names if index in spoken))
    return [name for name in demand.opened if name in said]


def _covers(first: Demand, demand: Demand) -> bool:
    """Whether the first demand is made wherever the other one is."""
    pairs = zip(_used(first), _used(demand), strict=True)
    values: dict[IndexAtom, Affine] = {a: af.of_atom(b) for a, b in pairs}
    _, domain = first.reached(frozenset(_used(first)))
    for relation in domain:
        form = af.substitute(relation.form, values)
        if IndexRelation(relation.kind, form) not in demand.domain and not form_holds(
            demand.facts, relation.kind, form
        ):
            return False
    wanted = [_guard_key(first, g, values) for g in first.guards]
    return set(wanted) <= {_guard_key(demand, g, {}) for g in demand.guards}


def _guard_key(demand: Demand, guard: Guard, values: dict[IndexAtom, Affine]) -> object:
    entering = Normaliser(Rules(whole=demand.facts.whole))

    def said(relation: Relation) -> object:
        if isinstance(relation, IndexRelation):
            return af.substitute(af.substitute(relation.form, demand.values), values)
        return rename(NOTHING, entering.poly(relation.difference, demand.values), values).key

    return (guard.positive, tuple((relation.kind, said(relation)) for relation in guard.condition))
