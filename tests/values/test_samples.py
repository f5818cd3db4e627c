"""Values that assumptions allow: where there are none, the search ends after counted work."""

import numpy as np
import pytest

from symcheck import *
from symcheck.claims.claim import Claim, claimed
from symcheck.expressions.nodes import Condition
from symcheck.language.conditions import assumption
from symcheck.values import constraints, samples
from symcheck.values.subject import Unmet, claimed_of

n = size("n")
x, t, i = vector("x", n), scalar("t"), index("i", n)
EXISTS = {
    "a unit vector": Eq(dot(x, x), 1),
    "a cube": Eq(t**3, 8),
    "far away": exp(t) > 100,
    "two equations": And(Eq(x.sum(), 1), Eq(dot(x, x), 1)),
}
NOWHERE = {
    "a negative square": Eq(dot(x, x), -1),
    "only at infinity": Eq(1 / (1 + t**2), 0),
    "no root": Eq(t**2 + t, -1),
}


def drawn(given: object, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a Jacobian is taken until values are drawn."""
    conditions: Condition = assumption(given)
    claim = claimed(x.sum() * t, t * x.sum(), conditions)
    assert isinstance(claim, Claim)
    taken = 0

    def columns(*args: object) -> object:
        nonlocal taken
        taken += 1
        return found(*args)

    found = constraints._columns
    monkeypatch.setattr(constraints, "_columns", columns)
    generator = np.random.default_rng(0)
    what = claimed_of((claim,))
    try:
        samples.draw_sample(what, samples.draw_setting(what, generator), generator)
    except Unmet:
        assert given in NOWHERE.values()
    else:
        assert given in EXISTS.values()
    return taken


@pytest.mark.parametrize("case", EXISTS)
def test_values_are_found_where_there_are_some(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(EXISTS[case], monkeypatch) <= samples.VAIN_ROUNDS + constraints.ROUNDS


@pytest.mark.parametrize("case", NOWHERE)
def test_where_there_are_none_the_search_ends_soon(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(NOWHERE[case], monkeypatch) <= samples.VAIN_ROUNDS + constraints.ROUNDS
