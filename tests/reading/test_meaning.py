"""Expressions as they are written, and what they are read as: shown in Unicode, with how the value stands."""

from __future__ import annotations

from functools import lru_cache

import pytest

from symcheck.expressions.walk import expand_names, free_indices
from symcheck.reading.declaring.declarations import declarations
from symcheck.reading.declaring.declared import Declared, Declaring
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.choosing import Misfit
from symcheck.reading.meaning.meaning import Reading, read, read_condition
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Unreadable
from tests.reading.pages import statuses

REGRESSION = r"""
sizes n, d, h, K
index i, l ∈ n; j, k ∈ d
X ∈ ℝ^{n×d} with rows x_i; W ∈ ℝ^{d×h}; b ∈ ℝ^h; y ∈ ℝ^n; w, \theta ∈ ℝ^d; \lambda > 0
A ∈ ℝ^{d×d}; S ∈ ℝ^{d×d} symmetric; a, c ∈ ℝ; M ∈ ℝ^{n×K}
L = \frac1n \sum_i (x_i^T w - y_i)^2
f(t) = t^2 + 1
"""
WORDS = r"""
sizes V, d, K, m
index w, s, o ∈ V;  k ∈ K
U ∈ ℝ^{V×d} with rows u_w;  v_c ∈ ℝ^d;  x ∈ ℝ
neg : K → V injective
y = onehot(o);  \hat y = softmax(U v_c)
J = -\log \hat y_o
"""
NETWORK = r"""
sizes d, h
x ∈ ℝ^d; W ∈ ℝ^{h×d}; b, y ∈ ℝ^h
z = Wx + b; a = \sigma(z); L = \frac12\|a-y\|^2
"""


@lru_cache
def declared(block: str) -> Declared:
    source = Source("block", block)
    found = Declaring(declarations([Passage.of(source, 0, len(block))]), source).at()
    assert not found.problems, found.problems
    return found


def readings(block: str, source: str) -> tuple[Reading, ...]:
    page = Source("page.md", source)
    known = declared(block)
    row = parse(Passage.of(page, 0, len(source)), rewrites=known.rewrites)
    return read(row.items, known.scope)


