"""Whether a polynomial may be divided by: where it can be 0, and whether such a place is asked for.

A proof by `p · d = 0 ⟹ p = 0` says nothing where d = 0. That does not matter where d is known not to be 0, or where
nothing of the statement is under a condition: then every denominator is asked for. Where conditions excuse it, d must
not be 0 but on an edge, for every choice of sizes and indices: then p, continuous in the entries, is 0 there as well.
X_i − X_k is 0 at i = k, and Σ_{j=2}^n X_j at n = 1, whatever the entries are. If what is assumed leaves no open set of
values, an edge may be all there is.
"""

from __future__ import annotations

from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.facts import is_nonzero as apart
from symcheck.symbolic.normal_form.leaves import has_cases, parts_of
from symcheck.symbolic.normal_form.polys import ONE
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, atom_sign, inhabited
from symcheck.symbolic.normal_form.types import ApplicationAtom, Atom, EntryAtom, Poly, Term


def is_unconditional(facts: Facts, poly: Poly) -> bool:
    """Whether nothing in a polynomial stands under a condition, and no sum or extremum runs over nothing."""
    return not has_cases(poly) and all(is_asked(facts, item) for item, _ in poly.terms)


def is_asked(facts: Facts, item: Term) -> bool:
    """Whether what stands in a term must have a value for the term to have one: no condition excuses it."""
    return not has_cases(Poly(((item, ONE),))) and (not (item.bound or item.domain) or inhabited(facts, item))


def is_thin(facts: Facts) -> bool:
    """Whether what is known may leave no open set of values."""
    return facts.tied or any(fact.kind == NONNEGATIVE for fact in facts.signs)


def is_generic(facts: Facts, poly: Poly) -> bool:
    """Whether a polynomial is 0 only on an edge, for every choice of sizes and indices.

    So it is if some entry of an array stands in one term alone, beside other entries of it, in a term that is never
    empty, and nothing but what is never 0 stands beside it there.
    """
    if is_thin(facts) or has_cases(poly):
        return False
    entries = [(item, atom) for item, _ in poly.terms for atom in entries_in(item)]
    for item, _ in poly.terms:
        if not is_asked(facts, item):
            continue
        for atom, exponent in item.factors:
            if exponent == 1 and isinstance(atom, EntryAtom) and _stands_alone(facts, item, atom, entries):
                return True
    return False


def _stands_alone(facts: Facts, item: Term, atom: EntryAtom, entries: list[tuple[Term, Atom]]) -> bool:
    """Whether an entry is a variable of its own in a polynomial, and nothing beside it can be 0."""
    same = [other for term, other in entries if term is not item or other is not atom]
    others = [other for other in same if isinstance(other, EntryAtom) and other.array == atom.array]
    if atom.array.symmetric or atom.array.positive_definite or atom.array.integer:
        return False
    if any(not _is_apart(facts, atom, other) for other in others):
        return False
    return all(atom_sign(facts, a, e) == POSITIVE for a, e in item.factors if a is not atom)


def _is_apart(facts: Facts, a: EntryAtom, b: EntryAtom) -> bool:
    """Whether two entries of one array are different ones."""
    pairs = zip(a.indices, b.indices, strict=True)
    return any(apart(facts, facts.nonnegative, one - other) for one, other in pairs)


def entries_in(item: Term) -> list[Atom]:
    """The entries in a term, inside its atoms too; abstract functions speak of entries we do not look into."""
    found: list[Atom] = []
    for atom, _ in item.factors:
        if isinstance(atom, EntryAtom | ApplicationAtom):
            found.append(atom)
        for part in parts_of(atom):
            found += [inner for term, _ in part.terms for inner in entries_in(term)]
    return found
