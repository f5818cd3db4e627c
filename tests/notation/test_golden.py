"""Golden pairs: what every node and every function of the table looks like, in Unicode and in LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from symcheck import *
from symcheck.expressions import nodes
from symcheck.expressions.nodes import Application, Slot
from symcheck.expressions.walk import subexpressions
from symcheck.functions.table import ROWS
from symcheck.language.functions import elementwise
from symcheck.notation.latex import latex
from symcheck.notation.text import text

V, d, K, m, n = sizes("V d K m n")
w, o = indices("w o", V)
i, k = index("i", n), index("k", K)
j, l = index("j", -m, m), index("l", i + 1, n)
x, a, b = scalars("x a b")
U, v_c, A, z = matrix("U", V, d), vector("v_c", d), matrix("A", d, d), vector("z", n)
y_hat = named(r"\hat y", softmax(U @ v_c))
y = one_hot("y", V, o)
neg = index_map("neg", K, V)
f, h = function("f"), function("h", elementwise=True)


def slot(value: Tensor, *slots: int) -> Tensor:
    """A partial derivative of an application, by these arguments."""
    applied = value.body
    assert isinstance(applied, Application)
    return Tensor(Application(applied.function, applied.arguments, tuple(map(Slot, slots))))


GOLDEN = [
    (Rational(3), "3", "3"),
    (Rational(-1, 2), "−1/2", r"-\frac{1}{2}"),
    (pi, "π", r"\pi"),
    (n, "n", "n"),
    (2 * n - i + 1, "2 n − i + 1", "2 n - i + 1"),
    (x, "x", "x"),
    (z[i], "z_i", "z_i"),
    (z[i + 1], "z_{i+1}", "z_{i+1}"),
    (U[w, 1], "U_w1", "U_{w1}"),
    (U[neg[k]], "U_{neg_k}", r"U_{\mathrm{neg}_k}"),
    (U, "U", "U"),
    (U.T, "Uᵀ", r"U^{\top}"),
    (x + a - b, "x + a − b", "x + a - b"),
    (x - (a - b), "x − (a − b)", "x - (a - b)"),
    (z + x, "z + x", "z + x"),
    (x * a * b, "x a b", "x a b"),
    (-x * a, "−x a", "-x a"),
    (2 * x, "2 x", "2 x"),
    (x * a / b, "x a/b", r"\frac{x a}{b}"),
    (x / (a * b), "x/(a b)", r"\frac{x}{a b}"),
    (z * z, "z ⊙ z", r"z \odot z"),
    (U @ v_c, "U v_c", "U v_c"),
    (outer(v_c, v_c), "v_c v_cᵀ", r"v_c v_c^{\top}"),
    (diag(v_c), "diag(v_c)", r"\operatorname{diag}(v_c)"),
    (x ** 2, "x²", "x^{2}"),
    (x ** a, "xᵃ", "x^{a}"),
    (x ** (-2), "x⁻²", "x^{-2}"),
    (x ** (-1), "1/x", r"\frac{1}{x}"),
    (x ** Rational(1, 2), "√x", r"\sqrt{x}"),
    (x ** Rational(1, 3), "x^(1/3)", r"x^{\frac{1}{3}}"),
    ((-x) ** n, "(−x)ⁿ", "(-x)^{n}"),
    (x ** a ** b, "x^(aᵇ)", "x^{a^{b}}"),
    ((x ** a) ** b, "(xᵃ)ᵇ", "(x^{a})^{b}"),
    (A ** 2, "A^∘2", r"A^{\circ 2}"),
    (Sum(z[i], i), "Σ_i z_i", r"\sum_{i} z_i"),
    (Sum(x, j), "Σ_{j=−m}^m x", r"\sum_{j=-m}^{m} x"),
    (Sum(z[l], l), "Σ_{l=i+1}^n z_l", r"\sum_{l=i+1}^{n} z_l"),
    (Sum(z[i], i, where=i <= 9), "Σ_{i≤9} z_i", r"\sum_{i \leq 9} z_i"),
    (Sum(x, j, where=[Ne(j, 0), j >= 2]), "Σ_{−m≤j≤m, j≠0, j≥2} x", r"\sum_{-m \leq j \leq m, j \neq 0, j \geq 2} x"),
    (Sum(z[i], i, where=z[i] > 0), "Σ_{i: z_i>0} z_i", r"\sum_{i: z_i>0} z_i"),
    (Sum(Sum(z[i] * z[l], l), i), "Σ_i Σ_{l=i+1}^n z_i z_l", r"\sum_{i} \sum_{l=i+1}^{n} z_i z_l"),
    (v_c @ v_c, "v_c·v_c", r"v_c \cdot v_c"),
    (trace(A @ A), "tr(A A)", r"\operatorname{tr}(A A)"),
    (Sum(z[i], i) * z[i], "(Σ_{i′} z_{i′}) z_i", r"\left(\sum_{i'} z_{i'}\right) z_i"),
    ((z - z.mean()).sum(), "Σ_i (z_i − mean(z))", r"\sum_{i} (z_i - \operatorname{mean}(z))"),
    (Product(z[i], i), "Π_i z_i", r"\prod_{i} z_i"),
    (Product(x, j, where=j > 0), "Π_{−m≤j≤m, j>0} x", r"\prod_{-m \leq j \leq m, j>0} x"),
    (max(z), "max_i z_i", r"\max_{i} z_i"),
    (min(z * x), "min_i z_i x", r"\min_{i} z_i x"),
    (KroneckerDelta(w, o), "δ_wo", r"\delta_{wo}"),
    (KroneckerDelta(i, 2), "δ_i2", r"\delta_{i2}"),
    (bracket(Eq(i + 1, 2 * n)), "[i + 1 = 2 n]", r"\left[i + 1 = 2 n\right]"),
    (bracket(Ne(w, o)), "[w ≠ o]", r"\left[w \neq o\right]"),
    (bracket(n <= 9), "[n ≤ 9]", r"\left[n \leq 9\right]"),
    (bracket(n >= 3), "[n ≥ 3]", r"\left[n \geq 3\right]"),
    (bracket(n < 9), "[n ≤ 8]", r"\left[n \leq 8\right]"),
    (bracket(i < n), "[i < n]", r"\left[i < n\right]"),
    (bracket(n <= 9), "[n ≤ 9]", r"\left[n \leq 9\right]"),
    (bracket(And(x > 0, i > 1)), "[x > 0, i ≥ 2]", r"\left[x > 0, i \geq 2\right]"),
    (bracket(Le(2, 1)), "[−1 ≥ 0]", r"\left[-1 \geq 0\right]"),
    (bracket(Ge(2, 1)), "[1 ≥ 0]", r"\left[1 \geq 0\right]"),
    (eye(d), "I", "I"),
    (bracket(x <= a), "[a ≥ x]", r"\left[a \geq x\right]"),
    (bracket(x < 1), "[x < 1]", r"\left[x < 1\right]"),
    (bracket(Eq(x, a)), "[x = a]", r"\left[x = a\right]"),
    (bracket(x >= 0), "[x ≥ 0]", r"\left[x \geq 0\right]"),
    (bracket(i - n <= -2), "[i + 2 ≤ n]", r"\left[i + 2 \leq n\right]"),
    (where(x > 0, x, 0), "{x if x > 0, else 0}", r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else} \end{cases}"),
    (
        where(x > 0, 1, where(x < 0, -1, 0)),
        "{1 if x > 0, else {−1 if x < 0, else 0}}",
        r"\begin{cases} 1 & \text{if } x > 0 \\ "
        r"\begin{cases} -1 & \text{if } x < 0 \\ 0 & \text{else} \end{cases} & \text{else} \end{cases}",
    ),
    (diff(f(x), x), "∂f(x)/∂x", r"\frac{\partial f(x)}{\partial x}"),
    (grad(f(v_c), v_c), "∂f(v_c)/∂v_c", r"\frac{\partial f(v_c)}{\partial v_c}"),
    (diff(f(x, a), x, a), "∂²f(x, a)/(∂a∂x)", r"\frac{\partial^{2} f(x, a)}{\partial a \, \partial x}"),
    (diff(f(x), x, x), "∂²f(x)/∂x²", r"\frac{\partial^{2} f(x)}{\partial x^{2}}"),
    (
        diff(x * a + log(b + x), x),
        "∂/∂x (x a + log(b + x))",
        r"\frac{\partial}{\partial x} \left(x a + \log(b + x)\right)",
    ),
    (hessian(f(v_c), v_c), "∂²f(v_c)/∂v_c²", r"\frac{\partial^{2} f(v_c)}{\partial v_c^{2}}"),
    (f(x), "f(x)", "f(x)"),
    (f(x, v_c, U, neg[k], 3), "f(x, v_c, U, neg_k, 3)", r"f(x, v_c, U, \mathrm{neg}_k, 3)"),
    (h(z), "h(z)", "h(z)"),
    (f(stack(z[i] * x, i)), "f(z x)", "f(z x)"),
    (slot(f(x), 0), "f′(x)", "f'(x)"),
    (slot(f(x), 0, 0), "f′′(x)", "f''(x)"),
    (slot(f(x, a), 1), "∂f(x, a)/∂a", r"\frac{\partial f(x, a)}{\partial a}"),
    (slot(f(x, a), 0, 1), "∂²f(x, a)/(∂a∂x)", r"\frac{\partial^{2} f(x, a)}{\partial a \, \partial x}"),
    (inv(A), "A⁻¹", "A^{-1}"),
    (inv(A)[1, 2], "(A⁻¹)_12", "{(A^{-1})}_{12}"),
    (inv(A).T, "A⁻ᵀ", r"A^{-\top}"),
    (inv(A.T @ A), "(Aᵀ A)⁻¹", r"(A^{\top} A)^{-1}"),
    (det(A), "det(A)", r"\det(A)"),
    (det(A @ A), "det(A A)", r"\det(A A)"),
    (logdet(A), "log det(A)", r"\log \det(A)"),
    (y_hat, "ŷ", r"\hat y"),
    (y_hat[o], "ŷ_o", r"\hat y_o"),
    (y[w], "y_w", "y_w"),
    (named(r"J_{\text{naive}}", x), "J_naive", r"J_{\text{naive}}"),
    (named("alpha_1", x), "α_1", r"\alpha_1"),
    (
        diff(log(y_hat[o]), y_hat[w]),
        "∂(log ŷ_o)/∂ŷ_w",
        r"\frac{\partial}{\partial \hat y_w} \left(\log \hat y_o\right)",
    ),
    (grad(log(y_hat[o]), y_hat), "∂(log ŷ_o)/∂ŷ", r"\frac{\partial}{\partial \hat y} \left(\log \hat y_o\right)"),
]  # fmt: skip

FUNCTIONS = {
    "exp": ("eˣ", "e^{x}", "exp(x + a)", "e^{x + a}"),
    "log": ("log x", r"\log x", "log(x + a)", r"\log(x + a)"),
    "sqrt": ("√x", r"\sqrt{x}", "√(x + a)", r"\sqrt{x + a}"),
    "sigmoid": ("σ(x)", r"\sigma(x)", "σ(x + a)", r"\sigma(x + a)"),
    "logsigmoid": ("log σ(x)", r"\log \sigma(x)", "log σ(x + a)", r"\log \sigma(x + a)"),
    "softplus": ("softplus(x)", r"\operatorname{softplus}(x)", "softplus(x + a)", r"\operatorname{softplus}(x + a)"),
    "tanh": ("tanh(x)", r"\tanh(x)", "tanh(x + a)", r"\tanh(x + a)"),
    "sinh": ("sinh(x)", r"\sinh(x)", "sinh(x + a)", r"\sinh(x + a)"),
    "cosh": ("cosh(x)", r"\cosh(x)", "cosh(x + a)", r"\cosh(x + a)"),
    "sin": ("sin(x)", r"\sin(x)", "sin(x + a)", r"\sin(x + a)"),
    "cos": ("cos(x)", r"\cos(x)", "cos(x + a)", r"\cos(x + a)"),
    "tan": ("tan(x)", r"\tan(x)", "tan(x + a)", r"\tan(x + a)"),
    "atan": ("arctan(x)", r"\arctan(x)", "arctan(x + a)", r"\arctan(x + a)"),
    "asin": ("arcsin(x)", r"\arcsin(x)", "arcsin(x + a)", r"\arcsin(x + a)"),
    "erf": ("erf(x)", r"\operatorname{erf}(x)", "erf(x + a)", r"\operatorname{erf}(x + a)"),
    "abs": ("|x|", r"\left|x\right|", "|x + a|", r"\left|x + a\right|"),
    "sign": ("sgn(x)", r"\operatorname{sgn}(x)", "sgn(x + a)", r"\operatorname{sgn}(x + a)"),
    "relu": ("relu(x)", r"\operatorname{relu}(x)", "relu(x + a)", r"\operatorname{relu}(x + a)"),
    "heaviside": ("H(x)", r"\operatorname{H}(x)", "H(x + a)", r"\operatorname{H}(x + a)"),
    "softsign": ("softsign(x)", r"\operatorname{softsign}(x)", "softsign(x + a)", r"\operatorname{softsign}(x + a)"),
    "gamma": ("Γ(x)", r"\Gamma(x)", "Γ(x + a)", r"\Gamma(x + a)"),
    "loggamma": ("log Γ(x)", r"\log \Gamma(x)", "log Γ(x + a)", r"\log \Gamma(x + a)"),
    "digamma": ("ψ(x)", r"\psi(x)", "ψ(x + a)", r"\psi(x + a)"),
    "trigamma": ("ψ′(x)", r"\psi'(x)", "ψ′(x + a)", r"\psi'(x + a)"),
    "max": ("max(x, a)", r"\max(x, a)", "max(x + a, b)", r"\max(x + a, b)"),
    "min": ("min(x, a)", r"\min(x, a)", "min(x + a, b)", r"\min(x + a, b)"),
}  # fmt: skip
"""Each function at x, and at a sum; one of two arguments at a second one as well."""


@pytest.mark.parametrize(("value", "unicode", "source"), GOLDEN, ids=[shown for _, shown, _ in GOLDEN])
def test_every_construct(value: Tensor, unicode: str, source: str) -> None:
    assert (text(value), latex(value)) == (unicode, source)


def test_a_letter_that_is_declared_is_no_function() -> None:
    e, sigma, psi, delta, H = scalars("e sigma psi delta H")
    z_i = index("z", n)
    for value, unicode, source in (
        (exp(x) ** e, "exp(x)ᵉ", r"\exp(x)^{e}"),
        (sigmoid(x) * sigma, "sigmoid(x) σ", r"\operatorname{sigmoid}(x) \sigma"),
        (logsigmoid(x) * sigma, "logsigmoid(x) σ", r"\operatorname{logsigmoid}(x) \sigma"),
        (digamma(x) * psi, "digamma(x) ψ", r"\operatorname{digamma}(x) \psi"),
        (heaviside(x) * H, "heaviside(x) H", r"\operatorname{heaviside}(x) H"),
        (KroneckerDelta(i, z_i) * delta, "[i = z] δ", r"\left[i = z\right] \delta"),
        (exp(x) * sigmoid(a), "eˣ σ(a)", r"e^{x} \sigma(a)"),
    ):
        assert (text(value), latex(value)) == (unicode, source)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_function(row) -> None:
    plain, total = (elementwise(row.name, *arguments[: row.arity]) for arguments in ((x, a), (x + a, b)))
    assert (text(plain), latex(plain), text(total), latex(total)) == FUNCTIONS[row.name]


def test_no_construct_is_left_out() -> None:
    seen = {type(node) for value, *_ in GOLDEN for node in subexpressions(value.body)}
    assert seen == set(get_args(nodes.Expr))
    assert list(FUNCTIONS) == [row.name for row in ROWS]


def test_what_means_another_thing_looks_otherwise() -> None:
    shown = [unicode for _, unicode, _ in GOLDEN]
    assert {s for s in shown if shown.count(s) > 1} == {"[n ≤ 9]", "∂²f(x, a)/(∂a∂x)"}  # n ≤ 9 and 9 ≥ n; both taken


POWERS = [
    (lambda s: s**2, "(σ²)²", r"({\sigma^2})^{2}"),
    (lambda s: s**-2, "(σ²)⁻²", r"({\sigma^2})^{-2}"),
    (lambda s: s ** (a + 1), "(σ²)^(a + 1)", r"({\sigma^2})^{a + 1}"),
    (lambda s: 1 / s, "1/σ²", r"\frac{1}{{\sigma^2}}"),
    (lambda s: sqrt(s), "√(σ²)", r"\sqrt{{\sigma^2}}"),
    (lambda s: diff(f(s), s, s), "∂²f(σ²)/∂(σ²)²", r"\frac{\partial^{2} f({\sigma^2})}{\partial ({\sigma^2})^{2}}"),
]


@pytest.mark.parametrize(("made", "unicode", "source"), POWERS, ids=[shown for _, shown, _ in POWERS])
def test_a_power_of_what_is_named_a_power(made: Callable[[Tensor], Tensor], unicode: str, source: str) -> None:
    for value in (made(scalar(r"\sigma^2", positive=True)), made(named(r"\sigma^2", scalar("s")))):
        assert (text(value), latex(value)) == (unicode, source)


def test_a_power_of_a_vector_or_a_sample_that_is_named_with_a_superscript() -> None:
    sample, star = vector("x^{(1)}", n), scalar("w^*")
    assert text(sample**2) == "(x⁽¹⁾)^∘2"
    assert text(sample[i] ** 2) == "(x⁽¹⁾_i)²"
    assert (text(star**2), latex(star**2)) == ("(w^*)²", "({w^*})^{2}")
