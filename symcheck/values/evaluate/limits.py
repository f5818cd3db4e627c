"""How many values are tried at once: a limit that is said, before memory or patience runs out."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from symcheck.values.numbers.system import Abstention, NumberSystem

MOST = 100_000
"""Values at once in a number system that says nothing else."""
LARGEST_INTEGER = 1 << 62
LARGEST_POWER = 10**9


def most_of(system: NumberSystem) -> int:
    """How many values at once a system is asked for."""
    most: int = getattr(system, "most", MOST)
    return most


def most_variables_of(system: NumberSystem) -> int:
    """How many entries of an array a system is asked for."""
    most: int = getattr(system, "most_variables", most_of(system))
    return most


def afford(shape: Iterable[int], what: str, most: int) -> None:
    """Raises Abstention if these are more values than are tried at once."""
    count = prod(shape)
    if count > most:
        raise Abstention(f"{what} of {count:,} values is too much to be tried (at most {most:,})")


def afford_integers(low: int, high: int) -> None:
    """Raises Abstention if integers between these ends do not fit a machine word."""
    if low < -LARGEST_INTEGER or high > LARGEST_INTEGER:
        raise Abstention("integers beyond 2^62 are not tried")


def afford_power(exponent: Fraction) -> None:
    """Raises Abstention for an exponent that no number system takes."""
    if max(abs(exponent.numerator), exponent.denominator) > LARGEST_POWER:
        raise Abstention("powers beyond 10^9 are not tried")
