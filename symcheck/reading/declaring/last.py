"""Families up to a last member that a capital names: `for l ∈ 1..L`. It stands for a few, where they are written out.

That is so where their sizes depend on the index, and where a recursion on the page runs over it: `h_t = … h_{t-1} …`.
The last one is the third then, or one that is larger by two than the largest number that is written as an index. Where
more members are asked for, it is a larger one that no number on the page is, and no two capitals name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from symcheck.reading.declaring.clauses import Clause, parted, trimmed
from symcheck.reading.declaring.keywords import FOR, IN, without_every
from symcheck.reading.declaring.unrolled import depends
from symcheck.reading.source import Passage

LEAST = 3
FARTHEST = 4
_TO_LAST = re.compile(r"(\\?[A-Za-z]+)\s*(?:∈|\\in)\s*\d{1,3}\s*\.\.\.?\s*([A-Za-z])(?![A-Za-z])(?:\s*[+\-−]\s*\d)?")
_SIZES = re.compile(r"(?:ℝ|\\R|\\mathbb\s*\{?\s*R\s*\}?)\s*\^\s*(\{(?:[^{}]|\{[^{}]*\})*\}|\S)")
_BELOW = re.compile(r"_\s*(?:\{[^{}]*\}|\S)")
_DIGITS = re.compile(r"\d{1,4}")
_LISTED = re.compile(r"(?:index|indices)\s+")
_NAME = r"(\\?[A-Za-z]+|\})\s*"
_NUMBERS = re.compile(rf"\^\s*\{{?\s*[(\[]\s*(\d{{1,2}})\s*[)\]]|{_NAME}_\s*\{{?\s*(\d{{1,2}})(?!\d)")


class Last:
    """What capitals stand for that name last members, and the letters that run to them, by all that a page says."""

    def __init__(self, clauses: Sequence[Clause], page: Sequence[str], further: bool = False) -> None:
        self.listed = clauses
        self.values: dict[str, int] = {}
        texts = [*(clause.passage.text for clause in clauses), *page]
        for clause in clauses:
            letter, name = _to_last(clause)
            is_last = name and not _is_size(name, clauses)
            if is_last and self._is_written_out(clause, letter, name, texts):
                self.values[name] = max(LEAST, 2 + _largest(texts, any(_below(text, letter) for text in texts)))
        for name in self.values if further else ():
            self.values[name] = self._further(self.values[name], texts)
        self.letters = frozenset(letter for letter, name in map(_to_last, clauses) if name in self.values)

    def _further(self, number: int, texts: Sequence[str]) -> int:
        """A larger number that is written nowhere and is no last one; the next one where that is far."""
        written = {int(digits) for text in texts for digits in _DIGITS.findall(text)} | {*self.values.values()}
        return next((n for n in range(number + 1, number + FARTHEST) if n not in written), number + 1)

    def _is_written_out(self, clause: Clause, letter: str, name: str, texts: Sequence[str]) -> bool:
        members = (parted(clause.passage, FOR) or (clause.passage,))[0]
        if not _LISTED.match(clause.passage.text) and depends(members, letter, ()):
            return True
        return _recursive(letter, texts, _declared(name, self.listed))

    def clauses(self) -> Iterator[Clause]:
        """The declarations, with numbers for the last ones in scripts and ranges, and without them as sizes."""
        for clause in self.listed:
            passage = clause.passage
            for name, number in self.values.items():
                passage = _with_number(_without_size(passage, name), name, number)
            if len(passage):
                yield Clause(passage, clause.reach)

    def ends(self, letter: str) -> tuple[tuple[str, int], ...]:
        """The last ones, where a letter runs to one."""
        return tuple(self.values.items()) if letter in self.letters else ()


def _to_last(clause: Clause) -> tuple[str, str]:
    """The letter of a clause and the capital to which it runs; "" for both where there is none."""
    sides = parted(clause.passage, FOR)
    listed = _LISTED.match(clause.passage.text)
    ranged = sides[1] if sides is not None else clause.passage[listed.end() :] if listed is not None else None
    found = None if ranged is None else _TO_LAST.fullmatch(trimmed(without_every(ranged)).text)
    return ("", "") if found is None else (found[1], found[2])


def _is_size(name: str, clauses: Sequence[Clause]) -> bool:
    """Whether something has this many entries: `x ∈ ℝ^n`, and not only `x ∈ ℝ^{n_L}`."""
    sizes = (found[1] for clause in clauses for found in _SIZES.finditer(clause.passage.text))
    return any(re.search(rf"(?<![A-Za-z\\]){name}(?![A-Za-z_])", _BELOW.sub("", text)) for text in sizes)


def _declared(name: str, clauses: Sequence[Clause]) -> frozenset[str]:
    """The families that are declared up to a last one."""
    ending = [
        (letter, parted(clause.passage, IN))
        for clause in clauses
        for letter, last in (_to_last(clause),)
        if last == name
    ]
    return frozenset(family for letter, sides in ending if sides for family, _ in _written(sides[0].text, letter))


def _recursive(letter: str, texts: Sequence[str], declared: Collection[str]) -> bool:
    """Whether a name that is not declared stands with a letter as its index, and with the one before or behind it."""
    shifts: dict[str, set[bool]] = {}
    for name, shifted in (found for text in texts for found in _written(text, letter)):
        shifts.setdefault(name, set()).add(shifted)
    return any(len(found) == 2 and name not in declared for name, found in shifts.items())


def _written(text: str, letter: str) -> Iterator[tuple[str, bool]]:
    """The names with a letter as their index, and whether a number is added to it in braces or brackets."""
    alone = rf"{_NAME}[\^_]\s*(\{{?\s*[(\[]?)\s*{re.escape(letter)}(?![A-Za-z])(\s*[+\-−]\s*\d)?"
    yield from ((found[1], bool(found[2]) and found[3] is not None) for found in re.finditer(alone, text))


def _below(text: str, letter: str) -> bool:
    return re.search(rf"_\s*\{{?\s*{re.escape(letter)}(?![A-Za-z])", text) is not None


def _largest(texts: Sequence[str], below: bool) -> int:
    """The largest number that is written as an index: in brackets above, and below where the letter stands there."""
    found = (match for text in texts for match in _NUMBERS.finditer(text))
    return max((int(x[1] or x[3]) for x in found if x[1] or (below and x[2] != "\\log")), default=0)


def _with_number(passage: Passage, name: str, number: int) -> Passage:
    before = r"_\s*\{\s*[(\[]?|_\s*[(\[]|\^\s*\{?\s*[(\[]|\.\.\.?"
    added = r"(?:\s*([+\-−])\s*(\d))?"  # in braces or brackets alone
    found = list(re.finditer(rf"(?:({before})\s*|(_)\s*)({name})(?![A-Za-z])(?(1){added})", passage.text))
    shifts = [int(x[5] or 0) * (1 if x[4] == "+" else -1) for x in found]
    return passage.replaced(
        (x.start(3), x.end(), Passage.at(str(number + shift), passage.offsets[x.start(3)]))
        for x, shift in zip(found, shifts, strict=True)
    )


def _without_size(passage: Passage, name: str) -> Passage:
    found = re.match(r"sizes?\s+", passage.text)
    if found is None or parted(passage, FOR) is not None:
        return passage
    kept = [one for one in passage.text[found.end() :].split(",") if one.strip() != name]
    if len(kept) == passage.text.count(",") + 1:
        return passage
    return Passage.at(found[0] + ",".join(kept), passage.offsets[0]) if kept else passage[:0]
