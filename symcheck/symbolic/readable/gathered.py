"""A name put for several terms at once: Σ_j W_ji ŷ_j − Σ_j W_ji t_j is Σ_j W_ji δ_j, where δ = ŷ − t.

Names are entries of arrays here, so that no rule takes them apart. A term of what a name means is looked for in a term
of the polynomial; what stands beside it there, times the name for what it means, is put in where that leaves less.
What comes of it has the same value as far as the names have theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Array, IndexRelation
from symcheck.symbolic.normal_form.atoms import entry_atom, exp_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.polys import Domain, Factors, constant, monomial, scale, subtract
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.terms import bind, multiply, normalise_open_term
from symcheck.symbolic.normal_form.types import Atom, EntryAtom, ExpAtom, Poly, Term, spoken_in

TRIES = 16
"""At how many places a name is tried for one term."""


class Meaning(Struct, frozen=True, eq=False):
    """What a name stands for at open indices, and the array whose entries are written for it."""

    array: Array
    indices: tuple[Index, ...]
    poly: Poly

    def at(self, facts: Facts, forms: Sequence[IndexForm]) -> Poly:
        """What it means at these indices."""
        values: dict[IndexAtom, IndexForm] = dict(zip(self.indices, forms, strict=True))
        return substitute(facts, self.poly, values)


class _Opened(Struct, frozen=True, eq=False):
    """A term with some of its bound indices open: what is multiplied there, and what is left to be bound."""

    outer: tuple[Index, ...]
    domain: Domain
    coefficient: Fraction
    factors: dict[str, tuple[Atom | Poly, Fraction]]


def gathered(facts: Facts, poly: Poly, meanings: Sequence[Meaning]) -> Poly:
    """The polynomial with names for what they mean, as long as that leaves less of it."""
    found: Poly | None = poly
    while found is not None:
        poly = found
        found = next((less for meaning in meanings for less in _less(facts, poly, meaning)), None)
    return poly


def size(poly: Poly) -> int:
    """How much is written: the terms, their sums and their factors."""
    return sum(1 + item.bound + len(item.factors) for item, _ in poly.terms)


def _less(facts: Facts, poly: Poly, meaning: Meaning) -> Iterator[Poly]:
    """The polynomials that hold less, with the name at one place."""
    first, _ = _first(meaning.poly)
    kinds = _kinds(first)
    for item, _ in poly.terms:
        if kinds <= _kinds(item):
            for found in _put(facts, poly, item, meaning, first):
                if size(found) < size(poly):
                    yield found


def _kinds(item: Term) -> set[object]:
    """What is multiplied, but for the indices."""
    return {(a.array if isinstance(a, EntryAtom) else type(a), exponent > 0) for a, exponent in item.factors}


def _first(poly: Poly) -> tuple[Term, Fraction]:
    """The term that is looked for: one with as few sums as may be, and as many factors."""
    return min(poly.terms, key=lambda each: (each[0].bound, -len(each[0].factors)))


def _put(facts: Facts, poly: Poly, item: Term, meaning: Meaning, first: Term) -> Iterator[Poly]:
    coefficient = dict(poly.terms)[item]
    binders, domain, content, factors = open_term(NOTHING, item)
    for forms in islice(_places(meaning, first, factors), TRIES):
        means = meaning.at(facts, forms)
        if not means.terms:
            continue
        outer = tuple(b for b in binders if b in spoken_in(forms))
        whole = _opened(binders, domain, coefficient * content, factors, outer)
        wanted, number = _first(means)
        own_binders, own_domain, own_content, own = open_term(NOTHING, wanted)
        rest = _beside(whole, _opened(own_binders, own_domain, number * own_content, own, ()))
        if rest is not None:
            name = monomial(entry_atom(meaning.array, tuple(forms)))
            change = multiply(facts, rest, subtract(means, name))
            yield subtract(poly, bind(facts, whole.outer, whole.domain, change))


def _places(meaning: Meaning, first: Term, factors: Factors) -> Iterator[tuple[IndexForm, ...]]:
    """The indices at which the name may stand: those of the same arrays in the term, else any that is free in it."""
    free = sorted({i for atom in factors for i in atom.free if isinstance(i, Index)}, key=af.atom_key)
    choices: list[dict[IndexForm, None]] = []
    for own in map(af.of_atom, meaning.indices):
        entries = [atom for atom, _ in first.factors if isinstance(atom, EntryAtom)]
        spoken = {(atom.array, n) for atom in entries for n, form in enumerate(atom.indices) if form == own}
        there = [atom for atom in factors if isinstance(atom, EntryAtom)]
        found = (form for atom in there for n, form in enumerate(atom.indices) if (atom.array, n) in spoken)
        choices.append(dict.fromkeys(found if spoken else map(af.of_atom, free)))
    return product(*choices)


def _opened(
    binders: Sequence[Index], domain: Domain, coefficient: Fraction, factors: Factors, outer: tuple[Index, ...]
) -> _Opened:
    """A term with `outer` open; the sums inside it that have nothing in common are each one factor."""
    found: dict[str, tuple[Atom | Poly, Fraction]] = {}
    inner, left, conditions = [b for b in binders if b not in outer], dict(factors), list(domain)
    while inner:
        group = {inner.pop()}
        own, within = _joined(group, inner, left, conditions)
        inner = [b for b in inner if b not in group]
        left = {a: e for a, e in left.items() if a not in own}
        conditions = [r for r in conditions if r not in within]
        body = bind(NOTHING, tuple(group), tuple(within), normalise_open_term(NOTHING, Fraction(1), own))
        found[f"Σ {body.key}"] = (body, found.get(f"Σ {body.key}", (body, Fraction(0)))[1] + 1)
    for atom, exponent in left.items():
        found |= _apart(atom, exponent)
    return _Opened(outer, tuple(conditions), coefficient, found)


def _apart(atom: Atom, exponent: Fraction) -> dict[str, tuple[Atom | Poly, Fraction]]:
    """A power, that of e as the powers e^a and e^b of e^(a + b)."""
    if not isinstance(atom, ExpAtom):
        return {atom.key: (atom, exponent)}
    parts = (
        (exp_atom(Poly(((item, Fraction(1)),))), coefficient * exponent) for item, coefficient in atom.exponent.terms
    )
    return {one.key: (one, power) for one, power in parts}


def _joined(
    group: set[Index], inner: Sequence[Index], factors: Factors, domain: Sequence[IndexRelation]
) -> tuple[Factors, list[IndexRelation]]:
    """What speaks of the bound indices of a group, which grows by those that are spoken of together with them."""
    while True:
        own = {a: e for a, e in factors.items() if not group.isdisjoint(a.free)}
        within = [r for r in domain if not group.isdisjoint(af.free_indices(r.form))]
        spoken = spoken_in(r.form for r in within).union(*(a.free for a in own))
        more = {b for b in inner if b in spoken} - group
        if not more:
            return own, within
        group |= more


def _beside(whole: _Opened, part: _Opened) -> Poly | None:
    """What stands beside one product in another; None where it is not in it."""
    rest = constant(whole.coefficient / part.coefficient)
    for key, (base, exponent) in whole.factors.items():
        gone = part.factors.get(key, (base, Fraction(0)))[1]
        if gone and (exponent * gone < 0 or abs(gone) > abs(exponent)):
            return None
        rest = multiply(NOTHING, rest, _power(base, exponent - gone))
    return rest if part.factors.keys() <= whole.factors.keys() else None


def _power(base: Atom | Poly, exponent: Fraction) -> Poly:
    if isinstance(base, ExpAtom):
        return monomial(exp_atom(scale(base.exponent, exponent))) if exponent else constant(1)
    if isinstance(base, Atom):
        return monomial(base, exponent) if exponent else constant(1)
    found = constant(1)
    for _ in range(int(exponent)):
        found = multiply(NOTHING, found, base)
    return found
