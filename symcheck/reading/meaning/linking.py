"""Products of derivatives: ∂a/∂b · ∂b/∂c is contracted over b, whatever the shapes and in whichever order they stand.

Each derivative keeps by name what it is of and by, and its tensor with the axes of the one first. Where neighbours
share a variable, its axes are summed over; where none is shared, shapes decide as for any product.
"""

from __future__ import annotations

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Integer
from symcheck.language.quantifiers import Sum, stack
from symcheck.language.tensor import Tensor
from symcheck.reading.meaning import values
from symcheck.reading.scope import Layout, Link, Stands, Value

FIRST_SERIAL = 1 << 43


def laid_out(tensor: Tensor, of: Stands, by: Stands, layout: Layout, *parts: Value, link: Link | None = None) -> Value:
    """How a derivative stands: of a number like the variable, of a vector by a vector with rows for the function."""
    stands: Stands = "array"
    if of == "number":
        turned = layout == "numerator"
        stands = "row" if turned and by == "column" else by
        tensor = tensor.T if turned and by == "matrix" else tensor
    elif by == "number":
        stands = of
    elif tensor.ndim == 2:
        stands = "matrix"
        tensor = tensor.T if layout == "denominator" else tensor
    value = values.made(tensor, stands, *parts)
    return Value(value.tensor, value.stands, value.said, link)


def chained(a: Value, b: Value, layout: Layout) -> Value | None:
    """The product of two derivatives that share a variable; None if they do not."""
    if a.link is None or b.link is None:
        return None
    if a.link.by == b.link.of:
        outer, inner = a.link, b.link
    elif b.link.by == a.link.of:
        outer, inner = b.link, a.link
    else:
        return None
    shared = inner.tensor.ndim - inner.by_axes
    if outer.by_axes != shared:
        return None
    tensor = contracted(outer.tensor, inner.tensor, shared)
    link = Link(outer.of, inner.by, tensor, inner.by_axes, outer.of_stands, inner.by_stands)
    return laid_out(tensor, outer.of_stands, inner.by_stands, layout, a, b, link=link)


def contracted(outer: Tensor, inner: Tensor, shared: int) -> Tensor:
    """The sum over the last axes of the one, which are the first of the other."""
    if shared == 1 and outer.ndim <= 2 and inner.ndim <= 2:
        return outer @ inner
    letters = [_letter(axis, n) for n, axis in enumerate((*outer.axes, *inner.axes[shared:]))]
    left, right = letters[: outer.ndim], letters[outer.ndim - shared : outer.ndim] + letters[outer.ndim :]
    product = _at(outer, left) * _at(inner, right)
    summed = letters[outer.ndim - shared : outer.ndim]
    kept = letters[: outer.ndim - shared] + letters[outer.ndim :]
    product = Sum(product, *summed) if summed else product
    return stack(product, *kept) if kept else product


def _at(tensor: Tensor, letters: list[Tensor]) -> Tensor:
    return tensor[tuple(letters)] if letters else tensor


def _letter(axis: Index, number: int) -> Tensor:
    index = Index(axis.name, axis.lower, axis.upper, "declared", FIRST_SERIAL + number)
    return Tensor(Integer(af.of_atom(index)))
