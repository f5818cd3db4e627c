"""Lines of mathematics that are typed as text, without delimiters: `∂L/∂w = x(a − y)`, `C = ½ Σ_j (y_j − a_j)^2`."""

from __future__ import annotations

import re

from symcheck.reading.relations import SIGNS

_RELATION = re.compile(rf"[{SIGNS}]")
_WORD = re.compile(r"(?<![\\\w^_'’\u0300-\u036f])[A-Za-z]{2,}(?![\w(\[{^_'’\u0300-\u036f])")
_LEAD = re.compile(
    r"\s*(?:(?:where|so|hence|thus|then|therefore|let|with|and|or|now|since|because|for|if|when|also|finally|given|define"
    r"|we get|we have|it follows that)\b[,:]?\s+|(?:[A-Z][a-z]+\s+){0,3}[A-Z]?[a-z]+:\s+)*",
    re.I,
)
_SMALL = re.compile("is|of|we|to|in|at|so|it|as|be|by|an|or|on|do|no|us|the|are|and|for|with|from|this|that", re.I)
_KNOWN = re.compile(
    "log|exp|sin|cos|tan|tanh|sinh|cosh|max|min|det|tr|diag|softmax|sigmoid|relu|argmax|argmin|ln|sqrt|sum|mean|var|cov",
    re.I,
)
_GOES_ON = re.compile(r"\s*[+*/·×⊙⋅−–-]\s*\S")
_OPEN_END = re.compile(r"[+\-−–*/·×⊙⋅=(,]\s*$")
_WORDS_ALLOWED = 2


def mathematical(line: str) -> bool:
    """Whether a line is mathematics: it relates something, and hardly a word of it is a word of prose."""
    if _RELATION.search(line) is None:
        return False
    lead = _LEAD.match(line)
    words = _words(line, lead.end() if lead else 0)
    return len(words) <= _WORDS_ALLOWED and not any(_SMALL.fullmatch(w) for w in words)


def typed_lines(text: str) -> list[tuple[int, int]]:
    """Where the formulas of a paragraph without delimiters begin and end.

    Words that lead to a formula (`where`, `Chain rule:`) are not part of it. A line that begins with an operator goes
    on with the formula before it, and so does one that follows an operator, a comma or an open bracket.
    """
    found: list[tuple[int, int]] = []
    at, last = 0, ""
    for line in text.split("\n"):
        end = at + len(line)
        touches = bool(found) and found[-1][1] == at - 1
        if (
            touches
            and line.strip()
            and (_GOES_ON.match(line) or _OPEN_END.search(last))
            and len(_words(line)) <= _WORDS_ALLOWED
        ):
            found[-1] = (found[-1][0], end)
        elif mathematical(line):
            lead = _LEAD.match(line)
            found.append((at + (lead.end() if lead else 0), end))
        last = line
        at = end + 1
    return found


def _words(line: str, start: int = 0) -> list[str]:
    """The words of a line that are neither functions nor names: those of two letters, with scripts or arguments."""
    words = _WORD.findall(line, start)
    return [w for w in words if not _KNOWN.fullmatch(w) and (len(w) > 2 or _SMALL.fullmatch(w))]
