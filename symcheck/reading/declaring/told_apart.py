"""Letters that are sizes where something lies in ℝ^…, and things in all formulas: `h = o ⊙ tanh c` beside `b ∈ ℝ^h`.

Promised: such a letter stands as what only a vector, a matrix or a value is, on the left of what only these are, and
nowhere as a number of members. One that is used both ways is `torn`: what it means is asked, and nothing is read of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from symcheck.reading.meaning.dots import is_dots
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, apart, base_of, lone, nodes, rows_in, sides_of
from symcheck.reading.source import Passage
from symcheck.reading.tree import (
    Big,
    Fraction,
    Letter,
    Mark,
    Node,
    Operator,
    Problem,
    Relation,
    Row,
    Scripts,
    Symbol,
    Word,
)

TORN = "{0} is a size here, as in ℝ^{0}, and something else as well"
ADVICE = "give the size another letter"
_SHAPES = re.compile(
    r"(?:ℝ|\\(?:mathbb|mathbf|bb|Bbb)\s*\{?\s*R\s*\}?|\\R(?:eals?)?(?![A-Za-z]))\s*\^\s*"
    r"(?:\{(?P<sizes>[^{}]*)\}|(?P<size>[A-Za-z]))"
)
_NAME = re.compile(r"\\?[A-Za-z]+(?:_(?:[A-Za-z0-9]|\{[^{}]*\}))?")
_LYING = re.compile(rf"((?:{_NAME.pattern}\s*,\s*)*{_NAME.pattern})\s*(?:∈|\\in(?![A-Za-z]))\s*(?:{_SHAPES.pattern})")
_LETTERS = re.compile(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z_^])")
_TURNED = ("T", r"\top", r"\intercal")
_ALONE = frozenset("⊙∘")
"""Signs that stand between vectors and matrices alone."""


class ToldApart(Struct, frozen=True):
    """The letters that are sizes in ℝ^… alone, those that are torn, and what is asked of these."""

    sizes: frozenset[str] = frozenset()
    torn: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def told_apart(rows: Sequence[Row], texts: Sequence[Passage]) -> ToldApart:
    """What a page tells of its letters, with these formulas and texts."""
    said = [(text, sizes_in(text.text)) for text in texts]
    sizes = frozenset[str]().union(*(letters for _, letters in said))
    if not sizes:
        return ToldApart()
    shaped = frozenset(name for row in rows for name in _shaped(row.items))
    shaped |= {name for text in texts for found in _LYING.finditer(text.text) for name in _NAME.findall(found[1])}
    things = sizes.intersection(x for row in rows for x in _things(row.items, shaped))
    torn = things.intersection(x for row in rows for x in _counts(row.items))
    places = {letter: text.whole for text, letters in reversed(said) for letter in letters}
    asked = (Problem(places[letter], TORN.format(letter), ADVICE) for letter in sorted(torn))
    return ToldApart(things - torn, torn, tuple(asked))


def sizes_in(text: str) -> frozenset[str]:
    """The letters that are sizes in the sets ℝ^… of a text."""
    written = (found["sizes"] or found["size"] for found in _SHAPES.finditer(text))
    return frozenset(letter for sizes in written for letter in _LETTERS.findall(sizes))


def _shaped(items: Items) -> Iterator[str]:
    """The names that are said to be vectors or matrices."""
    for row in rows_in(items):
        for n, item in enumerate(row):
            if isinstance(item, Relation) and item.sign == "∈" and n + 1 < len(row) and _is_shape(row[n + 1]):
                yield from (name for x in row[:n] if (name := spelling(x)) is not None)


def _is_shape(node: Node) -> bool:
    base = base_of(node)
    return isinstance(node, Scripts) and node.sup is not None and isinstance(base, Letter) and base.name in ("R", "ℝ")


def _things(items: Items, shaped: frozenset[str]) -> Iterator[str]:
    """Letters that stand where only vectors, matrices and values do."""
    for row in rows_in(items):
        for sides in (sides_of(one)[0] for one in apart(row, lambda item: isinstance(item, Mark))):
            for left, right in pairwise(sides):
                only, is_set = lone(left), bool(right) and _is_shape(right[0])
                if isinstance(only, Letter) and (is_set or _is_value(right, shaped)):
                    yield only.name
        for before, item in zip((None, *row), row, strict=False):
            if isinstance(item, Letter) and (_takes(before) or _is_alone(before)):
                yield item.name
            if isinstance(item, Scripts) and isinstance(item.base, Letter) and _is_turned(item):
                yield item.base.name


def _is_value(items: Items, shaped: frozenset[str]) -> bool:
    """Whether a side is made by functions, by signs between vectors, or of what is said to be a vector or matrix."""
    return any(
        (isinstance(x, Word | Letter) and getattr(x, "text", getattr(x, "name", "")) in KNOWN)
        or _is_alone(x)
        or spelling(x) in shaped
        for x in nodes(items)
    )


def _is_alone(node: Node | None) -> bool:
    return isinstance(node, Operator) and node.sign in _ALONE


def _takes(node: Node | None) -> bool:
    """Whether what stands behind is what something is taken of or by: a function without brackets, ∂, ∇."""
    return (isinstance(node, Word) and node.text in KNOWN) or (isinstance(node, Symbol) and node.name == r"\partial")


def _is_turned(node: Scripts) -> bool:
    only = None if node.sup is None else lone(node.sup.items)
    return isinstance(only, Letter | Symbol) and only.name in _TURNED


def _counts(items: Items) -> Iterator[str]:
    """Letters that stand for how many there are: in limits, at the ends of lists, below 𝟏 and I, below a fraction."""
    for row in rows_in(items):
        for n, item in enumerate(row):
            if isinstance(item, Scripts) and _numbers(item):
                hung = [x for part in (item.sub, item.sup) if part is not None for x in nodes(part.items)]
                yield from (x.name for x in hung if isinstance(x, Letter))
            elif isinstance(item, Fraction) and not any(isinstance(x, Symbol) for x in item.under.items):
                yield from (x.name for x in item.under.items if isinstance(x, Letter))
            elif isinstance(item, Letter) and any(is_dots(x) for x in row[max(0, n - 2) : n]):
                yield item.name


def _numbers(node: Scripts) -> bool:
    """Whether what hangs on a sign says how many there are."""
    base = node.base
    below = node.sub is not None and isinstance(base, Letter) and base.name in ("I", "1")
    return isinstance(base, Big) or below or getattr(base, "text", "") in ("1", "0")
