"""What the text of a page says a matrix consists of: "the columns of $U$ are $u_w$", "with rows $x_i$"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcheck.reading.declaring.said import Part
from symcheck.reading.source import Passage, Source, Span

_PART = r"(?P<part>rows|columns|entries)"
_NAME = r"\$(?P<name>[^$=]+)\$"
_ARE = r"(?:the\s+)?(?:vectors\s+)?"
_OF = re.compile(rf"\b(?:the|its)\s+{_PART}\s+of\s+\$(?P<whole>[^$=]+)\$\s+are\s+{_ARE}{_NAME}", re.IGNORECASE)
_WITH = re.compile(rf"\$*[^.;:$]*\b(?:with|whose)\s+(?:the\s+)?{_PART}\s+(?:are\s+)?{_ARE}{_NAME}")
_TURNED = re.compile(r"\b(?:not|if|unless|suppose|were)\b", re.IGNORECASE)


def consists(source: Source, between: Span, named: bool) -> Iterator[tuple[Part, Passage | None, Passage]]:
    """The parts that a text between two formulas names, of what, and by which name.

    None stands for what the formula before it names, if it does.
    """
    text = source.text[between.start : between.end]
    first = _WITH.match(text) if named else None
    for found in (*_OF.finditer(text), *([first] if first is not None else [])):
        if _TURNED.search(re.split(r"[.;]", text[: found.end()])[-1]) is None:
            whole = _passage(source, between, found, "whole") if "whole" in found.groupdict() else None
            yield _part(found["part"]), whole, _passage(source, between, found, "name")


def _part(word: str) -> Part:
    return "rows" if word == "rows" else "columns" if word == "columns" else "entries"


def _passage(source: Source, between: Span, found: re.Match[str], group: str) -> Passage:
    return Passage.of(source, between.start + found.start(group), between.start + found.end(group))
