"""The content of a polynomial: p = coefficient · Π atoms · primitive, so that equal denominators meet.

The monomial part takes the least exponent of every atom that stands in all terms (negative ones included: this is what
brings fractions together); among exponentials, the factor e^E is chosen such that the exponents left over are least in
the canonical order, so that 1 + eˣ and 1 + e⁻ˣ have the same primitive part.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from symcheck.symbolic.normal_form.atoms import exp_atom, is_undefined, total_power
from symcheck.symbolic.normal_form.facts import Facts, SignFact
from symcheck.symbolic.normal_form.generic import is_asked
from symcheck.symbolic.normal_form.leaves import has_cases, parts_of
from symcheck.symbolic.normal_form.polys import MINUS_ONE, ZERO, Factors, add, monomial, scale, subtract
from symcheck.symbolic.normal_form.relations import within
from symcheck.symbolic.normal_form.renaming import opened_fold
from symcheck.symbolic.normal_form.signs import POSITIVE, atom_sign, fraction_gcd, is_negative, is_nonzero, sign
from symcheck.symbolic.normal_form.terms import multiply, times_monomial
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    ConditionAtom,
    ExpAtom,
    FoldAtom,
    Poly,
    PowerAtom,
    Term,
)

MAX_SHIFTS = 12
MAX_ROUNDS = 6
FEW_TERMS = 3
"""The most terms of a sum of which one is looked at alone."""


class Content(Struct, frozen=True):
    """coefficient · Π factors · primitive."""

    coefficient: Fraction
    factors: Factors
    primitive: Poly


def content(facts: Facts, poly: Poly, positive: bool, powers: bool = False) -> Content:
    """The content and the primitive part; with `positive`, only what is known positive is taken out.

    That are atoms that are positive themselves, so that each may be raised to any power; with `powers`, powers of atoms
    that are positive as they stand too: t² where t ≠ 0.
    """
    factors: Factors = {}
    if not poly.terms:
        return Content(Fraction(1), factors, ZERO)
    current = poly
    for _ in range(MAX_ROUNDS):
        common = _common_factors(facts, current, positive, powers)
        if not common:
            break
        current = times_monomial(facts, current, {a: -e for a, e in common.items()})
        for atom, exponent in common.items():
            _merge(factors, atom, exponent)
        if not current.terms:
            return Content(Fraction(1), {}, ZERO)
    coefficient = _rational_content(current, positive)
    return Content(coefficient, factors, scale(current, 1 / coefficient))


def _merge(factors: Factors, atom: Atom, exponent: Fraction) -> None:
    if isinstance(atom, ExpAtom):
        known = next((a for a in factors if isinstance(a, ExpAtom)), None)
        exponents = [scale(atom.exponent, exponent)]
        if known is not None:
            exponents.append(scale(known.exponent, factors.pop(known)))
        merged = add(*exponents)
        if merged.terms:
            factors[exp_atom(merged)] = Fraction(1)
        return
    factors[atom] = factors.get(atom, Fraction(0)) + exponent
    if not factors[atom]:
        del factors[atom]


def _rational_content(poly: Poly, positive: bool) -> Fraction:
    size = reduce(fraction_gcd, (abs(c) for _, c in poly.terms), Fraction(0)) or Fraction(1)
    if positive:
        return size
    negative = sum(c < 0 for _, c in poly.terms)
    flip = 2 * negative > len(poly.terms) or (2 * negative == len(poly.terms) and poly.terms[0][1] < 0)
    return -size if flip else size


def _is_divisor(facts: Facts, atom: Atom) -> bool:
    """Whether an atom may be divided by: exponentials are taken out apart, and no bracket is, nor what is 1/0.

    What has cases may be 0 on a whole region, where a bracket keeps it from being asked for: 1/(1 − [c] y/[c]) is 1
    where c is false, and [c]/([c] − [c] y) is not. So it is divided by only where it is known not to be 0.
    """
    if isinstance(atom, ExpAtom | ConditionAtom) or is_undefined(atom):
        return False
    if not any(map(has_cases, parts_of(atom))):
        return True
    return isinstance(atom, PowerAtom) and (atom.total or is_nonzero(facts, atom.base))


def _common_factors(facts: Facts, poly: Poly, positive: bool, powers: bool) -> Factors:
    least: Factors = {}
    atoms = {a for t, _ in poly.terms for a, _ in t.factors if not t.binds(a) and _is_divisor(facts, a)}
    for atom in atoms:
        exponents = [_exponent(t, atom) for t, _ in poly.terms]
        lowest = min(exponents)
        if lowest < 0 and not _is_asked_for(facts, poly, atom):
            continue
        if lowest and (not positive or atom_sign(facts, atom, lowest if powers else Fraction(1)) == POSITIVE):
            least[atom] = lowest
    shift = _shift(poly)
    if shift.terms:
        least[exp_atom(shift)] = Fraction(1)
    return least


def without_negative(facts: Facts, poly: Poly) -> Poly:
    """A polynomial divided by what is the negative of a factor that is known to be negative: it keeps its sign."""
    for atom, exponent in poly.terms[0][0].factors if poly.terms else ():
        held = [_exponent(t, atom) for t, _ in poly.terms]
        if exponent % 2 == 1 and set(held) == {exponent} and is_negative(facts, atom):
            return scale(times_monomial(facts, poly, {atom: -exponent}), MINUS_ONE)
    return poly


def even_factors(poly: Poly) -> Factors:
    """The even powers of atoms that stand in all terms, as whole squares."""
    first = poly.terms[0][0]
    found = {a: min(_exponent(t, a) for t, _ in poly.terms) for a, _ in first.factors if not isinstance(a, ExpAtom)}
    return {a: e for a, e in found.items() if e >= 2 and e.denominator == 1 and e % 2 == 0 and not is_undefined(a)}


def _is_asked_for(facts: Facts, poly: Poly, atom: Atom) -> bool:
    """Whether a denominator is not 0 wherever the polynomial has a value: no bracket excuses the terms it stands in."""
    if total_power(atom, MINUS_ONE) or is_nonzero(facts, monomial(atom)):
        return True
    if any(is_undefined(a) for t, _ in poly.terms for a, _ in t.factors):
        return False  # [i ≠ k]/(x_i − x_k) is 1/(x_i − x_k) − [i = k]/0
    return all(is_asked(facts, t) for t, _ in poly.terms if _exponent(t, atom) < 0)


def _exponent(term: Term, atom: Atom) -> Fraction:
    for other, exponent in term.factors:
        if other.key == atom.key:
            return exponent if not term.binds(atom) else Fraction(0)
    return Fraction(0)


def _free_exponent(term: Term) -> Poly:
    """The part of a term's exponential that speaks of none of its bound indices."""
    for atom, _ in term.factors:
        if isinstance(atom, ExpAtom):
            if not term.binds(atom):
                return atom.exponent
            own = set(term.labels)
            return Poly(tuple((t, c) for t, c in atom.exponent.terms if not (t.free & own)))
    return ZERO


