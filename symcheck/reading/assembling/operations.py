"""The operations that a row holds, as what words speak of them: many have no sign of their own.

A product of what stands side by side, powers, what is transposed, inverses, quotients, derivatives, entries. What may
be one counts as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcheck.errors import StatementError
from symcheck.reading.assembling.stationary import is_derivative
from symcheck.reading.meaning.meaning import read
from symcheck.reading.names import name_of
from symcheck.reading.rows import base_of, lone
from symcheck.reading.scope import Quantity, Scope
from symcheck.reading.tree import (
    Accent,
    Big,
    Bracket,
    Fraction,
    Group,
    Letter,
    Mark,
    Node,
    Number,
    Operator,
    Relation,
    Root,
    Row,
    Scripts,
    Symbol,
    Text,
    Unreadable,
    Word,
)

ARITHMETIC, PRODUCT, POWER, INVERSE, TRANSPOSE = "arithmetic", "a product", "a power", "an inverse", "a transpose"
QUOTIENT, DERIVATIVE, INDEX, ROOT, LAYOUT = "a quotient", "a derivative", "an index", "a root", "a row or a column"
PRODUCT_OF_ARRAYS, POWER_OF_ARRAYS = "a product of arrays", "a power of arrays"
_TIMES = "·×*∗"


def operations(items: Sequence[Node], scope: Scope) -> Iterator[str]:
    """The operations of a row, but for those in rows that its items hold."""
    yield ARITHMETIC
    for n, item in enumerate(items):
        yield from _of(item, scope)
        if n and _is_factor(items[n - 1], item, scope):
            yield PRODUCT
            if not any(_is_number(x, scope) for x in items[n - 1 : n + 1]):
                yield from (PRODUCT_OF_ARRAYS, LAYOUT)
        elif isinstance(item, Operator) and item.sign in _TIMES:
            yield from (PRODUCT, PRODUCT_OF_ARRAYS, LAYOUT)


def _of(item: Node, scope: Scope) -> Iterator[str]:
    """What an item is by itself."""
    match item:
        case Scripts(base, sub, sup, primes):
            yield from _of(base, scope) if base is not None else ()
            yield from (INDEX,) if sub is not None else ()
            yield from (TRANSPOSE, DERIVATIVE, LAYOUT) if primes else ()
            if sup is not None:
                yield from _raised(sup, base is None or not _is_number(base, scope))
        case Fraction():
            yield from (DERIVATIVE, LAYOUT) if is_derivative((item,)) else (QUOTIENT,)
        case Operator("/"):
            yield QUOTIENT
        case Symbol(r"\partial" | r"\nabla") | Accent("dot" | "ddot"):
            yield from (DERIVATIVE, LAYOUT)
        case Root():
            yield ROOT


def _raised(sup: Row, array: bool) -> Iterator[str]:
    """What a superscript says: letters that transpose, a sign before a 1, or an exponent."""
    letters = [x.name for x in sup.items if isinstance(x, Letter | Symbol)]
    if {*letters} & {"T", "t", "H", r"\top", r"\intercal"}:
        yield from (TRANSPOSE, LAYOUT)
    elif not isinstance(lone(sup.items), Bracket | Text | Word):
        yield from (POWER, *((POWER_OF_ARRAYS,) if array else ()))
    if any(isinstance(x, Operator) for x in sup.items):
        yield from (INVERSE, POWER_OF_ARRAYS)


def _is_factor(before: Node, item: Node, scope: Scope) -> bool:
    """Whether two items side by side are multiplied, as far as what they are says so."""
    first = base_of(before)
    if isinstance(first, Word | Symbol | Big | Operator | Relation | Mark | Text) or is_derivative((before,)):
        return False
    if isinstance(item, Operator | Relation | Mark | Text):
        return False
    called = isinstance(item, Bracket) and not isinstance(scope.get(name_of((before,))), Quantity)
    return not (called and isinstance(first, Letter | Accent | Group))


def _is_number(node: Node, scope: Scope) -> bool:
    """Whether a node stands for a number."""
    if isinstance(node, Number):
        return True
    try:
        return not read((node,), scope)[0].value.tensor.axes
    except (Unreadable, StatementError):
        return False
