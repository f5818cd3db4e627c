"""Golden strings of the LaTeX notation, and that what comes out has balanced braces and delimiters."""

import re

import pytest

from symcheck import *
from symcheck.claims.statements import IllFormed
from symcheck.language.conditions import as_condition
from symcheck.notation import latex

V, d, K, m, T = sizes("V d K m T")
w, s, o = indices("w s o", V)
k, l = indices("k l", K)
j = index("j", -m, m)
U, v_c = matrix("U", V, d), vector("v_c", d)
A, B = matrix("A", d, d), matrix("B", d, d)
z = vector("z", V)
x, y0, a = scalars("x y a")
alpha, x1 = scalar("alpha"), scalar("x1")
y_hat = named(r"\hat y", softmax(U @ v_c))
y = one_hot("y", V, o)
J = named(r"J_{\text{nsn}}", -log(y_hat[o]))
neg, word = index_map("neg", K, V), index_map("word", T, V)
f, loss = function("f"), function("J")
r = named(r"r_c^2", v_c @ v_c)

GOLDEN = [
    (Sum(y_hat[w] * U[w], w) - U[o], r"\sum_{w} \hat y_w U_w - U_o"),
    (U.T @ (y_hat - y), r"U^{\top} (\hat y - y)"),
    (grad(J, v_c), r"\frac{\partial J_{\text{nsn}}}{\partial v_c}"),
    (grad(J, U[w]), r"\frac{\partial J_{\text{nsn}}}{\partial U_w}"),
    (log(Sum(exp(U[w] @ v_c), w)), r"\log \sum_{w} e^{U_w \cdot v_c}"),
    (sigmoid(x) * (1 - sigmoid(x)), r"\sigma(x) (1 - \sigma(x))"),
    (exp(-x) / (1 + exp(-x)) ** 2, r"\frac{e^{-x}}{(1 + e^{-x})^{2}}"),
    (exp(x) ** 2, r"(e^{x})^{2}"),
    (x**2, r"x^{2}"),
    (x / a * y0, r"\frac{x}{a} y"),
    ((x / a) ** 2, r"\left(\frac{x}{a}\right)^{2}"),
    (-(x + a), r"-(x + a)"),
    (exp(x / a), r"\exp\left(\frac{x}{a}\right)"),
    (sqrt(x), r"\sqrt{x}"),
    (abs(x), r"\left|x\right|"),
    (alpha * x1, r"\alpha x_1"),
    (A.T @ B, r"A^{\top} B"),
    (v_c @ A @ v_c, r"v_c^{\top} A v_c"),
    (inv(A).T @ v_c, r"A^{-\top} v_c"),
    (log(det(A)), r"\log \det(A)"),
    (trace(A @ B), r"\operatorname{tr}(A B)"),
    (v_c * v_c, r"v_c \odot v_c"),
    (A**2, r"A^{\circ 2}"),
    (U[:, 1], r"U_{:,1}"),
    (v_c[1], r"v_{c,1}"),
    (A * v_c, r"A_{ij} v_{c,j}"),
    (r**2, r"({r_c^2})^{2}"),
    (Sum(log(sigmoid(-U[neg[k]] @ v_c)), k), r"\sum_{k} \log \sigma(-U_{\mathrm{neg}_k} \cdot v_c)"),
    (Sum(f(x), j, where=Ne(j, 0)), r"\sum_{-m \leq j \leq m, j \neq 0} f(x)"),
    (Sum(j * x, j), r"\sum_{j=-m}^{m} j x"),
    (Product(y_hat[w], w), r"\prod_{w} \hat y_w"),
    (KroneckerDelta(w, o), r"\delta_{wo}"),
    (bracket(Ne(w, o)), r"\left[w \neq o\right]"),
    (where(x > 0, x, 0), r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}"),
    (grad(loss(v_c, word[1], U), v_c), r"\frac{\partial J(v_c, \mathrm{word}_1, U)}{\partial v_c}"),
    (diff(f(x), x, x), r"\frac{\partial^{2} f(x)}{\partial x^{2}}"),
    (diff(log(x), x), r"\frac{\partial}{\partial x} \left(\log x\right)"),
    (max(v_c), r"\max_{i} v_{c,i}"),
    (softplus(x) + pi, r"\operatorname{softplus}(x) + \pi"),
    (x * 2, r"x \cdot 2"),
    ((z - z.sum() / K).sum(), r"\sum_{i} \left(z_i - \frac{\sum_{j} z_j}{K}\right)"),
]


@pytest.mark.parametrize(("value", "shown"), GOLDEN, ids=[shown for _, shown in GOLDEN])
def test_reads_like_paper(value, shown):
    assert latex.latex(value) == shown


@pytest.mark.parametrize("value", [value for value, _ in GOLDEN], ids=[shown for _, shown in GOLDEN])
def test_is_balanced(value):
    assert _depth(latex.latex(value)) == 0


def _depth(source: str) -> int:
    depth = 0
    for token in re.findall(r"\\left|\\right|\\begin|\\end|\\.|[{}^_]", source):
        depth += {"{": 1, "}": -1, r"\left": 1, r"\right": -1, r"\begin": 1, r"\end": -1}.get(token, 0)
        assert depth >= 0
    assert not re.search(r"\^\{[^{}]*\}\^|\^.\^|_\{[^{}]*\}_", source), "a double script does not compile"
    return depth


def test_a_double_script_is_seen():
    with pytest.raises(AssertionError):
        _depth("x^{2}^{3}")


def test_conditions_and_words():
    assert latex.condition(as_condition([Ne(w, o), x > 0])) == r"w \neq o, x > 0"
    assert latex.content(O(V * d)) == "O(V d)"
    assert latex.content(IllFormed("50% of {it}")) == r"\text{50\% of \{it\}}"


def test_a_tensor_shows_itself_in_a_notebook():
    assert (x**2)._repr_latex_() == "$x^{2}$"
