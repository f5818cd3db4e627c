"""Small pieces of Python source, and questions about single nodes that are to be written as source."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from fractions import Fraction

from msgspec import Struct

from symcheck.expressions.indices import Index, IndexAtom, IndexForm
from symcheck.expressions.nodes import Expr, Number, Power
from symcheck.notation.helpers import RESERVED
from symcheck.notation.names import spelled


class Level(IntEnum):
    SUM = 0
    PRODUCT = 1
    UNARY = 2
    POWER = 3
    ATOM = 4


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


def identifier(name: str, reserved: frozenset[str] = RESERVED) -> str:
    """A Python identifier that looks like an author's name, plain or LaTeX."""
    plain = name if name.isidentifier() and unicodedata.normalize("NFKC", name) == name else spelled(name) or "x"
    if keyword.iskeyword(plain) or plain in reserved:
        return plain + "_"
    return f"_{plain}" if plain[0].isdigit() else plain


def unused(wanted: str, taken: Iterable[str]) -> str:
    """The identifier, numbered where others have it."""
    found, number, others = wanted, 1, set(taken)
    while found in others:
        number += 1
        found = f"{wanted}_{number}"
    return found


def affine(form: IndexForm, atom: Callable[[IndexAtom], str]) -> Code:
    """Index arithmetic, its atoms written as told."""
    listed = [(c < 0, atom(a) if abs(c) == 1 else f"{abs(c)} * {atom(a)}", abs(c) == 1) for a, c in form.terms]
    if form.constant or not listed:
        listed.append((form.constant < 0, str(abs(form.constant)), True))
    negative, text, single = listed[0]
    for minus, part, _ in listed[1:]:
        text += f" {'-' if minus else '+'} {part}"
    level = Level.SUM if listed[1:] else Level.UNARY if negative and single else Level.ATOM if single else Level.PRODUCT
    return Code(f"-{text}" if negative else text, level)


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
