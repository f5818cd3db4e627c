"""What a formula says, as values: sentences, and of each the members that its relation signs join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from symcheck.reading.assembling.wording import Wording
from symcheck.reading.names import spelling
from symcheck.reading.rows import equates, extent, sides_of
from symcheck.reading.source import Span
from symcheck.reading.tree import (
    Node,
    Note,
    Operator,
    Row,
    Unreadable,
)

DEFINES = frozenset((":=", "≜", "≡"))

Lead = Literal["", "=", "+", "→", "≈"]


class Member(Struct, frozen=True):
    """What stands between two relation signs; `sought` is the max or min that was taken off it."""

    items: tuple[Node, ...]
    span: Span
    sought: Node | None = None


class Sentence(Struct, frozen=True):
    """Members with the signs between them; `signs` has one less than there are members.

    `lead` says how it begins: with "=" (it goes on with what stands before it, which is then no member), "+" (its first
    member goes on with the last one before it), "→", "≈" (another relation), or "" for none of these. `arrow` says that
    `⇒` or a word like it stands before; `words` are what stands before it in words. `row` counts the rows of the
    formula from 1, `column` the columns of equations from 0. `required` are the positions of members behind a sign
    under "!". `parted` says that nothing but a wide space stands between it and a relation before it.
    """

    members: tuple[Member, ...]
    signs: tuple[str, ...]
    span: Span
    lead: Lead = ""
    arrow: bool = False
    words: Wording = Wording()
    row: int = 1
    required: tuple[int, ...] = ()
    column: int = 0
    parted: bool = False

    @property
    def relates(self) -> bool:
        return bool(self.signs) or self.lead == "="


NOTHING_LEFT = Sentence((), (), Span(0, 0))
"""What is left of a sentence of which nothing is to be judged."""


class Aside(Struct, frozen=True):
    """What stands in a formula and claims nothing: words, an equation number, what an arrow points at.

    `meant` says that it shows what it is: a range, or a constraint.
    """

    span: Span
    row: int = 1
    meant: bool = False


class Said(Struct, frozen=True):
    """A formula taken apart."""

    sentences: tuple[Sentence, ...]
    asides: tuple[Aside, ...]


# Pieces of a row


def members_of(items: Sequence[Node]) -> tuple[list[Member], list[str], list[int]]:
    """What stands between the relation signs, and the signs; a sign at the beginning or the end is dropped."""
    groups, relations = sides_of(items)
    while groups and not groups[0]:
        groups, relations = groups[1:], relations[1:]
    while groups and not groups[-1]:
        groups, relations = groups[:-1], relations[:-1]
    if any(not group for group in groups):
        second = relations[groups.index(())]
        raise Unreadable(second.span, "nothing stands before this sign", "write what is equal, or drop the sign")
    required = [n for n, sign in enumerate(relations, 1) if sign.note is not None and _exclaims(sign.note)]
    named = (_unbraced(group) for group in groups)
    return [Member(group, extent(group)) for group in named], [sign.sign for sign in relations], required


def _unbraced(items: tuple[Node, ...]) -> tuple[Node, ...]:
    r"""`\underbrace{h_t}_{\text{state}}` as the name that it is."""
    only = items[0] if len(items) == 1 else None
    braced = isinstance(only, Note) and only.kind in ("underbrace", "overbrace") and spelling(only.body) is not None
    return only.body.items if isinstance(only, Note) and braced else items


def _exclaims(note: Row) -> bool:
    return any(isinstance(item, Operator) and item.sign == "!" for item in note.items)


def related(sentence: Sentence, position: int) -> Span:
    """Where a member stands with the sign before it and what that relates it to; for the first one the sign behind."""
    member, others = sentence.members[position], sentence.members
    if position or sentence.lead:
        return (others[position - 1].span if position else sentence.span).to(member.span)
    return member.span.to(others[1].span) if len(others) > 1 else member.span


def runs(sentence: Sentence) -> Iterator[Sentence]:
    """The pieces of a sentence that signs of equality join; other relations stand between them."""
    if all(map(equates, sentence.signs)):
        yield sentence
        return
    start = 0
    lead, arrow = sentence.lead, sentence.arrow
    for end in range(1, len(sentence.members) + 1):
        if end < len(sentence.members) and equates(sentence.signs[end - 1]):
            continue
        members, signs = sentence.members[start:end], sentence.signs[start : end - 1]
        span = members[0].span.to(members[-1].span)
        yield Sentence(members, signs, span, lead, arrow and len(members) > 1, sentence.words, sentence.row)
        start, lead, arrow = end, "", False
