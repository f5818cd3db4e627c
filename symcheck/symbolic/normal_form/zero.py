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

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Literal, TypeGuard

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, Size
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import call_atom
from symcheck.symbolic.normal_form.cases import bend, cases, renormalised
from symcheck.symbolic.normal_form.facts import Facts, entails, is_zero_form
from symcheck.symbolic.normal_form.facts import is_nonzero as is_nonzero_form
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.generic import is_generic, is_unconditional
from symcheck.symbolic.normal_form.inverses import holds_inverse, vanish
from symcheck.symbolic.normal_form.leaves import has_cases
from symcheck.symbolic.normal_form.polys import add, constant, monomial, open_index, rename_domain, scale, subtract
from symcheck.symbolic.normal_form.relations import bounds_of, solve_for
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.rewriting import rewrite
from symcheck.symbolic.normal_form.signs import is_nonzero
from symcheck.symbolic.normal_form.splitting import short_range, split
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.terms import bind, combine, multiply, times_monomial
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    IndexNumber,
    Poly,
    PowerAtom,
    Term,
    is_bound,
    label,
    relation_key,
)

MAX_CASES = 6
MAX_ROUNDS = 8
MAX_SYMMETRIC = 4
Rule = Literal[
    "equations", "inverses", "sizes", "indices", "signs", "powers", "denominators", "summands", "ranges"
]  # fmt: skip


class Step(Struct, frozen=True):
    """What was done on the way to 0, and the relation, the polynomial or the size that it was about, if one was."""

    rule: Rule
    about: IndexRelation | Poly | Size | None = None


Steps = tuple[Step, ...]
NO_STEPS: Steps = ()


def is_zero(facts: Facts, poly: Poly, exact: bool = True) -> bool:
    """Whether the polynomial is found to be 0; by cases of signs only if it is `exact`."""
    return why_zero(facts, poly, exact) is not None


def why_zero(facts: Facts, poly: Poly, exact: bool = True) -> Steps | None:
    """What shows that a polynomial is 0, each step once; none where it cancels. None if it is not found to be 0."""
    rewritten = rewrite(facts, poly)
    before = NO_STEPS if rewritten.key == poly.key else (Step("equations"),)
    if holds_inverse(rewritten) and vanish(facts, clear_denominators(facts, rewritten)):
        return (*before, Step("inverses"))
    found = _why(facts, rewritten, exact=exact)
    return _after(before, found if found is not None else _by_sizes(facts, rewritten, exact))


def _after(before: Steps, found: Steps | None) -> Steps | None:
    return None if found is None else tuple(dict.fromkeys((*before, *found)))


def _all(before: Steps, parts: Iterable[Steps | None]) -> Steps | None:
    """The steps of all parts; None as soon as one is not found to be 0."""
    steps: Steps = before
    for found in parts:
        if found is None:
            return None
        steps += found
    return steps


def _by_sizes(facts: Facts, poly: Poly, exact: bool) -> Steps | None:
    """For a polynomial that is 0 at each of the small sizes at which sums share no range, and from there on."""
    short = short_range(facts, poly)
    if short is None:
        return None
    size, least = short
    places = _sizes(facts, poly, size, least)
    return _all((Step("sizes", size),), (why_zero(there, at, exact) for there, at in places))


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
        return _all((Step("indices", guard),), (_why(c, renormalised(c, p), depth + 1, exact) for c, p in both))
    powers = _common_powers(facts, poly)
    if powers is not None:
        return _all((Step("powers"),), (_why(facts, part, depth + 1, exact) for part in powers))
    cleared = rewrite(facts, clear_denominators(facts, split_powers(facts, poly)))
    if cleared.key == poly.key:
        return _in_pieces(facts, poly, depth, exact)
    found = NO_STEPS if not cleared.terms else _in_pieces(facts, cleared, depth, False)
    if found is not None:
        return (Step("denominators"), *found)
    if not exact or not has_cases(poly):
        return None
    found = _by_signs(facts, poly, depth)
    return found if found is not None else _by_summands(facts, poly, depth, exact)


def _in_pieces(facts: Facts, poly: Poly, depth: int, exact: bool) -> Steps | None:
    """For a polynomial without free denominators: in other terms, summand by summand, by cases."""
    if _free_guard(poly) is not None:
        return _why(facts, poly, depth + 1, exact)
    found = _by_summands(facts, poly, depth, exact)
    if found is not None:
        return found
    pieces = split(facts, poly)
    if pieces.key != poly.key:
        return _after((Step("ranges"),), _why(facts, pieces, depth + 1, exact))
    return _by_signs(facts, poly, depth) if exact else None


