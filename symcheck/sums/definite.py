"""Matrices that are positive definite, or invertible, by their form: what det A ≠ 0 and det A > 0 follow from.

Recognised, of a matrix in normal form: a sum of positive semidefinite terms of which one is positive definite.
Positive definite: declared so; its inverse; a diagonal matrix of positive numbers, λI among them. Semidefinite:
Σ_k w_k f_ik f_jk with w_k ≥ 0, and Σ_kl f_ik P_kl f_jl with P declared positive definite. A product of square ones is
invertible if both are. A matrix that is not recognised may be positive definite all the same.
"""

from __future__ import annotations

from fractions import Fraction

from symcheck.language import affine as af
from symcheck.language.affine import Affine, Index, IndexAtom
from symcheck.sums.atoms import determinant_atom
from symcheck.sums.facts import Facts
from symcheck.sums.polys import Domain, Factors, monomial, rename_domain
from symcheck.sums.relations import bounds_of
from symcheck.sums.renaming import open_term
from symcheck.sums.signs import NONNEGATIVE, POSITIVE, atom_sign, is_nonzero, is_positive_definite
from symcheck.sums.substitute import closed, opened, substitute_factors
from symcheck.sums.terms import settle_open
from symcheck.sums.types import Atom, EntryAtom, InverseAtom, Lambda, Poly, Term


