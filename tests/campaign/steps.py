"""Chains with one wrong step in the middle: is the first wrong step found, and what follows from it told apart.

    python tests/campaign/steps.py [--chains 200] [--seed 0]

A right chain of the corpus is cut at a random line; a changed line (`mutations`) takes its place, and those after it
are derived from the changed one: each has its value, in the form of the author's own next line plus what went wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))

from symcheck.checking.part import build, indices_spoken_of
from symcheck.claims.statements import Chain, Line
from symcheck.diagnose.samples import Samples
from symcheck.diagnose.steps import new_mistakes
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Condition
from symcheck.judging.chain import check_chain
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.campaign.corpus import files
from tests.campaign.mutations import Kind, mutants


@dataclass(frozen=True)
class Broken:
    """A chain with its wrong step, and where that stands."""

    address: str
    chain: Chain
    given: Condition
    spoken: frozenset[Index]
    step: int


def right_chains() -> Iterator[tuple[str, Chain, Condition, frozenset[Index]]]:
    """The chains of the corpus without their documented slips, if two right lines are left."""
    for path in files():
        for part in load(Target(path.name, str(path), None, True)).parts.values():
            chains = build(part)[0]
            for chain in chains:
                first = chain.first.content
                lines = tuple(line for line in chain.lines if line.role != "wrong" and _stated(line, first))
                if isinstance(first, Tensor) and len(lines) >= 2:
                    address = f"{path.stem}::{part.id}:{chain.place.line}"
                    yield address, replace(chain, lines=lines), part.given, indices_spoken_of(chains)


def _stated(line: Line, first: object) -> bool:
    return isinstance(line.content, Tensor) and isinstance(first, Tensor) and line.content.shape == first.shape


def broken_chains(count: int, seed: int) -> Iterator[Broken]:
    """Chains with a wrong step in them, drawn at random."""
    generator = random.Random(seed)
    pool = list(right_chains())
    made = 0
    while made < count:
        address, chain, given, spoken = generator.choice(pool)
        step = generator.randrange(len(chain.lines) - 1)
        broken = _broken(chain, given, step, generator)
        if broken is not None:
            made += 1
            yield Broken(address, broken, given, spoken, step)


def _broken(chain: Chain, given: Condition, step: int, generator: random.Random) -> Chain | None:
    first, right = chain.first.content, chain.lines[step].content
    assert isinstance(first, Tensor) and isinstance(right, Tensor)
    changes = [m.tensor for m in mutants(right) if m.kind is not Kind.RARE]
    if not changes:
        return None
    wrong = generator.choice(changes)
    samples = Samples(first, (wrong,), (*given, *chain.given), 0)
    if not samples.known or samples.agrees(wrong):
        return None
    after = [replace(line, content=line.content + (wrong - right)) for line in chain.lines[step + 1 :]]  # type: ignore[operator]
    return replace(chain, lines=(*chain.lines[:step], replace(chain.lines[step], content=wrong), *after))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chains", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    found = alone = count = 0
    for broken in broken_chains(options.chains, options.seed):
        verdict = check_chain(broken.chain, broken.given, CheckOptions(), broken.spoken)
        count += 1
        right = next((n for n, line in enumerate(verdict.lines) if line.status.wrong), None) == broken.step
        only = new_mistakes(verdict) == (broken.step,)
        found, alone = found + right, alone + only
        if not (right and only):
            states = [f"{line.status.value}{' carried' if line.carried else ''}" for line in verdict.lines]
            print(f"  {broken.address}: step {broken.step}: {states}: {verdict.lines[broken.step].text}")
    print(f"{count} chains: the first wrong step found in {found}, told as the only mistake in {alone}")


if __name__ == "__main__":
    main()
