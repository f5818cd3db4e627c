"""The canonical names of bound indices: of all orders that look alike, the one with the least key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from itertools import islice, permutations, product
from math import factorial, prod

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.facts import Facts, positive_first
from symcheck.symbolic.normal_form.leaves import leaves, of_domain
from symcheck.symbolic.normal_form.polys import ONE, Domain, Factors, rename_domain, term
from symcheck.symbolic.normal_form.renaming import rename
from symcheck.symbolic.normal_form.types import Atom, Term, index_key, is_label, label, word
from symcheck.symbolic.normal_form.work import remembered

MAX_ORDERS = 24
FEW_ORDERS = 2


def labelled(facts: Facts, binders: tuple[Index, ...], domain: Domain, factors: Factors) -> tuple[Term, Fraction]:
    """The term under canonical labels: of all orders of bound indices that look alike, the one with the least key."""
    if not binders:
        relations = (IndexRelation(r.kind, r.form if r.kind == "ge" else positive_first(r.form)) for r in domain)
        return term(0, 0, tuple(relations), factors), ONE
    return _least(facts.bare(), binders, domain, tuple(factors.items()))


@remembered
def _least(
    nothing: Facts, binders: tuple[Index, ...], domain: Domain, factors: tuple[tuple[Atom, Fraction], ...]
) -> tuple[Term, Fraction]:
    """The one of all orders that has the least key; what is renamed is renamed whatever is known."""
    listed = dict(factors)
    height = max((a.height for a in listed), default=0)
    orders = list(islice(_orders(binders, domain, listed), MAX_ORDERS))
    return min((_under(nothing, order, height, domain, listed) for order in orders), key=lambda found: found[0].key)


def _under(
    facts: Facts, order: tuple[Index, ...], height: int, domain: Domain, factors: Factors
) -> tuple[Term, Fraction]:
    values: dict[IndexAtom, IndexForm] = {b: af.of_atom(label(height + i)) for i, b in enumerate(order)}
    content, renamed = rename(facts, factors, values)
    relations = []
    for relation in rename_domain(domain, values):
        form = relation.form if relation.kind == "ge" else positive_first(relation.form)
        relations.append(IndexRelation(relation.kind, form))
    return term(len(order), height, tuple(relations), renamed), content


def _orders(binders: tuple[Index, ...], domain: Domain, factors: Factors) -> Iterable[tuple[Index, ...]]:
    if len(binders) == 1:
        return [binders]
    groups: dict[tuple[tuple[str, ...], ...], list[Index]] = {}
    for binder in binders:
        groups.setdefault(_signature(binder, binders, domain, factors), []).append(binder)
    listed = [groups[signature] for signature in sorted(groups)]
    if prod(factorial(len(g)) for g in listed) > FEW_ORDERS:
        listed = _refined(listed, binders, domain, factors)
    return (
        tuple(b for group in choice for b in group)
        for choice in product(*(islice(permutations(g), MAX_ORDERS) for g in listed))
    )


def _refined(
    groups: list[list[Index]], binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> list[list[Index]]:
    """Groups split once more by the groups of the indices they stand together with."""
    colour = {binder: number for number, group in enumerate(groups) for binder in group}
    refined: dict[tuple[int, tuple[tuple[str, ...], ...]], list[Index]] = {}
    for binder in binders:
        key = (colour[binder], _signature(binder, binders, domain, factors, colour))
        refined.setdefault(key, []).append(binder)
    return [refined[key] for key in sorted(refined)]


def _signature(
    binder: Index,
    binders: tuple[Index, ...],
    domain: Domain,
    factors: Factors,
    colour: Mapping[Index, int] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """How a binder occurs in the term: in which places, beside what, other binders nameless (or told by colour)."""
    names = {other: "@" if other == binder else f"?{(colour or {}).get(other, '')}" for other in binders}
    shape = cache(partial(_shape, names=names))  # a few forms stand in an atom again and again
    parts = [
        (f"{exponent}", *sorted([f"{tag} {shape(form)}" for tag, form in leaves(atom)]))
        for atom, exponent in factors.items()
        if binder in atom.free
    ]
    own = (r for r in domain if binder in af.free_indices(r.form))
    parts += [(tag, shape(form)) for tag, form in of_domain("", own)]
    return tuple(sorted(parts))


def _shape(form: IndexForm, names: Mapping[Index, str]) -> str:
    """A form as it looks when binders are nameless, whatever the order of its terms."""
    return ",".join([*sorted([f"{c}{_look(atom, names)}" for atom, c in form.terms]), str(form.constant)])


def _look(atom: IndexAtom, names: Mapping[Index, str]) -> str:
    match atom:
        case Index():
            return names.get(atom) or ("#" if is_label(atom) else index_key(atom))
        case MapEntry(map_, arguments):
            return f"m{word(map_.name)}[{';'.join(_shape(a, names) for a in arguments)}]"
    return index_key(atom)
