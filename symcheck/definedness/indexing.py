"""Indexing as NumPy has it, refused where an index may lie outside the range that a value runs over."""

from __future__ import annotations

from types import EllipsisType

from symcheck.definedness.requirements import subscripts
from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import shape_text
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import Block, Entry, Expr, Named
from symcheck.expressions.walk import subexpressions, substitute

DEEP = 4
"""So often the ranges of indices may depend on one another, for it to be seen that an index lies in a range."""


def indexed(block: Block, key: tuple[IndexForm | slice | EllipsisType | None, ...]) -> Block:
    """NumPy indexing with integers, symbolic indices, full slices, None and an ellipsis."""
    wanted = len([k for k in key if k is not None and k is not Ellipsis])
    if wanted > block.ndim:
        raise StatementError(f"{wanted} indices for a value of shape {shape_text(block.shape)}")
    if Ellipsis in [k for k in key if k is Ellipsis]:
        place = next(i for i, k in enumerate(key) if k is Ellipsis)
        key = (*key[:place], *([slice(None)] * (block.ndim - wanted)), *key[place + 1 :])
    else:
        key = (*key, *([slice(None)] * (block.ndim - wanted)))
    own = iter(block.axes)
    values: dict[af.IndexAtom, IndexForm] = {}
    axes: list[Index] = []
    for item in key:
        if item is None:
            axes.append(af.new_axis("i", af.ONE))
            continue
        axis = next(own)
        if not isinstance(item, IndexForm):
            if item != slice(None):
                raise StatementError("only the full slice : is known; write stack(x[i + 1], i) for a part of a tensor")
            axes.append(axis)
        else:
            values[axis] = form = _within(item, axis, _called(block.body))
            if not (_lies_within(form, axis) or _is_asked_within(block.body, axis)):
                raise StatementError(
                    f"{form} may lie outside {axis.lower}..{axis.upper}, over which this value runs: give it a name, "
                    f's = named("s", …), and write s[{form}]'
                )
    return Block(tuple(axes), substitute(block.body, values))


def _called(body: Expr) -> str:
    """The axis, of which array where that has a name."""
    name = body.array.name if isinstance(body, Entry) else body.definition.latex if isinstance(body, Named) else ""
    return f"the axis of {name}" if name else "the axis"


def _within(form: IndexForm, axis: Index, called: str) -> IndexForm:
    """The index, if it is one into the axis as far as its own range tells."""
    if _negative(form - axis.lower) or _negative(axis.upper - form):
        raise StatementError(f"index {form} is outside {axis.lower}..{axis.upper}: entries count from {axis.lower}")
    if isinstance(form.atom, af.Size) and form.atom not in (atom for atom, _ in (*axis.lower.terms, *axis.upper.terms)):
        raise StatementError(f"{form} is a size, not an index: {called} runs over {axis.lower}..{axis.upper}")
    if form.index is not None and _foreign(form.index, axis):
        raise StatementError(
            f"{form} runs over {form.index.lower}..{form.index.upper}, {called} over {axis.lower}..{axis.upper}"
        )
    return form


def _negative(form: IndexForm) -> bool:
    return not form.terms and form.constant < 0


def _lies_within(form: IndexForm, axis: Index) -> bool:
    """Whether an index lies in the range of an axis at all sizes, as far as its own range tells."""
    return never_negative(form - axis.lower) and never_negative(axis.upper - form)


def never_negative(form: IndexForm) -> bool:
    """Whether a form is never negative, each index in it at the end of its range where the form is least."""
    for _ in range(DEEP):
        ends: dict[af.IndexAtom, IndexForm] = {
            atom: atom.lower if coefficient > 0 else atom.upper
            for atom, coefficient in form.terms
            if isinstance(atom, Index)
        }
        form = af.substitute(form, ends)
    sizes = all(isinstance(atom, af.Size) and coefficient > 0 for atom, coefficient in form.terms)
    return sizes and form.constant + sum(coefficient for _, coefficient in form.terms) >= 0


def _is_asked_within(body: Expr, axis: Index) -> bool:
    """Whether something with the axis for a subscript asks for the same range."""
    wanted = (axis.lower, af.of_atom(axis), axis.upper)
    return any(wanted in subscripts(node) for node in subexpressions(body))


def _foreign(index: Index, axis: Index) -> bool:
    """Whether an index runs over one declared size and the axis over another: `U[a]` with a over the columns."""
    first, second = index.upper.atom, axis.upper.atom
    return isinstance(first, af.Size) and isinstance(second, af.Size) and first != second
