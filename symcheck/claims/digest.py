"""Digests: 128 bits that tell an exact statement, its assumptions and the version of the judges.

Two statements have the same digest if they are the same up to the names of bound indices; declared names, ranges,
shapes and assumptions all count.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from functools import lru_cache

from symcheck.claims.statements import Ambiguous, Content, Cost, IllFormed, Order, Unread, Unsupported
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
from symcheck.expressions.nodes import Array, Block, Bracket, Condition, Determinant, Expr, Function, Relation
from symcheck.expressions.spoken import bound_indices

ENGINE = "9"
"""The version of the judges: raised whenever a verdict could change."""
DIGITS = 32


def content_key(content: Content) -> tuple[object, ...]:
    """A key, equal for contents that are the same up to the names of bound indices."""
    match content:
        case Block():
            return _tensor_key(content.axes, content.body)
        case Cost(of):
            return ("cost", content_key(of))
        case Order(bound):
            return ("order", content_key(bound))
        case IllFormed(reason):
            return ("ill-formed", reason)
        case Unsupported(reason):
            return ("unsupported", reason)
        case Unread(reason):
            return ("unread", reason)
        case Ambiguous(readings):
            return ("ambiguous", *(content_key(reading.value) for reading in readings))


@lru_cache(maxsize=256)
def _tensor_key(axes: tuple[Index, ...], body: Expr) -> tuple[object, ...]:
    """Remembered: each line is asked for with the first and with its neighbours."""
    return alpha_key(Determinant(Block(axes, body)))


@lru_cache(maxsize=256)
def _tensor_text(axes: tuple[Index, ...], body: Expr) -> str:
    return _text(_tensor_key(axes, body))


def _content_text(content: Content) -> str:
    return _tensor_text(content.axes, content.body) if isinstance(content, Block) else _text(content_key(content))


def digest(first: Content, line: Content, given: Condition) -> str:
    """The digest of the claim `first = line` under the conditions."""
    assumed = _text(tuple(map(_assumed, given)))
    parts = (_text(ENGINE), _content_text(first), _content_text(line), assumed)
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:DIGITS]


def _assumed(relation: Relation) -> tuple[object, ...]:
    """Each relation for itself: it holds for all values of the indices it binds, whatever others bind."""
    return alpha_key(Determinant(Block(bound_indices((relation,)), Bracket((relation,)))))


def _text(value: object) -> str:
    """A text that tells all values of a key apart, the same in every process.

    Each value says what it is and where it ends: names stand with their length before them, tuples with their number
    of items. What is of no known kind is an error, so that nothing can be left out unseen.
    """
    match value:
        case tuple():
            return f"({len(value)}:" + "".join(map(_text, value))
        case str():
            return f"s{len(value)}:{value}"
        case bool() | None:
            return f"b{value};"
        case int() | Fraction():
            return f"q{value};"
    return _declared(value)


@lru_cache(maxsize=1024)
def _declared(value: object) -> str:
    """The text of what is made of declared things: they stand in a statement again and again."""
    match value:
        case IndexForm(terms, constant):
            return f"f{_text((terms, constant))}"
        case Index(name, lower, upper, kind):
            return f"i{_text((name, lower, upper, kind))}"
        case Size() | MapEntry() | IndexMap() | Array() | Function():
            return f"{type(value).__name__}{_text(tuple(getattr(value, name) for name in value.__struct_fields__))}"
    raise TypeError(f"{type(value).__name__} in the key of a statement")
