"""Products as they are written: fractions, matrix products, dot products, outer products, traces."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.expressions.arrays import is_entry_of, pull_sign, quotient
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Bracket, Derivative, Entry, Expr, IndexRelation, Mul, Named, Number, Sum
from symcheck.expressions.walk import free_indices
from symcheck.notation.naming import Axes, NamePrinter
from symcheck.notation.pieces import Level, Piece

ARRAY_INDICES = frozenset("ijklmn")
"""The names of the indices that array style makes: a sum over one of them may be printed as a matrix product."""


class ProductPrinter(NamePrinter):
    """Prints products, with the axes of tensors left out."""

    def _product(self, expr: Mul, axes: Axes) -> Piece | None:
        negative, positive = pull_sign(expr)
        if negative:
            unsigned = self.shaped(positive, axes)
            return None if unsigned is None else self.style.negative(unsigned)
        over, under = quotient(expr)
        numerator, denominator = self._factors(over, axes), self._factors(under, axes)
        mixed = any(0 < len(free_indices(d).intersection(axes)) < len(axes) for d in under)
        if numerator is None or denominator is None or mixed:
            return None
        return self.style.fraction(numerator, denominator) if under else numerator

    def _factors(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        if not factors:
            return Piece("1")
        carried = [free_indices(f).intersection(axes) for f in factors]
        partial = [f for f, own in zip(factors, carried, strict=True) if 0 < len(own) < len(axes)]
        if partial:
            return self._diagonal(factors, axes) or self._outer(factors, axes) if len(axes) == 2 else None
        pieces = self.all_shaped(factors, axes)
        if pieces is None:
            return None
        if sum(map(bool, carried)) < 2:
            return self.style.product(pieces)
        scalars = [p for p, own in zip(pieces, carried, strict=True) if not own]
        tensors = [p for p, own in zip(pieces, carried, strict=True) if own]
        return self.style.product([*scalars, self.style.entrywise(tensors)])

    def _diagonal(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x_i δ_ij as diag(x)."""
        rest = [f for f in factors if not _is_identity(f, axes)]
        if len(rest) + 1 != len(factors) or any(axes[1] in free_indices(f) for f in rest):
            return None
        vector = self._factors(rest, axes[:1])
        return None if vector is None else self.style.call("diag", (vector,))

    def _outer(self, factors: Sequence[Expr], axes: Axes) -> Piece | None:
        """x yᵀ, with the scalar factors before it."""
        scalars: list[Piece] = []
        vectors: dict[Index, list[Expr]] = {axis: [] for axis in axes}
        for factor in factors:
            own = free_indices(factor).intersection(axes)
            if len(own) > 1:
                return None
            if own:
                vectors[next(iter(own))].append(factor)
            else:
                scalars.append(self.plain(factor))
        column, row = (self._factors(listed, (axis,)) if listed else None for axis, listed in vectors.items())
        if column is None or row is None:
            return None
        return self.style.product([*scalars, column, self.style.transpose(row)])

    def _power(self, base: Piece, exponent: Expr, axes: Axes) -> Piece:
        if isinstance(exponent, Number) and exponent.value == -1:
            return self.style.fraction(Piece("1"), base)
        if isinstance(exponent, Number) and exponent.value == Fraction(1, 2):
            return self.style.call("sqrt", (base,))
        raise_ = self.style.power if len(axes) < 2 else self.style.entrywise_power
        return raise_(base, self.plain(exponent))

    def _contracted(self, expr: Sum, axes: Axes) -> Piece | None:
        """A sum over an index of array style as a dot product or a matrix product."""
        index = expr.index
        if index.name not in ARRAY_INDICES or expr.where or not isinstance(expr.body, Mul):
            return None
        if len(expr.body.factors) != 2 or len(axes) > 2:
            return None
        (minus, left), (plus, right) = map(pull_sign, expr.body.factors)
        if index not in free_indices(left) or index not in free_indices(right):
            return None
        piece = self._contraction(left, right, index, axes)
        if piece is None or minus == plus:
            return piece
        negative = self.style.negative(piece)
        return Piece(negative.text, negative.level, self.style.minus + piece.row if piece.row else "")

    def _contraction(self, left: Expr, right: Expr, index: Index, axes: Axes) -> Piece | None:
        match axes:
            case ():
                if not (_is_vector(left) and _is_vector(right)):
                    return None
                return self._dot(self.shaped(left, (index,)), self.shaped(right, (index,)))
            case (axis,):
                return self._times_vector(left, right, axis, index)
            case (row, column):
                if row in free_indices(right) or column in free_indices(left):
                    return None
                return self._matmul(self.shaped(left, (row, index)), self.shaped(right, (index, column)))
        return None

    def _dot(self, left: Piece | None, right: Piece | None) -> Piece | None:
        if left is None or right is None:
            return None
        if not left.row:
            return self.style.dot(left, right)
        row = left.row.removeprefix(self.style.minus)
        product = self.style.product([Piece(row, Level.PRODUCT), right])
        return product if row == left.row else self.style.negative(product)

    def _times_vector(self, left: Expr, right: Expr, axis: Index, index: Index) -> Piece | None:
        if axis in free_indices(left) and axis in free_indices(right):
            return None
        if axis in free_indices(left):
            return self._matmul(self.shaped(left, (axis, index)), self.shaped(right, (index,)))
        upright, vector = self.shaped(right, (axis, index)), self.shaped(left, (index,))
        column, matrix = self._matmul(upright, vector), self.shaped(right, (index, axis))
        if column is None or vector is None or matrix is None:
            return None
        row = self.style.product([self.style.transpose(vector), matrix])
        return Piece(column.text, column.level, row.text)

    def _matmul(self, left: Piece | None, right: Piece | None) -> Piece | None:
        return None if left is None or right is None else self.style.product([left, right])

    def _trace(self, expr: Sum) -> Piece | None:
        """Σ_i A_ii and Σ_i Σ_j A_ij B_ji as traces."""
        index, inner = expr.index, expr.body
        if index.name not in ARRAY_INDICES or expr.where:
            return None
        if isinstance(inner, Entry) and [i.index for i in inner.indices] == [index, index]:
            whole = set(inner.array.axes) == {(index.lower, index.upper)}
            return self.style.call("tr", (Piece(self.style.name(inner.array.name)),)) if whole else None
        if not isinstance(inner, Sum) or inner.index.name not in ARRAY_INDICES or inner.where:
            return None
        if not isinstance(inner.body, Mul) or len(inner.body.factors) != 2:
            return None
        left, right = inner.body.factors
        pair = (index, inner.index)
        if not (free_indices(left).issuperset(pair) and free_indices(right).issuperset(pair)):
            return None
        product = self._matmul(self.shaped(left, pair), self.shaped(right, pair[::-1]))
        return None if product is None else self.style.call("tr", (product,))


def _is_identity(expr: Expr, axes: Axes) -> bool:
    match expr:
        case Bracket((IndexRelation("eq", form),)):
            return is_entry_of(form, axes)
    return False


def _is_vector(expr: Expr) -> bool:
    """Whether an author would dot it with another vector, rather than sum the products of entries."""
    return isinstance(expr, Entry | Named | Add | Sum | Derivative)
