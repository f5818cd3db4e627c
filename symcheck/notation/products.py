"""Products as they are written: fractions, matrix products, dot products, outer products.

A statement holds a product of matrices as a sum over an axis that nobody named; here it becomes one again. A vector on
the left of a matrix is a row, `xᵀ A`, as it was written.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.arrays import is_entry_of, is_inverse, pull_sign, quotient
from symcheck.expressions.build import is_number
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Bracket, Expr, IndexRelation, Mul, Number, Sum
from symcheck.expressions.walk import free_indices
from symcheck.notation.naming import Axes, NamePrinter
from symcheck.notation.pieces import Piece


class ProductPrinter(NamePrinter):
    """Prints products, with the axes of tensors left out."""

    @abstractmethod
    def recognised(self, expr: Expr, axes: Axes) -> Piece | None:
        """What has a word of its own (softmax, a mean), by that word."""

    def whole(self, expr: Expr, axes: Axes) -> Piece | None:
        """The tensor expr(axes) without these axes, where a number is not left to be broadcast: 𝟏 for a 1."""
        if axes and free_indices(expr).isdisjoint(axes):
            return self._repeated(expr, axes) if _has_ones(expr) else None
        return self.shaped(expr, axes) if axes else self.plain(expr)

    def _repeated(self, expr: Expr, axes: Axes) -> Piece:
        """The tensor with the same entry everywhere."""
        if is_number(expr, 0):
            return self.plain(expr)
        if isinstance(expr, Sum) and _has_ones(expr.body):
            return self.style.quantified(
                "sum", *self.limits(expr.index, expr.body, expr.where), self._repeated(expr.body, axes)
            )
        ones = self.style.ones([self.tight(axis.size) for axis in axes])
        negative, positive = pull_sign(expr)
        if negative:
            return self.style.negative(self._repeated(positive, axes))
        over, under = quotient(expr)
        others, written = [f for f in over if not is_number(f, 1)], sum(is_number(f, 1) for f in over)
        if written == len(axes) == 2:
            column, row = (self.style.ones([self.tight(axis.size)]) for axis in axes)
            ones = self.style.product([column, self.style.lying(row)])
        product = self.style.product([*map(self.plain, others), ones])
        return self.style.fraction(product, self.style.product([*map(self.plain, under)])) if under else product

    def _product(self, expr: Mul, axes: Axes) -> Piece | None:
        word = self.recognised(expr, axes)
        if word is not None:
            return word
        negative, positive = pull_sign(expr)
        if negative:
            unsigned = self.shaped(positive, axes)
            return None if unsigned is None else self.style.negative(unsigned)
        over, under = quotient(expr)
        numerator, denominator = self._factors(over, axes), self._factors(under, axes)
        mixed = any(0 < len(free_indices(d).intersection(axes)) < len(axes) for d in under)
        if numerator is None or denominator is None or mixed:
            return None
        if not under:
            return numerator
        return self.style.alike(lambda over: self.style.fraction(over[0], self.style.upright(denominator)), [numerator])

    def _factors(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        if not factors:
            return Piece("1")
        carried = [free_indices(f).intersection(axes) for f in factors]
        partial = [f for f, own in zip(factors, carried, strict=True) if 0 < len(own) < len(axes)]
        if any(self.shaped(factor, axes) is None for factor in partial):
            return self._diagonal(factors, axes) or self._outer(factors, axes) if len(axes) == 2 else None
        pieces = self.all_shaped(factors, axes)
        if pieces is None:
            return None
        if sum(map(bool, carried)) < 2:
            if any(p.row for p, own in zip(pieces, carried, strict=True) if own):
                column = self.style.product([self.style.upright(piece) for piece in pieces])
                return self.style.product(pieces, True, column)
            return self.style.product(pieces)
        scalars = [p for p, own in zip(pieces, carried, strict=True) if not own]
        tensors = [p for p, own in zip(pieces, carried, strict=True) if own]
        return self.style.alike(lambda own: self.style.product([*scalars, self.style.entrywise(own)]), tensors)

    def _diagonal(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x_i δ_ij as diag(x)."""
        rest = [f for f in factors if not _is_identity(f, axes)]
        if len(rest) + 1 != len(factors) or any(axes[1] in free_indices(f) for f in rest):
            return None
        vector = self._factors(rest, axes[:1])
        return None if vector is None else self.style.call("diag", (vector,))

    def _outer(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x yᵀ, with the scalar factors before it; a 1 stands for a vector of ones."""
        scalars: list[Expr] = []
        vectors: dict[Index, list[Expr]] = {axis: [] for axis in axes}
        for factor in factors:
            own = free_indices(factor).intersection(axes)
            if len(own) > 1:
                return None
            (vectors[next(iter(own))] if own else scalars).append(factor)
        for listed in vectors.values():
            if not listed and (one := next((f for f in scalars if is_number(f, 1)), None)):
                listed.append(one)
                scalars.remove(one)
        column, row = (self._vector(listed, axis) for axis, listed in vectors.items())
        if column is None or row is None:
            return None
        return self.style.product([*map(self.plain, scalars), self.style.upright(column), self.style.lying(row)])

    def _vector(self, factors: Sequence[Expr], axis: Index) -> Piece | None:
        if len(factors) == 1:
            return self.whole(factors[0], (axis,))
        return self._factors(factors, (axis,)) if factors else None

    def _power(self, base: Piece, exponent: Expr, raised: Piece, axes: Axes) -> Piece:
        if is_number(exponent, -1):
            return self.style.alike(lambda own: self.style.fraction(Piece("1"), own[0]), [base])
        if isinstance(exponent, Number) and exponent.value == Fraction(1, 2):
            return self.style.call("sqrt", (base,))
        by_entry = len(axes) > 1 or (
            len(axes) == 1 and isinstance(exponent, Number) and exponent.value.denominator == 1
        )
        make = self.style.entrywise_power if by_entry else self.style.power
        return self.style.alike(lambda own: make(own[0], raised), [base])

    # -- sums over the axes of arrays ----------------------------------------------------------------------------

    def _contracted(self, expr: Sum, axes: Axes) -> Piece | None:
        """A sum over an axis that nobody named as a dot product or a matrix product."""
        if not expr.index.anonymous or expr.where or not isinstance(expr.body, Mul):
            return None
        if len(expr.body.factors) != 2 or len(axes) > 2 or is_inverse(expr.body.factors[1]):
            return None
        left, right = expr.body.factors
        if not axes and is_number(left, -1):
            return None  # (−u).sum(), tr(−A)
        negative, positive = _leading_sign(expr)
        if negative and isinstance(positive, Sum):
            piece = self._contracted(positive, axes)
            return None if piece is None else self.style.negative(piece)
        return self._contraction(left, right, expr.index, axes)

    def _contraction(self, left: Expr, right: Expr, index: Index, axes: Axes) -> Piece | None:
        first, second = free_indices(left), free_indices(right)
        match axes:
            case ():
                return self._dot(left, right, index)
            case (axis,) if axis not in second:
                return self._matmul(self.whole(left, (axis, index)), self.whole(right, (index,)))
            case (axis,) if axis not in first:
                row, matrix = self.row(left, index), self.whole(right, (index, axis))
                if row is None or matrix is None:
                    return None
                column = self._matmul(self.whole(right, (axis, index)), self.whole(left, (index,)))
                return self.style.product([row, matrix], True, column)
            case (row, column) if row not in second and column not in first:
                return self._matmul(self.whole(left, (row, index)), self.whole(right, (index, column)))
        return None

    def _dot(self, left: Expr, right: Expr, index: Index) -> Piece | None:
        first, second = self.whole(left, (index,)), self.whole(right, (index,))
        if first is None or second is None:
            return None
        second = self.style.upright(second)
        return self.style.product([first, second]) if first.row else self.style.dot(first, second)

    def row(self, expr: Expr, axis: Index) -> Piece | None:
        """A vector as a row, sign and numbers before it: −(1/2) xᵀ."""
        negative, positive = _leading_sign(expr)
        if negative:
            row = self.row(positive, axis)
            return None if row is None else self.style.negative(row)
        over, under = quotient(expr)
        scalars = [f for f in over if axis not in free_indices(f)]
        if under or not scalars or len(scalars) + 1 != len(over):
            piece = self.whole(expr, (axis,))
            return None if piece is None else self.style.lying(piece)
        vector = self.row(next(f for f in over if axis in free_indices(f)), axis)
        if vector is None:
            return None
        numbers = [*map(self.plain, scalars)]
        return self.style.product([*numbers, vector], True, self.style.product([*numbers, self.style.upright(vector)]))

    def _matmul(self, left: Piece | None, right: Piece | None) -> Piece | None:
        return None if left is None or right is None else self.style.product([left, self.style.upright(right)])


def _leading_sign(expr: Expr) -> tuple[bool, Expr]:
    """Whether a minus stands before an expression, or before the first factor of a product of matrices; the rest."""
    match expr:
        case Sum(index, Mul((left, right)), ()) if index.anonymous:
            negative, positive = _leading_sign(left)
            if negative and not pull_sign(right)[0]:
                return True, Sum(index, Mul((positive, right)))
            return False, expr
    return pull_sign(expr)


def _is_identity(expr: Expr, axes: Axes) -> bool:
    match expr:
        case Bracket((IndexRelation("eq", form),)):
            return is_entry_of(form, axes)
    return False


def _has_ones(expr: Expr) -> bool:
    """Whether a number is written by a 1 that may have been an array of ones: 1, 2 · 1, 1/d."""
    if isinstance(expr, Sum):
        return _has_ones(expr.body)
    over, _ = quotient(pull_sign(expr)[1])
    return any(is_number(factor, 1) for factor in over)


def is_multiple_of_ones(expr: Expr) -> bool:
    """Whether a 1 is written as a factor beside others, c · 1: then it was an array of ones."""
    over, _ = quotient(pull_sign(expr)[1])
    return len(over) > 1 and any(is_number(factor, 1) for factor in over)
