"""What a formula says by its signs alone: sentences, members, leads, asides."""

import pytest

from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.sentences import said
from symcheck.reading.grammar.grammar import parse
from symcheck.reading.source import Passage, Source

Shown = tuple[str, tuple[str, ...], tuple[str, ...]]


def sentences(text: str) -> list[Shown]:
    """Each sentence: how it begins, its signs, and its members as they are written."""
    source = Source("page.md", text)
    return [_shown(sentence, source) for sentence in said(parse(Passage.of(source, 0, len(text)))).sentences]


def _shown(sentence: Sentence, source: Source) -> Shown:
    members = tuple(" ".join(source.written(member.span).split()) for member in sentence.members)
    return ("⇒" if sentence.arrow else "") + sentence.lead, sentence.signs, members


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b = c", [("", ("=", "="), ("a", "b", "c"))]),
        ("= b", [("=", (), ("b",))]),
        ("&= b", [("=", (), ("b",))]),
        ("\\Rightarrow a = b", [("⇒", ("=",), ("a", "b"))]),
        ("\\Rightarrow b", [("⇒", (), ("b",))]),
        ("\\Rightarrow = b", [("⇒=", (), ("b",))]),
        ("a = b \\implies c = d", [("", ("=",), ("a", "b")), ("⇒", ("=",), ("c", "d"))]),
        ("a = b, c = d", [("", ("=",), ("a", "b")), ("", ("=",), ("c", "d"))]),
        ("a = b \\quad c = d", [("", ("=",), ("a", "b")), ("", ("=",), ("c", "d"))]),
        ("a = b \\text{ and } c = d", [("", ("=",), ("a", "b")), ("", ("=",), ("c", "d"))]),
        ("a = b \\text{ so } c = d", [("", ("=",), ("a", "b")), ("⇒", ("=",), ("c", "d"))]),
        ("a \\quad = b", [("", ("=",), ("a", "b"))]),
        ("a = \\quad b", [("", ("=",), ("a", "b"))]),
        ("a = b \\quad (2)", [("", ("=",), ("a", "b"))]),
        ("a = b \\quad \\text{(why)}", [("", ("=",), ("a", "b"))]),
        ("a = b \\Leftarrow \\text{why}", [("", ("=",), ("a", "b"))]),
        ("a = b \\rightarrow c", [("", ("=",), ("a", "b"))]),
        ("\\rightarrow c", [("→", (), ("c",))]),
        ("a = b \\\\ c = d", [("", ("=",), ("a", "b")), ("", ("=",), ("c", "d"))]),
        ("a = b \\\\ + c", [("", ("=",), ("a", "b \\\\ + c"))]),
        ("a = b + \\\\ c", [("", ("=",), ("a", "b + \\\\ c"))]),
        ("a = b \\\\ -c = d", [("", ("=",), ("a", "b")), ("", ("=",), ("-c", "d"))]),
        ("a &= b \\\\ &- c", [("", ("=",), ("a", "b \\\\ &- c"))]),
        ("a = f(x, y = 1)", [("", ("=",), ("a", "f(x, y = 1)"))]),
        ("a = \\sum_{i = 1}^n i", [("", ("=",), ("a", "\\sum_{i = 1}^n i"))]),
        ("x, y > 0", [("", (">",), ("x, y", "0"))]),
        ("a = \\text{Zero}", [("", ("=",), ("a", "Zero"))]),
        ("\\boxed{a = b}", [("", ("=",), ("a", "b"))]),
        ("a (= b)", [("", ("=",), ("a", "b"))]),
        ("(J_A) \\qquad (J_B)", []),
        ("x &= 0 & a b &= d", [("", ("=",), ("x", "0")), ("", ("=",), ("a b", "d"))]),
        ("a &=& b \\\\ &=& c", [("", ("=",), ("a", "b")), ("=", (), ("c",))]),
        ("3x & + 2y &= 5", [("", ("=",), ("3x & + 2y", "5"))]),
        ("a ={}& b \\\\ & + c", [("", ("=",), ("a", "b \\\\ & + c"))]),
        ("a = b \\quad (k = l)", [("", ("=",), ("a", "b")), ("", ("=",), ("k", "l"))]),
        ("a = b \\ (\\text{for } k = l)", [("", ("=",), ("a", "b")), ("", ("=",), ("k", "l"))]),
        ("a = b \\quad (= c)", [("", ("=", "="), ("a", "b", "c"))]),
        ("i \\ne j: \\quad a = b", [("", ("≠",), ("i", "j")), ("", ("=",), ("a", "b"))]),
        ("f = 2 E: dE = -2 E:X", [("", ("=", "="), ("f", "2 E: dE", "-2 E:X"))]),
        (
            "x &= a \\quad k \\ne l \\\\ &+ b",
            [("", ("=",), ("x", "a \\quad k \\ne l \\\\ &+ b")), ("", ("≠",), ("k", "l"))],
        ),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[Shown]) -> None:
    assert sentences(text) == expected
