"""Sums of terms: how far each sign of a row reaches, and each sum."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.reading.meaning import values
from symcheck.reading.meaning.choosing import Way
from symcheck.reading.meaning.free import bound_letters, free_letters, is_binder
from symcheck.reading.meaning.products import product
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.rows import Items, base_of, extent
from symcheck.reading.scope import Value
from symcheck.reading.tree import (
    LOST,
    Big,
    Mark,
    Node,
    Operator,
    Relation,
    Scripts,
    Text,
    Unreadable,
    Word,
)

BATCHES = (
    Way("the vector is added to every row of the matrix", r"write \mathbf 1 b^T for b"),
    Way("the vector is added to every column of the matrix", r"write b \mathbf 1^T for b"),
)


class Term(Struct, frozen=True):
    """A term with the sign before it: one of a sum."""

    sign: str
    items: tuple[Node, ...]


def expression(reader: Reader, items: Items) -> Value:
    """A sum of terms."""
    items = tuple(item for item in items if not _is_layout(item))
    if not items:
        raise Unreadable(extent(items), "an expression is missing here", LOST)
    for item in items:
        if isinstance(item, Relation):
            raise Unreadable(
                item.span, f"a relation {item.sign} inside an expression", "write each relation as a formula of its own"
            )
        if isinstance(item, Text | Mark):
            shown = item.text.strip() if isinstance(item, Text) else item.sign
            raise Unreadable(item.span, f"{shown!r} inside an expression", "write words outside the formula")
    total: Value | None = None
    for term in reached(reader, terms(reader, items)):
        value = product(reader, term.items)
        with reader.at(extent(items)):
            if total is None:
                total = values.negative(value) if term.sign == "-" else value
            else:
                ways = BATCHES if values.fits_both_ways(total, value) else ()
                by_rows = bool(ways) and reader.choose(extent(items), *ways) == 0
                total = values.added(total, value, term.sign, by_rows)
    if total is None:
        raise Unreadable(extent(items), "an expression is missing here", LOST)
    return total


def _is_layout(item: Node) -> bool:
    return isinstance(item, Mark) and item.sign in ("&", "\\quad")


def terms(reader: Reader, items: Items) -> list[Term]:
    """The terms apart by the signs of this level; a sign that follows another operator is its term's own."""
    found: list[Term] = []
    sign, pending = "+", list[Node]()
    for item in items:
        if isinstance(item, Operator) and item.sign in "+-±∓" and _parts(reader, pending):
            if item.sign in "±∓":
                raise Unreadable(item.span, "± has two values", "write two formulas, one for each sign")
            if pending:
                found.append(Term(sign, tuple(pending)))
                sign, pending = item.sign, []
            else:
                sign = item.sign if sign == "+" else {"+": "-", "-": "+"}[item.sign]
        else:
            pending.append(item)
    if not pending:
        raise Unreadable(items[-1].span, "an expression is missing behind this sign", LOST)
    return [*found, Term(sign, tuple(pending))]


def _parts(reader: Reader, pending: Sequence[Node]) -> bool:
    """Whether a sign behind these items ends their term: not behind an operator, Σ, or a function without argument."""
    if not pending:
        return True
    last = pending[-1]
    if isinstance(last, Operator):
        return last.sign == "!"
    base = base_of(last)
    if isinstance(base, Big):
        return False
    return not (isinstance(base, Word) and reader.is_function(base))


def reached(reader: Reader, found: list[Term]) -> list[Term]:
    """The terms with those joined over which a sum reaches because its index stands free in them."""
    for position, term in enumerate(found):
        for place, item in enumerate(term.items):
            if is_binder(item) and isinstance(item, Scripts) and item.sub is not None:
                last = _last_reached(reader, bound_letters(item.sub), found, position)
                if last > position:
                    return _joined(reader, found, position, place, last)
    return found


def _last_reached(reader: Reader, letters: list[str], found: list[Term], position: int) -> int:
    last = position
    for further in range(position + 1, len(found)):
        if any(_binds_again(item, letters) for item in found[further].items):
            break
        if free_letters(found[further].items, reader.scope).intersection(letters):
            last = further
    return last


def _binds_again(item: Node, letters: list[str]) -> bool:
    own = bound_letters(item.sub) if is_binder(item) and isinstance(item, Scripts) and item.sub is not None else []
    return bool(set(own).intersection(letters))


def _joined(reader: Reader, found: list[Term], position: int, place: int, last: int) -> list[Term]:
    """Ways to read a sum whose index stands free behind it."""
    first, behind = found[position], found[position + 1 : last + 1]
    binder = first.items[place]
    assert isinstance(binder, Scripts) and binder.sub is not None
    letters = bound_letters(binder.sub)
    outside = any(free_letters(other, reader.scope).intersection(letters) for other in reader.others)
    turned = first.sign == "-" and any(term.sign == "-" for term in behind)
    whole = list(first.items)
    for term in behind:
        whole += [Operator(term.sign, span=term.items[0].span), *term.items]
    ways = [Way("the sum reaches over all terms with its index", "put brackets around them")]
    if turned:
        ways.append(Way("each term is summed with the sign before it", "put brackets around each"))
    if outside:
        ways.append(Way("the sum ends before the next sign", "put brackets around the sum"))
    way = ways[reader.choose(binder.span, *ways)] if len(ways) > 1 else ways[0]
    if way is ways[0]:
        return [*found[:position], Term(first.sign, tuple(whole)), *reached(reader, found[last + 1 :])]
    if turned and way is ways[1]:
        before = first.items[: place + 1]
        each = [first, *(Term(term.sign, (*before, *term.items)) for term in behind)]
        return [*found[:position], *each, *reached(reader, found[last + 1 :])]
    return found
