"""Families that are declared one by one, as their sizes or values depend on the index: `W^{(l)} ∈ ℝ^{n_l×n_{l-1}}`.

Where an index runs over a few whole numbers, `for l ∈ 1..3`, a clause is read once for each of them: sizes, what has a
size that depends on the index, and what is defined by its own members or by such families.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from symcheck.reading.declaring.clauses import Clause, parted, trimmed
from symcheck.reading.declaring.keywords import EQUAL, FOR, IN, without_every
from symcheck.reading.source import Passage

MOST = 16
"""So many members of a family are written out at most."""
_RANGE = re.compile(r"(\\?[A-Za-z]+)\s*(?:∈|\\in)\s*(\d{1,3})\s*\.\.\.?\s*(\d{1,3})")


def unrolled(
    clause: Clause, letters: dict[str, tuple[int, int]], always: Collection[str] = ()
) -> tuple[str, dict[str, Clause]]:
    """The index of a clause and the clause for each of its values; as it is, under "", where nothing asks for that.

    `letters` are those of families that were written out so far, with what they have in common; that of this one is
    added. A definition that says no range has theirs. Over the letters `always` any clause is written out.
    """
    sides = parted(clause.passage, FOR)
    if sides is None:
        value = parted(clause.passage, EQUAL)
        told = [letter for letter in letters if value is not None and any(_places(value[0], letter))]
        return _each(clause, clause.passage, told[0], *letters[told[0]]) if told else ("", {"": clause})
    found = _RANGE.fullmatch(trimmed(without_every(sides[1])).text)
    if found is None or not (found[1] in always or depends(sides[0], found[1], letters)):
        return "", {"": clause}
    low, high = int(found[2]), int(found[3])
    if not low <= high < low + MOST:
        return "", {"": clause}
    if not re.match(r"sizes?\s", sides[0].text):
        before = letters.get(found[1], (low, high))
        letters[found[1]] = max(low, before[0]), min(high, before[1])
    return _each(clause, sides[0], found[1], low, high)


def _each(clause: Clause, passage: Passage, letter: str, low: int, high: int) -> tuple[str, dict[str, Clause]]:
    return letter, {str(n): Clause(at(passage, letter, n), clause.reach) for n in range(low, high + 1)}


def neighbours(written: Passage, letter: str) -> Iterator[Passage]:
    """A name as it is written with its index, and with the one before and behind it."""
    for shift in ("", "-1", "+1"):
        yield at(written, letter, f"{letter}{shift}")


def depends(passage: Passage, letter: str, letters: Collection[str]) -> bool:
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


def at(passage: Passage, letter: str, value: int | str) -> Passage:
    """The text with a number, or a text, for a letter."""
    return passage.replaced(
        (start, end, Passage.at(str(value + shift) if isinstance(value, int) else value, passage.offsets[start]))
        for start, end, shift in _places(passage, letter)
    )
