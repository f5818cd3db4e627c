"""Letters that are one name together although nothing declares them: `KL = …`, `dW = …`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from symcheck.reading.declaring.inferring.statements import Members
from symcheck.reading.names import run
from symcheck.reading.rows import Items, base_of, extent, within
from symcheck.reading.scope import Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import Fraction, Letter, Node, Scripts


def with_words(scope: Scope, listed: Sequence[Members]) -> tuple[Scope, dict[str, Span]]:
    """The scope with the words that stand alone on the left of a relation, and what each is equal to there.

    On a page that gives `dW = …`, the d before any other capital that it touches makes a word too: the `dO` it begins
    with.
    """
    words: dict[str, Span] = {}
    for members in listed:
        for word in _word(members[0][1], scope) if len(members) > 1 else ():
            words.setdefault(word, extent(members[1][1]))
    rows = [side for members in listed for _, side in members] if any(x[0] == "d" for x in words) else []
    given = {word for row in rows for word in _differentials(row, scope)}
    conventions = replace(scope.conventions, words=scope.conventions.words | words.keys() | given)
    return replace(scope, conventions=conventions), words


def _differentials(items: Items, scope: Scope) -> Iterator[str]:
    """The d with a capital behind it, wherever they touch, but in fractions."""
    for first, second in pairwise(items):
        letter = base_of(second)
        if isinstance(first, Letter) and isinstance(letter, Letter) and first.name == "d" and letter.name.isupper():
            yield from _word((first, letter), scope)
    for item in items:
        if not isinstance(item, Fraction):
            for row in within(item):
                yield from _differentials(row.items, scope)


def _word(side: Items, scope: Scope) -> list[str]:
    """Capital letters that touch, or a d before the letter of a name."""
    bases = [base_of(item) for item in side]
    if not 2 <= len(side) <= 6 or any(x.spaced for x in side[1:]) or any(isinstance(x, Scripts) for x in side[:-1]):
        return []
    letters = [x for x in bases if isinstance(x, Letter)]
    word = run(_bare(letters))
    if len(letters) < len(side) or word is None or scope.get(word) is not None:
        return []
    differential = letters[0].name == "d" and letters[0].face == "" and len(letters) == 2 and scope.get("d") is None
    return [word] if differential or all(letter.name.isupper() for letter in letters) else []


def _bare(letters: Iterable[Letter]) -> list[Node]:
    return [replace(letter, face="") for letter in letters]
