"""Arrays with named dimensions over any number system, and nested dual numbers on top of them.

A `Dual` of level n carries a value and its derivative in the n-th direction; both may be duals of lower levels, so
that nested derivatives never mix up their directions. The tangent has the dimensions of its direction as ordinary
named dimensions. Rules of differentiation are written with the operations of the same class, hence nest by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.values.evaluate.gathering import gather
from symcheck.values.evaluate.limits import afford, afford_power, most_of
from symcheck.values.evaluate.setting import Dims, Numbers, join, meet, negation, spread, union
from symcheck.values.numbers.system import Abstention, NumberSystem, Raw, Undefined

MOST_COFACTORS = 6
"""Above this size the derivative of a determinant goes by the inverse, where there is one."""


class Plain(Struct, frozen=True, eq=False):
    """An array: one axis for each dimension, then the trailing axes of the system."""

    raw: Raw
    dims: Dims


class Dual(Struct, frozen=True, eq=False):
    """A value and its derivative along one direction; `level` tells nested directions apart."""

    level: int
    primal: Value
    tangent: Value


Value = Plain | Dual


def level_of(values: Sequence[Value]) -> int:
    """The highest level among the values; 0 if none is a dual."""
    return max((v.level for v in values if isinstance(v, Dual)), default=0)


def primal(value: Value, level: int) -> Value:
    return value.primal if isinstance(value, Dual) and value.level == level else value


def tangent(value: Value, level: int) -> Value | None:
    """The derivative in the direction of this level; None where it is 0."""
    return value.tangent if isinstance(value, Dual) and value.level == level else None


def base(value: Value) -> Plain:
    """The value itself, all derivatives dropped."""
    while isinstance(value, Dual):
        value = value.primal
    return value


def negation_or_all(where: Numbers | None) -> Numbers | None:
    """Where a mask does not hold; None for everywhere."""
    return None if where is None else negation(where)


def _anywhere(mask: Numbers, dim: Index) -> Numbers | None:
    """Where the mask holds for some value of a dimension; None for everywhere."""
    if dim not in mask.dims:
        return None if mask.raw.all() else mask
    raw = np.asarray(mask.raw.any(axis=mask.dims.index(dim)))
    return None if raw.all() else Numbers(raw, tuple(d for d in mask.dims if d != dim))


def dims_of(value: Value) -> Dims:
    if isinstance(value, Plain):
        return value.dims
    return union((dims_of(value.primal), dims_of(value.tangent)))


class Arithmetic:
    """Operations on values over one number system."""

    def __init__(self, system: NumberSystem) -> None:
        self.system = system
        self.most = most_of(system)
        self.zero = self.number(Fraction(0))
        self.one = self.number(Fraction(1))
        self._contract: Callable[[list[tuple[Raw, Dims]], Dims], Raw] | None = getattr(system, "contract", None)

    def number(self, value: Fraction) -> Plain:
        return Plain(self.system.number(value), ())

    def integers(self, numbers: Numbers) -> Plain:
        return Plain(self.system.integers(np.asarray(numbers.raw, dtype=np.int64)), numbers.dims)

    def aligned(self, values: Sequence[Plain]) -> tuple[Dims, list[Raw]]:
        dims = union([v.dims for v in values])
        lengths = {dim: v.raw.shape[place] for v in values for place, dim in enumerate(v.dims)}
        afford(lengths.values(), "a product of ranges", self.most)
        return dims, [spread(v.raw, v.dims, dims) for v in values]

    def lift(self, value: Plain, function: Callable[[Raw], Raw]) -> Plain:
        return Plain(function(value.raw), value.dims)

    # Ring operations

    def add(self, a: Value, b: Value) -> Value:
        if isinstance(a, Plain) and isinstance(b, Plain):
            if a.dims == b.dims:
                return Plain(self.system.add(a.raw, b.raw), a.dims)
            dims, (x, y) = self.aligned((a, b))
            return Plain(self.system.add(x, y), dims)
        n = level_of((a, b))
        slopes = [t for t in (tangent(a, n), tangent(b, n)) if t is not None]
        return Dual(n, self.add(primal(a, n), primal(b, n)), self.sum_of(slopes))

    def sum_of(self, values: Sequence[Value]) -> Value:
        total = values[0] if values else self.zero
        for value in values[1:]:
            total = self.add(total, value)
        return total

    def multiply(self, a: Value, b: Value) -> Value:
        if isinstance(a, Plain) and isinstance(b, Plain):
            if a.dims == b.dims:
                return Plain(self.system.multiply(a.raw, b.raw), a.dims)
            dims, (x, y) = self.aligned((a, b))
            return Plain(self.system.multiply(x, y), dims)
        n = level_of((a, b))
        p, q, dp, dq = primal(a, n), primal(b, n), tangent(a, n), tangent(b, n)
        slopes = [self.multiply(dp, q)] if dp is not None else []
        slopes += [self.multiply(p, dq)] if dq is not None else []
        return Dual(n, self.multiply(p, q), self.sum_of(slopes))

    def product_of(self, values: Sequence[Value]) -> Value:
        total = values[0] if values else self.one
        for value in values[1:]:
            total = self.multiply(total, value)
        return total

    def negative(self, a: Value) -> Value:
        return self.each(a, self.system.negative)

    def each(self, a: Value, function: Callable[[Raw], Raw]) -> Value:
        """A linear operation, entry by entry."""
        if isinstance(a, Plain):
            return self.lift(a, function)
        return Dual(a.level, self.each(a.primal, function), self.each(a.tangent, function))

    def subtract(self, a: Value, b: Value) -> Value:
        return self.add(a, self.negative(b))

    def scaled(self, a: Value, factor: Fraction | int) -> Value:
        return self.multiply(self.number(Fraction(factor)), a)

    def chain(self, a: Dual, outer: Callable[[Value], Value], slope: Callable[[Value], Value]) -> Value:
        """outer(a) by the chain rule."""
        result = outer(a.primal)
        return Dual(a.level, result, self.multiply(self.sloping(slope(a.primal), result), a.tangent))

    def sloping(self, slope: Value, result: Value) -> Value:
        """The slope of a function with this value: where the value exists and the slope does not, there is a bend."""
        absent = self.absent(slope)
        return (
            slope if absent is None else self.lacking(meet(absent, negation_or_all(self.absent(result))), slope, True)
        )

    def absent(self, value: Value) -> Numbers | None:
        """Where a value, or its derivative, does not exist; None for nowhere."""
        if isinstance(value, Dual):
            return join(self.absent(value.primal), self.absent(value.tangent))
        lost = ~self.system.exists(value.raw)
        return Numbers(lost, value.dims) if lost.any() else None

    def carrying(self, value: Value, source: Value) -> Value:
        """The value, missing as the source is where that, or its derivative, does not exist."""
        if isinstance(source, Dual):
            return self.carrying(self.carrying(value, source.primal), source.tangent)
        lost = self.absent(source)
        if lost is None:
            return value
        if isinstance(value, Dual):
            return Dual(value.level, self.carrying(value.primal, source), self.carrying(value.tangent, source))
        return self.choose(lost, source, value)

    def existing(self, value: Plain) -> Numbers:
        """Where a value exists."""
        return Numbers(self.system.exists(value.raw), value.dims)

    def lacking(self, where: Numbers | None, value: Value, bend: bool = False, why: str = "") -> Value:
        """The value, which does not exist where the mask holds. Raises Undefined in systems without such a value."""
        if where is None or not where.raw.any():
            return value
        nothing = self.system.missing(bend)
        if nothing is None:
            raise Undefined(why or "a value does not exist")
        if isinstance(value, Dual):
            return Dual(value.level, self.lacking(where, value.primal, bend), self.lacking(where, value.tangent, bend))
        return self.choose(where, Plain(nothing, ()), value)

    def reciprocal(self, a: Value) -> Value:
        if isinstance(a, Plain):
            return self.lift(a, self.system.reciprocal)
        result = self.reciprocal(a.primal)
        return Dual(a.level, result, self.negative(self.product_of([result, result, a.tangent])))

    def power(self, a: Value, exponent: Fraction) -> Value:
        """A constant power; see `symcheck.values.evaluate.powers` for others."""
        if exponent == -1:
            return self.reciprocal(a)
        afford_power(exponent)
        if isinstance(a, Plain):
            return self.lift(a, lambda raw: self.system.power(raw, exponent))
        if exponent == 0:
            return self.power(base(a), exponent)
        return self.chain(
            a, lambda x: self.power(x, exponent), lambda x: self.scaled(self.power(x, exponent - 1), exponent)
        )

    # Choices

    def choose(self, mask: Numbers, a: Value, b: Value) -> Value:
        """a where the mask holds, else b."""
        n = level_of((a, b))
        if n:
            slopes = (tangent(a, n) or self.zero, tangent(b, n) or self.zero)
            return Dual(n, self.choose(mask, primal(a, n), primal(b, n)), self.choose(mask, *slopes))
        assert isinstance(a, Plain) and isinstance(b, Plain)
        dims = union((mask.dims, a.dims, b.dims))
        x, y = spread(a.raw, a.dims, dims), spread(b.raw, b.dims, dims)
        return Plain(self.system.choose(np.asarray(spread(mask.raw, mask.dims, dims), dtype=np.bool_), x, y), dims)

    def indicator(self, mask: Numbers) -> Plain:
        """1 where the mask holds, else 0."""
        return self.integers(Numbers(np.asarray(mask.raw, dtype=np.int64), mask.dims))

    def holds(self, kind: str, a: Value) -> Numbers:
        value = base(a)
        return Numbers(self.system.holds(kind, value.raw), value.dims)

    # Dimensions

    def renamed(self, a: Value, names: Mapping[Index, Index]) -> Value:
        if isinstance(a, Plain):
            return Plain(a.raw, tuple(names.get(dim, dim) for dim in a.dims))
        return Dual(a.level, self.renamed(a.primal, names), self.renamed(a.tangent, names))

    def gathered(self, a: Value, places: Mapping[Index, Numbers]) -> Value:
        """The entries at these offsets (from 0) along these dimensions."""
        if isinstance(a, Dual):
            return Dual(a.level, self.gathered(a.primal, places), self.gathered(a.tangent, places))
        return Plain(*gather(a.raw, a.dims, places))

    def total(self, a: Value, dim: Index, length: int) -> Value:
        """The sum over a dimension."""
        if isinstance(a, Dual):
            return Dual(a.level, self.total(a.primal, dim, length), self.total(a.tangent, dim, length))
        if dim not in a.dims:
            return self.scaled(a, length)
        return Plain(self.system.total(a.raw, a.dims.index(dim)), tuple(d for d in a.dims if d != dim))

    def contract(self, factors: Sequence[Value], dim: Index, length: int, mask: Numbers | None) -> Value:
        """The sum over a dimension of a product, where the mask holds; what does not depend on it stays outside."""
        n = level_of(factors)
        if n:
            fixed = [primal(f, n) for f in factors]
            slopes = [
                self.contract([*fixed[:k], t, *fixed[k + 1 :]], dim, length, mask)
                for k, f in enumerate(factors)
                if (t := tangent(f, n)) is not None
            ]
            return Dual(n, self.contract(fixed, dim, length, mask), self.sum_of(slopes))
        plain = [f for f in factors if isinstance(f, Plain)]
        inner = [f for f in plain if dim in f.dims]
        outer = [f for f in plain if dim not in f.dims]
        product = self.product_of([self._contracted(inner, dim, length, mask), *outer])
        members = None if mask is None or not outer else _anywhere(mask, dim)
        return product if members is None else self.choose(members, product, self.zero)

    def _contracted(self, inner: Sequence[Plain], dim: Index, length: int, mask: Numbers | None) -> Value:
        if mask is not None:
            return self.total(self.choose(mask, self.product_of(inner), self.zero), dim, length)
        if len(inner) > 1 and self._contract is not None:
            dims = tuple(d for d in union(f.dims for f in inner) if d != dim)
            return Plain(self._contract([(f.raw, f.dims) for f in inner], dims), dims)
        return self.total(self.product_of(inner), dim, length)

    def fold(self, a: Value, dim: Index, length: int, pair: Callable[[Value, Value], Value]) -> Value:
        """A reduction along a dimension by an associative operation on pairs, by halves."""
        while length > 1:
            half = length // 2
            parts = [Numbers(np.arange(n * half, (n + 1) * half), (dim,)) for n in (0, 1)]
            folded = pair(*(self.gathered(a, {dim: part}) for part in parts))
            if length % 2:
                rest = self.gathered(a, {dim: Numbers(np.asarray(length - 1), ())})
                first = self.gathered(folded, {dim: Numbers(np.asarray(0), ())})
                if half == 1:
                    return pair(first, rest)
                folded = self.choose(Numbers(np.arange(half) == 0, (dim,)), pair(first, rest), folded)
            a, length = folded, half
        return self.gathered(a, {dim: Numbers(np.asarray(0), ())})

    # Matrices

    def inverse(self, a: Value, row: Index, column: Index) -> Value:
        """The inverse of the matrices over (row, column), over the same dimensions; d(X⁻¹) = −X⁻¹ dX X⁻¹."""
        if isinstance(a, Plain):
            raw, dims = self._matrix_last(a, row, column)
            return Plain(self.system.inverse(raw), dims)
        result = self.inverse(a.primal, row, column)
        left, right = af.fresh_index(row), af.fresh_index(row)
        length = self._length(result, row)
        middle = self.renamed(a.tangent, {row: left, column: right})
        half = self.contract([self.renamed(result, {column: left}), middle], left, length, None)
        slope = self.contract([half, self.renamed(result, {row: right})], right, length, None)
        return Dual(a.level, result, self.negative(slope))

    def _matrix_last(self, a: Plain, row: Index, column: Index) -> tuple[Raw, Dims]:
        dims = (*(d for d in a.dims if d not in (row, column)), row, column)
        return spread(a.raw, a.dims, dims), dims

    def _length(self, a: Value, dim: Index) -> int:
        value = base(a)
        return int(value.raw.shape[value.dims.index(dim)])

    def determinant(self, a: Value, row: Index, column: Index) -> Value:
        """d det X = Σ cofactor · dX, which exists where X is singular too."""
        if isinstance(a, Plain):
            raw, dims = self._matrix_last(a, row, column)
            return Plain(self.system.determinant(raw), dims[:-2])
        size = self._length(a, row)
        result = self.determinant(a.primal, row, column)
        if size > MOST_COFACTORS:
            return Dual(a.level, result, self.multiply(result, self._logarithmic(a, row, column, size)))
        terms = [
            self.multiply(self.cofactor(a.primal, row, column, i, j), self.entry(a.tangent, {row: i, column: j}))
            for i in range(size)
            for j in range(size)
        ]
        return Dual(a.level, result, self.sum_of(terms))

    def _logarithmic(self, a: Dual, row: Index, column: Index, size: int) -> Value:
        """tr(X⁻¹ dX)."""
        turned = self.renamed(self.inverse(a.primal, row, column), {row: column, column: row})
        rows = self.contract([turned, a.tangent], row, size, None)
        return self.total(rows, column, size) if column in dims_of(rows) else rows

    def entry(self, a: Value, places: Mapping[Index, int]) -> Value:
        """The entries at fixed offsets along some dimensions."""
        return self.gathered(a, {dim: Numbers(np.asarray(n), ()) for dim, n in places.items()})

    def cofactor(self, a: Value, row: Index, column: Index, i: int, j: int) -> Value:
        """(−1)^(i + j) times the determinant without row i and column j."""
        size = self._length(a, row)
        if size == 1:
            return self.one
        kept = {dim: np.delete(np.arange(size), n) for dim, n in ((row, i), (column, j))}
        names = {dim: af.new_axis("minor", af.integer(size - 1)) for dim in kept}
        minor = self.gathered(a, {dim: Numbers(rest, (names[dim],)) for dim, rest in kept.items()})
        return self.scaled(self.determinant(minor, names[row], names[column]), (-1) ** (i + j))

    # Elementary functions

    def call(self, function: str, arguments: Sequence[Value]) -> Value:
        """An elementary function; its derivative by the rule of its name."""
        n = level_of(arguments)
        if not n:
            dims, raws = self.aligned([base(a) for a in arguments])
            return Plain(self.system.call(function, *raws), dims)
        if function in ("max", "min"):
            return self._extremum(function, *arguments)
        argument = arguments[0]
        assert isinstance(argument, Dual)
        result = self.call(function, [argument.primal])
        slope = self.slope(function, argument.primal, result)
        if slope is None:
            return result
        return Dual(n, result, self.multiply(self.sloping(slope, result), argument.tangent))

    def _extremum(self, function: str, a: Value, b: Value) -> Value:
        """The larger or the smaller of two values with its derivative, which does not exist where they are equal."""
        n = level_of((a, b))
        fixed = (primal(a, n), primal(b, n))
        result = self.call(function, fixed)
        step = self.call("heaviside", [self.subtract(*(fixed if function == "max" else fixed[::-1]))])
        first = self.sloping(step, result)
        shares = (first, self.subtract(self.one, first))
        slopes = [self.multiply(h, t) for h, x in zip(shares, (a, b), strict=True) if (t := tangent(x, n)) is not None]
        return Dual(n, result, self.sum_of(slopes))

    def slope(self, function: str, x: Value, y: Value) -> Value | None:
        """The derivative of the function at x, where it has the value y; None if it is 0. Abstains where unknown."""
        one = self.one
        match function:
            case "exp":
                return y
            case "log":
                return self.reciprocal(x)
            case "sqrt":
                return self.scaled(self.reciprocal(y), Fraction(1, 2))
            case "sigmoid":
                return self.multiply(y, self.subtract(one, y))
            case "logsigmoid":
                return self.call("sigmoid", [self.negative(x)])
            case "softplus":
                return self.call("sigmoid", [x])
            case "tanh":
                return self.subtract(one, self.multiply(y, y))
            case "tan":
                return self.add(one, self.multiply(y, y))
            case "atan":
                return self.reciprocal(self.add(one, self.multiply(x, x)))
            case "asin":
                return self.power(self.subtract(one, self.multiply(x, x)), Fraction(-1, 2))
            case "sinh" | "cosh" | "sin":
                return self.call({"sinh": "cosh", "cosh": "sinh", "sin": "cos"}[function], [x])
            case "cos":
                return self.negative(self.call("sin", [x]))
            case "relu":
                return self.call("heaviside", [x])
            case "abs":
                return self.subtract(self.scaled(self.call("heaviside", [x]), 2), one)
            case "sign":
                return self.scaled(self.call("heaviside", [x]), 0)
            case "heaviside":
                return None
            case "softsign":
                return self.power(self.subtract(one, self.call("abs", [y])), Fraction(2))
            case "erf":
                bell = self.call("exp", [self.negative(self.multiply(x, x))])
                root = self.system.power(self.system.constant("pi"), Fraction(-1, 2))
                return self.scaled(self.multiply(Plain(root, ()), bell), 2)
            case "gamma":
                return self.multiply(y, self.call("digamma", [x]))
            case "loggamma":
                return self.call("digamma", [x])
            case "digamma":
                return self.call("trigamma", [x])
        raise Abstention(f"the derivative of {function}")
