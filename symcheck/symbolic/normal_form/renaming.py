"""Taking a term apart: its bound indices under new names, in its domain and in its factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine, Index, IndexAtom
from symcheck.symbolic.normal_form.atoms import entry_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import ONE, Domain, Factors, RenamingError, open_index, rename_domain
from symcheck.symbolic.normal_form.types import EntryAtom, ExpAtom, PowerAtom, Term, label


@dataclass(frozen=True, slots=True)
class Summed:
    """Σ over binders, where the domain holds, of a product of powers."""

    binders: tuple[Index, ...]
    domain: Domain
    factors: Factors


def open_term(facts: Facts, item: Term) -> tuple[tuple[Index, ...], Domain, Fraction, Factors]:
    """The bound indices of a term under new names, its domain, and its factors with a coefficient."""
    if not item.bound:
        return (), item.domain, ONE, dict(item.factors)
    binders = tuple(open_index() for _ in range(item.bound))
    values: dict[IndexAtom, Affine] = {label(item.height + i): af.of_atom(b) for i, b in enumerate(binders)}
    coefficient, factors = rename(facts, dict(item.factors), values)
    return binders, rename_domain(item.domain, values), coefficient, factors


def rename(facts: Facts, factors: Factors, values: Mapping[IndexAtom, Affine]) -> tuple[Fraction, Factors]:
    """A product with indices renamed one to one: a coefficient and a product again.

    The coefficient is 1 but for the content of a denominator, which is normalised by the names in it.
    """
    from symcheck.symbolic.normal_form.substitute import substitute_factors

    touched = {a: e for a, e in factors.items() if not a.free.isdisjoint(values)}
    if not touched:
        return ONE, factors
    rest = {a: e for a, e in factors.items() if a not in touched}
    if all(isinstance(a, EntryAtom) and (e is ONE or e == 1) for a, e in touched.items()):
        return ONE, {**rest, **{_renamed(a, values): e for a, e in touched.items() if isinstance(a, EntryAtom)}}
    if any(isinstance(a, PowerAtom) for a in touched):
        moved = [a for a in rest if isinstance(a, ExpAtom)]
        touched.update((a, rest.pop(a)) for a in moved)
    renamed = substitute_factors(facts.bare(), touched, values)
    if len(renamed.terms) != 1 or renamed.terms[0][0].bound or renamed.terms[0][0].domain:
        raise RenamingError("a product became a sum when its indices were renamed")
    item, coefficient = renamed.terms[0]
    for atom, exponent in item.factors:
        rest[atom] = rest[atom] + exponent if atom in rest else exponent
    return coefficient, rest


def _renamed(entry: EntryAtom, values: Mapping[IndexAtom, Affine]) -> EntryAtom:
    """Entries stay different when their indices are renamed one to one, so that no rule applies to their product."""
    return entry_atom(entry.array, tuple([af.substitute(form, values) for form in entry.indices]))
