"""What is inferred of names: short lists of formulas, and the block that declares what is in them."""

import time

import pytest

from symcheck.reading.declaring.undeclared import undeclared
from tests.reading.declaring import declared, row, scope

GAUSSIAN = r"\ell = -\frac12\sum_{n=1}^N (x_n-\mu)^T\Sigma^{-1}(x_n-\mu)"
LEAST_SQUARES = [r"L = \frac12 \|Xw - y\|^2", r"\nabla_w L = X^T(Xw - y)"]
TABLE = [
    (LEAST_SQUARES, "sizes n, d; X ∈ ℝ^{n×d}  # ask: is X a matrix?; w ∈ ℝ^d; y ∈ ℝ^n  # ask: is y a vector?"),
    ([r"L = \frac12 (ax - y)^2"], "a ∈ ℝ; x ∈ ℝ; y ∈ ℝ"),
    ([r"s = \sum_{w \in V} u_w^T v_c"], "sizes V, d; u_w ∈ ℝ^d for w ∈ V; v_c ∈ ℝ^d"),
    ([r"s = \sum_{w \in V} u_w v_c"], "sizes V; u_w ∈ ℝ for w ∈ V; v_c ∈ ℝ"),
    ([r"s = \sum_{i=1}^n \sum_{j=1}^m A_{ij} x_i y_j"],
     "sizes m, n; A_{ij} ∈ ℝ for i ∈ n, j ∈ m; x_i ∈ ℝ for i ∈ n; y_j ∈ ℝ for j ∈ m"),
    ([r"z = Wx + b", r"z_k = w_k^T x + b_k", r"p = \sum_{k=1}^K z_k"],
     "sizes K, d; index k ∈ K; W ∈ ℝ^{K×d} with rows w_k  # ask: are the w_k the rows of W?; x ∈ ℝ^d; b ∈ ℝ^K"),
    ([r"J(w) = \|X w - y\|^2 + \lambda \|w\|^2", r"\nabla J(w) = 2 X^T (X w - y) + 2 \lambda w", r"w = A^{-1} X^T y"],
     r"sizes n, d; X ∈ ℝ^{n×d}; w ∈ ℝ^d; y ∈ ℝ^n; \lambda ∈ ℝ; A ∈ ℝ^{d×d}  # ask: is A a matrix?"),
    ([r"f = x^T A x", r"\nabla_x f = (A + A^T) x"], "sizes d; A ∈ ℝ^{d×d}; x ∈ ℝ^d"),
    ([r"f = \log \det A", r"\frac{\partial f}{\partial A} = A^{-T}"], "sizes n; A ∈ ℝ^{n×n}"),
    ([r"f = \mathrm{tr}(AB)", r"f = \mathrm{tr}(BA)"],
     "sizes n, d; A ∈ ℝ^{n×d}  # ask: is A a matrix?; B ∈ ℝ^{d×n}  # ask: is B a matrix?"),
    ([r"a = \tanh(z)", r"\frac{\partial J}{\partial z} = \frac{\partial J}{\partial a} \odot (1 - a \odot a)"],
     "sizes d; z ∈ ℝ^d; J(a) unknown  # ask: what is J, or of what is it a function?"),
    ([r"H = -\sum_{k=1}^K y_k \log p_k", r"1 + p_k = 2"],
     "sizes K; index k ∈ K; y_k ∈ ℝ for k ∈ K; p_k > 0 for k ∈ K; "
     r"assume \sum_k y_k = 1  # ask: do the y_k sum to 1?"),
    ([r"h(s,a) = \phi(s,a)^T \theta", r"Z = \sum_{a \in A} \exp(h(s,a))"],
     r"sizes A, n, d; index s ∈ n; index a ∈ A; \phi(s, a) ∈ ℝ^d for s ∈ n, a ∈ A; \theta ∈ ℝ^d"),
    ([r"h_t = \tanh(W h_{t-1} + x_t)", r"L_t = c^T h_t", r"L = \sum_{t=1}^T L_t"],
     "sizes n; W ∈ ℝ^{n×n}  # ask: is W a matrix?; x_t ∈ ℝ^n for t ∈ 1..T  # ask: are the x_t vectors?; "
     "c ∈ ℝ^n; h_0 ∈ ℝ^n"),
    ([r"c_t = f \odot c_{t-1} + i_t \odot g",
      r"\frac{\partial L}{\partial c_{t-1}} = \frac{\partial L}{\partial c_t} \odot f"],
     "sizes d; f ∈ ℝ^d; c_{t-1} ∈ ℝ^d; i_t ∈ ℝ^d; g ∈ ℝ^d; "
     "L(c_t) unknown  # ask: what is L, or of what is it a function?"),
    ([r"\ddot x + \omega x = 0", r"E = m \dot x^2"],
     r"x ∈ ℝ; \omega > 0  # ask: are \omega, m positive?; m > 0; x function of t"),
    ([r"Q = \sum_{n=1}^N \sum_{k=1}^K \gamma_{nk} (\log \pi_k - (x_n - \mu_k)^2)",
      r"\frac{\partial Q}{\partial \mu_k} = 0", r"\mu_k = \frac{\sum_n \gamma_{nk} x_n}{\sum_n \gamma_{nk}}"],
     r"sizes N, K; index k ∈ K; \gamma_{nk} > 0 for n ∈ N, k ∈ K  # ask: are the \gamma_{nk} positive?; "
     r"\pi_k > 0 for k ∈ K; "
     r"x_n ∈ ℝ for n ∈ N; \mu_k ∈ ℝ for k ∈ K"),
    ([r"q = \mathcal N(\mu, \sigma^2)", r"F = \sum_{j=1}^J (\mu_j^2 + \sigma_j^2)", r"S = \frac{Q K^T}{\sqrt{d_k}}"],
     r"sizes J, m, n, p; \mu_j ∈ ℝ for j ∈ J; \sigma_j ∈ ℝ for j ∈ J; Q ∈ ℝ^{n×p}  # ask: is Q a matrix?; "
     r"K ∈ ℝ^{m×p}  # ask: is K a matrix?; d_k ∈ ℝ"),
    ([GAUSSIAN],
     "sizes N, d; x_n ∈ ℝ^d for n ∈ N; \\mu ∈ ℝ^d  # ask: is \\mu a vector?; "
     r"\Sigma ∈ ℝ^{d×d} positive definite  # ask: is \Sigma a matrix?"),
    ([GAUSSIAN, r"\frac{\partial^2 \ell}{\partial \mu \partial \mu^T} = -N\Sigma^{-1}"],
     r"sizes N, d; x_n ∈ ℝ^d for n ∈ N; \mu ∈ ℝ^d; "
     r"\Sigma ∈ ℝ^{d×d} positive definite  # ask: is \Sigma a matrix?"),
    ([r"\ell = \sum_{i=1}^n \log \sum_{k=1}^K \pi_k \mathcal{N}(x_i; \mu_k, \sigma_k^2)"],
     r"sizes n, K; \pi_k ∈ ℝ for k ∈ K; x_i ∈ ℝ for i ∈ n; \mu_k ∈ ℝ for k ∈ K; \sigma_k ∈ ℝ for k ∈ K; "
     r"N(x, m, v) = \frac{1}{\sqrt{2\pi v}} e^{-(x - m)^2/(2v)}  "
     "# ask: is N the normal density, with the variance behind the mean?"),
]  # fmt: skip
ON_ITS_PAGE = [
    ([r"S = \mathrm{softmax}(Q)", r"O = SV", r"dV = S^T dO", r"dS = \mathrm{mask}(dO V^T)"],
     r"sizes d, n, p; Q ∈ ℝ^{n×d}; V ∈ ℝ^{d×p}  # ask: is V a matrix?; "
     r"# mask(x) = …  # ask: what is mask?; L(O) unknown  # ask: what is L, or of what is it a function?; "
     r"dV = \partial L/\partial V  # ask: are dV, dO, dS these derivatives?; dO = \partial L/\partial O; "
     r"dS = \partial L/\partial S"),
]  # fmt: skip
"""A block that speaks of what only the page defines."""