def _by_signs(facts: Facts, poly: Poly, depth: int) -> Steps | None:
    """For a polynomial that is 0 whatever the sign of something that it asks the sign of."""
    asked = bend(facts, poly)
    if asked is None:
        return None
    return _all((Step("signs", asked),), (_why(case, at, depth + 1) for case, at in cases(facts, poly, asked)))


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


def _common_powers(facts: Facts, poly: Poly) -> tuple[Poly, Poly] | None:
    """For a power that was not multiplied out: the terms it stands in, divided by its least power, and the rest."""
    powers = {a: e for t, _ in poly.terms for a, e in t.factors if _is_kept_power(t, a, e)}
    if not powers:
        return None
    atom = min(powers, key=lambda a: (-len(a.key), a.key))
    held = [(t, c) for t, c in poly.terms if dict(t.factors).get(atom, 0) >= 1]
    rest = [(t, c) for t, c in poly.terms if dict(t.factors).get(atom, 0) < 1]
    least = min(dict(t.factors)[atom] for t, _ in held)
    return times_monomial(facts, Poly(tuple(held)), {atom: -least}), Poly(tuple(rest))


def _is_kept_power(item: Term, atom: Atom, exponent: Fraction) -> bool:
    return isinstance(atom, PowerAtom) and exponent > 1 and not _speaks_of_bound(item, atom)


def _speaks_of_bound(item: Term, atom: Atom) -> bool:
    return any(label(item.height + i) in atom.free for i in range(item.bound))


def split_powers(facts: Facts, poly: Poly) -> Poly:
    """Powers of one base whose exponents differ by numbers, as one power times those numbers' powers.

    xⁿ⁻¹ is xⁿ⁻² x unless x = 0, so that two such polynomials are equal at x = 0 as well if they are close to it. It
    takes a base that is 0 nowhere but on such an edge.
    """
    least: dict[tuple[str, str], Fraction] = {}
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            if _is_symbolic(atom, exponent) and not _speaks_of_bound(item, atom):
                key, shift = _power_key(atom)
                least[key] = min(shift, least.get(key, shift))
    return add(*(_split_term(facts, item, c, least) for item, c in poly.terms)) if least else poly


def _is_symbolic(atom: Atom, exponent: Fraction) -> TypeGuard[CallAtom]:
    return isinstance(atom, CallAtom) and atom.function == "power" and exponent.denominator == 1


def _power_key(atom: CallAtom) -> tuple[tuple[str, str], Fraction]:
    """What tells powers of one base whose exponents differ by a number, and that number."""
    base, exponent = atom.arguments
    shift = next((c for t, c in exponent.terms if not t.factors and not t.bound and not t.domain), Fraction(0))
    return (base.key, subtract(exponent, constant(shift)).key), shift


def _split_term(facts: Facts, item: Term, coefficient: Fraction, least: dict[tuple[str, str], Fraction]) -> Poly:
    binders, domain, content, factors = open_term(facts, item)
    body = constant(coefficient * content)
    for atom, exponent in factors.items():
        body = multiply(facts, body, _split_power(facts, atom, exponent, least))
    return bind(facts, binders, domain, body)


def _split_power(facts: Facts, atom: Atom, exponent: Fraction, least: dict[tuple[str, str], Fraction]) -> Poly:
    if not _is_symbolic(atom, exponent):
        return monomial(atom, exponent)
    base, whole = atom.arguments
    key, shift = _power_key(atom)
    excess = shift - least.get(key, shift)
    if not excess or excess.denominator != 1 or not _is_on_no_region(facts, base):
        return monomial(atom, exponent)
    lower = monomial(call_atom("power", (base, subtract(whole, constant(excess)))), exponent)
    return multiply(facts, lower, power(facts, base, excess * exponent))


def _is_on_no_region(facts: Facts, base: Poly) -> bool:
    """Whether a base is 0 nowhere, or only on an edge."""
    return is_nonzero(facts, base) or is_generic(facts, base)


