"""Products, maxima and minima over an index, in normal form.

Rules, each wherever both sides exist (an extremum over an empty range does not):

- the index runs from 1, and over 1 alone it is 1; min f = −max(−f);
- Π a b = Π a Π b, Π aᵏ = (Π a)ᵏ for a whole number k, Π e^f = e^(Σ f);
- Π c = c^(number of members) for what does not speak of the index;
- max (a + c) = a + max c and max (a c) = a max c for such an a, in the second positive;
- Π f over members with a condition on real numbers is Π (1 + [c] (f − 1));
- Π_{i≠j} f_i = Π_i f_i / f_j for a j in the range, where f_j is known not to be 0;
- a range is gone through in the order in which a map of it onto itself does: max x_{s_i} = max x_i.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, MapEntry
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import fold_atom, is_total
from symcheck.symbolic.normal_form.facts import Facts, entails
from symcheck.symbolic.normal_form.functions.exponentials import exponential, symbolic_power
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.polys import (
    MINUS_ONE,
    Domain,
    add,
    constant,
    monomial,
    open_index,
    rename_domain,
    scale,
    single_product,
    subtract,
)
from symcheck.symbolic.normal_form.relations import permuted, solve_for, within
from symcheck.symbolic.normal_form.renaming import closed
from symcheck.symbolic.normal_form.signs import POSITIVE, atom_sign, is_nonzero
from symcheck.symbolic.normal_form.terms import bind, combine, multiply
from symcheck.symbolic.normal_form.types import Atom, ConditionAtom, ExpAtom, Poly, PowerAtom, label


def fold(
    facts: Facts, kind: str, binder: Index, bounds: tuple[IndexForm, IndexForm], body: Poly, conditions: Domain = ()
) -> Poly:
    """The product, maximum or minimum of the body over the binder within its bounds, where the conditions hold."""
    lower, upper = bounds
    if lower != af.ONE:
        shift: dict[IndexAtom, IndexForm] = {binder: af.of_atom(binder) + lower.shift(-1)}
        body, conditions = facts.substitute(body, shift), rename_domain(conditions, shift)
        upper = upper - lower.shift(-1)
    if upper == af.ONE and not conditions:
        return facts.substitute(body, {binder: af.ONE})
    entry = permuted(binder, (af.ONE, upper), body.free)
    if entry is not None:
        body, conditions, binder = _reordered(facts, binder, body, conditions, entry)
    if kind == "product":
        return _product(facts, binder, upper, body, conditions)
    if kind == "min":
        return scale(_maximum(facts, binder, upper, scale(body, Fraction(-1))), Fraction(-1))
    return _maximum(facts, binder, upper, body)


def _reordered(
    facts: Facts, binder: Index, body: Poly, conditions: Domain, entry: MapEntry
) -> tuple[Poly, Domain, Index]:
    """A member f(s_i) as f(i), where s takes each value in the range of i once and nothing but s_i speaks of i."""
    new = open_index()
    values: dict[IndexAtom, IndexForm] = {entry: af.of_atom(new)}
    found, others = facts.bare().substitute(body, values), rename_domain(conditions, values)
    alone = binder not in found.free and not any(binder in af.free_indices(r.form) for r in others)
    return (found, others, new) if alone else (body, conditions, binder)


def _atom(facts: Facts, kind: str, binder: Index, upper: IndexForm, body: Poly, conditions: Domain) -> Poly:
    lambda_ = closed(facts, (binder,), body, ((af.ONE, upper),))
    back: dict[IndexAtom, IndexForm] = {binder: af.of_atom(label(lambda_.height))}
    return monomial(fold_atom(kind, lambda_, rename_domain(conditions, back)))


def _product(facts: Facts, binder: Index, upper: IndexForm, body: Poly, conditions: Domain) -> Poly:
    def whole(member: Poly) -> Poly:
        return _atom(facts, "product", binder, upper, member, conditions)

    for relation in conditions:
        left_out = _left_out(facts, binder, upper, body, relation)
        if left_out is not None:
            rest = tuple(r for r in conditions if r is not relation)
            without = _product(facts, binder, upper, body, rest)
            return multiply(facts, without, power(facts, left_out, MINUS_ONE))
    single = single_product(body)
    if single is None:
        return whole(body)
    domain = (*within(binder, upper), *conditions)
    count = bind(facts, (binder,), domain, constant(1))
    plain = not any(t.bound or t.domain for t, _ in count.terms)
    parts: list[Poly] = []
    coefficient, factors = _into_denominator(single[1], single[0].factors, binder)
    if coefficient != 1:
        number = constant(coefficient)
        parts.append(symbolic_power(facts, number, count) if plain else whole(number))
    for atom, base, exponent in factors:
        one = monomial(atom, exponent)
        if isinstance(atom, ExpAtom):
            parts.append(exponential(facts, bind(facts, (binder,), domain, scale(atom.exponent, exponent))))
        elif plain and binder not in atom.free:
            parts.append(symbolic_power(facts, one, count))
        elif exponent.denominator == 1 and not isinstance(atom, ConditionAtom):
            parts.append(power(facts, whole(base), exponent))
        else:
            parts.append(whole(one))
    return reduce(lambda a, b: multiply(facts, a, b), parts, constant(1))


def _left_out(facts: Facts, binder: Index, upper: IndexForm, body: Poly, relation: IndexRelation) -> Poly | None:
    """The one member that a condition i ≠ j leaves out of a product, if it is in the range, always has a value, and is
    known not to be 0."""
    solved = solve_for(relation.form, (binder,)) if relation.kind == "ne" else None
    if solved is None or solved[0] != binder:
        return None
    place = solved[1]
    if not (entails(facts.nonnegative, place.shift(-1)) and entails(facts.nonnegative, upper - place)):
        return None
    member = facts.substitute(body, {binder: place})
    return member if is_total(member) and is_nonzero(facts, member) else None


def _into_denominator(
    coefficient: Fraction, factors: tuple[tuple[Atom, Fraction], ...], binder: Index
) -> tuple[Fraction, list[tuple[Atom, Poly, Fraction]]]:
    """Each factor with its base; the coefficient goes into a denominator that is a sum: 1/(1 − q) for −1/(q − 1)."""
    found = [(a, a.base if isinstance(a, PowerAtom) else monomial(a), e) for a, e in factors]
    for place, (atom, base, exponent) in enumerate(found):
        if exponent == -1 and len(base.terms) > 1 and binder in atom.free:
            found[place] = (atom, scale(base, 1 / coefficient), exponent)
            return Fraction(1), found
    return coefficient, found


def _maximum(facts: Facts, binder: Index, upper: IndexForm, body: Poly) -> Poly:
    outside = Poly(tuple((t, c) for t, c in body.terms if binder not in t.free))
    inside = subtract(body, outside)
    if not inside.terms:
        return outside
    single = single_product(inside)
    if single is None:
        return add(outside, _atom(facts, "max", binder, upper, inside, ()))
    free = {a: e for a, e in single[0].factors if atom_sign(facts, a, e) == POSITIVE and binder not in a.free}
    bound = [(a, e) for a, e in single[0].factors if a not in free]
    size = abs(single[1])
    rest = combine(facts, single[1] / size, (), (), bound)
    factor = combine(facts, size, (), (), list(free.items()))
    return add(outside, multiply(facts, factor, _atom(facts, "max", binder, upper, rest, ())))


def conditional(condition: Poly, body: Poly, facts: Facts) -> Poly:
    """A factor that is 1 where a condition on real numbers, 1 or 0, does not hold."""
    return add(constant(1), multiply(facts, condition, subtract(body, constant(1))))
