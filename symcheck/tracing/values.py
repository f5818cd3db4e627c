"""Values of traced arrays: axes in dimensions, a body, a kind of entries; broadcasting, and what plain numbers are.

The calculus is the language's: a value becomes a `Tensor`, the language's operators make another, and the dimensions
are put round it again. A dimension of size 1 has no axis at all, so that broadcasting adds what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Add, Entry, Expr, IndexRelation, Integer, Mul, Number, Piecewise
from symcheck.expressions.walk import substitute
from symcheck.language.tensor import Tensor, as_tensor

Kind = Literal["real", "whole", "truth"]
KINDS: tuple[Kind, ...] = ("truth", "whole", "real")
"""Each may be put where a later one is; what is put where an earlier one is, NumPy casts."""
Dim = tuple[Index, ...]
LARGEST = 64
"""Arrays of numbers with more entries than this are not spelled out."""


class Value(Struct, frozen=True, eq=False):
    """What an array holds: an entry for all indices of its axes, which run from 1."""

    dims: tuple[Dim, ...]
    body: Expr
    kind: Kind = "real"

    @property
    def axes(self) -> tuple[Index, ...]:
        return tuple(axis for dim in self.dims for axis in dim)

    @property
    def tensor(self) -> Tensor:
        return Tensor(self.body, self.axes)

    @property
    def shape(self) -> str:
        return dims_text(self.dims)


class Holder:
    """Anything that holds a value: a traced array, an extent."""

    __slots__ = ()

    def held(self) -> Value:
        raise NotImplementedError


def dims_text(dims: Sequence[Dim]) -> str:
    """A shape as NumPy prints it."""
    sizes = ["*".join(_factor(axis.size) for axis in dim) or "1" for dim in dims]
    return "(" + ", ".join(sizes) + ("," if len(sizes) == 1 else "") + ")"


def _factor(size: IndexForm) -> str:
    return f"({size})" if len(size.terms) > 1 else str(size)


def sizes_of(dim: Dim) -> tuple[IndexForm, ...]:
    return tuple(axis.size for axis in dim)


def fresh_dims(shapes: Sequence[tuple[IndexForm, ...]]) -> tuple[Dim, ...]:
    """Dimensions over new axes; a size of 1 has none."""
    letters = "ijklmn"
    kept = [tuple(size for size in sizes if size != af.ONE) for sizes in shapes]
    return tuple(tuple(af.new_axis(letters[p % 6], size) for size in sizes) for p, sizes in enumerate(kept))


def regrouped(tensor: Tensor, dims: Sequence[Dim], kind: Kind = "real") -> Value:
    """A tensor with its axes taken together as they are in `dims`."""
    axes, found = list(tensor.axes), []
    for dim in dims:
        found.append(tuple(axes[: len(dim)]))
        del axes[: len(dim)]
    if axes:
        raise TypeError("a tensor has more axes than its dimensions")
    return Value(tuple(found), _folded(tensor.body, kind), kind)


def _folded(body: Expr, kind: Kind) -> Expr:
    """Sums of indices as one form, so that they can be indices again."""
    form = form_of(body) if kind == "whole" else None
    return body if form is None else Integer(form)


def form_of(body: Expr) -> IndexForm | None:
    """A whole number as an index form; None where it is none."""
    match body:
        case Integer(form):
            return form
        case Number(value) if value.denominator == 1:
            return af.integer(int(value))
        case Add(terms):
            found = [part for term in terms if (part := form_of(term)) is not None]
            return sum(found, start=af.ZERO) if len(found) == len(terms) else None
        case Mul((first, second)):
            one, other = form_of(first), form_of(second)
            if one is not None and other is not None and not (one.terms and other.terms):
                return other.scale(one.constant) if not one.terms else one.scale(other.constant)
    return None


def scalar(body: Expr, kind: Kind = "real") -> Value:
    return Value((), body, kind)


def value_of(x: object) -> Value:
    """What stands where an array is meant: traced arrays, numbers, short lists and arrays of numbers, tensors."""
    if isinstance(x, Value):
        return x
    if isinstance(x, Holder):
        return x.held()
    if isinstance(x, Tensor):
        return of_tensor(x)
    if isinstance(x, bool) or type(x).__name__ == "bool":  # NumPy's own too
        return scalar(Number(Fraction(int(bool(x)))), "truth")
    if isinstance(x, list | tuple):
        return _stacked([value_of(item) for item in x])
    if x is None or isinstance(x, str | dict | set):
        raise TracingError(f"{x!r} stands where an array is meant")
    if hasattr(x, "tolist") and hasattr(x, "dtype") and getattr(x, "ndim", 0) > 0:
        return _of_array(x)
    is_whole = isinstance(x, int) or getattr(getattr(x, "dtype", None), "kind", "") in ("i", "u")
    return scalar(as_tensor(x).body, "whole" if is_whole else "real")


def of_tensor(tensor: Tensor) -> Value:
    """A tensor over axes from 1, those of size 1 left out; entries that are declared whole are whole here."""
    dims = fresh_dims([(axis.size,) for axis in tensor.axes])
    values: dict[af.IndexAtom, IndexForm] = {}
    for own, dim in zip(tensor.axes, dims, strict=True):
        values[own] = own.lower + (af.of_atom(dim[0]).shift(-1) if dim else af.ZERO)
    return Value(dims, substitute(tensor.body, values), "whole" if _is_whole(tensor.body) else "real")


def _is_whole(body: Expr) -> bool:
    if isinstance(body, Entry):
        array = body.array
        return array.integer or (bool(array.values) and all(v.denominator == 1 for v in array.values))
    return isinstance(body, Integer)


def _of_array(x: object) -> Value:
    """A short array of NumPy's own."""
    size, kind = int(x.size), str(x.dtype.kind)  # type: ignore[attr-defined]
    if kind not in "bif":
        raise TracingError(f"an array of {x.dtype} is not known here: arrays of numbers are")  # type: ignore[attr-defined]
    if size > LARGEST:
        raise TracingError(
            f"an array of {size} numbers is too long to be spelled out: pass it as a declared argument instead"
        )
    return value_of(x.tolist())  # type: ignore[attr-defined]


