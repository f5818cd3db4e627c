"""Sines and cosines of parts of one angle, written by those of one part: cos t = 2 cos² (t/2) − 1 beside cos (t/2)."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

from symcheck.expressions.indices import Index
from symcheck.symbolic.normal_form.cases import renormalised
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.functions.exponentials import of_multiple
from symcheck.symbolic.normal_form.leaves import polys_in
from symcheck.symbolic.normal_form.types import Atom, CallAtom, Poly, Term, is_bound

MOST_PARTS = 60
MOST_TIMES = 8


def common_parts(facts: Facts, polys: Iterable[Poly]) -> dict[Atom, Poly]:
    """What stands for the sines and cosines in polynomials of which those of a smaller part of the angle stand there.

    Only angles that speak of nothing bound.
    """
    found: dict[Term, dict[int, list[CallAtom]]] = {}
    for atom in dict.fromkeys(a for poly in polys for a in _waves(poly)):
        ((item, coefficient),) = atom.arguments[0].terms
        found.setdefault(item, {}).setdefault(coefficient.denominator, []).append(atom)
    put: dict[Atom, Poly] = {}
    for item, parts in found.items():
        smallest = lcm(*parts)
        for part, atoms in parts.items():
            if len(parts) > 1 and 1 < smallest // part <= MOST_TIMES:
                cosine, sine = of_multiple(facts, item, smallest // part, smallest)
                put.update((a, cosine if a.function == "cos" else sine) for a in atoms)
    return put


def _waves(poly: Poly) -> Iterable[CallAtom]:
    """The sines and cosines of parts of one term."""
    for part in polys_in(poly, MOST_PARTS):
        for item, _ in part.terms:
            for atom, _ in item.factors:
                if isinstance(atom, CallAtom) and atom.function in ("cos", "sin") and _is_part(atom):
                    yield atom


def _is_part(atom: CallAtom) -> bool:
    terms = atom.arguments[0].terms
    bound = any(isinstance(i, Index) and is_bound(i) for i in atom.free)
    return not bound and len(terms) == 1 and terms[0][1].numerator == 1


def in_common_parts(facts: Facts, poly: Poly) -> Poly:
    """The polynomial by the sines and cosines of one part of each angle in it."""
    put = common_parts(facts, (poly,))
    return renormalised(facts, poly, put) if put else poly
