"""Denominators that are free of bound indices multiplied out, and powers of one base brought to one exponent."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeGuard

from symcheck.symbolic.normal_form.atoms import call_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.powers import power
from symcheck.symbolic.normal_form.generic import is_generic, is_unconditional
from symcheck.symbolic.normal_form.polys import add, constant, monomial, subtract
from symcheck.symbolic.normal_form.renaming import open_term
from symcheck.symbolic.normal_form.signs import is_nonzero
from symcheck.symbolic.normal_form.terms import bind, multiply, times_monomial
from symcheck.symbolic.normal_form.types import (
    Atom,
    CallAtom,
    Poly,
    PowerAtom,
    Term,
)

MAX_ROUNDS = 8


def common_powers(facts: Facts, poly: Poly) -> tuple[Poly, Poly] | None:
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
    return isinstance(atom, PowerAtom) and exponent > 1 and not item.binds(atom)


def split_powers(facts: Facts, poly: Poly) -> Poly:
    """Powers of one base whose exponents differ by numbers, as one power times those numbers' powers.

    xⁿ⁻¹ is xⁿ⁻² x unless x = 0, so that two such polynomials are equal at x = 0 as well if they are close to it. It
    takes a base that is 0 nowhere but on such an edge.
    """
    least: dict[tuple[str, str], Fraction] = {}
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            if _is_symbolic(atom, exponent) and not item.binds(atom):
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


def _denominators(facts: Facts, poly: Poly) -> dict[Atom, int]:
    """The denominators and the power each is to be multiplied by; those deep in a formula first.

    Sums, and sines: cos²/sin is 1/sin − sin.
    """
    needed: dict[Atom, int] = {}
    free = is_unconditional(facts, poly)
    for item, _ in poly.terms:
        for atom, exponent in item.factors:
            # What is 0 as it stands is never multiplied by: everything would vanish.
            base = _divided_by(atom)
            if base is None or exponent > 0 or not base.terms or item.binds(atom):
                continue
            never = atom.total and isinstance(atom, PowerAtom)
            if never or free or is_nonzero(facts, base) or is_generic(facts, base):
                needed[atom] = max(needed.get(atom, 0), -(exponent.numerator // exponent.denominator))
    ordered = sorted(needed, key=lambda a: (-len(a.key), a.key))
    return {atom: needed[atom] for atom in ordered}


def _divided_by(atom: Atom) -> Poly | None:
    """What stands below, if it is related to what may stand above; None for an entry, of which powers are unrelated."""
    match atom:
        case PowerAtom(base=base):
            return base
        case CallAtom(function="sin"):
            return monomial(atom)
    return None
