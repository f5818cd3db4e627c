r"""What a label looks like: `(a)`, `(c.1)`, `(h) (i)`, `b)`, `Q2`, `Part b:`, `2.1 Softmax`."""

from __future__ import annotations

import re

from msgspec import Struct

_ITEM = r"[A-Za-z]|[ivxIVX]{2,5}|\d{1,2}"
_PATH = rf"(?:{_ITEM})(?:\.(?:{_ITEM}))*"
_MARKS = r"[*_]{0,3}"
_SPACE = r"(?:\s|\\q?quad(?![A-Za-z])|\\[,;: ]|~)*"
_ROUND = re.compile(rf"{_SPACE}{_MARKS}\((?P<path>{_PATH})\){_MARKS}")
_LOOSE = re.compile(
    rf"\s*{_MARKS}(?P<path>{_ITEM}|\d{{1,2}}(?:\.\d{{1,2}})+)(?P<end>[.)]{_MARKS}(?=\s|\Z)|(?<=\.\d)(?=\s))"
)
_NAMED = re.compile(
    rf"\s*{_MARKS}(?:(?P<short>Q)|(?:Part|Question|Problem|Exercise|Task|Teil|Aufgabe)\s+)\(?(?P<path>{_PATH})\)?{_MARKS}"
    r"(?=\s*\Z|\s*[:.)—–-]|\s+[A-Z$\\(])"
)
_AND = re.compile(r"\s*(?:,|and\b|or\b|to\b|with\b|–|-)\s*\(")
_WIDE = re.compile(r"\s*(?::\s*)?(?:\\q?quad(?![A-Za-z])|\\text\w*\s*\{|\\mbox\s*\{|~|\Z)")
_FACTOR = re.compile(r"\s*(?:[\^_'(\[=+*/<>)]|\\(?:left|cdot|times|frac|top)\b)|\s*[-−,.;](?!\w)")
_BEFORE_BRACKET = re.compile(r"\s+[(\[]")
_LEAD = re.compile(r"(?:\s|:|\\q?quad(?![A-Za-z])|\\[,;: ]|~)*")


class Label(Struct, frozen=True):
    """A label as written: the last of its texts, all of them (`h`, `i`), and where it ends.

    `spaced` if a wide space or words follow, `colon` if a colon does; `named` for `Q2` and "Part b".
    """

    path: tuple[str, ...]
    end: int
    spaced: bool = False
    colon: bool = False
    named: bool = False
    nested: bool = False

    @property
    def text(self) -> str:
        return self.path[-1]


def label_at(text: str, prose: bool) -> Label | None:
    """The label, or the labels one behind another, at the head of a text."""
    if not prose:
        return _in_brackets(text, prose)
    return _named(text) or _in_brackets(text, prose) or _loose(text)


def leads(text: str) -> int:
    r"""How much of a text is what may stand between a label and its formula: spaces, a colon, `\quad`."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def _in_brackets(text: str, prose: bool) -> Label | None:
    path: list[str] = []
    count, at = 0, 0
    while (match := _ROUND.match(text, at)) is not None and count < 4:
        path += match["path"].split(".")
        at = match.end()
        count += 1
    if not path or _AND.match(text, at):
        return None
    colon = re.match(r"\s*:", text[at:]) is not None
    number = count == 1 and path[0].isdigit() and _BEFORE_BRACKET.match(text, at) is not None
    if not prose and not colon and not number and _FACTOR.match(text, at):
        return None
    return Label(tuple(path), at, spaced=_WIDE.match(text, at) is not None, colon=colon, nested=count > 1)


def _named(text: str) -> Label | None:
    match = _NAMED.match(text)
    if match is None:
        return None
    path = match["path"].split(".")
    if match["short"]:
        path[0] = f"Q{path[0]}"
    end = match.end() + (text[match.end() : match.end() + 1] in (":", ".", ")"))
    return Label(tuple(path), end, spaced=True, named=True)


def _loose(text: str) -> Label | None:
    """`b)`, `1.`, `2.1 Softmax`; a letter with a full stop is no label, it may be an initial."""
    match = _LOOSE.match(text)
    if match is None or (match["path"].isalpha() and match["end"].startswith(".")):
        return None
    return Label(tuple(match["path"].split(".")), match.end(), spaced=True)
