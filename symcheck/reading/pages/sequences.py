"""Which label goes on with which: (a), (b), (b.1), (b.2), (c) — and where `(i)` is a letter, and where a numeral."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from symcheck.reading.pages.label_text import Label

BULLET = "•"
_NUMERALS = {"i": 1, "v": 5, "x": 10}


class Level(Struct, frozen=True):
    """A level of a label: its style ("a", "A", "i", "I", "1", "Q", "•", "#" for a heading), which one it is, its text.

    `heading` is the level of the heading that it stands in, 0 if in none.
    """

    style: str
    ordinal: int
    text: str
    heading: int = 0


def styles(text: str) -> list[tuple[str, int]]:
    """What a label's text may be: which one of which sequence."""
    if text.isdigit():
        return [("1", int(text))]
    if len(text) > 1 and text[0] == "Q":
        return [("Q", int(text[1:]) if text[1:].isdigit() else 1)]
    found = [("a" if text.islower() else "A", ord(text.lower()) - ord("a") + 1)] if len(text) == 1 else []
    value = _numeral(text.lower())
    return [*found, ("i" if text.islower() else "I", value)] if value else found


def _numeral(text: str) -> int:
    """The value of a Roman numeral of i, v and x, or 0."""
    if any(c not in _NUMERALS for c in text):
        return 0
    values = [_NUMERALS[c] for c in text]
    return sum(v if v >= max(values[n:]) else -v for n, v in enumerate(values))


class Sequences:
    """The levels that are open, and the last label of each style that was."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.last: dict[str, int] = {}
        self.bullets: dict[str, int] = {}
        self.indent = 0

    @property
    def slug(self) -> str:
        """The name of the innermost heading without a label that is open."""
        return next((level.text for level in reversed(self.levels) if level.style == "#"), "")

    def path(self) -> tuple[str, ...]:
        """The texts of the open levels; headings without a label are not part of it where a label stands under them."""
        labelled = tuple(level.text for level in self.levels if level.style != "#")
        if self.levels and self.levels[-1].style == "#":
            return (*labelled, self.levels[-1].text)
        return labelled

    def accepts(self, label: Label, strong: bool, following: Label | None) -> bool:
        """Whether a label goes on with a sequence, begins one that goes on, or is beyond doubt (`strong`)."""
        fitting = list(self._fitting(label.path[0]))
        if any(ordinal > 1 for _, ordinal in fitting) or (len(label.path) == 2 and label.path[1].isdigit()):
            return True
        if label.path[0].isdigit() and (self._is_further(label.path[0]) or _follows(label, following)):
            return True
        if fitting and (strong or label.nested or _follows(label, following)):
            return True
        return strong and (not label.path[0].isdigit() or label.path[0] == "1" or label.named)

    def _is_further(self, number: str) -> bool:
        """Whether a number is larger than that of the open level: some may be left out."""
        return any(level.style == "1" and level.ordinal < int(number) for level in self.levels)

    def _fitting(self, text: str) -> Iterator[tuple[str, int]]:
        """The ways in which a text goes on with what is open, or begins what is not."""
        known = {level.style: level.ordinal for level in self.levels}
        for style, ordinal in styles(text):
            before = known.get(style) or self.last.get(style, 0)
            if ordinal == before + 1 or (ordinal == 1 and style not in known):
                yield style, ordinal

    def enter(self, label: Label, following: Label | None = None) -> None:
        """Opens the levels of a label."""
        for n, text in enumerate(label.path):
            self._enter(text, nested=n > 0, following=following)

    def _enter(self, text: str, nested: bool, following: Label | None) -> None:
        style, ordinal = self._style(text, nested, following)
        depth = next((n for n, level in enumerate(self.levels) if level.style == style), None)
        if depth is None or nested:
            while self.levels and self.levels[-1].style == BULLET:
                self.levels.pop()
        else:
            del self.levels[depth:]
        self.levels.append(Level(style, ordinal, text))
        self.last[style] = ordinal

    def _style(self, text: str, nested: bool, following: Label | None) -> tuple[str, int]:
        """What a text is here: the numeral where it begins one under a letter, else what goes on, else a letter."""
        ways = styles(text)
        if nested:
            return next((w for w in ways if w[1] == 1), ways[0])
        fitting = list(self._fitting(text))
        numeral = [w for w in fitting if w[0] in "iI"]
        if numeral and following is not None and (numeral[0][0], numeral[0][1] + 1) in styles(following.path[-1]):
            return numeral[0]
        going_on = [w for w in fitting if w[1] > 1]
        return (going_on or fitting or ways)[0]

    def heading(self, level: int, label: Label | None, slug: str) -> None:
        """Closes what a heading closes, and opens its own levels."""
        while self.levels and (self.levels[-1].heading == 0 or self.levels[-1].heading >= level):
            self.levels.pop()
        if label is None:
            self.levels.append(Level("#", 1, slug, level))
            return
        numbered = [open_.text for open_ in self.levels if open_.style != "#"]
        path = label.path[len(numbered) :] if list(label.path[: len(numbered)]) == numbered else label.path
        for text in path or label.path[-1:]:
            style, ordinal = self._style(text, False, None)
            self.levels.append(Level(style, ordinal, text, level))
            self.last[style] = ordinal

    def bullet(self, parent: str, indent: int) -> int:
        """Which bullet the next one is under a section."""
        while self.levels and self.levels[-1].style == BULLET:
            self.levels.pop()
        self.bullets[parent] = self.bullets.get(parent, 0) + 1
        self.levels.append(Level(BULLET, self.bullets[parent], str(self.bullets[parent])))
        self.indent = indent
        return self.bullets[parent]


def _follows(label: Label, following: Label | None) -> bool:
    """Whether the label that comes next on the page goes on with this one."""
    if following is None:
        return False
    after = {(style, ordinal + 1) for style, ordinal in styles(label.path[-1])}
    return any(way in after for way in styles(following.path[-1]))
