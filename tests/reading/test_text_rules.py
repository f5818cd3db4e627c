"""What is written as text, outside dollars, and quotients and superscripts that look like something else."""

from __future__ import annotations

import pytest

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.meaning import read
from symcheck.reading.tree import Unreadable
from tests.reading.declaring import passage, scope

SIZES = "sizes d, n; index i, j ∈ d; x ∈ ℝ^d; A ∈ ℝ^{d×d}; a, b, u ∈ ℝ; E = a^3 b^2"
LAYERS = "sizes d, T; index t ∈ 1..T; h^{(t)} ∈ ℝ^d for t ∈ 0..T; x^{(t)} ∈ ℝ for t ∈ 0..T; W^{(1)} ∈ ℝ^{d×d}"


def shown(block: str, text: str, outside: bool) -> list[str]:
    try:
        return [str(found.value.tensor) for found in read(parse(passage(text), outside=outside).items, scope(block))]
    except Unreadable as problem:
        return [f"unread: {problem.reason}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a^(u − 1)", "a^(u − 1)"),
        ("a**(u - 1)", "a^(u − 1)"),
        ("aᵘ⁻¹", "a^(u − 1)"),
        ("e⁻ᵘ", "e⁻ᵘ"),
        ("Σ_i x_i", "Σ_i x_i"),
        ("a Σ_{i≠j} x_i", "a Σ_{i≠j} x_i"),
        ("Σ_ij A_ij", "Σ_j Σ_i A_ij"),
        ("Π_i x_i", "Π_i x_i"),
        ("{a if u > 0, else b} + 1", "{a if u > 0, else b} + 1"),
        ("∂²E/(∂a∂b)", "∂²E/(∂a∂b)"),
        ("∂²E/∂a∂b", "∂²E/(∂a∂b)"),
        ("∂E/(∂a) u", "(∂E/∂a) u"),
        ("∂²/(∂a∂b) (a b)", "∂²(a b)/(∂a∂b)"),
        ("∂/b", "unread: ∂ without what it is by"),
        ("∂E/(a ∂b)", "unread: ∂ without what it is by"),
        ("Σ^{-1} x", r"unread: \Sigma is not declared"),
    ],
)
def test_text(text: str, expected: str) -> None:
    assert shown(SIZES, text, outside=True) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"), [("Σ_ij x_i", "Σ_ij x_i"), ("Σ_i·x", "Σ_i·x"), ("Σ_{i=1}^d x_i", "Σ_i x_i")]
)
def test_a_letter_that_is_declared_is_no_sum(text: str, expected: str) -> None:
    block = SIZES + "; Σ ∈ ℝ^{d×d}"
    assert shown(block, text, outside=True) == [expected]
    if "=" not in text:
        named = text.replace("Σ", "A")
        assert shown(block, text, outside=True)[0].replace("Σ", "A") == shown(block, named, outside=True)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac{d b}{d + b}", "d b/(d + b)"),
        (r"\frac{d}{d + b}", "d/(d + b)"),
        (r"\frac{d^2 b}{d^2}", "d² b/d²"),
        (r"d b/d + 1", "d b/d + 1"),
        (r"d/(d + b)", "d/(d + b)"),
        (r"\frac{dE}{db}", "∂E/∂b"),
        (r"dE/db", "∂E/∂b"),
        (r"\frac{d}{db}(b^2)", "∂(b²)/∂b"),
    ],
)
def test_a_size_d_is_no_sign_of_a_derivative(text: str, expected: str) -> None:
    assert shown(SIZES, text, outside=False) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h^{t-1}", "h_{t−1}"),
        ("h^{(t-1)}", "h_{t−1}"),
        ("h^(t-1)", "h_{t−1}"),
        ("x^{2t-T}", "x_{2 t−T}"),
        ("x^{(t)2}", "x_t²"),
        ("(h^{t})^T h^t", "h_t·h_t"),
        ("h^{tT} h^t", "h_t·h_t"),
        ("W^(1) h^(t)", "W⁽¹⁾ h_t"),
        ("x^{t2}", "unread: an index is a sum of letters, sizes and whole numbers"),
    ],
)
def test_all_that_stands_above_a_family_is_its_index(text: str, expected: str) -> None:
    assert shown(LAYERS, text, outside=False) == [expected]


VECTORS = "sizes d, n; index i, j ∈ d; x, y, v, v_c ∈ ℝ^d; A ∈ ℝ^{d×d}; a, b ∈ ℝ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(x_i y_j)_{ij} + 1", "unread: a number has no entries: this name with its index is not declared"),
        (r"\max (x_i)_i", r"unread: the max of one number: over which index? write it below, as in \max_i"),
        ("[x_i]_i", "unread: a number has no entries: this name with its index is not declared"),
        ("(x_i)_j", "unread: a number has no entries: this name with its index is not declared"),
        ("(a)_i", "unread: a number has no entries: this name with its index is not declared"),
        ("(x_i)_{ii}", "unread: a number has no entries: this name with its index is not declared"),
        ("v_{c,1}", "v_{c,1}"),
        ("v_{c,i} v_i", "v_{c,i} v_i"),
        ("A_{i,j}", "A_ij"),
        ("[a > 0, b > 0]", "[a > 0, b > 0]"),
        ("[a > 0, b]", "unread: a relation > inside an expression"),
        (r"\psi'(a+b)", "ψ′(a + b)"),
        (r"\operatorname{H}(a)", "H(a)"),
        ("H(a)", "unread: H is not declared"),
        (r"\begin{cases} a & \text{if } \sin(b) = 0 \\ b & \text{else} \end{cases}", "{a if sin(b) = 0, else b}"),
        (r"\begin{cases} a & \text{if } \log a > b \\ b & \mathrm{otherwise} \end{cases}", "{a if log a > b, else b}"),
    ],
)
def test_entries_indicators_and_functions(text: str, expected: str) -> None:
    assert shown(VECTORS, text, outside=False) == [expected]


@pytest.mark.parametrize(("text", "expected"), [("(x_i y_j)_{ij}", ["x_i y_j", "x yᵀ"]), ("(x_i)_i", ["x_i", "x"])])
def test_a_placed_entry_is_one_or_all_of_them(text: str, expected: list[str]) -> None:
    assert shown(VECTORS, text, outside=False) == expected
