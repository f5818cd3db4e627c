"""Right results of pages in the names of the page, the largest that there are, and never far longer than the line."""

from __future__ import annotations

from functools import cache

import pytest

from symcheck.checking.part import check_part
from symcheck.claims.verdict import LineVerdict
from symcheck.judging.options import CheckOptions
from symcheck.reading.assembling.assembly import ReadPage, read_text

DEEP = r"""<!-- symcheck
sizes n_l for l ∈ 0..L
W^{(l)} ∈ ℝ^{n_l×n_{l-1}} for l ∈ 1..L;  b^{(l)} ∈ ℝ^{n_l} for l ∈ 1..L
x ∈ ℝ^{n_0};  t ∈ ℝ^{n_L}
-->

Let $a^{(0)} = x$, and $z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}$, $a^{(l)} = \sigma(z^{(l)})$ for $l = 1, \dots, L$.
The loss is $E = \frac12 \|a^{(L)} - t\|^2$, and we let $\delta^{(l)} = \frac{\partial E}{\partial z^{(l)}}$.

"""
NET = r"""<!-- symcheck
sizes d, h, k
x ∈ ℝ^d;  W_1 ∈ ℝ^{h×d};  b_1 ∈ ℝ^h;  W_2 ∈ ℝ^{k×h};  b_2 ∈ ℝ^k;  t ∈ ℝ^k
assume \sum_j t_j = 1
-->

Let $z = W_1 x + b_1$, $a = \tanh(z)$, $s = W_2 a + b_2$, $\hat y = \mathrm{softmax}(s)$ and
$J = -\sum_{j} t_j \log \hat y_j$, $\delta_2 = \frac{\partial J}{\partial s}$,
$\delta_1 = \frac{\partial J}{\partial z}$.

"""
NORMAL = r"""<!-- symcheck
sizes n, d;  index i ∈ n
X ∈ ℝ^{n×d} with rows x_i;  y ∈ ℝ^n;  w ∈ ℝ^d;  v > 0
-->

Let $m = -\frac n2 \log v - \frac{1}{2v}\sum_i (y_i - x_i^T w)^2$.

"""

RESULTS = {
    (DEEP, r"\delta^{(L)} = (a^{(L)} - t) \odot a^{(L)}"): {"(a⁽³⁾ − t) ⊙ (1 − a⁽³⁾) ⊙ a⁽³⁾"},
    (DEEP, r"\frac{\partial E}{\partial W^{(L)}} = \delta^{(L)} a^{(L)T}"): {"δ⁽³⁾ a⁽²⁾ᵀ"},
    (DEEP, r"\frac{\partial E}{\partial b^{(L)}} = \delta^{(L-1)}"): {"δ⁽³⁾"},
    (NET, r"\frac{\partial J}{\partial s} = t - \hat y"): {"ŷ − t"},
    (NET, r"\frac{\partial J}{\partial a} = W_2 \delta_2"): {"W_2ᵀ δ_2"},
    (NET, r"\frac{\partial J}{\partial W_2} = a \delta_2^T"): {"δ_2 aᵀ"},
    (NET, r"\frac{\partial J}{\partial b_1} = \delta_2"): {"δ_1"},
    (NET, r"\frac{\partial J}{\partial x} = W_1 \delta_1"): {"W_1ᵀ δ_1"},
    (NORMAL, r"\frac{\partial m}{\partial w} = \frac1v X^T (X w - y)"): {"(1/v) Xᵀ(y − X w)"},
}


@cache
def lines(above: str, formula: str) -> list[LineVerdict]:
    """The lines of a page that ends in a formula."""
    found = read_text(f"{above}(a) Then\n\n$${formula}$$\n", "page.md")
    assert isinstance(found, ReadPage), found
    verdicts = [check_part(part, CheckOptions(), "page.md") for part in found.parts]
    return [line for verdict in verdicts for chain in verdict.chains for line in chain.lines]


@pytest.mark.parametrize(("above", "formula"), RESULTS)
def test_a_right_result_is_in_the_names_of_the_page(above: str, formula: str) -> None:
    found = lines(above, formula)
    assert found
    assert not any(line.status.right for line in found)
    assert {line.right_result for line in found} == RESULTS[above, formula]


def test_what_a_name_stands_for_that_the_chain_does_not_speak_of_is_told() -> None:
    above = "<!-- symcheck\nsizes d;  x, u ∈ ℝ^d;  c = x^T x\n-->\n\n"
    (line,) = lines(above, r"\frac{\partial}{\partial u} x^T x \cdot x^T u = x + u")
    assert (line.right_result, line.advice) == ("c x", ("where c = Σ_i x_i²",))
    (line,) = lines(above, r"\frac{\partial}{\partial u} c (x^T u) = x + u")
    assert (line.right_result, line.advice) == ("c x", ())


def test_a_name_for_the_question_is_no_answer() -> None:
    (line,) = lines(NET, r"\frac{\partial J}{\partial s} = \delta_2 + t")
    assert line.status.wrong
    assert line.right_result == "ŷ − t"


def test_a_right_line_has_no_right_result_beside_it() -> None:
    assert [line.right_result for line in lines(NET, r"\frac{\partial J}{\partial a} = W_2^T \delta_2")] == [""]


def test_a_far_longer_result_is_left_out() -> None:
    (line,) = lines(
        NET.replace(r"\delta_1 =", r"\delta_3 ="), r"\frac{\partial^2 J}{\partial x_1 \partial b_{1,1}} = x_1"
    )
    assert line.status.wrong
    assert len(line.right_result) <= 72
