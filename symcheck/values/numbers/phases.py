"""The functions that stand in for unknown ones where numbers are wanted: floats and balls share them.

A counterexample needs some function, not all: f(x) = Σ_r c_r sin(b_r + Σ_k a_rk x_k) with fixed rational coefficients
that depend on the function's name, the argument and the entry. Every partial derivative follows in closed form.
Whatever differs for this function is not true of all functions.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from zlib import crc32

WAVES = 3


@lru_cache(maxsize=1 << 16)
def coefficient(name: str, wave: int, argument: int, entry: int) -> Fraction:
    """a_rk: an odd number of sixteenths between −1 and 1."""
    drawn = crc32(f"{name}/{wave}/{argument}/{entry}".encode()) >> 5
    return Fraction(2 * (drawn % 16) - 15, 16)


def amplitude(name: str, wave: int) -> Fraction:
    return coefficient(name, wave, -1, 0) + 2


def offset(name: str, wave: int) -> Fraction:
    return coefficient(name, wave, -2, 0)
