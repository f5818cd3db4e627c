"""What is declared becomes traced, and what is traced becomes a tensor again.

An index that is declared counts from 1 and its number in code from 0: one is taken off it here. A size is the same
number in both. An index map is an array of whole numbers.
"""

from __future__ import annotations

from symcheck.errors import TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import MapEntry, Size
from symcheck.expressions.nodes import Integer
from symcheck.language.declare import IndexMapping
from symcheck.language.tensor import Tensor
from symcheck.tracing.arrays import Array
from symcheck.tracing.masks import ADVICE, Selected
from symcheck.tracing.numbers import Scalar, Traced, extent
from symcheck.tracing.values import Value, fresh_dims, of_tensor


def traced(value: Tensor | IndexMapping) -> object:
    """What code computes with where something declared is passed to it."""
    if isinstance(value, IndexMapping):
        return Array(_map(value))
    if value.axes or not isinstance(value.body, Integer):
        found = of_tensor(value)
        return Array(found) if value.axes else Scalar(found)
    form = value.body.value
    if all(isinstance(atom, Size) for atom, _ in form.terms):
        return extent([form])
    return Scalar(Value((), Integer(form.shift(-1)), "whole"))


def _map(mapping: IndexMapping) -> Value:
    dims = fresh_dims([(size,) for size in mapping.map.domain])
    places = tuple(af.of_atom(dim[0]) if dim else af.ONE for dim in dims)
    return Value(dims, Integer(af.of_atom(MapEntry(mapping.map, places)).shift(-1)), "whole")


def untraced(value: object) -> object:
    """What code gave, as tensors; in lists, tuples and dictionaries too."""
    match value:
        case Traced():
            return _tensor(value.held())
        case Selected():
            raise TracingError(ADVICE)
        case dict():
            return {key: untraced(item) for key, item in value.items()}
        case list():
            return [untraced(item) for item in value]
        case tuple() if type(value) is tuple:
            return tuple(untraced(item) for item in value)
    return value


def _tensor(value: Value) -> Tensor:
    if any(len(dim) > 1 for dim in value.dims):
        raise TracingError(f"the result has the shape {value.shape}: reshape the dimension that is a product")
    axes = [dim[0] if dim else af.new_axis("i", af.ONE) for dim in value.dims]
    return Tensor(value.body, tuple(axes))
