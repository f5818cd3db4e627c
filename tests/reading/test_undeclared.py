"""Names that nothing declares: what each is likely to be, and a block that can be pasted."""

import pytest

from symcheck.reading.assembling.sight import guesses
from symcheck.reading.declaring.undeclared import undeclared
from symcheck.reading.pages.page import read_page
from tests.reading.declaring import declared, row, scope

KINDS = [
    ([r"y = \sum_{i=1}^n a_i", "1 + a_i = 2"], "i", "index"),
    ([r"y = \sum_{i=1}^n a_i"], "n", "size"),
    ([r"y = \sum_{i=1}^n a_i"], "a", "family of numbers"),
    ([r"y = \sum_{w \in V} u_w^T v_c"], "V", "size"),
    ([r"y = \sum_{w \in V} u_w^T v_c"], "u", "family of vectors"),
    ([r"y = \sum_{w \in V} u_w^T v_c"], "v_c", "vector"),
    ([r"y = \sum_{w \in V} u_w^T v_c", "u_o = 1"], "o", "index"),
    ([r"y = \sum_{i} w^T x_i"], "x", "family of vectors"),
    ([r"w^\top x = 1"], "w", "vector"),
    ([r"1 + c_q = 2"], "c_q", "number"),
    ([r"1 + c_q = d_q"], "q", "index"),
    ([r"w^\top x = 1"], "x", "vector"),
    ([r"X^T X \theta = X^T y"], "X", "matrix"),
    ([r"a b = 1"], "a", "number"),
    ([r"\frac{\partial L}{\partial x} = 1"], "L", "function"),
    ([r"\frac{\partial L}{\partial x} = 1"], "x", "number"),
    ([r"1 + J(v, w) = 2"], "J", "function"),
    ([r"\sum_{-m \le j \le m} a_j = 1", "1 + a_j = 2"], "j", "index"),
    ([r"\sum_{-m \le j \le m} a_j = 1"], "m", "size"),
    ([r"1 + \hat{y} = \mathbf{x}"], r"\hat{y}", "number"),
    ([r"y = \sum_k n_k^T x + d", r"1 + \alpha_i = Z"], "n", "family of vectors"),
    ([r"y = \sum_i a_i + a_N"], "N", "size"),
    ([r"w^T x = \frac{1}{n} + m + N + M + p"], "w", "vector"),
]


@pytest.mark.parametrize(("formulas", "name", "kind"), KINDS, ids=[f"{f[0]}, {n}" for f, n, _ in KINDS])
def test_kind(formulas, name, kind):
    found = undeclared(map(row, formulas), scope(""))
    assert {guess.name: guess.kind for guess in found.guesses}[name] == kind


@pytest.mark.parametrize(
    "formula",
    [r"x^T x = \|x\|^2", r"n = \sum_{i=1}^n 1", r"e^{x_1} = \exp(x_1)", r"y = 2", r"f(a) = x", r"\pi = \log 2",
     r"\frac{d}{dn} n^2 = 2n"],
)  # fmt: skip
def test_what_is_declared_or_defined_is_not_named(formula):
    assert undeclared([row(formula)], scope("sizes n; x ∈ ℝ^n; a ∈ ℝ; index i ∈ n")) is None


@pytest.mark.parametrize("formulas", [formulas for formulas, _, _ in KINDS])
def test_the_block_can_be_pasted(formulas):
    found = undeclared(map(row, formulas), scope(""))
    lines = found.block.splitlines()
    assert (lines[0], lines[-1]) == ("<!-- symcheck", "-->")
    assert declared("\n".join(lines[1:-1])).problems == ()


def test_one_message_says_why():
    found = str(undeclared([row(r"\log \sum_{w \in V} e^{u_w^T v_c} = 1")], scope("")))
    assert "v_c: a vector, it stands beside u, which is transposed" in found
    assert "w: an index" not in found
    assert "V: a size, w runs over it" in found
    assert "u_w ∈ ℝ^d for w ∈ V" in found


def test_a_letter_that_is_bound_and_free_is_an_index():
    found = str(undeclared([row(r"\sum_{w \in V} a_w = b"), row(r"1 + a_w = 2")], scope("")))
    assert "w: an index, it is summed over" in found
    assert "index w ∈ V" in found


def test_the_block_of_a_tex_page_is_written_in_its_comments():
    page = read_page("\\begin{document}$a x = x a$\\end{document}", "notes.tex")
    found = guesses(page)
    assert found is not None
    shown = found.shown("notes.tex").split("\n")
    assert shown[-2:] == ["% symcheck: a ∈ ℝ", "% symcheck: x ∈ ℝ"]
    assert found.shown("notes.md").split("\n")[-1] == "-->"
