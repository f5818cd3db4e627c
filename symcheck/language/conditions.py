"""Conditions an author states, and expressions made of them."""

from __future__ import annotations

from symcheck.language.errors import StatementError
from symcheck.language.expressions import (
    Bracket,
    Choice,
    Condition,
    Expr,
    IndexRelation,
)
from symcheck.language.tensor import (
    Logical,
    Tensor,
    as_tensor,
    broadcast,
    compare,
    index_form,
)


def as_condition(value: object) -> Condition:
    """What an author may write as a condition; StatementError otherwise."""
    if value is None:
        return ()
    if isinstance(value, Logical):
        return value.condition
    if isinstance(value, list | tuple):
        return tuple(relation for item in value for relation in as_condition(item))
    if isinstance(value, bool):
        raise StatementError(f"a Python {value} is not a condition: write Eq(a, b) or Ne(a, b), not a == b")
    from symcheck.language.tensor import is_sympy

    if is_sympy(value):
        from symcheck.language.sympy_in import condition_from_sympy

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


def KroneckerDelta(a: object, b: object) -> Tensor:
    """1 where a = b, else 0."""
    return Tensor(Bracket((IndexRelation("eq", index_form(a) - index_form(b)),)))


delta = KroneckerDelta


def bracket(condition: object) -> Tensor:
    """Iverson's bracket: 1 where the condition holds, else 0; elementwise."""
    return Tensor(Bracket(as_condition(condition)), condition.axes if isinstance(condition, Logical) else ())


def where(condition: object, then: object, otherwise: object) -> Tensor:
    """`then` where the condition holds, else `otherwise`, elementwise in the branches (NumPy's `where`)."""
    axes = condition.axes if isinstance(condition, Logical) else ()
    chosen = Tensor(Bracket(as_condition(condition)), axes)
    return broadcast(_choice, [chosen, as_tensor(then), as_tensor(otherwise)], "where")


def _choice(chosen: Expr, then: Expr, otherwise: Expr) -> Expr:
    if not isinstance(chosen, Bracket):
        raise TypeError("a condition was mapped to something else")
    return Choice(chosen.condition, then, otherwise)