def is_definite(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is recognised as positive definite."""
    if matrix.axes != 2 or matrix.ranges[0] != matrix.ranges[1]:
        return False
    (row, column), body = opened(matrix)
    found = [_definite_term(facts, t, c, row, column) for t, c in body.terms]
    return None not in found and POSITIVE in found


def is_regular(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is recognised as invertible."""
    return is_definite(facts, matrix) or _regular_product(facts, matrix)


def _definite_term(facts: Facts, item: Term, coefficient: Fraction, row: Index, column: Index) -> str | None:
    """POSITIVE for a positive definite term, NONNEGATIVE for a semidefinite one, None for any other."""
    if coefficient <= 0:
        return None
    binders, domain, content, factors = open_term(item)
    if content <= 0:
        return None
    diagonal = _diagonal(facts, binders, domain, factors, row, column)
    if diagonal is not None:
        return diagonal
    mixed = [(a, e) for a, e in factors.items() if {row, column} <= a.free]
    rest = {a: e for a, e in factors.items() if not {row, column} <= a.free}
    if mixed:
        plain = len(mixed) == 1 and mixed[0][1] == 1 and not any({row, column} & a.free for a in rest)
        scalar = None if binders or domain else _sign(facts, rest)
        return scalar if plain and _declared(facts, mixed[0][0], row, column) else None
    return NONNEGATIVE if _gram(facts, binders, domain, rest, row, column) else None


def _sign(facts: Facts, factors: Factors) -> str | None:
    """The sign of a product of powers."""
    found = [atom_sign(facts, a, e) for a, e in factors.items()]
    if None in found:
        return None
    return NONNEGATIVE if NONNEGATIVE in found else POSITIVE


def _diagonal(
    facts: Facts, binders: tuple[Index, ...], domain: Domain, factors: Factors, row: Index, column: Index
) -> str | None:
    """The sign of the entries of a diagonal matrix."""
    if binders or len(domain) != 1 or domain[0].kind != "eq":
        return None
    difference = af.of_atom(row) - af.of_atom(column)
    if domain[0].form not in (difference, difference.scale(-1)):
        return None
    return _sign(facts, factors)


def _declared(facts: Facts, atom: Atom, row: Index, column: Index) -> bool:
    """Whether an atom is the entry (row, column) of a positive definite matrix."""
    wanted = {af.of_atom(row), af.of_atom(column)}
    match atom:
        case EntryAtom(array=array, indices=indices):
            return array.positive_definite and set(indices) == wanted
        case InverseAtom(matrix=matrix, row=first, column=second):
            return {first, second} == wanted and (is_positive_definite(matrix) or is_definite(facts, matrix))
    return False


def _gram(
    facts: Facts, binders: tuple[Index, ...], domain: Domain, factors: Factors, row: Index, column: Index
) -> bool:
    """Σ f_ik w_k f_jk, or Σ f_ik P_kl f_jl: the factors with the row, turned, are those with the column."""
    left = {a: e for a, e in factors.items() if row in a.free}
    right = {a: e for a, e in factors.items() if column in a.free}
    middle = {a: e for a, e in factors.items() if a not in left and a not in right}
    definite = next((a for a in middle if isinstance(a, EntryAtom) and a.array.positive_definite), None)
    turn: dict[IndexAtom, Affine] = {row: af.of_atom(column)}
    if definite is not None and middle[definite] == 1:
        first, second = definite.indices
        if first.index in binders and second.index in binders and first != second:
            k, m = (first.index, second.index) if _speaks(left, first.index) else (second.index, first.index)
            assert k is not None and m is not None
            if _speaks(left, m) or _speaks(right, k):
                return False
            turn[k] = af.of_atom(m)
            del middle[definite]
    if any({row, column} & af.free_indices(r.form) for r in domain):
        return False
    if frozenset(rename_domain(domain, turn)) != frozenset(domain) and len(turn) == 1:
        return False
    if len(turn) == 2 and not _is_square(turn, row, domain, middle):
        return False
    turned = substitute_factors(Facts(), left, turn)
    return turned.key == settle_open(Facts(), Fraction(1), right).key and _sign(facts, middle) is not None


def is_quadratic_form(facts: Facts, item: Term) -> bool:
    """Whether a term is Σ_kl f_k P_kl f_l with P declared positive definite, times what is not negative."""
    (k, m), domain, content, factors = open_term(item)
    middle = next((a for a in factors if isinstance(a, EntryAtom) and a.array.positive_definite), None)
    if middle is None or factors[middle] != 1 or content <= 0:
        return False
    if {f.index for f in middle.indices if isinstance(middle, EntryAtom)} != {k, m}:
        return False
    left = {a: e for a, e in factors.items() if k in a.free and a is not middle}
    right = {a: e for a, e in factors.items() if m in a.free and a is not middle}
    others = {a: e for a, e in factors.items() if a is not middle and a not in left and a not in right}
    if left.keys() & right.keys() or _sign(facts, others) is None:
        return False
    turn: dict[IndexAtom, Affine] = {k: af.of_atom(m)}
    if not _is_square(turn, None, domain, others):
        return False
    return substitute_factors(Facts(), left, turn).key == settle_open(Facts(), Fraction(1), right).key


def _is_square(turn: dict[IndexAtom, Affine], row: Index | None, domain: Domain, middle: Factors) -> bool:
    """Whether the two bound indices of a form run over the same range, and stand in nothing else."""
    ((k, other),) = ((a, f) for a, f in turn.items() if a != row)
    m = other.index
    assert isinstance(k, Index) and m is not None
    swapped = rename_domain(domain, {k: other, m: af.of_atom(k)})
    return frozenset(swapped) == frozenset(domain) and not any({k, m} & a.free for a in middle)


def _speaks(factors: Factors, index: Index | None) -> bool:
    return any(index in a.free for a in factors)


def _regular_product(facts: Facts, matrix: Lambda) -> bool:
    """Whether a matrix is a product of two square ones that are invertible."""
    (row, column), body = opened(matrix)
    if len(body.terms) != 1 or matrix.ranges[0] != matrix.ranges[1]:
        return False
    binders, domain, _, factors = open_term(body.terms[0][0])
    if len(binders) != 1 or bounds_of(binders[0], domain) != matrix.ranges[0] or len(domain) != 2:
        return False
    left = {a: e for a, e in factors.items() if row in a.free}
    right = {a: e for a, e in factors.items() if column in a.free}
    if left.keys() & right.keys():
        return False
    scalars = {a: e for a, e in factors.items() if a not in left and a not in right}
    if any(binders[0] in a.free for a in scalars) or not is_nonzero(facts, settle_open(facts, Fraction(1), scalars)):
        return False
    return _invertible(facts, matrix, (row, binders[0]), left) and _invertible(
        facts, matrix, (binders[0], column), right
    )


def _invertible(facts: Facts, like: Lambda, axes: tuple[Index, Index], factors: Factors) -> bool:
    block = closed(axes, settle_open(Facts(), Fraction(1), factors), like.ranges)
    if is_regular(facts, block) or _is_inverse(factors, axes, like):
        return True
    return any(is_nonzero(facts, _determinant(m)) for m in (block, _turned(block)))


def _is_inverse(factors: Factors, axes: tuple[Index, Index], like: Lambda) -> bool:
    """Whether the factors are an entry of a whole inverse, which is invertible."""
    wanted = {af.of_atom(a) for a in axes}
    return len(factors) == 1 and all(
        isinstance(a, InverseAtom) and e == 1 and {a.row, a.column} == wanted and a.matrix.ranges == like.ranges
        for a, e in factors.items()
    )


def _determinant(matrix: Lambda) -> Poly:
    return monomial(determinant_atom(matrix))


def _turned(matrix: Lambda) -> Lambda:
    from symcheck.sums.functions import transposed

    return transposed(matrix)
