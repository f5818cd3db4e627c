"""What ties relations to one another beside "and": that one of several holds, or that each follows from the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symcheck.reading.assembling.laid_out import rows_of
from symcheck.reading.pages.blocks import Formula
from symcheck.reading.rows import relates, within
from symcheck.reading.tree import Bracket, Group, Mark, Node, Note, Operator, Relation, Table, Text

ONE_OF = 'it is one of several that "or" joins, and none of them is assumed alone'
LISTED = "more values are listed behind it"
BOTH = "both directions are claimed here"
BOTH_WAYS = (BOTH, "write ⇒, or the two claims")
BACKWARDS = ("what it follows from stands behind it", "write it the other way round, with ⇒")
PREMISES = ("another equation stands before ⇒ in its row: a premise or a claim", "write it on a row of its own")
ONE_VALUE = ('one of several values that "or" joins is claimed', "write each by itself, under the condition for it")

_OR = re.compile(r"(?i:\bor\b)|\\(?:lor|vee)\b|∨")
_END = re.compile(r"[.;]\s")
"""Where a sentence ends, though the next one begins with a small letter."""
_IFF = re.compile(
    r"(?i:\biff\b|\bif\s+and\s+only\s+if\b|\bexactly\s+(?:when|if|for)\b|\bprecisely\s+(?:when|if)\b"
    r"|\bonly\s+(?:if|when|for)\b|\b(?:is|are)\s+equivalent\b)|\\iff\b|\\(?:Long)?[lL]eftrightarrow\b|[⇔⟺↔]"
)


def one_of(items: Sequence[Node]) -> bool:
    """Whether "or" stands in a formula."""
    return any(
        _OR.search(item.text) is not None if isinstance(item, Text) else isinstance(item, Operator) and item.sign == "∨"
        for item in _inside(items)
    )


def both_ways(items: Sequence[Node]) -> bool:
    """Whether a formula says that one relation holds if, and only if, another one does."""
    return any(
        (isinstance(item, Relation) and item.sign in "⇔⟺↔")
        or (isinstance(item, Text) and _IFF.search(item.text) is not None)
        for item in _inside(items)
    )


def backwards(items: Sequence[Node]) -> bool:
    """Whether a formula says that one relation follows from one that stands behind it, and is not read as turned."""
    turned = (item for row in rows_of(items) for item in forward(row))
    return any(isinstance(item, Relation) and item.sign == "⇐" for item in _inside(tuple(turned)))


def forward(row: Sequence[Node]) -> Sequence[Node]:
    """A row `A ⇐ B` as `B ⇒ A`, where both are relations: elsewhere the arrow points at a remark."""
    at = [n for n, item in enumerate(row) if isinstance(item, Relation) and item.sign == "⇐"]
    if len(at) != 1 or any(isinstance(item, Mark | Text) for item in row[:-1]):
        return row
    left, right = row[: at[0]], [item for item in row[at[0] + 1 :] if not isinstance(item, Mark)]
    if not relates(left) or not relates(right) or any(isinstance(side[0], Relation) for side in (left, right)):
        return row
    return [*right, Relation("⇒", span=row[at[0]].span, spaced=True), *left]


def is_one_of(formula: Formula) -> bool:
    """Whether "or" stands in the sentence of a formula."""
    return _OR.search(formula.sentence) is not None


def is_both_ways(formula: Formula, before: bool, behind: bool) -> bool:
    """Whether words between a formula and one beside it in its sentence say that each holds if the other one does."""
    ahead, after = _END.split(formula.before)[-1], _END.split(formula.after)[0]
    return (before and _IFF.search(ahead) is not None) or (behind and _IFF.search(after) is not None)


def _inside(items: Sequence[Node]) -> Iterator[Node]:
    """The items, and those in brackets and rows."""
    for item in items:
        yield item
        if isinstance(item, Bracket | Group | Note | Table):
            for row in within(item):
                yield from _inside(row.items)
