"""The exit code of a report."""

from symcheck.claims.verdict import Outcome
from symcheck.report.model import FileReport, Report
from tests.report.everything import FILE, REPORT, part


def test_the_exit_code_says_the_worst() -> None:
    def code(*outcomes: Outcome, **more: bool) -> int:
        parts = tuple(part(outcome, "x", "", ()) for outcome in outcomes)
        return Report((FileReport(FILE, "", tuple(p.id for p in parts), parts),), "0", 0, **more).exit_code

    assert code(Outcome.PASS, Outcome.PASS_WITH_SLIPS, Outcome.WRONG_AS_DOCUMENTED) == 0
    for outcome in (Outcome.CHECKED, Outcome.UNDECIDED, Outcome.ERROR, Outcome.TIMEOUT):
        assert code(Outcome.PASS, outcome) == 4
        assert code(outcome, Outcome.FAIL) == 1
    assert code(Outcome.FAIL, Outcome.CONFLICT) == 3
    assert code(Outcome.CONFLICT, interrupted=True) == 130
    assert code() == 2


def test_a_broken_file_or_a_part_left_undecided_is_not_green() -> None:
    good = part(Outcome.PASS, "a", "", ())
    assert Report((FileReport(FILE, "", ("a",), (good,)),), "0", 0).exit_code == 0
    assert Report((FileReport(FILE, "", ("a", "b"), (good,)),), "0", 0).exit_code == 4
    assert Report((FileReport(FILE, "", ("a",), (good,)), REPORT.files[1]), "0", 0).exit_code == 2
    wrong = part(Outcome.FAIL, "a", "", ())
    assert Report((FileReport(FILE, "", ("a",), (wrong,)), REPORT.files[1]), "0", 0).exit_code == 1
