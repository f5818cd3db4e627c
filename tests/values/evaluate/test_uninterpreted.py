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
