"""Tokens: what is one, what a space is, and where each stands."""

from __future__ import annotations

import pytest

from symcheck.reading.grammar.letters import Written, written
from symcheck.reading.grammar.tokens import text_of, tokenize
from symcheck.reading.source import Passage, Source
from tests.reading.trees import passage


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (r"\alpha_1x", [r"\alpha", "_", "1", "x"]),
        ("12.5x .5 1..3 2.", ["12.5", "x", ".5", "1", "..", "3", "2", "."]),
        ("x.5", ["x", ".", "5"]),
        (r"\{\|\\ \,", [r"\{", r"\|", "\\\\", r"\,"]),
        (r"a\\[2pt]b\\*c\\ [d]", ["a", "\\\\", "b", "\\\\", "c", "\\\\", "[", "d", "]"]),
        (":= =: => -> <= >= ...", [":=", "=:", "=>", "->", "<=", ">=", "..."]),
        ("n!=1 n !=1", ["n", "!", "=", "1", "n", "!=", "1"]),
        ("a % b\nc", ["a", "c"]),
        ("x⁻¹ᵢ", ["x", "⁻¹", "ᵢ"]),
        ("y\u0302 ŷ", ["ŷ", "ŷ"]),
        ("=\u0338", ["≠"]),
        ("ａ－ｂ − –", ["a", "-", "b", "-", "-"]),
        ("条件x", ["条件", "x"]),
        ("a**b", ["a", "*", "*", "b"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(passage(text))] == tokens


def test_text_outside_dollars_has_other_tokens() -> None:
    assert [token.text for token in tokenize(passage("a**b n!=1 5% c"), outside=True)] == [
        *("a", "**", "b", "n", "!=", "1", "5", "%", "c"),
    ]


def test_a_token_stands_where_its_characters_do() -> None:
    page = Source("page.md", "> $a\n> +\\beta$")
    kept = Passage.of(page, 0, len(page.text)).kept([3, 4, 7, 8, 9, 10, 11, 12])
    tokens = tokenize(kept)
    assert [page.written(token.span) for token in tokens] == ["a", "+", "\\beta"]
    assert [token.spaced for token in tokens] == [False, True, False]


def test_tokens_are_text_again() -> None:
    assert text_of(tokenize(passage(r"\frac{ a }{b}  + c"))) == r"\frac{ a }{b} + c"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("x", Written("x")),
        ("θ", Written("\\theta")),
        ("𝜃", Written("\\theta")),
        ("𝛉", Written("\\theta", "bold")),
        ("𝒙", Written("x", "bold")),
        ("ℝ", Written("R", "bb")),
        ("𝔤", Written("g", "frak")),
        ("ŷ", Written("y", "", ("hat",))),
        ("x\u0304\u0302", Written("x", "", ("bar", "hat"))),
        ("а", Written("а")),  # a look-alike of another alphabet keeps its name
        ("ℓ", Written("\\ell")),
        ("①", Written("①")),
    ],
)
def test_letters(text: str, letter: Written) -> None:
    assert written(text) == letter
