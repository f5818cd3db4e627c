"""Floating point that inverts nothing that may be singular.

Rounding turns a singular matrix into a regular one with a huge inverse, which then decides claims it should not. Here
an inverse is NaN, and a determinant 0, where the matrix is not well conditioned; `refused` remembers that this
happened, so that a value that is missing is not taken for one that does not exist.
"""

from __future__ import annotations

import numpy as np

from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import Mask, Raw

CONDITION = 1e6
"""The square of this times the rounding error of a double is what a value may lose and still decide."""


class RegularFloats(FloatSystem):
    """Double precision, careful with matrices."""

    def __init__(self, generator: np.random.Generator, style: str = "normal") -> None:
        super().__init__(generator, style)
        self.refused = False

    def inverse(self, a: Raw) -> Raw:
        doubtful = self._doubtful(a)
        return np.where(doubtful[..., None, None], np.nan, super().inverse(_replaced(a, doubtful)))

    def determinant(self, a: Raw) -> Raw:
        """The derivative of a determinant exists where it is 0: an imaginary part stays."""
        found = super().determinant(a)
        return np.where(self._doubtful(a), found - found.real, found)

    def _doubtful(self, a: Raw) -> Mask:
        found = doubtful(np.asarray(a.real))
        self.refused = self.refused or bool(found.any())
        return found


def _replaced(a: Raw, doubtful: Mask) -> Raw:
    """The matrices, the identity for those that are in doubt: one of them would make all fail."""
    return np.where(doubtful[..., None, None], np.eye(a.shape[-1]), a) if doubtful.any() else a


def doubtful(a: Raw) -> Mask:
    """Which of the matrices in the last two axes may be singular, as far as floating point can tell."""
    if not a.shape[-1] or not a.size:
        return np.zeros(a.shape[:-2], dtype=np.bool_)
    known = np.asarray(np.isfinite(a).all(axis=(-1, -2)))
    matrices = np.where(known[..., None, None], a, 0.0).astype(np.float64)
    values = np.linalg.svd(matrices, compute_uv=False)
    return np.asarray(known & ~(values[..., -1] * CONDITION > values[..., 0]), dtype=np.bool_)
