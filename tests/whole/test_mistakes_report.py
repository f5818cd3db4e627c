"""The report on one slip of every kind, judged and diagnosed, against a golden file.

After a wanted change: `SYMCHECK_GOLDEN=write pytest tests/whole/test_mistakes_report.py`, and read the difference.
"""

from __future__ import annotations

from msgspec.structs import replace

from symcheck.checking.part import check_part
from symcheck.claims.places import Place
from symcheck.claims.statements import Chain, Line, Part
from symcheck.claims.verdict import Outcome, PartVerdict
from symcheck.judging.options import CheckOptions
from symcheck.report.model import FileReport, Report
from tests.rendering import matches_golden, rendered
from tests.slips import CASES

FILE = "derivations/mistakes.py"


def judged(name: str, number: int) -> PartVerdict:
    """The verdict on a part with one chain of one wrong line."""
    first, line = CASES[name]()
    place = Place(FILE, number)
    claim = Chain(Line(first, place), (Line(line, place),), place)
    part = Part(name, name, lambda: iter((claim,)), place)
    return replace(check_part(part, CheckOptions(), FILE), seconds=0.0)


def test_every_kind_of_mistake_has_its_report() -> None:
    parts = tuple(judged(name, number) for number, name in enumerate(CASES, 1))
    assert all(part.outcome is Outcome.FAIL for part in parts)
    report = Report((FileReport(FILE, "One slip of every kind", tuple(CASES), parts),), "0", 0)
    assert matches_golden("mistakes-80.txt", rendered(report, 80))
