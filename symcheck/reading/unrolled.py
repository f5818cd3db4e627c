"""Families that are declared one by one, as their sizes or values depend on the index: `W^{(l)} ∈ ℝ^{n_l×n_{l-1}}`.

Where an index runs over a few whole numbers, `for l ∈ 1..3`, a clause is read once for each of them: sizes, what has a
size that depends on the index, and what is defined by its own members or by such families.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.reading.clauses import Clause, parted, trimmed
from symcheck.reading.keywords import EQUAL, EVERY, FOR, IN
from symcheck.reading.source import Passage

MOST = 16
"""So many members of a family are written out at most."""
_RANGE = re.compile(r"(\\?[A-Za-z]+)\s*(?:∈|\\in)\s*(\d{1,3})\s*\.\.\.?\s*(\d{1,3})")


def unrolled(clause: Clause, letters: set[str]) -> Sequence[Clause]:
    """The clause for each value of its index; as it is where nothing asks for that.

    `letters` are those of families that were written out so far; those of this one are added.
    """
    sides = parted(clause.passage, FOR)
    if sides is None:
        return (clause,)
    every = EVERY.match(sides[1].text)
    found = _RANGE.fullmatch(trimmed(sides[1] if every is None else sides[1][every.end() :]).text)
    if found is None or not _depends(sides[0], found[1], letters):
        return (clause,)
    low, high = int(found[2]), int(found[3])
    if not low <= high < low + MOST:
        return (clause,)
    letters.add(found[1])
    return tuple(Clause(_at(sides[0], found[1], value), clause.reach) for value in range(low, high + 1))


def _depends(passage: Passage, letter: str, letters: set[str]) -> bool:
    """Whether sizes are declared, a set speaks of the letter, or a value of members before or of such families."""
    if re.match(r"sizes?\s", passage.text):
        return True
    member, value = parted(passage, IN), parted(passage, EQUAL)
    if value is not None:
        return letter in letters or any(shift for _, _, shift in _places(value[1], letter))
    return member is not None and any(_places(member[1], letter))


def _places(passage: Passage, letter: str) -> Iterator[tuple[int, int, int]]:
    """Where a letter stands by itself: its start and end, with a number that is added to it, and that number."""
    alone = rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z])(?:\s*([+\-−])\s*(\d{{1,3}})(?!\d))?"
    for match in re.finditer(alone, passage.text):
        shift = int(match[2] or 0)
        yield match.start(), match.end(), shift if match[1] == "+" else -shift


def _at(passage: Passage, letter: str, value: int) -> Passage:
    """The text with a number for a letter."""
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for start, end, shift in _places(passage, letter):
        number = str(value + shift)
        pieces += [passage.text[done:start], number]
        offsets += [*passage.offsets[done:start], *(passage.offsets[start] for _ in number)]
        done = end
    return Passage("".join((*pieces, passage.text[done:])), (*offsets, *passage.offsets[done:]))
