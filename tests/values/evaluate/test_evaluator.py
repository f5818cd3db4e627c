"""The evaluator: values, masks, index maps, derivatives by dual numbers and by the complex step."""

import numpy as np
import pytest

from symcheck import *
from symcheck.expressions.indices import Index, Size
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.floats import FloatSystem

V, d, n = sizes("V d n")
w, s, o = indices("w s o", V)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)


class Duals(FloatSystem):
    """Floating point without the complex step: every derivative by dual numbers."""

    complex_step = False


def atom(tensor):
    return tensor.body.value.atom


def settle(sizes, indices=None, maps=None, system=FloatSystem):
    pairs = {atom(a): value for a, value in (indices or {}).items()}
    tables = {m.map: np.array(table) for m, table in (maps or {}).items()}
    setting = Setting({atom(a): value for a, value in sizes.items()}, pairs, tables)
    return Evaluator(system(np.random.default_rng(7)), setting)


def value(tensor, evaluator):
    return evaluate(tensor.body, tensor.axes, evaluator)


def close(a, b, evaluator):
    return np.allclose(value(a, evaluator), value(b, evaluator), rtol=1e-12, atol=1e-13)


@pytest.fixture(params=[FloatSystem, Duals])
def here(request):
    return settle({V: 5, d: 3, n: 4}, {o: 2, w: 3}, system=request.param)


def test_softmax_has_total_one(here):
    assert value(Sum(softmax(U @ v)[s], s), here) == pytest.approx(1)


def test_gradients_by_the_complex_step_and_by_duals(here):
    y_hat = named(r"\hat y", softmax(U @ v))
    J = -log(y_hat[o])
    y = one_hot("y", V, o)
    assert close(grad(J, v), U.T @ (y_hat - y), here)
    assert close(grad(J, U), outer(y_hat - y, v), here)
    assert close(grad(J, U[w]), v * y_hat[w], here)
    assert not close(grad(J, U[o]), v * y_hat[o], here)


def test_hessians_nest_without_confusion(here):
    p = softmax(x)
    assert close(hessian(logsumexp(x), x), diag(p) - outer(p, p), here)
    a, b = scalars("a b")
    inner = diff(a * b, b)
    assert close(diff(a * inner, a), 2 * a, here)


@pytest.mark.parametrize(
    "f", [exp, sigmoid, logsigmoid, softplus, tanh, sinh, cosh, sin, cos, tan, atan, erf, Abs, relu, square]
)
def test_derivative_of_each_function_by_differences(f, here):
    a, h = scalar("a", nonzero=True), Rational(1, 1000)
    slope = (f(a - 2 * h) - 8 * f(a - h) + 8 * f(a + h) - f(a + 2 * h)) / (12 * h)
    assert value(diff(f(a), a), here) == pytest.approx(value(slope, here), rel=1e-8)


@pytest.mark.parametrize("f", [log, sqrt, gamma, loggamma, digamma])
def test_derivative_of_functions_of_positive_numbers(f, here):
    a, h = scalar("a", positive=True), Rational(1, 10000)
    slope = (f(a - 2 * h) - 8 * f(a - h) + 8 * f(a + h) - f(a + 2 * h)) / (12 * h)
    assert value(diff(f(a), a), here) == pytest.approx(value(slope, here), rel=1e-6)


def test_triangular_sums_and_empty_ones(here):
    i = index("i", 1, n)
    j = index("j", i + 1, n)
    assert close(2 * Sum(x[i] * x[j], i, j), x.sum() ** 2 - (x**2).sum(), here)
    assert value(Sum(x[i], index("i", n + 1, n)), here) == 0
    assert value(Product(x[i], index("i", n + 1, n)), here) == 1


def test_excluded_terms_need_not_be_defined(here):
    i = index("i", 1, n)
    assert close(Sum(x[i + 1], i, where=Ne(i, n)), x.sum() - x[1], here)
    assert close(Sum(log(x[i]), i, where=x[i] > 0), Sum(where(x[i] > 0, log(x[i]), 0), i), here)
    assert np.isfinite(value(Sum(bracket(x[i] > 0) * log(x[i]), i), here))
    assert not here.system.exists(value(Sum(x[i + 1], i), here)).any()


def test_index_maps_with_repeats():
    K = size("K")
    neg = index_map("neg", K, V)
    k, l = indices("k l", K)
    here = settle({V: 4, d: 2, K: 3}, {k: 1}, {neg: [2, 2, 4]})
    loss = Sum(U[neg[l]] @ v, l)
    assert close(grad(loss, U[neg[k]]), 2 * v, here)
    assert close(grad(loss, U[neg[k]]), Sum(1, l, where=Eq(neg[l], neg[k])) * v, here)


def test_abstract_functions_and_symmetric_partial_derivatives(here):
    f = function("f")
    second = hessian(f(2 * x, w), x)
    assert close(second, second.T, here)
    assert np.abs(value(second, here)).min() > 1e-6


def test_chain_rule_through_an_abstract_function(here):
    f, a = function("f"), scalar("a")
    assert close(diff(f(a * x), a), x @ grad(f(a * x), x) / a, here)


def test_matrices(here):
    A, C = matrix("A", n, n, positive_definite=True), matrix("C", n, n)
    assert close(grad(logdet(A), A), inv(A).T, here)
    assert close(grad(trace(inv(A) @ C), A), -(inv(A) @ C @ inv(A)).T, here)
    assert close(grad(det(C), C), det(C) * inv(C).T, here)
    assert not close(grad(trace(inv(A) @ C), A), -(inv(A) @ C @ inv(A)), here)


def test_derivative_by_a_named_expression(here):
    z = named("z", U @ v)
    assert close(grad(logsumexp(z), z), softmax(z), here)


def test_extrema(here):
    i = index("i", 1, n)
    assert value(max(x), here) == max_of(value(x, here))
    assert close(grad(max(x), x).sum(), number_one(), here)
    assert value(min(stack(x[i] ** 2, i)), here) == pytest.approx((value(x, here) ** 2).min())


def max_of(raw):
    return raw.max()


def number_one():
    return Rational(1)


def test_logarithm_of_a_negative_number_is_not_a_number(here):
    assert np.isnan(value(log(-exp(x)), here)).all()
    assert np.isnan(value(diff(log(-exp(x[1])), x[1]), here)) or close(x, x, here)


def test_binders_do_not_capture_free_indices():
    fixed = Index("w", atom(w).lower, atom(w).upper)
    here = settle({V: 4, d: 2, n: 3}, {w: 2})
    assert fixed == atom(w) and isinstance(atom(V), Size)
    assert close(Sum(U[w] @ v, s), V * (U[w] @ v), here)
