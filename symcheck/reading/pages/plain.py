"""Lines of mathematics that are typed as text, without delimiters: `∂L/∂w = x(a − y)`, `C = ½ Σ_j (y_j − a_j)^2`."""

from __future__ import annotations

import re
from itertools import pairwise

from symcheck.reading.pages.relations import SIGNS

_RELATION = re.compile(rf"[{SIGNS}]")
_WORD = re.compile(r"(?<![\\\w^_'’\u0300-\u036f])[A-Za-z]{2,}(?![\w(\[{^_'’\u0300-\u036f])")
_LEAD = re.compile(
    r"\s*(?:(?:[A-Za-z'’-]+,?\s+){0,9}?(?:is|are|get|gets|gives|give|have|becomes|obtain|yields|find|that|namely):?\s+"
    r"|(?:where|so|hence|thus|then|therefore|let|with|and|or|now|since|because|for|if|when|also|finally|given|define"
    r"|we get|we have|it follows that)\b[,:]?\s+|(?:[A-Z][a-z]+\s+){0,3}[A-Z]?[a-z]+:\s+)*",
    re.I,
)
_SMALL = re.compile("is|of|we|to|in|at|so|it|as|be|by|an|or|on|do|no|us|the|are|and|for|with|from|this|that", re.I)
_KNOWN = re.compile(
    "log|exp|sin|cos|tan|tanh|sinh|cosh|max|min|det|tr|diag|softmax|sigmoid|relu|argmax|argmin|ln|sqrt|sum|mean|var|cov",
    re.I,
)
_SETTING = re.compile(r"\\(?:begin|end)\s*\{|\\[A-Za-z]+\*?\s*\[|</?[A-Za-z]|://|\{[:%.#]|`|={3}|[?&]\w+=")
_EQUATES = re.compile(r"[^\s=<>!]\s*[=＝]\s*[^\s=>]")
_GOES_ON = re.compile(r"\s*[+*/·×⊙⋅−–-]\s*\S")
_OPEN_END = re.compile(r"[+\-−–*/·×⊙⋅=(,]\s*$")
_WORDS_ALLOWED = 2
_JOINS = re.compile(
    r"(?:[,;]\s*|\s+)(?:(?:and|or|but|so|hence|thus|therefore|where|with|for|if|when|since|because|i\.e\.)\b,?\s+)+",
    re.I,
)
_TAIL = re.compile(
    r"\s+\((?:[A-Za-z'’-]+[,;]?\s+)+[A-Za-z'’-]+\)[.,;]?\s*\Z|\s+\([a-z'’-]{5,}\)[.,;]?\s*\Z"
    r"|\s{2,}\(\d+[a-z]?\)\s*\Z"
)


def mathematical(line: str) -> bool:
    """Whether a line is mathematics: it relates something, and hardly a word of it is a word of prose."""
    if _RELATION.search(line) is None:
        return False
    words = _words(line, _lead(line))
    return len(words) <= _WORDS_ALLOWED and not any(_SMALL.fullmatch(w) for w in words)


def looks_typed(line: str) -> bool:
    """Whether a line among formulas with delimiters equates something as mathematics does; settings and tags do not."""
    return "=" in line and _SETTING.search(line) is None and _EQUATES.search(line) is not None and mathematical(line)


def typed_lines(text: str) -> list[tuple[int, int]]:
    """Where the formulas of a paragraph without delimiters begin and end.

    Words that lead to a formula (`where`, `Chain rule:`) or stand between two are not part of them, nor is what stands
    behind one in brackets: words, or its number. A line that begins with an operator goes
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
        else:
            found += [(at + begin, at + stop) for begin, stop in _formulas(line)]
        last = line
        at = end + 1
    return found


def prose_lines(text: str) -> list[tuple[int, int]]:
    """Where lines stand that equate something and are taken for prose."""
    found: list[tuple[int, int]] = []
    formulas = typed_lines(text)
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if "=" in line and not any(begin < end and at < stop for begin, stop in formulas):
            found.append((at, end))
        at = end + 1
    return found


def _formulas(line: str) -> list[tuple[int, int]]:
    """Where the formulas of a line begin and end."""
    tail = _TAIL.search(line)
    stop = tail.start() if tail else len(line)
    cuts = [(0, 0), *(join.span() for join in _JOINS.finditer(line, 0, stop)), (stop, stop)]
    parts = [(before[1], after[0]) for before, after in pairwise(cuts)]
    parts = [piece for a, b in parts for piece in _at_colons(line, a, b)]
    return [(a + _lead(line[a:b]), b) for a, b in parts if mathematical(line[a:b])]


def _at_colons(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """A piece of a line, cut at a colon that stands between two equations."""
    colon = re.compile(r":\s+").search(line, start, end)
    if colon is None or not all(mathematical(line[a:b]) for a, b in ((start, colon.start()), (colon.end(), end))):
        return [(start, end)]
    return [(start, colon.start()), *_at_colons(line, colon.end(), end)]


def _lead(line: str) -> int:
    """How far the words reach that lead to a formula."""
    lead = _LEAD.match(line)
    return lead.end() if lead else 0


def _words(line: str, start: int = 0) -> list[str]:
    """The words of a line that are neither functions nor names: those of two letters, with scripts or arguments."""
    words = _WORD.findall(line, start)
    return [w for w in words if not _KNOWN.fullmatch(w) and (len(w) > 2 or _SMALL.fullmatch(w))]
