r"""Cases said in words, `A = x \text{ if } i = j, \text{ and } y \text{ otherwise}`, as the `cases` that they are.

In one row, or with what holds otherwise in a row of its own. Words that say what holds otherwise of which the cases are
not all seen are unread: what stands there would be claimed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symcheck.reading.assembling.wording import Wording, words_of
from symcheck.reading.meaning.dots import bare
from symcheck.reading.rows import EQUALS, apart, extent, relates
from symcheck.reading.tree import Mark, Node, Relation, Row, Table, Text, Unreadable

OTHERWISE = "what holds otherwise is said in words that are not read"
ADVICE = "write the cases: \\begin{cases} … & i = j \\\\ … & \\text{otherwise} \\end{cases}"
_ELSE = frozenset(("otherwise", "else"))
_CASES = frozenset((("if",), ("when",), ("for",), ("whenever",)))
_JOINING = frozenset(((), ("and",), ("but",), ("while",), ("or",)))


def cases_in_words(rows: Iterable[Sequence[Node]]) -> list[list[Node]]:
    """The rows of a formula, cases in words in them made one value."""
    found: list[list[Node]] = []
    for row in rows:
        items = _trimmed(row)
        if not _is_else(items[-1:]):
            found.append(list(row))
            continue
        if found and not any(map(_is_case, items)) and any(map(_is_case, found[-1])):
            items = [*_trimmed(found.pop()), Mark(",", span=items[0].span), *items]
        found.append(_made(items))
    return found


def _made(items: list[Node]) -> list[Node]:
    """A row that ends in "otherwise", with its cases as one value."""
    first = next((n for n, item in enumerate(items) if _is_case(item)), None)
    if first is None:
        if isinstance(items[0], Relation) or any(map(_is_conditional, items[:-1])):
            raise Unreadable(extent(items), OTHERWISE, ADVICE)
        return items
    sign = next((n for n in range(first, -1, -1) if isinstance(items[n], Relation)), None)
    if sign is None or getattr(items[sign], "sign", "") not in EQUALS:
        return items
    left, value = items[: sign + 1], items[sign + 1 : first]
    parts = [part for part in map(_trimmed, apart(items[first:-1], _joins)) if part]
    cases = [_case([*value, *parts[0]])] + [_case(part, left) for part in parts[1:-1]] if parts else []
    rest = _valued(parts[-1], left) if len(parts) > 1 else []
    if not rest or None in cases or any(isinstance(x, Text) for x in rest):
        raise Unreadable(extent(items), OTHERWISE, ADVICE)
    rows = [*(case for case in cases if case is not None), (_row(rest), _row(items[-1:]))]
    return [*left, Table("cases", tuple(rows), span=extent(items[sign + 1 :]))]


def _case(items: Sequence[Node], left: Sequence[Node] = ()) -> tuple[Row, Row] | None:
    """A value and the one relation it holds under; None where that is not what stands there."""
    parts = apart(items, _is_case)
    if len(parts) != 2:
        return None
    value, condition = _valued(parts[0], left), _trimmed(parts[1])
    if not value or not relates(condition) or any(isinstance(x, Text | Mark) for x in (*value, *condition)):
        return None
    return _row(value), _row(condition)


def _valued(items: Sequence[Node], left: Sequence[Node]) -> list[Node]:
    """A value, without the left side or the sign before it where they are said again; [] for another relation."""
    items = _trimmed(items)
    again = [bare(x) for x in items[: len(left)]] == [bare(x) for x in left]
    items = items[len(left) :] if left and again else items[1:] if left and _is_equals(items[:1]) else items
    return [] if relates(items) else items


def _trimmed(items: Sequence[Node]) -> list[Node]:
    """The items without marks at their ends, and those that only align."""
    kept = [item for item in items if not (isinstance(item, Mark) and item.sign == "&")]
    while kept and isinstance(kept[-1], Mark):
        kept.pop()
    while kept and isinstance(kept[0], Mark):
        kept.pop(0)
    return kept


def _joins(item: Node) -> bool:
    mark = isinstance(item, Mark) and item.sign in (",", ";", "\\quad")
    return mark or (isinstance(item, Text) and words_of(item.text) in _JOINING)


def _is_case(item: Node) -> bool:
    return isinstance(item, Text) and words_of(item.text) in _CASES


def _is_conditional(item: Node) -> bool:
    """Whether words begin a case in another way: "unless", "provided that"."""
    words = Wording(words_of(item.text)) if isinstance(item, Text) else Wording()
    return words.conditional or words.has("unless except")


def _is_else(items: Sequence[Node]) -> bool:
    return bool(items) and isinstance(items[0], Text) and not _ELSE.isdisjoint(words_of(items[0].text))


def _is_equals(items: Sequence[Node]) -> bool:
    return bool(items) and isinstance(items[0], Relation) and items[0].sign == "="


def _row(items: Sequence[Node]) -> Row:
    return Row(tuple(items), span=extent(items))
