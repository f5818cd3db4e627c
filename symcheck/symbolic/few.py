"""Claims of few entries and sums of few terms, where sizes are numbers: each entry for itself, each sum spelled out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from symcheck.claims.claim import Claim
from symcheck.expressions.build import ONE, ZERO, plus, times
from symcheck.expressions.indices import Index, IndexAtom, IndexForm, integer
from symcheck.expressions.nodes import Expr, Piecewise, Product, Sum
from symcheck.expressions.walk import children, condition_indices, rebuild, substitute, substitute_condition

MOST_ENTRIES = 24
MOST_TERMS, MOST_COPIES = 6, 36
"""A sum has so few terms, and sums in one another so few together, if they are spelled out."""


def by_entries(claim: Claim) -> Iterator[Claim]:
    """A claim for each value of those axes that have few, with sums of few terms spelled out; none if it has neither.

    It is right if all of these are.
    """
    speller = _Speller()
    left, right = speller.apply(claim.left), speller.apply(claim.right)
    assumed = condition_indices(claim.given)
    ranges = {axis: few for axis in claim.axes if axis not in assumed and (few := _values(axis, MOST_ENTRIES))}
    rest = tuple(axis for axis in claim.axes if axis not in ranges)
    unchanged = left is claim.left and right is claim.right and not ranges
    if unchanged or prod(map(len, ranges.values())) > MOST_ENTRIES:
        return
    for values in product(*ranges.values()):
        at: dict[IndexAtom, IndexForm] = dict(zip(ranges, values, strict=True))
        yield Claim(substitute(left, at), substitute(right, at), rest, claim.given)


def _values(axis: Index, most: int) -> tuple[IndexForm, ...]:
    """The values of an index that runs over a few whole numbers; none of any other one."""
    if axis.lower.terms or axis.upper.terms or axis.upper.constant - axis.lower.constant >= most:
        return ()
    return tuple(map(integer, range(int(axis.lower.constant), int(axis.upper.constant) + 1)))


class _Speller:
    """Spells out sums and products of few terms: 0 and 1 stand for what is excluded."""

    def __init__(self) -> None:
        self.memo: dict[Expr, Expr] = {}
        self.copies: dict[Expr, int] = {}  # how many terms were made, one in another

    def apply(self, expr: Expr) -> Expr:
        known = self.memo.get(expr)
        if known is None:
            known = rebuild(expr, self.apply)
            inside = max((self.copies.get(child, 1) for child in children(known)), default=1)
            values = _values(known.index, MOST_TERMS) if isinstance(known, Sum | Product) else ()
            if isinstance(known, Sum | Product) and 0 < len(values) * inside <= MOST_COPIES:
                terms = [_term(known, {known.index: value}) for value in values]
                known, inside = plus(terms) if isinstance(known, Sum) else times(terms), inside * len(values)
            self.memo[expr], self.copies[known] = known, inside
        return known


def _term(expr: Sum | Product, at: dict[IndexAtom, IndexForm]) -> Expr:
    body = substitute(expr.body, at)
    otherwise = ZERO if isinstance(expr, Sum) else ONE
    return Piecewise(substitute_condition(expr.where, at), body, otherwise) if expr.where else body
