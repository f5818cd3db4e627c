"""Matrices of SymPy have their entries."""

import pytest
import sympy as sp

from symcheck.bridge.reader import from_sympy
from tests.bridge.two_values import SIZES, entry, ours

n = sp.Symbol("n", integer=True, positive=True)
a = sp.Symbol("a", real=True)
A, B = sp.MatrixSymbol("A", n, n), sp.MatrixSymbol("B", n, n)
v = sp.MatrixSymbol("v", n, 1)

MATRICES = [
    A * B,
    A.T * A,
    2 * A + B.T,
    A**2,
    sp.HadamardProduct(A, B),
    A.inv() * v,
    sp.Identity(n) - A,
    v * v.T,
    A + sp.OneMatrix(n, n) + sp.ZeroMatrix(n, n),
    A.applyfunc(sp.exp),
    A.applyfunc(sp.Lambda(a, a**2 + 1)),
]


@pytest.mark.parametrize("expr", MATRICES, ids=str)
def test_a_matrix_expression_has_its_entries(expr):
    tensor = from_sympy(expr)
    explicit = explicitly(expr)
    assert [u.constant or SIZES["n"] for u in tensor.shape] == list(explicit.shape)
    assert ours(tensor) == pytest.approx([float(u) for u in explicit], rel=1e-9)


@pytest.mark.parametrize("expr", [sp.Trace(A * B) + 1, sp.log(sp.Determinant(A.T * A)), (v.T * A * v)[0, 0]], ids=str)
def test_a_scalar_of_matrices_has_its_value(expr):
    assert ours(from_sympy(expr))[0] == pytest.approx(float(sp.N(explicitly(expr))), rel=1e-9)


def explicitly(expr):
    """The expression over matrices of numbers, computed by SymPy."""
    numbers = {
        s: sp.ImmutableMatrix(3, 3 if s != v else 1, lambda r, q, s=s: sp.Float(entry(str(s.name), r + 1, q + 1)))
        for s in (A, B, v)
    }
    smaller = expr.xreplace({s: sp.MatrixSymbol(s.name, 3, s.shape[1].subs(n, 3)) for s in numbers}).subs(n, 3)
    values = {sp.MatrixSymbol(s.name, *q.shape): q for s, q in numbers.items()}
    done = smaller.doit().subs(values).doit()
    return done.as_explicit() if isinstance(done, sp.MatrixExpr) else done
