"""Where a page sets a derivative to 0: that states a condition, and the chain round it is judged without the 0."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.members import Member, Sentence
from symcheck.reading.tree import Fraction, Group, Letter, Node, Number, Row, Scripts, Symbol
from symcheck.reading.wording import Wording


class Stationary(Struct, frozen=True):
    """A sentence without its 0, and the member that is 0 from here on."""

    rest: Sentence
    zero: Member
    vanishes: Member


def stationary(sentence: Sentence, before: Sequence[Member], around: Wording) -> Stationary | None:
    """What a sentence says is set to 0; `before` are the members that it goes on with, `around` the words round it.

    A derivative with a third member between it and the 0, or one under "!", or one alone of which the words say so.
    """
    zeros = [n for n, member in enumerate(sentence.members) if _is_zero(member)]
    if len(zeros) != 1 or not all(sign == "=" for sign in sentence.signs):
        return None
    others = [member for member in sentence.members if not _is_zero(member)]
    if not any(_is_derivative(member.items) for member in (*before, *others)):
        return None
    at_end = zeros[0] in (0, len(sentence.members) - 1)
    if not at_end or not (len(before) + len(others) > 1 or sentence.required or around.stationary):
        return None
    vanishes = (others or before)[-1]
    signs = sentence.signs[: max(0, len(others) - 1)]
    rest = replace(sentence, members=tuple(others), signs=signs, required=())
    return Stationary(rest, sentence.members[zeros[0]], vanishes)


def _is_zero(member: Member) -> bool:
    items = member.items
    while len(items) == 1 and isinstance(items[0], Group):
        items = items[0].body.items
    return len(items) == 1 and isinstance(items[0], Number) and items[0].text == "0"


def _is_derivative(items: Sequence[Node]) -> bool:
    """Whether ∂, ∇ or d/d stands there, outside of what is hung on letters."""
    for item in items:
        match item:
            case Symbol(name) if name in (r"\partial", r"\nabla"):
                return True
            case Fraction(over, under) if _begins(over, "d") and _begins(under, "d"):
                return True
            case Fraction(over, under) if _is_derivative(over.items):
                return True
            case Scripts(base) if base is not None and _is_derivative((base,)):
                return True
            case Group(body) if _is_derivative(body.items):
                return True
    return False


def _begins(row: Row, letter: str) -> bool:
    first = row.items[0] if row.items else None
    if isinstance(first, Scripts):
        first = first.base
    return isinstance(first, Letter) and first.name == letter
