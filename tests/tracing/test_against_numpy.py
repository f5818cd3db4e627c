"""Every supported function means what it means in NumPy, on random shapes and entries."""

from __future__ import annotations

import numpy as np
import pytest

from symcheck.tracing.namespace import FUNCTIONS, LINALG
from tests.tracing.against_numpy import draw, pairs, run, traced
from tests.tracing.rows import ALIASING, CHANGING, ROWS

SEEDS = (1, 2, 3)
TIED = ("where", "sign", "all", "any", "clip", "maximum", "max 1 True")
PAIRS_ = ("greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "logical_and", "logical_or")


@pytest.mark.parametrize("name", ROWS)
def test_it_is_what_numpy_gives(name: str) -> None:
    function = ROWS[name]
    symbolic = traced(function)
    for seed in SEEDS:
        drawn = draw(seed)
        for found, wanted in pairs(symbolic, run(function, drawn), drawn.world):
            np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", [*CHANGING, *ALIASING, *PAIRS_, *TIED])
def test_it_is_what_numpy_gives_where_entries_are_alike(name: str) -> None:
    function = ROWS[name]
    symbolic = traced(function)
    for seed in range(4, 10):
        drawn = draw(seed, whole=True)
        for found, wanted in pairs(symbolic, run(function, drawn), drawn.world):
            np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


def test_every_function_has_a_row() -> None:
    named = " ".join(ROWS)
    code = " ".join(name for row in ROWS.values() for name in row.__code__.co_names)
    missing = {name for name in (*FUNCTIONS, *LINALG) if name not in named and name not in code}
    assert missing == {"row_stack"}  # which NumPy gave up for vstack
