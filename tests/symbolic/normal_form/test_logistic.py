"""The logistic function: each of its faces has its value."""

from __future__ import annotations

import pytest

from symcheck import *
from symcheck.language.tensor import Tensor
from symcheck.symbolic import calculus
from symcheck.symbolic.normal_form.logistic import in_sigmoids
from symcheck.symbolic.normal_form.normalise import normal
from symcheck.symbolic.normal_form.rules import NOTHING
from symcheck.symbolic.readable.to_expression import leave
from tests.proving import proved

t = scalar("t")


@pytest.mark.parametrize("shape", ["upright", "turned", "tanh"])
def test_the_faces_of_the_logistic_function_have_its_value(shape: str) -> None:
    slope = diff(diff(sigmoid(2 * t) / (1 + exp(-t)), t), t)
    poly = normal(NOTHING, calculus.evaluate(slope.body))
    shown = leave(in_sigmoids(NOTHING, poly, shape))  # type: ignore[arg-type]
    assert proved(slope, Tensor(shown))
