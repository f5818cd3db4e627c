"""Rows and columns under the names that a page has for them: `u_o`, where U with rows u_w is the array."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from symcheck.expressions.indices import IndexForm
from symcheck.expressions.nodes import Array, Block, Entry, Expr
from symcheck.expressions.walk import rebuild
from symcheck.reading.scope import Scope


class Family(Struct, frozen=True):
    """The name of the rows or columns of an array, and which of its axes stands first under that name."""

    name: str
    array: Array
    order: tuple[int, ...]


def in_own_names(value: Block, scope: Scope) -> Block:
    """The value with its rows and columns named, to be shown: one whose index is an axis stays part of the whole."""
    families = {family.array: family for family in families_of(scope)}

    def shown(expr: Expr) -> Expr:
        family = families.get(expr.array) if isinstance(expr, Entry) else None
        if family is None or not isinstance(expr, Entry):
            return rebuild(expr, shown)
        indices = tuple(expr.indices[n] for n in family.order)
        if _is_axis(indices[0], value):
            return expr
        axes = tuple(expr.array.axes[n] for n in family.order)
        return Entry(replace(expr.array, name=family.name, axes=axes, symmetric=False), indices)

    return Block(value.axes, shown(value.body))


def families_of(scope: Scope) -> Iterator[Family]:
    """The names for rows and columns that a scope holds, where an array has one alone."""
    found: dict[Array, list[Family]] = {}
    for name in scope.names:
        thing = scope.numbers(name)
        if thing is not None and thing.lead == 1 and not thing.above:
            tensor = thing.value.tensor
            body, axes = tensor.body, list(tensor.axes)
            if isinstance(body, Entry) and body.array.name != name and [f.index for f in body.indices]:
                placed = [f.index for f in body.indices]
                if len(axes) == 2 and set(placed) == set(axes):
                    found.setdefault(body.array, []).append(
                        Family(name, body.array, tuple(placed.index(axis) for axis in axes))
                    )
    return (families[0] for families in found.values() if len(families) == 1)


def _is_axis(form: IndexForm, value: Block) -> bool:
    """Whether an index is an axis of what is shown, or came with a product of matrices: then all rows are meant."""
    index = form.index
    return index is not None and (index in value.axes or index.anonymous)
