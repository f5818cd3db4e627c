"""How an entry carries the axes of a tensor: `U[w, j]` along j is the row `U_w`, `U[j, i]` along (i, j) is `Uᵀ`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index, IndexForm
from symcheck.expressions.nodes import (
    Add,
    Block,
    Bracket,
    Entry,
    Expr,
    IndexRelation,
    Integer,
    Inverse,
    Mul,
    Number,
    Power,
)
from symcheck.expressions.walk import free_indices

Range = tuple[IndexForm, IndexForm]


class Access(Struct, frozen=True):
    """The subscripts that remain when axes are left out (None for a column's `:`), and whether it is transposed."""

    subscripts: tuple[IndexForm | None, ...] = ()
    transposed: bool = False


def same_range(a: Index, b: Index) -> bool:
    """Whether two indices run over the same range."""
    return (a.lower, a.upper) == (b.lower, b.upper)


def access(ranges: Sequence[Range], indices: Sequence[IndexForm], axes: Sequence[Index]) -> Access | None:
    """How the entry at `indices` is written without `axes`; None if the axes do not run over whole axes of it."""
    places = []
    for axis in axes:
        found = [p for p, form in enumerate(indices) if axis in af.free_indices(form)]
        if len(found) != 1 or indices[found[0]].index != axis or (axis.lower, axis.upper) != ranges[found[0]]:
            return None
        places.append(found[0])
    leading = len(indices) - len(axes)
    if places == list(range(leading, len(indices))):
        return Access(tuple(indices[:leading]))
    if len(indices) == 2 and places == [1, 0]:
        return Access((), True)
    if len(indices) == 2 and places == [0]:
        return Access((None, indices[1]))
    return None


def is_entry_of(form: IndexForm, axes: Sequence[Index]) -> bool:
    """Whether [form = 0] is the entry of the identity matrix over these two axes."""
    if len(axes) != 2 or not same_range(*axes):
        return False
    difference = af.of_atom(axes[0]) - af.of_atom(axes[1])
    return form in (difference, difference.scale(-1))


def is_symmetric(block: Block) -> bool:
    """Whether a square matrix is seen to be symmetric, by what is declared of its arrays."""
    return len(block.axes) == 2 and same_range(*block.axes) and _is_symmetric(block.body, block.axes)


def _is_symmetric(body: Expr, axes: Sequence[Index]) -> bool:
    match body:
        case Entry(array, indices):
            own = array.symmetric and {form.index for form in indices} == set(axes)
        case Inverse(matrix, row, column):
            own = {row.index, column.index} == set(axes) and is_symmetric(matrix)
        case Bracket((IndexRelation("eq", form),)):
            own = is_entry_of(form, axes)
        case Add(terms):
            own = all(_is_symmetric(term, axes) for term in terms)
        case Mul(factors):
            carrying = [f for f in factors if not free_indices(f).isdisjoint(axes)]
            own = all(_is_symmetric(factor, axes) for factor in carrying)
        case _:
            own = False
    return own or free_indices(body).isdisjoint(axes)


def is_inverse(expr: Expr) -> bool:
    return isinstance(expr, Power) and isinstance(expr.exponent, Number) and expr.exponent.value == -1


def quotient(expr: Expr) -> tuple[list[Expr], list[Expr]]:
    """The factors over and under the bar of a product as it was written; a factor that is a fraction stays one."""
    if not isinstance(expr, Mul):
        return [expr], []
    over: list[Expr] = []
    under: list[Expr] = []
    for factor in expr.factors:
        if isinstance(factor, Power) and is_inverse(factor):
            under.extend(_flat(factor.base))
        else:
            over.extend(_flat(factor))
    return over, under


def _flat(expr: Expr) -> list[Expr]:
    """The factors of a product in which nothing is divided and no sign is hidden."""
    if not isinstance(expr, Mul) or any(is_inverse(f) for f in expr.factors) or pull_sign(expr)[0]:
        return [expr]
    return [factor for part in expr.factors for factor in _flat(part)]


def pull_sign(expr: Expr) -> tuple[bool, Expr]:
    """Whether the expression is written with a minus in front, and what stands after it."""
    match expr:
        case Number(value) if value < 0:
            return True, Number(-value)
        case Integer(form) if len(form.terms) + bool(form.constant) == 1 and _negative(form):
            return True, Integer(form.scale(-1))
        case Mul((first, *rest)):
            negative, positive = pull_sign(first)
            if not negative:
                return False, expr
            one = isinstance(positive, Number) and positive.value == 1
            if one and not all(map(is_inverse, rest)):
                return True, rest[0] if len(rest) == 1 else Mul(tuple(rest))
            return True, Mul((positive, *rest))
    return False, expr


def _negative(form: IndexForm) -> bool:
    return form.constant < 0 or any(c < 0 for _, c in form.terms)
