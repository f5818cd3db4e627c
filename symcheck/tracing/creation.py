"""Arrays made of nothing: zeros, ones, the identity, ranges; and arrays like another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.build import ONE, ZERO
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Array as Declared
from symcheck.expressions.nodes import Bracket, Entry, Expr, IndexRelation, Integer, Mul
from symcheck.tracing.arrays import Array
from symcheck.tracing.extents import at_least_zero
from symcheck.tracing.numbers import LOOP, Traced, extent, factors_of, form_in, made
from symcheck.tracing.values import Holder, Kind, Value, fresh_dims, value_of

Sizes = tuple[IndexForm, ...]


def kind_of(dtype: object, default: Kind = "real") -> Kind:
    """What a type of NumPy's, or of Python's, holds."""
    if dtype is None:
        return default
    try:
        kind = np.dtype(dtype).kind  # type: ignore[call-overload]
    except TypeError:
        raise TracingError(f"an array of {dtype} is not known: float, int and bool are") from None
    kinds: dict[str, Kind] = {"f": "real", "i": "whole", "b": "truth"}
    if kind == "u":
        raise TracingError("an array of unsigned integers wraps around below 0: make it int")
    if kind not in kinds:
        raise TracingError(f"an array of {dtype} is not known: float, int and bool are")
    return kinds[kind]


def sizes_in(shape: object) -> list[Sizes]:
    """A shape as products of sizes."""
    listed = list(shape) if isinstance(shape, tuple | list) else [shape]
    found = []
    for size in listed:
        factors = factors_of(size)
        if factors is None:
            raise StatementError(f"a size must be a whole number, not {size}")
        if any(not factor.terms and factor.constant < 1 for factor in factors):
            raise TracingError(f"an array with an axis of size {size} is not known here")
        found.append(factors)
    return found


def filled(shape: object, body: Expr, kind: Kind) -> Array:
    return Array(Value(fresh_dims(sizes_in(shape)), body, kind))


def zeros(shape: object, dtype: object = None) -> Array:
    return filled(shape, ZERO, kind_of(dtype))


def ones(shape: object, dtype: object = None) -> Array:
    return filled(shape, ONE, kind_of(dtype))


def empty(shape: object, dtype: object = None) -> Array:
    """What nobody has written yet: a variable of its own, of which nothing is known."""
    found = filled(shape, ZERO, kind_of(dtype))
    return Array(_unwritten(found.held()))


def _unwritten(value: Value) -> Value:
    axes = value.axes
    name = f"np.empty {af.new_axis('i', af.ONE).serial}"
    entry = Entry(Declared(name, tuple((axis.lower, axis.upper) for axis in axes)), tuple(map(af.of_atom, axes)))
    return Value(value.dims, entry, value.kind)


def empty_like(x: object, dtype: object = None) -> Array:
    return Array(_unwritten(like(x, ZERO, dtype).held()))


def full(shape: object, fill_value: object, dtype: object = None) -> Array:
    value = value_of(fill_value)
    found = filled(shape, ZERO, kind_of(dtype, value.kind))
    found.write(value)
    return found


def like(x: object, body: Expr, dtype: object = None) -> Array:
    value = value_of(x)
    dims = tuple(tuple(map(af.fresh_index, dim)) for dim in value.dims)
    return Array(Value(dims, body, kind_of(dtype, value.kind)))


def zeros_like(x: object, dtype: object = None) -> Array:
    return like(x, ZERO, dtype)


def ones_like(x: object, dtype: object = None) -> Array:
    return like(x, ONE, dtype)


def full_like(x: object, fill_value: object, dtype: object = None) -> Array:
    found = like(x, ZERO, dtype)
    found.write(value_of(fill_value))
    return found


def eye(N: object, M: object = None, k: int = 0, dtype: object = None) -> Array:
    """Ones on a diagonal."""
    dims = fresh_dims(sizes_in((N, N if M is None else M)))
    column, row = (place(dims, n) for n in (1, 0))
    relation = IndexRelation("eq", column - row - af.integer(k))
    return Array(Value(dims, Bracket((relation,)), kind_of(dtype)))


def place(dims: Sequence[Sequence[af.Index]], number: int) -> IndexForm:
    """Where along a dimension an entry stands, from 1."""
    dim = dims[number]
    if len(dim) > 1:
        raise TracingError("a dimension that joins several has no one index: reshape it first")
    return af.of_atom(dim[0]) if dim else af.ONE


def triangle(x: object, k: int, upper: bool) -> Traced:
    """The entries on one side of a diagonal, with it; 0 elsewhere."""
    value = value_of(x)
    if len(value.dims) < 2:
        raise TracingError("triu and tril want a matrix")
    beyond = (place(value.dims, -1) - place(value.dims, -2)).shift(-k)
    inside = Bracket((IndexRelation("ge", beyond if upper else beyond.scale(-1)),))
    return made(Value(value.dims, Mul((value.body, inside)), value.kind))


def triu(m: object, k: int = 0) -> Traced:
    return triangle(m, k, True)


def tril(m: object, k: int = 0) -> Traced:
    return triangle(m, k, False)


def tri(N: object, M: object = None, k: int = 0, dtype: object = None) -> Traced:
    return triangle(ones((N, N if M is None else M), dtype), k, False)


def arange(start: object, stop: object = None, step: int = 1, dtype: object = None) -> Array:
    """Whole numbers one after another."""
    first, last = (0, start) if stop is None else (start, stop)
    lower, upper = form_in(first), form_in(last)
    if lower is None or upper is None or step != 1:
        raise TracingError("arange is known of whole numbers that go by one")
    if not at_least_zero(upper - lower):
        raise TracingError(f"arange({first}, {last}) is empty where the second is less: declare sizes that tell")
    dims = fresh_dims(sizes_in((extent([upper - lower]),)))
    form = (place(dims, 0) + lower).shift(-1)
    return Array(Value(dims, Integer(form), kind_of(dtype, "whole")))


class Range(Holder):
    """Python's range up to a symbolic size: an index, and nothing that can be gone through."""

    def __init__(self, *bounds: Any) -> None:
        if len(bounds) > 2:
            raise TracingError("a range with a step up to a symbolic size is not known")
        self.numbers = arange(*bounds)

    def held(self) -> Value:
        return self.numbers.held()

    def __iter__(self) -> NoReturn:
        raise TracingError(LOOP)

    def __len__(self) -> NoReturn:
        raise TracingError("len(range(…)) of a symbolic size is not known: write the size")