def clear_denominators(facts: Facts, poly: Poly) -> Poly:
    """The polynomial times all denominators that are free of bound indices, until none is left."""
    for _ in range(MAX_ROUNDS):
        needed = _denominators(facts, poly)
        if not needed:
            return poly
        atom, times = next(iter(needed.items()))
        poly = times_monomial(facts, poly, {atom: Fraction(times)})
    return poly


def _denominators(facts: Facts, poly: Poly) -> dict[PowerAtom, int]:
    """The denominators and the power each is to be multiplied by; those deep in a formula first."""
    needed: dict[PowerAtom, int] = {}
    free = is_unconditional(facts, poly)
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            # What is 0 as it stands is never multiplied by: everything would vanish.
            if not isinstance(atom, PowerAtom) or exponent > 0 or not atom.base.terms or _speaks_of_bound(item, atom):
                continue
            if atom.total or free or is_nonzero(facts, atom.base) or is_generic(facts, atom.base):
                needed[atom] = max(needed.get(atom, 0), -(exponent.numerator // exponent.denominator))
    ordered = sorted(needed, key=lambda a: (-len(a.key), a.key))
    return {atom: needed[atom] for atom in ordered}


def _by_summands(facts: Facts, poly: Poly, depth: int, exact: bool) -> Steps | None:
    """For terms with denominators or cases under a sum that cancel, summand by summand, while the rest is 0."""
    hidden = [(t, c) for t, c in poly.terms if _hidden_denominator(t) or (exact and _hidden_case(t))]
    if not hidden:
        return None
    steps: Steps = (Step("summands"),)
    domains = {_shape(t) for t, _ in hidden}
    rest = poly
    for shape in sorted(domains):
        group = [(t, c) for t, c in rest.terms if _shape(t) == shape]
        only = [(t, c) for t, c in hidden if _shape(t) == shape]
        constants = [(t, c) for t, c in rest.terms if _shape(t) != shape and _lifted(facts, group[0][0], t) is not None]
        for chosen, lifted in ((group, []), (only, []), (group, constants)):
            found = _why_summand(facts, chosen, lifted, depth, exact)
            if found is not None:
                steps += found
                kept = {t.key for t, _ in (*chosen, *lifted)}
                rest = Poly(tuple((t, c) for t, c in rest.terms if t.key not in kept))
                break
        else:
            return None
    return _after(steps, _why(facts, rest, depth + 1, exact) if rest.terms else NO_STEPS)


def _hidden_denominator(item: Term) -> bool:
    return any(
        _speaks_of_bound(item, atom) and ((isinstance(atom, PowerAtom) and e < 0) or e.denominator != 1)
        for atom, e in item.factors
    )


def _hidden_case(item: Term) -> bool:
    return any(_speaks_of_bound(item, atom) and has_cases(monomial(atom)) for atom, _ in item.factors)


def _shape(item: Term) -> str:
    """The number of bound indices and their domain, labels counted from 0."""
    lowered: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(label(i)) for i in range(item.bound)}
    return f"{item.bound}:" + ",".join(sorted(map(relation_key, rename_domain(item.domain, lowered))))


def _lifted(facts: Facts, like: Term, item: Term) -> Poly | None:
    """A term n m · t, n and m the lengths of the ranges that `like` sums over, as the summand t of a sum over them."""
    if not like.bound or item.bound or item.domain or len(like.domain) != 2 * like.bound:
        return None
    factors = dict(item.factors)
    for binder in range(like.bound):
        bounds = bounds_of(label(like.height + binder), like.domain)
        length = None if bounds is None else (bounds[1] - bounds[0]).shift(1)
        if length is None or not entails(facts.nonnegative, length):
            return None
        counted = (a for a in factors if isinstance(a, IndexNumber) and a.atom == length.atom and factors[a] >= 1)
        number = next(counted, None)
        if number is None:
            return None
        factors[number] -= 1
    return combine(facts.bare(), Fraction(1), (), (), list(factors.items()))


def _why_summand(
    facts: Facts, group: list[tuple[Term, Fraction]], constants: list[tuple[Term, Fraction]], depth: int, exact: bool
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
    return _why(inner, add(*parts), depth + 1, exact)


def _domain_under(item: Term, axes: tuple[Index, ...]) -> frozenset[IndexRelation]:
    values: dict[IndexAtom, IndexForm] = {label(item.height + i): af.of_atom(a) for i, a in enumerate(axes)}
    return frozenset(rename_domain(item.domain, values))