def shown(block: str, source: str) -> list[str]:
    return [f"{found.value.stands}: {found.value.tensor}" for found in readings(block, source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # products by shapes
        (r"w^T\theta", "number: w·θ"),
        (r"w \theta^T", "matrix: w θᵀ"),
        (r"w \cdot \theta", "number: w·θ"),
        (r"\theta^T w w", "column: (θ·w) w"),
        (r"w w^T \theta", "column: w wᵀ θ"),
        (r"X^T(Xw - y)", "column: Xᵀ(X w − y)"),
        (r"XW + b", "matrix: X W + b"),
        (r"W^T w ⊙ b", "column: (Wᵀ w) ⊙ b"),
        (r"w \odot \theta", "column: w ⊙ θ"),
        (r"w * \theta", "column: w ⊙ θ"),
        (r"a * c", "number: a c"),
        (r"\langle w, \theta\rangle", "number: w·θ"),
        (r"w^T A w", "number: wᵀ A w"),
        (r"w \otimes \theta", "matrix: w θᵀ"),
        # sums: where they end, what they bind
        (r"\sum_{i=1}^n y_i", "number: Σ_i y_i"),
        (r"\sum_i^n y_i", "number: Σ_i y_i"),
        (r"\sum_i x_i x_i^T", "matrix: Σ_i X_i X_iᵀ"),
        (r"\sum_i 2y_i + 3", "number: Σ_i 2 y_i + 3"),
        (r"\sum_i y_i + y_i^2", "number: Σ_i (y_i + y_i²)"),
        (r"\sum_i y_i a - c w_j", "number: Σ_i y_i a − c w_j"),
        (r"\sum_i -y_i + a", "number: Σ_i (−y_i) + a"),
        (r"\sum_{i \in \{1, \dots, n\}} y_i", "number: Σ_i y_i"),
        (r"\sum_{i, j} X_{ij}^2", "number: Σ_j Σ_i X_ij²"),
        (r"\sum_{1 \le i < l \le n} y_i y_l", "number: Σ_l Σ_{i<l} y_i y_l"),
        (r"\sum y_p", "number: Σ_p y_p"),
        (r"\frac1n\sum_p x_p", "column: (1/n) Σ_p X_p"),
        (r"\prod_i y_i", "number: Π_i y_i"),
        (r"\sum_{i=1}^{n-1} (y_{i+1} - y_i)", "number: Σ_{i=1}^{n−1} (y_{i+1} − y_i)"),
        (r"y_1 + y_2 + \dots + y_n", "number: Σ_i y_i"),
        (r"y_1 y_2 \cdots y_n", "number: Π_i y_i"),
        (r"y_n + y_{n-1} + \dots + y_1", "number: Σ_i y_i"),
        (r"[y_1^2, \dots, y_n^2]", "list: y^∘2"),
        (r"\max_j w_j", "number: max_j w_j"),
        (r"e^{y_i}/\sum_i e^{y_i}", "number: exp(y_i)/Σ_{i′} exp(y_{i′})"),
        (r"1/n \sum_i y_i", "number: (1/n) Σ_i y_i"),
        # entries
        (r"X_{ij}", "number: X_ij"),
        (r"X_{i,j}", "number: X_ij"),
        (r"X_{21}", "number: X_21"),
        (r"X_i", "column: X_i"),
        (r"X_{i\cdot}", "column: X_i"),
        (r"X_{:,j}", "column: X_{:,j}"),
        (r"(Xw)_i", "number: X_i·w"),
        (r"[\sigma(Xw)]_i", "number: σ(X_i·w)"),
        (r"\mathrm{softmax}(Xw)_i", "number: softmax(X w)_i"),
        (r"A_{jk}^2", "number: A_jk²"),
        (r"x_{ij}", "number: X_ij"),
        # functions
        (r"\sin a\cos a", "number: sin(a) cos(a)"),
        (r"\sin 2a", "number: sin(2 a)"),
        (r"\log\frac{a}{c}", "number: log(a/c)"),
        (r"\log(a) c", "number: (log a) c"),
        (r"\log a^2", "number: log(a²)"),
        (r"\log(a)^2", "number: (log a)²"),
        (r"\sin^2 a", "number: sin(a)²"),
        (r"\exp -a", "number: e⁻ᵃ"),
        (r"exp(a) log(c)", "number: eᵃ log c"),
        (r"\log_2 a", "number: (log a)/log 2"),
        (r"\sqrt[3]{a}", "number: a^(1/3)"),
        (r"\max(0, a)", "number: max(0, a)"),
        (r"\mathrm{ReLU}(a)", "number: relu(a)"),
        (r"a!", "number: Γ(a + 1)"),
        (r"\binom{n}{2}", "number: Γ(n + 1)/(Γ(2 + 1) Γ(n − 1))"),
        (r"[a]_+^2", "number: relu(a)²"),
        (r"\mathrm{tr}(A^TA)", "number: tr(Aᵀ A)"),
        (r"\log |S|", "number: log det(S)"),
        (r"\operatorname{diag}(w) A", "matrix: diag(w) A"),
        (r"f(a + c)", "number: (a + c)² + 1"),
        (r"a(1-a)", "number: a (1 − a)"),
        (r"A(w - \theta)", "column: A (w − θ)"),
        # powers, roots, bars
        (r"A^{-1}", "matrix: A⁻¹"),
        (r"A^{-T}", "matrix: A⁻ᵀ"),
        (r"A^{-1}_{jk}", "number: (A⁻¹)_jk"),
        (r"a^{-1/2}", "number: a^(−1/2)"),
        (r"\|w\|^2", "number: ‖w‖²"),
        (r"\|w\|_2", "number: ‖w‖"),
        (r"\|A\|_F^2", "number: ‖A‖_F²"),
        (r"|a|", "number: |a|"),
        (r"(X^TX + \lambda I)^{-1}X^Ty", "column: (Xᵀ X + λ I)⁻¹ Xᵀ y"),
        (r"1 - w", "column: 1 − w"),
        (r"\frac{1}{1+e^{-w}}", "column: 1/(1 + e⁻ʷ)"),
        (r"\mathbf 1^T y", "number: 𝟏_n·y"),
        (r"y^T \mathbf 1_n", "number: y·𝟏_n"),
        (r"1^\top y", "number: 𝟏_n·y"),
        (r"\mathbb 1[a > 0] c", "number: [a > 0] c"),
        (r"\delta_{jk} w_k", "number: δ_jk w_k"),
        (r"\begin{cases} a & a > 0 \\ 0 & \text{otherwise} \end{cases}", "number: {a if a > 0, else 0}"),
        (r"\begin{cases} a & \text{if } a > c, \\ c & \text{if } c \ge a \end{cases}", "number: {a if a > c, else c}"),
        (r"\begin{cases} a & j = k \\ c & j \ne k \end{cases}", "number: {a if j = k, else c}"),
        (r"\begin{cases} a & \text{if j = k} \\ c & \text{if j $\ne$ k} \end{cases}", "number: {a if j = k, else c}"),
        (
            r"\begin{cases} a & \text{j $\ne$ k} \\ c & \text{in all other cases} \end{cases}",
            "number: {a if j ≠ k, else c}",
        ),
        # quotients
        (r"1/2(a+c)", "number: (1/2)(a + c)"),
        (r"a/c + 1", "number: a/c + 1"),
        (r"w/\|w\|", "column: w/‖w‖"),
        # derivatives
        (r"\frac{\partial L}{\partial w}", "column: ∂L/∂w"),
        (r"\partial L/\partial w_j", "number: ∂L/∂w_j"),
        (r"\nabla_w L", "column: ∂L/∂w"),
        (r"\nabla^2_w L", "matrix: ∂²L/∂w²"),
        (r"D_w L", "column: ∂L/∂w"),
        (r"\nabla_w \log f(w^T\theta)", "column: ∂/∂w (log((w·θ)² + 1))"),
        (r"\nabla_w L(w)", "column: ∂L/∂w"),
        (r"\frac{\partial^2 L}{\partial w\,\partial w^T}", "matrix: ∂²L/∂w²"),
        (r"\nabla_w w^T A w", "column: ∂(wᵀ A w)/∂w"),
        (r"\nabla_S w^T S w", "matrix: ∂(wᵀ S w)/∂S"),
        (r"\nabla_w \frac12\|Xw - y\|^2", "column: ∂/∂w ((1/2) ‖X w − y‖²)"),
        (r"\frac{\partial}{\partial w} \log(w^T\theta) + w", "column: ∂log(w·θ)/∂w + w"),
        (r"\frac{\mathrm{d}}{\mathrm{d}a}a^2", "number: ∂(a²)/∂a"),
        (r"d\log(a)/da", "number: ∂(log a)/∂a"),
        (r"\frac{da^2}{da}", "number: ∂(a²)/∂a"),
        (r"\frac{\partial^2 a^3}{\partial a^2}", "number: ∂²(a³)/∂a²"),
        (r"\frac{\partial Aw}{\partial w}", "matrix: ∂(A w)/∂w"),
        (r"\frac{\partial \log|S|}{\partial S}", "matrix: ∂(log det(S))/∂S"),
        (r"\sigma'(a)", "number: ∂σ(a)/∂a"),
        (r"f'(a)", "number: ∂(t² + 1)/∂t"),
        (r"\left(\frac{e^a}{e^a + 1}\right)'", "number: ∂(eᵃ/(eᵃ + 1))/∂a"),
    ],
)
def test_expressions(source, expected):
    assert shown(REGRESSION, source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\frac{\partial J}{\partial v_c}", "column: ∂J/∂v_c"),
        (r"\frac{\partial J}{\partial u_w}", "column: ∂J/∂U_w"),
        (r"\frac{\partial J}{\partial U}", "matrix: ∂J/∂U"),
        (r"u_{neg_k}^T v_c", "number: U_{neg_k}·v_c"),
        (r"\sum_{s \in V} \hat y_s u_s - u_o", "column: Σ_s ŷ_s U_s − U_o"),
        (r"\hat{y_w}", "number: ŷ_w"),
        (r"[\frac{\partial J}{\partial u_1}, \dots, \frac{\partial J}{\partial u_V}]", "matrix: ∂J/∂U"),
        (r"\sum_{-m \leq j \leq m, j \ne 0} x^j", "number: Σ_{−m≤j≤m, j≠0} xʲ"),
        (
            r"-\frac{\partial}{\partial u_w} \left(\log \frac{e^{u_o^T v_c}}{\sum_{w \in V} e^{u_w^T v_c}} \right)",
            "column: −∂/∂U_w (log(exp(U_o·v_c)/Σ_{w′} exp(U_{w′}·v_c)))",
        ),
    ],
)
def test_names_with_indices(source, expected):
    assert shown(WORDS, source) == [expected]


