"""What a sentence says beside its conditions that may be another case: "for x = 1, for x = 2 too".

Whether it is read or not, what is claimed under the others may be claimed of more than is judged. Of two conditions
that "and" or a comma joins, that is in doubt where one of them is an equation or a set, and both begin with one name;
where "for" or "if" stands again, where both speak of one name.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.expressions.walk import condition_indices
from symcheck.reading.assembling.classifying import Piece
from symcheck.reading.assembling.conditions import Offered, Taken, arrays_spoken_of, is_plain, is_variable, stated
from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.names import name_of, spelling
from symcheck.reading.rows import lone
from symcheck.reading.scope import IndexSet, Scope
from symcheck.reading.tree import Bracket

ANOTHER = "{0} is said in the same sentence and may be another case, which is not judged: write a sentence for each"
ALSO = "also too likewise similarly same well again both either"
AGAIN = "for if when whenever at"


def another_case(sentence: Sentence, around: Wording, taken: Sequence[Taken], scope: Scope) -> str:
    """What a sentence that is not taken may say beside conditions of which it is another case; "" if it is none.

    One that speaks of nothing they speak of is another case where words `around` it such as "also" say so.
    """
    if not taken or not sentence.signs:
        return ""
    found = stated(sentence, scope)
    if isinstance(found, Offered):
        return found.reason
    alike = any(_spoken_of(found) & _spoken_of(one) for one in taken)
    return ANOTHER.format(found.words) if alike or around.has(ALSO) else ""


def goes_on_listing(piece: Piece, taken: Sequence[Taken], displayed: bool, scope: Scope) -> bool:
    """Whether a value stands behind conditions in a display without a word, of a name to which these give one."""
    sentence = piece.sentence
    if not displayed or not taken or piece.words != Wording() or sentence.row > 1 or sentence.lead or sentence.arrow:
        return False
    if sentence.signs != ("=",) or not is_plain(sentence, scope):
        return False
    found = stated(sentence, scope)
    return isinstance(found, Taken) and any(one.is_value and _spoken_of(found) & _spoken_of(one) for one in taken)


def lies_in_set(sentence: Sentence, scope: Scope) -> bool:
    """Whether an index or a variable lies in a set that is written out, or declared."""
    if sentence.signs != ("∈",):
        return False
    written = lone(sentence.members[1].items)
    known = isinstance(scope.get(spelling(written)), IndexSet)
    return known or (isinstance(written, Bracket) and is_variable(sentence.members[0], scope))


def joined_case(piece: Piece, before: Sequence[Piece]) -> str:
    """What a condition may say as another case than those `before` it; "" if it is none."""
    if piece.taken is None or not _joins(piece):
        return ""
    again = piece.words.has(AGAIN) and not piece.carried
    for one in before:
        signs = {*one.sentence.signs, *piece.sentence.signs}
        if one.taken is None or one.taken.condition == piece.taken.condition or signs.isdisjoint("=∈"):
            continue
        alike = _begins_with(one.sentence) & _begins_with(piece.sentence) if "≠" not in signs else frozenset[str]()
        if alike or (again and _spoken_of(one.taken) & _spoken_of(piece.taken)):
            return ANOTHER.format(piece.taken.words)
    return ""


def _joins(piece: Piece) -> bool:
    """Whether "and", a comma or the word of another condition stands before it: no "where", which narrows another."""
    return piece.carried or piece.words.words in ((), ("and",)) or piece.words.has(AGAIN)


def _begins_with(sentence: Sentence) -> frozenset[str]:
    """The name that is compared, or the one with which a number is."""
    names = (name_of(member.items) for member in sentence.members)
    return frozenset([name for name in names if name is not None][:1])


def _spoken_of(found: Taken) -> frozenset[str]:
    indices = frozenset(index.name for index in condition_indices(found.condition))
    return indices or frozenset(array.name for array in arrays_spoken_of(found.condition))
