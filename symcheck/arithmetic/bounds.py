"""What the tower knows of a value besides its residues: its sign, its degree, the levels it exists on.

The facts of a value are a row of integers. Rules for the columns:

- KIND: `ZERO` identically 0; ±`SQUARE` a product of things sampled as squares (all roots and signs exact); ±`STRICT`
  positive; ±`WEAK` non-negative; `FREE` unknown. All are about the real value, true on the whole domain.
- ABOVE, BELOW: bounds on the degrees of numerator and denominator in the independent samples, an exponential counting
  as one of them. DENOMINATOR tells equal denominators by a hash, so that sums over one denominator do not add theirs.
- HEIGHT: a bound on the sum of the integer coefficients, which is the degree of the exponential of the value.
- LEVELS: the levels on which the value exists, as bits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

KIND, ABOVE, BELOW, DENOMINATOR, HEIGHT, LEVELS = range(6)
COLUMNS = 6
ZERO, SQUARE, STRICT, WEAK, FREE = 4, 3, 2, 1, 0
CAP = 1 << 30

Column = NDArray[np.int64] | int
Facts = NDArray[np.int64]
"""Facts in the last axis, `COLUMNS` of them (what follows them is padding)."""


def facts(kind: int, above: int, height: int, levels: int) -> Facts:
    """The facts of a polynomial."""
    return np.array([kind, above, 0, 0, min(height, CAP), levels], dtype=np.int64)


def of_sum(a: Facts, b: Facts) -> Facts:
    a, b = np.broadcast_arrays(a, b)
    result = a.copy()
    result[..., KIND] = kind_of_sum(a[..., KIND], b[..., KIND])
    same = a[..., DENOMINATOR] == b[..., DENOMINATOR]
    crossed = np.maximum(a[..., ABOVE] + b[..., BELOW], b[..., ABOVE] + a[..., BELOW])
    result[..., ABOVE] = np.where(same, np.maximum(a[..., ABOVE], b[..., ABOVE]), crossed)
    result[..., BELOW] += np.where(same, 0, b[..., BELOW])
    result[..., DENOMINATOR] += np.where(same, 0, b[..., DENOMINATOR])
    result[..., HEIGHT] += b[..., HEIGHT]
    result[..., LEVELS] &= b[..., LEVELS]
    return capped(result)


def of_product(a: Facts, b: Facts) -> Facts:
    result = a + b
    result[..., KIND] = kind_of_product(a[..., KIND], b[..., KIND])
    result[..., HEIGHT] = a[..., HEIGHT] * b[..., HEIGHT]
    result[..., LEVELS] = a[..., LEVELS] & b[..., LEVELS]
    return capped(result)


def of_reciprocal(a: Facts, denominators: NDArray[np.int64]) -> Facts:
    """`denominators`: a hash of each value."""
    result = a.copy()
    result[..., ABOVE], result[..., BELOW] = a[..., BELOW], a[..., ABOVE]
    result[..., DENOMINATOR] = np.where(a[..., ABOVE] > 0, denominators + 131 * a[..., ABOVE] + a[..., BELOW], 0)
    return result


def of_power(a: Facts, exponent: int) -> Facts:
    """A non-negative integer power."""
    result = a.copy()
    for column in (ABOVE, BELOW, DENOMINATOR):
        result[..., column] *= exponent
    result[..., HEIGHT] = np.minimum(np.maximum(a[..., HEIGHT], 1).astype(np.float64) ** exponent, CAP)
    kind = a[..., KIND]
    result[..., KIND] = kind if exponent % 2 else np.where(kind == FREE, WEAK, np.abs(kind))
    return capped(result)


def of_fresh(
    a: Facts, kind: NDArray[np.int64] | int, above: NDArray[np.int64] | int, height: NDArray[np.int64] | int
) -> Facts:
    """The facts of a value that counts as an independent sample of its own."""
    result = np.zeros_like(a)
    result[..., KIND], result[..., ABOVE] = kind, above
    result[..., HEIGHT] = height
    result[..., LEVELS] = a[..., LEVELS]
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
    result[..., HEIGHT] = CAP
    result[..., LEVELS] = np.bitwise_and.reduce(a[..., LEVELS], axis=(-1, -2))
    spread = capped(result).reshape(result.shape[:-1] + (1,) * len(axes) + (COLUMNS,))
    return np.broadcast_to(spread, (*result.shape[:-1], *axes, COLUMNS)).copy()


def capped(a: Facts) -> Facts:
    """Degrees and heights cut off where they are beyond use."""
    for column in (ABOVE, BELOW, HEIGHT):
        np.minimum(a[..., column], CAP, out=a[..., column])
    return a


def kind_of_sum(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.minimum(np.maximum(np.abs(a), np.abs(b)), STRICT)
    agreeing = np.where((a > 0) & (b > 0), size, np.where((a < 0) & (b < 0), -size, FREE))
    return np.where(a == ZERO, b, np.where(b == ZERO, a, agreeing))


def kind_of_product(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.minimum(np.abs(a), np.abs(b))
    return np.where((a == ZERO) | (b == ZERO), ZERO, np.sign(a) * np.sign(b) * size)
