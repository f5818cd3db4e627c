"""`symcheck run --explain`, the digest of a statement, and what is said when judges contradict one another."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from symcheck import check, scalar
from symcheck.claims.claim import Claim
from symcheck.claims.judge import Budget
from symcheck.claims.verdict import Mismatch, Proved, Refuted, Status
from symcheck.commands.run import RunRequest, run_command
from symcheck.running.options import RunOptions
from symcheck.values.judged import Judged
from tests.command import RIGHT, part, symcheck, write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """One part: a right line, a wrong one, and an ill-formed one."""
    body = "    yield chain(x.sum() + x.sum(), 2 * x.sum(), 3 * x.sum(), x)\n"
    write(tmp_path, part("a", body))
    return tmp_path


def test_explain_tells_what_each_judge_found(page: Path) -> None:
    done = symcheck("run", "--explain", "--seed", "7", cwd=page)
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "symbolic: the difference is 0 in normal form" in said
    assert "exact: equal at 2 choices of sizes; chance of error 0 in rational functions at n = " in said
    assert "seed 7" in said
    assert "numeric: floats agree on 3 samples" in said
    assert "left − right = −Σ_i x_i" in said
    assert "refutation, certified: at n = " in said
    assert "(n,)" in said  # the shapes of the ill-formed line
    assert said.count("statement ") == 3


def test_without_it_the_report_is_short(page: Path) -> None:
    plain, verbose, explained = (symcheck("run", *options, cwd=page).stdout for options in ([], ["-v"], ["--explain"]))
    assert "left − right" not in plain and "statement" not in plain
    assert "left − right" not in verbose and verbose.count("statement ") == 3
    assert len(plain) < len(verbose) < len(explained)


def test_a_digest_belongs_to_a_statement_and_its_assumptions(tmp_path: Path) -> None:
    same = "    yield chain(x.sum() + x.sum(), 2 * x.sum())\n"
    given = "    yield chain(x.sum() + x.sum(), 2 * x.sum(), given=x[1] > 0)\n"
    write(tmp_path, part("a", same), part("b", same), part("c", given))
    output = symcheck("run", "-v", cwd=tmp_path).stdout
    first, second, third = (line.split()[1] for line in output.splitlines() if line.strip().startswith("statement"))
    assert first == second != third


def fails(*_: object, **__: object) -> Proved:
    raise ZeroDivisionError("in a judge")


def test_a_line_on_which_a_judge_stumbles_has_a_digest_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = check(scalar("x") + 1, scalar("x"))
    monkeypatch.setattr("symcheck.symbolic.prover.judge", fails)
    broken = check(scalar("x") + 1, scalar("x"))
    assert (broken.status, sound.status) == (Status.ERROR, Status.REFUTED)
    assert broken.digest == sound.digest != ""


def refutes_everything(claims: Sequence[Claim], _: Budget) -> tuple[Refuted, ...]:
    return tuple(Refuted((("n", 1),), (("x[1]", "2"),), "4", "5") for _ in claims)


def differs_in_floats(claims: Sequence[Claim], _: Budget) -> tuple[Judged, ...]:
    return tuple(Judged(Mismatch(1.0, "4", "5", 0, (("n", 1),))) for _ in claims)


def proves_everything(*_: object, **__: object) -> Proved:
    return Proved("symbolic", "because it says so")


def run_in_process(folder: Path, monkeypatch: pytest.MonkeyPatch, **more: bool) -> int:
    monkeypatch.chdir(folder)
    return run_command(RunRequest((), None, RunOptions(**more), color="never", times=False))


@pytest.fixture
def right(tmp_path: Path) -> Path:
    write(tmp_path, part("a", RIGHT), part("b", RIGHT))
    return tmp_path


def test_a_refuter_that_contradicts_a_proof_is_a_conflict(
    right: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_in_process(right, monkeypatch) == 0
    capsys.readouterr()
    monkeypatch.setattr("symcheck.values.numeric.judge", differs_in_floats)
    monkeypatch.setattr("symcheck.values.refute.judge", refutes_everything)
    assert run_in_process(right, monkeypatch) == 4  # looked at again, what it says does not stand
    assert "2 lines: 2 undecided" in capsys.readouterr().out
    monkeypatch.setattr("symcheck.judging.compare.standing", lambda found, *_: found)
    assert run_in_process(right, monkeypatch) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert "2 parts: 2 conflict" in said and "2 lines: 2 conflict" in said
    assert said.count("This is a bug of symcheck, not of the page: please report it") == 2
    assert "symbolic: the difference is 0 in normal form" in said
    assert "x_1 = 2: left 4, right 5" in said
    assert "= 2 Σ_i x_i" in said and "page.py:6" in said
    assert said.count("statement ") == 2 and "symcheck 0." in said and "seed 0" in said


def test_a_prover_that_proves_what_is_wrong_is_a_conflict(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("symcheck.symbolic.prover.judge", proves_everything)
    assert run_in_process(page, monkeypatch, explain=True) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert "symbolic: because it says so" in said and "refutation, certified: at n = " in said


def test_a_documented_slip_does_not_hide_a_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = "    yield chain(x.sum() + x.sum(), wrong(3 * x.sum(), because='miscounted'), 2 * x.sum())\n"
    write(tmp_path, part("a", slip))
    assert run_in_process(tmp_path, monkeypatch) == 0
    monkeypatch.setattr("symcheck.symbolic.prover.judge", proves_everything)
    assert run_in_process(tmp_path, monkeypatch) == 3
    assert "conflict" in capsys.readouterr().out
