"""`symcheck derive`: the derivative itself, in the names of a page or of what is declared."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import COMMAND, symcheck

PAGE = r"""<!-- symcheck
sizes V, d;  index w, o ∈ V
U ∈ ℝ^{V×d} with rows u_w;  v_c ∈ ℝ^d
y = onehot(o);  \hat y = softmax(U v_c);  J = -\log \hat y_o
-->

# Word vectors

## The scores

Let $z = U v_c$, and $F = \|z\|^2$.

"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("J by v_c", "∂J/∂v_c = Uᵀ ŷ − u_o"),
        ("J by U", "∂J/∂U = (ŷ − y) v_cᵀ"),
        (r"\partial J/\partial U", "∂J/∂U = (ŷ − y) v_cᵀ"),
        ("J by u_w", "∂J/∂u_w = v_c (ŷ_w − δ_ow)"),
        ("F by z", "∂F/∂z = 2 z"),
        ("F by U, v_c", "∂F/∂U = 2 z v_cᵀ"),
    ],
)
def test_a_page_answers_in_its_own_names(page: Path, question: str, said: str) -> None:
    done = symcheck("derive", "page.md", question, cwd=page)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout and "proved" in done.stdout


@pytest.mark.parametrize(
    ("declared", "question", "said"),
    [
        ("sizes n; x ∈ ℝ^n", r"\|x\|^2 by x", "∂(‖x‖²)/∂x = 2 x"),
        ("sizes n; x ∈ ℝ^n", "‖x‖² by x", "= 2 x"),
        ("sizes n; x ∈ ℝ^n; A ∈ ℝ^{n×n}", "x^T A x by x", "(Aᵀ + A) x"),
        ("sizes n; x ∈ ℝ^n; A ∈ ℝ^{n×n}", "x^T A x by A", "x xᵀ"),
        ("sizes n; A ∈ ℝ^{n×n} invertible", r"\log\det A by A", "A⁻ᵀ"),
        ("x ∈ ℝ", "|x| by x", "proved where x ≠ 0"),
        ("x ∈ ℝ; f(x) unknown", "f(x)^2 by x", "f′(x)"),
        ("x > 0", r"\frac{d^2}{dx^2} x \log x", "1/x"),
    ],
)
def test_declarations_are_enough(declared: str, question: str, said: str) -> None:
    done = symcheck("derive", "-d", declared, question)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


MANY = r"""<!-- symcheck
sizes n, d; index i ∈ n
X ∈ ℝ^{n×d} with rows x_i; y ∈ ℝ^n; w ∈ ℝ^d
-->
Let $p_i = \sigma(w^T x_i)$, $J = -\sum_i (y_i \log p_i + (1 - y_i) \log(1 - p_i))$, $H = \nabla_w^2 J$ and
$w^{new} = w - H^{-1}\nabla_w J$. Let $S = \mathrm{diag}(p_i(1-p_i))$ and $z = Xw - S^{-1}(p - y)$.
"""


def test_names_that_lead_to_nothing_are_not_in_the_way(page: Path) -> None:
    (page / "many.md").write_text(MANY, encoding="utf-8")
    done = symcheck("derive", "many.md", "J by w", cwd=page)
    assert "∂J/∂w = Xᵀ(p − y)" in done.stdout, done.stderr


def test_other_notations(page: Path) -> None:
    assert symcheck("derive", "page.md", "J by v_c", "--latex", cwd=page).stdout == "U^{\\top} \\hat{y} - u_o\n"
    source = symcheck("derive", "page.md", "J by v_c", "--python", cwd=page).stdout
    assert source.startswith("from symcheck import *\n")
    exec(compile(source, "derived", "exec"), {})


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["page.md", "J by o"], 4, "an integer cannot be differentiated by"),
        (["page.md", "J by q"], 4, "q is not declared"),
        (["page.md", "J"], 4, "there is no derivative in it"),
        (["page.md", "J by"], 4, "missing beside"),
        (["page.md", "J + by v_c"], 4, "behind this sign"),
        (["page.md::z", "J by v_c"], 2, "this page has no part z"),
        (["pages.md", "J by v_c"], 2, "did you mean page.md"),
        (["page.md", "J by", "v_c"], 2, "one question, and one page"),
        (["x^2 by x"], 4, "try: symcheck derive 'x^2 by x' -d 'x ∈ ℝ'"),
        (["1/2m x by x", "-d", "x, m ∈ ℝ"], 4, "several ways"),
        (["x by x", "-d", "x ∈ nowhere"], 2, "if it is one name"),
    ],
)
def test_what_is_not_derived_says_why(page: Path, arguments: list[str], code: int, said: str) -> None:
    done = symcheck("derive", *arguments, cwd=page)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == ""


def test_standard_input_is_a_page() -> None:
    done = subprocess.run([COMMAND, "derive", "-", "J by v_c"], input=PAGE, capture_output=True, text=True)
    assert done.returncode == 0 and "Uᵀ ŷ − u_o" in done.stdout


LEAN = """
import sys
from symcheck.running.derive import Derive
from symcheck.running.discover import Target
from symcheck.running.guess import Guess
(answer,) = Derive(None, ("x ∈ ℝ",), None, "x^2 by x", "text", 0).run()
assert answer.result == "2 x", answer
assert Guess(Target("formula", "formula", None, True, formulas=("y + y = 2y",))).run().names
assert "sympy" not in sys.modules
"""


def test_sympy_is_not_imported() -> None:
    done = subprocess.run([sys.executable, "-c", LEAN], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
