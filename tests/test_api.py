"""The Python API: verdicts and evidence for a script, a REPL and a notebook."""

import doctest
import io
import subprocess
import sys

import pytest
import sympy
from rich.console import Console

import symcheck.api
from symcheck import *
from symcheck.claims.verdict import Abstained, Checked, Incomparable, Proved, Refuted, Status

n = size("n")
i = index("i", 1, n)
x, y = scalar("x"), scalar("y", positive=True)
u, v = vector("u", n), vector("v", n)
A = matrix("A", n, n)


def test_the_examples_in_the_documentation():
    assert doctest.testmod(symcheck.api).failed == 0


def test_one_line_gives_a_verdict_and_several_give_as_many():
    one = check(x + x, 2 * x)
    assert isinstance(one, Verdict) and one.status is Status.PROVED
    several = check(x + x, 2 * x, 3 * x)
    assert isinstance(several, Verdicts) and len(several) == 2
    assert [each.status for each in several] == [Status.PROVED, Status.REFUTED]
    assert several[1].counterexample is not None and several[0].counterexample is None
    assert several[0].digest == one.digest != several[1].digest


def test_a_verdict_is_no_truth_value():
    for verdict in (check(x, x + 1), check(x, x), check(x, x, x)):
        with pytest.raises(TypeError, match=r"status\.right"):
            bool(verdict)


def test_assumptions_decide():
    assert check(sqrt(x**2), x).status is Status.REFUTED
    assert check(sqrt(x**2), x, given=x > 0).status is Status.PROVED
    assert check(sqrt(x**2), x, given=[x > 0, Ne(x, 1)]).status is Status.PROVED
    assert check(sqrt(y**2), y).status is Status.PROVED
    with pytest.raises(StatementError):
        check(x, x, given=True)


def test_whatever_an_author_may_write():
    t = sympy.Symbol("t")
    assert check(sympy.sin(t) ** 2 + sympy.cos(t) ** 2, 1).status.right
    assert check(2, sympy.Integer(2)).status.right
    assert check(Sum(u[i] * v[i], i), u @ v).status is Status.PROVED
    assert check(2, 3).status is Status.REFUTED
    assert check(cost(u @ v), O(n)).status is Status.PROVED
    assert check(u, v.sum()).status is Status.ILL_FORMED
    assert check(u, [x, y]).status is Status.ILL_FORMED
    with pytest.raises(StatementError, match="something to compare"):
        check(x)


def test_prove_proves_or_abstains_with_the_reason():
    assert isinstance(prove(grad(u @ u, u), 2 * u), Proved)
    assert isinstance(prove(grad(u @ u, u), u), Abstained)
    assert isinstance(prove(log(x**2), 2 * log(x)), Abstained)
    assert isinstance(prove(log(x**2), 2 * log(x), given=x > 0), Proved)
    assert isinstance(prove(u, u.sum()), Incomparable)


def test_verify_agrees_exactly_and_asks_where_a_line_is_defined():
    agrees = verify(det(2 * A), 2**n * det(A))
    assert isinstance(agrees, Checked) and agrees.bounds == (("n", 12),) and agrees.seed == 0
    assert verify(det(2 * A), 2**n * det(A), seed=5).seed == 5
    enough = verify(grad(u @ A @ u, u), (A + A.T) @ u)
    assert isinstance(enough, Proved) and enough.how.endswith("by sizes")
    differs = verify(grad(u @ A @ u, u), 2 * A @ u)
    assert isinstance(differs, Abstained) and "differ" in differs.reason
    undefined = verify(log(x**2), 2 * log(x))
    assert isinstance(undefined, Abstained)
    assert isinstance(verify(u, u.sum()), Incomparable)


def test_refute_gives_a_counterexample_or_none():
    assert isinstance(refute(grad(u @ A @ u, u), 2 * A @ u), Refuted)
    assert isinstance(refute(grad(u @ A @ u, u), (A + A.T) @ u), Abstained)
    assert isinstance(refute(sqrt(x**2), x), Refuted)
    assert isinstance(refute(sqrt(x**2), x, given=x > 0), Abstained)
    assert isinstance(refute(u, u.sum()), Incomparable)


def test_costs_are_claims_too():
    assert isinstance(prove(cost(A @ u), O(n**2)), Proved)
    assert isinstance(prove(cost(A @ u), O(n)), Refuted)
    for asked in (verify, refute):
        assert isinstance(asked(cost(A @ u), O(n)), Incomparable)


def test_the_same_question_has_the_same_answer():
    one, other = (check(sqrt(x**2), x, seed=3) for _ in range(2))
    assert (one.evidence, one.digest) == (other.evidence, other.digest)
    assert check(sqrt(x**2), x, given=x > 0).digest != one.digest


def rendered(verdict: Verdict | Verdicts) -> str:
    console = Console(file=io.StringIO(), width=200, color_system=None)
    console.print(verdict)
    return console.file.getvalue()


def test_a_verdict_shows_itself():
    wrong = check(log(exp(x) * y), x - log(y))
    assert repr(wrong).startswith("refuted: log(eˣ y) ≠ x − log y\n    at ")
    assert "left" in repr(wrong) and "right" in repr(wrong)
    assert "left − right = 2 log y" in rendered(wrong)
    assert f"statement {wrong.digest}" in rendered(wrong)
    assert repr(check(x, x + 1, x)).splitlines()[-1] == "proved: x = x"


def test_a_verdict_shows_itself_in_a_notebook():
    html = check(where(x > 0, x, 0), x)._repr_html_()
    assert "refuted" in html and "&gt;" in html and "<code>" in html
    assert "<script" not in check(scalar("<script>"), 1)._repr_html_()
    assert check(x + x, 2 * x, 3 * x)._repr_html_().count("<ul>") == 2


def test_the_statement_language_is_imported_without_a_judge():
    heavy = "('sympy', 'numpy', 'rich', 'flint')"
    found = f"[m for m in sys.modules if m.split('.')[0] in {heavy} or m.startswith('symcheck.judges')]"
    code = f"import sys; from symcheck import *; print({found})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
