"""What stands between the brackets of an array: numbers, slices, arrays of indices, masks."""

from __future__ import annotations

from symcheck.errors import StatementError, TracingError
from symcheck.expressions import indices as af
from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Integer
from symcheck.tracing.values import Holder, Value, form_of, fresh_dims, value_of
from symcheck.tracing.views import ALL, Key, Part


def parsed(key: object, ndim: int) -> tuple[list[Key], Value | None]:
    """One item for each dimension, or new dimension; or the mask that the key is."""
    listed = list(key) if isinstance(key, tuple) else [key]
    read = [item if item is Ellipsis else _item(item) for item in listed]
    masks = [item for item in read if isinstance(item, Value) and item.kind == "truth"]
    if masks:
        rest = [item for item in read if item is not masks[0]]
        if read[0] is not masks[0] or any(item != ALL and item is not Ellipsis for item in rest):
            raise TracingError("a mask beside other indices is not known: write np.where(mask, a, b)")
        return [], masks[0]
    wanted = sum(item is not None and item is not Ellipsis for item in read)
    if wanted > ndim:
        raise StatementError(f"too many indices: {wanted} for an array of {ndim} dimensions")
    places = [position for position, item in enumerate(read) if item is Ellipsis]
    if len(places) > 1:
        raise StatementError("an index has a single ellipsis ('...')")
    at = places[0] if places else len(read)
    before, after = read[:at], read[at + 1 :]
    filled = [*before, *[ALL] * (ndim - wanted), *after]
    return [item for item in filled if item is not Ellipsis], None


def _item(item: object) -> Key:
    if item is None or isinstance(item, bool):
        if item is not None:
            raise TracingError("a truth value as an index is not known")
        return None
    if isinstance(item, slice):
        step = 1 if item.step is None else item.step
        if not isinstance(step, int):
            raise TracingError("a slice with a symbolic step is not known")
        return Part(_bound(item.start), _bound(item.stop), step)
    if isinstance(item, range):
        if item.step != 1:
            raise TracingError("a range with a step as an index is not known")
        (dim,) = fresh_dims([(af.integer(len(item)),)])
        form = af.of_atom(dim[0]).shift(item.start - 1) if dim else af.integer(item.start)
        return Value((dim,), Integer(form), "whole")
    value = value_of(item)
    if value.dims or value.kind == "truth":
        return value
    return _bound(item)


def _bound(bound: object) -> IndexForm | None:
    """A whole number that is known as an index form."""
    if bound is None:
        return None
    value = value_of(bound) if isinstance(bound, Holder) or not hasattr(bound, "__index__") else None
    if value is None:
        return af.integer(bound.__index__())  # type: ignore[attr-defined]
    form = form_of(value.body) if value.kind == "whole" and not value.dims else None
    if form is None:
        raise TracingError("an index, or a bound of a slice, must be a whole number that is known as a sum of sizes")
    return form
