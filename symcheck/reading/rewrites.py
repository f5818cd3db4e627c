"""Replacing what is written before it is read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.reading.tokens import Token


class Rewrite(Struct, frozen=True):
    """`pattern means replacement`."""

    pattern: tuple[Token, ...]
    replacement: tuple[Token, ...]
    in_subscripts: bool = False
    variables: tuple[str, ...] = ()


def rewritten(tokens: Sequence[Token], rewrites: Sequence[Rewrite]) -> Sequence[Token]:
    return tokens
