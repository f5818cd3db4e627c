r"""The commands that a page defines for itself: `\newcommand`, `\def`, `\DeclareMathOperator` and their kin.

Only what is written is collected; what a body may do is for those who expand it to judge.
"""

from __future__ import annotations

import re

from symcheck.reading.blocks import Macro
from symcheck.reading.source import Passage

_NEW = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+|.)\s*\}|\\(?P<bare>[A-Za-z]+|.))\s*(?:\[(?P<count>\d)\])?\s*"
    r"(?:\[(?P<optional>[^\[\]]*)\])?\s*(?=\{)"
    r"|\\(?:def|gdef|let)\s*\\(?P<defined>[A-Za-z]+)\s*(?P<slots>(?:#\d)*)\s*=?\s*(?=\{|\\)"
    r"|\\DeclareMathOperator\*?\s*(?:\{\s*\\(?P<operator>[A-Za-z]+)\s*\}|\\(?P<plain>[A-Za-z]+))\s*(?=\{)"
)
_BODY = re.compile(r"\\.|[{}]", re.S)
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.", re.S)
_LONGEST = 10_000  # characters of a body


def definitions(passage: Passage) -> tuple[tuple[Macro, ...], list[tuple[int, int]]]:
    """The definitions in a text in their order, and where each stands, from its command to the end of its body."""
    found: list[Macro] = []
    places: list[tuple[int, int]] = []
    for match in _NEW.finditer(passage.text):
        if places and match.start() < places[-1][1]:
            continue
        start, end, stop = _body(passage.text, match.end())
        if stop >= 0:
            found.append(_macro(match, passage, passage[start:end]))
            places.append((match.start(), stop))
    return tuple(found), places


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
    for token in _BODY.finditer(text, at, at + _LONGEST):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0:
            return at + 1, token.start(), token.end()
    return at, at, -1
