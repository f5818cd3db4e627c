"""Terms under a sum that cancel summand by summand, where their denominators or cases speak of what is summed over.

Either all indices of a domain are opened and the summand is symmetrised over them, or the one index alone that the
denominators speak of. `why` is the zero test, for what is left: it says what shows that a polynomial is 0, if it is.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from math import factorial

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.leaves import has_cases
from symcheck.symbolic.normal_form.polys import Factors, add, monomial, open_index, rename_domain, scale
from symcheck.symbolic.normal_form.relations import bounds_of
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.steps import NO_STEPS, Step, Steps, after
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.terms import bind, combine
from symcheck.symbolic.normal_form.types import (
    IndexNumber,
    Poly,
    PowerAtom,
    Term,
    label,
    relation_key,
)

MAX_SYMMETRIC = 4
Why = Callable[[Facts, Poly], Steps | None]


def by_summands(facts: Facts, poly: Poly, exact: bool, why: Why) -> Steps | None:
    """For terms with denominators or cases under a sum that cancel, summand by summand, while the rest is 0."""
    hidden = [(t, c) for t, c in poly.terms if _hidden_denominator(t) or (exact and _hidden_case(t))]
    if not hidden:
        return None
    found = _all_bound(facts, poly, hidden, why)
    return found if found is not None else _outermost(facts, poly, why)


def _all_bound(facts: Facts, poly: Poly, hidden: list[tuple[Term, Fraction]], why: Why) -> Steps | None:
    """Summands by all of their bound indices, for each domain that hides something."""
    steps: Steps = (Step("summands"),)
    domains = {_shape(t) for t, _ in hidden}
    rest = poly
    for shape in sorted(domains):
        group = [(t, c) for t, c in rest.terms if _shape(t) == shape]
        only = [(t, c) for t, c in hidden if _shape(t) == shape]
        constants = [(t, c) for t, c in rest.terms if _shape(t) != shape and _lifted(facts, group[0][0], t) is not None]
        for chosen, lifted in ((group, []), (only, []), (group, constants)):
            found = _why_summand(facts, chosen, lifted, why)
            if found is not None:
                steps += found
                kept = {t.key for t, _ in (*chosen, *lifted)}
                rest = Poly(tuple((t, c) for t, c in rest.terms if t.key not in kept))
                break
        else:
            return None
    return after(steps, why(facts, rest) if rest.terms else NO_STEPS)


Row = tuple[IndexForm, IndexForm, Poly]
"""The ends of a sum over one index, and what is summed."""


def _outermost(facts: Facts, poly: Poly, why: Why) -> Steps | None:
    """Summands by the one index that their denominators speak of: what is summed inside may be such a denominator."""
    outer = open_index()
    hidden = {t: row for t, c in poly.terms if (row := _outer_row(facts, t, c, outer)) is not None}
    if not hidden or len({(lower, upper) for lower, upper, _ in hidden.values()}) > 1:
        return None
    (lower, upper, _), form = next(iter(hidden.values())), af.of_atom(outer)
    inner = facts.with_nonnegative(form - lower, upper - form)
    beside = {t: row for t, c in poly.terms if (row := _plain_row(facts, t, c, outer, (lower, upper))) is not None}
    for rows in (hidden, {**beside, **hidden}):
        found = why(inner, add(*(body for _, _, body in rows.values())))
        if found is not None:
            rest = Poly(tuple((t, c) for t, c in poly.terms if t not in rows))
            return after((Step("summands"), *found), why(facts, rest) if rest.terms else NO_STEPS)
    return None


def _outer_row(facts: Facts, item: Term, coefficient: Fraction, name: Index) -> Row | None:
    """A term as a sum over the one bound index that its denominators speak of, under this name."""
    spoken = {i for i in range(item.bound) for a, e in item.factors if e < 0 and label(item.height + i) in a.free}
    return _row_over(facts, item, coefficient, spoken.pop(), name) if len(spoken) == 1 else None


def _plain_row(
    facts: Facts, item: Term, coefficient: Fraction, name: Index, ends: tuple[IndexForm, IndexForm]
) -> Row | None:
    """A term without denominators as a sum over its one index between these ends; n t as the sum of t."""
    if item.bound:
        rows = (_row_over(facts, item, coefficient, position, name) for position in range(item.bound))
        found = [row for row in rows if row is not None and row[:2] == ends]
        return found[0] if len(found) == 1 else None
    if item.domain:
        return None
    factors = _over_length(facts, dict(item.factors), (ends[1] - ends[0]).shift(1))
    return None if factors is None else (*ends, combine(facts.bare(), coefficient, (), (), list(factors.items())))


def _row_over(facts: Facts, item: Term, coefficient: Fraction, position: int, name: Index) -> Row | None:
    """A term as a sum over one of its bound indices, which no other one's range hangs on; guards are summed with it."""
    binders, domain, content, factors = open_term(facts, item)
    outer = binders[position]
    guards = tuple(r for r in domain if outer in af.free_indices(r.form) and r.kind != "ge")
    bounds = bounds_of(outer, tuple(r for r in domain if r not in guards))
    if bounds is None or (af.free_indices(bounds[0]) | af.free_indices(bounds[1])).intersection(binders):
        return None
    inside = tuple(r for r in domain if outer not in af.free_indices(r.form))
    others = tuple(b for b in binders if b != outer)
    body = bind(facts, others, (*inside, *guards), combine(facts, coefficient * content, (), (), list(factors.items())))
    return *bounds, substitute(facts, body, {outer: af.of_atom(name)})


