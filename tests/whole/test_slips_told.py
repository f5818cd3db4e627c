"""A slice of the measurement of what wrong lines are told; the whole is `python -m tests.campaign.told`."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from symcheck.claims.verdict import ChainVerdict
from tests.campaign.operators import OPERATORS
from tests.campaign.told import Told, forbidden, measured

EACH = 1
WORK = 4.0
"""The most calls of a search for one of the verdict, over all slips: what is reached, not what is wished for."""


@cache
def slice_() -> tuple[Told, ...]:
    return tuple(measured(EACH, seed=0))


def share(count: int) -> float:
    return count / len(slice_())


def test_there_are_slips_of_all_24_kinds() -> None:
    assert len(OPERATORS) == 24
    assert {told.slip.operator.name for told in slice_()} == {operator.name for operator in OPERATORS}


def test_slips_are_told_by_their_names() -> None:
    assert share(sum(told.named for told in slice_())) >= 0.85


def test_right_results_are_shown_and_readable() -> None:
    assert share(sum(bool(told.right) for told in slice_())) >= 0.97
    assert share(sum(told.readable for told in slice_())) >= 0.9


def test_nothing_false_or_empty_is_told() -> None:
    assert [reason for told in slice_() for reason in told.forbidden] == []


def test_the_search_takes_a_few_times_the_work_of_the_verdict() -> None:
    searching, judging = (sum(works) for works in zip(*((t.searching, t.slip.judging) for t in slice_()), strict=True))
    assert searching <= WORK * judging


FALSE = {
    "an index is wrong: [0 = 0] for δ_ij": ("wrong index", "δ_ij", "[0 = 0]"),
    "an index is wrong: x_i for x_i": ("wrong index", "x_i", "x_i"),
    "the sign of v·v is wrong: it should be −v·v": ("sign", "v·v", "−v·v"),
    "the sign of −x is wrong: it should be −(−x)": ("sign", "−x", "−(−x)"),
}


@pytest.mark.parametrize("sentence", FALSE)
def test_what_must_not_be_said_is_seen(sentence: str) -> None:
    told = next(t for t in slice_() if t.verdict.diagnoses and not t.forbidden)
    mistake, before, after = FALSE[sentence]
    false = replace(told.verdict.diagnoses[0], mistake=mistake, sentence=sentence, before=before, after=after)
    assert list(forbidden(_chain(told, replace(told.verdict, diagnoses=(false,))), told.slip))


def test_a_whole_answer_that_is_missing_and_the_question_as_its_answer_are_seen() -> None:
    told = next(t for t in slice_() if t.verdict.right_result and t.verdict.diagnoses)
    whole = replace(told.verdict.diagnoses[0], mistake="missing term", before=told.verdict.right_result)
    assert list(forbidden(_chain(told, replace(told.verdict, diagnoses=(whole,))), told.slip))
    asked = replace(told.verdict, diagnoses=(), right_result=told.slip.verdict.first)
    assert list(forbidden(_chain(told, asked), told.slip))
    assert not list(forbidden(_chain(told, told.verdict), told.slip))


def _chain(told: Told, verdict: object) -> ChainVerdict:
    return replace(told.slip.verdict, lines=(verdict,))
