"""Letters that are one name together although nothing declares them: `KL = …`, `dW = …`."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from symcheck.reading.declaring.inferring.statements import Members
from symcheck.reading.names import run
from symcheck.reading.rows import Items, base_of, extent
from symcheck.reading.scope import Scope
from symcheck.reading.source import Span
from symcheck.reading.tree import Letter, Node, Scripts


def with_words(scope: Scope, listed: Iterable[Members]) -> tuple[Scope, dict[str, Span]]:
    """The scope with the words that stand alone on the left of a relation, and what each is equal to there."""
    words: dict[str, Span] = {}
    for members in listed:
        for word in _word(members[0][1], scope) if len(members) > 1 else ():
            words.setdefault(word, extent(members[1][1]))
    conventions = replace(scope.conventions, words=scope.conventions.words | words.keys())
    return replace(scope, conventions=conventions), words


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
