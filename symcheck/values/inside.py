"""Points moved into the region that inequalities among the assumptions leave: x > 3, x + y > 10, 0 < x < 1/100."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from flint import fmpq
from numpy.random import Generator

from symcheck.expressions.nodes import Array, Entry, RealRelation
from symcheck.values.constraints import arrays_in, solved
from symcheck.values.numbers.floats import FloatSystem
from symcheck.values.numbers.quotients import quotient
from symcheck.values.numbers.system import Abstention, Raw, Undefined
from symcheck.values.points import Point, certain
from symcheck.values.subject import Subject

DENOMINATORS = (1, 2, 10, 1000)
"""The largest denominators of the numbers that are looked for, one after the other."""


def inside(what: Subject, point: Point, generator: Generator) -> Point | None:
    """A point near one at which inequalities fail, with short numbers, at which they hold; None if none is found."""
    asked = tuple(r for r in what.real_conditions if r.kind in ("gt", "ge"))
    if all(isinstance(r.difference, Entry) for r in asked) or all(_holds(r, point) for r in asked):
        return None
    try:
        with np.errstate(all="ignore"):
            values = solved(asked, FloatSystem(generator), point.in_floats)
    except (Undefined, Abstention, ArithmeticError, ValueError):
        return None
    moved = {array: values[array] for array in arrays_in([r.difference for r in asked]) if not array.integer}
    return next((found for found in _rounded(point, moved) if all(_holds(r, found) for r in asked)), None)


def _holds(relation: RealRelation, point: Point) -> bool:
    try:
        return certain(relation, point)
    except (Undefined, Abstention):
        return False


def _rounded(point: Point, moved: dict[Array, Raw]) -> Iterator[Point]:
    """The point with these values for some arrays, as fractions with ever larger denominators."""
    for most in DENOMINATORS:

        def short(x: float, most: int = most) -> fmpq:
            return quotient(Fraction(float(x)).limit_denominator(most))

        read = {
            array: np.asarray(np.vectorize(short, otypes=[object])(raw)) for array, raw in moved.items() if raw.size
        }
        yield Point(point.integers, {**point.values, **read})
