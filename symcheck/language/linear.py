"""Products, matrices and vectors: what NumPy and numpy.linalg call by the same names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcheck.errors import StatementError
from symcheck.expressions import matrices
from symcheck.expressions.blocks import shape_text
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Number
from symcheck.language.conditions import Ne
from symcheck.language.functions import log
from symcheck.language.tensor import Logical, Tensor, as_tensor, careful, index_form, pen


def dot(a: object, b: object) -> Tensor:
    return as_tensor(a) @ as_tensor(b)


@careful
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
    return as_tensor(matrix).trace()


def transpose(matrix: object) -> Tensor:
    return as_tensor(matrix).T


@careful
def diag(x: object) -> Tensor:
    """The diagonal matrix of a vector, or the diagonal of a square matrix, as NumPy's."""
    return pen(matrices.diag(as_tensor(x)))


def _shape(shape: tuple[object, ...]) -> Sequence[IndexForm]:
    listed = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
    return [index_form(n, "a size") for n in listed]


@careful
def zeros(*shape: object) -> Tensor:
    """The tensor of zeros; sizes as arguments or as one tuple."""
    return pen(matrices.filled(Number(Fraction(0)), _shape(shape)))


@careful
def ones(*shape: object) -> Tensor:
    """The tensor of ones; sizes as arguments or as one tuple."""
    return pen(matrices.filled(Number(Fraction(1)), _shape(shape)))


@careful
def eye(n: object) -> Tensor:
    """The identity matrix."""
    return pen(matrices.eye(index_form(n, "a size")))


identity = eye


@careful
def inv(matrix: object) -> Tensor:
    """The inverse of a square matrix; defined where the determinant is not 0."""
    return pen(matrices.inverse(as_tensor(matrix)))


def solve(matrix: object, right: object) -> Tensor:
    """A⁻¹ b."""
    return inv(matrix) @ as_tensor(right)


@careful
def det(matrix: object) -> Tensor:
    """The determinant of a square matrix."""
    return pen(matrices.determinant(as_tensor(matrix)))


def pinv(matrix: object) -> Tensor:
    """(AᵀA)⁻¹Aᵀ, the pseudoinverse of a matrix whose columns are independent: `given=full_rank(A)` assumes that."""
    values = as_tensor(matrix)
    return inv(values.T @ values) @ values.T


def full_rank(matrix: object) -> Logical:
    """The condition that the columns of a matrix are independent: det(AᵀA) ≠ 0."""
    values = as_tensor(matrix)
    return Ne(det(values.T @ values), 0)


@careful
def triu(matrix: object) -> Tensor:
    """The entries on and above the diagonal of a square matrix, 0 below."""
    return pen(matrices.triangle(as_tensor(matrix), upper=True))


@careful
def tril(matrix: object) -> Tensor:
    """The entries on and below the diagonal of a square matrix, 0 above."""
    return pen(matrices.triangle(as_tensor(matrix), upper=False))


def logdet(matrix: object) -> Tensor:
    """log det A; defined where the determinant is positive."""
    return log(det(matrix))
