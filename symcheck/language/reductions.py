"""Reductions over axes, under NumPy's names, and what is made of them: softmax, log-sum-exp, norms."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence

from symcheck.errors import StatementError
from symcheck.expressions.blocks import axis_numbers, reduce_axes
from symcheck.expressions.nodes import Extremum
from symcheck.language.functions import exp, log, sqrt
from symcheck.language.tensor import Tensor, as_tensor, careful, pen


def sum(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> object:
    """The sum of a tensor's entries, as NumPy's; anything that is no expression goes to Python's own sum."""
    if isinstance(x, Tensor):
        return x.sum(axis, keepdims)
    return builtins.sum(x, 0 if axis is None else axis) if isinstance(x, Iterable) else as_tensor(x)  # type: ignore[arg-type]


def mean(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The mean of a tensor's entries, as NumPy's."""
    return as_tensor(x).mean(axis, keepdims)


@careful
def max(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The largest entry, as NumPy's `max`; of two values use `maximum`."""
    return pen(reduce_axes(as_tensor(x), axis, keepdims, lambda index, body: Extremum("max", index, body)))


@careful
def min(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The smallest entry, as NumPy's `min`; of two values use `minimum`."""
    return pen(reduce_axes(as_tensor(x), axis, keepdims, lambda index, body: Extremum("min", index, body)))


def var(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The mean squared deviation from the mean (NumPy's `var`, divided by the number of entries)."""
    values = as_tensor(x)
    return ((values - values.mean(axis, True)) ** 2).mean(axis, keepdims)


def _last_axis(x: Tensor, axis: int | None, what: str) -> int:
    if not x.axes:
        raise StatementError(f"{what} wants a vector or more, not a scalar")
    return axis_numbers(x, -1 if axis is None else axis)[0]


@careful
def logsumexp(x: object, axis: int | None = None) -> Tensor:
    """log Σ eˣ over an axis (the last one)."""
    values = as_tensor(x)
    return log(exp(values).sum(_last_axis(values, axis, "logsumexp")))


@careful
def softmax(x: object, axis: int | None = None) -> Tensor:
    """eˣ / Σ eˣ, normalised over an axis (the last one)."""
    values = as_tensor(x)
    powers = exp(values)
    return powers / powers.sum(_last_axis(values, axis, "softmax"), keepdims=True)


@careful
def log_softmax(x: object, axis: int | None = None) -> Tensor:
    """x − log Σ eˣ, normalised over an axis (the last one)."""
    values = as_tensor(x)
    return values - log(exp(values).sum(_last_axis(values, axis, "log_softmax"), keepdims=True))


def norm(x: object) -> Tensor:
    """The Euclidean (Frobenius) norm √Σ x²."""
    return sqrt((as_tensor(x) ** 2).sum())
