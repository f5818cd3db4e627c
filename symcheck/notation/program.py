"""Small pieces of Python source, and questions about single nodes that are to be written as source."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction

from msgspec import Struct

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Expr, Number, Power
from symcheck.notation.helpers import RESERVED
from symcheck.notation.names import unicode_name


class Level(IntEnum):
    SUM = 0
    PRODUCT = 1
    POWER = 2
    ATOM = 3


class Code(Struct, frozen=True):
    """A piece of a program, and how tightly its outermost operation binds."""

    text: str
    level: Level = Level.ATOM

    def at(self, level: Level) -> str:
        """The text, in brackets where its operations bind less than asked."""
        return self.text if self.level >= level else f"({self.text})"


Scope = Mapping[Index, str]
"""The identifiers of the indices that are bound here."""

COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "ge": ">="}


def identifier(name: str) -> str:
    """A Python identifier that looks like an author's name, plain or LaTeX."""
    letter, below = unicode_name(name)
    plain = re.sub(r"\W+", "_", "_".join((letter, *below))).strip("_") or "x"
    return (
        plain + "_" if keyword.iskeyword(plain) or plain in RESERVED else f"_{plain}" if plain[0].isdigit() else plain
    )


def literal(value: Fraction) -> Code:
    """An exact rational number."""
    if value.denominator == 1:
        return Code(f"mpf({value.numerator})")
    return Code(f"mpf({value.numerator}) / {value.denominator}", Level.PRODUCT)


def under(factor: Expr) -> Expr | None:
    """What a factor divides by, if that is what it does."""
    match factor:
        case Power(base, Number(value)) if value == -1:
            return base
    return None
