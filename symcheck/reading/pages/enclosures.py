r"""What of a page is set apart, so that what is said in it reaches no further: lemmas and their kin, items, quotations.

An environment of text ends with its `\end`, a lemma or example that is headed by its word with the next one, a rule or
a heading, an item, a footnote or a quotation where lines stand that are not indented or quoted any more, a proof with
the sign that it is over. Without that it goes on with what stands before it; what a definition or an assumption says
is said of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcheck.reading.source import Passage, Source, Span

_EDGE = re.compile(
    r"(?<!\\)\\(?P<edge>begin|end)\s*\{(?P<name>thm|theorem|lem|lemma|prop|proposition|cor|corollary|claim|fact|ex|example"
    r"|exercise|case|proof|rem|remark|note|observation|conjecture|warning|tip|subproof|exampleblock|alertblock|itemize"
    r"|enumerate|description|quote|quotation)\*?\}",
    re.IGNORECASE,
)
_PROOF = re.compile(r"\s*\\begin\s*\{proof\}", re.IGNORECASE)
_HEADED = re.compile(
    r"[ \t>]*[*_]{0,3}(?:(?P<own>Lemma|Theorem|Proposition|Corollary|Claim|Fact|Example|Exercise|Case)"
    r"|Definition|Remark|Assumption|Notation)"
    r"\b[ \t]*[\dA-Z.]{0,6}[*_]{0,3}[ \t]*(?:\([^()\n]{0,80}\))?[*_]{0,3}[.:]"
)
_QED = re.compile(r"∎|□|■|\\(?:blacks|s|S)quare(?![a-zA-Z])|\\qed(?![a-zA-Z])|\bQ\.?E\.?D\b\.?")
_PROVES = re.compile(r"^[ \t>]*[*_]{0,3}Proof\b", re.MULTILINE)
_LETS = re.compile(r"^[ \t>]*(?:Let|Suppose|Assume|Take|Fix|Consider)\b", re.MULTILINE)
_RULE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|(?:-[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z|\\(?:sub)*section\b)")
_QUOTED = re.compile(r"[ \t]{0,3}>")
_FOOTNOTE = re.compile(r"(?<!\\)\\(?:footnote(?:text)?|thanks|marginpar|sidenote|caption)\s*(?:\[[^\[\]]*\]\s*)?\{")
_LONGEST = 4_000
"""So many characters a footnote has at most."""
_NOTED = re.compile(r"[ ]{0,3}\[\^[^\]\s]+\]:")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")


def enclosures(source: Source) -> tuple[Span, ...]:
    """What is set apart on a page, in no order."""
    texts = source.pieces or (Passage.of(source, 0, len(source.text)),)
    return tuple(text.span(start, end) for text in texts for start, end in _ranges(text.text) if start < end)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    yield from _environments(text)
    yield from _footnotes(text)
    lines = _lines(text)
    yield from _noted(lines, len(text))
    yield from _headed(lines, len(text))
    yield from _quoted(lines, len(text))
    yield from _items(lines, len(text))
    yield from _proofs(text)


def _proofs(text: str) -> Iterator[tuple[int, int]]:
    """What a sign ends that a proof is over: from its word, else from the paragraph that last lets something be."""
    start = 0
    for end in _QED.finditer(text):
        begun = list(_PROVES.finditer(text, start, end.start())) or list(_LETS.finditer(text, start, end.start()))
        if begun:
            yield begun[-1].start(), end.end()
        start = end.end()


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines, each with where it begins."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found.append((at, line.rstrip("\n")))
        at += len(line)
    return found


def _environments(text: str) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    joined: int | None = None
    for edge in _EDGE.finditer(text):
        if edge["edge"] == "begin":
            start, joined = edge.start() if joined is None else joined, None
            opened.append((edge["name"], start))
        elif any(name == edge["name"] for name, _ in opened[-8:]):
            while opened:
                name, start = opened.pop()
                if name == edge["name"]:
                    break
            joined = start if _PROOF.match(text, edge.end()) else None
            if joined is None:
                yield start, edge.end()


def _headed(lines: list[tuple[int, str]], end: int) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for at, line in lines:
        headed = _HEADED.match(line)
        if begun is not None and (headed or _RULE.match(line)):
            yield begun, at
            begun = None
        begun = at if headed and headed["own"] else begun
    if begun is not None:
        yield begun, end


def _quoted(lines: list[tuple[int, str]], end: int) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for at, line in lines:
        quoted = _QUOTED.match(line) is not None
        if begun is not None and not quoted and line.strip():
            yield begun, at
            begun = None
        begun = at if quoted and begun is None else begun
    if begun is not None:
        yield begun, end


def _footnotes(text: str) -> Iterator[tuple[int, int]]:
    """What stands in the braces of `\\footnote{…}`."""
    for note in _FOOTNOTE.finditer(text):
        depth, end = 1, note.end()
        while depth and end < min(len(text), note.end() + _LONGEST):
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        yield note.start(), end


def _noted(lines: list[tuple[int, str]], end: int) -> Iterator[tuple[int, int]]:
    """Footnotes in lines of their own, `[^1]: …`, with the lines that go on with them."""
    begun, blank = None, False
    for at, line in (*lines, (end, "-")):
        over = blank and line.strip() and not line.startswith((" ", "\t"))
        if begun is not None and (over or _NOTED.match(line) or at == end):
            yield begun, at
            begun = None
        begun, blank = at if _NOTED.match(line) else begun, not line.strip()


def _items(lines: list[tuple[int, str]], end: int) -> Iterator[tuple[int, int]]:
    """The items of lists; one whose text goes on without being indented has no end that could be told."""
    opened: list[tuple[int, int, bool]] = []
    blank = False
    for at, line in (*lines, (end, "-")):
        if not line.strip():
            blank = True
            continue
        item = _ITEM.match(line)
        indent = -1 if at == end else len(line) - len(line.lstrip())
        while opened and indent <= opened[-1][1] and (blank or item is not None or at == end):
            start, _, indented = opened.pop()
            if indented or item is not None:
                yield start, at
        if opened and blank and item is None:
            opened[-1] = (*opened[-1][:2], True)
        if item is not None:
            opened.append((at, indent, False))
        blank = False
