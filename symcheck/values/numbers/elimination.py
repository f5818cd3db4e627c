"""Gaussian elimination over many prime fields at once: the matrix axes last, all others are samples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from symcheck.values.numbers.primes import Integers
from symcheck.values.numbers.residues import ABSENT, Residues


def determinants(a: Integers, residues: Residues) -> Integers:
    """Determinants of matrices in the last two axes; the axes before them are levels and trials."""
    return _eliminate(a, residues)[1]


def inverses(a: Integers, residues: Residues) -> Integers:
    """Inverses of matrices in the last two axes, absent for a singular sample."""
    values, determinant = _eliminate(a, residues)
    missing = np.where(determinant == 0, ABSENT, np.minimum(determinant, 0))[..., None, None]
    return np.where(missing < 0, missing, values)


def _eliminate(a: Integers, residues: Residues) -> tuple[Integers, Integers]:
    """The inverse (where there is one) and the determinant, by Gauss and Jordan with a pivot for each sample."""
    size = a.shape[-1]
    codes = a.min(axis=(-1, -2), initial=0)
    identity = np.broadcast_to(np.eye(size, dtype=np.int64), a.shape)
    work = np.concatenate([np.maximum(a, 0), identity], axis=-1)
    moduli = residues.moduli[..., None, None]
    determinant = np.ones(a.shape[:-2], dtype=np.int64)
    for column in range(size):
        swapped = _bring_pivot(work, column)
        pivot = work[..., column, column]
        determinant = determinant * np.where(swapped, -pivot, pivot) % residues.moduli
        inverse = np.maximum(residues.reciprocal(pivot), 0)[..., None]
        work[..., column, :] = work[..., column, :] * inverse % moduli[..., 0]
        factors = work[..., :, column].copy()
        factors[..., column] = 0
        work = (work - factors[..., None] * work[..., column, None, :]) % moduli
    return work[..., size:], np.where(codes < 0, codes, determinant)


def _bring_pivot(work: Integers, column: int) -> NDArray[np.bool_]:
    """Swap, sample by sample, a row with an entry other than 0 into the pivot's place; tell where one was swapped."""
    chosen = column + np.argmax(work[..., column:, column] != 0, axis=-1)
    places = np.broadcast_to(chosen[..., None, None], (*chosen.shape, 1, work.shape[-1]))
    found = np.take_along_axis(work, places, axis=-2)
    np.put_along_axis(work, places, work[..., column : column + 1, :].copy(), axis=-2)
    work[..., column : column + 1, :] = found
    return np.asarray(chosen != column)
