r"""What a LaTeX file puts round its text: comments, the preamble, sections, lists."""

from __future__ import annotations

import re

from symcheck.reading.pages.blocks import Marker
from symcheck.reading.pages.delimiters import Found
from symcheck.reading.pages.lines import Item, Line, logical_lines
from symcheck.reading.source import BRACE, Passage

_COMMENT = re.compile(r"(?P<front>^[^\S\n]*)?(?<!\\)(?P<slashes>\\*+)%(?![^\S\n]*symcheck\b)[^\n]*(?P<end>\n?)", re.M)
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_SAID = re.compile(r"^[^\S\n]*%[^\S\n]*symcheck\b[^\n]*(?:\n|\Z)", re.M)
_END = re.compile(r"\\end\s*\{document\}")
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_LEVELS = {
    "part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4, "subparagraph": 5
}  # fmt: skip
_SECTION = re.compile(rf"\s*\\(?P<kind>{'|'.join(_LEVELS)})\*?\s*(?:\[[^\]\n]*\])?\s*\{{")
_ITEM = re.compile(r"\s*(?P<item>\\item)(?![A-Za-z])\s*(?:\[(?P<label>[^\]\n]*)\])?[^\S\n]*")
_SKIPPED = re.compile(
    r"\s*\\(?:(?P<begin>begin\s*\{(?:itemize|enumerate|description)\})|(?P<end>end\s*\{(?:itemize|enumerate|description)\})"
    r"|(?:begin|end)\s*\{[A-Za-z]+\*?\})(?:\[[^\]\n]*\])?"
    r"|\s*\\(?:maketitle|noindent|par|newpage|clearpage|tableofcontents|centering|medskip|bigskip|smallskip)(?![A-Za-z])"
    r"|\s*\\label\{[^{}\n]*\}"
)
_INDENT = 2


def without_comments(passage: Passage) -> Passage:
    """The text without comments, except those for symcheck; a line that is nothing else goes with its end."""
    kept: list[tuple[int, int]] = []
    done = 0
    for match in _COMMENT.finditer(passage.text):
        if len(match["slashes"]) % 2:
            continue
        whole_line = match["front"] is not None and not match["slashes"]
        kept.append((done, match.start() if whole_line else match.end("slashes")))
        done = match.end() if whole_line else match.start("end")
    kept.append((done, len(passage)))
    return passage if len(kept) == 1 else passage.kept(n for start, stop in kept for n in range(start, stop))


def document(passage: Passage) -> tuple[Passage, str]:
    r"""The body with what is said to symcheck round it, all where there is no `\begin{document}`; the title or ""."""
    title = _TITLE.search(passage.text)
    begin = _BEGIN.search(passage.text)
    start = begin.end() if begin else 0
    end = _END.search(passage.text, start)
    words = re.sub(r"\\[A-Za-z]+|[~{}]", " ", title[1]).split() if title else []
    stop = end.start() if end else len(passage)
    if begin is None and end is None:
        return passage, " ".join(words)
    before, behind = (_SAID.finditer(passage.text, *ends) for ends in ((0, begin.start() if begin else 0), (stop,)))
    ranges = [*(m.span() for m in before), (start, stop), *(m.span() for m in behind)]
    return passage.kept(n for first, last in ranges for n in range(first, last)), " ".join(words)


def tex_lines(passage: Passage, found: list[Found]) -> list[Line]:
    """Sections, list items and paragraphs of a LaTeX text."""
    lines: list[Line] = []
    depth = 0
    for items in logical_lines(passage.text, found):
        depth = _add(lines, passage, items, depth)
    return lines


def _add(lines: list[Line], passage: Passage, items: tuple[Item, ...], depth: int) -> int:
    """Adds what a line consists of, with commands at its head parting paragraphs; gives how deep in lists it ends."""
    items = tuple(i for i in items if i.found is not None or passage.text[i.start : i.end].strip())
    if not items:
        lines.append(Line("border"))
    marker = None
    while items and items[0].found is None:
        start = items[0].start
        words = passage.text[start : items[0].end]
        if skipped := _SKIPPED.match(words):
            lines.append(Line("border"))
            depth += (skipped["begin"] is not None) - (skipped["end"] is not None)
            if skipped["end"]:
                marker = Marker("", passage.span(start, start + skipped.end()), _INDENT * max(depth, 0))
            items = _from(items, start + skipped.end())
        elif item := _ITEM.match(words):
            if marker is not None:
                lines.append(Line("words", (), marker=marker))
            span = passage.span(start + item.start("item"), start + item.end("item"))
            marker = Marker(item["label"] or "\\item", span, _INDENT * max(depth, 0))
            items = _from(items, start + item.end())
        elif section := _SECTION.match(words):
            title, items = _title(passage.text, _from(items, start + section.end()))
            lines.append(Line("heading", title, _LEVELS[section["kind"]]))
        else:
            break
    if items or marker is not None:
        lines.append(Line("words", items, marker=marker))
    return depth


def _from(items: tuple[Item, ...], start: int) -> tuple[Item, ...]:
    """The items from a place in the first of them on."""
    first = items[0]
    return (Item(start, first.end), *items[1:]) if start < first.end else items[1:]


def _title(text: str, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items up to the brace that closes a title, and those behind it."""
    depth = 1
    for n, item in enumerate(items):
        if item.found is not None:
            continue
        for token in BRACE.finditer(text, item.start, item.end):
            depth += (token[0] == "{") - (token[0] == "}")
            if depth == 0:
                title = (*items[:n], *([Item(item.start, token.start())] if item.start < token.start() else []))
                return title, _from((item, *items[n + 1 :]), token.end())
    return items, ()
