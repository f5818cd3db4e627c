"""Sums over ranges that differ: splitting them until equal pieces meet.

Three rules, each an identity for all integers:

- *trichotomy*: a sum over a pair (a, b) is the sum over a < b, plus that over a > b, plus that over a = b, and a sum
  over a ≠ b the first two; used where another term already sums over a triangle, or on one side of an index;
- *common range*: sums of one summand (up to a shift of the index) over ranges whose ends differ by constants become
  sums over the range they share, plus the terms at the ends; used where the shared range is known not to be shorter
  than empty (lo − 1 ≤ hi);
- *cut*: Σ lo..hi is Σ lo..c−1 plus Σ c..hi where lo ≤ c ≤ hi + 1 is known; used where a sum of the same summand begins
  or ends at c.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.polys import Domain, Factors, add, scale
from symcheck.symbolic.normal_form.relations import bounds_of
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.substitute import substitute_factors
from symcheck.symbolic.normal_form.terms import normalise_term
from symcheck.symbolic.normal_form.types import (
    ApplicationAtom,
    Atom,
    CallAtom,
    EntryAtom,
    ExpAtom,
    IndexNumber,
    LogAtom,
    Poly,
    PowerAtom,
    Term,
    is_label,
    label,
)

MOST_ENDS = 6
PROBE = Index("%0%", af.ZERO, af.ZERO, "opened")
"""The one open name under which summands are compared."""


def split(facts: Facts, poly: Poly) -> Poly:
    """The polynomial with its sums cut into pieces that can meet; the same if there is nothing to cut."""
    return common_ranges(facts, trichotomy(facts, poly))


def trichotomy(facts: Facts, poly: Poly) -> Poly:
    """Sums over squares, and over what differs, cut along the diagonal, if some term sums over one side of it."""
    if not any(_is_triangle(item) for item, _ in poly.terms):
        return poly
    return add(*(_cut(facts, item, coefficient) for item, coefficient in poly.terms))


def _is_triangle(item: Term) -> bool:
    own = {label(item.height + i) for i in range(item.bound)}
    return any(r.kind == "ge" and len(spoken := af.free_indices(r.form)) > 1 and own & spoken for r in item.domain)


def _cut(facts: Facts, item: Term, coefficient: Fraction) -> Poly:
    if not item.bound or _is_triangle(item):
        return Poly(((item, coefficient),))
    binders, domain, content, factors = open_term(facts, item)
    difference = next((r.form for r in domain if r.kind == "ne"), None) or _square(binders, domain)
    if difference is None:
        return Poly(((item, coefficient),))
    pieces = (
        IndexRelation("ge", difference.shift(-1)),
        IndexRelation("ge", difference.scale(-1).shift(-1)),
        IndexRelation("eq", difference),
    )
    scaled = coefficient * content
    return add(*(normalise_term(facts, scaled, binders, (*domain, piece), factors) for piece in pieces))


def _square(binders: tuple[Index, ...], domain: Domain) -> IndexForm | None:
    """The difference of two binders over the same range."""
    ranges: dict[tuple[IndexForm, IndexForm], Index] = {}
    for binder in binders:
        bounds = bounds_of(binder, domain)
        if bounds is None:
            continue
        if bounds in ranges:
            return af.of_atom(binder) - af.of_atom(ranges[bounds])
        ranges[bounds] = binder
    return None


def common_ranges(facts: Facts, poly: Poly) -> Poly:
    """Sums of one summand over shifted ranges, over the range they share, plus the terms at the ends."""
    rows, families = _families(facts, poly)
    parts = []
    for (item, coefficient), row in zip(poly.terms, rows, strict=True):
        family = families.get(row.summand, [])
        shared = _shared(facts, family) if len(family) > 1 else None
        if shared is not None:
            parts.append(row.over(facts, *shared))
        elif (at := _cut_of(facts, row, family)) is not None:
            pieces = (row.sum(facts, row.lower, at.shift(-1)), row.sum(facts, at, row.upper))
            parts.append(scale(add(*pieces), row.coefficient))
        else:
            parts.append(Poly(((item, coefficient),)))
    return add(*parts)


def _cut_of(facts: Facts, row: _Row, family: list[_Row]) -> IndexForm | None:
    """Where another sum of the summand begins, or has ended, within the range of this one."""
    ends = (end for other in family for end in (other.lower, other.upper.shift(1)))
    own, known = (row.lower, row.upper.shift(1)), facts.nonnegative
    return next((e for e in ends if e not in own and entails(known, e - own[0]) and entails(known, own[1] - e)), None)


def short_range(facts: Facts, poly: Poly) -> tuple[Size, int] | None:
    """A size and the least value of it from which some sums share a range that may else be shorter than empty."""
    for family in _families(facts, poly)[1].values():
        bounds = _common_bounds(family) if len(family) > 1 else None
        length = None if bounds is None else (bounds[1] - bounds[0]).shift(1)
        if length is not None and len(length.terms) == 1 and not entails(facts.nonnegative, length):
            ((size, times),) = length.terms
            if isinstance(size, Size) and times == 1 and 1 < -length.constant <= MOST_ENDS:
                return size, -length.constant
    return None


def _families(facts: Facts, poly: Poly) -> tuple[list[_Row], dict[str, list[_Row]]]:
    """The row of each term, and the rows of one summand together."""
    rows = [_Row.of(facts, item, coefficient) for item, coefficient in poly.terms]
    families: dict[str, list[_Row]] = {}
    for row in rows:
        if row.summand:
            families.setdefault(row.summand, []).append(row)
    return rows, families


def _shared(facts: Facts, family: list[_Row]) -> tuple[IndexForm, IndexForm] | None:
    """The largest range within all ranges of a family, if it is not shorter than empty, or they are one."""
    bounds = _common_bounds(family)
    if bounds is not None and all((row.lower, row.upper) == bounds for row in family):
        return bounds
    return bounds if bounds is not None and entails(facts.nonnegative, (bounds[1] - bounds[0]).shift(1)) else None


def _common_bounds(family: list[_Row]) -> tuple[IndexForm, IndexForm] | None:
    """The largest range within all ranges of a family, if their ends differ by constants."""
    first = family[0]
    lowers = [(row.lower - first.lower) for row in family]
    uppers = [(row.upper - first.upper) for row in family]
    if any(f.terms or abs(f.constant) > MOST_ENDS for f in (*lowers, *uppers)):
        return None
    lower = first.lower.shift(max(f.constant for f in lowers))
    upper = first.upper.shift(min(f.constant for f in uppers))
    return lower, upper


class _Row:
    """A term with one bound index, shifted such that the smallest offset of the index in its entries is 0."""

    def __init__(self, coefficient: Fraction, lower: IndexForm, upper: IndexForm, body: Poly) -> None:
        self.coefficient = coefficient
        self.lower = lower
        self.upper = upper
        self.body = body
        self.summand = body.key

    @staticmethod
    def of(facts: Facts, item: Term, coefficient: Fraction) -> _Row:
        """The row of a term; one without a summand if it is not a plain sum over one index."""
        nothing = _Row(coefficient, af.ZERO, af.ZERO, Poly(()))
        if item.bound != 1:
            return nothing
        (binder,), domain, content, factors = open_term(facts, item)
        bounds = bounds_of(binder, domain)
        offset = _least_offset(binder, factors)
        if bounds is None or len(domain) != 2 or offset is None:
            return nothing
        shift: dict[IndexAtom, IndexForm] = {binder: af.of_atom(PROBE).shift(-offset)}
        body = substitute_factors(facts.bare(), factors, shift)
        if any(t.bound or t.domain for t, _ in body.terms):
            return nothing
        return _Row(coefficient * content, bounds[0].shift(offset), bounds[1].shift(offset), body)

    def over(self, facts: Facts, lower: IndexForm, upper: IndexForm) -> Poly:
        """The sum over lower..upper, and the terms of this row outside it."""
        below = (self.lower.shift(k) for k in range((lower - self.lower).constant))
        above = (upper.shift(k + 1) for k in range((self.upper - upper).constant))
        ends = [self.at(facts, place) for place in (*below, *above)]
        return scale(add(self.sum(facts, lower, upper), *ends), self.coefficient)

    def sum(self, facts: Facts, lower: IndexForm, upper: IndexForm) -> Poly:
        form = af.of_atom(PROBE)
        domain = (IndexRelation("ge", form - lower), IndexRelation("ge", upper - form))
        return add(*(normalise_term(facts, c, (PROBE,), domain, dict(t.factors)) for t, c in self.body.terms))

    def at(self, facts: Facts, place: IndexForm) -> Poly:
        values: dict[IndexAtom, IndexForm] = {PROBE: place}
        return add(*(scale(substitute_factors(facts, dict(t.factors), values), c) for t, c in self.body.terms))


def _least_offset(binder: Index, factors: Factors) -> int | None:
    """The smallest constant in index forms `binder + constant`; None if the binder stands in none."""
    offsets = [
        form.constant
        for atom in factors
        for form in _forms(atom)
        if binder in af.free_indices(form) and len(form.terms) == 1 and form.terms[0] == (binder, 1)
    ]
    return min(offsets, default=None)


def _forms(atom: Atom) -> Iterable[IndexForm]:
    """The index forms in an atom, inside its arguments too."""
    match atom:
        case EntryAtom(indices=indices):
            yield from indices
        case ApplicationAtom(arguments=arguments):
            yield from (a for a in arguments if isinstance(a, IndexForm))
        case ExpAtom(exponent=inner) | LogAtom(argument=inner) | PowerAtom(base=inner):
            yield from (f for t, _ in inner.terms for a, _ in t.factors for f in _forms(a))
        case CallAtom(arguments=polys):
            yield from (f for p in polys for t, _ in p.terms for a, _ in t.factors for f in _forms(a))
        case IndexNumber(atom=index) if isinstance(index, Index) and is_label(index):
            yield af.of_atom(index)
