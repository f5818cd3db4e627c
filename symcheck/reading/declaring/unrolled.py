"""Families that are declared one by one, as their sizes or values depend on the index: `W^{(l)} ∈ ℝ^{n_l×n_{l-1}}`.

Where an index runs over a few whole numbers, `for l ∈ 1..3`, a clause is read once for each of them: sizes, what has a
size that depends on the index, and what is defined by its own members or by such families. An index over names,
`index k ∈ {f, i, o}`, makes such a family of all that has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

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
    """The letters of families that were written out so far: with the numbers they have in common, or with names.

    `ranges` are those of index letters, `defined` the names that definitions with an index give a value.
    """

    def __init__(self, always: Collection[str] = (), clauses: Iterable[Clause] = ()) -> None:
        self.always = always
        self.ranges: dict[str, tuple[str, ...]] = {}
        self.defined = frozenset(name for clause in clauses if (name := _defined(clause)) is not None)
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
    ranged = None if listed is None else _RANGE.fullmatch(listed[1].strip())
    if ranged is not None:
        letters.ranges[ranged[1]] = _values(ranged)
    if ranged is not None and ranged[1] in letters.always:
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
    values = _values(found)
    if values and common:
        before = letters.numbers.get(found[1], values)
        letters.numbers[found[1]] = tuple(value for value in values if value in before)
    return values


def _without_range(clause: Clause, letters: Letters) -> tuple[str, dict[str, Clause | None]]:
    """A definition by families, or an unknown function; anything that is said of a name with an index over names."""
    value, member = parted(clause.passage, EQUAL), parted(clause.passage, IN)
    unknown = (clause.passage,) if _UNKNOWN.search(clause.passage.text) else None
    for letter, values in letters.ranges.items():
        if values and value is not None and _recurs(value, letter, letters.defined):
            letters.numbers.setdefault(letter, values)
            return _each(clause, clause.passage, letter, values)
    for known, sides in ((letters.numbers, (value, unknown)), (letters.names, (value, member, unknown))):
        for letter in known:
            if any(side is not None and any(_places(side[0], letter)) for side in sides):
                return _each(clause, clause.passage, letter, known[letter])
    return "", {"": clause}


def _values(found: re.Match[str]) -> tuple[str, ...]:
    """The numbers of a range; none where there are too many."""
    low, high = int(found[2]), int(found[3])
    return tuple(str(n) for n in range(low, high + 1)) if low <= high < low + MOST else ()


def _defined(clause: Clause) -> str | None:
    """The name that a definition with an index gives a value; None for anything else."""
    sides = parted(clause.passage, EQUAL)
    found = None if sides is None else re.fullmatch(r"(.*?)\s*[_^].*", trimmed(sides[0]).text, re.DOTALL)
    return None if found is None or found[1] == "" else found[1]


def _recurs(sides: tuple[Passage, Passage], letter: str, defined: Collection[str]) -> bool:
    """Whether a definition with a letter speaks of what has a value one step before, or gives one to the next step."""
    if not any(_places(sides[0], letter)):
        return False
    steps = [[(start, shift) for start, _, shift in _places(side, letter)] for side in sides]
    ahead = any(shift > 0 for _, shift in steps[0])
    before = (sides[1].text[:start] for start, shift in steps[1] if (shift == 0 if ahead else shift < 0))
    return any(re.search(rf"(?<![A-Za-z\\]){re.escape(name)}\s*[_^]\W*$", text) for text in before for name in defined)


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
    alone = rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z])"
    added = re.compile(r"\s*([+\-−])\s*(\d{1,3})(?!\d)")
    for match in re.finditer(alone, passage.text):
        bare = re.search(r"[_^]\s*$", passage.text[: match.start()]) is not None
        shift = None if bare else added.match(passage.text, match.end())
        number = 0 if shift is None else int(shift[2]) * (1 if shift[1] == "+" else -1)
        yield match.start(), match.end() if shift is None else shift.end(), number


def at(passage: Passage, letter: str, value: int | str) -> Passage:
    """The text with a number, or a text, for a letter."""
    return passage.replaced(
        (start, end, Passage.at(str(value + shift) if isinstance(value, int) else value, passage.offsets[start]))
        for start, end, shift in _places(passage, letter)
    )
