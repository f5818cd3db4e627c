"""Determinants and inverses of small matrices by minors: no division but by the determinant, so no pivot to choose."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from symcheck.values.numbers.system import Abstention, NumberSystem, Raw

LARGEST = 6


def expand_determinant(system: NumberSystem, a: Raw) -> Raw:
    """Determinants of the matrices in the last two axes, by expansion along rows with minors shared."""
    _check(a)
    return _matrices(a, lambda matrix: _minor(system, matrix, tuple(range(matrix.shape[0])), {}), 0)


def adjugate_inverse(system: NumberSystem, a: Raw) -> Raw:
    """Inverses of the matrices in the last two axes: adjugate over determinant."""
    _check(a)
    return _matrices(a, lambda matrix: _inverse(system, matrix), 2)


def _check(a: Raw) -> None:
    if a.shape[-1] > LARGEST:
        raise Abstention(f"a determinant of more than {LARGEST} rows")


def _matrices(a: Raw, function: Callable[[Raw], Raw], axes: int) -> Raw:
    result = np.empty(a.shape[: a.ndim - 2 + axes], dtype=object)
    for place in np.ndindex(*a.shape[:-2]):
        result[place] = function(a[place]) if axes else function(a[place])[()]
    return result


def _minor(system: NumberSystem, matrix: Raw, columns: tuple[int, ...], seen: dict[tuple[int, ...], Raw]) -> Raw:
    """The minor of the last rows and these columns."""
    if not columns:
        return system.integers(np.asarray(1))
    if columns not in seen:
        row = matrix[matrix.shape[0] - len(columns)]
        terms = []
        for place, column in enumerate(columns):
            rest = _minor(system, matrix, columns[:place] + columns[place + 1 :], seen)
            term = system.multiply(row[column : column + 1].reshape(()), rest)
            terms.append(system.negative(term) if place % 2 else term)
        seen[columns] = system.total(np.stack(terms), 0)
    return seen[columns]


def _inverse(system: NumberSystem, matrix: Raw) -> Raw:
    size = matrix.shape[0]
    everything = tuple(range(size))
    over = system.reciprocal(_minor(system, matrix, everything, {}))
    result = np.empty((size, size), dtype=object)
    for row in range(size):
        below = np.delete(matrix, row, axis=0)
        seen: dict[tuple[int, ...], Raw] = {}
        for column in range(size):
            minor = _minor(system, below, everything[:column] + everything[column + 1 :], seen)
            signed = system.negative(minor) if (row + column) % 2 else minor
            result[column, row] = system.multiply(signed, over)[()]
    return result
