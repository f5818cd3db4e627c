"""Conditions on entries, said of what decides them: max(0, s) > 0 is s > 0, and a case that is a number is decided.

What code compares has often been written to in part, so that an entry is a choice between a number and something else.
Each rule gives a condition that holds at the same places, or none.
"""

from __future__ import annotations

from symcheck.expressions.build import is_number, negative
from symcheck.expressions.nodes import (
    COMPARED,
    Bracket,
    Call,
    Condition,
    Expr,
    IndexRelation,
    Kind,
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


def _relation(kind: Kind, difference: Expr) -> Condition | None:
    match difference:
        case Number(value):
            return () if COMPARED[kind](value) else None
        case Bracket(condition) if kind in ("gt", "ne"):
            return sharpened(condition)
        case Call("max", (zero, inner)) | Call("max", (inner, zero)) if is_number(zero, 0):
            return _rectified(kind, inner)
        case Piecewise(condition, then, otherwise):
            return _case(kind, difference, condition, then, otherwise)
    return (RealRelation(kind, difference),)


def _rectified(kind: Kind, inner: Expr) -> Condition | None:
    """max(0, s) compared with 0."""
    if kind == "ge":
        return ()
    return _relation("gt", inner) if kind in ("gt", "ne") else _relation("ge", negative(inner))


def _case(kind: Kind, whole: Expr, condition: Condition, then: Expr, otherwise: Expr) -> Condition | None:
    """A choice, of which one side never compares so."""
    first, second = _relation(kind, then), _relation(kind, otherwise)
    if first is None and second is None:
        return None
    if second is None:
        return (*condition, *(first or ()))
    if first is None and len(condition) == 1:
        return (opposite(condition[0]), *second)
    return (RealRelation(kind, whole),)
