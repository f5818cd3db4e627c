"""Rational exponents, and numbers split into primes."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz

from symcheck.values.numbers.system import Abstention

LARGEST_POWER = 400
LARGEST_ROOT = 64
FACTOR_BITS = 96


def checked_power(exponent: Fraction) -> int:
    """An integer exponent, unless it is out of reach."""
    if abs(exponent) > LARGEST_POWER:
        raise Abstention(f"a power beyond {LARGEST_POWER}")
    return int(exponent)


def partial_fractions(exponent: Fraction) -> list[tuple[int, int, int]]:
    """The fractional part as Σ share / prime^times, up to an integer: (prime, times, share)."""
    q = exponent.denominator
    if q > LARGEST_ROOT:
        raise Abstention(f"a root of order {q}")
    result = []
    for prime, times in _split(q):
        modulus: int = prime**times
        result.append((prime, times, exponent.numerator * pow(q // modulus, -1, modulus) % modulus))
    return result


def primes(number: Fraction) -> list[tuple[int, int]]:
    """The primes of a positive number with exponents; what is too long to factor counts as one prime."""
    return [(p, sign * n) for part, sign in ((number.numerator, 1), (number.denominator, -1)) for p, n in _split(part)]


def _split(value: int) -> list[tuple[int, int]]:
    if value.bit_length() > FACTOR_BITS:
        return [(value, 1)]
    return [(int(p), int(n)) for p, n in fmpz(value).factor()]