def numbers_to(*bounds: Any) -> range | Range:
    """Python's range, up to a symbolic size too."""
    return Range(*bounds) if any(isinstance(bound, Traced) for bound in bounds) else range(*bounds)


def array(x: object, dtype: object = None) -> Array:
    """A copy."""
    value = value_of(x)
    kind = kind_of(dtype, value.kind)
    if kind != value.kind and kind != "real":
        raise TracingError(f"an array of {value.kind} numbers is not made one of {kind} numbers here")
    return Array(Value(value.dims, value.body, kind))


def asarray(x: object, dtype: object = None) -> Array:
    """The same array, where it is one; a copy where another width of numbers is asked for."""
    wide = dtype is None or np.dtype(dtype) in (np.dtype(float), np.dtype(int), np.dtype(bool))  # type: ignore[call-overload]
    if wide and isinstance(x, Array) and kind_of(dtype, x.held().kind) == x.held().kind:
        return x
    return array(x, dtype)


def astype(x: object, dtype: object, *, copy: bool = True) -> Traced:
    """A copy of another kind of numbers; whole numbers and truth values are not made of reals."""
    if not copy:
        raise TracingError("astype(…, copy=False) may give the same array or a copy: leave copy=False away")
    value = value_of(x)
    kind = kind_of(dtype)
    if kind == "truth" != value.kind or (kind == "whole" and value.kind == "real"):
        raise TracingError(f"astype({kind}) of {value.kind} numbers rounds or compares: write the comparison")
    found = Value(value.dims, value.body, kind)
    return Array(found) if isinstance(x, Array) else made(found)
