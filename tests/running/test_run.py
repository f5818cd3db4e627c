"""From requests to verdicts: what the runner makes of what workers answer."""

import re
from functools import partial
from pathlib import Path

import pytest

from symcheck.claims.places import Place
from symcheck.claims.verdict import ChainVerdict, LineVerdict, Outcome, PartVerdict, Status
from symcheck.report.model import FileProblem
from symcheck.running.discover import find_targets
from symcheck.running.listing import Listing
from symcheck.running.options import RunOptions
from symcheck.running.run import Work, judge_parts, load_files, make_handler, start_pool, trouble
from symcheck.running.worker import undocumented
from symcheck.running.workers.messages import Died, Done, Failed, TimedOut

PAGE = """
from symcheck import *
n = size("n"); x = vector("x", n)
@part("one")
def _(): yield chain(x.sum() + x.sum(), 2 * x.sum())
@part("two", timeout=0.3)
def _():
    while True: pass
@part("three")
def _(): yield chain(x.sum() + x.sum(), 2 * x.sum())
@part("three")
def _(): pass
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.py").write_text(PAGE)
    return tmp_path


def verdicts(folder: Path, options: RunOptions) -> list[PartVerdict]:
    targets = find_targets(("page.py",), folder)
    with start_pool(options, judging=True) as pool:
        (listing,) = load_files(pool, targets, options)
        assert isinstance(listing, Listing)
        work = [Work(targets[0], entry) for entry in listing.entries]
        return [verdict for _, verdict in sorted(judge_parts(pool, work, options, lambda entry: None))]


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_part_gets_its_verdict_whatever_the_number_of_workers(page: Path, jobs: int) -> None:
    one, two, three = verdicts(page, RunOptions(jobs=jobs))
    assert (one.address, one.outcome) == ("page.py::one", Outcome.PASS)
    assert (two.outcome, two.reason) == (
        Outcome.TIMEOUT,
        "ended after its limit: it took more than 0.3 s; --timeout gives more",
    )
    assert two.seconds >= 0.3
    assert three.outcome is Outcome.ERROR
    assert "page.py:9" in three.reason and "page.py:11" in three.reason


def test_a_file_that_cannot_be_loaded_is_a_problem_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text("\n\nundefined_name\n")
    options = RunOptions()
    with start_pool(options, judging=False) as pool:
        (problem,) = load_files(pool, find_targets(("page.py",), tmp_path), options)
    assert isinstance(problem, FileProblem)
    assert (str(problem.place), problem.outcome) == ("page.py:3", Outcome.ERROR)
    assert "NameError" in problem.reason


@pytest.mark.parametrize(
    ("result", "outcome", "said"),
    [
        (Failed("KeyError: 'x'", None), Outcome.ERROR, "KeyError: 'x'"),
        (Died("its process was ended by SIGSEGV"), Outcome.ERROR, "SIGSEGV"),
        (TimedOut(30.0, False), Outcome.TIMEOUT, "it took more than 30 s"),
        (TimedOut(30.0, True), Outcome.TIMEOUT, "loading the file took more than 30 s"),
        (Done("not a verdict"), Outcome.ERROR, "not a verdict"),
    ],
)
def test_trouble_is_error_or_timeout_and_never_wrong(result: object, outcome: Outcome, said: str) -> None:
    found, reason = trouble(result)  # type: ignore[arg-type]
    assert found is outcome
    assert said in reason


def test_a_failure_of_ours_is_called_ours(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symcheck.checking.part.part_outcome", None)
    one = verdicts(page, RunOptions())[0]
    assert one.outcome is Outcome.ERROR
    assert "TypeError" in one.reason
    assert re.search(r"symcheck itself failed, at \S+/symcheck/\S+\.py:\d+: please report it", one.reason)


def test_a_failure_of_the_author_is_not_called_ours(page: Path) -> None:
    (page / "page.py").write_text('from symcheck import *\n@part("one")\ndef _(): raise SystemExit(2)\n')
    (one,) = verdicts(page, RunOptions())
    assert (one.outcome, str(one.place)) == (Outcome.ERROR, "page.py:3")
    assert "symcheck itself" not in one.reason


def test_a_request_that_is_unknown_is_refused() -> None:
    handle = make_handler(RunOptions(), judging=False)
    with pytest.raises(TypeError, match="does not know"):
        handle("nonsense", lambda: None)


def test_as_written_the_documentation_of_slips_is_gone_and_nothing_else() -> None:
    place = Place("page.py", 1)
    line = partial(LineVerdict, Status.REFUTED, (), place, "x")
    lines = (line(role="wrong", because="a slip"), line(role="result"), line())
    (chain,) = undocumented((ChainVerdict("x", "", place, lines),))
    assert [(each.role, each.because) for each in chain.lines] == [("line", ""), ("result", ""), ("line", "")]
    assert {each.status for each in chain.lines} == {Status.REFUTED}
