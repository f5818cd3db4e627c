"""Arithmetic on residues at the levels of a tower: arrays whose last two axes are levels and trials.

A residue below 0 stands for no value and spreads through every operation: `ABSENT`, an artefact of the field, or
`OUTSIDE`, outside the domain of a function (which prevails where both meet).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from symcheck.values.numbers.primes import Field, Integers, field
from symcheck.values.numbers.system import Abstention

ABSENT, OUTSIDE = -1, -2
Change = Callable[[Field, Integers], Integers]
"""From logarithms to logarithms, in a field."""


class Residues:
    """The fields of the levels, and for each level and trial the number that stands for e."""

    def __init__(self, primes: tuple[int, ...], drawn: Integers) -> None:
        self.fields: tuple[Field, ...] = tuple(field(p) for p in primes)
        self.moduli = np.array(primes, dtype=np.int64)[:, None]
        self.orders = np.array([f.order for f in self.fields], dtype=np.int64)
        self.shape = drawn.shape
        self._rates = 1 + drawn % (self.moduli - 1)
        self._unrates = np.stack([_inverses(row, p) for row, p in zip(self._rates, primes, strict=True)])

    def of_fraction(self, value: Fraction) -> Integers:
        rows = [value.numerator * pow(value.denominator, -1, f.prime) % f.prime for f in self.fields]
        return np.broadcast_to(np.array(rows, dtype=np.int64)[:, None], self.shape)

    def add(self, a: Integers, b: Integers) -> Integers:
        return spread((a + b) % self.moduli, a, b)

    def multiply(self, a: Integers, b: Integers) -> Integers:
        return spread(a * b % self.moduli, a, b)

    def negative(self, a: Integers) -> Integers:
        return spread(-a % self.moduli, a)

    def reciprocal(self, a: Integers) -> Integers:
        """1/a, absent for 0."""
        result = self._by_logarithm(a, lambda f, k: (f.order - k) % f.order, odd=True)
        return spread(np.where(a == 0, ABSENT, result), a)

    def power(self, a: Integers, exponent: int) -> Integers:
        """a^n for n ≥ 0."""
        if exponent == 0:
            return spread(np.ones_like(a), a)
        result = self._by_logarithm(a, lambda f, k: k * exponent % f.order, odd=exponent % 2 == 1)
        return spread(np.where(a == 0, 0, result), a)

    def root(self, a: Integers, exponent: Fraction, beyond: Integers) -> Integers:
        """a^exponent > 0 for squares; for others what `beyond` (one a value) says: a code, or 0 for the odd root."""
        r, s = exponent.numerator, exponent.denominator
        if any(s % f.order == 0 for f in self.fields):
            raise Abstention(f"a root of order {s}")
        result = self._by_logarithm(a, lambda f, k: k * (r * pow(s, -1, f.order) % f.order) % f.order, odd=r % 2 == 1)
        codes = beyond[..., None, None]
        result = np.where(self.is_square(a) | (codes == 0), result, codes)
        return spread(np.where(a == 0, 0, result), a)

    def exp(self, a: Integers) -> Integers:
        """e^a one level up; the lowest level is left without a value."""
        result = np.full_like(a, ABSENT)
        for i in range(1, len(self.fields)):
            below = a[..., i - 1, :]
            exponents = below * self._rates[i - 1] % self.fields[i - 1].prime
            result[..., i, :] = np.where(below < 0, below, self.fields[i].powers[exponents])
        return result

    def log(self, a: Integers, beyond: Integers) -> Integers:
        """log|a| one level down; `beyond` (one a value): 0, or the code for non-squares."""
        result = np.full_like(a, ABSENT)
        codes = beyond[..., None]
        for i in range(len(self.fields) - 1):
            above, f = a[..., i + 1, :], self.fields[i + 1]
            index = np.maximum(above, 0)
            found = f.logarithms[index] * self._unrates[i] % self.fields[i].prime
            found = np.where(f.squares[index] | (codes == 0), found, codes)
            result[..., i, :] = np.where(above < 0, above, np.where(above == 0, OUTSIDE, found))
        return result

    def is_square(self, a: Integers) -> NDArray[np.bool_]:
        result = np.zeros(a.shape, dtype=np.bool_)
        for i, f in enumerate(self.fields):
            result[..., i, :] = f.squares[np.maximum(a[..., i, :], 0)]
        return result

    def signs(self, a: Integers, kind: Integers) -> Integers:
        """−1, 0 or 1: as known where `kind` (one a value) is not 0, by the Legendre symbol elsewhere."""
        known = np.sign(kind)[..., None, None]
        symbols = np.where(known != 0, known, np.where(self.is_square(a), 1, -1))
        return spread(np.where(a == 0, 0, symbols) % self.moduli, a)

    def _by_logarithm(self, a: Integers, change: Change, odd: bool) -> Integers:
        result = np.empty_like(a)
        for i, f in enumerate(self.fields):
            index = np.maximum(a[..., i, :], 0)
            powers = f.powers[change(f, f.logarithms[index].astype(np.int64))].astype(np.int64)
            result[..., i, :] = np.where(f.squares[index] | (not odd), powers, f.prime - powers)
        return result


def spread(result: Integers, *arguments: Integers) -> Integers:
    """The result, or the code of an argument that has no value."""
    lowest = arguments[0] if len(arguments) == 1 else np.minimum(*arguments)
    return np.where(lowest < 0, lowest, result)


def _inverses(values: Integers, prime: int) -> Integers:
    return np.array([pow(int(v), -1, prime) for v in values], dtype=np.int64)


# Matrices in the last two axes


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
