"""Inverses and determinants of matrices that are made of others, in normal form.

(A⁻¹)⁻¹ = A, (c A)⁻¹ = A⁻¹/c, (A B)⁻¹ = B⁻¹ A⁻¹ and D⁻¹ entry by entry for a diagonal D; det A⁻¹ = 1/det A,
det(c A) = cⁿ det A, det(A B) = det A det B, det D = Π D_ii, det(c I + u vᵀ) = cⁿ + cⁿ⁻¹ u·v (the matrix determinant
lemma); each for square matrices over one range, wherever both sides exist.
Whatever else is inverted stays an atom (see `symcheck.symbolic.normal_form.inverses`).
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import determinant_atom, form_poly, inverse_atom
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.folds import fold
from symcheck.symbolic.normal_form.functions.exponentials import symbolic_power
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import MINUS_ONE, ONE, ZERO, Domain, Factors, add, monomial, open_index, scale
from symcheck.symbolic.normal_form.relations import bounds_of, within
from symcheck.symbolic.normal_form.renaming import closed, open_term, opened, transposed
from symcheck.symbolic.normal_form.terms import bind, normalise_open_term, normalise_term
from symcheck.symbolic.normal_form.types import InverseAtom, Lambda, Poly, form_key


def inverse_entry(facts: Facts, matrix: Lambda, row: IndexForm, column: IndexForm) -> Poly:
    """(A⁻¹)_ij."""
    found = _inverse_by_form(facts, matrix, row, column) if _is_square(matrix) else None
    return _inverse_atom(facts, matrix, row, column) if found is None else found


def determinant(facts: Facts, matrix: Lambda) -> Poly:
    """det A."""
    found = _determinant_by_form(facts, matrix) if _is_square(matrix) else None
    return _determinant_atom(facts, matrix) if found is None else found


def _is_square(matrix: Lambda) -> bool:
    """Whether both axes run over one range from 1."""
    return matrix.ranges[0] == matrix.ranges[1] and matrix.ranges[0][0] == af.ONE


def _inverse_atom(facts: Facts, matrix: Lambda, row: IndexForm, column: IndexForm) -> Poly:
    """The entry of the inverse of A or of its transpose, whichever comes first."""
    turned = transposed(facts, matrix)
    if turned.key < matrix.key:
        return monomial(inverse_atom(turned, column, row))
    if turned.key == matrix.key and form_key(column) < form_key(row):
        row, column = column, row
    return monomial(inverse_atom(matrix, row, column))


def _determinant_atom(facts: Facts, matrix: Lambda) -> Poly:
    """det A = det Aᵀ."""
    return monomial(determinant_atom(min(matrix, transposed(facts, matrix), key=lambda m: m.key)))


def _single(facts: Facts, matrix: Lambda) -> tuple[Index, Index, Fraction, tuple[Index, ...], Domain, Factors] | None:
    """The one term of a matrix with its axes and bound indices under new names; None for any other."""
    (row, column), body = opened(facts, matrix)
    if len(body.terms) != 1:
        return None
    binders, domain, content, factors = open_term(facts, body.terms[0][0])
    return row, column, content * body.terms[0][1], binders, domain, factors


def _inverse_by_form(facts: Facts, matrix: Lambda, i: IndexForm, j: IndexForm) -> Poly | None:
    single = _single(facts, matrix)
    if single is None:
        return None
    row, column, coefficient, binders, domain, factors = single
    inner = _of_inverse(factors, row, column, matrix)
    if inner is not None and not binders and not domain:
        return scale(_entry_of(facts, inner.matrix, *((i, j) if inner.row.index == row else (j, i))), 1 / coefficient)
    outside = {a: e for a, e in factors.items() if not a.free & {row, column, *binders}}
    if (outside or coefficient != 1) and len(outside) < len(factors):
        inside = {a: e for a, e in factors.items() if a not in outside}
        rest = _block(facts, matrix, (row, column), binders, domain, inside)
        scalar = power(facts, normalise_open_term(facts, coefficient, outside), MINUS_ONE)
        return product(facts, (scalar, inverse_entry(facts, rest, i, j)))
    if is_diagonal(binders, domain, row, column):
        entry = facts.substitute(normalise_open_term(facts, coefficient, factors), {row: i, column: i})
        return bind(facts, (), (IndexRelation("eq", i - j),), power(facts, entry, MINUS_ONE))
    pair = _factored(facts, matrix, single)
    if pair is None:
        return None
    k = open_index()
    middle = af.of_atom(k)
    left, right = inverse_entry(facts, pair[1], i, middle), inverse_entry(facts, pair[0], middle, j)
    return bind(facts, (k,), within(k, matrix.ranges[0][1]), product(facts, (left, right)))


def _determinant_by_form(facts: Facts, matrix: Lambda) -> Poly | None:
    single = _single(facts, matrix)
    if single is None:
        return _of_identity_and_outer(facts, matrix)
    row, column, coefficient, binders, domain, factors = single
    inner = _of_inverse(factors, row, column, matrix)
    if inner is not None and not binders and not domain and coefficient == 1:
        return power(facts, determinant(facts, inner.matrix), MINUS_ONE)
    outside = {a: e for a, e in factors.items() if not a.free & {row, column, *binders}}
    if (outside or coefficient != 1) and len(outside) < len(factors):
        inside = {a: e for a, e in factors.items() if a not in outside}
        rest = _block(facts, matrix, (row, column), binders, domain, inside)
        scalar, size = normalise_open_term(facts, coefficient, outside), form_poly(matrix.ranges[0][1])
        return product(facts, (symbolic_power(facts, scalar, size), determinant(facts, rest)))
    if is_diagonal(binders, domain, row, column):
        entry = facts.substitute(normalise_open_term(facts, coefficient, factors), {column: af.of_atom(row)})
        return fold(facts, "product", row, matrix.ranges[0], entry)
    pair = _factored(facts, matrix, single)
    return None if pair is None else product(facts, (determinant(facts, m) for m in pair))


def _of_identity_and_outer(facts: Facts, matrix: Lambda) -> Poly | None:
    """det(c I + u vᵀ), for a c that speaks of neither axis."""
    (row, column), body = opened(facts, matrix)
    number, outer = ZERO, list[Poly]()
    for item, coefficient in body.terms:
        binders, domain, content, factors = open_term(facts, item)
        there = normalise_open_term(facts, coefficient * content, factors)
        if is_diagonal(binders, domain, row, column) and not {row, column} & there.free:
            number = add(number, there)
        elif binders or domain or any({row, column} <= atom.free for atom in factors):
            return None
        else:
            outer.append(there)
    if not number.terms or len(outer) != 1:
        return None
    size = matrix.ranges[0][1]
    traced = facts.substitute(outer[0], {column: af.of_atom(row)})
    dot = bind(facts, (row,), within(row, size), traced)
    whole, lower = (symbolic_power(facts, number, form_poly(n)) for n in (size, size.shift(-1)))
    return add(whole, product(facts, (lower, dot)))


def _of_inverse(factors: Factors, row: Index, column: Index, like: Lambda) -> InverseAtom | None:
    """The atom, if a matrix is a whole inverse or the transpose of one."""
    ((atom, exponent), *more) = factors.items() or [(None, Fraction(0))]
    if more or exponent != 1 or not isinstance(atom, InverseAtom) or atom.matrix.ranges != like.ranges:
        return None
    return atom if {atom.row.index, atom.column.index} == {row, column} else None


def _entry_of(facts: Facts, matrix: Lambda, row: IndexForm, column: IndexForm) -> Poly:
    (i, j), body = opened(facts, matrix)
    return facts.substitute(body, {i: row, j: column})


def _block(
    facts: Facts, like: Lambda, axes: tuple[Index, Index], binders: tuple[Index, ...], domain: Domain, factors: Factors
) -> Lambda:
    return closed(facts, axes, normalise_term(facts, ONE, binders, domain, factors), like.ranges)


def is_diagonal(binders: tuple[Index, ...], domain: Domain, row: Index, column: Index) -> bool:
    difference = af.of_atom(row) - af.of_atom(column)
    return (
        not binders
        and len(domain) == 1
        and domain[0].kind == "eq"
        and domain[0].form in (difference, difference.scale(-1))
    )


def _factored(
    facts: Facts, matrix: Lambda, single: tuple[Index, Index, Fraction, tuple[Index, ...], Domain, Factors]
) -> tuple[Lambda, Lambda] | None:
    """Two square matrices over the same range of which this one is the product."""
    row, column, coefficient, binders, domain, factors = single
    if coefficient != 1 or len(binders) != 1 or len(domain) != 2 or bounds_of(binders[0], domain) != matrix.ranges[0]:
        return None
    (k,) = binders
    left = {a: e for a, e in factors.items() if row in a.free}
    right = {a: e for a, e in factors.items() if column in a.free}
    if left.keys() & right.keys() or len(left) + len(right) != len(factors):
        return None
    if not any(k in a.free for a in left) or not any(k in a.free for a in right):
        return None
    return _block(facts, matrix, (row, k), (), (), left), _block(facts, matrix, (k, column), (), (), right)
