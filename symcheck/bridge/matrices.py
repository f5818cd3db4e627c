"""SymPy's matrix expressions as tensors with two axes, counted from 0 as SymPy counts them."""

from __future__ import annotations

from functools import reduce

import sympy as sp
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
from sympy.matrices.expressions.matexpr import MatrixElement

from symcheck.bridge.symbols import SymbolReader, named, unknown
from symcheck.errors import StatementError, UnsupportedError
from symcheck.expressions import indices as af
from symcheck.expressions.nodes import Array, Integer
from symcheck.functions.table import ROWS
from symcheck.language import linear
from symcheck.language.functions import elementwise
from symcheck.language.tensor import Tensor

ELEMENTARY: dict[type, str] = {
    kind: row.name for row in ROWS if row.arity == 1 and isinstance(kind := getattr(sp, row.sympy, None), type)
}
"""The functions of one argument that SymPy has as a class, by their names in the nodes."""


class MatrixReader(SymbolReader):
    """Reads matrix expressions."""

    def matrix(self, obj: sp.Basic) -> Tensor:
        match obj:
            case sp.MatrixSymbol():
                axes = tuple((af.ZERO, self.affine(n).shift(-1)) for n in obj.shape)
                return self.whole(Array(str(obj.name), axes))
            case sp.MatAdd():
                return reduce(lambda a, b: a + b, map(self.read, obj.args))
            case sp.HadamardProduct():
                return reduce(lambda a, b: a * b, map(self.read, obj.args))
            case sp.Transpose():
                return self.read(obj.arg).T
            case sp.Inverse():
                return linear.inv(self.read(obj.arg))
            case sp.MatPow():
                return self._matrix_power(obj)
            case sp.Trace():
                return linear.trace(self.read(obj.arg))
            case sp.Determinant():
                return linear.det(self.read(obj.arg))
            case sp.ZeroMatrix() | sp.OneMatrix():
                make = linear.zeros if isinstance(obj, sp.ZeroMatrix) else linear.ones
                return make(*map(self.integer, obj.shape))
            case sp.Identity():
                return linear.eye(self.integer(obj.shape[0]))
            case MatrixElement():
                return self._element(obj)
            case ElementwiseApplyFunction():
                function = obj.function
                if isinstance(function, sp.Lambda):
                    return self.within({function.variables[0]: self.read(obj.expr)}).read(function.expr)
                return self._special_of(function, obj)
            case sp.FunctionMatrix():
                return self._function_matrix(obj)
        raise unknown(obj)

    def _special_of(self, function: type, obj: ElementwiseApplyFunction) -> Tensor:
        if function not in ELEMENTARY:
            raise unknown(obj)
        return elementwise(ELEMENTARY[function], self.read(obj.expr))

    def _matrix_power(self, obj: sp.MatPow) -> Tensor:
        exponent = obj.exp
        if not isinstance(exponent, sp.Integer) or exponent == 0 or abs(int(exponent)) > 16:
            raise UnsupportedError(f"{named(obj)}: a matrix is raised to small whole powers only")
        base = self.read(obj.base)
        root = base if exponent > 0 else linear.inv(base)
        return reduce(lambda a, b: a @ b, [root] * abs(int(exponent)))

    def _element(self, obj: MatrixElement) -> Tensor:
        matrix = self.read(obj.parent)
        forms = [self.affine(i) for i in obj.indices]
        for form, size in zip(forms, matrix.shape, strict=True):
            index = form.index
            if index is not None and index.upper == size:
                raise StatementError(f"SymPy counts the entries of a matrix from 0: {obj} reaches beyond the last one")
        return matrix[tuple(form + axis.lower for form, axis in zip(forms, matrix.axes, strict=True))]

    def _function_matrix(self, obj: sp.FunctionMatrix) -> Tensor:
        rows, columns = (
            af.new_axis(str(v.name), self.affine(n), af.ZERO)
            for v, n in zip(obj.lamda.variables, obj.shape, strict=True)
        )
        bound = {
            v: Tensor(Integer(af.of_atom(axis))) for v, axis in zip(obj.lamda.variables, (rows, columns), strict=True)
        }
        return Tensor(self.within(bound).read(obj.lamda.expr).body, (rows, columns))
