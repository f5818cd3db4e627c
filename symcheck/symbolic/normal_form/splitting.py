"""Sums over ranges that differ: splitting them until equal pieces meet.

Rules, each an identity for all integers:

- *trichotomy*: a sum over a pair (a, b) is the sum over a < b, plus that over a > b, plus that over a = b, and a sum
  over a ≠ b the first two; used where another term already sums over a triangle, or on one side of an index;
- *common range*: sums of one summand (up to a shift of the index) over ranges whose ends differ by constants become
  sums over the range they share, plus the terms at the ends; used where the shared range is known not to be shorter
  than empty (lo − 1 ≤ hi);
- *geometric*: Σ lo..hi qⁱ is (q^(hi+1) − q^lo)/(q − 1) for a number q other than 1;
- *cut*: Σ lo..hi is Σ lo..c−1 plus Σ c..hi where lo ≤ c ≤ hi + 1 is known; used where a sum of the same summand begins
  or ends at c.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby
from math import floor

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm, Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.partial_fractions import by_index, linear, partial_fractions
from symcheck.symbolic.normal_form.polys import (
    MINUS_ONE,
    ONE,
    ZERO,
    Domain,
    Factors,
    add,
    constant,
    constant_value,
    scale,
    subtract,
)
from symcheck.symbolic.normal_form.relations import bounds_of
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.signs import is_nonzero
from symcheck.symbolic.normal_form.substitute import substitute_factors
from symcheck.symbolic.normal_form.terms import multiply, normalise_term
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
    return common_ranges(facts, trichotomy(facts, partial_fractions(facts, poly)))


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
    for entry, own in zip(poly.terms, rows, strict=True):
        pieces = [_piece(facts, row, families[row.summand]) for row in own]
        if any(piece is not None for piece in pieces):
            parts += [row.whole(facts) if p is None else p for p, row in zip(pieces, own, strict=True)]
        else:
            parts.append(Poly((entry,)))
    return add(*parts)


def _piece(facts: Facts, row: _Row, family: list[_Row]) -> Poly | None:
    """A row in other terms, if that may make some of its family meet."""
    closed = row.closed(facts)
    if closed is not None:
        return closed
    shared = _shared(facts, family) if len(family) > 1 else None
    if shared is not None:
        return row.over(facts, *shared)
    at = _cut_of(facts, row, family)
    if at is None:
        return None
    pieces = (row.sum(facts, row.lower, at.shift(-1)), row.sum(facts, at, row.upper))
    return scale(add(*pieces), row.coefficient)


def _cut_of(facts: Facts, row: _Row, family: list[_Row]) -> IndexForm | None:
    """Where another sum of the summand begins, or has ended, within the range of this one."""
    ends = (end for other in family for end in (other.lower, other.upper.shift(1)))
    own, known = (row.lower, row.upper.shift(1)), facts.nonnegative
    return next((e for e in ends if e not in own and entails(known, e - own[0]) and entails(known, own[1] - e)), None)


def short_range(facts: Facts, poly: Poly) -> tuple[Size, int] | None:
    """A size and the least value of it from which some sums share a range that may else be shorter than empty."""
    for family in _families(facts, partial_fractions(facts, poly))[1].values():
        bounds = _common_bounds(family) if len(family) > 1 else None
        length = None if bounds is None else (bounds[1] - bounds[0]).shift(1)
        if length is not None and len(length.terms) == 1 and not entails(facts.nonnegative, length):
            ((size, times),) = length.terms
            if isinstance(size, Size) and times == 1 and 1 < -length.constant <= MOST_ENDS:
                return size, -length.constant
    return None


def _families(facts: Facts, poly: Poly) -> tuple[list[list[_Row]], dict[str, list[_Row]]]:
    """The rows of each term, and the rows of one summand together."""
    rows = [_rows(facts, item, coefficient) for item, coefficient in poly.terms]
    families: dict[str, list[_Row]] = {}
    for row in (row for own in rows for row in own):
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


def _rows(facts: Facts, item: Term, coefficient: Fraction) -> list[_Row]:
    """A plain sum over one index, over the form of it that is chosen (`_chosen`), a row a term; none for another."""
    if item.bound != 1:
        return []
    (binder,), domain, content, factors = open_term(facts, item)
    bounds, chosen = bounds_of(binder, domain), _chosen(binder, factors)
    if bounds is None or len(domain) != 2 or chosen is None:
        return []
    times = dict(chosen.terms)[binder]
    rest = chosen - af.of_atom(binder).scale(times)
    body = substitute_factors(facts.bare(), factors, {binder: (af.of_atom(PROBE) - rest).scale(times)})
    if any(t.bound or t.domain for t, _ in body.terms):
        return []
    ends = [rest + bound.scale(times) for bound in bounds]
    lower, upper = ends if times == 1 else reversed(ends)
    return [_Row(coefficient * content * c, lower, upper, t) for t, c in body.terms]


class _Row:
    """A number times the sum of a term over an index, `PROBE`, from `lower` to `upper`."""

    def __init__(self, coefficient: Fraction, lower: IndexForm, upper: IndexForm, body: Term) -> None:
        self.coefficient = coefficient
        self.lower = lower
        self.upper = upper
        self.factors = dict(body.factors)
        self.summand = body.key

    def whole(self, facts: Facts) -> Poly:
        return scale(self.sum(facts, self.lower, self.upper), self.coefficient)

    def closed(self, facts: Facts) -> Poly | None:
        """The sum of a geometric sequence whose quotient is a number other than 1."""
        moving = [atom for atom in self.factors if PROBE in atom.free]
        if len(moving) != 1 or self.factors[moving[0]] != 1:
            return None
        if not entails(facts.nonnegative, (self.upper - self.lower).shift(1)):
            return None
        quotient = _quotient(facts, moving[0])
        less = ZERO if quotient is None else subtract(quotient, constant(1))
        if not less.terms or not is_nonzero(facts, less):
            return None
        ends = subtract(self.at(facts, self.upper.shift(1)), self.at(facts, self.lower))
        return scale(multiply(facts, ends, facts.power(less, MINUS_ONE)), self.coefficient)

    def over(self, facts: Facts, lower: IndexForm, upper: IndexForm) -> Poly:
        """The sum over lower..upper, and the terms of this row outside it."""
        below = (self.lower.shift(k) for k in range((lower - self.lower).constant))
        above = (upper.shift(k + 1) for k in range((self.upper - upper).constant))
        ends = [self.at(facts, place) for place in (*below, *above)]
        return scale(add(self.sum(facts, lower, upper), *ends), self.coefficient)

    def sum(self, facts: Facts, lower: IndexForm, upper: IndexForm) -> Poly:
        form = af.of_atom(PROBE)
        domain = (IndexRelation("ge", form - lower), IndexRelation("ge", upper - form))
        return normalise_term(facts, ONE, (PROBE,), domain, self.factors)

    def at(self, facts: Facts, place: IndexForm) -> Poly:
        return substitute_factors(facts, self.factors, {PROBE: place})


def _quotient(facts: Facts, atom: Atom) -> Poly | None:
    """What speaks of no entry and a power is multiplied by from one index to the next; None if nothing does."""
    found = _exponent(atom, PROBE)
    if found is None:
        return None
    match atom:
        case ExpAtom():
            return facts.call("exp", (found[0],)) if _is_number(found[0]) else None
        case CallAtom(arguments=(base, _)) if constant_value(base) is not None:
            return facts.call("power", (base, found[0])) if _is_number(found[0]) else None
    return None


def _is_number(poly: Poly) -> bool:
    """Whether a polynomial is made of numbers alone, and their logarithms."""
    return all(
        isinstance(atom, LogAtom) and constant_value(atom.argument) is not None
        for item, _ in poly.terms
        for atom, _ in item.factors
    )


def _chosen(binder: Index, factors: Factors) -> IndexForm | None:
    """The form of an index, ± index + rest, by which sums of products are told apart; None where it is in none.

    In a product with an exponent q i + r it is i + m if r has m times the first term of q in it, or a little more;
    else the first of the forms in the array whose name comes first.
    """
    for atom in factors:
        found = _exponent(atom, binder)
        if found is not None:
            slope, rest = found
            (first, times) = slope.terms[0]
            offset = (dict(rest.terms).get(first, Fraction(0)) + _beside(factors, first)) / times
            return af.of_atom(binder).shift(floor(offset))
    for _, atoms in groupby(sorted(factors, key=_name), key=_name):
        forms = [form for atom in atoms for form in _forms(atom) if _is_chosen(binder, form)]
        if forms:
            return min(forms, key=lambda form: (len(form.terms), -dict(form.terms)[binder], form.constant, str(form)))
    return None


def _name(atom: Atom) -> str:
    return atom.array.name if isinstance(atom, EntryAtom) else type(atom).__name__


def _is_chosen(binder: Index, form: IndexForm) -> bool:
    """Whether a form is ± the index, and something that does not speak of it."""
    times = dict(form.terms).get(binder)
    return times in (1, -1) and binder not in af.free_indices(form - af.of_atom(binder).scale(times))


def _exponent(atom: Atom, binder: Index) -> tuple[Poly, Poly] | None:
    """Slope and rest of an exponent that is linear in an index; of a linear form, 1 and its constant."""
    match atom:
        case ExpAtom(exponent=exponent) | CallAtom(function="power", arguments=(_, exponent)):
            return by_index(exponent, binder)
        case PowerAtom():
            found = linear(atom, binder)
            return None if found is None else (constant(found[0]), found[1])
    return None


def _beside(factors: Factors, logarithm: Term) -> Fraction:
    """The exponent with which a base stands in a product in which it is exp of its logarithm too."""
    match logarithm.factors:
        case ((LogAtom(argument=base), exponent),) if exponent == 1:
            (item, coefficient), *more = base.terms
            if not more and coefficient == 1 and len(item.factors) == 1 and not item.bound:
                ((atom, own),) = item.factors
                return factors.get(atom, Fraction(0)) / own
    return Fraction(0)


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
