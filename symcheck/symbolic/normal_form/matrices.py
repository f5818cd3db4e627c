"""Inverses and determinants of matrices that are made of others, in normal form.

(A⁻¹)⁻¹ = A, (c A)⁻¹ = A⁻¹/c, (A B)⁻¹ = B⁻¹ A⁻¹ and D⁻¹ entry by entry for a diagonal D, (D A)⁻¹ = A⁻¹ D⁻¹ and
(A D)⁻¹ = D⁻¹ A⁻¹ where D is seen in a row or a column of a product; det A⁻¹ = 1/det A, det(c A) = cⁿ det A,
det(A B) = det A det B, det D = Π D_ii, det(D A) = Π D_ii det A, det(c I + u vᵀ) = cⁿ + cⁿ⁻¹ u·v and
det(A + u vᵀ) = det A (1 + vᵀ A⁻¹ u) (the matrix determinant lemma), det(c I + A B) = c^(n − m) det(c I + B A)
(Sylvester's identity); each for square matrices over one range, wherever both sides exist.
Whatever else is inverted stays an atom (see `symcheck.symbolic.normal_form.inverses`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import IndexRelation
from symcheck.symbolic.normal_form.atoms import determinant_atom, form_poly, inverse_atom, lambda_free
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.folds import fold
from symcheck.symbolic.normal_form.functions.exponentials import symbolic_power
from symcheck.symbolic.normal_form.functions.powers import power, product
from symcheck.symbolic.normal_form.polys import (
    MINUS_ONE,
    ONE,
    Domain,
    Factors,
    Summed,
    add,
    constant,
    monomial,
    open_index,
    scale,
)
from symcheck.symbolic.normal_form.relations import bounds_of, within
from symcheck.symbolic.normal_form.renaming import closed, open_term, opened, transposed
from symcheck.symbolic.normal_form.scaled import scaled
from symcheck.symbolic.normal_form.signs import is_nonzero
from symcheck.symbolic.normal_form.terms import bind, multiply, normalise_open_term, normalise_term
from symcheck.symbolic.normal_form.types import InverseAtom, Lambda, Poly, Term, form_key
from symcheck.symbolic.normal_form.work import remembered


@remembered
def inverse_entry(facts: Facts, matrix: Lambda, row: IndexForm, column: IndexForm) -> Poly:
    """(A⁻¹)_ij."""
    found = _inverse_by_form(facts, matrix, row, column) if _is_square(matrix) else None
    if found is None and _is_square(matrix):
        found = _inverse_of_scaled(facts, matrix, row, column)
    return _inverse_atom(facts, matrix, row, column) if found is None else found


@remembered
def determinant(facts: Facts, matrix: Lambda) -> Poly:
    """det A."""
    found = _determinant_by_form(facts, matrix) if _is_square(matrix) else None
    if found is None and _is_square(matrix):
        found = _determinant_of_scaled(facts, matrix)
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
    """det A = det Aᵀ, and det(c I + A B) = c^(n − m) det(c I + B A): of a definite matrix, else of what comes first."""
    found = [(constant(1), matrix), *(_turned_about(facts, matrix) if _is_square(matrix) else ())]
    whole = [(factor, min(m, transposed(facts, m), key=lambda m: m.key)) for factor, m in found]
    factor, first = whole[0]
    if len(whole) > 1:
        factor, first = min(whole, key=lambda pair: (not facts.is_definite(pair[1]), pair[1].key))
    return multiply(facts, factor, monomial(determinant_atom(first)))


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
        return _with_outer(facts, matrix)
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


def _determinant_of_scaled(facts: Facts, matrix: Lambda) -> Poly | None:
    """det(D A) = Π D_ii det A."""
    found = scaled(facts, matrix)
    if found is None:
        return None
    scales = fold(facts, "product", found.axes[found.side], matrix.ranges[0], found.factor)
    return product(facts, (scales, determinant(facts, found.rest)))


def _inverse_of_scaled(facts: Facts, matrix: Lambda, i: IndexForm, j: IndexForm) -> Poly | None:
    """(D A)⁻¹ = A⁻¹ D⁻¹ and (A D)⁻¹ = D⁻¹ A⁻¹."""
    found = scaled(facts, matrix)
    if found is None:
        return None
    factor = facts.substitute(found.factor, {found.axes[found.side]: i if found.side else j})
    return product(facts, (power(facts, factor, MINUS_ONE), inverse_entry(facts, found.rest, i, j)))


def _with_outer(facts: Facts, matrix: Lambda) -> Poly | None:
    """det(c I + u vᵀ), for a c that speaks of neither axis, and det(A + u vᵀ) where A is known to be invertible."""
    (row, column), body = opened(facts, matrix)
    outer = [t for t in body.terms if _is_outer(facts, t[0], row, column)]
    rest = Poly(tuple(t for t in body.terms if t not in outer))
    if not rest.terms or len(outer) != 1:
        return None
    size = matrix.ranges[0][1]
    axes, ends = (row, column), (*within(row, size), *within(column, size))
    if all(_is_unit(facts, t, row, column) for t, _ in rest.terms):
        number = _entry_of(facts, closed(facts, axes, rest, matrix.ranges), af.of_atom(row), af.of_atom(row))
        traced = facts.substitute(Poly(tuple(outer)), {column: af.of_atom(row)})
        dot = bind(facts, (row,), within(row, size), traced)
        whole, lower = (symbolic_power(facts, number, form_poly(n)) for n in (size, size.shift(-1)))
        return add(whole, product(facts, (lower, dot)))
    left = closed(facts, axes, rest, matrix.ranges)
    first = determinant(facts, left)
    if not is_nonzero(facts, first):
        return None
    inner = product(facts, (inverse_entry(facts, left, af.of_atom(column), af.of_atom(row)), Poly(tuple(outer))))
    return product(facts, (first, add(constant(1), bind(facts, axes, ends, inner))))


def _is_outer(facts: Facts, item: Term, row: Index, column: Index) -> bool:
    """Whether a term is u_i v_j: the axes do not hang together."""
    binders, domain, _, factors = open_term(facts, item)
    whole = Summed(binders, domain, factors)
    near, far = (reached(whole, frozenset({end}), frozenset()) for end in (row, column))
    return _is_bounded(whole) and _is_apart(whole, near, far)


def _of_inverse(factors: Factors, row: Index, column: Index, like: Lambda) -> InverseAtom | None:
    """The atom, if a matrix is a whole inverse or the transpose of one: the same one in every row and column."""
    ((atom, exponent), *more) = factors.items() or [(None, Fraction(0))]
    if more or exponent != 1 or not isinstance(atom, InverseAtom) or atom.matrix.ranges != like.ranges:
        return None
    whole = {atom.row.index, atom.column.index} == {row, column} and lambda_free(atom.matrix).isdisjoint((row, column))
    return atom if whole else None


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
    """Two square matrices over the same range of which this one is the product, the second as short as may be."""
    row, column, coefficient, binders, domain, factors = single
    item = Summed(binders, domain, factors)
    if coefficient != 1 or not _is_bounded(item):
        return None
    found = [
        (near, far, k)
        for k in binders
        if bounds_of(k, domain) == matrix.ranges[0]
        for near, far in [tuple(reached(item, frozenset({end}), frozenset({k})) for end in (row, column))]
        if _is_cut(item, near, far, k)
    ]
    if not found:
        return None
    near, far, k = min(found, key=lambda cut: len(cut[1]))
    left = _side(facts, matrix, item, near, (row, k), {a: e for a, e in factors.items() if not a.free & (near | far)})
    return left, _side(facts, matrix, item, far, (k, column), {})


def _side(
    facts: Facts,
    like: Lambda,
    item: Summed,
    side: frozenset[IndexAtom],
    axes: tuple[Index, Index],
    beside: Factors,
) -> Lambda:
    """What hangs together with one end of a product, and what speaks of where it is cut alone, as a matrix."""
    binders = tuple(b for b in item.binders if b in side)
    domain = tuple(r for r in item.domain if af.free_indices(r.form) & side)
    own = {a: e for a, e in item.factors.items() if a.free & side}
    return _block(facts, like, axes, binders, domain, {**own, **beside})


def _is_cut(item: Summed, near: frozenset[IndexAtom], far: frozenset[IndexAtom], k: Index) -> bool:
    """Whether each factor, and each index but k, hangs together with one of two sides that meet in k, or with k."""
    whole = all(a.free & (near | far | {k}) for a in item.factors) and near | far >= {b for b in item.binders if b != k}
    spoken = all(any(k in a.free and a.free & side for a in item.factors) for side in (near, far))
    return whole and spoken and _is_apart(item, near, far)


def _is_bounded(item: Summed) -> bool:
    """Whether the domain is no more than a lower and an upper bound of each bound index."""
    bound = all(bounds_of(b, item.domain) for b in item.binders)
    return bound and not any(af.free_indices(r.form).isdisjoint(item.binders) for r in item.domain)


def _is_apart(item: Summed, near: frozenset[IndexAtom], far: frozenset[IndexAtom]) -> bool:
    """Whether no factor and no relation of the domain speaks of both sides."""
    spoken = [*(a.free for a in item.factors), *(af.free_indices(r.form) for r in item.domain)]
    return not near & far and not any(free & near and free & far for free in spoken)


def reached(item: Summed, ends: frozenset[IndexAtom], shared: frozenset[IndexAtom]) -> frozenset[IndexAtom]:
    """The indices and what is bound that hangs together with them, in factors or relations, not through shared ones."""
    own = frozenset(item.binders) - shared
    spoken = [*(a.free for a in item.factors), *(af.free_indices(r.form) for r in item.domain)]
    more = ends.union(*(free & own for free in spoken if free & ends))
    return ends if more == ends else reached(item, more, shared)


def _turned_about(facts: Facts, matrix: Lambda) -> Iterator[tuple[Poly, Lambda]]:
    """c I + B A where a matrix is c I + A B, c ≠ 0, and c^(n − m), Sylvester's identity."""
    (row, column), body = opened(facts, matrix)
    units = tuple(t for t in body.terms if _is_unit(facts, t[0], row, column, nonzero=True))
    words = [t for t in body.terms if t not in units]
    if len(units) != 1 or len(words) != 1:
        return
    binders, domain, content, factors = open_term(facts, words[0][0])
    item = Summed(binders, domain, factors)
    if any({row, column} & af.free_indices(r.form) for r in domain):
        return
    for k in binders:
        near, far = (reached(item, frozenset({end}), frozenset({k})) for end in (row, column))
        extent = bounds_of(k, domain)
        if extent is None or extent[0] != af.ONE or not _is_apart(item, near, far):
            continue
        if not af.free_indices(extent[1]).isdisjoint(binders):
            continue
        j = open_index()
        turn: dict[IndexAtom, IndexForm] = {column: af.of_atom(row), k: af.of_atom(j)}
        right = facts.substitute_factors({a: e for a, e in factors.items() if a.free & far}, turn)
        kept = {a: e for a, e in factors.items() if not a.free & far}
        left = normalise_open_term(facts, words[0][1] * content, kept)
        others = tuple(r for r in domain if k not in af.free_indices(r.form))
        bound = (row, *(b for b in binders if b != k))
        size = matrix.ranges[0][1]
        part = bind(facts, bound, (*others, *within(row, size)), multiply(facts, left, right))
        unit = facts.substitute(Poly(units), {row: af.of_atom(j), column: af.of_atom(k)})
        number = facts.substitute(Poly(units), {column: af.of_atom(row)})
        factor = symbolic_power(facts, number, form_poly(size - extent[1]))
        yield factor, closed(facts, (j, k), add(unit, part), (extent, extent))


def _is_unit(facts: Facts, item: Term, row: Index, column: Index, nonzero: bool = False) -> bool:
    """Whether a term is c [i = j], with c ≠ 0 if that is asked."""
    binders, domain, _, factors = open_term(facts, item)
    plain = not any({row, column} & a.free for a in factors) and is_diagonal(binders, domain, row, column)
    return plain and (not nonzero or is_nonzero(facts, normalise_open_term(facts, ONE, factors)))
