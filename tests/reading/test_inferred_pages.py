"""Whole pages without their declarations: the block that is inferred gives the verdicts of the one that a hand wrote.

The questions of the block are answered as that one answers them (`tests.reading.inferring`). What stays apart stands
below, with the reason, and must fail.
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
    "word2vec.md": "names that mean other things in its parts, and letters that stand for others, are not inferred",
}
"""Pages with another verdict somewhere, and why."""


def names() -> list[str]:
    return sorted(path.name.removesuffix(".verdicts") for path in PAGES.glob("*.verdicts"))


@cache
def found(path: Path) -> Undeclared:
    return inferred(path)


def rows() -> list[object]:
    """All pages; those with another verdict somewhere must fail."""
    paths = [*(PAGES / name for name in names()), SEED]
    apart_ = {path: pytest.mark.xfail(strict=True, reason=APART[path.name]) for path in paths if path.name in APART}
    return [pytest.param(path, marks=[apart_[path]] if path in apart_ else [], id=path.name) for path in paths]


@pytest.mark.parametrize("path", rows())
def test_the_verdicts_are_those_under_the_block_of_the_page(path: Path) -> None:
    under_own = verdicts(text_of(path), name_of(path))
    under_inferred = verdicts(with_lines(path, answered(path, found(path))), name_of(path))
    assert apart(under_own, under_inferred) == []


def test_few_questions_are_asked() -> None:
    counts = [len(found(PAGES / name).questions) for name in names() if name not in APART]
    assert median(counts) <= 2
    assert max(counts) <= 3


@pytest.mark.parametrize("name", names())
def test_one_question_a_name(name: str) -> None:
    asked = [guess.name for guess in found(PAGES / name).guesses if guess.ask]
    assert len(asked) == len(set(asked))


def test_the_seed_page_has_a_block_too() -> None:
    assert inferred(SEED).block.startswith("<!-- symcheck")
