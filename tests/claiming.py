"""Claims as an author writes them, before one judge alone."""

from __future__ import annotations

from symcheck.claims.claim import Claim, claimed
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Abstained, Refuted
from symcheck.expressions.nodes import Block, Condition, IndexRelation, RealRelation
from symcheck.language.conditions import assumption
from symcheck.language.tensor import as_tensor
from symcheck.values import numeric, refute
from symcheck.values.judged import Judged


def claim(first: object, line: object, given: object = ()) -> Claim:
    left, right = (side if isinstance(side, Block) else as_tensor(side) for side in (first, line))
    found = claimed(left, right, conditions(given))
    assert isinstance(found, Claim), found
    return found


def conditions(given: object) -> Condition:
    """What is given, as an author writes it or read already."""
    read = isinstance(given, tuple) and all(isinstance(r, IndexRelation | RealRelation) for r in given)
    return given if read else assumption(given)


def sampled(first: object, line: object, given: object = (), seed: int = 0) -> Judged:
    """What floating point says."""
    return numeric.judge((claim(first, line, given),), Budget(seed))[0]


def sought(first: object, line: object, given: object = (), seed: int = 0, brief: bool = False) -> Refuted | Abstained:
    """A counterexample, if one is found."""
    return refute.judge((claim(first, line, given),), Budget(seed, brief=brief))[0]
