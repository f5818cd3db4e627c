"""Whether a condition beside a definition leaves values out: then the name has no meaning there."""

from __future__ import annotations

from collections.abc import Iterable, Set

from symcheck.errors import StatementError
from symcheck.expressions.indices import ONE, integer
from symcheck.expressions.nodes import IndexRelation, RealRelation
from symcheck.expressions.walk import condition_indices
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.conditions import COMPARES, Offered, Taken
from symcheck.reading.assembling.meanings import family
from symcheck.reading.assembling.members import Member, Sentence
from symcheck.reading.assembling.new_names import single, spellings
from symcheck.reading.assembling.wording import CASES, Wording
from symcheck.reading.declaring.sizing import Sized
from symcheck.reading.meaning.ranges import bounds
from symcheck.reading.meaning.scripts import is_never_negative
from symcheck.reading.rows import lone, sides_of
from symcheck.reading.scope import Extent, Range, Running, Scope
from symcheck.reading.tree import Bracket, Row, Scripts, Unreadable


def parts(found: Taken, words: Wording, left: Member) -> bool:
    """Whether it tells a case of what is defined from others: its indices are compared, or values behind "if".

    What the ranges of the indices say already tells none.
    """
    if found.stationary or all(map(_always, found.condition)):
        return False
    indices = {index.name for index in condition_indices(found.condition)}
    return not indices.isdisjoint(spellings(left.items)) if indices else words.has(CASES)


def _always(relation: IndexRelation | RealRelation) -> bool:
    """Whether an index is compared with a bound of its range, and keeps to it."""
    return isinstance(relation, IndexRelation) and relation.kind == "ge" and is_never_negative(relation.form)


def may_part(piece: Piece, left: Member, scope: Scope) -> bool:
    """Whether what may be a condition, and is none that is read, may tell a case of what is defined from others."""
    members = piece.sentence.members
    indices = {name for name in spellings(left.items) if isinstance(scope.get(name), Running | None)}
    spoken = {name for member in members for name in spellings(member.items)}
    entry = isinstance(lone(members[0].items), Scripts)
    lies = entry and piece.sentence.signs == ("∈",) and single(members[0].items) not in indices  # `y_i ∈ {0, 1}`
    if indices.isdisjoint(spoken) or lies:
        return piece.words.has(CASES)
    own = _own_ranges(left, indices & spoken, scope)
    return not own or set(own) != {_range_of(piece.sentence, scope)}


def _range_of(sentence: Sentence, scope: Scope) -> Range | None:
    """The values of the letter of `c ∈ C`, `1 ≤ c ≤ C`; None where it says anything else."""
    ends = [member.items for member in sentence.members]
    if sentence.signs == ("∈",):
        only = lone(ends[1])
        if only is not None and (found := bounds(ends[0][-1], only, scope)) is not None:
            ends = sides_of(found)[0]
        elif isinstance(only, Bracket) and only.opens == "[":
            ends[1] = only.body.items
    elif sentence.signs != ("≤", "≤"):
        return None
    try:
        sizes = Sized(scope)
        return ONE if len(ends) == 2 else sizes.form(ends[0]), sizes.form(ends[-1])
    except (Unreadable, StatementError):
        return None


def _own_ranges(left: Member, letters: Set[str], scope: Scope) -> list[Range]:
    """The ranges of some letters, else those of all indices of what is defined."""
    found = [scope.index(letter) for letter in letters]
    thing = scope.numbers(family(left.items))
    axes = () if thing is None else thing.value.tensor.axes
    return [(axis.lower, axis.upper) for axis in (axes if None in found else filter(None, found))]


def is_range(scope: Scope, letter: str, first: str, last: str) -> bool:
    """Whether the first and the last value, a number and a number or a size, are those of an index letter."""
    index = scope.index(letter)
    if index is None or not first.isdigit() or index.lower != integer(int(first)):
        return False
    size = scope.get(last)
    return index.upper == (integer(int(last)) if last.isdigit() else size.form if isinstance(size, Extent) else None)


def unread_cases(pieces: Iterable[Piece]) -> list[Piece]:
    """What may be conditions, and is none that is read: `c ∈ A`, "if c is even"."""
    return [piece for piece in pieces if _may_be_one(piece)]


def unread_case(row: Row, words: Wording) -> Piece:
    """A formula of which nothing is read, as what may be a condition."""
    whole = Member(row.items, row.span)
    return Piece(Sentence((whole,), (), row.span), words, None, False)


def _may_be_one(piece: Piece) -> bool:
    words, signs = piece.words, piece.sentence.signs
    compares = piece.found is None and bool(signs) and set(signs) <= COMPARES
    if isinstance(piece.found, Offered) or signs == ("∈",) or compares:
        return True
    return not piece.sentence.relates and words.conditional and (words.has(CASES) or not words.alone)