def _hidden_denominator(item: Term) -> bool:
    return any(
        item.binds(atom) and ((isinstance(atom, PowerAtom) and e < 0) or e.denominator != 1) for atom, e in item.factors
    )


def _hidden_case(item: Term) -> bool:
    return any(item.binds(atom) and has_cases(monomial(atom)) for atom, _ in item.factors)


def _shape(item: Term) -> str:
    """The number of bound indices and their domain, labels counted from 0."""
    lowered: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(label(i)) for i in range(item.bound)}
    return f"{item.bound}:" + ",".join(sorted(map(relation_key, rename_domain(item.domain, lowered))))


def _lifted(facts: Facts, like: Term, item: Term) -> Poly | None:
    """A term n m · t, n and m the lengths of the ranges that `like` sums over, as the summand t of a sum over them."""
    if not like.bound or item.bound or item.domain or len(like.domain) != 2 * like.bound:
        return None
    factors: Factors | None = dict(item.factors)
    for binder in range(like.bound):
        bounds = bounds_of(label(like.height + binder), like.domain)
        length = None if bounds is None else (bounds[1] - bounds[0]).shift(1)
        factors = None if factors is None or length is None else _over_length(facts, factors, length)
    return None if factors is None else combine(facts.bare(), Fraction(1), (), (), list(factors.items()))


def _over_length(facts: Facts, factors: Factors, length: IndexForm) -> Factors | None:
    """A product divided by the length of a range, which is not shorter than empty; None if that is no factor."""
    counted = (a for a in factors if isinstance(a, IndexNumber) and a.atom == length.atom and factors[a] >= 1)
    number = next(counted, None)
    if number is None or not entails(facts.nonnegative, length):
        return None
    return {a: e - (a == number) for a, e in factors.items() if a != number or e != 1}


def _why_summand(
    facts: Facts, group: list[tuple[Term, Fraction]], constants: list[tuple[Term, Fraction]], why: Why
) -> Steps | None:
    """For terms over one domain whose symmetrised summand is 0 for free values of the indices.

    `constants` are terms that are a sum of equal summands over the same domain.
    """
    bound = group[0][0].bound
    if bound > MAX_SYMMETRIC:
        return None
    axes = tuple(open_index() for _ in range(bound))
    domain = _domain_under(group[0][0], axes)
    orders = [o for o in permutations(axes) if _domain_under(group[0][0], o) == domain]
    inner = facts.with_nonnegative(*(r.form for r in domain if r.kind == "ge"))
    inner = inner.with_nonzero(*(r.form for r in domain if r.kind == "ne"))
    parts = [scale(p, c) for t, c in constants if (p := _lifted(facts, group[0][0], t)) is not None]
    for item, coefficient in group:
        for order in orders:
            values: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(a) for i, a in enumerate(order)}
            body = combine(inner, coefficient / factorial(bound), (), (), list(item.factors))
            parts.append(scale(substitute(inner, body, values), Fraction(factorial(bound), len(orders))))
    return why(inner, add(*parts))


def _domain_under(item: Term, axes: tuple[Index, ...]) -> frozenset[IndexRelation]:
    values: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(a) for i, a in enumerate(axes)}
    return frozenset(rename_domain(item.domain, values))
