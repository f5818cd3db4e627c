"""What must hold of readings whatever is written: a value or a place that cannot be read, nothing else."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.reading.grammar.grammar import parse
from symcheck.reading.meaning.meaning import read
from symcheck.reading.source import Passage, Source
from symcheck.reading.tree import Unreadable
from tests.reading.test_meaning import REGRESSION, declared, test_expressions

WRITTEN = [source for source, _ in test_expressions.pytestmark[0].args[1]]
PIECES = sorted({piece for source in WRITTEN for piece in re.findall(r"\\[a-zA-Z]+|.", source)})


@st.composite
def mutated(draw):
    """A formula of the table with some of its pieces left out, put in or exchanged."""
    pieces = re.findall(r"\\[a-zA-Z]+|.", draw(st.sampled_from(WRITTEN)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(pieces)))
        pieces[place : place + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(PIECES), max_size=2))
    return "".join(piece + (" " if piece.startswith("\\") else "") for piece in pieces)


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_reading_is_a_value_or_a_place_that_is_unread(source):
    known = declared(REGRESSION)
    try:
        row = parse(Passage.of(Source("page.md", source), 0, len(source)), rewrites=known.rewrites)
        for found in read(row.items, known.scope):
            assert str(found.value.tensor)
    except Unreadable as problem:
        assert 0 <= problem.span.start <= problem.span.end <= len(source)
        assert problem.reason


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WRITTEN))
def test_braces_round_a_whole_formula_change_nothing(source):
    known = declared(REGRESSION)

    def shown(text: str) -> list[str]:
        row = parse(Passage.of(Source("page.md", text), 0, len(text)), rewrites=known.rewrites)
        return [f"{found.value.stands} {found.value.tensor}" for found in read(row.items, known.scope)]

    assert shown(f"{{{source}}}") == shown(source) == shown(rf"\left({source}\right)")
