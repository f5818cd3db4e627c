"""Shapes: what gives another view of an array, joins arrays and parts them, and indexing by function."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.tracing import computing
from symcheck.tracing.arrays import Array, array_made
from symcheck.tracing.creation import Sizes, arange, sizes_in
from symcheck.tracing.numbers import Traced, extent, factors_of, made
from symcheck.tracing.values import Value, broadcast_dims, fresh_dims, sizes_of, value_of
from symcheck.tracing.views import View


def array_of(x: object) -> Array:
    """An array as it is, else a new one; numbers have no dimensions to be arranged."""
    if isinstance(x, Array):
        return x
    value = value_of(x)
    if not value.dims:
        raise TracingError("a number where an array is meant: it has no dimensions to be arranged")
    return Array(value)


def reshape(x: object, *shape: object, order: str = "C") -> Traced:
    """The entries in the same order, in another shape."""
    if order != "C":
        raise TracingError("reshape in another order than C is not known")
    listed = list(shape[0]) if len(shape) == 1 and isinstance(shape[0], tuple | list) else list(shape)
    wanted: list[Sizes | None] = []
    for size in listed:
        wanted += [None] if isinstance(size, int) and size == -1 else sizes_in(size)
    if wanted and not isinstance(x, Array) and not (value := value_of(x)).dims:
        return array_made(Value(tuple(() for _ in wanted), value.body, value.kind))
    return array_of(x).reshaped([None if s is None else [f for f in s if f != af.ONE] for s in wanted])


def ravel(x: object, order: str = "C") -> Traced:
    return reshape(x, -1, order=order)


def flatten(x: object, order: str = "C") -> Traced:
    return reshape(x, -1, order=order).copy()


def transpose(x: object, *axes: object) -> Traced:
    listed = (
        list(axes[0]) if len(axes) == 1 and isinstance(axes[0], tuple | list) else [a for a in axes if a is not None]
    )
    one = array_of(x)
    return one.permuted([_axis(a, one.ndim) for a in listed]) if listed else one.T


def _axis(axis: object, ndim: int) -> int:
    if not isinstance(axis, int):
        raise StatementError(f"an axis is a number, not {axis}")
    return computing.numbers(axis, ndim)[0]


def swapaxes(x: object, axis1: int, axis2: int) -> Traced:
    one = array_of(x)
    order = list(range(one.ndim))
    first, second = _axis(axis1, one.ndim), _axis(axis2, one.ndim)
    order[first], order[second] = order[second], order[first]
    return one.permuted(order)


def moveaxis(x: object, source: int, destination: int) -> Traced:
    one = array_of(x)
    order = [n for n in range(one.ndim) if n != _axis(source, one.ndim)]
    order.insert(_axis(destination, one.ndim), _axis(source, one.ndim))
    return one.permuted(order)


def expand_dims(x: object, axis: int) -> Traced:
    one = array_of(x)
    dims = list(one.view.dims)
    dims.insert(_axis(axis, one.ndim + 1), ())
    return one.seen(View(tuple(dims), one.view.forms))


def squeeze(x: object, axis: computing.Axis = None) -> Traced:
    """Without dimensions of size 1, which must be so at all sizes."""
    one = array_of(x)
    over = computing.numbers(axis, one.ndim)
    if axis is not None and any(one.view.dims[n] for n in over):
        raise StatementError(f"squeeze: an axis among {over} is not of size 1")
    if axis is None and any(not isinstance(size, int) for size in one.shape):
        raise TracingError("squeeze without an axis hangs on the sizes: name the axis")
    dims = tuple(dim for n, dim in enumerate(one.view.dims) if dim or n not in over)
    return one.seen(View(dims, one.view.forms))


def broadcast_to(x: object, shape: object) -> Traced:
    value = value_of(x)
    wanted = Value(fresh_dims(sizes_in(shape)), value.body)
    dims = broadcast_dims((wanted, value), "broadcast_to")
    if len(dims) != len(wanted.dims):
        raise StatementError(f"shape {value.shape} does not broadcast to {wanted.shape}")
    one = array_of(x) if value.dims else Array(Value(((),), value.body, value.kind))
    new = list(dims[: len(dims) - len(one.dims)])
    for own, dim in zip(one.dims, dims[len(new) :], strict=True):
        new.append(own or dim)
    found = one.seen(View(tuple(new), one.view.forms))
    found.readonly = True
    return found


def flip(x: object, axis: computing.Axis = None) -> Traced:
    one = array_of(x)
    over = computing.numbers(axis, one.ndim)
    return one[tuple(slice(None, None, -1) if n in over else slice(None) for n in range(one.ndim))]  # type: ignore[return-value]


def diagonal(x: object, offset: int = 0) -> Traced:
    """The diagonal of a square matrix, which cannot be written to."""
    one = array_of(x)
    if one.ndim != 2 or offset or any(len(dim) != 1 for dim in one.dims) or _sizes(one)[0] != _sizes(one)[1]:
        raise TracingError(
            f"the diagonal of an array of shape {one.held().shape} is not known: of a square matrix it is"
        )
    row, column = (dim[0] for dim in one.dims)
    index = af.fresh_index(row)
    moved: dict[af.IndexAtom, af.IndexForm] = {row: af.of_atom(index), column: af.of_atom(index)}
    found = one.seen(View(((index,),), tuple(af.substitute(form, moved) for form in one.view.forms)))
    found.readonly = True
    return found


def _sizes(x: Traced) -> list[tuple[af.IndexForm, ...]]:
    return [sizes_of(dim) for dim in x.dims]


def concatenate(arrays: Iterable[object], axis: int = 0) -> Traced:
    listed = [array_of(x).held() for x in arrays]
    if not isinstance(axis, int):
        raise TracingError("concatenate along axis=None is not known")
    return made(computing.joined(listed, axis))


def append(x: object, values: object, axis: int | None = None) -> Traced:
    if axis is None and (array_of(x).ndim != 1 or array_of(values).ndim != 1):
        raise TracingError("append without an axis is known of vectors: others are flattened")
    return concatenate([x, values], axis or 0)


def stack(arrays: Iterable[object], axis: int = 0) -> Traced:
    return concatenate([expand_dims(x, axis) if value_of(x).dims else [x] for x in arrays], axis)


def hstack(arrays: Iterable[object]) -> Traced:
    listed = [array_of(x) for x in arrays]
    return concatenate(listed, 0 if listed[0].ndim == 1 else 1)


def vstack(arrays: Iterable[object]) -> Traced:
    return concatenate([atleast_2d(x) for x in arrays], 0)


def column_stack(arrays: Iterable[object]) -> Traced:
    listed = [array_of(x) for x in arrays]
    return concatenate([expand_dims(x, 1) if x.ndim == 1 else x for x in listed], 1)


def atleast_2d(x: object) -> Traced:
    value = value_of(x)
    if not value.dims:
        return Array(Value(((), ()), value.body, value.kind))
    return expand_dims(x, 0) if len(value.dims) == 1 else array_of(x)


def split(x: object, parts: object, axis: int = 0) -> list[object]:
    """Views of equal parts, or of those between indices."""
    one = array_of(x)
    along = _axis(axis, one.ndim)
    size = extent(sizes_of(one.dims[along]))
    if isinstance(parts, int):
        step: Any = size // parts
        if isinstance(size, int) and size % parts:
            raise StatementError("array split does not result in an equal division")
        bounds: list[object] = [step * n for n in range(1, parts)]
    else:
        bounds = list(parts)  # type: ignore[call-overload]
    edges = [None, *bounds, None]
    return [one[(*[slice(None)] * along, slice(start, stop))] for start, stop in pairwise(edges)]


def repeat(x: object, repeats: object, axis: int | None = None) -> Traced:
    """Each entry along a dimension several times, one after another."""
    value, times = value_of(x), factors_of(repeats)
    if times is None or axis is None:
        raise TracingError("repeat is known of a number of times and along an axis")
    along = _axis(axis, len(value.dims))
    (more,) = fresh_dims([times])
    dims = [(*dim, *more) if n == along else dim for n, dim in enumerate(value.dims)]
    return made(Value(tuple(dims), value.body, value.kind))


def tile(x: object, reps: object) -> Traced:
    """The array several times in a row along each dimension."""
    value, times = value_of(x), sizes_in(reps)
    ndim = max(len(value.dims), len(times))
    own = [()] * (ndim - len(value.dims)) + list(value.dims)
    more = [()] * (ndim - len(times)) + list(fresh_dims(times))
    return made(Value(tuple((*new, *dim) for new, dim in zip(more, own, strict=True)), value.body, value.kind))


def take(x: object, indices: object, axis: int | None = None) -> object:
    one = array_of(x)
    if axis is None and one.ndim != 1:
        raise TracingError("take without an axis is known of one dimension")
    found = one[(*[slice(None)] * _axis(axis or 0, one.ndim), indices)]
    return found.copy() if isinstance(found, Array) else found


def along(one: Array, indices: object, axis: int) -> tuple[object, ...]:
    """The key of an index along an axis, for each place on the others."""
    found = value_of(indices)
    number = _axis(axis, one.ndim)
    key: list[object] = []
    for n, size in enumerate(one.shape):
        shape = [1] * one.ndim
        shape[n] = -1
        key.append(found if n == number else reshape(arange(size), shape))
    return tuple(key)


def take_along_axis(x: object, indices: object, axis: int) -> object:
    one = array_of(x)
    return one[along(one, indices, axis)]


def put_along_axis(x: object, indices: object, values: object, axis: int) -> None:
    one = array_of(x)
    one[along(one, indices, axis)] = values


def fill_diagonal(x: object, value: object) -> None:
    one = array_of(x)
    if one.ndim != 2 or _sizes(one)[0] != _sizes(one)[1]:
        raise TracingError("fill_diagonal is known of square matrices")
    rows = arange(one.shape[0])
    one[rows, rows] = value


def diff(x: object, n: int = 1, axis: int = -1) -> object:
    one = array_of(x)
    if n != 1:
        raise TracingError("diff of a higher order is not known: write it twice")
    before = [slice(None)] * _axis(axis, one.ndim)
    return one[(*before, slice(1, None))] - one[(*before, slice(None, -1))]  # type: ignore[operator]
