"""The search for a mistake: what it shows is right, a right line holds none, and it ends."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.claims.verdict import Agreed, Confirmed, Diagnosis, Mismatch, Proved
from symcheck.diagnose.lines import explain_line
from symcheck.diagnose.model import Suspect
from symcheck.diagnose.search import Search
from symcheck.expressions.walk import subexpressions
from symcheck.judging.compare import Comparison
from symcheck.judging.options import CheckOptions
from symcheck.language.tensor import Tensor
from tests.claiming import sampled
from tests.slips import CASES, A, X, likelihood, p, squares, t, w, x


def diagnose(first: Tensor, line: Tensor, given: Condition, seed: int) -> tuple[Diagnosis, ...]:
    return explain_line(Suspect(first, line, given, CheckOptions(seed=seed)), result=False).mistakes


@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_is_right_and_what_was_written_is_not(name: str) -> None:
    first, line = CASES[name]()
    repairs = Search(Suspect(first, line, (), CheckOptions())).run()
    assert repairs
    for repair in repairs:
        assert isinstance(repair.evidence, Proved | Agreed)
        assert isinstance(sampled(first, repair.line, seed=99).evidence, Confirmed)
    if first.shape == line.shape:
        assert isinstance(sampled(first, line, seed=99).evidence, Mismatch)


@pytest.mark.parametrize("name", CASES)
def test_a_right_line_holds_no_mistake(name: str) -> None:
    first, _ = CASES[name]()
    assert diagnose(first, first, (), 0) == ()


def test_nothing_is_shown_that_is_not_established(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Comparison, "accepted", lambda *_: None)
    first, line = CASES["constant factor"]()
    assert diagnose(first, line, (), 0) == ()


def test_the_search_stops_when_its_effort_is_spent() -> None:
    first, line = grad(likelihood, w), X.T @ exp(p) + w * squares
    search = Search(Suspect(first, line, (), CheckOptions()), effort=20_000)
    assert search.run() == ()
    assert search.left <= 0


@pytest.mark.parametrize(
    ("first", "line"),
    [(log(x**2), 2 * log(x)), (sqrt(x**2), x), (1 / (x + t), 1 / x + 1 / t), (logdet(A @ A), 2 * logdet(A))],
    ids=str,
)
def test_no_edit_takes_away_what_another_put_in(first: Tensor, line: Tensor) -> None:
    for repair in Search(Suspect(first, line, (), CheckOptions())).run():
        kept = set(subexpressions(repair.line.body))
        assert all(edit.after.expr in kept for edit in repair.edits)
