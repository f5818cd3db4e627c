"""Families that are declared one by one, as their sizes or values depend on the index: `W^{(l)} ∈ ℝ^{n_l×n_{l-1}}`.

Where an index runs over a few whole numbers, `for l ∈ 1..3`, a clause is read once for each of them: sizes, what has a
size that depends on the index, and what is defined by its own members or by such families. An index over names,
`index k ∈ {f, i, o}`, makes such a family of all that has it.
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

_NAME = r"(?:[A-Za-z]|\\[A-Za-z]+)"
_NAMES = re.compile(rf"({_NAME})\s*(?:∈|\\in)\s*\\?\{{\s*({_NAME}(?:\s*,\s*{_NAME})*)\s*\\?\}}")
_UNKNOWN = re.compile(r"\sunknown$")
_LISTED = re.compile(r"(?:index|indices)\s+(.*)", re.DOTALL)


class Letters:
    """The letters of families that were written out so far: with the numbers they have in common, or with names."""

    def __init__(self, always: Collection[str] = ()) -> None:
        self.always = always
        self.numbers: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, tuple[str, ...]] = {}


def unrolled(clause: Clause, letters: Letters) -> tuple[str, dict[str, Clause | None]]:
    """The index of a clause and the clause for each of its values; as it is, under "", where nothing asks for that.

    A definition that says no range has the values that such families have in common. `index k ∈ {f, i, o}` declares
    nothing by itself.
    """
    listed = _LISTED.fullmatch(clause.passage.text)
    if listed is not None and (named := _named(listed[1])):
        letters.names[named[0]] = named[1]
        return named[0], dict.fromkeys(named[1])
    if listed is not None and (ranged := _RANGE.fullmatch(listed[1])) and ranged[1] in letters.always:
        values = _numbers(ranged, letters)
        return (ranged[1], {values[0]: clause, **dict.fromkeys(values[1:])}) if values else ("", {"": clause})
    sides = parted(clause.passage, FOR)
    if sides is None:
        return _without_range(clause, letters)
    text = trimmed(without_every(sides[1])).text
    if named := _named(text):
        return _each(clause, sides[0], *named)
    found = _RANGE.fullmatch(text)
    if found is None or not (found[1] in letters.always or depends(sides[0], found[1], letters.numbers)):
        return "", {"": clause}
    values = _numbers(found, letters, not re.match(r"sizes?\s", sides[0].text))
    return _each(clause, sides[0], found[1], values) if values else ("", {"": clause})


def _numbers(found: re.Match[str], letters: Letters, common: bool = True) -> tuple[str, ...]:
    """The numbers of a range, those that families have in `common` kept of a letter; none where they are many."""
    low, high = int(found[2]), int(found[3])
    if not low <= high < low + MOST:
        return ()
    values = tuple(str(n) for n in range(low, high + 1))
    if common:
        before = letters.numbers.get(found[1], values)
        letters.numbers[found[1]] = tuple(value for value in values if value in before)
    return values


def _without_range(clause: Clause, letters: Letters) -> tuple[str, dict[str, Clause | None]]:
    """A definition by families, or an unknown function; anything that is said of a name with an index over names."""
    value, member = parted(clause.passage, EQUAL), parted(clause.passage, IN)
    unknown = (clause.passage,) if _UNKNOWN.search(clause.passage.text) else None
    for known, sides in ((letters.numbers, (value, unknown)), (letters.names, (value, member, unknown))):
        for letter in known:
            if any(side is not None and any(_places(side[0], letter)) for side in sides):
                return _each(clause, clause.passage, letter, known[letter])
    return "", {"": clause}


def _named(text: str) -> tuple[str, tuple[str, ...]] | None:
    """`k ∈ {f, i, o}`: a letter and the names that it stands for."""
    found = _NAMES.fullmatch(text.strip())
    return None if found is None else (found[1], tuple(re.split(r"\s*,\s*", found[2].strip())))


def _each(
    clause: Clause, passage: Passage, letter: str, values: Collection[str]
) -> tuple[str, dict[str, Clause | None]]:
    numbers = {value: int(value) if value.isdigit() else value for value in values}
    return letter, {value: Clause(at(passage, letter, n), clause.reach) for value, n in numbers.items()}


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
