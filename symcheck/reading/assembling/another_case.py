"""What a sentence says beside its conditions that may be another case: "for x = 1, for x = 2 too".

It is no condition that is read, so that what is claimed under the others is claimed of more than is judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.expressions.walk import condition_indices
from symcheck.reading.assembling.conditions import Offered, Taken, arrays_spoken_of, stated
from symcheck.reading.assembling.members import Sentence
from symcheck.reading.assembling.wording import Wording
from symcheck.reading.scope import Scope

ANOTHER = "{0} is said in the same sentence and may be another case, which is not judged: write a sentence for each"
ALSO = "also too likewise similarly same well again both either"


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


def _spoken_of(found: Taken) -> frozenset[str]:
    indices = frozenset(index.name for index in condition_indices(found.condition))
    return indices or frozenset(array.name for array in arrays_spoken_of(found.condition))
