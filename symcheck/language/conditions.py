"""Conditions an author states, and expressions made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import prod

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.alpha import is_same
from symcheck.expressions.blocks import choose
from symcheck.expressions.indices import IndexAtom, IndexForm
from symcheck.expressions.nodes import Bracket, Condition, Entry, Expr, IndexRelation, RealRelation, Relation
from symcheck.expressions.walk import arrays_of, subexpressions, substitute_condition
from symcheck.language.tensor import (
    Logical,
    Tensor,
    as_tensor,
    careful,
    compare,
    index_form,
    is_sympy,
    pen,
    whole,
)


class Every(Struct, frozen=True):
    """An assumption that holds for all values of the indices it binds; they are fresh in its condition."""

    condition: Condition

    def __bool__(self) -> bool:
        raise StatementError("a condition has no truth value of its own: pass it as given=…")

    def __repr__(self) -> str:
        from symcheck.notation.text import assumption

        return assumption(self.condition)


def assumption(value: object) -> Condition:
    """What an author may write as given=…; what has axes, and what `every` binds, holds for all their values."""
    match value:
        case Every(condition):
            return condition
        case Logical():
            condition, axes = value.states.condition, value.axes
            return substitute_condition(condition, {axis: af.of_atom(af.fresh_index(axis)) for axis in axes})
        case list() | tuple():
            return tuple(relation for item in value for relation in assumption(item))
    if is_sympy(value):
        from symcheck.bridge.reader import condition_from_sympy

        return condition_from_sympy(value, every=True)
    return as_condition(value)


def as_condition(value: object) -> Condition:
    """What an author may write as the condition of a number; StatementError otherwise."""
    if value is None:
        return ()
    if isinstance(value, Every):
        raise StatementError("every(…) states an assumption, given=…; as a number write Product(bracket(…), index)")
    if isinstance(value, Logical):
        if value.states.axes:
            raise StatementError("a condition has axes: state it of an entry, as in x[i] > 0, or join with And(…)")
        return value.condition
    if isinstance(value, list | tuple):
        return tuple(relation for item in value for relation in as_condition(item))
    if isinstance(value, bool):
        raise StatementError(f"a Python {value} is not a condition: write Eq(a, b) or Ne(a, b), not a == b")
    if is_sympy(value):
        from symcheck.bridge.reader import condition_from_sympy

        return condition_from_sympy(value)
    raise StatementError(f"{value!r} is not a condition: write Eq, Ne, or a comparison such as x > 0")


def one_of(tensor: Tensor, values: Sequence[Fraction | int]) -> Condition:
    """That every entry is one of a few numbers."""
    factors = [tensor - one if one > 0 else tensor + -one if one else tensor for one in values]
    return assumption(Eq(prod(factors[1:], start=factors[0]), 0))


def declared(bodies: Iterable[Expr], beside: Condition) -> Condition:
    """What is assumed beside a condition because arrays in expressions are declared with values."""
    arrays = {array for body in bodies for array in arrays_of(body) if array.values}
    found = (relation for array in sorted(arrays, key=str) for relation in one_of(whole(array), array.values))
    return tuple(relation for relation in found if not any(_is_said(relation, other) for other in beside))


def _is_said(relation: Relation, other: Relation) -> bool:
    """Whether what is said of all entries of an array is said by another relation, in whatever letters."""
    if not (isinstance(relation, RealRelation) and isinstance(other, RealRelation) and relation.kind == other.kind):
        return False
    own, its = (
        next((x for x in subexpressions(r.difference) if isinstance(x, Entry)), None) for r in (relation, other)
    )
    if own is None or its is None or own.array != its.array:
        return False
    named = zip(its.indices, own.indices, strict=True)
    letters: dict[IndexAtom, IndexForm] = {form.index: at for form, at in named if form.index is not None}
    return is_same(other.difference, relation.difference, letters)


def Eq(a: object, b: object) -> Logical:
    """The condition a = b."""
    return compare("eq", a, b)


def Ne(a: object, b: object) -> Logical:
    """The condition a ≠ b."""
    return compare("ne", a, b)


def Gt(a: object, b: object) -> Logical:
    return compare("gt", a, b)


def Ge(a: object, b: object) -> Logical:
    return compare("ge", a, b)


def Lt(a: object, b: object) -> Logical:
    return compare("gt", b, a)


def Le(a: object, b: object) -> Logical:
    return compare("ge", b, a)


def And(*conditions: object) -> Logical:
    """All of the conditions; those with axes hold entry by entry."""
    joined = Logical(())
    for condition in conditions:
        joined &= condition if isinstance(condition, Logical) else Logical(as_condition(condition))
    return joined


def _logical(condition: object) -> Logical:
    return condition.states if isinstance(condition, Logical) else Logical(as_condition(condition))


@careful
def KroneckerDelta(a: object, b: object) -> Tensor:
    """1 where a = b, else 0."""
    return Tensor(Bracket((IndexRelation("eq", index_form(a) - index_form(b)),)))


delta = KroneckerDelta


@careful
def bracket(condition: object) -> Tensor:
    """Iverson's bracket: 1 where the condition holds, else 0; elementwise."""
    stated = _logical(condition)
    return Tensor(Bracket(stated.condition), stated.axes)


@careful
def where(condition: object, then: object, otherwise: object) -> Tensor:
    """`then` where the condition holds, else `otherwise`, elementwise in the branches (NumPy's `where`)."""
    stated = _logical(condition)
    return pen(choose(stated.condition, stated.axes, as_tensor(then), as_tensor(otherwise)))
