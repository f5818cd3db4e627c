"""SymPy's matrix expressions as blocks with two axes from 1, as `matrix` has them: SymPy's A[0, 0] is A_11."""

from __future__ import annotations

from functools import reduce

import sympy as sp
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.diagonal import DiagMatrix
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge.symbols import SymbolReader, named, unknown
from symcheck.definedness.indexing import indexed
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import add, elementwise, matmul, multiply, power, scalar, total, trace, transpose
from symcheck.expressions.build import ONE, ZERO
from symcheck.expressions.matrices import determinant, diag, eye, filled, inverse, joined
from symcheck.expressions.nodes import Array, Block, Integer
from symcheck.functions.table import ROWS

ELEMENTARY: dict[type, str] = {
    kind: row.name for row in ROWS if row.arity == 1 and isinstance(kind := getattr(sp, row.sympy, None), type)
}
"""The functions of one argument that SymPy has as a class, by their names in the nodes."""


def is_matrix(obj: sp.Basic) -> bool:
    """Whether SymPy means a matrix: an unevaluated power of one does not say so itself."""
    return bool(obj.is_Matrix) or (isinstance(obj, sp.Pow) and bool(obj.base.is_Matrix))


class MatrixReader(SymbolReader):
    """Reads matrix expressions."""

    def matrix(self, obj: sp.Basic) -> Block:
        match obj:
            case sp.MatrixSymbol():
                return self.whole(Array(str(obj.name), tuple((af.ONE, self.affine(n)) for n in obj.shape)))
            case sp.MatAdd():
                return reduce(add, map(self.read, obj.args))
            case sp.HadamardProduct():
                return reduce(multiply, map(self.read, obj.args))
            case sp.Transpose():
                return transpose(self.read(obj.arg))
            case sp.Inverse():
                return inverse(self.read(obj.arg))
            case sp.MatPow():
                return self.matrix_power(obj)
            case sp.Trace():
                return trace(self.read(obj.arg))
            case sp.Determinant():
                return determinant(self.read(obj.arg))
            case sp.ZeroMatrix() | sp.OneMatrix():
                return filled(ZERO if isinstance(obj, sp.ZeroMatrix) else ONE, [self.affine(n) for n in obj.shape])
            case sp.Identity():
                return eye(self.affine(obj.shape[0]))
            case MatrixElement():
                return self._element(obj)
            case sp.MatrixBase():
                return self._laid_out(
                    [[self._cell(obj[row, column]) for column in range(obj.cols)] for row in range(obj.rows)]
                )
            case sp.BlockMatrix():
                rows, columns = obj.blockshape
                return self._laid_out([[self.read(obj.blocks[row, c]) for c in range(columns)] for row in range(rows)])
            case ElementwiseApplyFunction():
                function = obj.function
                if isinstance(function, sp.Lambda):
                    return self.within({function.variables[0]: self.read(obj.expr)}).read(function.expr)
                return self._special_of(function, obj)
            case sp.FunctionMatrix():
                return self._function_matrix(obj)
        return self._more(obj)

    def _more(self, obj: sp.Basic) -> Block:
        """The rarer forms."""
        match obj:
            case sp.Adjoint():
                return transpose(self.read(obj.arg))
            case sp.HadamardPower():
                return power(self.read(obj.base), self.read(obj.exp))
            case sp.DotProduct():
                return total(reduce(multiply, (self._column(self.read(vector)) for vector in obj.args)))
            case DiagMatrix():
                return diag(self._column(self.read(obj.args[0])))
            case sp.DiagonalMatrix():
                matrix = self.read(obj.arg)
                return multiply(matrix, eye(matrix.shape[0]))
        raise unknown(obj)

    def _column(self, vector: Block) -> Block:
        """A matrix of one row or of one column as a vector."""
        row = vector.shape[0] == af.ONE
        one = vector.axes[0 if row else 1].lower
        return indexed(vector, (one, slice(None)) if row else (slice(None), one))

    def _cell(self, value: sp.Basic) -> Block:
        inner = self.read(value)
        if inner.axes:
            raise UnsupportedError(f"{named(value)} stands as an entry of a matrix: write a BlockMatrix")
        return Block((af.new_axis("i", af.ONE), af.new_axis("j", af.ONE)), inner.body)

    def _laid_out(self, rows: list[list[Block]]) -> Block:
        if not rows or not rows[0]:
            raise UnsupportedError("a matrix without entries is not known here")
        return joined([joined(row, 1) for row in rows], 0)

    def _special_of(self, function: type, obj: ElementwiseApplyFunction) -> Block:
        if function not in ELEMENTARY:
            raise unknown(obj)
        return elementwise(ELEMENTARY[function], self.read(obj.expr))

    def matrix_power(self, obj: sp.MatPow | sp.Pow) -> Block:
        """A power of a matrix, written as one or as that of a number."""
        exponent = obj.exp
        if not isinstance(exponent, sp.Integer) or exponent == 0 or abs(int(exponent)) > 16:
            raise UnsupportedError(f"{named(obj)}: a matrix is raised to small whole powers only")
        base = self.read(obj.base)
        root = base if exponent > 0 else inverse(base)
        return reduce(matmul, [root] * abs(int(exponent)))

    def _element(self, obj: MatrixElement) -> Block:
        matrix = self.read(obj.parent)
        forms = [self.affine(i) for i in obj.indices]
        for form, size in zip(forms, matrix.shape, strict=True):
            index = form.index
            if index is not None and index.upper == size:
                raise StatementError(f"SymPy counts the entries of a matrix from 0: {obj} reaches beyond the last one")
        return indexed(matrix, tuple(form + axis.lower for form, axis in zip(forms, matrix.axes, strict=True)))

    def _function_matrix(self, obj: sp.FunctionMatrix) -> Block:
        lower = list(map(self.affine, obj.args[3:])) or [af.ONE, af.ONE]
        names = [str(v.name).lstrip("_") or "i" for v in obj.lamda.variables]
        axes = tuple(map(af.new_axis, names, map(self.affine, obj.shape), lower))
        places = [scalar(Integer(af.of_atom(axis) - axis.lower)) for axis in axes]
        bound = dict(zip(obj.lamda.variables, places, strict=True))
        return Block(axes, self.within(bound).read(obj.lamda.expr).body)
