"""What every judge by values is asked, and how much it may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from symcheck.claims.claim import Claim

Found = TypeVar("Found", covariant=True)


class Budget(Struct, frozen=True):
    """The seed of what is drawn, the random samples to take, and whether a few telling settings are enough.

    Whatever else a judge limits stands in its module. All of it is counted, nothing timed: the same claims under the
    same budget have the same evidence on any machine.
    """

    seed: int = 0
    samples: int = 4
    brief: bool = False


class Judge(Protocol[Found]):
    """A module that says of claims what it finds, on each: evidence, or why it abstains; it raises nothing.

    The claims share their left side and what is given, so that what is known of these is found once. The prover is no
    such judge: it prepares a left side in a workspace that a whole part shares, and is asked line by line, since other
    evidence says which lines are worth a proof.
    """

    JUDGE: str

    def judge(self, claims: Sequence[Claim], budget: Budget) -> tuple[Found, ...]:
        """What is found of each claim."""
