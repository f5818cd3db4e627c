"""Logarithms of polynomials, split as far as signs are known: log ab = log a + log b, log Π f = Σ log f."""

from __future__ import annotations

from fractions import Fraction

from symcheck.symbolic.normal_form.atoms import call_atom, log_atom
from symcheck.symbolic.normal_form.content import content
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.bends import by_sign
from symcheck.symbolic.normal_form.functions.powers import prime_factors
from symcheck.symbolic.normal_form.polys import add, constant, constant_value, monomial, scale, single_product
from symcheck.symbolic.normal_form.relations import within
from symcheck.symbolic.normal_form.renaming import opened_fold
from symcheck.symbolic.normal_form.signs import POSITIVE, atom_sign, sign
from symcheck.symbolic.normal_form.terms import bind, combine
from symcheck.symbolic.normal_form.types import Atom, CallAtom, ExpAtom, FoldAtom, Poly, PowerAtom


def logarithm(facts: Facts, argument: Poly) -> Poly:
    """log argument, split as far as signs are known."""
    value = constant_value(argument)
    if value is not None:
        return _log_rational(facts, value) if value > 0 else monomial(log_atom(facts, argument))
    parts = content(facts, argument, positive=True)
    outside = [_log_rational(facts, parts.coefficient), *(_log_power(facts, a, e) for a, e in parts.factors.items())]
    return add(*outside, _log_primitive(facts, parts.primitive))


def _log_rational(facts: Facts, value: Fraction) -> Poly:
    return add(*(monomial(log_atom(facts, constant(p)), 1, e) for p, e in prime_factors(value)))


def _log_power(facts: Facts, atom: Atom, exponent: Fraction) -> Poly:
    """log a^e = e log a for a positive atom."""
    match atom:
        case ExpAtom(exponent=inner):
            return scale(inner, exponent)
        case PowerAtom(base=base):
            return scale(monomial(log_atom(facts, base)), exponent)
        case CallAtom(function="gamma", arguments=(inner,)):
            return monomial(call_atom("loggamma", (inner,)), 1, exponent)
        case FoldAtom() if (found := _log_fold(facts, atom)) is not None:
            return scale(found, exponent)
    return monomial(log_atom(facts, monomial(atom)), 1, exponent)


def _log_fold(facts: Facts, atom: FoldAtom) -> Poly | None:
    """log Π f = Σ log f for positive f; None for any other."""
    if atom.kind != "product":
        return None
    binder, upper, body, conditions = opened_fold(facts, atom)
    domain = (*within(binder, upper), *conditions)
    inner = facts.with_relations(domain)
    return bind(facts, (binder,), domain, logarithm(inner, body)) if sign(inner, body) == POSITIVE else None


def _log_primitive(facts: Facts, base: Poly) -> Poly:
    value = constant_value(base)
    if value is not None and value > 0:
        return _log_rational(facts, value)
    single = single_product(base)
    if single is None or single[1] != 1:
        return monomial(log_atom(facts, base))
    parts: list[Poly] = []
    inside: list[tuple[Atom, Fraction]] = []
    for atom, e in single[0].factors:
        if atom_sign(facts, atom, Fraction(1)) is not None:
            parts.append(_log_power(facts, atom, e))
        elif e.denominator == 1 and e.numerator % 2 == 0:
            parts.append(scale(monomial(log_atom(facts, by_sign(facts, "abs", monomial(atom)))), e))
        else:
            inside.append((atom, e))
    if len(inside) == 1:
        parts.append(_log_power(facts, *inside[0]))
    elif inside:
        parts.append(monomial(log_atom(facts, combine(facts, Fraction(1), (), (), inside))))
    return add(*parts)
