"""What a symbol of SymPy is: its range, its map, its assumptions; one name for one thing."""

import pytest
import sympy as sp

import symcheck as sc
from symcheck.bridge.reader import from_sympy
from symcheck.expressions import nodes as ex
from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.walk import subexpressions

n = sp.Symbol("n", integer=True, positive=True)
i, k = sp.symbols("i k", integer=True)
a = sp.Symbol("a", real=True)
p = sp.Symbol("p", positive=True)
x = sp.IndexedBase("x", shape=(n,))


def same(one, other):
    return alpha_key(one.body) == alpha_key(other.body)


def test_bases_without_a_shape_take_the_range_of_their_indices():
    u = sp.IndexedBase("u")
    array = from_sympy(sp.Sum(u[i] ** 2, (i, 1, n)) + u[k]).body
    found = {e.array for e in _entries(array)}
    assert len(found) == 1 and next(iter(found)).axes == sc.vector("u", sc.size("n")).body.array.axes
    counted_from_0 = from_sympy(sp.Sum(u[i], (i, 0, n - 1))).body.body.array
    assert [str(bound) for bound in counted_from_0.axes[0]] == ["0", "n - 1"]


def _entries(expr):
    return [e for e in subexpressions(expr) if isinstance(e, ex.Entry)]


def test_an_indexed_base_as_an_index_is_a_map():
    V, K = sp.symbols("V K", integer=True, positive=True)
    neg, q = sp.IndexedBase("neg", shape=(K,)), sp.IndexedBase("q", shape=(V,))
    own = sc.index_map("neg", sc.size("K"), sc.size("V"))
    r = sc.index("k", sc.size("K"))
    assert same(from_sympy(sp.Sum(q[neg[k]], (k, 1, K))), sc.Sum(sc.vector("q", sc.size("V"))[own[r]], r))


def test_assumptions_are_kept():
    assert from_sympy(p).body.array.sign == "positive"
    assert from_sympy(sp.Symbol("q", nonnegative=True)).body.array.sign == "nonnegative"
    assert from_sympy(sp.Symbol("q")).body.array.sign == "real"
    assert from_sympy(sp.IndexedBase("q", shape=(n,), positive=True)[k]).body.array.sign == "positive"
    assert isinstance(from_sympy(n).body, ex.Integer)


def test_dummies_of_one_name_stay_apart():
    one, other = sp.Dummy("q"), sp.Dummy("q")
    assert not same(from_sympy(one), from_sympy(other))


def test_one_name_for_two_things_is_refused():
    plain = sp.Symbol("N")
    with pytest.raises(sc.StatementError, match="N is a size in one place"):
        sc.chain(sp.Sum(1 + a, (i, 1, plain)), plain * (1 + a))
    with pytest.raises(sc.StatementError, match="x is an array over"):
        sc.grad(sp.Sum(x[i], (i, 0, n - 1)), x[k])
    sc.chain(sp.Sum(1 + a, (i, 1, n)), n * (1 + a))
