"""A mask excuses nothing beside it in code: what NumPy computes as NaN under a False is not taken for 0."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from symcheck import check, index_map, matrix, sizes
from symcheck.tracing.backward import of_loss

N, D = sizes("N D")
DECLARED = {"x": matrix("x", N, D), "y": index_map("y", N, D)}


def picked(x, y):
    return x[np.arange(x.shape[0]), y]


def marked(x, y):
    m = np.zeros_like(x)
    m[np.arange(x.shape[0]), y] += 1
    return m


def masked_root(x):
    return np.sum(np.where(x > 0, x * np.sqrt(np.abs(x)), 0)), 1.5 * (x > 0) * np.sqrt(x)


def masked_root_selected(x):
    return np.sum(np.where(x > 0, x * np.sqrt(np.abs(x)), 0)), np.where(x > 0, 1.5 * np.sqrt(x), 0)


def masked_quotient(x):
    return np.sum(x**2), 2 * (x != 0) * (x**2 / x)


def masked_quotient_selected(x):
    return np.sum(x**2), np.where(x != 0, 2 * x**2 / x, 0)


def over_what_may_be_zero(x, y):
    return np.sum(picked(x, y) ** 3), 3 * marked(x, y) * x**3 / x


def over_what_is_positive(x, y):
    return np.sum(picked(x, y) ** 3), 3 * marked(x, y) * x**2 * np.exp(x) / np.exp(x)


def one_hot_product(x, y):
    return np.sum(picked(x, y) ** 2), (np.eye(x.shape[1])[y] * (2 * x)) * (x / x)


def one_hot_in_place(x, y):
    dx = np.eye(x.shape[1])[y]
    dx *= 2 * x
    return np.sum(picked(x, y) ** 2), dx


def in_a_contraction(x, y):
    return np.sum(picked(x, y) ** 2), 2 * np.einsum("ij,ij->ij", np.eye(x.shape[1])[y], x**2 / x)


def without_a_quotient(x, y):
    return np.sum(picked(x, y) ** 2), 2 * np.einsum("ij,ij->ij", np.eye(x.shape[1])[y], x)


RIGHT = [masked_root_selected, masked_quotient_selected, over_what_is_positive, one_hot_in_place, without_a_quotient]
WRONG = [masked_root, masked_quotient, over_what_may_be_zero, one_hot_product, in_a_contraction]


def verdict(function: Callable[..., object]) -> str:
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    (claimed,) = of_loss(function, {name: DECLARED[name] for name in names if name in DECLARED})
    return check(claimed.derivative, claimed.written).status.value


@pytest.mark.parametrize("function", RIGHT)
def test_what_has_a_value_everywhere_is_proved(function: Callable[..., object]) -> None:
    assert verdict(function) == "proved"


@pytest.mark.parametrize("function", WRONG)
def test_what_is_nan_beside_a_mask_is_not(function: Callable[..., object]) -> None:
    assert verdict(function) == "refuted"
