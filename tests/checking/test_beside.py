"""The LaTeX beside the lines of a file: read under its names, held against the expressions, alone it is the line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from symcheck import *
from symcheck.checking.part import check_part
from symcheck.claims.statements import Chain, Part
from symcheck.claims.verdict import Beside, LineVerdict, Outcome, PartVerdict, Status
from symcheck.judging.options import CheckOptions
from symcheck.language.statements import collecting_parts
from symcheck.running.discover import Target
from symcheck.running.load import load
from tests.command import symcheck

PAGE = Path(__file__).parents[2] / "derivations" / "word2vec.py"

n, d = sizes("n d")
X, A = matrix("X", n, d), matrix("A", n, n)
x, y, z, w = vector("x", n), vector("y", n), vector("z", n), vector("w", d)
a, i = index("a", n), index("i", d)
t, b = scalar("t"), scalar("beta", positive=True)
L = named(r"L_{\text{sq}}", (X @ w - y) @ (X @ w - y))
r = named("r", x[a] * t)
f = function("f")
T = size("T")


def made(*chains: Chain, given: object = None, notation: str = "") -> Part:
    with collecting_parts() as parts:

        @part("p", "A part", given=given, notation=notation)
        def _():
            yield from chains

    return parts[0]


def judged(*chains: Chain, given: object = None, notation: str = "", as_written: bool = False) -> PartVerdict:
    return check_part(made(*chains, given=given, notation=notation), CheckOptions(as_written=as_written))


def beside(value: object, latex: str, *also: object, given: object = None, notation: str = "") -> Beside:
    """What is said of LaTeX beside an expression, in a part that speaks of some others too."""
    verdict = judged(chain(0 * t, line(value, latex=latex), *also), given=given, notation=notation)
    assert verdict.chains, verdict.reason
    found = verdict.chains[0].lines[0].beside
    assert found is not None
    return found


residual = X.T @ (X @ w - y)


@pytest.mark.parametrize(
    ("value", "right", "wrong_twin"),
    [
        (residual, r"X^\top (X w - y)", r"X^\top (X w + y)"),
        (residual, r"(Xw - y)^T X", r"(y - Xw)^T X"),
        (residual, r"= X^\top X w - X^\top y.", r"= X^\top X w - y^\top y."),
        (x + z, r"\begin{aligned} x \\ + z \end{aligned}", r"\begin{aligned} x \\ - z \end{aligned}"),
        (Sum(x[a], a), r"\sum_{a=1}^n x_a", "x_a"),
        (Sum(x[a], a), r"\sum_j x_j", r"\sum_j x_j^2"),
        (Sum(x[a] - t, a), r"\sum_a (x_a - t)", r"\sum_a x_a - t"),
        (grad(L, w), r"\frac{\partial L_{sq}}{\partial w}", r"\frac{\partial L_{sq}}{\partial y}"),
        (log(t), r"\ln t", r"\exp t"),
        (exp(t), "e^t", "e^{-t}"),
        (sigmoid(t), r"\sigma(t)", r"1 - \sigma(t)"),
        (f(t), "f(t)", "2f(t)"),
        (x[a], "x_a", "x_1"),
        (outer(x, w), "x w^T", "w x^T"),
        (A @ x, "Ax", "A^T x"),
        (1 / t, r"\frac{1}{t}", r"\frac{t}{t^2 + 1}"),
        (t**2 / 3, r"1/3 \cdot t^2", "1/3t"),
    ],
)
def test_latex_says_the_same_or_something_else(value: object, right: str, wrong_twin: str) -> None:
    assert beside(value, right) == Beside("agrees")
    other = beside(value, wrong_twin)
    assert other.kind == "differs"
    assert any(text.startswith("the LaTeX says ") for text in other.told)
    assert any(text.startswith("the expression says ") for text in other.told)


@pytest.mark.parametrize(
    ("value", "latex", "why"),
    [
        # no rule reads it
        (residual, r"X^\top (X w - q)", "q is not declared"),
        (residual, r"X (X w - y)", "do not fit together"),
        (t, r"\frac{t}{", ""),
        (t, "t = t + 0", "no single expression"),
        (t, r"t, \quad t > 0", "no single expression"),
        (x, "(3)", "nothing but words or a number"),
        (t, r"\text{as above}", "nothing but words or a number"),
        # several readings, one of them the expression
        (x @ x, "x^2", "2 ways"),
        (t / 2, "1/2t", "2 ways"),
        # letters that mean something on every page, and nothing in this part
        (tanh(t), r"\sigma(t)", r"\sigma is no name"),
        (t, "e^t", "e is no name"),
        (x + z, r"\pi x", r"\pi is no name"),
        # names of the file of which the part does not speak, such as the size T
        (t, r"t + \beta", "speaks of beta"),
        (t, "t^T", "speaks of T"),
        # indices of other names, and in names
        (x[a], "x_k", "the index k"),
        (Sum(r, a), r"\sum_a r", "was defined with a free"),
        (Sum(r, a) + 0 * r, r"\sum_a r", "was defined with a free"),
        # a number by itself may be that of an equation, or a vector of ones
        (ones(n), "1", "a number by itself"),
        # other layouts
        (jacobian(A @ x, x), "A^T", "transpose"),
        (jacobian(X @ w, w), "X^T", "transpose"),
        (x[None, :], "x", "transpose"),
        # where a derivative does not exist
        (diff(Abs(t), t), r"\mathrm{sign}(t)", "neither proved"),
        (1 / t, r"\frac{\partial \log t}{\partial t}", "derivative does not exist"),
    ],
)
def test_where_nothing_is_certain_nothing_is_said(value: object, latex: str, why: str) -> None:
    found = beside(value, latex)
    assert found.kind == "open", found
    assert why in "; ".join(found.told)


def test_a_letter_means_what_the_part_speaks_of() -> None:
    assert beside(tanh(t), r"\sigma(t)", sigmoid(t)).kind == "differs"
    assert beside(t, "e^t", exp(t)).kind == "differs"
    assert beside(t, r"t + \beta", t * b).kind == "differs"


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (x, r"x^\top"),
        (x[None, :], r"x^\top"),
        (x[:, None], "x"),
        ((X @ w) @ A, r"w^T X^T A"),
        (x[None, :] @ A, "x^T A"),
        (zeros(n), "0"),
        (zeros(n), r"\mathbf 0"),
        (0, "0"),
    ],
)
def test_rows_columns_and_zeros_of_one_shape_agree(value: object, latex: str) -> None:
    assert beside(value, latex).kind == "agrees"


def test_other_shapes_differ_and_are_told() -> None:
    found = beside(outer(x, w), "w x^T")
    assert found.told == ("the LaTeX says w xᵀ, shape (d, n)", "the expression says x wᵀ, shape (n, d)")


def test_they_are_compared_where_the_assumptions_hold() -> None:
    assert beside(log(t**2), r"2 \log t").kind == "differs"
    assert beside(2 * log(t), r"\log t^2").kind == "differs"
    assert beside(log(t**2), r"2 \log t", given=t > 0).kind == "agrees"
    verdict = judged(chain(log(t**2), line(log(t**2), latex=r"2 \log t"), given=t > 0))
    assert verdict.chains[0].lines[0].beside == Beside("agrees")


# What becomes of the line


def only(verdict: PartVerdict) -> LineVerdict:
    (found,) = verdict.chains[0].lines
    return found


def test_a_right_line_with_other_latex_is_ill_encoded() -> None:
    found = judged(chain(grad(L, w), line(2 * residual, latex=r"2 X^\top (X w + y)")))
    assert found.outcome is Outcome.FAIL
    assert "is ill-encoded" in found.reason
    assert only(found).status is Status.ILL_ENCODED
    assert not only(found).status.right and not only(found).status.open


def test_right_latex_makes_no_wrong_line_better() -> None:
    claim = chain(grad(L, w), line(3 * residual, latex=r"2 X^\top (X w - y)"))
    found = judged(claim)
    assert found.outcome is Outcome.FAIL
    assert only(found).status is Status.REFUTED
    assert only(found).beside is not None and only(found).beside.kind == "differs"


def test_latex_that_is_not_read_changes_nothing() -> None:
    latex = chain(grad(L, w), line(2 * residual, latex="2 q"))
    plain = chain(grad(L, w), line(2 * residual))
    assert judged(latex).outcome is judged(plain).outcome is Outcome.PASS


@pytest.mark.parametrize("as_written", [False, True])
def test_the_latex_of_a_documented_slip_says_the_slip(as_written: bool) -> None:
    def claim(latex: str) -> Chain:
        return chain(grad(L, w), wrong(3 * residual, because="3", latex=latex), 2 * residual)

    slip = judged(claim(r"3 X^\top (X w - y)"), as_written=as_written)
    assert slip.outcome is (Outcome.FAIL if as_written else Outcome.PASS_WITH_SLIPS)
    assert slip.chains[0].lines[0].status is Status.REFUTED
    right = judged(claim(r"2 X^\top (X w - y)"), as_written=as_written)
    assert right.outcome is Outcome.FAIL
    assert right.chains[0].lines[0].status is (Status.REFUTED if as_written else Status.ILL_ENCODED)


def test_the_first_expression_of_a_chain_is_held_too() -> None:
    def claim(latex: str) -> Chain:
        return chain(line(grad(L, w), latex=latex), 2 * residual)

    assert judged(claim(r"\nabla_w L_{\text{sq}}")).outcome is Outcome.PASS
    found = judged(claim(r"\nabla_w (-L_{\text{sq}})"))
    assert found.outcome is Outcome.FAIL
    assert found.chains[0].beside is not None and found.chains[0].beside.kind == "differs"


def test_costs_and_what_cannot_be_built_are_not_compared() -> None:
    counted = judged(chain(line(cost(x @ x), latex=r"x^\top x"), line(O(n), latex="O(n)")))
    assert counted.outcome is Outcome.PASS
    assert {part.beside.kind for part in (counted.chains[0], *counted.chains[0].lines) if part.beside} == {"open"}
    broken = judged(chain(x, wrong(lambda: x + w, because="shapes", latex="x"), 2 * x / 2))
    assert broken.chains[0].lines[0].beside.kind == "open"
    assert broken.outcome is Outcome.PASS_WITH_SLIPS


# Notation


@pytest.mark.parametrize(
    ("value", "latex", "notation"),
    [
        (2 * residual, r"2 X^\top r", "r = X w - y"),
        (L, "J", r"J = L_{\text{sq}}"),
        (grad(L, w), r"\frac{\partial J}{\partial \theta}", r"J = L_{sq}; \theta means w"),
        (x @ x, "x^2", "x^2 means x^T x"),
        (tanh(t), r"\sigma(t)", r"\sigma means \tanh"),
        (x[a], "x_i", "in subscripts, i means a"),
        (x[a], "x_0", "in subscripts, 0 means a"),
        (x, "u", "part (p): u means x"),
    ],
)
def test_a_notation_says_what_the_latex_means(value: object, latex: str, notation: str) -> None:
    assert beside(value, latex).kind == "open"
    assert beside(value, latex, notation=notation).kind == "agrees"


@pytest.mark.parametrize(
    ("notation", "why"),
    [
        ("nonsense", "declares nothing"),
        ("w = y", "w is a name of the part"),
        ("w ∈ ℝ^d", "w is a name of the part"),
        ("assume t > 0", "assumes nothing"),
        ("part (p): asks w", "what names mean and no more"),
        ("wrong (p).1: it is", "what names mean and no more"),
        ("q means w; q means y", "means two things"),
    ],
)
def test_what_a_notation_cannot_say_is_an_error_of_the_part(notation: str, why: str) -> None:
    found = judged(chain(line(w + t * w, latex="w + tw"), w + w * t), notation=notation)
    assert found.outcome is Outcome.ERROR
    assert why in found.reason


def test_a_notation_is_a_text() -> None:
    with pytest.raises(StatementError):
        part("p", notation=3)  # type: ignore[arg-type]


# LaTeX alone


@pytest.mark.parametrize(
    ("latex", "status"),
    [
        (r"2 X^\top (X w - y)", Status.PROVED),
        (r"-2 (y - Xw)^\top X", Status.PROVED),
        (r"2 X^\top (X w + y)", Status.REFUTED),
        (r"2 X (X w - y)", Status.ILL_FORMED),
        (r"2 X^\top X", Status.ILL_FORMED),
        ("2 X^T (X w - q)", Status.UNREAD),
        (r"\frac{", Status.UNREAD),
        ("w = w", Status.UNREAD),
        (r"(1/2X)^\top w", Status.UNREAD),
    ],
)
def test_latex_alone_is_the_line(latex: str, status: Status) -> None:
    found = only(judged(chain(grad(L, w), line(latex=latex))))
    assert found.status is status, found.reason
    assert found.latex == latex
    assert found.beside is None


def test_latex_alone_is_read_beside_others_as_on_a_page() -> None:
    found = judged(chain(line(latex=r"\nabla_w L_{sq}"), line(2 * residual), line(latex=r"2X^\top X w - 2X^\top y")))
    assert found.outcome is Outcome.UNDECIDED or found.outcome is Outcome.PASS
    assert [x.status for x in found.chains[0].lines] == [Status.PROVED] * 2
    mixed = judged(chain(x, line(latex="x"), line(latex=r"x^\top")))
    assert [x.status for x in mixed.chains[0].lines] == [Status.PROVED, Status.ILL_FORMED]
    row = judged(chain(x[None, :], line(latex=r"x^\top")))
    assert only(row).status is Status.PROVED


def test_a_name_of_the_notation_serves_both_kinds_of_lines() -> None:
    of = (line(2 * residual, latex=r"2 X^\top r"), line(latex=r"2 X^\top r"), line(2 * residual, latex=r"X^\top r"))
    found = judged(chain(grad(L, w), *of), notation="r = X w - y").chains[0].lines
    assert [x.status for x in found] == [Status.PROVED, Status.PROVED, Status.ILL_ENCODED]
    assert [x.beside and x.beside.kind for x in found] == ["agrees", None, "differs"]


def test_ambiguous_latex_alone_does_not_pass() -> None:
    halves = r"\frac12 x^\top x + 1/2x^\top x"
    found = only(judged(chain(x @ x, line(latex=halves))))
    assert found.status is Status.AMBIGUOUS
    settled = only(judged(chain(x @ x, line(latex=halves.replace("1/2", r"\frac12 ")))))
    assert settled.status is Status.PROVED


def test_the_shape_of_the_expression_chooses_a_reading_of_its_latex() -> None:
    assert only(judged(chain(x @ x, line(latex="x^2")))).status is Status.PROVED
    assert only(judged(chain(2 * x @ x, line(latex="x^2")))).status is Status.REFUTED


def test_slips_and_results_may_be_latex_alone() -> None:
    slip = judged(chain(grad(L, w), wrong(latex=r"X^\top (X w - y)", because="2"), result(latex=r"2 X^\top (X w - y)")))
    assert slip.outcome is Outcome.PASS_WITH_SLIPS
    unfounded = judged(chain(grad(L, w), wrong(latex=r"2 X^\top (X w - y)", because="2"), 2 * residual))
    assert unfounded.outcome is Outcome.FAIL


def test_a_line_wants_an_expression_or_its_latex() -> None:
    with pytest.raises(StatementError):
        line()
    assert check(x, line(latex="x")).status is Status.UNREAD


def test_indices_that_only_expressions_name_are_free_in_latex_too() -> None:
    """`i<j` binds a letter that stands nowhere else; here it stands in the expression."""
    j = index("j", n)
    total = Sum(A[a, j], a, where=(a < j))
    assert beside(total, r"\sum_{a<j} A_{aj}").kind == "agrees"


# A page


def test_the_word2vec_page_says_in_latex_what_it_says_in_python() -> None:
    parts = load(Target("word2vec.py", str(PAGE), None, True)).parts.values()
    found = {
        (part.id, latex): beside
        for part in parts
        for of in check_part(part, CheckOptions()).chains
        for latex, beside in ((of.first_latex, of.beside), *((x.latex, x.beside) for x in of.lines))
        if beside is not None
    }
    assert sum(beside.kind == "agrees" for beside in found.values()) >= 62
    others = {(id, latex[:24]): "; ".join(b.told) for (id, latex), b in found.items() if b.kind != "agrees"}
    assert others == {
        # the number of an equation, which the prose of the page gives its meaning
        ("f.1", "(2)"): "nothing but words or a number in brackets stands there",
        # a list of derivatives by whole numbers, documented as wrong
        ("h.i", r"\left[\frac{\partial J}{"): "J is a function or a set: it has no value by itself here",
    }


# As a process

LEAD = """from symcheck import *
n = size("n")
x, y = vector("x", n), vector("y", n)

