"""Of which side a matrix has full rank: the one of which its page writes the product with its own transpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from symcheck.reading.declaring.said import Declaration, Member

FULL = "full rank"
_TYPE = re.compile(r"\\(?:mathbf|boldsymbol|bm|bf|mathrm)\b|[{}\s]|\\[,;!]")
_TURNED = r"(?:\^(?:T|\\top|\\intercal|⊤)|ᵀ|'|\^')"


def sided(declaration: Declaration, page: Sequence[str]) -> Declaration:
    """A matrix of full rank as one of full column rank, beside `X^TX`, or of full row rank, beside `XX^T`.

    Where its page writes both or neither it is as it was: which is meant is to be said.
    """
    if not isinstance(declaration, Member) or FULL not in [word for word, _ in declaration.properties]:
        return declaration
    sides = {_side(name.text, page) for name in declaration.names}
    (side,) = sides if len(sides) == 1 else ("",)
    said = ((f"full {side} rank" if side and word == FULL else word, place) for word, place in declaration.properties)
    return replace(declaration, properties=tuple(said))


def _side(name: str, page: Sequence[str]) -> str:
    bare = re.escape(_TYPE.sub("", name))
    texts = [_TYPE.sub("", text) for text in page]
    columns, rows = (
        any(re.search(pattern, text) for text in texts)
        for pattern in (rf"{bare}{_TURNED}{bare}(?!{_TURNED})", rf"{bare}{bare}{_TURNED}")
    )
    return "" if columns == rows else "column" if columns else "row"