def _stacked(items: Sequence[Value]) -> Value:
    """Arrays of one shape along a new first dimension."""
    if not items:
        raise TracingError("an empty list is no array here")
    from_dims = [tuple(map(sizes_of, item.dims)) for item in items]
    if any(dims != from_dims[0] for dims in from_dims):
        raise StatementError("a list of arrays of different shapes is no array")
    kind = max((item.kind for item in items), key=KINDS.index)
    dims = fresh_dims([(af.integer(len(items)),), *from_dims[0]])
    inner = [substitute(item.body, renaming(item.axes, tuple(a for d in dims[1:] for a in d))) for item in items]
    if len(items) == 1:
        return Value(dims, inner[0], kind)
    return Value(dims, _by_number(inner, dims[0][0]), kind)


def _by_number(bodies: Sequence[Expr], index: Index) -> Expr:
    """The first body where the index is 1, and so on."""
    *first, found = bodies
    for number, body in reversed(list(enumerate(first, start=1))):
        found = Piecewise((IndexRelation("eq", af.of_atom(index).shift(-number)),), body, found)
    return found


def renaming(axes: Sequence[Index], others: Sequence[Index]) -> dict[af.IndexAtom, IndexForm]:
    return {own: af.of_atom(other) for own, other in zip(axes, others, strict=True)}


def broadcast_dims(values: Sequence[Value], what: str) -> tuple[Dim, ...]:
    """The dimensions in which arrays meet, by NumPy's rules; StatementError names the shapes that do not fit."""
    ndim = max(len(value.dims) for value in values)
    found: list[Dim] = []
    for position in range(-ndim, 0):
        wide = [v.dims[position] for v in values if len(v.dims) >= -position and v.dims[position]]
        if any(sizes_of(dim) != sizes_of(wide[0]) for dim in wide):
            shapes = " and ".join(value.shape for value in values)
            raise StatementError(f"shapes {shapes} do not fit together in {what}")
        found.append(wide[0] if wide else ())
    return tuple(found)


def spread(value: Value, dims: Sequence[Dim]) -> Tensor:
    """The value as a tensor that the language broadcasts to `dims`."""
    axes: list[Index] = []
    for own, dim in zip(value.dims, dims[len(dims) - len(value.dims) :], strict=True):
        axes += own or [af.new_axis("i", af.ONE) for _ in dim]
    return Tensor(value.body, tuple(axes))


def elementwise(make: Callable[..., Tensor], values: Sequence[Value], kind: Kind, what: str) -> Value:
    """An operator of the language's, at arrays that broadcast."""
    dims = broadcast_dims(values, what)
    return regrouped(make(*(spread(value, dims) for value in values)), dims, kind)
