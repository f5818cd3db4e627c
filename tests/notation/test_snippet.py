"""Counterexamples as programs: run apart from symcheck, they show the figures of the refutation."""

import json
import subprocess
import sys

import pytest

from symcheck import *
from symcheck.claims.verdict import Refuted
from symcheck.errors import Unsupported
from symcheck.notation.snippet import Counterexample, snippet
from tests.claiming import claim, sought
from tests.twins import CLAIMS

V, d, K, n = sizes("V d K n")
w, o = indices("w o", V)
i, j = indices("i j", n)
k = index("k", 1, K)
U, v_c, x, A = matrix("U", V, d), vector("v_c", d), vector("x", n), matrix("A", n, n)
a, b = scalar("a"), scalar("b", positive=True)
neg, f = index_map("neg", K, V), function("f")
y_hat = named(r"\hat y", softmax(U @ v_c))
J = named("J", -log(y_hat[o]))

WRONG_CLAIMS = {
    "derivative of a named loss": (grad(J, v_c), Sum(y_hat[w] * U[w], w) + U[o], None),
    "second derivative": (hessian(J, v_c), outer(U[o], U[o]), None),
    "index map": (Sum(log(sigmoid(U[neg[k]] @ v_c)), k), Sum(log(sigmoid(-U[neg[k]] @ v_c)), k), None),
    "derivative by a row": (grad(Sum(log(sigmoid(U[neg[k]] @ v_c)), k), U[w]), Sum(v_c * a, k), None),
    "abstract function": (grad(f(x, a), x), 2 * grad(f(x, 2 * a), x), None),
    "mixed derivative": (diff(diff(f(a, b), a), b), diff(diff(f(a, b), b), b), None),
    "inverse": (inv(A + 3 * identity(n))[i, j], A[i, j], None),
    "determinant": (logdet(A @ A.T + identity(n)), logdet(A @ A.T), None),
    "not defined": (log(a**2), 2 * log(a), None),
    "condition in a sum": (Sum(x[i] * x[j], i, j, where=Ne(i, j)), Sum(x[i], i) ** 2, None),
    "choice": (where(x > 0, x, 0), x, None),
    "product and extremum": (Product(x[i], i) + max(x), Sum(x[i], i), None),
    "by a named expression": (grad(log(y_hat[o]), y_hat), y_hat, None),
    "symbolic exponent": (b**n, b ** (n + 1), None),
    "root": (b ** Rational(1, 3), b, None),
    "real exponent": (b**a, b, None),
    "integers as numbers": (Sum(Sum(1 / (x[i] ** 2 + i), i) * j, j), n * x[1], None),
    "condition": (sqrt(a**2), a, a < 1),
    "elementary functions": (softplus(a) + relu(a) + tanh(a) + erf(a) + loggamma(b) + sign(a), sigmoid(a), None),
}
CASES = list(WRONG_CLAIMS.values()) + [(first, wrong, given) for first, _, wrong, given in CLAIMS]

RUNNER = """
import contextlib, io, json, sys
sys.modules["symcheck"] = sys.modules["sympy"] = sys.modules["numpy"] = sys.modules["flint"] = None
printed = []
for program in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(program, {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def counterexample(first: object, line: object, given: object) -> Counterexample:
    found, claimed = sought(first, line, given), claim(first, line)
    assert isinstance(found, Refuted)
    return Counterexample(claimed.left, claimed.right, claimed.axes, found)


def agree(printed: str, certified: str) -> bool:
    if certified.startswith("not defined"):
        return printed.startswith("not defined")
    return float(printed) == pytest.approx(float(certified), rel=1e-8, abs=1e-12)


def test_programs_show_what_the_refutation_certified() -> None:
    examples = [counterexample(*case) for case in CASES]
    programs = [snippet(example) for example in examples]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER], input=json.dumps(programs), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    for example, program, output in zip(examples, programs, json.loads(done.stdout), strict=True):
        left, right = (line.split("= ", 1)[1] for line in output.splitlines())
        assert agree(left, example.refuted.left) and agree(right, example.refuted.right), (output, program)
        assert left != right


def test_a_program_holds_every_number_it_needs() -> None:
    example = counterexample(*WRONG_CLAIMS["index map"])
    program = snippet(example)
    sizes = dict(example.refuted.sizes)
    assert f"K = {sizes['K']}\nd = {sizes['d']}" in program
    assert "neg = {1:" in program and "U = {(1, 1):" in program
    assert "import" not in program.replace("from mpmath import mp, mpf", "")


def test_names_of_python_and_of_the_program_are_free_for_authors() -> None:
    while_, left, mp = scalar("while"), scalar("left"), vector("mp", n)
    program = snippet(counterexample(while_ * left * mp.sum(), while_ + left, None))
    assert "while_ = " in program and "left_ = " in program and "mp_ = {" in program
    compile(program, "program", "exec")


def test_a_bound_index_does_not_hide_a_free_one() -> None:
    program = snippet(counterexample(Sum(U[w, 1], w) + U[w, 1], a, None))
    assert "for w_2 in" in program and "U[w_2, 1]" in program and "U[w, 1]" in program


def test_an_entry_that_is_not_named_has_no_program() -> None:
    example = counterexample(*WRONG_CLAIMS["inverse"])
    found = Refuted(example.refuted.sizes, example.refuted.values, "1", "2", (1,))
    with pytest.raises(Unsupported, match="entry"):
        snippet(Counterexample(example.left, example.right, example.axes, found))


@pytest.mark.parametrize("depth", [300, 3000])
def test_a_statement_nested_too_deeply_has_no_program(depth: int) -> None:
    nested = a
    for _ in range(depth):
        nested = exp(nested)
    with pytest.raises(Unsupported, match="deep"):
        snippet(Counterexample(nested.body, a.body, (), Refuted((), (("a", "1"),), "1", "2")))


def test_a_statement_that_grows_too_long_has_no_program() -> None:
    doubled = a
    for _ in range(40):
        doubled = doubled * doubled + 1
    with pytest.raises(Unsupported, match="too long"):
        snippet(Counterexample(doubled.body, a.body, (), Refuted((), (("a", "1"),), "1", "2")))
