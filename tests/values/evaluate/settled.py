"""An evaluator over floats at settled sizes, indices and maps, and what it says of a tensor."""

import numpy as np

from symcheck import *
from symcheck.values.evaluate import Evaluator, Setting, evaluate
from symcheck.values.numbers.floats import FloatSystem

V, d, n = sizes("V d n")
w, s, o = indices("w s o", V)
U, v, x = matrix("U", V, d), vector("v", d), vector("x", n)


def atom(tensor):
    return tensor.body.value.atom


def normalise_term(sizes, indices=None, maps=None, system=FloatSystem):
    pairs = {atom(a): value for a, value in (indices or {}).items()}
    tables = {m.map: np.array(table) for m, table in (maps or {}).items()}
    setting = Setting({atom(a): value for a, value in sizes.items()}, pairs, tables)
    return Evaluator(system(np.random.default_rng(7)), setting)


def value(tensor, evaluator):
    return evaluate(tensor.body, tensor.axes, evaluator)


def close(a, b, evaluator):
    return np.allclose(value(a, evaluator), value(b, evaluator), rtol=1e-12, atol=1e-13)
