"""Polynomials as sums of terms: building them, adding them, and nothing that needs a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import count

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine, Index, IndexAtom
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.types import NONE, OPENED, Atom, Poly, Term, label, relation_key, spoken_in
from symcheck.symbolic.normal_form.work import TooLarge as TooLarge
from symcheck.symbolic.normal_form.work import count as count_work

MAX_TERMS = 5000
MAX_TEXT = 3_000_000
"""Characters of a term's key: functions of functions, each of which stands in its own rule twice, double with each."""


Factors = dict[Atom, Fraction]


Domain = tuple[IndexRelation, ...]


ZERO = Poly(())
ONE = Fraction(1)
MINUS_ONE = Fraction(-1)


_opened = count(1)


def open_index() -> Index:
    """A new name for a bound index while its term is taken apart. It has no range of its own."""
    number = next(_opened)
    return Index(f"%{number}%", af.ZERO, af.ZERO, OPENED - number)


def collect(items: Iterable[tuple[Term, Fraction]]) -> Poly:
    """The sum of terms, like ones collected."""
    found: dict[str, tuple[Term, Fraction]] = {}
    for term, coefficient in items:
        known = found.get(term.key)
        found[term.key] = (term, coefficient if known is None else known[1] + coefficient)
    if len(found) > MAX_TERMS:
        raise TooLarge(f"the normal form grows beyond {MAX_TERMS} terms")
    return Poly(tuple(found[key] for key in sorted(found) if found[key][1]))


def add(*polys: Poly) -> Poly:
    nonzero = [p for p in polys if p.terms]
    if len(nonzero) == 1:
        return nonzero[0]
    return collect(item for poly in nonzero for item in poly.terms)


def scale(poly: Poly, factor: Fraction) -> Poly:
    if factor is ONE or factor == 1:
        return poly
    return Poly(tuple([(t, times(c, factor)) for t, c in poly.terms])) if factor else ZERO


def subtract(a: Poly, b: Poly) -> Poly:
    return add(a, scale(b, MINUS_ONE))


def constant(value: Fraction | int) -> Poly:
    return Poly(((UNIT, as_fraction(value)),)) if value else ZERO


def constant_value(poly: Poly) -> Fraction | None:
    """The rational number a polynomial consists of, or None."""
    if not poly.terms:
        return Fraction(0)
    (term, coefficient), *more = poly.terms
    return coefficient if not more and term.key == UNIT.key else None


def term(bound: int, height: int, domain: Domain, factors: Factors) -> Term:
    """A term whose bound indices already carry their labels (without any, its height is that of its factors)."""
    if not bound:
        height = max([a.height for a in factors], default=0)
    listed = tuple(sorted(factors.items(), key=_key_of) if len(factors) > 1 else factors.items())
    shown = "*".join([a.key if e is ONE or e == 1 else f"{a.key}^{e}" for a, e in listed])
    if len(shown) > MAX_TEXT:
        raise TooLarge("a term of the normal form grows too long")
    count_work(len(shown))
    free = NONE.union(*[a.free for a in factors])
    if not bound and not domain:
        return Term(f"{{{shown}}}", 0, height, (), listed, free)
    relations = tuple(sorted(domain, key=relation_key))
    conditions = ",".join(map(relation_key, relations))
    free = free.union(spoken_in(r.form for r in relations)).difference(label(height + i) for i in range(bound))
    return Term(f"S{bound}@{height}[{conditions}]{{{shown}}}", bound, height, relations, listed, free)


def _key_of(factor: tuple[Atom, Fraction]) -> str:
    return factor[0].key


UNIT = term(0, 0, (), {})


def monomial(atom: Atom, exponent: Fraction | int = 1, coefficient: Fraction | int = 1) -> Poly:
    """coefficient · atom^exponent, for an atom that needs no further rule."""
    if exponent == 1 and coefficient == 1:
        return _alone(atom)
    return Poly(((term(0, 0, (), {atom: as_fraction(exponent)}), as_fraction(coefficient)),))


@lru_cache(maxsize=4096)
def _alone(atom: Atom) -> Poly:
    return Poly(((term(0, 0, (), {atom: ONE}), ONE),))


def as_fraction(value: Fraction | int) -> Fraction:
    return (ONE if value == 1 else Fraction(value)) if isinstance(value, int) else value


def times(a: Fraction, b: Fraction) -> Fraction:
    """a · b; most coefficients are the one 1."""
    return b if a is ONE else a if b is ONE else a * b


def rename_domain(domain: Domain, values: Mapping[IndexAtom, Affine]) -> Domain:
    return tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in domain)


class RenamingError(Exception):
    """Renaming bound indices made a product into a sum: a bug of this package, reported as an abstention."""


def merge_domains(a: Domain, b: Domain) -> Domain:
    return tuple(dict.fromkeys((*a, *b)))
