"""The library of results under `derivations/library`: each line proved, each twin under `tests/library` refuted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.verdict import LineVerdict, Status
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "derivations" / "library").glob("*.py"))
TWINS = ROOT / "tests" / "library"
OPEN = ROOT / "tests" / "claims" / "open.py"


@cache
def lines(path: Path, diagnose: bool = False) -> list[LineVerdict]:
    """The verdicts on all lines of a file, judged once."""
    loaded = load(Target(path.name, str(path), None, True))
    assert not [entry.problem for entry in loaded.listing.entries if entry.problem]
    verdicts = [check_part(part, CheckOptions(diagnose=diagnose), path.name) for part in loaded.parts.values()]
    return [line for verdict in verdicts for chain in verdict.chains for line in chain.lines]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_line_is_proved(path: Path) -> None:
    plain = [line for line in lines(path) if line.role != "wrong"]
    assert plain and [str(line.place) for line in plain if line.status is not Status.PROVED] == []


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_twin_is_refuted(path: Path) -> None:
    twins = lines(TWINS / path.name)
    assert {line.role for line in twins} == {"wrong"}
    missed = [str(line.place) for line in twins if line.status not in (Status.REFUTED, Status.ILL_FORMED)]
    assert missed == []
    assert len(twins) >= sum(line.role != "wrong" for line in lines(path)) // 2


def test_what_is_not_proved_yet_is_listed_apart() -> None:
    assert {line.status for line in lines(OPEN)} <= {Status.CHECKED, Status.UNDECIDED}
