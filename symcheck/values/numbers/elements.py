"""Arrays of objects as numbers: what balls, rational numbers and rational functions have in common.

A value that does not exist is an element like any other, `UNDEFINED` or `BEND`; what is done to each value leaves it
as it is, and nothing holds of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symcheck.values.numbers.system import BEND, UNDEFINED, Mask, Missing, Raw, Undefined


class Objects:
    """The operations that the elements bring with them."""

    trailing = 0

    def missing(self, bend: bool) -> Raw:
        return boxed(BEND if bend else UNDEFINED)

    def exists(self, a: Raw) -> Mask:
        return tested(lambda x: True, a)

    def add(self, a: Raw, b: Raw) -> Raw:
        return boxed(a + b)

    def multiply(self, a: Raw, b: Raw) -> Raw:
        return boxed(a * b)

    def negative(self, a: Raw) -> Raw:
        return boxed(-a)

    def choose(self, mask: Mask, a: Raw, b: Raw) -> Raw:
        return np.asarray(np.where(mask, a, b), dtype=object)


def boxed(value: object) -> Raw:
    """The value as an array; an array as it is."""
    if isinstance(value, np.ndarray):
        return value
    result = np.empty((), dtype=object)
    result[()] = value
    return result


def each(function: Callable[[Any], object], a: Raw) -> Raw:
    """The function of each value that exists; where the function has no value, `UNDEFINED`."""
    values = np.asarray(a)
    result: Raw = np.empty(values.shape, dtype=object)
    flat = result.reshape(-1)
    for place, value in enumerate(values.reshape(-1)):
        flat[place] = value if isinstance(value, Missing) else _at(function, value)
    return result


def _at(function: Callable[[Any], object], value: object) -> object:
    try:
        return function(value)
    except Undefined:
        return UNDEFINED


def each_pair(function: Callable[..., object], a: Raw, b: Raw) -> Raw:
    """The function of each two values that exist."""
    first, second = np.broadcast_arrays(a, b)
    result: Raw = np.empty(first.shape, dtype=object)
    pairs = zip(first.reshape(-1), second.reshape(-1), strict=True)
    result.reshape(-1)[:] = [worst(pair) or function(*pair) for pair in pairs]
    return result


def each_matrix(function: Callable[[Raw], object], a: Raw, axes: int) -> Raw:
    """The function of each matrix in the last two axes, a value (`axes` 0) or a matrix (2); where all entries exist."""
    result: Raw = np.empty(a.shape[: a.ndim - 2 + axes], dtype=object)
    for place in np.ndindex(*a.shape[:-2]):
        result[place] = worst(a[place].reshape(-1)) or _at(function, a[place])
    return result


def tested(test: Callable[[Any], bool], a: Raw) -> Mask:
    """Where a test holds; never of a value that does not exist."""
    found = [not isinstance(value, Missing) and test(value) for value in np.asarray(a).reshape(-1)]
    return np.asarray(found, dtype=np.bool_).reshape(np.shape(a))


def whole(is_whole: Callable[[Any], bool], integer: Callable[[Any], int], a: Raw) -> tuple[Mask, NDArray[np.int64]]:
    """Where the values are whole numbers, and which."""
    mask = tested(is_whole, a)
    flat = [integer(x) if yes else 0 for x, yes in zip(a.reshape(-1), mask.reshape(-1), strict=True)]
    return mask, np.asarray(flat, dtype=np.int64).reshape(a.shape)


def present(a: Raw) -> list[Any]:
    """The values that exist."""
    return [x for x in np.asarray(a).reshape(-1) if not isinstance(x, Missing)]


def worst(values: Iterable[object]) -> Missing | None:
    """What stands for all of these together if one of them does not exist."""
    return max((x for x in values if isinstance(x, Missing)), key=lambda x: x.rank, default=None)