def test_neighbouring_derivatives_are_contracted_over_what_they_share():
    whole = r"\frac{\partial L}{\partial a}\frac{\partial a}{\partial z}\frac{\partial z}{\partial W}"
    assert [found.value.stands for found in readings(NETWORK, whole)] == ["matrix"]
    forth = shown(NETWORK, r"\frac{\partial L}{\partial z} \frac{\partial z}{\partial x}")
    back = shown(NETWORK, r"\frac{\partial z}{\partial x} \frac{\partial L}{\partial z}")
    assert forth == back
    with pytest.raises(Misfit):
        shown(NETWORK, r"\frac{\partial L}{\partial b} \frac{\partial z}{\partial x}")


BOTH_WAYS = r"sizes n; index i ∈ n; x ∈ ℝ; y = x^2; L = x y; M = y^3"


AT = r"sizes n, d; X ∈ ℝ^{n×d}; y ∈ ℝ^n; w, v ∈ ℝ^d; a ∈ ℝ; L = \|Xw - y\|^2; \hat w = (X^TX)^{-1}X^Ty; s = a^2"


@pytest.mark.parametrize("source", [r"L(\hat w)", r"L(v)", r"L(0)", r"\nabla_w L(\hat w)"])
def test_a_value_at_something_else_is_unread_where_none_was_introduced(source):
    with pytest.raises(Unreadable, match="introduced without arguments"):
        shown(AT, source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [(r"\nabla_w L(w)", ["column: ∂L/∂w"]), (r"L(1 - a)", ["number: L (1 − a)"]), (r"L(X, w, y)", ["number: L"])],
)
def test_a_value_with_what_it_is_computed_from_behind_it(source, expected):
    assert shown(AT, source) == expected


