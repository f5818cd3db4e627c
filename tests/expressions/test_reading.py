"""How expressions are read: index arithmetic from the left, and each operand once, however deep it stands."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.expressions import reading
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.nodes import Expr, Integer, Mul
from symcheck.expressions.reading import as_read

n = size("n")
i = index("i", n)
x = scalar("x")


def test_index_arithmetic_is_done_from_the_left() -> None:
    assert isinstance(as_read((i + 1).body), Integer)
    assert isinstance(as_read((2 * i + n).body), Integer)
    assert not isinstance(as_read((i * n).body), Integer)
    assert alpha_key((i + 1 + x).body) == alpha_key((1 + i + x).body) != alpha_key((i + 2 + x).body)


def test_what_is_deep_is_read_in_as_many_steps_as_it_has_places(monkeypatch: pytest.MonkeyPatch) -> None:
    polynomial, read, product = x, 0, reading._product

    def counted(factors: list[Expr]) -> Expr:
        nonlocal read
        read += 1
        assert read < 2000
        return product(factors)

    for k in range(40):
        polynomial = polynomial * x + k
    monkeypatch.setattr(reading, "_product", counted)
    assert alpha_key(polynomial.body) and isinstance(as_read((polynomial * x).body), Mul)
    assert read >= 40
