"""Any text at all is read: without an exception, in a time that grows with its length, with every place on the page."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcheck.reading.pages.blocks import Formula, Heading, Page, Prose
from symcheck.reading.pages.labels import parts
from symcheck.reading.pages.page import read_page

FORMATS = ("md", "tex", "txt", "ipynb")

MARKS = r"""
$ $$ \( \) \[ \] \\[ \\] \\ \\\\ { } \begin{align} \end{align} \begin{aligned} \end{aligned} ` ``` ```math
```symcheck ~~~ <!-- --> |---|---| === --- a x_1 \text{if \quad (a) (i) (2) \tag{3} &lt; % \newcommand{\x}[1]{y}
\def\q{ \section{ \item \item[b] \verb| \_ \left\\{ ∂w∂L frac{a} <br> <script> </script> {"cells":[ "source":
{"cell_type":"markdown","source":[" "]} " \u0041 \ud83d\ude00
"""
BETWEEN = (
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "> ",
    "- ",
    "• ",
    "1. ",
    "# ",
    "## ",
    "| ",
    " = ",
    " b",
    "words of prose here",
)
HIDDEN = ("<!-- symcheck", "% symcheck: wrong", "symcheck: remark", "\0", "\u202e", "\u200b", "\ud800", "\U0001d465")
PIECES = (*MARKS.split(), *BETWEEN, *HIDDEN)


def check(text: str | bytes, file: str) -> None:
    page = read_page(text, file)
    length = len(page.source.text)
    made = {
        n
        for name in {m.name for m in page.macros}
        for found in re.finditer(re.escape(f"\\{name}"), page.source.text)
        for n in range(*found.span())
    }
    for block in _blocks(page):
        passage = block.passage
        assert len(passage.text) == len(passage.offsets)
        assert all(0 <= n < length for n in passage.offsets)
        if page.format != "ipynb":
            written = "".join(page.source.text[n] for n in passage.offsets)
            places = zip(passage.text, written, passage.offsets, strict=True)
            assert all(c == w or c == " " or w in "&\\" or n in made for c, w, n in places)
            whole = page.source.written(block.span)
            assert whole == passage.text or len(whole) > len(passage.text) or "&" in whole or "\\" in whole
    for problem in page.problems:
        assert 0 <= problem.span.start <= problem.span.end <= length
        assert problem.reason
    read = parts(page)
    assert len({s.id for s in read.sections}) == len(read.sections)
    assert sum(len(s.blocks) for s in read.sections) <= len(page.blocks)
    assert [b.paragraph for b in page.blocks] == sorted(b.paragraph for b in page.blocks)
    for section in read.sections:
        assert 0 <= section.span.start <= section.span.end <= length
    kept = sum(isinstance(b, Formula) for s in read.sections for b in s.blocks)
    assert kept <= len(page.formulas)


def _blocks(page: Page) -> list[Formula | Heading | Prose]:
    found = [b for b in page.blocks if isinstance(b, Formula | Heading | Prose)]
    return [*found, *(f for b in found if isinstance(b, Heading) for f in b.formulas)]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(FORMATS))
def test_random_bytes(data: bytes, kind: str) -> None:
    check(data, f"page.{kind}")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=100), st.sampled_from(FORMATS))
def test_random_text(text: str, kind: str) -> None:
    check(text, f"page.{kind}")


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(FORMATS))
def test_pieces_in_any_order(pieces: list[str], kind: str) -> None:
    check("".join(pieces), f"page.{kind}")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_seed_page_with_edits(seed: str, data: st.DataObject) -> None:
    text = seed
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        text = text[:start] + data.draw(st.sampled_from(("", *PIECES))) + text[end:]
    check(text, f"page.{data.draw(st.sampled_from(('md', 'tex', 'txt')))}")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "piece", [p for p in PIECES if p.strip()] + ["$a=b$ ", "\\[ a\n\n", "$$ {x", "$ {x", "x = y\n"]
)
def test_repeated_pieces_take_time_by_length(piece: str, kind: str) -> None:
    text = (piece * (20_000 // len(piece)))[:20_000]
    start = time.perf_counter()
    page = read_page(text, f"page.{kind}")
    parts(page)
    assert time.perf_counter() - start < 3, piece