@pytest.mark.parametrize(("formulas", "expected"), TABLE + ON_ITS_PAGE)
def test_block(formulas, expected):
    found = undeclared(map(row, formulas), scope(""))
    assert "; ".join(sorted_sizes(found.block.split("\n")[1:-1])) == "; ".join(sorted_sizes(expected.split("; ")))


def sorted_sizes(lines):
    head = [", ".join(sorted(line.split("sizes ")[1].split(", "))) for line in lines if line.startswith("sizes")]
    return [*head, *sorted(line for line in lines if not line.startswith("sizes"))]


@pytest.mark.parametrize("formulas", [formulas for formulas, _ in TABLE], ids=[formulas[0] for formulas, _ in TABLE])
def test_the_block_can_be_pasted_and_nothing_is_left_to_declare(formulas):
    found = undeclared(map(row, formulas), scope(""))
    said = declared("\n".join(found.block.split("\n")[1:-1]), formulas=formulas)
    assert said.problems == ()
    assert undeclared(map(row, formulas), said.scope) is None


def test_what_is_declared_is_known_and_not_asked():
    found = undeclared(map(row, LEAST_SQUARES), scope(r"sizes N, p; X ∈ ℝ^{N×p}"))
    assert found.block.split("\n")[1:-1] == ["w ∈ ℝ^p", "y ∈ ℝ^N  # ask: is y a vector?"]


def test_what_contradicts_the_lines_before_says_nothing():
    right = [r"z = Wx + b", r"\frac{\partial z}{\partial x} = W", r"x^T x = 1", r"\|z\| = 1"]
    slip = [*right, r"z = W^T x + b"]
    blocks = [undeclared(map(row, formulas), scope("")).block for formulas in (right, slip)]
    assert blocks[0] == blocks[1]


def test_the_order_of_work_is_fixed():
    blocks = {undeclared(map(row, formulas), scope("")).block for formulas in [LEAST_SQUARES] * 5}
    assert len(blocks) == 1


@pytest.mark.parametrize(
    "formula",
    [r"\sum_i " * 300 + "x_i = 1", r"\log " * 300 + "x = y", "x_" + "{y_" * 80 + "z" + "}" * 80 + "= 1",
     " + ".join(f"A_{{{n}}}^T B_{{{n}}} x" for n in range(400)) + " = y", "x^T" * 2000 + " = 1",
     r"\partial / \partial = /",
     r"\nabla_ = ^T", "= = =", r"\frac{\partial}{\partial}{\partial} = \sum_{} x", "( | ) = [ , ; ]"],
    ids=range(10),
)  # fmt: skip
def test_nothing_takes_long_or_fails(formula):
    from symcheck.reading.assembling.sight import guesses
    from symcheck.reading.pages.page import read_page

    begun = time.process_time()
    guesses(read_page(f"$${formula}$$", "page.md"))
    assert time.process_time() - begun < 10
