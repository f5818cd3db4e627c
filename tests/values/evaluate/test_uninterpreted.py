"""Functions that are not interpreted, and their derivatives."""

import numpy as np

from symcheck import *
from tests.values.evaluate.settled import close, value, w, x


def test_abstract_functions_and_symmetric_partial_derivatives(here):
    f = function("f")
    second = hessian(f(2 * x, w), x)
    assert close(second, second.T, here)
    assert np.abs(value(second, here)).min() > 1e-6


def test_chain_rule_through_an_abstract_function(here):
    f, a = function("f"), scalar("a")
    assert close(diff(f(a * x), a), x @ grad(f(a * x), x) / a, here)


def test_partial_derivatives_of_an_abstract_function_are_summed_in_exact_arithmetic():
    """Each of them is one number, and their array holds numbers, not arrays of one."""
    m = size("m")
    i, v, (g, b), f = index("i", m), vector("v", m), scalars("g b"), function("f")
    y = named("y", stack(g * (v[i] - mean(v)) + b, i))
    assert check(grad(f(y), b), Sum(grad(f(y), y[i]), i)).status.value == "proved"
    assert check(grad(f(y), b), Sum(grad(f(y), y[i]) * y[i], i)).status.value == "refuted"
