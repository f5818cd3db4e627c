"""Polynomials as sums of terms: building them, adding them, and nothing that needs a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from itertools import count
from math import comb

from msgspec import Struct

from symcheck.errors import Unsupported
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.types import (
    NONE,
    Atom,
    EntryAtom,
    IndexNumber,
    Poly,
    Term,
    label,
    relation_key,
    spoken_in,
)
from symcheck.symbolic.normal_form.work import TooLarge as TooLarge
from symcheck.symbolic.normal_form.work import count as count_work

MAX_TERMS = 5000
MAX_TEXT = 3_000_000
"""Characters of a term's key: functions of functions, each of which stands in its own rule twice, double with each."""
MAX_EXPANDED = 300
"""The most terms into which a power of a sum is multiplied out; beyond, it stays a power."""
MAX_BINDERS = 6
"""The most bound indices that a power of sums over ranges may come to."""

Factors = dict[Atom, Fraction]
Domain = tuple[IndexRelation, ...]


class Summed(Struct, frozen=True):
    """Σ over binders, where the domain holds, of a product of powers."""

    binders: tuple[Index, ...]
    domain: Domain
    factors: Factors


ZERO = Poly(())
ONE = Fraction(1)
MINUS_ONE = Fraction(-1)
_opened = count(1)


def open_index() -> Index:
    """A new name for a bound index while its term is taken apart. It has no range of its own."""
    number = next(_opened)
    return Index(f"%{number}%", af.ZERO, af.ZERO, "opened", number)


@cache
def passing_index(level: int) -> Index:
    """The name of what is opened at this depth and closed again before anything else is opened there."""
    return Index(f"~{level}~", af.ZERO, af.ZERO, "opened", -1 - level)


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


@lru_cache(maxsize=256)
def _alone(atom: Atom) -> Poly:
    return Poly(((term(0, 0, (), {atom: ONE}), ONE),))


def as_fraction(value: Fraction | int) -> Fraction:
    return (ONE if value == 1 else Fraction(value)) if isinstance(value, int) else value


def times(a: Fraction, b: Fraction) -> Fraction:
    """a · b; most coefficients are the one 1."""
    return b if a is ONE else a if b is ONE else a * b


def rename_domain(domain: Domain, values: Mapping[IndexAtom, IndexForm]) -> Domain:
    return tuple(IndexRelation(r.kind, af.substitute(r.form, values)) for r in domain)


class RenamingError(Unsupported):
    """Renaming bound indices made a product into a sum: a bug of this package, reported as an abstention."""


def merge_domains(a: Domain, b: Domain) -> Domain:
    return tuple(dict.fromkeys((*a, *b)))


def single_product(poly: Poly) -> tuple[Term, Fraction] | None:
    """The one term without bound indices or conditions that a polynomial consists of, or None."""
    if len(poly.terms) == 1 and not poly.terms[0][0].bound and not poly.terms[0][0].domain:
        return poly.terms[0]
    return None


def is_whole_power(atom: Atom, exponent: Fraction) -> bool:
    """Whether a power of an atom is a whole number, whatever its value."""
    whole = isinstance(atom, IndexNumber) or (isinstance(atom, EntryAtom) and atom.array.integer)
    return whole and exponent.denominator == 1 and exponent > 0


def is_whole(poly: Poly) -> bool:
    """Whether a polynomial is plainly a whole number."""
    return all(c.denominator == 1 and all(is_whole_power(a, e) for a, e in t.factors) for t, c in poly.terms)


def is_expandable(base: Poly, exponent: int) -> bool:
    """Whether a power is to be multiplied out: counted before any work is done."""
    if exponent < 2:
        return True
    bound = max((t.bound for t, _ in base.terms), default=0)
    terms = len(base.terms)
    return (
        bound * exponent <= MAX_BINDERS
        and terms + exponent <= MAX_EXPANDED + 2
        and (comb(terms + exponent - 1, exponent) <= MAX_EXPANDED)
    )
