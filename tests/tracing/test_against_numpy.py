"""Every supported function means what it means in NumPy, on random shapes and entries."""

from __future__ import annotations

from inspect import Signature, signature

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


@pytest.mark.parametrize("name", [*FUNCTIONS, *(f"linalg.{name}" for name in LINALG)])
def test_options_stand_where_numpy_has_them(name: str) -> None:
    """What may be passed by position is the same option there; what has another default is none that is known."""
    ours = signature(FUNCTIONS[name] if name in FUNCTIONS else LINALG[name.removeprefix("linalg.")])
    theirs = _signature_of_numpy(name)
    if theirs is None:
        return
    listed = [p for p in theirs.parameters.values() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    for position, option in enumerate(ours.parameters.values()):
        if option.name == "dtype" or option.default is option.empty or option.kind is not option.POSITIONAL_OR_KEYWORD:
            continue
        assert position < len(listed), option.name
        assert listed[position].name == option.name, (listed[position].name, option.name)


def _signature_of_numpy(name: str) -> Signature | None:
    found: object = np
    for part in name.split("."):
        found = getattr(found, part, None)
    try:
        return signature(found) if callable(found) and not isinstance(found, np.ufunc) else None
    except ValueError:
        return None
