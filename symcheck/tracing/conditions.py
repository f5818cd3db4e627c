"""Conditions on entries, said of what decides them: max(0, s) > 0 is s > 0, and a case that is a number is decided.

What code compares has often been written to in part, so that an entry is a choice between a number and something else.
Each rule gives a condition that holds at the same places, or none.
"""

from __future__ import annotations

from symcheck.expressions.alpha import alpha_key
from symcheck.expressions.build import is_number, negative
from symcheck.expressions.nodes import (
    COMPARED,
    Add,
    Bracket,
    Call,
    Condition,
    Expr,
    IndexRelation,
    Kind,
    Mul,
    Number,
    Piecewise,
    RealRelation,
    Relation,
)  # fmt: skip


def opposite(relation: Relation) -> Relation:
    """What holds exactly where a relation does not."""
    match relation:
        case IndexRelation("ge", form):
            return IndexRelation("ge", form.scale(-1).shift(-1))
        case IndexRelation(kind, form):
            return IndexRelation("ne" if kind == "eq" else "eq", form)
        case RealRelation("eq" | "ne" as kind, difference):
            return RealRelation("ne" if kind == "eq" else "eq", difference)
        case RealRelation(kind, difference):
            return RealRelation("ge" if kind == "gt" else "gt", negative(difference))


def sharpened(condition: Condition) -> Condition | None:
    """The condition said of what decides it; None where it never holds."""
    found: list[Relation] = []
    for relation in condition:
        more = _relation(relation.kind, relation.difference) if isinstance(relation, RealRelation) else _known(relation)
        if more is None:
            return None
        found += more
    return tuple(found)


def _known(relation: IndexRelation) -> Condition | None:
    if relation.form.terms:
        return (relation,)
    return () if COMPARED[relation.kind](relation.form.constant) else None


def _relation(kind: Kind, difference: Expr, sign: int = 1) -> Condition | None:
    """How an expression, or with the sign −1 its negative, compares with 0."""
    match difference:
        case Number(value):
            return () if COMPARED[kind](sign * value) else None
        case Add((Number(value), rest)) if value == 0:
            return _relation(kind, rest, sign)
        case Mul((Number(value), rest)) if value:
            return _relation(kind, rest, sign if value > 0 else -sign)
        case Bracket(condition):
            return _truth(kind, sign, difference, condition)
        case Piecewise(condition, then, otherwise) if _rectified(difference) is None:
            return _case(kind, sign, difference, condition, then, otherwise)
    inner = _rectified(difference)
    if inner is None:
        return (RealRelation(kind, _signed(difference, sign)),)
    if kind == "ge" and sign > 0:
        return ()
    if kind == "gt" and sign < 0:
        return None
    return _relation("gt", inner) if kind in ("gt", "ne") else _relation("ge", inner, -1)


def _signed(expr: Expr, sign: int) -> Expr:
    return expr if sign > 0 else negative(expr)


def _rectified(expr: Expr) -> Expr | None:
    """What s an expression is max(0, s) of, however it is written."""
    match expr:
        case Call("relu", (inner,)):
            return inner
        case Call("max", (first, second)) if is_number(first, 0) or is_number(second, 0):
            return second if is_number(first, 0) else first
        case Mul((inner, Bracket((RealRelation("gt" | "ge", tested),)))) if alpha_key(tested) == alpha_key(inner):
            return inner
        case Piecewise((RealRelation("gt" | "ge", tested),), inner, rest) if is_number(rest, 0):
            return inner if alpha_key(tested) == alpha_key(inner) else None
    return None


def _truth(kind: Kind, sign: int, whole: Expr, condition: Condition) -> Condition | None:
    """A bracket compared with 0."""
    if kind == "ge" and sign > 0:
        return ()
    if kind == "gt" and sign < 0:
        return None
    if kind in ("gt", "ne"):
        return sharpened(condition)
    return (opposite(condition[0]),) if len(condition) == 1 else (RealRelation(kind, _signed(whole, sign)),)


def _case(kind: Kind, sign: int, whole: Expr, condition: Condition, then: Expr, otherwise: Expr) -> Condition | None:
    """A choice, of which one side never compares so."""
    first, second = _relation(kind, then, sign), _relation(kind, otherwise, sign)
    if first is None and second is None:
        return None
    if second is None:
        return (*condition, *(first or ()))
    if first is None and len(condition) == 1:
        return (opposite(condition[0]), *second)
    return (RealRelation(kind, _signed(whole, sign)),)
