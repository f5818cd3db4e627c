"""Matrices that are positive definite, or invertible, by their form: what det A ≠ 0 and det A > 0 follow from.

Recognised, of a matrix in normal form: a sum of positive semidefinite terms of which one is positive definite.
Positive definite: declared so; the inverse of one that is; a diagonal matrix of positive numbers, λI among them.
Semidefinite: Σ_k w_k f_ik f_jk with w_k ≥ 0, and Σ_kl f_ik P_kl f_jl with P positive definite, declared or an inverse;
f may be a sum of its own. A matrix is invertible if its determinant is not 0, and c I + A B for c ≠ 0 if c I + B A is.
A matrix that is not recognised may be positive definite all the same.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.symbolic.normal_form.atoms import lambda_free, subscripts
from symcheck.symbolic.normal_form.content import content
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.matrices import determinant, is_diagonal, reached
from symcheck.symbolic.normal_form.polys import ONE, Factors, Summed, monomial
from symcheck.symbolic.normal_form.renaming import open_term, opened
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, atom_sign, is_nonzero
from symcheck.symbolic.normal_form.substitute import substitute
from symcheck.symbolic.normal_form.terms import normalise_term
from symcheck.symbolic.normal_form.types import NONE, Atom, EntryAtom, InverseAtom, Lambda, Poly, Term
from symcheck.symbolic.normal_form.work import remembered


@remembered
def is_definite(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is recognised as positive definite."""
    if matrix.axes != 2 or matrix.ranges[0] != matrix.ranges[1]:
        return False
    (row, column), body = opened(facts, matrix)
    found = [_definite_term(facts, t, c, row, column) for t, c in body.terms]
    return None not in found and POSITIVE in found


def is_regular(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is recognised as invertible."""
    found = determinant(facts, matrix)
    parts = content(facts, found, positive=False)
    factors = (*map(monomial, parts.factors), parts.primitive)
    return is_nonzero(facts, found) or (bool(parts.factors) and all(is_nonzero(facts, f) for f in factors))


def _definite_term(facts: Facts, item: Term, coefficient: Fraction, row: Index, column: Index) -> str | None:
    """POSITIVE for a positive definite term, NONNEGATIVE for a semidefinite one, None for any other."""
    if coefficient <= 0:
        return None
    binders, domain, content, factors = open_term(facts, item)
    if content <= 0:
        return None
    diagonal = _sign(facts, factors) if is_diagonal(binders, domain, row, column) else None
    if diagonal is not None:
        return diagonal
    mixed = [(a, e) for a, e in factors.items() if {row, column} <= a.free]
    rest = {a: e for a, e in factors.items() if not {row, column} <= a.free}
    if mixed:
        plain = len(mixed) == 1 and mixed[0][1] == 1 and not any({row, column} & a.free for a in rest)
        scalar = None if binders or domain else _sign(facts, rest)
        return scalar if plain and _declared(facts, mixed[0][0], row, column) else None
    return NONNEGATIVE if _gram(facts, Summed(binders, domain, rest), row, column) else None


def _sign(facts: Facts, factors: Factors) -> str | None:
    """The sign of a product of powers."""
    found = [atom_sign(facts, a, e) for a, e in factors.items()]
    if None in found:
        return None
    return NONNEGATIVE if NONNEGATIVE in found else POSITIVE


def _declared(facts: Facts, atom: Atom, row: Index, column: Index) -> bool:
    """Whether an atom is the entry (row, column) of a positive definite matrix."""
    ends = {f.index for f in subscripts(atom)}
    return ends == {row, column} and _of_definite(facts, atom, frozenset((row, column)))


def _of_definite(facts: Facts, atom: Atom, spoken: frozenset[Index]) -> bool:
    """Whether an atom is an entry of one positive definite matrix, whatever the indices: declared, or an inverse."""
    match atom:
        case EntryAtom(array=array):
            return array.positive_definite
        case InverseAtom(matrix=matrix):
            return lambda_free(matrix).isdisjoint(spoken) and is_definite(facts, matrix)
    return False


def _gram(facts: Facts, item: Summed, row: Index, column: Index) -> bool:
    """Σ_k w_k f_ik f_jk with w_k ≥ 0, or a form in a definite matrix."""
    first, second = (NONE.union(*(a.free for a in item.factors if end in a.free)) for end in (row, column))
    cuts = [first & second, *({b} for b in item.binders)]
    squares = (_is_square(facts, item, {row: column}, frozenset(cut)) for cut in cuts)
    return any(squares) or _is_form(facts, item, {row: column})


def is_quadratic_form(facts: Facts, item: Term) -> bool:
    """Whether a term is Σ_kl f_k P_kl f_l with P positive definite, times what is not negative."""
    binders, domain, content, factors = open_term(facts, item)
    return content > 0 and _is_form(facts, Summed(binders, domain, factors), {})


def _is_form(facts: Facts, item: Summed, turn: dict[Index, Index]) -> bool:
    """Whether a sum is Σ_kl f_ik P_kl f_jl with P positive definite, where i turns into j."""
    spoken = frozenset((*item.binders, *turn.keys(), *turn.values()))
    for atom, exponent in item.factors.items():
        k, m = ([f.index for f in subscripts(atom)] + [None, None])[:2]
        apart = k in item.binders and m in item.binders and k != m and exponent == 1
        if k is None or m is None or not apart or not _of_definite(facts, atom, spoken):
            continue
        rest = Summed(item.binders, item.domain, {a: e for a, e in item.factors.items() if a is not atom})
        if any(_is_square(facts, rest, {**turn, a: b}, NONE) for a, b in ((k, m), (m, k))):
            return True
    return False


def _is_square(facts: Facts, item: Summed, turn: dict[Index, Index], shared: frozenset[IndexAtom]) -> bool:
    """Whether a sum is Σ w f g: f hangs together with indices, g is f with what they turn into, w ≥ 0 with neither."""
    left, right = (reached(item, frozenset(ends), shared) for ends in (turn.keys(), turn.values()))
    sides: list[Poly] = []
    for near, far, ends in ((left, right, turn.keys()), (right, left, turn.values())):
        factors = {a: e for a, e in item.factors.items() if a.free & near}
        domain = tuple(r for r in item.domain if af.free_indices(r.form) & near)
        if any(far & a.free for a in factors) or any(far & af.free_indices(r.form) for r in domain):
            return False
        own = tuple(b for b in item.binders if b in near and b not in ends)
        sides.append(normalise_term(facts.bare(), ONE, own, domain, factors))
    weight = {a: e for a, e in item.factors.items() if not a.free & (left | right)}
    values: dict[IndexAtom, IndexForm] = {k: af.of_atom(m) for k, m in turn.items()}
    return substitute(facts.bare(), sides[0], values).key == sides[1].key and _sign(facts, weight) is not None
