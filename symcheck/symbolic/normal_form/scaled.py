"""Matrices r_i A_ij and A_ij r_j: what speaks of one axis alone and stands in all terms, taken out of a matrix.

It is taken out where it always has a value, or where nothing in the matrix excuses it: a row under a condition may be 0
where r has none.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from symcheck.expressions.indices import Index
from symcheck.symbolic.normal_form.atoms import exp_atom, is_total, total_power
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.generic import is_unconditional
from symcheck.symbolic.normal_form.polys import ONE, Factors
from symcheck.symbolic.normal_form.renaming import closed, opened
from symcheck.symbolic.normal_form.terms import combine, times_monomial
from symcheck.symbolic.normal_form.types import Atom, ConditionAtom, ExpAtom, Lambda, Poly, Term, is_bound, label


class Scaled(Struct, frozen=True):
    """A matrix r_i A_ij or A_ij r_j: its axes under new names, of which of them r speaks, r, and A."""

    axes: tuple[Index, ...]
    side: int
    factor: Poly
    rest: Lambda


def scaled(facts: Facts, matrix: Lambda) -> Scaled | None:
    """The first axis of which something speaks alone, and that taken out; None where there is none."""
    if not matrix.body.terms or not any(_may_be_alone(a, matrix) for a, _ in matrix.body.terms[0][0].factors):
        return None
    axes, body = opened(facts, matrix)
    free = is_unconditional(facts, body)
    for side, axis in enumerate(axes):
        common = _common(body, axis, axes[1 - side], free)
        if common:
            rest = times_monomial(facts, body, {a: -e for a, e in common.items()})
            factor = combine(facts, ONE, (), (), list(common.items()))
            return Scaled(axes, side, factor, closed(facts, axes, rest, matrix.ranges))
    return None


def _may_be_alone(atom: Atom, matrix: Lambda) -> bool:
    """Whether an atom, or a term in an exponent, speaks of one axis and of nothing else that is bound."""
    if isinstance(atom, ExpAtom):
        return any(_is_of_one_axis(t, matrix) for t, _ in atom.exponent.terms)
    return _is_of_one_axis(atom, matrix)


def _is_of_one_axis(part: Atom | Term, matrix: Lambda) -> bool:
    bound = [i for i in part.free if isinstance(i, Index) and is_bound(i)]
    return len(bound) == 1 and bound[0] in (label(matrix.height), label(matrix.height + 1))


def _common(body: Poly, axis: Index, other: Index, free: bool) -> Factors:
    """Powers of what speaks of one axis, and of no other and nothing bound, that stand in all terms; exponentials by
    their parts. Unless nothing excuses them, those alone that always have a value.
    """

    def alone(part: Atom | Term) -> bool:
        return axis in part.free and not any(i == other or (isinstance(i, Index) and is_bound(i)) for i in part.free)

    powers = [dict(t.factors) for t, _ in body.terms]
    own = [a for a in (powers[0] if powers else ()) if alone(a) and not isinstance(a, ConditionAtom | ExpAtom)]
    held = {a: [p.get(a, Fraction(0)) for p in powers] for a in own}
    common = {a: min(es, key=abs) for a, es in held.items() if min(es) > 0 or max(es) < 0}
    common = {a: e for a, e in common.items() if free or total_power(a, e)}
    exponents = [[t for a in p if isinstance(a, ExpAtom) for t in a.exponent.terms] for p in powers]
    first = exponents[0] if exponents else []
    shared = Poly(tuple((t, c) for t, c in first if alone(t) and all((t, c) in terms for terms in exponents)))
    return {**common, exp_atom(shared): ONE} if shared.terms and (free or is_total(shared)) else common
