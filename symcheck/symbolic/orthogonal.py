"""Orthogonal matrices: where AᵀA = I is assumed of a square matrix, AAᵀ = I, det(A)² = 1 and A⁻¹ = Aᵀ hold too."""

from __future__ import annotations

from collections.abc import Set

from symcheck.expressions import indices as af
from symcheck.expressions.build import ONE, negative
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import (
    Add,
    Array,
    Block,
    Bracket,
    Determinant,
    Entry,
    Expr,
    IndexRelation,
    Inverse,
    Mul,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import arrays_of, rebuild
from symcheck.symbolic.normal_form.facts import Facts
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.types import EntryAtom, Poly


def squared_determinant(array: Array) -> Expr:
    """det(A)² − 1."""
    axes = tuple(af.new_axis(name, upper) for name, (_, upper) in zip("ij", array.axes, strict=True))
    determinant = Determinant(Block(axes, Entry(array, tuple(map(af.of_atom, axes)))))
    return Add((Power(determinant, Number(2 * ONE.value)), negative(ONE)))


def turned(facts: Facts, poly: Poly, axes: tuple[Index, ...]) -> tuple[Array, Poly] | None:
    """The square matrix A of (AᵀA − I)_ij, and (AAᵀ − I)_ij; or the other way round. None for anything else."""
    arrays = {atom.array for item, _ in poly.terms for atom, _ in item.factors if isinstance(atom, EntryAtom)}
    if len(axes) != 2 or len(arrays) != 1:
        return None
    (array,) = arrays
    if len(array.axes) != 2 or array.axes[0] != array.axes[1] or array.axes[0][0] != af.ONE:
        return None
    columns, rows = (normal(facts, _product(array, axes, by_rows)) for by_rows in (False, True))
    other = {columns.key: rows, rows.key: columns}.get(poly.key)
    return None if other is None else (array, other)


def _product(array: Array, axes: tuple[Index, ...], by_rows: bool) -> Expr:
    """(AᵀA − I)_ij or, by rows, (AAᵀ − I)_ij."""
    index = af.new_axis("k", array.axes[0][1])
    k, *ends = map(af.of_atom, (index, *axes))
    entries = tuple(Entry(array, (end, k) if by_rows else (k, end)) for end in ends)
    same = Bracket((IndexRelation("eq", ends[0] - ends[1]),))
    return Add((Sum(index, Mul(entries)), negative(same)))


def transposed(expr: Expr, arrays: Set[Array]) -> Expr:
    """The expression with the transposes of such matrices for their inverses."""
    if arrays.isdisjoint(arrays_of(expr)):
        return expr
    match expr:
        case Inverse(Block(axes, Entry(array, indices)), row, column) if array in arrays:
            ends = tuple(map(af.of_atom, axes))
            if indices == ends:
                return Entry(array, (column, row))
            if indices == ends[::-1]:
                return Entry(array, (row, column))
    return rebuild(expr, lambda part: transposed(part, arrays))
