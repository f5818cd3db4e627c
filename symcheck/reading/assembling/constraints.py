"""What a formula says of its letters beside its claims: constraints behind "s.t.", ranges such as `i = 1, \\dots, n`.

They claim nothing: an optimum is sought under constraints, and a range says what a letter stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.reading.rows import relates
from symcheck.reading.tree import Letter, Mark, Node, Relation, Scripts, Symbol, Text

_SUBJECT = re.compile(r"\s*(?:s\.\s*t\.?(?!\w)|subject\s+to\b)", re.IGNORECASE)
_DOTS = frozenset((r"\dots", r"\ldots", r"\cdots"))
_ARROWS = frozenset("⇒⇔∴⟹⟺→")


def without_constraints(row: list[Node], before: bool) -> tuple[list[Node], list[Node]]:
    """A row up to where constraints begin, and these; `before` says that the row before had some: they go on."""
    items = [n for n, item in enumerate(row) if not isinstance(item, Mark)]
    first = row[items[0]] if items else None
    if before and items and not (isinstance(first, Relation) and first.sign in _ARROWS):
        return [], row
    start = next((n for n in range(len(row)) if _is_subject(row, n)), None)
    return (row, []) if start is None else (row[:start], row[start:])


def _is_subject(row: Sequence[Node], n: int) -> bool:
    """Whether "s.t." or "subject to" stands at a place, as words or as letters with full stops."""
    item = row[n]
    if isinstance(item, Text):
        return _SUBJECT.match(item.text) is not None and relates(row[n:])
    if not (isinstance(item, Letter) and item.name == "s" and (n == 0 or isinstance(row[n - 1], Mark))):
        return False
    signs = [x.sign if isinstance(x, Mark) else x.name if isinstance(x, Letter) else "" for x in row[n + 1 : n + 4]]
    return signs[:2] == [".", "t"] and signs[2:] in (["."], ["\\quad"], ["&"]) and relates(row[n:])


def without_ranges(row: list[Node]) -> tuple[list[Node], list[list[Node]]]:
    """A row without the ranges that stand behind something else in it, and these."""
    found = list(_ranges(row))
    kept = [item for n, item in enumerate(row) if not any(start <= n < end for start, end in found)]
    return kept, [row[start:end] for start, end in found]


def _ranges(row: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Where `, i = 1, \\dots, n` begins behind its comma, and where it ends."""
    for n, item in enumerate(row):
        if (
            not isinstance(item, Symbol)
            or item.name not in _DOTS
            or not (_is_comma(row, n - 1) and _is_comma(row, n + 1))
        ):
            continue
        sign = next((k for k in range(n - 1, 0, -1) if isinstance(row[k], Relation)), 0)
        named = sign > 1 and isinstance(row[sign - 1], Letter | Scripts) and isinstance(row[sign - 2], Mark)
        end = next((k for k in range(n + 2, len(row)) if isinstance(row[k], Mark | Text)), len(row))
        if named and getattr(row[sign], "sign", "") == "=" and end > n + 2 and not relates(row[n:end]):
            yield sign - 1, end


def _is_comma(row: Sequence[Node], n: int) -> bool:
    item = row[n] if 0 <= n < len(row) else None
    return isinstance(item, Mark) and item.sign == ","
