"""The pieces of a sentence between the signs that do not equate."""

from __future__ import annotations

from collections.abc import Iterator

from symcheck.reading.assembling.laid_out import EQUALS
from symcheck.reading.assembling.members import Sentence


def equates(sign: str) -> bool:
    return sign in EQUALS or sign == "←"


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
