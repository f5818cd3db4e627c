"""The chain of primes, and the tables of its fields."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symcheck.values.numbers.primes import CHAIN, field, is_square


def test_the_chain() -> None:
    assert all(q == 2 * p + 1 for p, q in pairwise(CHAIN))
    assert all(p % 4 == 3 and is_square(2, p) and not is_square(p - 1, p) for p in CHAIN)


@pytest.mark.parametrize("prime", CHAIN[:2])
def test_tables(prime: int) -> None:
    tables = field(prime)
    assert sorted(set(tables.powers.tolist())) == sorted({a * a % prime for a in range(1, prime)})
    for a in (1, 2, 12345, prime - 1):
        power = int(tables.powers[tables.logarithms[a]])
        assert power == (a if tables.squares[a] else prime - a)
