"""A page's own commands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.reading.tokens import Token


class Macros(Struct, frozen=True):
    """Commands that a page defines."""


NONE = Macros()


def expand(tokens: Sequence[Token], macros: Macros) -> Sequence[Token]:
    return tokens
