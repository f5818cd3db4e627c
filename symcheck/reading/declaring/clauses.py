"""A declarations block as text: its lines, what lies between semicolons, remarks, and how far each clause reaches.

Here is cut and nothing is understood: what stands in brackets is left whole, and every piece knows its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from symcheck.reading.source import Passage, Span

OPENING, CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"


class Reach(Struct, frozen=True):
    """Where a declaration holds: in parts by label or by the beginning of their heading, at a formula or from it on.

    The empty one holds on the whole page. Formulas count from 1; 0 is no formula. What holds onwards does so up to the
    formula `until`, or if that is 0 to the end.
    """

    parts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    formula: int = 0
    onwards: bool = False
    until: int = 0

    def depth(self, part: str | None, headings: Sequence[str] = (), formula: int = 0) -> int | None:
        """How closely this speaks of a place: what speaks more closely wins. None where it does not hold."""
        if self.formula:
            here = formula >= self.formula if self.onwards else formula == self.formula
            here = here and not 0 < self.until < formula
            return (1 if self.onwards else 1000) if here and formula else None
        if not self.parts and not self.headings:
            return 0
        found = [2 + label.count(".") for label in self.parts if part is not None and _inside(part, label)]
        shown = [2 + n for n, title in enumerate(headings) if any(_begins(title, start) for start in self.headings)]
        return max((*found, *shown), default=None)

    def names(self, part: str | None, headings: Sequence[str]) -> bool:
        """Whether this names that very part, not one around it."""
        title = headings[-1] if headings else ""
        return part in self.parts or any(_begins(title, start) for start in self.headings)

    def covers(self, other: Reach) -> bool:
        """Whether this holds wherever the other does, as far as can be told from what is written."""
        if self in (other, EVERYWHERE):
            return True
        if self.formula or other.formula:
            return False
        parts = all(any(_inside(part, label) for label in self.parts) for part in other.parts)
        return parts and set(other.headings) <= set(self.headings) and other != EVERYWHERE


EVERYWHERE = Reach()


def _inside(part: str, label: str) -> bool:
    return part == label or part.startswith(label + ".")


def _begins(title: str, start: str) -> bool:
    return title.strip().casefold().startswith(start.strip().casefold())


class Clause(Struct, frozen=True):
    """One declaration as written."""

    passage: Passage
    reach: Reach

    @property
    def span(self) -> Span:
        return self.passage.whole


_PREFIX = re.compile(
    r"\s*(?:parts?\s+(?P<labels>(?:\"[^\"]*\"|[^\":])+?)|(?P<onwards>from\s+)?formulas?\s+(?P<number>\d{1,6}))\s*:(?!=)"
)
_REMARK = re.compile(r"(?<!\\)#(?!\d)")


def clauses(passages: Sequence[Passage]) -> Iterator[Clause]:
    """What is declared, one piece a declaration, without remarks and empty pieces."""
    for passage in passages:
        for line in split(passage, "\n", brackets=False):
            rest, reach = _prefixed(_without_remark(line))
            for piece in split(rest, ";"):
                clause, later = _prefixed(piece)
                reach = reach if later is EVERYWHERE else later
                clause = trimmed(clause)
                if len(clause):
                    yield Clause(clause, reach)


def _without_remark(line: Passage) -> Passage:
    found = _REMARK.search(line.text)
    return line if found is None else line[: found.start()]


def _prefixed(line: Passage) -> tuple[Passage, Reach]:
    found = _PREFIX.match(line.text)
    if found is None:
        return line, EVERYWHERE
    rest = line[found.end() :]
    if found["number"]:
        return rest, Reach(formula=int(found["number"]), onwards=bool(found["onwards"]))
    labels, headings = [], []
    for quoted, plain in re.findall(r'"([^"]*)"|([^",\s][^",]*)', found["labels"]):
        if quoted:
            headings.append(quoted)
        else:
            labels.append(label(plain))
    return rest, Reach(tuple(labels), tuple(headings))


def label(text: str) -> str:
    """A part's label without its brackets, nested ones joined: `(h) (ii)` is `h.ii`."""
    return ".".join(re.findall(r"[^\s().,]+", text))


# Pieces


def split(passage: Passage, separators: str, brackets: bool = True) -> list[Passage]:
    """The pieces between separators, those inside brackets left whole."""
    pieces, start = [], 0
    for position in outside(passage.text) if brackets else range(len(passage)):
        if passage.text[position] in separators:
            pieces.append(passage[start:position])
            start = position + 1
    return [*pieces, passage[start:]]


def outside(text: str) -> Iterator[int]:
    """The positions of the characters that stand in no brackets, and of the brackets that open there."""
    depth = 0
    for position, letter in enumerate(text):
        if letter in CLOSING:
            depth = max(depth - 1, 0)
        if depth == 0:
            yield position
        if letter in OPENING:
            depth += 1


def trimmed(passage: Passage) -> Passage:
    """Without the space round it, and without dollars round the whole."""
    passage = passage.stripped()
    text = passage.text
    dollars = len(text) > 2 and text[0] == text[-1] == "$" and "$" not in text[1:-1]
    return trimmed(passage[1:-1]) if dollars else passage


def searched(pattern: re.Pattern[str], passage: Passage) -> re.Match[str] | None:
    """The first place, in no brackets, where a pattern stands."""
    free = set(outside(passage.text))
    return next((m for m in pattern.finditer(passage.text) if m.start() in free), None)


def parted(passage: Passage, pattern: re.Pattern[str]) -> tuple[Passage, Passage] | None:
    """What stands before and behind the first such place; None where there is none."""
    found = searched(pattern, passage)
    if found is None:
        return None
    return trimmed(passage[: found.start()]), trimmed(passage[found.end() :])


def word(text: str) -> re.Pattern[str]:
    """A word that stands alone; several forms of it are parted by bars."""
    return re.compile(rf"(?<![A-Za-z\\_^{{])(?:{text})(?![A-Za-z_^])")
