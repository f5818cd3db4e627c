"""`\\max_w` and `\\min_w` before a chain: over a variable they say what is sought, the rest is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.names import spelling
from symcheck.reading.rows import extent
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Mark, Node, Scripts, Word


def taken_off(sentence: Sentence, scope: Scope) -> tuple[Sentence, tuple[str, ...]]:
    """The sentence without them, and what is told of that; over an index they are values, and stay."""
    if not sentence.members or sentence.lead or not _seeks(sentence.members[0].items, scope):
        return sentence, ()
    members = tuple(_bare(member) if _seeks(member.items, scope) else member for member in sentence.members)
    return replace(sentence, members=members), ("what is sought, max or min over a variable, is taken off",)


def _seeks(items: Sequence[Node], scope: Scope) -> bool:
    first = items[0] if len(items) > 1 else None
    if not isinstance(first, Scripts) or not isinstance(first.base, Word) or first.base.text not in ("max", "min"):
        return False
    letters = [item for item in first.sub.items if not isinstance(item, Mark)] if first.sub is not None else []
    things = [scope.get(spelling(letter) or "") for letter in letters]
    return bool(things) and all(isinstance(thing, Quantity) and thing.variable for thing in things)


def _bare(member: Member) -> Member:
    return Member(member.items[1:], extent(member.items[1:]))
