"""What is asked of a value: facts multiply, contradict, and follow."""

from __future__ import annotations

import pytest

from symcheck.values.numbers.domains import implied
from symcheck.values.numbers.system import Undefined


def test_facts_multiply_and_contradict() -> None:
    assert (1, frozenset({3})) in implied([(1, frozenset({1, 3})), (1, frozenset({1}))])
    with pytest.raises(Undefined):
        implied([(1, frozenset({1})), (-1, frozenset({1}))])
