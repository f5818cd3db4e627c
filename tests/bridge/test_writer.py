"""What is written for SymPy has the statement's value, and can be read."""

from fractions import Fraction

import pytest
import sympy as sp

import symcheck as sc
from symcheck.bridge.reader import from_sympy
from symcheck.bridge.writer import to_sympy
from tests.bridge.two_values import ours, theirs

V, K, dd = sc.size("V"), sc.size("K"), sc.size("d")
w, o = sc.indices("w o", V)
kk = sc.index("k", K)
jj = sc.index("j", -dd, dd)
U, vc, Q = sc.matrix("U", V, dd), sc.vector("v", dd), sc.matrix("Q", dd, dd)
s, t = sc.scalar("s"), sc.scalar("t", positive=True)
y_hat = sc.named(r"\hat y", sc.softmax(U @ vc))
neg = sc.index_map("neg", K, V)
WRITTEN = [
    -sc.log(y_hat[o]),
    sc.Sum(y_hat[w] * U[w, 1], w) - U[o, 1],
    vc @ Q @ vc,
    sc.trace(Q @ Q.T),
    sc.sqrt(t) / (1 + s**2),
    sc.Sum(sc.log(sc.sigmoid(-U[neg[kk]] @ vc)), kk),
    sc.Sum(s * jj, jj, where=sc.Ne(jj, 0)),
    sc.where(s > t, s, 2 * t),
    sc.Product(y_hat[w], w),
    sc.logsumexp(U @ vc),
    sc.softplus(s) - sc.logsigmoid(t) + sc.relu(s),
    sc.KroneckerDelta(w, o),
    sc.bracket(sc.Ne(w, o)),
    sc.erf(s) + sc.loggamma(t) + sc.maximum(s, t) + sc.pi * s,
    sc.var(vc),
    sc.mean(U),
    sc.Rational(2, 7) * s,
    w * s + V * t,
]


@pytest.mark.parametrize("tensor", WRITTEN, ids=str)
def test_what_is_written_has_the_same_value(tensor):
    assert theirs(to_sympy(tensor)) == pytest.approx(ours(tensor)[0], rel=1e-12)


@pytest.mark.parametrize("tensor", [*WRITTEN, sc.det(Q), sc.inv(Q)[1, 2], U @ vc, U.T, sc.outer(vc, vc)], ids=str)
def test_what_is_written_can_be_read(tensor):
    back = from_sympy(to_sympy(tensor))
    if tensor.axes:
        return
    assert ours(back) == pytest.approx(ours(tensor), rel=1e-9)


def test_a_tensor_is_written_as_one_entry_with_free_indices_for_its_axes():
    written = (U @ vc).sympy()
    assert {str(q) for q in written.atoms(sp.Idx)} == {"i"}
    assert isinstance(written, sp.Sum) and isinstance(written.variables[0], sp.Dummy)
    assert written.variables[0].name == "j"


def test_binders_are_fresh():
    squared = sc.Sum(U[w, 1], w)
    product = (squared * squared * 1).sympy()
    assert theirs(product) == pytest.approx(ours(squared)[0] ** 2)
    first, second = (sc.Sum(U[w, 1], w).sympy() for _ in range(2))
    assert first.variables[0] != second.variables[0]


def test_derivatives_and_functions_are_written_unevaluated():
    assert isinstance(sc.grad(vc @ vc, vc).sympy(), sp.Derivative)
    f = sc.function("f")
    assert f(s, vc).sympy() == sp.Function("f")(
        sp.Symbol("s", real=True), sp.IndexedBase("v", shape=(vc_size(),), real=True)
    )
    assert isinstance(sc.grad(sc.log(y_hat[o]), y_hat).sympy(), sp.Subs)


def vc_size():
    return sp.Symbol("d", integer=True, positive=True)


def test_numbers_are_exact():
    assert to_sympy(from_sympy(sp.Float(0.1))) == sp.Rational(1, 10)
    assert from_sympy(sp.Rational(1, 3)).body.value == Fraction(1, 3)


def test_what_sympy_has_no_form_for_has_one_that_computes() -> None:
    """Evaluated by SymPy: a function it lacks, a largest entry, a bracket, a sum whose limits may cross."""
    at = sp.Symbol("s", real=True)
    assert sc.sigmoid(s).sympy().subs(at, 0).doit() == sp.Rational(1, 2)
    assert sp.simplify(sc.sigmoid(s).sympy().diff(at).subs(at, 0)) == sp.Rational(1, 4)
    assert sc.softplus(s).sympy().subs(at, 0).evalf() == sp.log(2).evalf()
    t = sc.index("t", 1, V - 3)
    assert sc.Sum(s, t).sympy().subs(sp.Symbol("V", integer=True, positive=True), 1).doit() == 0
    largest = sc.max(sc.vector("x", 3)).sympy()
    x = sp.IndexedBase("x", shape=(3,), real=True)
    assert largest.doit() == sp.Max(x[1], x[2], x[3])
    assert sc.bracket(s > 0).sympy().subs(at, 1).doit() == 1 and sc.bracket(s > 0).sympy().subs(at, 0).doit() == 0


def test_nothing_is_computed() -> None:
    shown = [(s + s, "s + s"), (s * s / s, "s*s/s"), (sc.exp(sc.log(t)), "exp(log(t))"), (2 * (s + t), "2*(s + t)")]
    assert [str(tensor.sympy()) for tensor, _ in shown] == [text for _, text in shown]
    assert sc.diff(t, s).sympy() != 0 and sc.where(t > 0, s, t).sympy() != at_once(s)
    assert [str(r) for r in sc.bracket(sc.And(t > 0, s > 0)).sympy().args[0].cond.args] == ["t > 0", "s > 0"]


def at_once(tensor: sc.Tensor) -> object:
    return tensor.sympy()


def test_what_would_be_read_as_something_else_is_refused() -> None:
    whole, z = sc.scalar("c", positive=True, integer=True), sc.vector("z", V)
    from_0 = sc.index("h", 0, V)
    for tensor in (whole, sc.Sum(z[from_0], from_0), sc.KroneckerDelta(sc.index("i", V), sc.size("N"))):
        with pytest.raises(sc.StatementError, match="SymPy has no form for this statement"):
            tensor.sympy()


def test_what_is_assumed_of_a_matrix_and_of_a_map_is_kept() -> None:
    kinds = [sc.matrix("Q", dd, dd, **{kind: True}) for kind in ("symmetric", "positive_definite")]
    one_to_one = sc.index_map("neg", K, V, injective=True)
    assert [from_sympy(m[1, 1].sympy()).body.array for m in kinds] == [m.body.array for m in kinds]
    assert from_sympy(sc.index_map("neg", K, V)[kk].sympy()).body.value == neg[kk].body.value
    assert from_sympy(one_to_one[kk].sympy()).body.value == one_to_one[kk].body.value != neg[kk].body.value
