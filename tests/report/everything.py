"""A report made by hand, with every status and every outcome."""

from symcheck.claims.formulas import Formulas
from symcheck.claims.places import Place
from symcheck.claims.verdict import (
    Abstained,
    Beside,
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
from symcheck.report.model import FileProblem, FileReport, Report

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
    Status.UNREAD: (),
    Status.AMBIGUOUS: (),
    Status.TRANSPOSED: (),
    Status.ILL_ENCODED: (Proved("symbolic", "the normal form of the difference is 0"),),
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
        Outcome.UNDECIDED,
        "p",
        "Read from a page",
        (
            line(
                Status.UNREAD,
                52,
                reason="c is not known",
                advice=(r"declare it: c ∈ ℝ",),
                pointed=(
                    r"$$\frac{\partial J}{\partial v_c} = \sum_w \hat y_w u_w + c \qquad \text{as before}$$",
                    " " * 53 + "^",
                ),
            ),
            line(
                Status.AMBIGUOUS,
                53,
                reason="it can be read in ways that differ",
                pointed=("$$x^2$$", "  ^^^"),
                advice=("as x^T x: declare x^2 means x^T x", "as x ⊙ x: declare x^2 means x \\odot x"),
            ),
            line(Status.TRANSPOSED, 54, reason="it is the transpose of the first expression"),
            line(Status.PROVED, 55, said=("1 stands for a vector of ones",)),
        ),
        "line 52 is unread",
    ),
    part(
        Outcome.FAIL,
        "x",
        "LaTeX that says something else",
        (
            line(
                Status.ILL_ENCODED,
                56,
                reason="the LaTeX beside it says something else; the expression is proved",
                beside=Beside("differs", ("the LaTeX says x + 1", "the expression says x", "they differ at x = 1")),
            ),
            line(Status.PROVED, 57, beside=Beside("agrees")),
            line(Status.PROVED, 58, beside=Beside("open", ("q is not declared",))),
        ),
        "line 56 is ill-encoded: its LaTeX says something else",
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
        FileReport(FILE, "A page of everything", tuple(p.id for p in PARTS), PARTS, None, Formulas(31, 2, 0, 0, 1, 1)),
        FileReport(BROKEN.file, "", (), (), BROKEN),
    ),
    "0.0.0",
    seed=7,
)
