"""Functions of what is one of a few numbers: l² = 1 makes 1/l, |l|, [l > 0] and log σ(l x) polynomials in l.

For an entry a that is one of v₁, v₂, … a function f(a) is Σ_k f(v_k) Π_{u ≠ v_k} (a − u)/(v_k − u), Lagrange's
interpolation: both have the same value at each of these numbers. Only what has a value whatever the other variables are
is written so: total functions, brackets, and powers of what is not 0. To write log(l x) as a sum over l would say that
x and −x are both positive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import lcm, prod

from flint import fmpz_poly

from symcheck.claims.claim import Claim
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import plus, times
from symcheck.expressions.nodes import (
    Add,
    Array,
    Bracket,
    Call,
    Derivative,
    Entry,
    Expr,
    IndexRelation,
    Let,
    Mul,
    Number,
    Power,
    Sum,
)
from symcheck.expressions.walk import arrays_of, children, expand_names, free_indices, rebuild, subexpressions
from symcheck.functions.row import Ask
from symcheck.functions.table import TABLE
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.normal_form.signs import NONNEGATIVE, POSITIVE, is_nonzero, sign
from symcheck.symbolic.normal_form.types import EntryAtom, Poly

MOST = 4
"""An entry is one of so many numbers at most."""
TERMS = 64
"""A function of several such entries is taken apart into so many terms at most."""
Finite = tuple[tuple[Array, tuple[Fraction, ...]], ...]
"""Arrays, and the numbers of which each of their entries is one."""


def roots(poly: Poly) -> tuple[EntryAtom, tuple[Fraction, ...]] | None:
    """The entry that a polynomial speaks of alone, and its roots, if all of them are rational and simple."""
    powers: dict[int, Fraction] = {}
    entries: set[EntryAtom] = set()
    for item, coefficient in poly.terms:
        atom, degree = next(iter(item.factors), (None, Fraction(0)))
        alone = len(item.factors) < 2 and not item.bound and not item.domain
        if not alone or degree.denominator != 1 or not 0 <= degree <= MOST:
            return None
        if isinstance(atom, EntryAtom):
            entries.add(atom)
        elif atom is not None:
            return None
        powers[int(degree)] = coefficient
    if len(entries) != 1:
        return None
    common = lcm(*(c.denominator for c in powers.values()))
    _, parts = fmpz_poly([int(powers.get(k, 0) * common) for k in range(max(powers) + 1)]).factor()
    if any(part.degree() > 1 or multiplicity > 1 for part, multiplicity in parts):
        return None
    return entries.pop(), tuple(Fraction(-int(part[0]), int(part[1])) for part, _ in parts)


def interpolated(claim: Claim, finite: Finite) -> Claim | None:
    """The claim with functions of what is one of a few numbers interpolated; None if there are none."""
    written = [expand_names(side) for side in (claim.left, claim.right)]
    varied = varied_in(*written)
    known = {array: numbers for array, numbers in finite if array not in varied}
    left, right = (_Interpolation(known).of(side) for side in written)
    if left is written[0] and right is written[1]:
        return None
    return Claim(left, right, claim.axes, claim.given)


def varied_in(*exprs: Expr) -> frozenset[Array]:
    """The arrays by which something is differentiated, or which stand for a value that is."""
    return frozenset(
        array
        for expr in exprs
        for node in subexpressions(expr)
        if isinstance(node, Derivative | Let)
        for array in arrays_of(node.variable if isinstance(node, Derivative) else node)
    )


class _Interpolation:
    def __init__(self, known: Mapping[Array, tuple[Fraction, ...]]) -> None:
        self.known = known
        self.memo: dict[Expr, Expr] = {}

    def of(self, expr: Expr) -> Expr:
        """The expression with every function of such an entry, innermost first, as a polynomial in it."""
        if self.known.keys().isdisjoint(arrays_of(expr)):
            return expr
        if expr not in self.memo:
            self.memo[expr] = self._taken_apart(rebuild(expr, self.of))
        return self.memo[expr]

    def _taken_apart(self, expr: Expr) -> Expr:
        if not isinstance(expr, Call | Power | Bracket):
            return expr
        entry = next(self._entries(expr), None)
        if entry is None or not _is_polynomial_in(expr, entry) or self._terms(expr) > TERMS:
            return expr
        numbers = self.known[entry.array]
        values = [_at(expr, entry, Number(number)) for number in numbers]
        if not all(map(_is_everywhere, values)):
            return expr
        terms = (
            times([self._taken_apart(value), *_lagrange(entry, number, numbers)])
            for value, number in zip(values, numbers, strict=True)
        )
        return plus(list(terms))

    def _terms(self, expr: Expr) -> int:
        """How many terms there are, one for each of the numbers that the entries may be together."""
        entries = {alpha_key(entry): entry for entry in self._entries(expr)}.values()
        return prod(len(self.known[entry.array]) for entry in entries)

    def _entries(self, expr: Expr) -> Iterator[Entry]:
        """The entries of such arrays in an expression that stand at indices which it does not bind."""
        for node in subexpressions(expr):
            if isinstance(node, Entry) and node.array in self.known and free_indices(node) <= free_indices(expr):
                yield node


def _lagrange(entry: Entry, number: Fraction, numbers: tuple[Fraction, ...]) -> Iterator[Expr]:
    """The factors of the polynomial that is 1 where the entry is this one of the numbers, and 0 at the others."""
    for other in numbers:
        if other != number:
            yield Mul((Number(1 / (number - other)), Add((entry, Number(-other)))))


def _same(node: Expr, entry: Entry) -> bool:
    return isinstance(node, Entry) and node.array == entry.array and node.indices == entry.indices


def _at(expr: Expr, entry: Entry, value: Number) -> Expr:
    """The expression with a number for an entry."""
    return value if _same(expr, entry) else rebuild(expr, lambda part: _at(part, entry, value))


def _is_polynomial_in(expr: Expr, entry: Entry) -> bool:
    """Whether the parts of a node are sums and products of an entry and of what does not speak of it."""
    return all(_is_polynomial(part, entry) for part in children(expr))


def _is_polynomial(expr: Expr, entry: Entry) -> bool:
    if _same(expr, entry) or not any(_same(node, entry) for node in subexpressions(expr)):
        return True
    match expr:
        case Add() | Mul() | Sum(_, _, ()):
            return _is_polynomial_in(expr, entry)
        case Power(base, Number(exponent)):
            return exponent > 0 and exponent.denominator == 1 and _is_polynomial(base, entry)
    return False


def _is_everywhere(expr: Expr) -> bool:
    """Whether a function has a value wherever its arguments have."""
    match expr:
        case Call(function, arguments):
            return any(all(map(_holds, asks)) for asks in TABLE[function].domain(*arguments))
        case Bracket(condition):
            return not any(isinstance(relation, IndexRelation) for relation in condition)
        case Power(base, Number(exponent)):
            return exponent.denominator == 1 and (exponent >= 0 or _holds(Ask("ne", base)))
    return False


def _holds(ask: Ask) -> bool:
    """Whether a comparison with 0 holds for all values, by the form of the expression alone."""
    value = normal(NOTHING, ask.expr)
    match ask.kind:
        case "gt":
            return sign(NOTHING, value) == POSITIVE
        case "ge":
            return sign(NOTHING, value) in (POSITIVE, NONNEGATIVE)
        case "ne":
            return is_nonzero(NOTHING, value)
    return False
