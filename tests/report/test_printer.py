"""The report, rendered from verdicts made by hand, against golden files: every status and every outcome.

After a wanted change: `SYMCHECK_GOLDEN=write pytest tests/report/test_printer.py`, and read the difference.
"""

import io

import pytest
from rich.console import Console

from symcheck.claims.places import Place
from symcheck.claims.verdict import ChainVerdict, Outcome, PartVerdict, Status
from symcheck.report.model import FileReport, Report
from symcheck.report.printer import Printer
from symcheck.report.terminal import layout_for
from tests.rendering import matches_golden, rendered
from tests.report.everything import FILE, PARTS, REPORT, line, part


@pytest.mark.parametrize(
    ("name", "width", "how"),
    [
        ("report-80.txt", 80, {}),
        ("report-40.txt", 40, {}),
        ("report-verbose.txt", 80, {"verbose": True, "times": True}),
        ("report-quiet.txt", 80, {"quiet": True}),
        ("report-color.txt", 80, {"color": True}),
    ],
)
def test_the_report_is_the_golden_one(name: str, width: int, how: dict[str, bool]) -> None:
    assert matches_golden(name, rendered(REPORT, width, **how))


@pytest.mark.parametrize("width", [20, 40, 79, 80, 120])
def test_no_line_is_wider_than_the_terminal_nor_ends_in_spaces(width: int) -> None:
    for row in rendered(REPORT, width, times=True, verbose=True).splitlines():
        assert len(row) <= width
        assert row == row.rstrip()


def test_every_status_and_every_outcome_has_its_golden_report() -> None:
    assert {p.outcome for p in PARTS} == set(Outcome)
    assert {one.status for p in PARTS for c in p.chains for one in c.lines} == set(Status)


def test_parts_are_printed_in_order_whatever_order_they_come_in() -> None:
    empty = [FileReport(f.file, f.title, f.asked, (), f.problem, f.formulas) for f in REPORT.files]
    out = io.StringIO()
    console = Console(file=out, width=80, color_system=None, highlight=False, markup=False, emoji=False)
    layout = layout_for(80, [p.id for p in PARTS], verbose=False, quiet=False, times=False)
    printer = Printer(empty, console, layout, lambda: None)
    for number in reversed(range(len(PARTS))):
        printer.note(number, PARTS[number])
    printer.finish(REPORT)
    assert out.getvalue() == rendered(REPORT, 80)
    assert printer.decided() == REPORT.files


def test_what_only_a_chain_that_is_not_shown_stands_under_is_told_with_its_line() -> None:
    """Above a chain that does not stand under it, it would be taken for given there."""
    right, wrong = (line(status, number) for status, number in ((Status.PROVED, 12), (Status.REFUTED, 10)))
    chains = [
        ChainVerdict("∂L/∂w", "", Place(FILE, 9), (wrong,)),
        ChainVerdict("w", "", Place(FILE, 11), (right,), ("given ∂L/∂w = 0",)),
    ]
    both = PartVerdict(FILE, "a", "", Place(FILE, 8), Outcome.FAIL, "", tuple(chains), 0.0)
    report = Report((FileReport(FILE, "", ("a",), (both,)),), "0", 0)
    assert "  given ∂L/∂w = 0, for line 12\n" in rendered(report, 80)
    assert "  given ∂L/∂w = 0\n" in rendered(report, 80, verbose=True)


def test_what_was_decided_out_of_order_is_printed_after_an_interruption() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, color_system=None, highlight=False, markup=False, emoji=False)
    layout = layout_for(80, ["a"], verbose=False, quiet=False, times=False)
    printer = Printer([FileReport(FILE, "", ("a", "b"), ())], console, layout, lambda: None)
    printer.note(1, part(Outcome.PASS, "b", "the second", ()))
    assert out.getvalue() == ""
    printer.finish(Report(printer.decided(), "0", 0, interrupted=True))
    assert "✓ b  the second" in out.getvalue()
    assert "interrupted: 1 of 2 parts decided" in out.getvalue()


def test_nothing_is_told_twice() -> None:
    """What holds for a part and again for one of its chains, and for which values a chain is read."""
    refuted = line(Status.REFUTED, 9, said=("for l = 1", "x is a vector"))
    proved = line(Status.PROVED, 12)
    chains = (
        ChainVerdict("a", "a", Place(FILE, 8), (refuted,), ("given x > 0", "given y > 0"), values=("for l = 1",)),
        ChainVerdict("b", "b", Place(FILE, 11), (proved,), ("given x > 0",)),
        ChainVerdict("c", "c", Place(FILE, 13), (proved,)),
    )
    told = PartVerdict(FILE, "a", "A part", Place(FILE, 7), Outcome.FAIL, "", chains, 0.0)
    quiet, full = (_of(told, verbose) for verbose in (False, True))
    assert [quiet.count(text) for text in ("given x > 0", "given y > 0", "for l = 1")] == [1, 1, 1]
    assert [full.count(text) for text in ("for l = 1", "taken for granted: x is a vector")] == [1, 1]


def _of(told: PartVerdict, verbose: bool) -> str:
    return rendered(Report((FileReport(FILE, "", ("a",), (told,)),), "0", 0), 120, verbose=verbose)
