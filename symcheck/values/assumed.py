"""The assumptions about real values, built into the variables of an exact number system as far as that can be done.

A sign of a scalar or of all entries of an array becomes the sign of its variables; an equation is solved, where that
gives all its solutions, else the judge abstains; of other inequalities rational functions are told the signs. What
cannot be built in and is an inequality is left out: what holds without it holds with it.
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from msgspec.structs import replace

from symcheck.expressions.nodes import Add, Condition, Entry, Expr, Mul, Number, RealRelation
from symcheck.values.constraints import residual
from symcheck.values.evaluate import Evaluator, Setting
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import Abstention, NumberSystem, Undefined
from symcheck.values.solving import solved_exactly

TERMS = 1500
"""The terms of a polynomial at most, before the fractions count as swollen."""


def assumed(setting: Setting, system: NumberSystem, given: Condition) -> Setting:
    """The setting with the assumptions about real values built into the variables, as far as that can be done."""
    real = tuple(r for r in given if isinstance(r, RealRelation))
    bare = setting
    for relation in real:
        if relation.kind != "eq":
            setting = _signed(setting, system, relation)
    equations = tuple(r for r in real if r.kind == "eq")
    if equations:
        guide = Evaluator(FloatSystem(np.random.default_rng(0)), bare)
        if not isinstance(system, RationalSystem):  # whether these are all solutions is for rational functions to say
            assumed(bare, RationalSystem(TERMS), given)
        every = isinstance(system, RationalSystem)
        setting = replace(setting, values=solved_exactly(equations, system, setting, guide, every))
    if isinstance(system, RationalSystem):
        _note(setting, system, real)
    return setting


def _note(setting: Setting, system: RationalSystem, real: tuple[RealRelation, ...]) -> None:
    """Tell the system of the signs that are assumed of differences, as far as they can be evaluated."""
    evaluator = Evaluator(system, setting)
    for relation in real:
        if relation.kind in ("gt", "ge"):
            with suppress(Abstention, Undefined):
                system.assume(relation.kind, residual(relation, evaluator))


SIGNS = {
    ("gt", 1): "positive",
    ("ge", 1): "nonnegative",
    ("gt", -1): "negative",
    ("ne", 1): "nonzero",
    ("ne", -1): "nonzero",
}


def _signed(setting: Setting, system: NumberSystem, relation: RealRelation) -> Setting:
    """A sign of a scalar, or of all entries of an array, as an assumption on the variables; others are left out."""
    direction, expr = _oriented(relation.difference)
    sign = SIGNS.get((relation.kind, direction))
    if sign is None or not isinstance(expr, Entry) or not _is_whole(expr, setting) or expr.array.sign != "real":
        return setting
    if expr.array in setting.values or expr.array.symmetric:
        return setting
    shape = Evaluator(system, setting).indices.shape(expr.array)
    values = system.variables(replace(expr.array, sign=sign), shape)
    return replace(setting, values={**setting.values, expr.array: values})


def _oriented(expr: Expr) -> tuple[int, Expr]:
    """±1 and an expression, for x, −x, x − 0 and 0 − x."""
    match expr:
        case Add((Number(value), other)) if value == 0:
            return _oriented(other)
        case Mul((Number(value), other)) if value == -1:
            direction, inner = _oriented(other)
            return -direction, inner
    return 1, expr


def _is_whole(entry: Entry, setting: Setting) -> bool:
    """Whether the entry stands for every entry of its array: distinct quantified indices, each over the whole axis."""
    indices = [form.index for form in entry.indices]
    if None in indices or len(set(indices)) < len(indices) or any(i in setting.indices for i in indices):
        return False
    ranges = [(i.lower, i.upper) for i in indices if i is not None]
    return ranges == list(entry.array.axes)
