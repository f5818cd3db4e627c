"""What the tower knows of a value besides its residues: its sign, its degree, the levels it exists on.

The facts of a value are a row of integers. Rules for the columns:

- KIND: `ZERO` identically 0; ±`SQUARE` a product of things sampled as squares (all roots and signs exact); ±`STRICT`
  positive; ±`WEAK` non-negative; `FREE` unknown. All are about the real value, true on the whole domain.
- ABOVE, BELOW: bounds on the degrees of numerator and denominator in the independent samples, an exponential counting
  as one of them. DENOMINATOR tells equal denominators by a hash, so that sums over one denominator do not add theirs.
- HEIGHT, LOWER, SCALE: the value is P/(SCALE · Q) with integer polynomials P, Q, and SCALE a whole number; HEIGHT and
  LOWER bound the sums of the absolute values of their coefficients, as binary logarithms in units of 1/`UNIT`, rounded
  up. So a coefficient of P that is not 0 is at most 2^(HEIGHT/UNIT), and primes whose product is larger do not all
  divide it; and the degree of the exponential of P/SCALE in that of the SCALE-th part of each monomial is at most that.
- LEVELS: the levels on which the value exists, as bits.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

KIND, ABOVE, BELOW, DENOMINATOR, HEIGHT, LEVELS, LOWER, SCALE = range(8)
COLUMNS = 8
ZERO, SQUARE, STRICT, WEAK, FREE = 4, 3, 2, 1, 0
CAP = 1 << 30
UNIT = 1 << 12
HUGE = 1 << 40
"""A height beyond use."""
LARGEST = 1 << 31
"""A scale beyond this is given up, and the height with it."""

Column = NDArray[np.int64] | int
Facts = NDArray[np.int64]
"""Facts in the last axis, `COLUMNS` of them (what follows them is padding)."""


def facts(kind: int, above: int, height: int, levels: int, scale: int = 1) -> Facts:
    """The facts of a polynomial over a whole number; `height` is the sum of its coefficients."""
    if scale > LARGEST:
        return np.array([kind, above, 0, 0, HUGE, levels, 0, 1], dtype=np.int64)
    return np.array([kind, above, 0, 0, _whole_logarithm(height), levels, 0, scale], dtype=np.int64)


def _whole_logarithm(value: int) -> int:
    """The logarithm of a whole number, rounded up; bits are shifted out of those that no float can hold."""
    extra = max(0, value.bit_length() - 60)
    return int(logarithm(np.float64((value >> extra) + bool(extra)))) + extra * UNIT


def logarithm(values: NDArray[np.float64] | np.float64) -> NDArray[np.int64]:
    """Binary logarithms in units, rounded up."""
    return np.asarray(np.ceil(np.log2(np.maximum(values, 1.0)) * UNIT), dtype=np.int64)


def added(a: Column, b: Column) -> NDArray[np.int64]:
    """The logarithm of a sum, rounded up."""
    high, low = np.maximum(a, b), np.minimum(a, b)
    return np.asarray(high + logarithm(1.0 + np.exp2((low - high) / UNIT)))


def of_sum(a: Facts, b: Facts) -> Facts:
    a, b = np.broadcast_arrays(a, b)
    result = a.copy()
    result[..., KIND] = kind_of_sum(a[..., KIND], b[..., KIND])
    same = a[..., DENOMINATOR] == b[..., DENOMINATOR]
    crossed = np.maximum(a[..., ABOVE] + b[..., BELOW], b[..., ABOVE] + a[..., BELOW])
    result[..., ABOVE] = np.where(same, np.maximum(a[..., ABOVE], b[..., ABOVE]), crossed)
    result[..., BELOW] += np.where(same, 0, b[..., BELOW])
    result[..., DENOMINATOR] += np.where(same, 0, b[..., DENOMINATOR])
    result[..., LEVELS] &= b[..., LEVELS]
    result[..., SCALE] = scale = np.lcm(a[..., SCALE], b[..., SCALE])
    first = a[..., HEIGHT] + logarithm(scale / a[..., SCALE]) + np.where(same, 0, b[..., LOWER])
    second = b[..., HEIGHT] + logarithm(scale / b[..., SCALE]) + np.where(same, 0, a[..., LOWER])
    result[..., HEIGHT] = added(first, second)
    result[..., LOWER] = np.where(same, np.maximum(a[..., LOWER], b[..., LOWER]), a[..., LOWER] + b[..., LOWER])
    return capped(result)


def of_product(a: Facts, b: Facts) -> Facts:
    result = a + b
    result[..., KIND] = kind_of_product(a[..., KIND], b[..., KIND])
    result[..., SCALE] = a[..., SCALE] * b[..., SCALE]
    result[..., LEVELS] = a[..., LEVELS] & b[..., LEVELS]
    return capped(result)


def of_reciprocal(a: Facts, denominators: NDArray[np.int64]) -> Facts:
    """`denominators`: a hash of each value."""
    result = a.copy()
    result[..., ABOVE], result[..., BELOW] = a[..., BELOW], a[..., ABOVE]
    result[..., DENOMINATOR] = denominators + 131 * a[..., ABOVE] + a[..., BELOW]
    result[..., HEIGHT] = a[..., LOWER] + logarithm(a[..., SCALE].astype(np.float64))
    result[..., LOWER], result[..., SCALE] = a[..., HEIGHT], 1
    return result


def of_power(a: Facts, exponent: int) -> Facts:
    """A non-negative integer power."""
    result = a.copy()
    for column in (ABOVE, BELOW, DENOMINATOR, HEIGHT, LOWER):
        result[..., column] *= exponent
    power = a[..., SCALE].astype(np.float64) ** exponent
    result[..., SCALE] = np.minimum(power, 2 * LARGEST)
    kind = a[..., KIND]
    result[..., KIND] = kind if exponent % 2 else np.where(kind == FREE, WEAK, np.abs(kind))
    return capped(result)


def of_fresh(
    a: Facts, kind: NDArray[np.int64] | int, above: NDArray[np.int64] | int, height: NDArray[np.int64] | int
) -> Facts:
    """The facts of a value that counts as an independent sample of its own."""
    result = np.zeros_like(a)
    result[..., KIND], result[..., ABOVE] = kind, above
    result[..., HEIGHT] = logarithm(np.asarray(height, dtype=np.float64))
    result[..., LEVELS], result[..., SCALE] = a[..., LEVELS], 1
    return capped(result)


def of_minors(a: Facts, hashes: NDArray[np.int64], above: int, below: int, axes: tuple[int, ...]) -> Facts:
    """Minors of `above` rows over a determinant of `below` rows, of matrices in the last two axes; signs unknown.

    `axes`: the axes that each result has. `hashes`: one of each entry.
    """
    common = a[..., BELOW].sum(axis=(-1, -2))
    degree = a[..., ABOVE].max(axis=(-1, -2), initial=0) + common
    result = np.zeros((*a.shape[:-3], COLUMNS), dtype=np.int64)
    result[..., ABOVE] = above * degree + below * common
    result[..., BELOW] = below * degree + above * common
    places = 1 + np.arange(hashes.shape[-1] * hashes.shape[-2]).reshape(hashes.shape[-2:])
    result[..., DENOMINATOR] = (hashes * places).sum(axis=(-1, -2)) + below
    lower = (a[..., LOWER] + logarithm(a[..., SCALE].astype(np.float64))).sum(axis=(-1, -2))
    entry = a[..., HEIGHT].max(axis=(-1, -2), initial=0) + lower
    result[..., HEIGHT] = above * entry + below * lower + _whole_logarithm(factorial(above))
    result[..., LOWER] = below * entry + above * lower + _whole_logarithm(factorial(below))
    result[..., SCALE] = 1
    result[..., LEVELS] = np.bitwise_and.reduce(a[..., LEVELS], axis=(-1, -2))
    spread = capped(result).reshape(result.shape[:-1] + (1,) * len(axes) + (COLUMNS,))
    return np.broadcast_to(spread, (*result.shape[:-1], *axes, COLUMNS)).copy()


def capped(a: Facts) -> Facts:
    """Degrees and heights cut off where they are beyond use."""
    for column, most in ((ABOVE, CAP), (BELOW, CAP), (HEIGHT, HUGE), (LOWER, HUGE)):
        np.minimum(a[..., column], most, out=a[..., column])
    beyond = a[..., SCALE] > LARGEST
    if beyond.any():
        a[..., HEIGHT] = np.where(beyond, HUGE, a[..., HEIGHT])
        a[..., SCALE] = np.where(beyond, 1, a[..., SCALE])
    return a


def coefficients(a: Facts) -> NDArray[np.float64]:
    """Binary logarithms of bounds on the coefficients of numerators."""
    return np.asarray(a[..., HEIGHT] / UNIT, dtype=np.float64)


def kind_of_sum(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.minimum(np.maximum(np.abs(a), np.abs(b)), STRICT)
    agreeing = np.where((a > 0) & (b > 0), size, np.where((a < 0) & (b < 0), -size, FREE))
    return np.where(a == ZERO, b, np.where(b == ZERO, a, agreeing))


def kind_of_product(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.minimum(np.abs(a), np.abs(b))
    return np.where((a == ZERO) | (b == ZERO), ZERO, np.sign(a) * np.sign(b) * size)
