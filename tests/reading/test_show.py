"""Laws of reading formulas: what is shown is read as the same, and nothing is raised but `Unreadable`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.tree import Row, Unreadable
from tests.reading.show import show
from tests.reading.test_grammar import READ
from tests.reading.trees import passage, placeless

SHOWN = [
    (r"\frac12 + {a \over b}", r"\frac{1}{2} + \frac{a}{b}"),
    (r"x^2_{i} W^{(l)}_{ij} A^{-1} e^{x}", r"x_i^2 W_{ij}^{(l)} A^{-1} e^x"),
    ("∂L/∂w₁ · x", r"\partial{L}/\partial{w}_1 \cdot x"),
    (r"f'^2_m J_{\text{neg}}", r"f'^2_m J_{\text{neg}}"),
    (r"\left( a \right) + |x| + \|y\|^2", r"(a) + \lvert x\rvert + \lVert y\rVert^2"),
    (r"\left[ a \right) \left.b\right|_{0}", r"\left[a\right) \left.b\right|_0"),
    (r"\mathrm{softmax}(x) \operatorname{log}y", r"\operatorname{softmax}(x) \log{y}"),
    (r"\hat{y}_w \hat{ab} \mathbf x", r"\hat y_w \hat{ab} \mathbf{x}"),
    (r"\begin{bmatrix}a&b\\c&d\end{bmatrix}", r"[\begin{matrix} a & b \\ c & d \end{matrix}]"),
    (r"a \leq b ≠ c", r"a \le b \ne c"),
    (r"\text{ if } x_{d\_k}", r"\text{ if } x_{d\_k}"),
    (r"2{3} \alpha{x}", r"2{3} \alpha{x}"),
]

COMMANDS = r"""
    alpha theta frac sqrt hat bar vec mathbf mathrm text operatorname log sum prod left right big bigl bigr langle
    rangle
    cdot times odot partial nabla dots quad over begin{matrix} end{matrix} begin{cases} end{cases} begin{aligned}
    end{aligned} underbrace overset underset not le in mid middle prime limits bf color{red} textcolor{red} tag{1}
    substack dv pdv abs norm qty mqty newcommand def x let DeclareMathOperator foo input binom cancel boxed stackrel top
    infty cases , ; \\ { } |
"""
PIECES = [
    *"abxyzTdeΣ∑σ0123∂+-*/=<>≤·,;.:!'|()[]{}^_& ~²ᵢᵀ½√ŷ𝐱−–‖…%#$\\",
    *[f"\\{name}" for name in COMMANDS.split()],
    *["{a}", "{ab}", "{i=1}", "_i", "^2", "_{ij}", "^{T}", "(x)", "[x]", "|x|", "\\left(", "\\right)", "\\text{ if }"],
    *[
        "\\frac{a}{b}",
        "x_i",
        "12",
        "0.5",
        "1e-5",
        ":=",
        "->",
        "=>",
        "!=",
        "\n",
        "条件",
        "e^-z",
        "||",
        "\u0302",
        "\u202e",
    ],
]
ROOT = Path(__file__).parents[2]
FORMULAS = [
    *(text for text, _ in READ),
    *re.findall(
        r'latex=r?"(.*?)",?\)?$', (ROOT / "derivations" / "word2vec.py").read_text(encoding="utf-8"), re.MULTILINE
    ),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


texts = st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "replace")))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real formula with a few characters taken out, doubled or put in."""
    text = draw(st.sampled_from(FORMULAS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:at] + draw(st.sampled_from(["", *PIECES])) + text[at + cut :]
    return text


def read(text: str, outside: bool = False) -> Row | None:
    """The tree, or None where the text is unreadable, which has a place in it."""
    try:
        return parse(passage(text), outside=outside)
    except Unreadable as problem:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.reason
        return None


def check(text: str) -> None:
    """What is shown of a text is read as the text is."""
    tree = read(text)
    if tree is not None:
        assert placeless(parse(passage(show(tree)))) == placeless(tree), show(tree)


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_shows(text: str, shown: str) -> None:
    assert show(parse(passage(text))) == shown


@pytest.mark.parametrize("text", FORMULAS)
def test_what_is_shown_is_read_as_the_same(text: str) -> None:
    check(text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(pieces)
def test_pieces_are_read_as_they_are_shown(text: str) -> None:
    check(text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(mutated())
def test_damaged_formulas_are_read_as_they_are_shown(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(texts, pieces, mutated()))
def test_nothing_is_raised_but_unreadable(text: str) -> None:
    read(text)
    read(text, outside=True)
