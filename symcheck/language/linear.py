"""Products, matrices and vectors: what NumPy and numpy.linalg call by the same names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Block, Bracket, Determinant, Expr, IndexRelation, Inverse, Mul, Number
from symcheck.language.functions import log
from symcheck.language.tensor import (
    Tensor,
    as_tensor,
    entry,
    index_form,
    matmul,
    shape_text,
)
from symcheck.language.tensor import (
    trace as trace_of,
)


def dot(a: object, b: object) -> Tensor:
    return matmul(as_tensor(a), as_tensor(b))


def outer(a: object, b: object) -> Tensor:
    """The matrix a_i b_j of two vectors."""
    left, right = as_tensor(a), as_tensor(b)
    if left.ndim != 1 or right.ndim != 1:
        raise StatementError(
            f"outer wants two vectors, not shapes {shape_text(left.shape)} and {shape_text(right.shape)}"
        )
    return left[:, None] * right[None, :]


def trace(matrix: object) -> Tensor:
    """Σ of the diagonal entries of a square matrix."""
    return trace_of(as_tensor(matrix))


def transpose(matrix: object) -> Tensor:
    return as_tensor(matrix).T


def diag(x: object) -> Tensor:
    """The diagonal matrix of a vector, or the diagonal of a square matrix, as NumPy's."""
    values = as_tensor(x)
    if values.ndim == 1:
        row, column = af.fresh_index(values.axes[0]), af.fresh_index(values.axes[0])
        same = Bracket((IndexRelation("eq", af.of_atom(row) - af.of_atom(column)),))
        return Tensor(Mul((entry(values, af.of_atom(row)), same)), (row, column))
    _square(values, "diag")
    axis = af.fresh_index(values.axes[0])
    shift = values.axes[1].lower - values.axes[0].lower
    return Tensor(entry(values, af.of_atom(axis), af.of_atom(axis) + shift), (axis,))


def _filled(value: Expr, shape: Sequence[object]) -> Tensor:
    return Tensor(value, tuple(af.new_axis("i", index_form(n, "a size")) for n in shape))


def _shape(shape: tuple[object, ...]) -> Sequence[object]:
    return shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape


def zeros(*shape: object) -> Tensor:
    """The tensor of zeros; sizes as arguments or as one tuple."""
    return _filled(Number(Fraction(0)), _shape(shape))


def ones(*shape: object) -> Tensor:
    """The tensor of ones; sizes as arguments or as one tuple."""
    return _filled(Number(Fraction(1)), _shape(shape))


def eye(n: object) -> Tensor:
    """The identity matrix."""
    row, column = (af.new_axis(name, index_form(n, "a size")) for name in "ij")
    return Tensor(Bracket((IndexRelation("eq", af.of_atom(row) - af.of_atom(column)),)), (row, column))


identity = eye


def _square(matrix: Tensor, what: str) -> None:
    if matrix.ndim != 2 or matrix.axes[0].size != matrix.axes[1].size:
        raise StatementError(f"{what} wants a square matrix, not shape {shape_text(matrix.shape)}")


def _matrix_block(matrix: Tensor, what: str) -> Block:
    _square(matrix, what)
    axes = tuple(af.fresh_index(axis) for axis in matrix.axes)
    return Block(axes, entry(matrix, *map(af.of_atom, axes)))


def inv(matrix: object) -> Tensor:
    """The inverse of a square matrix; defined where the determinant is not 0."""
    source = as_tensor(matrix)
    block = _matrix_block(source, "inv")
    rows, columns = af.fresh_index(source.axes[1]), af.fresh_index(source.axes[0])
    return Tensor(Inverse(block, af.of_atom(rows), af.of_atom(columns)), (rows, columns))


def solve(matrix: object, right: object) -> Tensor:
    """A⁻¹ b."""
    return inv(matrix) @ as_tensor(right)


def det(matrix: object) -> Tensor:
    """The determinant of a square matrix."""
    return Tensor(Determinant(_matrix_block(as_tensor(matrix), "det")))


def logdet(matrix: object) -> Tensor:
    """log det A; defined where the determinant is positive."""
    return log(det(matrix))
