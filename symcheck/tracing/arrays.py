"""Traced arrays: a buffer seen through a view.

The value is read when an operator asks for it; `a += b` and `a[…] = b` change the buffer, and with it every array that
shares it. An array of no dimensions is one too, unlike the numbers that operators give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.build import ZERO
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Expr
from symcheck.expressions.walk import substitute
from symcheck.tracing import computing
from symcheck.tracing.extents import reshaped
from symcheck.tracing.keys import parsed
from symcheck.tracing.masks import Selected, masked, under
from symcheck.tracing.numbers import LOOP, Scalar, Traced, made, multiply
from symcheck.tracing.rewriting import settled
from symcheck.tracing.runs import mark
from symcheck.tracing.values import KINDS, Dim, Value, broadcast_dims, renaming, sizes_of, value_of
from symcheck.tracing.views import View, permuted, selected, whole
from symcheck.tracing.writing import accumulated, assigned


class Buffer:
    """What arrays share: a value, and how often it was written to."""

    __slots__ = ("value", "version")

    def __init__(self, value: Value) -> None:
        self.value = value
        self.version = 0


class Array(Traced):
    """A buffer seen through a view.

    `tied` is what it may share memory with, or may not, as NumPy decides by strides (reshape): the other buffers, and
    their versions. Such an array is read as long as these are not written to, and never written to itself.
    """

    __slots__ = ("buffer", "readonly", "tied", "view")

    def __init__(self, value: Value, view: View | None = None, buffer: Buffer | None = None) -> None:
        self.buffer = buffer or Buffer(value)
        self.view = view or whole(value.dims)
        self.readonly = False
        self.tied: tuple[tuple[Buffer, int], ...] = ()

    def held(self) -> Value:
        if any(buffer.version != version for buffer, version in self.tied):
            raise TracingError("what reshape gave may be a view or a copy of what was changed since: write .copy()")
        value = self.buffer.value
        pairs = zip(value.axes, self.view.forms, strict=True)
        moved: dict[af.IndexAtom, IndexForm] = {axis: form for axis, form in pairs if form.atom != axis}
        body = substitute(value.body, moved)
        return Value(self.view.dims, settled(body) if moved else body, value.kind)

    def seen(self, view: View) -> Array:
        """Another view of the same buffer."""
        found = Array(self.buffer.value, view, self.buffer)
        found.readonly, found.tied = self.readonly, self.tied
        return found

    @property
    def dims(self) -> tuple[Dim, ...]:
        return self.view.dims

    @property
    def T(self) -> Traced:
        return self.permuted(tuple(reversed(range(self.ndim))))

    @property
    def mT(self) -> Traced:
        return self.permuted((*range(self.ndim - 2), self.ndim - 1, self.ndim - 2))

    def copy(self, memo: object = None) -> Array:
        return Array(self.held())

    __copy__ = __deepcopy__ = copy

    def permuted(self, order: Sequence[int]) -> Array:
        return self.seen(permuted(self.view, order))

    def reshaped(self, wanted: Sequence[Sequence[IndexForm] | None]) -> Array:
        """Another shape. Where only axes of size 1 come and go, it is a view; else it may be a copy."""
        dims = reshaped(self.view.dims, wanted)
        if [dim for dim in dims if dim] == [dim for dim in self.view.dims if dim]:
            return self.seen(View(dims, self.view.forms))
        value = self.held()
        found = Array(Value(dims, value.body, value.kind))
        found.tied = (*self.tied, (self.buffer, self.buffer.version))
        return found

    def __len__(self) -> int:
        size = self.shape[0]
        if not isinstance(size, int):
            raise TracingError("len(…) of a symbolic size is not known: write x.shape[0]")
        return size

    def __iter__(self) -> Iterator[object]:
        size = self.shape[0]
        if not isinstance(size, int):
            raise TracingError(LOOP)
        return (self[n] for n in range(size))

    def __getitem__(self, key: object) -> object:
        items, mask = parsed(key, self.ndim)
        if mask is not None:
            return Selected(self.held(), masked(mask, self.held()))
        found = self.seen(selected(self.view, items))
        if any(isinstance(item, Value) for item in items):
            return made(found.held())
        kept = found.dims or any(item is ... for item in (key if isinstance(key, tuple) else (key,)))
        return found if kept else Scalar(found.held())

    def __setitem__(self, key: object, new: object) -> None:
        items, mask = parsed(key, self.ndim)
        if mask is not None:
            self.write(under(masked(mask, self.held()), new, self.held()))
        elif not isinstance(new, Selected):
            self.seen(selected(self.view, items)).write(value_of(new))
        else:
            raise TracingError("what a mask selects is written under that mask alone")

    def write(self, new: Value, put: Callable[[View, Sequence[af.Index], Expr, Expr], Expr] = assigned) -> None:
        """Writes a value that broadcasts to this view."""
        if self.readonly or self.tied:
            why = "may be a view or a copy, as NumPy decides" if self.tied else "is a view that cannot be written to"
            raise TracingError(f"this array {why}: write .copy() where it is made")
        value = self.buffer.value
        if put is accumulated and new.kind == value.kind == "truth":
            raise TracingError('+= on truth values is "or" in NumPy: write |=, or count with .astype(float)')
        if KINDS.index(new.kind) > KINDS.index(value.kind):
            raise TracingError(
                f"an array of {'integers' if value.kind == 'whole' else 'truth values'} takes no {new.kind} numbers: "
                "NumPy casts them; make it with np.zeros(shape)"
            )
        dims = broadcast_dims((Value(self.view.dims, ZERO), new), "an assignment")
        if [sizes_of(dim) for dim in dims] != [sizes_of(dim) for dim in self.view.dims]:
            raise StatementError(f"shape {new.shape} does not fit into {Value(self.view.dims, ZERO).shape}")
        places = self.view.dims[len(dims) - len(new.dims) :]
        moved: dict[af.IndexAtom, IndexForm] = {}
        for own, dim in zip(new.dims, places, strict=True):
            moved.update(renaming(own, dim) if own else {})
        body = put(self.view, value.axes, substitute(new.body, moved), value.body)
        mark(body)
        self.buffer.value = Value(value.dims, body, value.kind)
        self.buffer.version += 1

    def __iadd__(self, other: object) -> Array:
        self.write(value_of(other), accumulated)
        return self

    def __isub__(self, other: object) -> Array:
        self.write((-made(value_of(other))).held(), accumulated)
        return self

    def __imul__(self, other: object) -> Array:
        self.write(multiply(self.held(), value_of(other)))
        return self

    def __itruediv__(self, other: object) -> Array:
        self.write(computing.divided(self.held(), value_of(other)))
        return self

    def __imatmul__(self, other: object) -> Array:
        found = computing.matmul(self.held(), value_of(other))
        if list(map(sizes_of, found.dims)) != list(map(sizes_of, self.dims)):
            raise StatementError(f"@= gives shape {found.shape}, which is not {self.held().shape}: write a = a @ b")
        self.write(found)
        return self

    def __ipow__(self, other: object) -> Array:
        self.write(computing.power(self.held(), value_of(other)))
        return self

    def __iand__(self, other: object) -> Array:
        self.write(computing.both(self.held(), value_of(other)))
        return self

    def __ior__(self, other: object) -> Array:
        self.write(computing.either(self.held(), value_of(other)))
        return self

    def fill(self, value: object) -> None:
        self.write(value_of(value))


def length(x: object) -> object:
    """Python's len, of a symbolic size too."""
    return x.shape[0] if isinstance(x, Array) and x.dims else len(x)  # type: ignore[arg-type]


def array_made(value: Value) -> Array:
    """A new array, of no dimensions too: for the functions that give no number there."""
    mark(value.body)
    return Array(value)
