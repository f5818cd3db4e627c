"""Derivatives by dual numbers and by the complex step."""

import pytest

from symcheck import *
from tests.values.evaluate.settled import U, V, close, n, o, v, value, w, x


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


def test_matrices(here):
    A, C = matrix("A", n, n, positive_definite=True), matrix("C", n, n)
    assert close(grad(logdet(A), A), inv(A).T, here)
    assert close(grad(trace(inv(A) @ C), A), -(inv(A) @ C @ inv(A)).T, here)
    assert close(grad(det(C), C), det(C) * inv(C).T, here)
    assert not close(grad(trace(inv(A) @ C), A), -(inv(A) @ C @ inv(A)), here)


def test_derivative_by_a_named_expression(here):
    z = named("z", U @ v)
    assert close(grad(logsumexp(z), z), softmax(z), here)
