"""What a Markdown page puts round its text: the marks of quoted blocks, and the metadata at its head."""

from __future__ import annotations

import re

from symcheck.reading.source import Passage

_QUOTED = re.compile(r"[^\S\n]{0,3}(?:>[^\S\n]?)+")
_FENCE = re.compile(r"[^\S\n]*(?:`{3,}|~{3,})")
_METADATA = re.compile(r"\A---[^\S\n]*\n(?P<held>.*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"^title:[^\S\n]*[\"']?(?P<title>[^\n]*?)[\"']?[^\S\n]*$", re.M)


def without_metadata(passage: Passage) -> tuple[Passage, str]:
    """The text without the lines between `---` at its head, and the title that they give ("" if none)."""
    match = _METADATA.match(passage.text)
    if match is None or ":" not in match[0]:
        return passage, ""
    title = _TITLE.search(match[0])
    return passage[match.end() :], title["title"] if title else ""


def unquoted(passage: Passage) -> Passage:
    """The text without the `>` of quoted blocks.

    A `>` at the head of a line inside a display or a fence that began outside is a relation sign, and is kept.
    """
    if ">" not in passage.text:
        return passage
    kept: list[tuple[int, int]] = []
    at, open_outside, quoting = 0, False, False
    for line in passage.text.split("\n"):
        end = at + len(line)
        quote = _QUOTED.match(line)
        if quote is not None and not open_outside:
            kept.append((at + quote.end(), end + 1))
            quoting = True
        else:
            kept.append((at, end + 1))
            quoting = quoting and bool(line.strip())
            if not quoting:
                open_outside ^= _turns(line)
        at = end + 1
    ranges = [range(start, min(stop, len(passage))) for start, stop in kept]
    return passage.kept(n for r in ranges for n in r)


def _turns(line: str) -> bool:
    """Whether a line opens a display or a fence that it does not close, or closes one that it did not open."""
    ends = line.count("$$") + bool(_FENCE.match(line))
    ends += line.count("\\[") - 2 * line.count("\\\\[") + line.count("\\]") - 2 * line.count("\\\\]")
    return (ends + line.count("\\begin{") + line.count("\\end{")) % 2 == 1
