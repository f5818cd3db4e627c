r"""Environments of LaTeX that nothing reads although something in them is equated: `\begin{mathpar} 2x = 3x`."""

from __future__ import annotations

import re

from symcheck.reading.pages.delimiters import Found
from symcheck.reading.source import Passage
from symcheck.reading.tree import Problem

_TEXT = (
    "document|itemize|enumerate|description|center|flushleft|flushright|abstract|quote|quotation|verse|minipage|multicols"
    "|titlepage|theorem|lemma|corollary|proposition|definition|remark|example|proof"
    "|verbatim|Verbatim|lstlisting|minted|comment|filecontents|alltt|figure|wrapfigure|subfigure|table|tabular|tabularx"
    "|tabulary|longtable|tabbing|algorithm|algorithmic|algorithm2e|tikzpicture|tikzcd|axis|scope|picture|pspicture"
    "|thebibliography|subequations|dgroup|darray|frame"
)
_PROSE = re.compile(rf"(?:{_TEXT})\*?")
_EDGE = re.compile(r"\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}(?:\s*\[[^\]\n]*\])?")
_OPTIONS = re.compile(r"\\[A-Za-z]+\*?\s*(?:\[[^\]\n]*\]|(?<=set)\{[^{}]*\})|<[A-Za-z/][^<>]*>")
_EQUATED = re.compile(r"[^\s=]\s*(?:=|＝|\\(?:neq?|leq?|geq?|equiv)(?![A-Za-z]))\s*[^\s=]")
_GROUPS = re.compile(r"(?:subequations|dgroup|darray)\*?")


def unread_environments(passage: Passage, found: list[Found]) -> list[Problem]:
    """One problem for each environment outside all formulas that is none of text, and in which something is equated."""
    text = list(passage.text)
    for piece in found:
        text[piece.start : piece.end] = [" "] * (piece.end - piece.start)
    blank = "".join(text)
    problems: list[Problem] = []
    opened: list[tuple[str, int, int, list[str]]] = []
    at = 0
    for edge in _EDGE.finditer(blank):
        if opened:
            opened[-1][3].append(blank[at : edge.start()])
        at = edge.end()
        if edge["edge"] == "begin":
            opened.append((edge["name"], *edge.span(), []))
        elif any(name == edge["name"] for name, *_ in opened[-8:]):
            while opened:
                name, start, end, held = opened.pop()
                problems += _problem(passage, name, start, end, held)
                if name == edge["name"]:
                    break
    if opened:
        opened[-1][3].append(blank[at:])
    for name, start, end, held in opened:
        problems += _problem(passage, name, start, end, held)
    return problems


def _problem(passage: Passage, name: str, start: int, end: int, held: list[str]) -> list[Problem]:
    if _PROSE.fullmatch(name) and not _GROUPS.fullmatch(name):
        return []
    if _EQUATED.search(_OPTIONS.sub(" ", " ".join(held))) is None:
        return []
    reason = f"`\\begin{{{name}}}` is no environment that is read: nothing in it is judged"
    return [Problem(passage.span(start, end), reason, "write equation or align")]