@part("p", "A part")
def _():
    yield chain(
        line((x + y) @ (x + y), latex=r"(x+y)^\\top (x+y)"),
"""
SAME = r"        line(x @ x + 2 * x @ y + y @ y, latex=r'x^\top x + 2x^\top y + y^\top y')," + "\n"
OTHER = r"        line(x @ x + 2 * x @ y + y @ y, latex=r'x^\top x - 2x^\top y + y^\top y')," + "\n"
UNREAD = r"        line(x @ x + 2 * x @ y + y @ y, latex='q')," + "\n"
ALONE = r"        line(latex=r'x^\top x + 2x^\top y + y^\top y')," + "\n"


@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        (SAME, 0, "LaTeX beside the lines: 2 of 2 read and agree\n"),
        (ALONE, 0, "LaTeX beside the lines: 1 of 1 read and agree\n"),
        (UNREAD, 0, "LaTeX beside the lines: 1 of 2 read and agree, 1 not read\n"),
        (OTHER, 1, "LaTeX beside the lines: 1 of 2 read and agree, 1 reading as something else\n"),
    ],
)
def test_the_report_counts_latex(tmp_path: Path, lines: str, code: int, told: str) -> None:
    (tmp_path / "page.py").write_text(LEAD + lines + "    )\n", encoding="utf-8")
    done = symcheck("run", "page.py", cwd=tmp_path, COLUMNS="120")
    assert done.returncode == code, done.stdout + done.stderr
    assert told in done.stdout
    assert ("the LaTeX says" in done.stdout) == (lines == OTHER)
    assert "LaTeX not read" not in done.stdout
    verbose = symcheck("run", "-v", "page.py", cwd=tmp_path, COLUMNS="120").stdout
    assert ("LaTeX not read: q is not declared" in verbose) == (lines == UNREAD)


def test_latex_alone_is_shown_as_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text(LEAD + ALONE + "    )\n", encoding="utf-8")
    assert "= x·x + (2 x)·y + y·y" in symcheck("show", "page.py", cwd=tmp_path).stdout


LOADED = """
import sys
from symcheck.checking.part import check_part
from symcheck.judging.options import CheckOptions
from symcheck.running.discover import Target
from symcheck.running.load import load
parts = load(Target(sys.argv[1], sys.argv[1], None, True)).parts
print(*(check_part(part, CheckOptions()).outcome.value for part in parts.values()))
print(*(name for name in sys.modules if name.startswith("symcheck.reading")))
"""


@pytest.mark.parametrize("lines", ["        x @ x + 2 * x @ y + y @ y,\n", SAME])
def test_a_file_without_latex_does_not_import_the_reader(tmp_path: Path, lines: str) -> None:
    first = LEAD if lines == SAME else LEAD.replace(r", latex=r" + '"(x+y)^\\top (x+y)"', "")
    (tmp_path / "page.py").write_text(first + lines + "    )\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "page.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("pass\n")
    assert ("symcheck.reading" in done.stdout) == (lines == SAME)
