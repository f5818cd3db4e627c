"""The lines of a text, in each of which a display counts as one thing however many lines it is written on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from symcheck.reading.pages.blocks import Marker
from symcheck.reading.pages.delimiters import Found
from symcheck.reading.pages.plain import mathematical
from symcheck.reading.source import Passage


class Item(Struct, frozen=True):
    """Words from `start` to before `end`, or what was found there between delimiters."""

    start: int
    end: int
    found: Found | None = None


class Line(Struct, frozen=True):
    """A line and what it is: words, a heading of a level, a row of cells, or a border between paragraphs."""

    kind: Literal["words", "heading", "row", "border", "header"]
    items: tuple[Item, ...] = ()
    level: int = 0
    marker: Marker | None = None
    cells: tuple[tuple[Item, ...], ...] = ()


def logical_lines(text: str, found: list[Found]) -> Iterator[tuple[Item, ...]]:
    """The lines of the text, without their ends; those inside what was found are not counted."""
    items: list[Item] = []
    at = 0
    for piece in [*found, None]:
        stop = piece.start if piece is not None else len(text)
        while (end := text.find("\n", at, stop)) >= 0:
            yield (*items, *_words(at, end))
            items, at = [], end + 1
        items += _words(at, stop)
        if piece is not None:
            items.append(Item(piece.start, piece.end, piece))
            at = piece.end
    yield tuple(items)


def _words(start: int, end: int) -> tuple[Item, ...]:
    return (Item(start, end),) if start < end else ()


_HEADING = re.compile(r"[^\S\n]{0,3}(#{1,6})(?:[^\S\n]+|$)")
_BULLET = re.compile(
    r"[^\S\n]*(?P<mark>[-*+•‣▪◦●∙]|\d{1,3}[.)])(?=[^\S\n]|$)[^\S\n]*|[^\S\n]*(?P<tight>[•‣▪◦●])[^\S\n]*"
)
_UNDERLINE = re.compile(r"[^\S\n]{0,3}(={2,}|-{2,})[^\S\n]*")
_SIGNS = "+-*"
_RULE = re.compile(r"[^\S\n]{0,3}([-*_])(?:[^\S\n]*\1){2,}[^\S\n]*")
_TABLE = re.compile(r"[^\S\n]*\|?[^\S\n]*:?-+:?[^\S\n]*(?:\|[^\S\n]*:?-+:?[^\S\n]*)*\|?[^\S\n]*")


def markdown_lines(passage: Passage, found: list[Found], typed: bool = False) -> list[Line]:
    """Headings (underlined ones too), list items, tables and paragraphs of a Markdown text.

    With `typed`, a line that begins with + or - behind a line of mathematics goes on with it, and is no list item.
    """
    text = passage.text
    lines: list[Line] = []
    in_table = False
    for items in logical_lines(text, found):
        alone = text[items[0].start : items[0].end] if len(items) == 1 and items[0].found is None else None
        if not items or (alone is not None and not alone.strip()):
            lines.append(Line("border"))
            in_table = False
        elif alone is not None and "|" in alone and _TABLE.fullmatch(alone) and lines and lines[-1].kind == "words":
            lines[-1] = Line("header", cells=tuple(_cells(text, lines[-1].items)))
            in_table = True
        elif in_table:
            lines.append(Line("row", cells=tuple(_cells(text, items))))
        elif alone is not None and (under := _UNDERLINE.fullmatch(alone)) and _stands_alone(lines):
            lines[-1] = Line("heading", lines[-1].items, 1 if under[1][0] == "=" else 2)
        elif alone is not None and _RULE.fullmatch(alone):
            lines.append(Line("border"))
        else:
            line = _line(passage, items)
            if typed and line.marker is not None and line.marker.text in _SIGNS and _sums(text, lines):
                line = Line("words", items)
            lines.append(line)
    return lines


def _sums(text: str, lines: list[Line]) -> bool:
    """Whether the line before is mathematics, to which a sign at the head of the next one may add something."""
    last = lines[-1] if lines else None
    if last is None or last.kind != "words" or not last.items:
        return False
    return mathematical(text[last.items[0].start : last.items[-1].end])


def _stands_alone(lines: list[Line]) -> bool:
    """Whether the last line is a paragraph of its own, of words: what an underline makes a heading."""
    if not lines or lines[-1].kind != "words" or lines[-1].marker is not None:
        return False
    if all(item.found is not None for item in lines[-1].items):
        return False
    return len(lines) == 1 or lines[-2].kind != "words"


def _line(passage: Passage, items: tuple[Item, ...]) -> Line:
    """A heading, a list item or a line of a paragraph, by how it begins."""
    first = items[0]
    if first.found is not None:
        return Line("words", items)
    words = passage.text[first.start : first.end]
    if heading := _HEADING.match(words):
        return Line("heading", _rest(items, heading.end()), len(heading[1]))
    if (bullet := _BULLET.match(words)) and bullet.end() > 0:
        mark = bullet["mark"] or bullet["tight"]
        start = first.start + words.index(mark)
        indent = len(words[: words.index(mark)].expandtabs(4))
        marker = Marker(mark, passage.span(start, start + len(mark)), indent)
        return Line("words", _rest(items, bullet.end()), marker=marker)
    return Line("words", items)


def _rest(items: tuple[Item, ...], skip: int) -> tuple[Item, ...]:
    """The items without the first characters of the first one."""
    first = items[0]
    return (*_words(first.start + skip, first.end), *items[1:])


def _cells(text: str, items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """What stands between the bars of a row; bars inside what was found part nothing."""
    cells: list[list[Item]] = [[]]
    for item in items:
        at = item.start
        if item.found is None:
            for bar in re.compile(r"(?<!\\)\|").finditer(text, item.start, item.end):
                cells[-1] += _words(at, bar.start())
                cells.append([])
                at = bar.end()
            cells[-1] += _words(at, item.end)
        else:
            cells[-1].append(item)
    empty = [not any(i.found is not None or text[i.start : i.end].strip() for i in cell) for cell in cells]
    start = 1 if len(cells) > 1 and empty[0] else 0
    stop = len(cells) - 1 if len(cells) - start > 1 and empty[-1] else len(cells)
    return [tuple(cell) for cell in cells[start:stop]]