def _shift(poly: Poly) -> Poly:
    """The exponent E of the factor e^E to take out."""
    exponents = [_free_exponent(t) for t, _ in poly.terms]
    distinct = list({e.key: e for e in exponents}.values())
    if len(distinct) == 1:
        return distinct[0]
    if len(distinct) > MAX_SHIFTS:
        return ZERO
    return min(distinct, key=lambda shift: sorted(subtract(e, shift).key for e in exponents))


def consequences(facts: Facts, fact: SignFact) -> list[SignFact]:
    """What follows of the factors of a product that has a sign, and of one term of a sum."""
    found = [other for each in _of_terms(facts, fact) for other in (each, *_of_factors(facts, each))]
    return [*_of_factors(facts, fact), *found]


def _of_terms(facts: Facts, fact: SignFact) -> Iterator[SignFact]:
    """a > b gives a > 0 where b ≥ 0, and a² > b²; b > |a| gives b² > a²."""
    if fact.kind == "ne" or not 1 < len(fact.poly.terms) <= FEW_TERMS:
        return
    for item, coefficient in fact.poly.terms:
        one = Poly(((item, coefficient),))
        rest = subtract(one, fact.poly)
        known = sign(facts, rest) if coefficient > 0 else None
        if known is not None:
            yield replace(fact, kind=POSITIVE if POSITIVE in (known, fact.kind) else fact.kind, poly=one)
        match item:
            case Term(bound=0, domain=(), factors=((CallAtom(function="abs"), e),)) if e == 1:
                if coefficient < 0 or known is not None:
                    squares = subtract(multiply(facts, one, one), multiply(facts, rest, rest))
                    yield replace(fact, poly=squares if coefficient > 0 else scale(squares, MINUS_ONE))


