"""Whether a setting of integers is one: every value in its range, every condition between integers met."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import numpy as np

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Affine, IndexMap
from symcheck.expressions.nodes import COMPARED, Add, Expr, Integer, Mul, Number, RealRelation, Relation
from symcheck.values.constraints import meets
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.evaluate.setting import IndexArithmetic, Integers, Numbers
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.system import Undefined
from symcheck.values.subject import Subject


def legal(what: Subject, setting: Setting) -> bool:
    """Whether every value lies in its range and every condition on integers holds."""
    known = IndexArithmetic(setting)
    for index, value in setting.indices.items():
        if not known.integer(index.lower) <= value <= known.integer(index.upper):
            return False
    if not all(_legal_table(map_, table, known) for map_, table in setting.maps.items()):
        return False
    if any(known.length(axis) < 1 for axis in what.axes):
        return False
    try:
        return all(_holds(known, r) for r in what.integer_conditions)
    except Undefined:
        return False


def _legal_table(map_: IndexMap, table: Integers, known: IndexArithmetic) -> bool:
    if table.min() < 1 or table.max() > known.integer(map_.codomain):
        return False
    return not map_.injective or len(set(table.ravel().tolist())) == table.size


def _whole_holds(relation: RealRelation, setting: Setting) -> bool:
    value = _number(relation.difference, IndexArithmetic(setting))
    if value is not None:
        return bool(COMPARED[relation.kind](value))
    return meets((relation,), Evaluator(FloatSystem(np.random.default_rng(0)), setting))


def _number(expr: Expr, known: IndexArithmetic) -> Fraction | None:
    """The value of sums and products of numbers and integers; None for any other expression, or one that varies."""
    match expr:
        case Number(value):
            return value
        case Integer(form) if not _varies(form, known):
            return Fraction(known.integer(form))
        case Add(parts) | Mul(parts):
            values = [_number(part, known) for part in parts]
            found = [v for v in values if v is not None]
            if len(found) == len(values):
                return sum(found, Fraction(0)) if isinstance(expr, Add) else prod(found, start=Fraction(1))
    return None


def _varies(form: Affine, known: IndexArithmetic) -> bool:
    """Whether a form speaks of indices that have no value in the setting."""
    return not af.free_indices(form).issubset(known.setting.indices)


def _holds(known: IndexArithmetic, relation: Relation) -> bool:
    """Whether a condition on integers holds for all values of the indices that have none."""
    if isinstance(relation, RealRelation):
        return _whole_holds(relation, known.setting)
    found = known.positions(relation.form)
    return known.everywhere(Numbers(np.asarray(COMPARED[relation.kind](found.raw)), found.dims))
