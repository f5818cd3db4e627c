r"""What of a text nobody sees, or is struck out: `\iffalse … \fi`, `\begin{comment}`, `~~…~~`, `\sout{…}`, `<del>`.

Promised: none of it is read, and of formulas that are struck out it is said so. What folds up (`<details>`) is seen.
Not known here: conditions of LaTeX that a page makes itself, and what is painted white.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from symcheck.reading.pages.delimiters import Found, delimited
from symcheck.reading.source import BRACE, Passage
from symcheck.reading.tree import Problem

STRUCK = "what is struck out is not read, though something is written there as a formula"
_MAY = re.compile(r"~|</|\\(?:if|sout|xout|st|[hv]?phantom)(?![A-Za-z])|\\iffalse|\\begin\s*\{comment")
_NEVER = re.compile(r"\\if(?:false(?![A-Za-z])|0(?!\d))")
_BRANCH = re.compile(r"\\(?:(?P<opens>if(?!f(?![A-Za-z])|thenelse)[A-Za-z]*)|(?P<other>else)|(?P<ends>fi))(?![A-Za-z])")
_UNSEEN = re.compile(
    r"\\begin\s*\{comment\*?\}.*?\\end\s*\{comment\*?\}"
    r"|<(?P<tag>\w+)\b[^<>]*(?:\shidden\b|display:\s*none)[^<>]*>.*?</(?P=tag)\s*>|<template\b.*?</template\s*>",
    re.DOTALL | re.IGNORECASE,
)
_LINES = r"(?:(?!\n[^\S\n]*\n).)*?"
_STRUCK = re.compile(
    rf"(?<![~\\])~~(?=[^\s~]){_LINES}(?<=[^\s~])~~(?!~)|(?<!\S)~(?=[^\s~]){_LINES}(?<=[^\s~])~(?=[\s.,;:!?)]|\Z)"
    r"|<(?P<tag>s|del|strike)(?:\s[^<>]*)?>.*?</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_COMMAND = re.compile(r"\\(?:(?P<struck>sout|xout|st)|[hv]?phantom)\s*\{")
_SHOWN = re.compile(r"[^\n]")


def without_crossed_out(passage: Passage, tex: bool = False) -> tuple[Passage, list[Problem]]:
    """The text as it is seen, and what is said of formulas that are struck out."""
    if _MAY.search(passage.text) is None:
        return passage, []
    shown = _without(passage, _unseen(_masked(passage.text, tex, _is_copied)))
    masked = _masked(shown.text, tex, lambda _: True)
    struck = sorted(_struck(masked, tex))
    problems = [
        Problem(shown.span(start, end), STRUCK, unread=False)
        for start, end, told in struck
        if told and any(x.kind == "formula" for x in delimited(shown.text[start:end], tex))
    ]
    return _without(shown, ((start, end) for start, end, _ in struck)), problems


def _is_copied(found: Found) -> bool:
    """Whether a piece stands there as it was typed."""
    return found.kind in ("skip", "code", "comment", "declarations")


def _masked(text: str, tex: bool, hides: Callable[[Found], bool]) -> str:
    """The text with letters in place of the pieces in which no mark of type is one; hidden environments stay."""
    pieces = [x for x in delimited(text, tex) if hides(x) and not text.startswith("\\begin", x.start)]
    masked, at = [], 0
    for piece in pieces:
        start = max(at, piece.start)
        masked += [text[at:start], _SHOWN.sub("x", text[start : piece.end])]
        at = max(start, piece.end)
    return "".join((*masked, text[at:]))


def _without(passage: Passage, places: Iterator[tuple[int, int]]) -> Passage:
    """The text with a space in place of each of these stretches; one inside another is gone with it."""
    kept: list[tuple[int, int, Passage]] = []
    for start, end in places:
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end, Passage.at(" ", passage.offsets[start])))
    return passage.replaced(kept)


def _unseen(text: str) -> Iterator[tuple[int, int]]:
    found = [(x.start(), x.end()) for x in _UNSEEN.finditer(text)]
    found += [(x.start(), _over(text, x.end())) for x in _NEVER.finditer(text)]
    yield from sorted(found)


def _over(text: str, start: int) -> int:
    r"""Where the branch ends that is never taken: at its `\else`, or behind its `\fi`."""
    depth = 1
    for branch in _BRANCH.finditer(text, start):
        depth += (branch["opens"] is not None) - (branch["ends"] is not None)
        if depth == 0 or (depth == 1 and branch["other"] is not None):
            return branch.end()
    return len(text)


def _struck(text: str, tex: bool) -> Iterator[tuple[int, int, bool]]:
    """What is struck out or leaves no more than room, with whether that is told."""
    if not tex:
        yield from ((x.start(), x.end(), True) for x in _STRUCK.finditer(text))
    for command in _COMMAND.finditer(text):
        depth = 1
        for brace in BRACE.finditer(text, command.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                yield command.start(), brace.end(), command["struck"] is not None
                break
