"""The signs and words by which the kinds of declarations are told apart, and by which one clause is several."""

from __future__ import annotations

import re

from symcheck.reading.declaring.clauses import Clause, searched, split, trimmed, word
from symcheck.reading.source import Passage

IN = re.compile(r"∈|\\in(?![A-Za-z])|(?<![A-Za-z\\])in(?![A-Za-z])")
EQUAL = re.compile(r":=|≔|≜|\\triangleq(?![A-Za-z])|\\equiv(?![A-Za-z])|≡|\\coloneqq(?![A-Za-z])|(?<![<>!:=])=(?![=>])")
COMPARING = re.compile(r"<|>|≤|≥|≠|!=|\\(?:neq?|leq?|geq?|leqslant|geqslant|lt|gt)(?![A-Za-z])")
ARROW = re.compile(r"→|->|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])")
COLON = re.compile(r":(?!=)|\\colon(?![A-Za-z])")
TILDE = re.compile(r"~|∼|\\sim(?![A-Za-z])")
_EVERY = re.compile(r"(?:all|every|each)\s+")
ASIDE = re.compile(r"^(?:assume|asks|wrong|table|sum|in)\b")
MEANS, FOR, OVER, WITH = word("means"), word("for"), word("over"), word("with")
PROPERTIES = (
    "positive semidefinite", "positive definite", "full column rank", "full row rank", "full rank", "symmetric",
    "invertible", "nonsingular", "orthogonal", "diagonal", "positive", "nonnegative", "negative", "nonzero", "integer",
    "distinct", "injective", "one-hot", "values",
)  # fmt: skip
SIGNED = re.compile(r"\s*(>|≥|\\ge|<|≠|\\ne)q?\s*0$")
FLAGS = {
    ">": "positive", "≥": "nonnegative", r"\ge": "nonnegative", "<": "negative", "≠": "nonzero", r"\ne": "nonzero"
}  # fmt: skip
TAIL = word("|".join(("with", "for", *(p.replace(" ", r"\s+") for p in PROPERTIES))))
_LETTERS = re.compile(r"(?:index|indices)\s+")
SHOWN = "as in: sizes n, d;  index i ∈ n;  x ∈ ℝ^d;  A ∈ ℝ^{n×d} with rows a_i;  λ > 0;  y = A x;  v means V"


def without_every(passage: Passage) -> Passage:
    """What stands behind `for`, without `all`, `every` or `each`."""
    every = _EVERY.match(passage.text)
    return passage if every is None else passage[every.end() :]


def several(clause: Clause) -> list[Clause]:
    """`x ∈ ℝ^n, A ∈ ℝ^{n×n} symmetric` as two clauses; any other one as it is."""
    text = clause.passage
    stops = [m.start() for p in (FOR, EQUAL, COMPARING, MEANS, ASIDE) if (m := searched(p, text)) is not None]
    end = min(stops, default=len(text))
    starts, position, waiting = [0], 0, 0
    members = False
    for piece in split(text[:end], ","):
        if searched(IN, piece) is not None:
            if members:
                starts.append(waiting)
            members, waiting = True, position + len(piece) + 1
        elif TAIL.match(trimmed(piece).text):
            waiting = position + len(piece) + 1
        position += len(piece) + 1
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    pieces = [trimmed(text[start:stop]) for start, stop in zip(starts, ends, strict=True)]
    return [Clause(one, clause.reach) for piece in pieces for one in _letter_by_letter(piece)]


def _letter_by_letter(passage: Passage) -> list[Passage]:
    """`index t, k ∈ 1..T` as a clause for each letter, as it may be the index of members that are written out."""
    found, inside = _LETTERS.match(passage.text), searched(IN, passage)
    if found is None or inside is None or ".." not in passage.text:
        return [passage]
    letters = split(passage[found.end() : inside.start()], ",")
    return [Passage.joined((passage[: found.end()], trimmed(one), passage[inside.start() :])) for one in letters]
