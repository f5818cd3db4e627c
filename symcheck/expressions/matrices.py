"""Matrices that an author names by a word: diagonals, zeros, ones, the identity, inverses, determinants, as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import entry, refreshed, shape_text
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Block, Bracket, Determinant, Expr, IndexRelation, Inverse, Mul, Piecewise


def _same(row: Index, column: Index) -> Bracket:
    return Bracket((IndexRelation("eq", af.of_atom(row) - af.of_atom(column)),))


def diag(values: Block) -> Block:
    """The diagonal matrix of a vector, or the diagonal of a square matrix, as NumPy's."""
    if values.ndim == 1:
        row, column = af.fresh_index(values.axes[0]), af.fresh_index(values.axes[0])
        return Block((row, column), Mul((entry(values, af.of_atom(row)), _same(row, column))))
    _refuse_unless_square(values, "diag")
    axis = af.fresh_index(values.axes[0])
    shift = values.axes[1].lower - values.axes[0].lower
    return Block((axis,), entry(values, af.of_atom(axis), af.of_atom(axis) + shift))


def triangle(matrix: Block, upper: bool) -> Block:
    """The entries of a square matrix on its diagonal and on one side of it, 0 on the other."""
    _refuse_unless_square(matrix, "triu" if upper else "tril")
    row, column = (af.fresh_index(axis) for axis in matrix.axes)
    beyond = af.of_atom(column) - matrix.axes[1].lower - (af.of_atom(row) - matrix.axes[0].lower)
    inside = Bracket((IndexRelation("ge", beyond if upper else beyond.scale(-1)),))
    return Block((row, column), Mul((entry(matrix, af.of_atom(row), af.of_atom(column)), inside)))


def filled(value: Expr, shape: Sequence[IndexForm]) -> Block:
    """The tensor of this shape with the same entry everywhere."""
    return Block(tuple(af.new_axis("i", n) for n in shape), value)


def eye(n: IndexForm) -> Block:
    """The identity matrix."""
    row, column = (af.new_axis(name, n) for name in "ij")
    return Block((row, column), _same(row, column))


def joined(blocks: Sequence[Block], axis: int) -> Block:
    """Blocks one after the other along an axis, over which it is counted on; the other axes are of one size."""
    sizes = {tuple(n for place, n in enumerate(block.shape) if place != axis) for block in blocks}
    if len(sizes) != 1:
        shapes = " and ".join(shape_text(block.shape) for block in blocks)
        raise StatementError(f"shapes {shapes} do not fit beside one another")
    axes = [af.new_axis(own.name, own.size) for own in blocks[0].axes]
    axes[axis] = along = af.new_axis(axes[axis].name, reduce(add, (block.shape[axis] for block in blocks)))
    body: Expr | None = None
    end = along.upper
    for block in reversed(blocks):
        start = end - block.shape[axis]
        own = [af.of_atom(a) + b.lower.shift(-1) for a, b in zip(axes, block.axes, strict=True)]
        here = entry(block, *own[:axis], own[axis] - start, *own[axis + 1 :])
        inside = (IndexRelation("ge", end - af.of_atom(along)),)
        body, end = here if body is None else Piecewise(inside, here, body), start
    assert body is not None
    return Block(tuple(axes), body)


def _refuse_unless_square(matrix: Block, what: str) -> None:
    if matrix.ndim != 2 or matrix.axes[0].size != matrix.axes[1].size:
        raise StatementError(f"{what} wants a square matrix, not shape {shape_text(matrix.shape)}")


def inverse(matrix: Block) -> Block:
    """The inverse of a square matrix, or of each one of a stack; defined where the determinant is not 0."""
    stack, last = _stack(matrix, "inv")
    rows, columns = af.fresh_index(last.axes[1]), af.fresh_index(last.axes[0])
    return Block((*stack, rows, columns), Inverse(last, af.of_atom(rows), af.of_atom(columns)))


def determinant(matrix: Block) -> Block:
    """The determinant of a square matrix, or of each one of a stack."""
    stack, last = _stack(matrix, "det")
    return Block(stack, Determinant(last))


def _stack(matrices: Block, what: str) -> tuple[tuple[Index, ...], Block]:
    """The axes along which matrices are stacked, and the matrix at these: the last two axes are its own."""
    own = refreshed(matrices)
    stack, last = own.axes[:-2], Block(own.axes[-2:], own.body)
    if last.ndim != 2 or last.axes[0].size != last.axes[1].size:
        raise StatementError(f"{what} wants a square matrix, not shape {shape_text(matrices.shape)}")
    return stack, last
