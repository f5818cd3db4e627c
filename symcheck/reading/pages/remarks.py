"""What a comment for symcheck says: declarations, or the role of the formula before it."""

from __future__ import annotations

import re
from typing import cast

from symcheck.reading.pages.blocks import Declarations, Remark, Role
from symcheck.reading.source import Passage

_OURS = re.compile(r"\s*symcheck\b[^\S\n]*:?")
_ROLE = re.compile(
    r"\s*(?:(?P<of>line|relation)\s+(?P<number>\d{1,4})\s*:\s*)?(?P<role>wrong|remark|condition|definition|claim)\b"
    r"(?!\s*[(\"“=∈])\s*[,:;.–—-]?\s*(?:because\b)?(?P<reason>.*)",
    re.S,
)


def ours(text: str) -> int | None:
    """Where what is meant for symcheck begins in a comment; None for anybody else's comment."""
    match = _OURS.match(text)
    return match.end() if match else None


def said(passage: Passage) -> Remark | Declarations:
    """What a comment says, without the word `symcheck` at its head."""
    match = _ROLE.fullmatch(passage.text)
    if match is None:
        return Declarations(passage=passage)
    of, number = match["of"], int(match["number"] or 0)
    return Remark(
        passage.span(match.start("role"), len(passage)),
        cast(Role, match["role"]),
        " ".join(match["reason"].split()),
        line=number if of == "line" else None,
        relation=number if of == "relation" else None,
    )
