"""The canonical names of bound indices: of all orders that look alike, the one with the least key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import islice, permutations, product
from math import factorial, prod

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.language.expressions import IndexRelation
from symcheck.sums.facts import positive_first
from symcheck.sums.polys import ONE, Domain, Factors, rename_domain, term
from symcheck.sums.renaming import rename
from symcheck.sums.types import (
    EntryAtom,
    Term,
    form_key,
    label,
)

MAX_ORDERS = 24
FEW_ORDERS = 2


def labelled(binders: tuple[Index, ...], domain: Domain, factors: Factors) -> tuple[Term, Fraction]:
    """The term under canonical labels: of all orders of bound indices that look alike, the one with the least key."""
    if not binders:
        relations = (IndexRelation(r.kind, r.form if r.kind == "ge" else positive_first(r.form)) for r in domain)
        return term(0, 0, tuple(relations), factors), ONE
    height = max((a.height for a in factors), default=0)
    orders = list(islice(_orders(binders, domain, factors), MAX_ORDERS))
    return min((_under(order, height, domain, factors) for order in orders), key=lambda found: found[0].key)


def _under(order: tuple[Index, ...], height: int, domain: Domain, factors: Factors) -> tuple[Term, Fraction]:
    values: dict[IndexAtom, Affine] = {b: af.of_atom(label(height + i)) for i, b in enumerate(order)}
    content, renamed = rename(factors, values)
    relations = []
    for relation in rename_domain(domain, values):
        form = relation.form if relation.kind == "ge" else positive_first(relation.form)
        relations.append(IndexRelation(relation.kind, form))
    return term(len(order), height, tuple(relations), renamed), content


def _orders(binders: tuple[Index, ...], domain: Domain, factors: Factors) -> Iterable[tuple[Index, ...]]:
    if len(binders) == 1:
        return [binders]
    groups: dict[str, list[Index]] = {}
    for binder in binders:
        groups.setdefault(_signature(binder, binders, domain, factors), []).append(binder)
    listed = [groups[signature] for signature in sorted(groups)]
    if prod(factorial(len(g)) for g in listed) > FEW_ORDERS:
        listed = _refined(listed, binders, domain, factors)
    return (tuple(b for group in choice for b in group) for choice in product(*(permutations(g) for g in listed)))


def _refined(
    groups: list[list[Index]], binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> list[list[Index]]:
    """Groups split once more by the groups of the indices they stand together with."""
    colour = {binder: number for number, group in enumerate(groups) for binder in group}
    refined: dict[tuple[int, str], list[Index]] = {}
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
) -> str:
    """How a binder occurs in the term, other binders left nameless (or named by their colour)."""
    parts = []
    for atom, exponent in factors.items():
        if binder in atom.free:
            text = _anonymous(f"{atom.key}^{exponent}", binder, binders, colour or {})
            plain = isinstance(atom, EntryAtom) and not atom.array.symmetric
            parts.append(text if plain else _unordered(text))
    for relation in domain:
        if binder in af.free_indices(relation.form):
            parts.append(relation.kind + _unordered(_anonymous(form_key(relation.form), binder, binders, colour or {})))
    return "|".join(sorted(parts))


def _unordered(text: str) -> str:
    """A text whose order was chosen by the names of indices, as the letters it is made of."""
    return "".join(sorted(text))


def _anonymous(text: str, binder: Index, binders: tuple[Index, ...], colour: Mapping[Index, int]) -> str:
    for other in binders:
        text = text.replace(other.name, "@" if other == binder else f"?{colour.get(other, '')}")
    return text
