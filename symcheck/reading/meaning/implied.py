"""Sums that are not written: over an index that stands twice in a product, where a page agrees upon that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Derivative, Entry, Expr, Integer
from symcheck.expressions.walk import free_indices
from symcheck.language.quantifiers import Sum
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.meaning.free import occurrences
from symcheck.reading.meaning.known import KNOWN
from symcheck.reading.meaning.reader import Reader
from symcheck.reading.names import spelling
from symcheck.reading.rows import Items, apart, extent, rows_in
from symcheck.reading.scope import Value
from symcheck.reading.tree import Bracket, Node, Operator, Scripts, Unreadable


def implied(reader: Reader, factors: Iterable[Value], whole: Value, items: Items) -> Value:
    """A product, summed over the indices that stand in it twice or more and are free nowhere in the relation.

    An index that stands once in a term is free, unless the page names it (`sum over m`). A factor counts once, an
    entry `x_{ii}` twice. What a sign of a sum binds is no index of the product. Of an exponent with one factor
    that has such an index, the power is what is summed: `e^{a_m}`.
    """
    agreed = reader.scope.conventions
    if not agreed.implied and not agreed.summed:
        return whole
    counts: Counter[Index] = Counter()
    for factor in factors:
        body = factor.tensor.body
        for index in free_indices(body):
            counts[index] += _times(body, index)
    for index, times in counts.items():
        repeated = agreed.implied and times > 1
        if index.serial or not (index.name in agreed.summed or (repeated and not _is_free(reader, index.name, items))):
            continue
        if not repeated and _is_exponent(items, reader.whole):
            if len(items) == 1:
                continue  # what it is the exponent of is the factor
            raise _unclear(items, index)
        if not repeated and any(_opens(item, behind) for item, behind in pairwise(items)):
            raise _unclear(items, index)
        said = f"summed over {index.name}, as agreed"
        total = Sum(whole.tensor, Tensor(Integer(af.of_atom(index))))
        whole = values.made(total, whole.stands, whole, said=(said,))
    return whole


def _unclear(items: Items, index: Index) -> Unreadable:
    why = f"is this summed over {index.name}, or what it stands in, or a part of it?"
    return Unreadable(extent(items), why, f"write the sum: \\sum_{index.name}")


def _opens(item: Node, behind: Node) -> bool:
    """Whether a quotient or an argument begins that no brackets end."""
    return (isinstance(item, Operator) and item.sign == "/") or (
        spelling(item) in KNOWN and not isinstance(behind, Bracket)
    )


def _is_exponent(items: Items, whole: Items) -> bool:
    """Whether items stand above e or something else, or in the brackets of exp."""
    for row in rows_in(whole):
        for item, before in zip(row, (None, *row), strict=False):
            bracket = item if isinstance(item, Bracket) and spelling(before) == "exp" else None
            above = item.sup if isinstance(item, Scripts) else None if bracket is None else bracket.body
            if above is not None and any(x is items[0] for x in above.items):
                return True
    return False


def _times(body: Expr, index: Index) -> int:
    """How often an index stands in a factor: twice in `x_{ii}`, and in ∂u_i/∂u_i."""
    if isinstance(body, Entry):
        return body.indices.count(af.of_atom(index))
    if isinstance(body, Derivative):
        return sum(index in free_indices(part) for part in (body.body, body.variable))
    return 1


def _is_free(reader: Reader, letter: str, items: Items) -> bool:
    """Whether a letter stands once in a term of any member, or in one beside the items: then it is free in all."""
    beside = (row for row in rows_in(reader.whole) if any(x is items[0] for x in row))
    terms = (term for row in (reader.whole, *reader.others, *beside) for term in _terms(row))
    return any(occurrences(letter, term, reader.scope) == 1 for term in terms)


def _terms(items: Items) -> list[tuple[Node, ...]]:
    return apart(items, lambda item: isinstance(item, Operator) and item.sign in "+-")
