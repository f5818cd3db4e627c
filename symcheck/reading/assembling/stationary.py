"""What says that an optimum is sought, and is no part of a claim.

Where a page sets a derivative to 0, that states a condition, and the chain round it is judged without the 0. `\\max_w`
and `\\min_w` before a chain say over a variable what is sought, and the rest is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.meaning.constants import ZEROS
from symcheck.reading.meaning.dots import bare
from symcheck.reading.meaning.quotients import is_slanted
from symcheck.reading.meaning.scripts import is_transpose
from symcheck.reading.meaning.sums import letters_below, over_variables
from symcheck.reading.names import spelling
from symcheck.reading.rows import base_of, extent, lone, nodes
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import Fraction, Group, Letter, Node, Number, Row, Scripts, Symbol, Word


class Stationary(Struct, frozen=True):
    """A sentence without its 0, the member that is 0 from here on, and the derivative that is set to 0."""

    rest: Sentence
    zero: Member
    vanishes: Member
    derivative: Member


def stationary(
    sentence: Sentence, before: Sequence[Member], said: bool, derives: Callable[[Member], bool]
) -> Stationary | None:
    """What a sentence says is set to 0; `before` are the members that it goes on with, `derives` tells derivatives.

    A derivative with a third member between it and the 0, or one under "!", or one alone of which words say so.
    """
    zeros = [n for n, member in enumerate(sentence.members) if is_zero(member)]
    if len(zeros) != 1 or not all(sign == "=" for sign in sentence.signs):
        return None
    others = [member for member in sentence.members if not is_zero(member)]
    derivative = next((member for member in (*before, *others) if derives(member)), None)
    at_end = zeros[0] in (0, len(sentence.members) - 1)
    if derivative is None or not at_end or not (len(before) + len(others) > 1 or sentence.required or said):
        return None
    vanishes = (others or before)[-1]
    signs = sentence.signs[: max(0, len(others) - 1)]
    rest = replace(sentence, members=tuple(others), signs=signs, required=())
    return Stationary(rest, zero_at(sentence.members[zeros[0]]), vanishes, derivative)


def stands_at_zero(sentence: Sentence, derives: Callable[[Member], bool]) -> Member | None:
    """The derivative of a sentence that says no more than that it is 0."""
    if len(sentence.members) != 2 or sentence.signs != ("=",) or sentence.lead:
        return None
    first, second = sentence.members
    derivative, zero = (second, first) if is_zero(first) else (first, second)
    return derivative if is_zero(zero) and derives(derivative) else None


def is_zero(member: Member) -> bool:
    """Whether a member is 0: the number, in bold or under an arrow, with its size or transposed, or the word."""
    only = lone(member.items)
    while isinstance(only, Group):
        only = lone(only.body.items)
    if isinstance(only, Scripts) and not only.primes and (only.sup is None or is_transpose(lone(only.sup.items))):
        only = only.base
    match only:
        case Number(text):
            return text.strip("0") in ("", ".")
        case Letter("0"):
            return True
        case Word(text):
            return text in ZEROS
    return False


def zero_at(member: Member) -> Member:
    """A 0 at the place of a member."""
    return Member((Number("0", span=member.span),), member.span)


def is_derivative(items: Sequence[Node]) -> bool:
    """Whether ∂, ∇ or d/d stands there, outside of what is hung on letters."""
    if is_slanted(items):
        return True
    for item in items:
        match item:
            case Symbol(name) if name in (r"\partial", r"\nabla"):
                return True
            case Fraction(over, under) if _begins(over, "d") and _begins(under, "d"):
                return True
            case Fraction(over, under) if is_derivative(over.items):
                return True
            case Scripts(base) if base is not None and is_derivative((base,)):
                return True
            case Group(body) if is_derivative(body.items):
                return True
    return False


def _begins(row: Row, letter: str) -> bool:
    first = base_of(row.items[0]) if row.items else None
    return isinstance(first, Letter) and first.name == letter


def taken_off(
    sentence: Sentence, before: Sequence[Member], scope: Scope, objective: bool
) -> tuple[Sentence, tuple[str, ...]] | None:
    """The sentence without max and min over variables, and what is told of that; over an index they are values.

    They are taken off where all members stand under the same one, those `before` that it goes on with too, or where no
    member can be the value that it takes: what is varied stands in each, or words say that an `objective` follows. None
    where a member is compared with what stands under one, and stands under none itself.
    """
    sought = before[0].sought if before else sentence.members[0].items[0] if sentence.members else None
    if sought is None or (not before and (sentence.lead or not _seeks(sentence.members[0].items, scope))):
        return sentence, ()
    alike = all(_seeks(x.items, scope) and bare(x.items[0]) == bare(sought) for x in sentence.members)
    others = any(_seeks(x.items, scope) and bare(x.items[0]) != bare(sought) for x in sentence.members)
    if not alike and (before or others or not _speak_of(sought, sentence.members[1:], scope, objective)):
        return None if before else (sentence, ())
    members = tuple(_bare(x, alike) if _seeks(x.items, scope) else x for x in sentence.members)
    return replace(sentence, members=members), ("what is sought, max or min over a variable, is taken off",)


def _seeks(items: Sequence[Node], scope: Scope) -> bool:
    first = items[0] if len(items) > 1 else None
    if not isinstance(first, Scripts) or not isinstance(first.base, Word) or first.base.text not in ("max", "min"):
        return False
    return over_variables(first, scope)


def _speak_of(sought: Node, members: Sequence[Member], scope: Scope, objective: bool) -> bool:
    """Whether each member depends on what is varied: its letters stand there, or names for an objective."""
    letters = {spelling(item) for item in letters_below(sought)}
    for member in members:
        names = [name for node in nodes(member.items) if (name := spelling(node)) is not None]
        things = [scope.get(name) for name in names]
        defined = any(thing is not None and not isinstance(thing, Quantity) for thing in things) or any(
            isinstance(thing, Quantity) and not thing.variable for thing in things
        )
        if letters.isdisjoint(names) and not (defined and objective):
            return False
    return bool(members)


def _bare(member: Member, alike: bool) -> Member:
    rest = member.items[1:]
    return Member(rest, extent(rest), member.items[0] if alike else None)
