"""The evaluator, once by the complex step and once by dual numbers."""

import pytest

from symcheck import *
from symcheck.values.numbers.floats import FloatSystem
from tests.values.evaluate.settled import V, d, n, normalise_term, o, w


class Duals(FloatSystem):
    """Floating point without the complex step: every derivative by dual numbers."""

    complex_step = False


@pytest.fixture(params=[FloatSystem, Duals])
def here(request):
    return normalise_term({V: 5, d: 3, n: 4}, {o: 2, w: 3}, system=request.param)
