"""What SymPy can say, each with a right line that is proved and a wrong one that is refuted."""

import pytest
import sympy as sp

from symcheck import chain, check, every, index_map
from symcheck.checking.part import check_part
from symcheck.claims.places import Place
from symcheck.claims.statements import Part
from symcheck.claims.verdict import Outcome, Status
from symcheck.errors import StatementError
from symcheck.judging.options import CheckOptions
from symcheck.language.conditions import assumption

n, m, K = sp.symbols("n m K", integer=True, positive=True)
x, y, z = sp.symbols("x y z", real=True)
p = sp.Symbol("p", positive=True)
i, j, k, l, o = (sp.Idx(name, (1, n)) for name in "ijklo")
u = sp.IndexedBase("u", shape=(n,), real=True)
A, B = sp.MatrixSymbol("A", n, n), sp.MatrixSymbol("B", n, n)
C, E = sp.MatrixSymbol("C", m, m), sp.MatrixSymbol("E", n, m)
a, b = sp.MatrixSymbol("a", n, 1), sp.MatrixSymbol("b", n, 1)
f = sp.Function("f")
symmetric = sp.FunctionMatrix(n, n, sp.Lambda((i, j), i + j))
small, vector = sp.Matrix([[x, y], [z, 1]]), sp.Matrix([1, 2])

CONSTRUCTS = {
    "Piecewise": (sp.Piecewise((x, x > 0), (-x, True)), sp.Abs(x), x),
    "Heaviside": (sp.Heaviside(x, 0) * x, sp.Max(x, 0), x),
    "Product": (sp.Product(sp.exp(u[i]), (i, 1, n)), sp.exp(sp.Sum(u[i], (i, 1, n))), sp.Sum(sp.exp(u[i]), (i, 1, n))),
    "Max and Min": (sp.Max(x, y) + sp.Min(x, y), x + y, x - y),
    "Abs": (sp.Derivative(sp.Abs(x) ** 2, x), 2 * x, 2 * sp.Abs(x)),
    "sign": (sp.sign(x) * sp.Abs(x), x, sp.Abs(x)),
    "Matrix": (small * vector, sp.Matrix([x + 2 * y, z + 2]), sp.Matrix([x + y, z + 2])),
    "Determinant of a Matrix": (sp.Determinant(small), x - y * z, x + y * z),
    "Trace": (sp.Trace(A * B), sp.Trace(B * A), sp.Trace(A) * sp.Trace(B)),
    "Determinant": (sp.Determinant(A * B), sp.Determinant(A) * sp.Determinant(B), sp.Determinant(A + B)),
    "Inverse": (sp.Inverse(A * B), B.I * A.I, A.I * B.I),
    "Transpose": ((A * B).T, B.T * A.T, A.T * B.T),
    "Adjoint": (sp.Adjoint(A), A.T, A),
    "MatPow": (A**2, A * A, A),
    "HadamardProduct": (sp.HadamardProduct(A, B).T, sp.HadamardProduct(A.T, B.T), A.T * B.T),
    "HadamardPower": (sp.HadamardPower(A, 2), sp.HadamardProduct(A, A), A * A),
    "DotProduct": (sp.DotProduct(a, b), (a.T * b)[0, 0], sp.DotProduct(a, a)),
    "DiagMatrix": (sp.DiagMatrix(a) * b, sp.HadamardProduct(a, b), sp.HadamardProduct(a, a)),
    "DiagonalMatrix": (sp.Trace(sp.DiagonalMatrix(A)), sp.Trace(A), sp.Trace(A * A)),
    "BlockMatrix": (sp.Trace(sp.BlockMatrix([[A, E], [E.T, C]])), sp.Trace(A) + sp.Trace(C), sp.Trace(A)),
    "OneMatrix": (sp.OneMatrix(n, n) * sp.OneMatrix(n, n), n * sp.OneMatrix(n, n), sp.OneMatrix(n, n)),
    "ZeroMatrix": (A - A, sp.ZeroMatrix(n, n), A),
    "Identity": (sp.Identity(n) * A, A, A.T),
    "FunctionMatrix": (symmetric.T, symmetric, A),
    "an entry": ((A * B)[i - 1, j - 1], sp.Sum(A[i - 1, k - 1] * B[k - 1, j - 1], (k, 1, n)), A[i - 1, j - 1]),
    "by a matrix": (sp.Derivative(sp.Trace(A * B), A), B.T, B),
    "Derivative": (sp.Derivative(sp.sin(x) * y, x, y), sp.cos(x), -sp.cos(x)),
    "Subs": (sp.Subs(x**2, x, y + 1), (y + 1) ** 2, y**2 + 1),
    "Subs of a derivative": (sp.Subs(sp.Derivative(f(y), y), y, x), sp.Derivative(f(x), x), f(x)),
    "Subs of two": (sp.Subs(x * y, (x, y), (z, 2)), 2 * z, z),
    "Lambda": (sp.Lambda(x, x**2)(y), y**2, y),
    "UnevaluatedExpr": (sp.UnevaluatedExpr(x) + x, 2 * x, x),
    "KroneckerDelta": (sp.Sum(sp.KroneckerDelta(i, j) * u[i], (i, 1, n)), u[j], u[1]),
    "factorial": (sp.factorial(n), sp.gamma(n + 1), sp.gamma(n)),
    "beta": (sp.beta(p, 2), 1 / (p * (p + 1)), 1 / p),
}  # fmt: skip


@pytest.mark.parametrize(("first", "right", "wrong"), CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_a_right_line_is_proved_and_a_wrong_one_refuted(first, right, wrong):
    assert check(first, right).status is Status.PROVED
    assert check(first, wrong).status is Status.REFUTED


class TestIndexMaps:
    """A subscript that leads somewhere: `index_map` in SymPy's own expressions."""

    neg = index_map("neg", K, n)
    at = sp.Idx("s", (1, K))
    loss = sp.Sum(sp.exp(u[neg[at]]), (at, 1, K))

    def test_the_derivative_counts_what_is_met_again(self):
        count = sp.Sum(sp.KroneckerDelta(self.neg[self.at], o), (self.at, 1, K))
        assert check(sp.Derivative(self.loss, u[o]), count * sp.exp(u[o])).status is Status.PROVED
        assert check(sp.Derivative(self.loss, u[o]), sp.exp(u[o])).status is Status.REFUTED

    def test_it_is_assumed_of_every_one(self):
        apart = every(self.at, sp.Ne(self.neg[self.at], o))
        assert check(sp.Derivative(self.loss, u[o]), 0, given=apart).status is Status.PROVED
        assert check(sp.Derivative(self.loss, u[o]), 0).status is Status.REFUTED

    def test_integers_of_the_same_name_are_something_else(self):
        loose = sp.IndexedBase("neg", shape=(K,), integer=True)
        given = every(self.at, sp.Ne(loose[self.at], o))
        with pytest.raises(StatementError, match=r"an index_map\('neg', K, n\) would be both"):
            chain(sp.Derivative(self.loss, u[o]), 0, given=given)
        made = lambda: iter([chain(sp.Derivative(self.loss, u[o]), 0)])  # noqa: E731
        found = check_part(Part("a", "", made, Place("here", 1), assumption(given)), CheckOptions())
        assert found.outcome is Outcome.ERROR
        assert "would be both" in found.reason
        assert not found.chains
