"""Sums and products whose middle is left out: `y + a_1 + … + a_n - b`, `a_1 a_2 \\cdots a_n`."""

from __future__ import annotations

from collections.abc import Sequence

from symcheck.reading.meaning import dots, sums, terms, values
from symcheck.reading.meaning.limits import Bound
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.meaning.terms import Term
from symcheck.reading.rows import Items, lone
from symcheck.reading.scope import Value
from symcheck.reading.tree import AS_SUM, Node, Operator, Unreadable


def dotted(reader: Reader, items: Items) -> Value:
    """A sum with dots between its terms or between the factors of one; what stands beside a run stands alone."""
    found = terms.terms(reader, items)
    where = next(item for item in items if dots.is_dots(item))
    if len(found) > 1:
        return _summed(reader, found, where)
    parts: list[Items] = [(item,) for item in items if not isinstance(item, Operator)]
    value = _quantified(reader, "prod", parts, where)
    return values.negative(value) if found[0].sign == "-" else value


def _summed(reader: Reader, found: Sequence[Term], where: Node) -> Value:
    """Terms added, of which some are a run with dots."""
    at = next((n for n, term in enumerate(found) if _is_left_out(term)), None)
    if at is None:
        return _added(reader, [(term.sign, reader.expression(term.items)) for term in found], where)
    behind = found[at + 1 : at + 2]
    first = dots.first_alike(reader, [term.items for term in found[:at]], behind[0].items if behind else ())
    run = found[first : at + 2]
    if len({term.sign for term in run}) > 1:
        raise Unreadable(where.span, "dots between terms of different signs", AS_SUM)
    value = _quantified(reader, "sum", [term.items for term in run], where)
    listed = [(term.sign, reader.expression(term.items)) for term in found[:first]]
    listed.append((run[0].sign, value))
    rest = found[at + 2 :]
    return _added(reader, listed if not rest else [*listed, ("+", _summed(reader, rest, where))], where)


def _added(reader: Reader, listed: Sequence[tuple[str, Value]], where: Node) -> Value:
    (sign, value), *more = listed
    total = values.negative(value) if sign == "-" else value
    with reader.at(where.span):
        for sign, value in more:
            total = values.added(total, value, sign)
    return total


def _is_left_out(term: Term) -> bool:
    only = lone(term.items)
    return only is not None and dots.is_dots(only)


def _quantified(reader: Reader, kind: str, parts: Sequence[Items], where: Node) -> Value:
    pattern = dots.pattern(reader, parts, where)
    return sums.quantified(reader, kind, Bound({pattern.letter: pattern.running}), pattern.body, where)
