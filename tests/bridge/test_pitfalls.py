"""What SymPy 1.14 itself gets silently wrong over sums and matrices, decided right here: each with the wrong answer."""

import pytest
import sympy as sp

from symcheck import chain, grad
from symcheck.claims.verdict import Proved
from symcheck.symbolic.prover import judge, prepare
from tests.claiming import claim

n = sp.Symbol("n", integer=True, positive=True)
i, j, k, l = sp.symbols("i j k l", integer=True)
c, x, y, z = (sp.IndexedBase(name, shape=(n,)) for name in "cxyz")
X, A = sp.MatrixSymbol("X", n, n), sp.MatrixSymbol("A", n, n)
v = sp.MatrixSymbol("v", n, 1)
linear = sp.Sum(c[i] * x[i], (i, 1, n))
total = sp.Sum(sp.exp(z[j]), (j, 1, n))
softmax = sp.exp(z[k]) / total
entropy = -sp.Sum(y[i] * sp.log(sp.exp(z[i]) / total), (i, 1, n))

PITFALLS = [
    ("a free index captured", lambda: grad(linear, x[i]), c[i], sp.Sum(c[i], (i, 1, n))),
    ("softmax cross-entropy", lambda: grad(entropy, z[k]), softmax * sp.Sum(y[i], (i, 1, n)) - y[k], softmax - y[k]),
    ("log-sum-exp", lambda: grad(sp.log(total), z[k]), softmax, 0),
    (
        "the softmax Jacobian off its diagonal",
        lambda: grad(softmax, z[l]),
        softmax * (sp.KroneckerDelta(k, l) - softmax.subs(k, l)),
        softmax * (1 - softmax),
    ),
    ("sums that differ in the bound name", lambda: sp.Sum(x[i], (i, 1, n)), sp.Sum(x[j], (j, 1, n)), n * x[1]),
    ("log det", lambda: grad(sp.log(sp.Determinant(X)), X), X.inv().T, sp.ZeroMatrix(n, n)),
    ("trace plus one", lambda: grad(sp.Trace(X) + 1, X), sp.Identity(n), sp.ZeroMatrix(n, n)),
    ("a quadratic form", lambda: grad((v.T * A * v)[0, 0], v), (A + A.T) * v, 2 * A * v),
]


def proved(first, line):
    checked = chain(first, line)
    asked = claim(checked.first.content, checked.lines[0].content)
    return isinstance(judge(prepare((asked,)), asked), Proved)


@pytest.mark.parametrize(("make", "right", "wrong"), [p[1:] for p in PITFALLS], ids=[p[0] for p in PITFALLS])
def test_decided_right(make, right, wrong):
    assert proved(make(), right)
    assert not proved(make(), wrong)
