"""The primes of the tower and the tables of their fields.

A Cunningham chain of the first kind: each prime is 2q + 1 for the prime q before it. So each is 3 modulo 4 (−1 is no
square, and of ±r exactly one is), and its squares form a group of prime order q: every root of an order below q
exists among the squares and is unique there.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Integers = NDArray[np.int64]

CHAIN = (126839, 253679, 507359, 1014719, 2029439)
"""(126839 − 1) / 2 = 63419 is prime too. 2, 3, 5 and 7 are squares modulo each."""


class Field(Struct, frozen=True):
    """One prime field: `order` is that of the group of squares, `base` generates it.

    `powers[k]` is base^k; `logarithms[a]` is the k with ±a = base^k (0 for a = 0), `squares[a]` whether a itself is.
    """

    prime: int
    order: int
    powers: NDArray[np.int32]
    logarithms: NDArray[np.int32]
    squares: NDArray[np.bool_]


@lru_cache(maxsize=len(CHAIN))
def field(prime: int) -> Field:
    """The tables of a field; they are never changed."""
    order = (prime - 1) // 2
    powers = _powers(4, prime, order)
    logarithms = np.zeros(prime, dtype=np.int32)
    squares = np.zeros(prime, dtype=np.bool_)
    exponents = np.arange(order, dtype=np.int32)
    logarithms[powers] = exponents
    logarithms[prime - powers] = exponents
    squares[powers] = True
    return Field(prime, order, powers.astype(np.int32), logarithms, squares)


def _powers(base: int, prime: int, count: int) -> Integers:
    """base^0 … base^(count − 1), by doubling the length of the table."""
    result = np.ones(count, dtype=np.int64)
    known = 1
    while known < count:
        more = min(known, count - known)
        result[known : known + more] = result[:more] * pow(base, known, prime) % prime
        known += more
    return result


def is_square(value: int, prime: int) -> bool:
    """Whether a number is a nonzero square modulo the prime."""
    return pow(value, (prime - 1) // 2, prime) == 1
