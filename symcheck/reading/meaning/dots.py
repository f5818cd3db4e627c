"""Dots: `a_1 + a_2 + … + a_n` is read where all that is shown is one expression at 1, 2 and n."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct, structs

from symcheck.expressions.indices import ONE, Index
from symcheck.reading.meaning.indexing import index_of
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.sizes import size_of
from symcheck.reading.rows import Items, extent
from symcheck.reading.scope import Running
from symcheck.reading.tree import AS_SUM, Letter, Mark, Node, Number, Operator, Relation, Row, Symbol, Unreadable

DOTS = {r"\dots", r"\cdots", r"\ldots", r"\vdots", r"\ddots"}

LETTER = "i…"
"""Stands where the members differ; nobody writes it."""


class Pattern(Struct, frozen=True):
    """What stands for all members: a body in a letter of its own, and what the letter runs over."""

    letter: str
    body: tuple[Node, ...]
    index: Index

    @property
    def running(self) -> Running:
        return Running(self.letter, self.index)


def is_dots(node: Node) -> bool:
    return isinstance(node, Symbol) and node.name in DOTS


def is_between_factors(node: Node) -> bool:
    """Whether these are the dots in the middle of a line, which stand between factors and not between members."""
    return isinstance(node, Symbol) and node.name == r"\cdots"


def beside(items: Items) -> list[Items]:
    """The members of a list with dots and without commas, each as long as the one behind the dots; [] if it is none."""
    where = [n for n, item in enumerate(items) if is_dots(item)]
    if len(where) != 1 or any(isinstance(item, Operator | Relation | Mark) for item in items):
        return []
    before, behind = items[: where[0]], items[where[0] + 1 :]
    if not before or not behind or len(before) % len(behind):
        return []
    members = [before[n : n + len(behind)] for n in range(0, len(before), len(behind))]
    return [*members, items[where[0] : where[0] + 1], behind]


def pattern(reader: Reader, parts: Sequence[Items], node: Node, letter: str = LETTER, may_end: bool = False) -> Pattern:
    """The pattern of members before and behind the dots; a list `may_end` with them, at a size that fits."""
    where = next((n for n, part in enumerate(parts) if len(part) == 1 and is_dots(part[0])), 0)
    before, behind = parts[:where], parts[where + 1 :]
    is_open = may_end and len(before) > 1 and not behind
    if not before or len(behind) + is_open != 1:
        raise Unreadable(node.span, "dots want a member before and one behind them", AS_SUM)
    body, low, high = _differing(before[0], (behind or before)[-1], letter, node)
    lower, upper = index_of(reader, low), index_of(reader, high)
    if is_open:
        if lower != ONE:
            raise Unreadable(node.span, "a list that is left open begins at 1", "write its last member")
        upper = size_of(reader, node, "this list", "write its last member")
    step = 1
    if lower.terms and not upper.terms:  # counted down
        lower, upper, step = upper, lower, -1
    start = lower if step > 0 else upper
    for number, member in enumerate(before[1:], 1):
        again, _, end = _differing(before[0], member, letter, node)
        if list(map(bare, again)) != list(map(bare, body)) or index_of(reader, end) != start.shift(step * number):
            raise Unreadable(extent(member), "this member does not go on as the first and the last say", AS_SUM)
    return Pattern(letter, body, Index(letter[0], lower, upper, "declared", (1 << 42) + node.span.start))


def first_alike(reader: Reader, members: Sequence[Items], last: Items) -> int:
    """Which of the members is the first that is the last one with another index; the first of all where none is."""
    for number, member in enumerate(members):
        with suppress(Unreadable):
            _, low, high = _differing(member, last, LETTER, (*member, *last)[-1])
            index_of(reader, low), index_of(reader, high)
            return number
    return 0


def bare(node: Node) -> object:
    """What a node says, wherever it stands."""
    fields = [getattr(node, name) for name in node.__struct_fields__ if name not in ("span", "spaced")]
    return (type(node).__name__, *(_plain_value(field) for field in fields))


def _plain_value(field: object) -> object:
    if isinstance(field, Node):
        return bare(field)
    if isinstance(field, tuple):
        return tuple(_plain_value(x) for x in field)
    return field


def _differing(first: Items, last: Items, letter: str, node: Node) -> tuple[tuple[Node, ...], Items, Items]:
    """The body with a letter where two members differ, and what stands there in the first and in the last."""
    found: list[tuple[Items, Items]] = []
    body = _merged_items(first, last, letter, found, node)
    texts = {(repr([bare(x) for x in a]), repr([bare(x) for x in b])) for a, b in found}
    if not found:
        raise Unreadable(node.span, "the members beside the dots do not differ", AS_SUM)
    if len(texts) > 1:
        raise Unreadable(node.span, "the members beside the dots differ in more than one way", AS_SUM)
    return body, *found[0]


def _merged_items(a: Items, b: Items, letter: str, found: list[tuple[Items, Items]], node: Node) -> tuple[Node, ...]:
    if len(a) == len(b) and all(bare(x) == bare(y) for x, y in zip(a, b, strict=True) if isinstance(x, Operator)):
        return tuple(_merged(x, y, letter, found, node) for x, y in zip(a, b, strict=True))
    found.append((a, b))
    return (Letter(letter, span=extent(a)),)


def _merged(a: Node, b: Node, letter: str, found: list[tuple[Items, Items]], node: Node) -> Node:
    """Two nodes as one: where they differ in a number, a letter or a whole script, the letter stands."""
    if bare(a) == bare(b):
        return a
    if isinstance(a, Number) or (isinstance(a, Letter) and isinstance(b, Letter | Number)):
        found.append(((a,), (b,)))
        return Letter(letter, span=a.span, spaced=a.spaced)
    if type(a) is not type(b):
        raise Unreadable(node.span, "the members beside the dots are not alike", AS_SUM)
    changed: dict[str, object] = {}
    for name in a.__struct_fields__:
        if name in ("span", "spaced"):
            continue
        x, y = getattr(a, name), getattr(b, name)
        if isinstance(x, Row) and isinstance(y, Row):
            changed[name] = structs.replace(x, items=_merged_items(x.items, y.items, letter, found, node))
        elif isinstance(x, Node) and isinstance(y, Node):
            changed[name] = _merged(x, y, letter, found, node)
        elif _plain_value(x) != _plain_value(y):
            raise Unreadable(node.span, "the members beside the dots are not alike", AS_SUM)
    return structs.replace(a, **changed)
