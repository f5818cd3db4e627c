"""An evaluator for tests: a statement at given sizes and values, entry by entry, in floats.

It shares no code with a judge. A derivative is a central difference of fourth order. `Undefined` is raised where a
value does not exist.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from symcheck.expressions.indices import Index, IndexForm, MapEntry, Size
from symcheck.expressions.nodes import (
    Add,
    Application,
    Array,
    Block,
    Bracket,
    Call,
    Condition,
    Constant,
    Derivative,
    Determinant,
    Entry,
    Expr,
    Extremum,
    IndexRelation,
    Integer,
    Inverse,
    Let,
    Mul,
    Named,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
)

STEP = 1e-3
TINY = 1e-12
Place = tuple[int, ...]
Table = dict[Place, float]


class Undefined(Exception):
    """The value does not exist."""


@dataclass(frozen=True)
class World:
    """Sizes, entries of arrays, values of index maps and of free indices, by name."""

    sizes: dict[str, int]
    arrays: dict[str, Table]
    maps: dict[str, dict[Place, int]]
    indices: dict[Index, int]

    def bind(self, axes: tuple[Index, ...], place: Place) -> World:
        return replace(self, indices={**self.indices, **dict(zip(axes, place, strict=True))})

    def with_array(self, name: str, table: Table) -> World:
        return replace(self, arrays={**self.arrays, name: table})


def form(value: IndexForm, world: World) -> int:
    """The integer an affine form comes to."""
    return value.constant + sum(c * _atom(a, world) for a, c in value.terms)


def _atom(atom: Size | Index | MapEntry, world: World) -> int:
    match atom:
        case Size(name):
            return world.sizes[name]
        case Index():
            return world.indices[atom]
    place = tuple(form(a, world) for a in atom.arguments)
    if place not in world.maps[atom.map.name]:
        raise Undefined
    return world.maps[atom.map.name][place]


def places(axes: tuple[Index, ...], world: World) -> Iterator[Place]:
    ranges = [range(form(a.lower, world), form(a.upper, world) + 1) for a in axes]
    return product(*ranges)


def holds(condition: Condition, world: World) -> bool:
    return all(
        _compares(r.kind, form(r.form, world) if isinstance(r, IndexRelation) else value(r.difference, world))
        for r in condition
    )


def _compares(kind: str, difference: float) -> bool:
    difference = 0 if abs(difference) < TINY else difference
    return {"eq": difference == 0, "ne": difference != 0, "ge": difference >= 0, "gt": difference > 0}[kind]


def value(expr: Expr, world: World) -> float:
    """The value of a scalar expression; Undefined where there is none."""
    match expr:
        case Number(number):
            return float(number)
        case Constant():
            return math.pi
        case Integer(integer):
            return float(form(integer, world))
        case Entry(array, indices):
            return _entry(array, tuple(form(i, world) for i in indices), world)
        case Add(terms):
            return sum(value(t, world) for t in terms)
        case Mul(factors):
            return math.prod([value(f, world) for f in factors])
        case Power(base, exponent):
            return _power(value(base, world), value(exponent, world))
        case Call(function, arguments):
            return _call(function, [value(a, world) for a in arguments])
        case Sum(index, body, where):
            return sum(_summands(index, body, where, world))
        case Product(index, body, where):
            return math.prod(_summands(index, body, where, world))
        case Extremum(kind, index, body):
            found = list(_summands(index, body, (), world))
            return {"max": max, "min": min}[kind](found)
        case Bracket(condition):
            return float(holds(condition, world))
        case Piecewise(condition, then, otherwise):
            return value(then if holds(condition, world) else otherwise, world)
        case Named(definition, indices):
            return value(definition.body, world.bind(definition.axes, tuple(form(i, world) for i in indices)))
        case Let(array, block, body):
            return value(body, world.with_array(array.name, table(block, world)))
        case Derivative(body, Entry(array, indices)):
            return _difference_quotient(body, array, tuple(form(i, world) for i in indices), world)
        case Application():
            return _applied(expr, world)
        case Inverse(matrix, row, column):
            return float(np.linalg.inv(_matrix(matrix, world))[form(row, world) - 1, form(column, world) - 1])
        case Determinant(matrix):
            return float(np.linalg.det(_matrix(matrix, world)))
    raise NotImplementedError(type(expr).__name__)


def table(block: Block, world: World) -> Table:
    """The entries of a tensor-valued argument."""
    return {place: value(block.body, world.bind(block.axes, place)) for place in places(block.axes, world)}


def _entry(array: Array, place: Place, world: World) -> float:
    if place not in world.arrays[array.name]:
        raise Undefined
    return world.arrays[array.name][place]


def _summands(index: Index, body: Expr, where: Condition, world: World) -> Iterator[float]:
    for place in places((index,), world):
        inner = world.bind((index,), place)
        if holds(where, inner):
            yield value(body, inner)


def _matrix(block: Block, world: World) -> np.ndarray:
    entries = table(block, world)
    size = math.isqrt(len(entries))
    return np.array(list(entries.values())).reshape(size, size)


def _power(base: float, exponent: float) -> float:
    base = 0.0 if abs(base) < TINY else base
    if abs(exponent - round(exponent)) < 1e-7:
        exponent = round(exponent)
    elif base < 0:
        raise Undefined
    if base == 0 and exponent < 0:
        raise Undefined
    return base**exponent


def _difference_quotient(body: Expr, array: Array, place: Place, world: World) -> float:
    entries = world.arrays[array.name]
    if place not in entries:
        raise Undefined
    value(body, world)

    def moved(steps: int) -> float:
        return value(body, world.with_array(array.name, {**entries, place: entries[place] + steps * STEP}))

    return (moved(-2) - 8 * moved(-1) + 8 * moved(1) - moved(2)) / (12 * STEP)


def _applied(expr: Application, world: World) -> float:
    """Some smooth function of all entries; a partial derivative of it by a central difference."""
    tables = [table(a, world) if isinstance(a, Block) else {(): float(form(a, world))} for a in expr.arguments]
    slots = [(slot.argument, tuple(form(i, world) for i in slot.indices)) for slot in expr.slots]
    return _partial(tables, slots)


def _partial(tables: list[Table], slots: list[tuple[int, Place]]) -> float:
    if not slots:
        return _smooth(tables)
    (argument, place), *rest = slots

    def moved(steps: int) -> float:
        entries = {**tables[argument], place: tables[argument][place] + steps * STEP}
        return _partial([*tables[:argument], entries, *tables[argument + 1 :]], rest)

    return (moved(-2) - 8 * moved(-1) + 8 * moved(1) - moved(2)) / (12 * STEP)


def _smooth(tables: list[Table]) -> float:
    total = 0.3
    for number, entries in enumerate(tables):
        for place, x in sorted(entries.items()):
            total += math.sin((number + 1.3) * x + 0.1 * number + sum(place)) * (1 + 0.3 * total)
    return total


def _call(function: str, arguments: list[float]) -> float:
    x = arguments[0]
    if function in OUTSIDE and OUTSIDE[function](x):
        raise Undefined
    return CALLS[function](*arguments)


OUTSIDE: dict[str, Callable[[float], bool]] = {
    "log": lambda x: x <= 0,
    "sqrt": lambda x: x < -TINY,
    "heaviside": lambda x: abs(x) < TINY,
    "gamma": lambda x: _is_pole(x),
    "loggamma": lambda x: x <= 0,
    "digamma": lambda x: _is_pole(x),
    "trigamma": lambda x: _is_pole(x),
}


def _is_pole(x: float) -> bool:
    return x < 0.5 and abs(x - round(x)) < TINY


def _digamma(x: float) -> float:
    lower, upper = math.lgamma(x - STEP), math.lgamma(x + STEP)
    return (math.lgamma(x - 2 * STEP) - 8 * lower + 8 * upper - math.lgamma(x + 2 * STEP)) / (12 * STEP)


def _trigamma(x: float) -> float:
    """By ψ′(x) = ψ′(x + 1) + 1/x², and second differences where log Γ is flat."""
    if x < 8:
        return 1 / x**2 + _trigamma(x + 1)
    h = 0.01
    a, b, c, d, e = (math.lgamma(x + k * h) for k in (-2, -1, 0, 1, 2))
    return (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h * h)


CALLS: dict[str, Callable[..., float]] = {
    **{
        name: getattr(math, name)
        for name in ("exp", "log", "tanh", "sinh", "cosh", "sin", "cos", "tan", "atan", "asin")
    },
    "erf": math.erf,
    "gamma": math.gamma,
    "loggamma": math.lgamma,
    "digamma": _digamma,
    "trigamma": _trigamma,
    "sqrt": lambda x: math.sqrt(max(x, 0)),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "logsigmoid": lambda x: -math.log1p(math.exp(-x)),
    "softplus": lambda x: math.log1p(math.exp(x)),
    "abs": abs,
    "sign": lambda x: 0.0 if abs(x) < TINY else math.copysign(1, x),
    "relu": lambda x: max(x, 0.0),
    "heaviside": lambda x: float(x > 0),
    "softsign": lambda x: x / (1 + abs(x)),
    "max": max,
    "min": min,
}
