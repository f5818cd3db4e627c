"""Code in which a traced array could be taken for something else: right where it can be, else refused."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable

import numpy as np
import pytest

from symcheck import *
from symcheck.testing import assert_gradient

N, D = sizes("N D")
X = matrix("X", N, D)


class Relu:
    def forward(self, X):
        self.mask = X > 0
        return X * self.mask

    def backward(self, d):
        return d * self.mask


class Scaled:
    def __init__(self):
        self.scale = 1.0

    def forward(self, X):
        self.scale = 2.0
        return X * 1.0

    def backward(self, d):
        return d * self.scale


def closed(right: bool) -> tuple[Callable, Callable]:
    scale = 1.0

    def forward(X):
        nonlocal scale
        scale = 2.0
        return X * (2.0 if right else 1.0)

    return forward, lambda d: d * scale


def test_methods_of_one_object_and_functions_of_one_closure_share_what_they_write():
    layer, scaled = Relu(), Scaled()
    assert_gradient(layer.forward, layer.backward, X=X)
    assert_gradient(*closed(True), X=X)
    for passes in ((scaled.forward, scaled.backward), closed(False)):
        with pytest.raises(AssertionError):
            assert_gradient(*passes, X=X)


def swallowed(X):
    gradient = 2 * X
    try:
        if float(np.linalg.norm(gradient)) > 1:
            gradient = gradient / 2
    except Exception:
        pass
    return np.sum(X * X), gradient


def counted(X):
    mask = X > 0
    mask += X > 1
    return np.sum(np.maximum(X, 0)), mask * 1.0


def multiplied(X):
    return np.sum(X), (X > 0) @ (X > 0).T


def typed(X):
    return np.sum(X), X * 0 + 1 if isinstance(X.shape[0], int) else X


def contiguous(X):
    return np.sum(X), np.ascontiguousarray(X.T)


def kept(X):
    return np.sum(X), X.astype(float, copy=False)


def by_memory(X):
    return np.sum(X), X.T.ravel(order="K")


def view(X):
    return np.sum(X), np.einsum("ij->ji", X)


def reciprocal(X):
    return np.sum(X), X * np.reciprocal(X.shape[0])


def optimized(X):
    total = np.einsum("ij,ij->", X, X, optimize=True)
    other = total
    other += 1
    return total, 2 * X


def measured(X):
    return np.sum(X), X * len(range(X.shape[0]))


@pytest.mark.parametrize(
    "function",
    [swallowed, counted, multiplied, typed, contiguous, kept, by_memory, view, reciprocal, optimized, measured],
)
def test_what_would_mean_something_else_is_refused(function):
    with pytest.raises(StatementError, match=r"test_refused_habits\.py:\d+: "):
        trace_code(function, X=X)


def test_taking_copies():
    def taken(X):
        row = np.take(X, 0, axis=0)
        X *= 2
        return np.sum(row), X * 0

    with pytest.raises(AssertionError):
        assert_gradient(taken, X=X)


def test_a_named_tuple_is_traced_and_no_gradient_is_an_error():
    pair = namedtuple("pair", "W b")
    found = trace_code(lambda p: p.W[0] * 1.0, p=pair(X, X))
    assert found.ndim == 1
    for nothing in ((), None, {}):
        with pytest.raises((StatementError, AssertionError)):
            assert_gradient(lambda X: X * 2, lambda d, nothing=nothing: nothing, X=X)


def reshaped_again(X):
    again = X.reshape(-1).reshape(X.shape)
    X *= 2
    return np.sum(again), again


def backwards(X):
    return np.sum(X), X * np.arange(X.shape[0], X.shape[1]).shape[0]


@pytest.mark.parametrize("function", [reshaped_again, backwards])
def test_what_a_shape_was_made_of_is_remembered_and_ranges_are_not_negative(function):
    with pytest.raises(StatementError, match=r"test_refused_habits\.py:\d+: "):
        trace_code(function, X=X)


def looked_up(X):
    return np.sum(X), X * {3: 2.0}.get(X.shape[0], 0.0)


def among(X):
    return np.sum(X), X * (2.0 if X.shape[0] in {3, 4} else 0.0)


@pytest.mark.parametrize("function", [looked_up, among])
def test_a_size_is_no_key(function):
    with pytest.raises(StatementError, match="is looked up, and whether it is another number hangs on the sizes"):
        trace_code(function, X=X)
