"""Replacing what is written before it is read: where a rule holds, and where it does not."""

from __future__ import annotations

import pytest

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.grammar.rewrites import Rewrite, rewrite
from symcheck.reading.tree import Group, Unreadable
from tests.reading.trees import passage, sketch


def rules(*sides: str, below: bool = False, variables: tuple[str, ...] = ()) -> list[Rewrite]:
    pairs = [side.split(" means ") for side in sides]
    return [rewrite(passage(left), passage(right), below, variables) for left, right in pairs]


REPLACED = [
    (["u means U"], r"u_w^T \mathbf u \hat u \text{unequal} u'", "U_{w}^{T} bold:U hat{u} <unequal> U'"),
    (["u_k means u_{n_k}"], r"u_k u_{k} u^T_k {u}_k uₖ", "u_{n_{k}} u_{n_{k}} u_{n_{k}}^{T} u_{n_{k}} u_{n_{k}}"),
    (["u_k means u_{n_k}"], r"u_{kj} u'_k u_j u_{k+1} \hat{u}_k", "u_{k j} u'_{k} u_{j} u_{k + 1} hat{u}_{k}"),
    (["A means -u_k^T v"], r"2A + \sigma(A^T)", r"2 {- u_{k}^{T} v} + \sigma ({- u_{k}^{T} v}^{T})"),
    (["A means -u"], r"e^A \frac A2 \sqrt A A", "e^{- u} frac{- u}{2} root[]{- u} {- u}"),
    (["x means y^2"], r"x^2 x_1 2x", "{y^{2}}^{2} {y^{2}}_{1} 2 y^{2}"),
    (["J(u_1, 0, u) means J", "u means U"], r"\partial J(u_1, 0, u)/\partial u_1", r"\partial J / \partial U_{1}"),
    ([r"\space means \quad"], r"a \space b", r"a mark\quad b"),
    (["J(u) means J"], r"J\left(u\right)^2 J(w)", "J^{2} J (w)"),
    (["1/2m means 1/(2m)"], r"1/2m \sum_i a 1/2m^2", r"{1 / (2 m)} sum_{i} a 1 / 2 m^{2}"),
    ([r"\sin xy means \sin(xy)"], r"\sin xy + \sin x y^2", "{<sin> (x y)} + <sin> x y^{2}"),
    ([r"\delta_j^i means \delta_{ij}"], r"\delta^i_j δ_j^i", r"\delta_{i j} \delta_{i j}"),
    ([r"\nabla w_l means \nabla_{w_l}"], r"\nabla w_l J", r"\nabla_{w_{l}} J"),
    ([r"\triangledown means \nabla"], r"\triangledown_w ▽", r"\nabla_{w} \nabla"),
    ([r"\sum means \sum_{a \in A}"], r"\sum\exp(a)", "sum_{a ∈ A} <exp> (a)"),
    (["' means ^T", r". means \cdot"], "X'X . Y", "X^{T} X · Y"),
    (["r means V"], r"tr(A) r argmax_r", "t r (A) V a r g m a x_{V}"),
    ([r"\foo means \nabla"], r"\foo f", r"\nabla f"),
    (["a means b", "b means a"], "a + b", "b + a"),
    (["u v means w"], r"\frac{u}{v} \frac uv x_u v u v", r"frac{u}{v} frac{u}{v} x_{u} v w"),
    ([r"\theta means t"], r"θ \theta 𝜃", "t t t"),
    (["P(a|b) means c"], r"P(a \mid b) P(a \vert b) P(a, b)", "c c P (a mark, b)"),
    (["KL(p) means a", "K means b"], r"KL(p) KL(q) K", "a K L (q) b"),
    (["u_k means a"], r"\mathbf{u}_k \boldsymbol u_{k} \mathbf{u}_j \mathcal{u}_k", "a a bold:u_{j} cal:u_{k}"),
    ([r"\hat u_k means a"], r"\hat{\bm u}_k \hat{\bm{u}}_j", "a hat{bold:u}_{j}"),
    ([r"\mathbf u_k means a", "u_k means b"], r"\mathbf{u}_k u_k", "a b"),
]


@pytest.mark.parametrize(("sides", "text", "tree"), REPLACED)
def test_replaces(sides: list[str], text: str, tree: str) -> None:
    assert sketch(parse(passage(text), rewrites=rules(*sides))) == tree


def test_only_in_subscripts_of_names() -> None:
    text = r"u_0 + 0 + \hat y_0 + \sum_{w=0}^0 x_{w_0} + x_{10} x^0 + J_{a=0} + x_{t+0} + \max_0"
    tree = r"u_{o} + 0 + hat{y}_{o} + sum_{w = 0}^{0} x_{w_{o}} + x_{10} x^{0} + J_{a = 0} + x_{t + o} + <max>_{0}"
    assert sketch(parse(passage(text), rewrites=rules("0 means o", below=True))) == tree


@pytest.mark.parametrize(
    ("side", "text", "tree"),
    [
        ("u_k means u_{w_k}", "u_j^T u_{j+1} u v_k", "u_{w_{j}}^{T} u_{w_{j + 1}} u v_{k}"),
        ("d(k, k) means 0", "d(a, a) d(a, b)", "0 d (a mark, b)"),
        ("u_k means u_{w_k}", "u_{u_i}", "u_{w_{u_{w_{i}}}}"),
        ("u_{k,l}^{(t)} means v_{l k}", r"u_{i, j}^{(t)} u_{k',1}^{(t)} u_k^{(t)}", "v_{j i} v_{1 k'} u_{k}^{(t)}"),
    ],
)
def test_a_variable_stands_for_one_thing(side: str, text: str, tree: str) -> None:
    assert sketch(parse(passage(text), rewrites=rules(side, variables=("k", "l")))) == tree


def test_what_is_put_in_stands_where_it_is_put() -> None:
    row = parse(passage("2 A_1 b"), rewrites=rules("A_1 means x + y"))
    assert isinstance(row.items[1], Group)
    assert [item.span for item in (row.items[1], *row.items[1].body.items)] == [passage("2 A_1 b").span(2, 5)] * 4


@pytest.mark.parametrize("side", [r"\, means a", "{ means b", "a means }"])
def test_refuses_what_is_no_rule(side: str) -> None:
    with pytest.raises(Unreadable):
        rules(side)
