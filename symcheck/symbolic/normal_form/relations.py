"""Relations between index forms: which follow from others, what an equation is solved for, and ranges."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.polys import Domain


def irredundant(facts: Facts, relations: Iterable[IndexRelation]) -> Domain | None:
    """The relations without those "ge" that follow from others; None for a contradiction."""
    return _irredundant(facts.nonnegative, tuple(dict.fromkeys(relations)))


@lru_cache(maxsize=1024)
def _irredundant(nonnegative: tuple[IndexForm, ...], relations: Domain) -> Domain | None:
    kept = list(relations)
    for relation in relations:
        if relation.kind != "ge":
            continue
        others = nonnegative + tuple(r.form for r in kept if r.kind == "ge" and r is not relation)
        never_above = entails(others, relation.form.scale(-1))
        if never_above and entails(others, relation.form.scale(-1).shift(-1)):
            return None
        if entails(others, relation.form):
            kept.remove(relation)
        elif never_above:
            kept[kept.index(relation)] = IndexRelation("eq", relation.form)
    return tuple(kept)


def solve_for(form: IndexForm, binders: tuple[Index, ...]) -> tuple[IndexAtom, IndexForm] | None:
    """The atom an equation `form` = 0 is solved for, and its value."""
    candidates = []
    for atom, coefficient in form.terms:
        if abs(coefficient) != 1 or isinstance(atom, af.Size):
            continue
        value = (form - af.of_atom(atom).scale(coefficient)).scale(-coefficient)
        inside = af.free_indices(af.of_atom(atom))
        if isinstance(atom, Index) and atom in af.free_indices(value):
            continue
        bound = isinstance(atom, Index) and atom in binders
        speaks = any(b in inside for b in binders)
        rank = (bound, speaks and isinstance(atom, MapEntry), isinstance(atom, MapEntry), af.atom_key(atom))
        candidates.append((rank, atom, value))
    if not candidates:
        return None
    _, atom, value = max(candidates, key=lambda c: (*c[0][:3], str(c[0][3])))
    return atom, value


def by_injectivity(form: IndexForm) -> Domain | None:
    """`f[a] = f[b]` for an injective map, as the equations a = b of its arguments."""
    if form.constant or len(form.terms) != 2:
        return None
    (first, c), (second, d) = form.terms
    if not (isinstance(first, MapEntry) and isinstance(second, MapEntry)) or c + d or abs(c) != 1:
        return None
    if first.map != second.map or not first.map.injective:
        return None
    return tuple(IndexRelation("eq", a - b) for a, b in zip(first.arguments, second.arguments, strict=True))


def bounds_of(binder: Index, domain: Domain) -> tuple[IndexForm, IndexForm] | None:
    """The lower and the upper bound of a binder, if it has one of each and stands in no other relation."""
    lower = upper = None
    for relation in domain:
        if binder not in af.free_indices(relation.form):
            continue
        coefficient = next((c for a, c in relation.form.terms if a == binder), 0)
        rest = relation.form - af.of_atom(binder).scale(coefficient)
        if relation.kind != "ge" or abs(coefficient) != 1 or binder in af.free_indices(rest):
            return None
        if coefficient == 1:
            if lower is not None:
                return None
            lower = rest.scale(-1)
        else:
            if upper is not None:
                return None
            upper = rest
    return None if lower is None or upper is None else (lower, upper)


def permuted(binder: Index, bounds: tuple[IndexForm, IndexForm] | None, spoken: Iterable[IndexAtom]) -> MapEntry | None:
    """The entry at the binder of an injective map of the binder's whole range into itself: it takes each value once."""
    entries = (a for a in spoken if isinstance(a, MapEntry) and a.map.injective and bounds == (af.ONE, a.map.codomain))
    own = (a for a in entries if a.arguments == (af.of_atom(binder),) and a.map.domain == (a.map.codomain,))
    return next(own, None)


def within(binder: Index, upper: IndexForm) -> Domain:
    """The range of the binder, from 1."""
    form = af.of_atom(binder)
    return (IndexRelation("ge", form.shift(-1)), IndexRelation("ge", upper - form))
