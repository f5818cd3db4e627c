"""Conditions an author states, and expressions made of them."""

from __future__ import annotations

from msgspec import Struct

from symcheck.errors import StatementError
from symcheck.expressions import indices as af
from symcheck.expressions.blocks import choose
from symcheck.expressions.nodes import Bracket, Condition, IndexRelation
from symcheck.expressions.walk import substitute_condition
from symcheck.language.tensor import Logical, Tensor, as_tensor, careful, compare, index_form, is_sympy, pen


class Every(Struct, frozen=True):
    """An assumption that holds for all values of the indices it binds; they are fresh in its condition."""

    condition: Condition

    def __bool__(self) -> bool:
        raise StatementError("a condition has no truth value of its own: pass it as given=…")


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
