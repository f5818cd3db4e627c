"""How a view selects from its buffer, and what a write through it leaves there.

A view is its own dimensions, and an index form over their axes for each axis of the buffer. Slices, integers, `None`,
transposes and what only joins or parts axes give another view. Indices that are arrays give a selection of the same
form, of which a copy is read, and through which is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.tracing.extents import at_least_zero, lies_within
from symcheck.tracing.values import Dim, Value, broadcast_dims, form_of, renaming

Bound = IndexForm | None


class Part(Struct, frozen=True):
    """A slice; its bounds are index forms, counted from 0, negative constants from the end."""

    start: Bound = None
    stop: Bound = None
    step: int = 1


ALL = Part()
Key = IndexForm | Part | Value | None
"""What stands between brackets: a whole number, a slice, an array of whole numbers, a new axis."""
Values = dict[af.IndexAtom, IndexForm]


class View(Struct, frozen=True, eq=False):
    """The dimensions seen, and where in the buffer each entry of them stands."""

    dims: tuple[Dim, ...]
    forms: tuple[IndexForm, ...]

    @property
    def axes(self) -> tuple[Index, ...]:
        return tuple(axis for dim in self.dims for axis in dim)


def whole(dims: Sequence[Dim]) -> View:
    """All of a buffer of these dimensions."""
    return View(tuple(dims), tuple(af.of_atom(axis) for dim in dims for axis in dim))


def selected(view: View, key: Sequence[Key]) -> View:
    """The entries that a key selects, one item of it a dimension, or a new one."""
    arrays = [k for k in key if isinstance(k, Value)]
    joined = _fresh(broadcast_dims(arrays, "an index")) if arrays else ()
    values: Values = {}
    kept: list[Dim] = []
    places: list[tuple[int, int]] = []  # of arrays, and of numbers beside them: in the key, and among what is kept
    own = iter(view.dims)
    for position, item in enumerate(key):
        if item is None:
            kept.append(())
        elif isinstance(item, Part):
            kept.append(_sliced(next(own), item, values))
        else:
            places.append((position, len(kept)))
            _placed(next(own), _form(item, joined) if isinstance(item, Value) else item, values)
    together = bool(places) and places[-1][0] - places[0][0] == len(places) - 1
    at = places[0][1] if together else 0
    dims = (*kept[:at], *joined, *kept[at:]) if arrays else tuple(kept)
    return View(dims, tuple(af.substitute(form, values) for form in view.forms))


def _fresh(dims: Sequence[Dim]) -> tuple[Dim, ...]:
    return tuple(tuple(map(af.fresh_index, dim)) for dim in dims)


def _form(index: Value, joined: Sequence[Dim]) -> IndexForm:
    """An array of whole numbers as an index over the axes that all such arrays share."""
    form = form_of(index.body) if index.kind == "whole" else None
    if form is None:
        raise TracingError("an index must be a whole number, np.arange(n) or an index map that is known entry by entry")
    pairs = zip(index.dims, joined[len(joined) - len(index.dims) :], strict=True)
    return af.substitute(form, {a: f for own, to in pairs if own for a, f in renaming(own, to).items()})


def _placed(dim: Dim, number: IndexForm, values: Values) -> None:
    """Puts a number, counted from 0, for the axis of a dimension."""
    if len(dim) > 1:
        raise TracingError("a dimension that joins several is indexed by : alone: reshape it first")
    negative = not number.terms and number.constant < 0
    if not dim:
        if number not in (af.ZERO, af.integer(-1)):
            raise StatementError(f"index {number} is out of bounds for an axis of size 1")
        return
    form = number.shift(1) + (dim[0].upper if negative else af.ZERO)
    if not lies_within(form, dim[0]):
        raise TracingError(f"index {number} may lie outside an axis of size {dim[0].size}: declare it large enough")
    values[dim[0]] = form


def _sliced(dim: Dim, part: Part, values: Values) -> Dim:
    """The dimension that a slice leaves of one."""
    if part == ALL:
        return dim
    if len(dim) > 1:
        raise TracingError("a dimension that joins several is sliced by : alone: reshape it first")
    size = dim[0].size if dim else af.ONE
    if not size.terms and all(bound is None or not bound.terms for bound in (part.start, part.stop)):
        start, size, step = _counted(part, size.constant)
    else:
        start, size, step = _ranged(part, size)
    new = () if size == af.ONE else (af.new_axis("i", size),)
    if dim:
        values[dim[0]] = start.shift(1) + (af.of_atom(new[0]).shift(-1).scale(step) if new else af.ZERO)
    return new


def _counted(part: Part, size: int) -> tuple[IndexForm, IndexForm, int]:
    """Start, length and step of a slice of known bounds."""
    start, stop = (bound if bound is None else bound.constant for bound in (part.start, part.stop))
    found = range(size)[slice(start, stop, part.step)]
    if not found:
        raise TracingError("an empty slice is not known here")
    return af.integer(found[0]), af.integer(len(found)), found.step


def _ranged(part: Part, size: IndexForm) -> tuple[IndexForm, IndexForm, int]:
    """The same for symbolic bounds, which must be seen to lie in range at all sizes."""
    if part.step == -1 and part.start is None and part.stop is None:
        return size.shift(-1), size, -1
    if part.step != 1:
        raise TracingError("a slice with a step is known where the size is a number, [::-1] where it is not")
    start = _from_end(part.start, size) if part.start is not None else af.ZERO
    stop = _from_end(part.stop, size) if part.stop is not None else size
    if not (at_least_zero(start) and at_least_zero(size - stop) and at_least_zero(stop - start)):
        raise TracingError(f"the slice {start}:{stop} may reach beyond an axis of size {size}: declare it large enough")
    return start, stop - start, 1


def _from_end(bound: IndexForm, size: IndexForm) -> IndexForm:
    return size + bound if not bound.terms and bound.constant < 0 else bound


def permuted(view: View, order: Sequence[int]) -> View:
    """The dimensions in another order."""
    if sorted(order) != list(range(len(view.dims))):
        raise StatementError(f"axes {tuple(order)} do not fit an array of {len(view.dims)} dimensions")
    return View(tuple(view.dims[n] for n in order), view.forms)
