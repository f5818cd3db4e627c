"""Members of a relation that are shown and not judged: integrals, `\\arg\\max`, limits, ranks, `+ const`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.reading.assembling.members import Member
from symcheck.reading.assembling.wording import words_of
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of, nodes
from symcheck.reading.scope import Scope
from symcheck.reading.tree import Big, Letter, Node, Text, Word

_INTEGRALS = frozenset(("int", "iint", "iiint", "oint"))
_UNJUDGED = {
    **dict.fromkeys(("argmin", "argmax", "argsup", "arginf", "arg"), "where an optimum is attained"),
    **dict.fromkeys(("sup", "inf"), "a supremum or an infimum"),
    **dict.fromkeys(("lim", "limsup", "liminf"), "a limit"),
    **dict.fromkeys(("rank", "rk", "null", "Null", "nullity", "dim", "ker", "span"), "a space or its dimension"),
    **dict.fromkeys(("const", "constant", "constants"), "something up to a constant"),
}
"""Words that say what no rule judges, and what that is."""


def unjudged(member: Member, scope: Scope) -> str:
    """Why a member is shown and not judged; "" for one that is read."""
    if any(isinstance(node, Big) and node.kind in _INTEGRALS for node in nodes(member.items)):
        return "an integral is not judged"
    for word in _words(member.items, scope):
        if word in _UNJUDGED and scope.get(word) is None and word not in scope.conventions.words:
            return f"{_UNJUDGED[word]} is not judged"
    return ""


def _words(items: Sequence[Node], scope: Scope) -> Iterator[str]:
    """The words in items, and what letters side by side spell where they are no product of declared names."""
    for node in nodes(items):
        if isinstance(node, Word):
            yield node.text
        elif isinstance(node, Text):
            yield from words_of(node.text)
    yield from (word for word in _runs(items) if any(scope.get(letter) is None for letter in word))


def _runs(items: Sequence[Node]) -> Iterator[str]:
    """Words of letters that touch, scripts on the last one left out."""
    word = ""
    for item in items:
        base = base_of(item)
        letter = (spelling(base) or "") if isinstance(base, Letter) else ""
        if item.spaced or not letter.isalpha():
            yield word
            word = ""
        word += letter if letter.isalpha() else ""
        if base is not item:
            yield word
            word = ""
    yield word
