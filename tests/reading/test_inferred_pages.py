"""Whole pages without their declarations: the block that is inferred gives the verdicts of the one that a hand wrote.

The questions of the block are answered as that one answers them (`tests.reading.inferring`). What stays apart stands
below, with the reason; the pages with slips are told apart from the right ones in a table of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median

import pytest

from symcheck.reading.declaring.undeclared import Undeclared
from tests.reading.inferring import answered, apart, inferred, name_of, text_of, verdicts, with_lines

PAGES = Path(__file__).parents[1] / "pages"
SEED = Path(__file__).parents[2] / "derivations" / "word2vec.md"
APART = {
    "lstm-slips.md": "the first outer product on the page is the slip: x is taken for a number there",
    "layers-slips.md": "all layers get one size: what no sizes fit is refuted there",
    "gaussian.md": "\\hat Σ is asked for as a matrix of its own, and is not the solution of its condition",
    "gaussian-slips.md": "\\hat Σ is asked for as a matrix of its own, and is not the solution of its condition",
    "gru.md": "names with a letter above, h^t and W^z, are taken for powers",
    "gru-slips.md": "names with a letter above, h^t and W^z, are taken for powers",
    "ridge.md": "that a prime transposes is said by the block alone",
    "ridge-slips.md": "that a prime transposes is said by the block alone",
    "poisson-slips.tex": "the slip is in the line that defines the likelihood, which only the block says rightly",
}
"""Pages with another verdict somewhere, and why."""


def names() -> list[str]:
    return sorted(path.name.removesuffix(".verdicts") for path in PAGES.glob("*.verdicts"))


@cache
def found(name: str) -> Undeclared:
    return inferred(PAGES / name)


@pytest.mark.parametrize("name", names())
def test_the_verdicts_are_those_under_the_block_of_the_page(name: str) -> None:
    path = PAGES / name
    under_own = verdicts(text_of(path), name_of(path))
    under_inferred = verdicts(with_lines(path, answered(path, found(name))), name_of(path))
    assert bool(apart(under_own, under_inferred)) == (name in APART)


def test_few_questions_are_asked() -> None:
    counts = [len(found(name).questions) for name in names() if name not in APART]
    assert median(counts) <= 2
    assert max(counts) <= 3


@pytest.mark.parametrize("name", names())
def test_one_question_a_name(name: str) -> None:
    asked = [guess.name for guess in found(name).guesses if guess.ask]
    assert len(asked) == len(set(asked))


def test_the_seed_page_has_a_block_too() -> None:
    assert inferred(SEED).block.startswith("<!-- symcheck")
