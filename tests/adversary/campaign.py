"""Claim number k of a seed, and what the package says of it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace

from .certificates import refuted_there
from .falsehoods import LIES, falsehood
from .interpreter import World
from .judge import ask, failure
from .snippet import snippet
from .trees import Claim, comparable, consistent
from .truths import LAWS, truth
from .worlds import describe, samples, spoken_of

CLASSES = tuple(sorted({*LAWS, *LIES}))


@dataclass(frozen=True)
class Finding:
    """One claim and its verdict; `true` is None where no claim was found."""

    seed: str
    number: int
    cls: str
    true: bool | None
    status: str
    failure: str = ""
    source: str = ""
    witness: str = ""
    reason: str = ""
    milliseconds: int = 0


class Adversary(Exception):
    """A claim that is true by a law is false by the interpreter: one of the two is wrong."""


def drawn(seed: str, number: int, classes: tuple[str, ...]) -> tuple[Claim, World | None] | None:
    """Claim number k of the seed and, for a false one, the world in which it is."""
    rng = random.Random(f"{seed}/{number}")
    if number % 2 and (found := falsehood(rng, classes)):
        return found
    if number % 2:
        return None
    return true_claim(rng, tuple(c for c in classes if c in LAWS))


def true_claim(
    rng: random.Random, classes: tuple[str, ...], worlds: random.Random | None = None, tries: int = 8
) -> tuple[Claim, None] | None:
    """A true claim that was asked somewhere and agreed."""
    for _ in range(2 * tries):
        if not classes:
            return None
        claim = truth(rng, classes)
        if not (comparable(claim) and consistent(claim.left, claim.right, claim.given)):
            continue
        witness, agreed = samples(claim, worlds or rng, 60, 20)
        if witness is not None:
            raise Adversary(snippet(claim) + describe(claim, witness))
        if agreed >= 2:
            return claim, None
    return None


def campaign(seed: str, number: int, classes: tuple[str, ...]) -> Finding:
    """One claim drawn, put and judged."""
    try:
        found = drawn(seed, number, classes)
    except Adversary as fault:
        return Finding(seed, number, "none", None, "none", "fault of the adversary", str(fault))
    if found is None:
        return Finding(seed, number, "none", None, "none")
    claim, witness = replace(found[0], shared=number % 4 < 2), found[1]
    source, true = snippet(claim), witness is None
    began = time.monotonic()
    said = ask(source)
    spent = round(1000 * (time.monotonic() - began))
    shown = "" if witness is None else describe(claim, witness)
    kind = failure(said, true, witness, spoken_of(claim) != claim.given)
    if not kind and said.certificate is not None and refuted_there(claim, said.certificate) is False:
        kind = f"no counterexample: {said.certificate}"
    return Finding(seed, number, claim.cls, true, said.status, kind, source, shown, said.reason, spent)
