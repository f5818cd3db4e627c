"""Statements with every construct, as an author writes them: random ones, and the lines of the corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import symcheck
from symcheck.claims.statements import Chain
from symcheck.expressions.nodes import Block, Condition
from symcheck.running.discover import Target, derivation_files
from symcheck.running.load import load
from tests.adversary.campaign import CLASSES, drawn
from tests.adversary.snippet import snippet

COUNT = int(os.environ.get("SYMCHECK_STATEMENTS", "100"))
"""How many random claims are printed and read back; each has two sides."""

Statement = tuple[Block, Condition]


def random_statements(seed: str, count: int = COUNT) -> Iterator[Statement]:
    """The sides of random claims, true and false, with what is assumed."""
    for number in range(count):
        found = drawn(seed, number, CLASSES)
        if found is not None:
            yield from _sides(snippet(replace(found[0], shared=number % 4 < 2)))


def _sides(text: str) -> Iterator[Statement]:
    names: dict[str, object] = {}
    try:
        exec(text.replace("verdict = check(", "verdict = chain("), names)
    except symcheck.StatementError:
        return
    chain = names["verdict"]
    assert isinstance(chain, Chain)
    yield from statements_of(chain)


def statements_of(chain: Chain, given: Condition = ()) -> Iterator[Statement]:
    for line in (chain.first, *chain.lines):
        if isinstance(line.content, Block):
            yield line.content, (*given, *chain.given)


def corpus_statements() -> Iterator[Statement]:
    """The lines of the claims that come along, right and wrong ones."""
    for path in derivation_files(Path(__file__).parent / "claims" / "corpus"):
        for part in load(Target(path.name, str(path), None, True)).parts.values():
            for chain in part.build() or ():
                yield from statements_of(chain, part.given)
