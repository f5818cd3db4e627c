"""Reductions over axes, under NumPy's names, and what is made of them: softmax, log-sum-exp, norms."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence

from symcheck.errors import StatementError
from symcheck.expressions.blocks import axis_numbers, reduce_axes
from symcheck.expressions.nodes import Extremum
from symcheck.language.functions import Abs, exp, log, sqrt
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
    return as_tensor(x).var(axis, keepdims)


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


def std(x: object, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Tensor:
    """The square root of the variance (NumPy's `std`, divided by the number of entries)."""
    return as_tensor(x).std(axis, keepdims)


def cov(x: object, y: object) -> Tensor:
    """The mean product of the deviations of two vectors from their means, divided by the number of entries."""
    a, b = as_tensor(x), as_tensor(y)
    return ((a - a.mean()) * (b - b.mean())).mean()


@careful
def softmin(x: object, axis: int | None = None) -> Tensor:
    """e⁻ˣ / Σ e⁻ˣ, normalised over an axis (the last one)."""
    return softmax(-as_tensor(x), axis)


@careful
def entropy(p: object, axis: int | None = None) -> Tensor:
    """−Σ p log p over an axis (the last one)."""
    values = as_tensor(p)
    return -(values * log(values)).sum(_last_axis(values, axis, "entropy"))


@careful
def kl_divergence(p: object, q: object, axis: int | None = None) -> Tensor:
    """Σ p log(p/q) over an axis (the last one)."""
    values = as_tensor(p)
    return (values * log(values / as_tensor(q))).sum(_last_axis(values, axis, "kl_divergence"))


@careful
def norm(x: object, ord: str | int | None = None) -> Tensor:
    """The Euclidean norm √Σ x² of a vector, the Frobenius norm of a matrix; of order 1, Σ |x| of a vector."""
    values = as_tensor(x)
    if ord == 1 and values.ndim == 1:
        return Abs(values).sum()
    if ord not in (None, "fro") and not (ord == 2 and values.ndim == 1):
        raise StatementError(f"a norm of order {ord!r} is not known: norm(x), norm(x, 1) of a vector, norm(A, 'fro')")
    return sqrt((values**2).sum())