def _of_factors(facts: Facts, fact: SignFact) -> list[SignFact]:
    """A product is not 0 only if no factor is, nor any member of one over a range, and has the sign of what is left
    without its positive factors.

    A quotient has the sign of the product of what is divided and what it is divided by.
    Powers with a symbolic exponent are left out: xⁿ⁻¹ is written xⁿ x⁻¹, and is 1 where n = 1 and x = 0.
    """
    if any(isinstance(a, CallAtom) and a.function == "power" for t, _ in fact.poly.terms for a, _ in t.factors):
        return []
    parts = content(facts, fact.poly, positive=False)
    pieces = [a.base if isinstance(a, PowerAtom) else monomial(a) for a in parts.factors]
    roots = [a.base for a, e in parts.factors.items() if isinstance(a, PowerAtom) and e.denominator % 2 == 0]
    if len(parts.primitive.terms) == 1:
        term = parts.primitive.terms[0][0]
        own = () if term.bound else term.factors
        pieces += [a.base if isinstance(a, PowerAtom) else monomial(a) for a, _ in own]
        roots += [a.base for a, e in own if isinstance(a, PowerAtom) and e.denominator % 2 == 0]
    elif pieces:
        pieces.append(parts.primitive)
    found = [replace(fact, kind="ne", poly=p) for p in pieces] if fact.kind in ("ne", "gt") else []
    found += [each for f in found for each in _of_members(facts, f)]
    found += [replace(fact, kind="gt", poly=p) for p in roots] if found else []
    if fact.kind == "ne":
        return found
    squares = {a: Fraction(2 * ceil(-e / 2)) for a, e in parts.factors.items() if e < 0 and e.denominator == 1}
    whole = times_monomial(facts, fact.poly, squares)
    alike = (whole, content(facts.with_signs(*found), whole, positive=True, powers=True).primitive)
    return [*found, *(replace(fact, poly=p) for p in dict.fromkeys(alike) if p != fact.poly)]


def _of_members(facts: Facts, fact: SignFact) -> Iterator[SignFact]:
    """Where a product over a range is not 0, no member of it is."""
    match fact.poly.terms:
        case ((Term(bound=0, domain=(), factors=((FoldAtom(kind="product") as product, _),)), _),):
            binder, upper, member, conditions = opened_fold(facts, product)
            domain = (*fact.domain, *within(binder, upper), *conditions)
            yield SignFact("ne", member, (*fact.binders, binder), domain)


def unscaled(facts: Facts, poly: Poly) -> Poly:
    """What is 0 wherever the polynomial is: it without the factors that are not 0 where it has a value."""
    parts = content(facts, poly, positive=False)
    kept = {a: e for a, e in parts.factors.items() if e > 0 and not is_nonzero(facts, monomial(a))}
    return times_monomial(facts, parts.primitive, kept)
