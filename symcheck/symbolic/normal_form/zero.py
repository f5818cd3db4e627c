"""Whether a polynomial in normal form is 0 for all sizes and all values.

Decided: sums of products of entries, exponentials, logarithms and roots with rational coefficients; denominators free
of bound indices (multiplied out); denominators under a sum, where the summands agree (the index is freed, the summand
symmetrised over the bound indices, and its denominators multiplied out in turn); guards such as `[w = o]`, by cases;
sums over triangles, and over ranges that differ by a few terms.
Real equations given as assumptions are used as rewriting rules.

Powers of sums that were too long to be multiplied out are divided by the least power in which they stand.

Not decided, for example: Σ_{i≠k} 1/x_i = Σ_i 1/x_i − 1/x_k (true where all x_i ≠ 0), as the excluded term may not
exist. "No" means "not found to be 0", never "is not 0".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexAtom, IndexForm, Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.angles import in_common_parts
from symcheck.symbolic.normal_form.cases import bend, cases, renormalised
from symcheck.symbolic.normal_form.denominators import clear_denominators, common_powers, split_powers
from symcheck.symbolic.normal_form.facts import Facts, entails, is_zero_form
from symcheck.symbolic.normal_form.facts import is_nonzero as is_nonzero_form
from symcheck.symbolic.normal_form.inverses import holds_inverse, vanish
from symcheck.symbolic.normal_form.leaves import has_cases
from symcheck.symbolic.normal_form.relations import solve_for
from symcheck.symbolic.normal_form.rewriting import rewrite
from symcheck.symbolic.normal_form.splitting import short_range, split
from symcheck.symbolic.normal_form.steps import NO_STEPS, Step, Steps, after, all_of
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.summands import by_summands
from symcheck.symbolic.normal_form.types import (
    Poly,
    is_bound,
)

MAX_CASES = 6


def is_zero(facts: Facts, poly: Poly, exact: bool = True) -> bool:
    """Whether the polynomial is found to be 0; by cases of signs only if it is `exact`."""
    return why_zero(facts, poly, exact) is not None


def why_zero(facts: Facts, poly: Poly, exact: bool = True) -> Steps | None:
    """What shows that a polynomial is 0, each step once; none where it cancels. None if it is not found to be 0."""
    rewritten = rewrite(facts, poly)
    before = NO_STEPS if rewritten.key == poly.key else (Step("equations"),)
    common = in_common_parts(facts, rewritten) if rewritten.terms else rewritten
    if common is not rewritten:
        rewritten, before = common, (*before, Step("angles"))
    if holds_inverse(rewritten) and vanish(facts, clear_denominators(facts, rewritten)):
        return (*before, Step("inverses"))
    found = _why(facts, rewritten, exact=exact)
    return after(before, found if found is not None else _by_sizes(facts, rewritten, exact))


def _by_sizes(facts: Facts, poly: Poly, exact: bool) -> Steps | None:
    """For a polynomial that is 0 at each of the small sizes at which sums share no range, and from there on."""
    short = short_range(facts, poly)
    if short is None:
        return None
    size, least = short
    places = _sizes(facts, poly, size, least)
    return all_of((Step("sizes", size),), (why_zero(there, at, exact) for there, at in places))


def _sizes(facts: Facts, poly: Poly, size: Size, least: int) -> Iterator[tuple[Facts, Poly]]:
    """The polynomial where a size is at least so large, and at each smaller one that the facts allow."""
    form = af.of_atom(size)
    larger = facts.with_nonnegative(form.shift(-least))
    yield larger, renormalised(larger, poly)
    for value in range(1, least):
        there = facts.with_nonnegative(form.shift(-value), form.scale(-1).shift(value))
        if not entails(facts.nonnegative, form.shift(-value - 1)):
            yield there, renormalised(there, poly, forms={size: af.integer(value)})


def _why(facts: Facts, poly: Poly, depth: int = 0, exact: bool = True) -> Steps | None:
    """What shows that a polynomial is 0, but for sizes one by one.

    One that is not `exact` was multiplied by denominators: it is 0 where they are, and is not asked about in a case
    that consists of such places.
    """
    poly = rewrite(facts, poly)
    if not poly.terms:
        return NO_STEPS
    if depth > MAX_CASES:
        return None
    guard = _free_guard(poly)
    if guard is not None:
        both = _cases(facts, poly, guard)
        return all_of((Step("indices", guard),), (_why(c, renormalised(c, p), depth + 1, exact) for c, p in both))
    powers = common_powers(facts, poly)
    if powers is not None:
        return all_of((Step("powers"),), (_why(facts, part, depth + 1, exact) for part in powers))
    cleared = rewrite(facts, clear_denominators(facts, split_powers(facts, poly)))
    if cleared.key == poly.key:
        return _in_pieces(facts, poly, depth, exact)
    found = NO_STEPS if not cleared.terms else _in_pieces(facts, cleared, depth, False)
    if found is not None:
        return (Step("denominators"), *found)
    if not exact or not has_cases(poly):
        return None
    found = _by_signs(facts, poly, depth)
    return found if found is not None else by_summands(facts, poly, exact, partial(_why, depth=depth + 1, exact=exact))


def _in_pieces(facts: Facts, poly: Poly, depth: int, exact: bool) -> Steps | None:
    """For a polynomial without free denominators: in other terms, summand by summand, by cases."""
    if _free_guard(poly) is not None:
        return _why(facts, poly, depth + 1, exact)
    found = by_summands(facts, poly, exact, partial(_why, depth=depth + 1, exact=exact))
    if found is not None:
        return found
    pieces = split(facts, poly)
    if pieces.key != poly.key:
        return after((Step("ranges"),), _why(facts, pieces, depth + 1, exact))
    return _by_signs(facts, poly, depth) if exact else None


def _by_signs(facts: Facts, poly: Poly, depth: int) -> Steps | None:
    """For a polynomial that is 0 whatever the sign of something that it asks the sign of."""
    asked = bend(facts, poly)
    if asked is None:
        return None
    return all_of((Step("signs", asked),), (_why(case, at, depth + 1) for case, at in cases(facts, poly, asked)))


def _free_guard(poly: Poly) -> IndexRelation | None:
    """A relation in the domain of some term that speaks of no bound index."""
    for item, _ in poly.terms:
        for relation in item.domain:
            if not any(map(is_bound, af.free_indices(relation.form))):
                return relation
    return None


def _cases(facts: Facts, poly: Poly, guard: IndexRelation) -> list[tuple[Facts, Poly]]:
    """The polynomial where the relation holds, and where it does not, as far as there is such a place."""
    return [case for case in _both_cases(facts, poly, guard) if not _is_contradictory(case[0])]


def _is_contradictory(facts: Facts) -> bool:
    """Whether what is said of indices cannot all hold, plainly."""
    return any(is_zero_form(facts.nonnegative, form) for form in facts.nonzero)


def _both_cases(facts: Facts, poly: Poly, guard: IndexRelation) -> list[tuple[Facts, Poly]]:
    form = guard.form
    if guard.kind == "ge":
        beyond = form.scale(-1).shift(-1)
        if entails(facts.nonnegative, form.scale(-1)):
            return [assume_equal(facts, poly, form), (facts.with_nonnegative(beyond), poly)]
        return [(facts.with_nonnegative(form), poly), (facts.with_nonnegative(beyond), poly)]
    apart = (facts.with_nonzero(form), poly)
    if is_zero_form(facts.nonnegative, form):
        return [assume_equal(facts, poly, form)]
    if is_nonzero_form(facts, facts.nonnegative, form):
        return [apart]
    return [apart, assume_equal(facts, poly, form)]


def assume_equal(facts: Facts, poly: Poly, form: IndexForm) -> tuple[Facts, Poly]:
    """The facts and the polynomial where form = 0."""
    known = facts.with_nonnegative(form, form.scale(-1))
    solved = solve_for(form, ())
    if solved is None:
        return known, poly
    values: dict[IndexAtom, IndexForm] = {solved[0]: solved[1]}
    return known, substitute(known, poly, values)
