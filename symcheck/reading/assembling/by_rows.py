r"""A formula of several rows of which one cannot be read, as its rows: what is written in the others is judged."""

from __future__ import annotations

import re

from symcheck.reading.pages.relations import continues, outside, relates
from symcheck.reading.source import Passage

_TOKEN = re.compile(r"\\begin(?![A-Za-z])|\\end(?![A-Za-z])|\\\\(?:\s*\[[^\]\n]*\])?|\\.|[{}]", re.S)

_BEGINS = re.compile(r"[,;⇒⟹⇔⟺→]|\\(?:q?quad|text|mbox|Rightarrow|Longrightarrow|implies|iff|to|rightarrow)(?![a-z])")

_SIGNED = r"[+\-−–*/·×⊙∘]|\\(?:cdot|times|pm|mp|odot|circ|otimes|ast|div)(?![a-zA-Z])"
_OPENS = re.compile(rf"(?:[\s&]|\\(?:q?quad|left|right)(?![a-zA-Z])|\\[,;:! .])*(?:{_SIGNED})")
_ENDS_OPEN = re.compile(rf"(?:{_SIGNED}|[=,])[\s&]*\Z")


def only_goes_on(text: str) -> bool:
    """Whether a formula goes on with the chain before it, and begins no other one."""
    text = outside(text.strip().rstrip(".,;"))
    return continues(text) and _BEGINS.search(text) is None


def rows(passage: Passage) -> list[Passage]:
    r"""The rows between `\\` outside of braces and environments; none where there is one, or they do not match."""
    cuts: list[tuple[int, int]] = []
    depth = 0
    for found in _TOKEN.finditer(passage.text):
        token = found[0]
        if token in ("{", "\\begin"):
            depth += 1
        elif token in ("}", "\\end"):
            depth -= 1
        elif token.startswith("\\\\") and depth == 0:
            cuts.append(found.span())
    if not cuts or depth:
        return []
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(passage)]
    pieces = [passage[start:end].stripped() for start, end in zip(starts, ends, strict=True)]
    pieces = [piece for piece in pieces if piece.text]
    return pieces if all(_stands_alone(piece.text, n == 0) for n, piece in enumerate(pieces)) else []


def _stands_alone(text: str, first: bool) -> bool:
    """Whether no sum, product or bracket of a row goes on in another one, and it relates something itself."""
    text = outside(text)
    if re.search(r"[(){}\[\]]", text) or _OPENS.match(text) or _ENDS_OPEN.search(text):
        return False
    return first or relates(text)
