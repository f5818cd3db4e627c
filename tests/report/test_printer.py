"""The report, rendered from verdicts made by hand, against golden files: every status and every outcome.

After a wanted change: `SYMCHECK_GOLDEN=write pytest tests/report/test_printer.py`, and read the difference.
"""

import io

import pytest
from rich.console import Console

from symcheck.claims.places import Place
from symcheck.claims.verdict import (
    Abstained,
    ChainVerdict,
    Checked,
    Confirmed,
    Evidence,
    Incomparable,
    LineVerdict,
    Mismatch,
    Outcome,
    PartVerdict,
    Proved,
    Refuted,
    Status,
)
from symcheck.report.console import report_svg
from symcheck.report.model import FileProblem, FileReport, Report
from symcheck.report.printer import Printer
from symcheck.report.terminal import layout_for
from symcheck.report.words import printable
from tests.rendering import matches_golden, rendered

FILE = "derivations/page.py"

EVIDENCE: dict[Status, tuple[Evidence, ...]] = {
    Status.PROVED: (Proved("symbolic", "the normal form of the difference is 0"), Confirmed(8, 2.5e-15, 0)),
    Status.CHECKED: (
        Abstained("symbolic", "a maximum"),
        Checked("exact", (("V", 6), ("d", 6)), 2880, 61, "tower of prime fields", 0),
    ),
    Status.REFUTED: (
        Mismatch(0.5, "1.5", "0.75", 0, (("V", 3), ("d", 2)), (1,)),
        Refuted((("V", 2), ("d", 1)), (("U[1, 1]", "1/2"), ("v_c[1]", "-1")), "0.313261687…", "1.313261687…", (1,)),
    ),
    Status.ILL_FORMED: (Incomparable("shapes (V, d) and (d,) differ: write stack(entry, index)"),),
    Status.UNDECIDED: (Abstained("symbolic", "|x| has no rule"), Confirmed(8, 1.2e-13, 0, (), 3)),
    Status.ERROR: (Abstained("exact", "a singular matrix at every sample"),),
    Status.TIMEOUT: (Abstained("exact", "its time ran out"),),
    Status.CONFLICT: (
        Proved("symbolic", "the normal form of the difference is 0"),
        Refuted((("n", 1),), (("x[1]", "2"),), "4", "5"),
    ),
}


def line(status: Status, number: int, **more: object) -> LineVerdict:
    latex = {Status.REFUTED: r"-\log(e^{u_o^T v_c} \times (\sum_{w \in V} e^{u_w^T v_c}))"}.get(status, "")
    return LineVerdict(status, EVIDENCE[status], Place(FILE, number), "Σ_w ŷ_w U_w − U_o", latex=latex, **more)


def part(outcome: Outcome, id: str, title: str, lines: tuple[LineVerdict, ...], reason: str = "") -> PartVerdict:
    chains = (ChainVerdict("∂J/∂v_c", r"\frac{\partial J}{\partial v_c}", Place(FILE, 9), lines),) if lines else ()
    return PartVerdict(FILE, id, title, Place(FILE, 8), outcome, reason, chains, 0.0123)


SLIP = line(Status.REFUTED, 21, role="wrong", because="a product is written where the quotient is meant")
PARTS = (
    part(
        Outcome.PASS,
        "a",
        "Cross-entropy",
        (line(Status.PROVED, 10), line(Status.PROVED, 12, restates=True)),
    ),
    part(
        Outcome.CHECKED,
        "a.2",
        "Right up to a bound",
        (line(Status.PROVED, 10), line(Status.CHECKED, 11)),
        "line 11 is checked, not proved (--accept checked lets it pass)",
    ),
    part(
        Outcome.PASS_WITH_SLIPS,
        "b",
        "Gradient of the naive-softmax loss with respect to the center word vector",
        (
            SLIP,
            line(Status.ILL_FORMED, 22, role="wrong", because="carried from the line before", carried=True),
            line(Status.PROVED, 23),
        ),
    ),
    part(
        Outcome.WRONG_AS_DOCUMENTED,
        "h.i",
        "Gradient by all outside words",
        (line(Status.ILL_FORMED, 30, role="wrong", because="a list is no gradient"),),
        "the result itself is documented as wrong",
    ),
    part(
        Outcome.FAIL,
        "f",
        "One wrong line and what follows from it",
        (
            line(Status.REFUTED, 40),
            line(Status.REFUTED, 41, carried=True),
            line(Status.PROVED, 42, role="wrong", because="it was thought wrong"),
        ),
        "1 line is wrong",
    ),
    part(
        Outcome.UNDECIDED,
        "u",
        "Nothing settled it",
        (line(Status.UNDECIDED, 50), line(Status.PROVED, 51)),
        "1 line is undecided",
    ),
    part(
        Outcome.ERROR,
        "e",
        "Cannot be evaluated",
        (line(Status.ERROR, 60, reason="log of a negative number on every sample"),),
        "1 line could not be evaluated",
    ),
    part(Outcome.ERROR, "e.2", "Could not be built", (), "NameError: name 'K' is not defined"),
    part(Outcome.TIMEOUT, "t", "Takes for ever", (line(Status.TIMEOUT, 70),), "its time ran out"),
    part(
        Outcome.CONFLICT, "c", "Judges that contradict one another", (line(Status.CONFLICT, 80),), "proved, yet refuted"
    ),
)

BROKEN = FileProblem("derivations/broken.py", Place("derivations/broken.py", 3), Outcome.ERROR, "SyntaxError: x = = 1")
REPORT = Report(
    (
        FileReport(FILE, "A page of everything", tuple(p.id for p in PARTS), PARTS),
        FileReport(BROKEN.file, "", (), (), BROKEN),
    ),
    "0.0.0",
    seed=7,
)


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


def test_parts_are_printed_in_order_whatever_order_they_come_in() -> None:
    empty = [FileReport(f.file, f.title, f.asked, (), f.problem) for f in REPORT.files]
    out = io.StringIO()
    console = Console(file=out, width=80, color_system=None, highlight=False, markup=False, emoji=False)
    layout = layout_for(80, [p.id for p in PARTS], verbose=False, quiet=False, times=False)
    printer = Printer(empty, console, layout, lambda: None)
    for number in reversed(range(len(PARTS))):
        printer.note(number, PARTS[number])
    printer.finish(REPORT)
    assert out.getvalue() == rendered(REPORT, 80)
    assert printer.decided() == REPORT.files


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


def test_text_of_the_author_cannot_steer_the_terminal() -> None:
    assert printable("\frac{a}{b} \theta \x1b[31m") == r"\frac{a}{b} \theta \x1b[31m"
    assert printable("a\n   b") == "a b"
    assert printable("plain ŷ_w · Σ") == "plain ŷ_w · Σ"
    assert printable(5) == "5"


def test_the_picture_is_an_svg_of_the_report() -> None:
    picture = report_svg(REPORT, layout_for(80, ["a"], verbose=False, quiet=False, times=False))
    assert picture.startswith("<svg")
    assert "Cross-entropy" in picture
    assert picture == report_svg(REPORT, layout_for(80, ["a"], verbose=False, quiet=False, times=False))