CAPTURE = r"""
sizes n, d; index i ∈ n; x, y ∈ ℝ; a, b ∈ ℝ^n; A ∈ ℝ^{n×n}
f(x) = x y; g(a) = a^T b; h(x) = x^2; L = (a_i - x)^2
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"f'(y)", ["number: ∂(t y)/∂t"]),  # the y of the body is held fixed
        (r"f'(x)", ["number: ∂(x y)/∂x"]),
        (r"\nabla g(b)", ["column: ∂(t·b)/∂t"]),
        (r"\nabla g(a)", ["column: ∂(a·b)/∂a"]),
        (r"\nabla_b g(b)", ["column: ∂(b·b)/∂b"]),
        (r"\prod_i a_i \prod_i b_i", ["number: (Π_i a_i) Π_i b_i"]),
        (r"\prod_i a_i \sum_i b_i", ["number: (Π_i a_i) Σ_i b_i"]),
        (r"\prod_i \sum_j a_i b_j", ["number: Π_i Σ_j a_i b_j"]),
        (r"\prod_i a_i \prod_j b_j", ["number: (Π_i a_i) Π_j b_j", "number: Π_i a_i Π_j b_j"]),
        (r"d x", ["number: d x"]),
        (r"d(d+1)/2", ["number: d (d + 1)/2"]),
    ],
)
def test_arguments_capture_nothing_and_products_end(source, expected):
    assert shown(CAPTURE, source) == expected


@pytest.mark.parametrize(("source", "words"), [(r"\sum_i L", "with i free"), (r"d(xy) - x dy", "differential")])
def test_what_may_be_meant_otherwise_is_unread(source, words):
    with pytest.raises(Unreadable, match=words):
        shown(CAPTURE, source)


WITHOUT_ARGUMENTS = r"sizes n, m; a, b ∈ ℝ; x ∈ ℝ^n; A ∈ ℝ^{n×m}; h(a) = \sigma(a); J(x) = x^T x; φ(x) unknown; w1 ∈ ℝ"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"h", ["number: σ(a)"]),
        (r"h^2", ["number: σ(a)²"]),
        (r"h'", ["number: ∂σ(a)/∂a"]),
        (r"\nabla J^2", ["column: ∂((x·x)²)/∂x"]),
        (r"φ^2", ["number: φ²"]),
        (r"h(1 - a)", ["number: σ(1 − a)"]),
        (r"h(a) b", ["number: σ(a) b"]),
        (r"h (1 - h)", ["number: σ(1 − σ(a))", "number: σ(a)(1 − σ(a))"]),
        (r"\frac{\partial w1^2}{\partial w1}", ["number: ∂(w1²)/∂w1"]),
    ],
)
def test_a_function_without_its_arguments_is_its_value_at_the_names_it_was_introduced_with(source, expected):
    assert shown(WITHOUT_ARGUMENTS, source) == expected


def test_a_derivative_by_a_name_wants_what_it_is_taken_of_to_be_written_by_it():
    block = r"sizes n; x, m ∈ ℝ; u = x^2; f = \exp(x^2) + x; g = \exp(u)"
    assert shown(block, r"\frac{\partial g}{\partial u}") == ["number: ∂(eᵘ)/∂u"]
    assert shown(block, r"\frac{\partial m}{\partial u}") == ["number: ∂m/∂u"]
    assert shown(block, r"\frac{\partial}{\partial u} \exp(x^2)") == ["number: ∂(eᵘ)/∂u"]
    with pytest.raises(Unreadable, match="not written by u"):
        shown(block, r"\frac{\partial f}{\partial u}")


def test_the_number_pi_stands_beside_a_declared_one_with_indices():
    (found,) = readings(r"sizes K; index k ∈ K; \pi ∈ ℝ^K; s > 0", r"\pi_k / \sqrt{2\pi s}")
    assert "2 π s" in str(found.value.tensor) and found.value.said


def test_a_derivative_by_what_something_else_is_computed_from_too_is_total_or_partial():
    assert [[c.reading for c in found.chosen] for found in readings(BOTH_WAYS, r"\frac{\partial L}{\partial x}")] == [
        ["the derivative goes through y too"],
        ["held fixed: y"],
    ]
    for only_way in (r"\frac{dL}{dx}", r"\frac{\partial L}{\partial y}", r"\frac{\partial M}{\partial x}"):
        (found,) = readings(BOTH_WAYS, only_way)
        assert not found.chosen


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"1/2a", ["number: 1/(2 a)", "number: (1/2) a"]),
        (r"a/c(a+1)", ["number: a/(c (a + 1))", "number: (a/c)(a + 1)"]),
        (r"\log a c", ["number: (log a) c", "number: log(a c)"]),
        (r"w^2", ["column: w^∘2", "number: w·w"]),
        (r"w \cdot \theta^T", ["number: w·θ", "matrix: w θᵀ"]),
        (r"L(w)", ["number: L", "column: L w"]),
        (r"\frac{d}{da}(a^2)(a+1)", ["number: (∂(a²)/∂a)(a + 1)", "number: ∂(a² (a + 1))/∂a"]),
        (
            r"-\sum_i y_i \log a - (1-y_i)\log(1-a)",
            ["number: −Σ_i (y_i log a − (1 − y_i) log(1 − a))", "number: −Σ_i y_i log a − Σ_i (1 − y_i) log(1 − a)"],
        ),
    ],
)
def test_what_can_be_read_in_two_ways_is_read_in_both(source, expected):
    assert shown(REGRESSION, source) == expected
    assert all(found.chosen for found in readings(REGRESSION, source))


@pytest.mark.parametrize(
    ("source", "place", "words"),
    [
        (r"w \theta", r"w \theta", "inner product"),
        (r"WX", "WX", "fit"),
        (r"w + w^T", r"w + w^T", "transpose"),
        (r"Xw + b", r"Xw + b", "do not fit"),
        (r"X_{ijk}", "ijk", "3 indices"),
        (r"\sum_{i=1}^d y_i", "i", "runs over"),
        (r"f(a, c)", "f", "takes 1"),
        (r"y_j", "j", "runs over"),
        (r"y_p + w_p", "p", "different ranges"),
        (r"\sum_{i=0}^n (y_i - a)^2", "i", "from 0 to n, the axis from 1 to n"),
        (r"\sum_{i=1}^n (y_{i+1} - y_i)", "i+1", "from 2 to"),
    ],
)
def test_shapes_that_do_not_fit_are_told_at_their_place(source, place, words):
    with pytest.raises(Misfit, match=words) as failure:
        shown(REGRESSION, source)
    span = failure.value.span
    assert source[span.start : span.end] == place


@pytest.mark.parametrize(
    ("source", "place", "words"),
    [
        (r"a + q", "q", "not declared"),
        (r"h1 + 2", "h1", "h1 is not declared"),
        (r"a z_q", "z_q", "z_q is not declared"),
        (r"A + \lambda", r"A + \lambda", "identity"),
        (r"e^A", "e^A", "matrix"),
        (r"a +", "+", "missing"),
        (r"a \cdot", r"a \cdot", "missing"),
        (r"\nabla L", r"\nabla", "which variable"),
        (r"f^{-1}(a)", "-1", "inverse"),
        (r"x^T a", r"x^T", "index"),
        (r"\sum_{i} ", r"\sum_{i}", "nothing"),
        (r"\sum X_{pq}", r"\sum", "which index"),
        (r"y_1 + \dots + w_d", r"\dots", "alike|differ"),
        (r"a \pm c", r"\pm", "two values"),
        (r"\begin{cases} a & a > c \\ c & c > a \end{cases}", "c > a", "otherwise"),
        (r"\begin{cases} a & a > c \\ c & \text{if c = a} \end{cases}", r"if c = a", "otherwise"),
        (r"\begin{cases} a & a > c \\ c & \text{if they agree} \end{cases}", r"if they agree", "otherwise"),
        (r"a(c, w)", "(c, w)", "no function"),
        (r"y^{(2)}", r"y^{(2)}", "in brackets"),
        (r"y_1 + y_2 + y_4 + \dots + y_n", "y_4", "does not go on"),
    ],
)
def test_what_no_rule_reads_is_told_at_its_place(source, place, words):
    with pytest.raises(Unreadable, match=words) as failure:
        shown(REGRESSION, source)
    assert not isinstance(failure.value, Misfit)
    span = failure.value.span
    assert source[span.start : span.end] == place


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"\sigma(Xw)", "entry by entry"),
        (r"1 - w", "entry by entry"),
        (r"XW + b", "every row"),
        (r"\mathrm{softmax}(X)", "by rows"),
        (r"\sum_{i=1}^n a", "does not speak of i"),
    ],
)
def test_what_is_taken_for_granted_is_said(source, said):
    (found,) = readings(REGRESSION, source)
    assert any(said in words for words in found.value.said)


@pytest.mark.parametrize(
    ("source", "count"),
    [(r"a > 0", 1), (r"j \ne k", 1), (r"1 \le i < l \le n", 3), (r"a > 0, c \ne 0", 2), (r"\sum_i y_i = 1", 1)],
)
def test_conditions(source, count):
    page = Source("page.md", source)
    row = parse(Passage.of(page, 0, len(source)))
    assert len(read_condition(row.items, declared(REGRESSION).scope).condition) == count


def test_a_bound_letter_hides_a_free_one_of_its_name():
    """What was defined with the free letter keeps it inside a sum over a letter of that name."""
    (found,) = readings(WORDS + "g = u_{neg_k}^T v_c", r"\sum_{k} g x^k")
    assert [index.name for index in free_indices(expand_names(found.value.tensor.body))] == ["k"]
    (found,) = readings(WORDS, r"\sum_{k} u_{neg_k}^T v_c")
    assert not free_indices(expand_names(found.value.tensor.body))


def test_the_largest_of_one_number_is_of_what_is_not_said() -> None:
    told = statuses(r"$$\max(a_i) = a_i$$ $$\min(x) = x$$ $$\max_i a_i = \max(a)$$ $$\max(0, x) = \max(x, 0)$$")
    assert told == ["unread", "unread", "proved", "proved"]
