r"""The commands that a page defines for itself: `\newcommand`, `\def`, `\DeclareMathOperator` and their kin.

Only what is written is collected; what a body may do is for those who expand it to judge.
"""

from __future__ import annotations

import re

from symcheck.reading.pages.blocks import Macro
from symcheck.reading.source import BRACE, Passage

_NEW = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+|.)\s*\}|\\(?P<bare>[A-Za-z]+|.))\s*(?:\[(?P<count>\d)\])?\s*"
    r"(?:\[(?P<optional>[^\[\]]*)\])?\s*(?=\{)"
    r"|\\(?:def|gdef|let)\s*\\(?P<defined>[A-Za-z]+)\s*(?P<slots>(?:#\d)*)\s*=?\s*(?=\{|\\)"
    r"|\\DeclareMathOperator\*?\s*(?:\{\s*\\(?P<operator>[A-Za-z]+)\s*\}|\\(?P<plain>[A-Za-z]+))\s*(?=\{)"
)
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.", re.S)
_DOLLARS_BEFORE = re.compile(r"(?<!\$)(\$\$?)\s*\Z")
_DOLLARS_AFTER = re.compile(r"\s*(\$\$?)(?!\$)")
_UNCLOSED = 100  # bodies without an end, after which no more are looked for
_LONGEST = 10_000  # characters of a body


def definitions(passage: Passage) -> tuple[tuple[Macro, ...], list[tuple[int, int]]]:
    """The definitions in a text in their order, and where each stands, from its command to the end of its body."""
    found: list[Macro] = []
    places: list[tuple[int, int]] = []
    unclosed = 0
    for match in _NEW.finditer(passage.text):
        if places and match.start() < places[-1][1]:
            continue
        start, end, stop = _body(passage.text, match.end())
        unclosed += stop < 0
        if unclosed > _UNCLOSED:
            break
        if stop >= 0:
            found.append(_macro(match, passage, passage[start:end]))
            places.append((match.start(), stop))
    return tuple(found), _with_dollars(passage.text, places)


def _with_dollars(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places, neighbours together, with the dollars round what is nothing but definitions."""
    together: list[tuple[int, int]] = []
    for start, end in places:
        if together and not text[together[-1][1] : start].strip():
            start = together.pop()[0]
        together.append((start, end))
    widened = []
    for start, end in together:
        front, back = _DOLLARS_BEFORE.search(text[max(0, start - 20) : start]), _DOLLARS_AFTER.match(text, end)
        if front and back and front[1] == back[1]:
            start, end = start - len(front[0]), back.end()
        widened.append((start, end))
    return widened


def _macro(match: re.Match[str], passage: Passage, body: Passage) -> Macro:
    operator = match["operator"] or match["plain"]
    if operator:
        return Macro(operator, 0, body, operator=True)
    if match["defined"]:
        return Macro(match["defined"], len(match["slots"]) // 2, body)
    optional = passage[slice(*match.span("optional"))] if match["optional"] is not None else None
    return Macro(match["braced"] or match["bare"], int(match["count"] or 0), body, optional)


def _body(text: str, at: int) -> tuple[int, int, int]:
    """Where the body begins and ends and where the text goes on; -1 for a body that never closes."""
    if text[at : at + 1] != "{":
        command = _COMMAND.match(text, at)
        return (at, command.end(), command.end()) if command else (at, at, -1)
    depth = 0
    for token in BRACE.finditer(text, at, at + _LONGEST):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0:
            return at + 1, token.start(), token.end()
    return at, at, -1
