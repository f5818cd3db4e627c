"""A page's own commands: what they stand for, and what is no definition."""

from __future__ import annotations

import pytest

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.grammar.macros import Macro, Macros
from symcheck.reading.grammar.tokens import tokenize
from symcheck.reading.tree import Scripts, Unreadable
from tests.reading.trees import passage, sketch

EXPANDED = [
    (r"\newcommand{\R}{\mathbb{R}} x \in \R^n", "x ∈ bb:R^{n}"),
    (r"\newcommand\tr{\operatorname{tr}} \tr(A)", "<tr> (A)"),
    (r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}} \pd{J}{w}", r"frac{\partial J}{\partial w}"),
    (r"\newcommand{\y}[2][k]{#2_#1} \y{x} \y[j]{x}", "x_{k} x_{j}"),
    (r"\renewcommand*{\vec}[1]{\mathbf{#1}} \vec{AB}", "bold:A bold:B"),
    (r"\def\x#1{#1^2} \x{a} \x b", "a^{2} b^{2}"),
    (r"\def\s{a+b} 2\s x_\s \frac\s2 \frac1\s", "2 a + b x_{a + b} frac{a + b}{2} frac{1}{a + b}"),
    (r"\DeclareMathOperator*{\argmin}{arg\,min} \argmin_w", "<argmin>_{w}"),
    (r"\DeclarePairedDelimiter{\nrm}{\lVert}{\rVert} \nrm{x}^2 \nrm*{y}", "‖x‖^{2} ‖y‖"),
    (r"\let\old\vec \renewcommand{\vec}[1]{\old{#1}_i} \vec x", "bold:x_{i}"),
    (r"\let\a=\alpha \a", r"\alpha"),
    (r"\providecommand{\frac}{x} \frac12 \providecommand{\foo}{y} \foo", "frac{1}{2} y"),
    (r"\newcommand{\be}{\begin{cases}} \newcommand{\ee}{\end{cases}} \be a \ee", "cases[a]"),
    (r"\newcommand{\foo}{x} \newcommand{\bar}{\foo_1} \bar", "x_{1}"),
    (r"\newcommand{\foo}{} a \foo b", "a b"),
]
REFUSED = [
    (r"\def\a{\a\a} \a", r"\a: more than 10,000 expansions", "it calls itself"),
    (r"\def\a{\b}\def\b{\a} \a", r"\a: more than 10,000 expansions", "it calls itself"),
    (r"\def\x#1,#2{a} b", "a definition with delimiters is not read", "use \\newcommand"),
    (r"\def\x{\def\y{a}} \x", "a definition inside a definition is not read", ""),
    (r"\newcommand{\x}[1]{#2} \x a", r"\x is defined with a # that is no argument of it", ""),
    (r"\newcommand{\x}[1]{#1} \x", "the formula ends inside a command's arguments", ""),
    (r"\newcommand{x}{a} b", "the name of a command is expected here", ""),
    (r"\newcommand{\x}{\input{secret}} \x", r"\input is not followed: a formula has no effects", ""),
    (r"\newcommand{\x}{a", "this is never closed", ""),
]


@pytest.mark.parametrize(("text", "tree"), EXPANDED)
def test_expands(text: str, tree: str) -> None:
    assert sketch(parse(passage(text))) == tree


@pytest.mark.parametrize(("text", "reason", "advice"), REFUSED)
def test_refuses(text: str, reason: str, advice: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(passage(text))
    assert (caught.value.reason, caught.value.advice) == (reason, advice)


def test_macros_that_grow_are_stopped() -> None:
    doubling = "".join(rf"\def\{b}{{\{a}\{a}}}" for a, b in zip("abcdefghijklmnopq", "bcdefghijklmnopqr", strict=True))
    with pytest.raises(Unreadable, match=r"10,000 expansions|20,000 tokens"):
        parse(passage(rf"\def\a{{xxxx}}{doubling} \r"))


def test_what_is_put_in_stands_where_its_command_does_and_arguments_keep_their_places() -> None:
    text = r"a \p{xy} b"
    macros = Macros({r"\p": Macro(r"\p", tokenize(passage(r"{#1}^T")), 1)})
    power = parse(passage(text), macros).items[1]
    assert isinstance(power, Scripts) and power.base is not None and power.sup is not None
    assert (power.sup.span.start, power.sup.span.end) == (2, 8)
    assert power.base.body.span == passage(text).span(5, 7)  # type: ignore[attr-defined]
