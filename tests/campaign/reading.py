"""What an expression is worth at given numbers: a second reading of the language, apart from symcheck's evaluator.

One number at a time, by plain recursion, in ball arithmetic at a high precision; derivatives are difference quotients
with a step so small that their error is below 1e-40. Slow, and without a single line shared with the judges: it labels
changed lines as different, so that a fault of the evaluator cannot excuse a fault of a judge.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

import flint
from flint import arb, arb_mat, fmpq

from symcheck.expressions.indices import Index, IndexForm, IndexMap, MapEntry, Size
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

PRECISION = 700
STEP = arb(2) ** -120
Place = tuple[int, ...]
Table = Mapping[Place, arb]


class NoValue(Exception):
    """The expression has no value at these numbers, or none that this reading can tell."""


@dataclass(frozen=True)
class World:
    """Sizes, index maps (by place, from 1) and the entries of arrays."""

    sizes: Mapping[Size, int]
    maps: Mapping[IndexMap, Mapping[Place, int]]
    arrays: Mapping[Array, Table] = field(default_factory=dict)


Names = Mapping[Index, int]


def integer(form: IndexForm, world: World, names: Names) -> int:
    total = form.constant
    for atom, coefficient in form.terms:
        match atom:
            case Size():
                value = world.sizes[atom]
            case Index():
                value = names[atom]
            case MapEntry(map_, arguments):
                place = tuple(integer(a, world, names) for a in arguments)
                if place not in world.maps[map_]:
                    raise NoValue(f"{map_.name}{place}")
                value = world.maps[map_][place]
        total += coefficient * value
    return total


def span(index: Index, world: World, names: Names) -> range:
    return range(integer(index.lower, world, names), integer(index.upper, world, names) + 1)


def holds(condition: Condition, world: World, names: Names) -> bool:
    return all(_relation_holds(relation, world, names) for relation in condition)


def _relation_holds(relation: object, world: World, names: Names) -> bool:
    if isinstance(relation, IndexRelation):
        n = integer(relation.form, world, names)
        return {"eq": n == 0, "ne": n != 0, "ge": n >= 0}[relation.kind]
    value = read(relation.difference, world, names)  # type: ignore[attr-defined]
    kind = relation.kind  # type: ignore[attr-defined]
    if abs(value) < arb(2) ** -40:
        if kind == "eq":
            return True
        raise NoValue("too close to the edge of a condition")
    return {"eq": False, "ne": True, "gt": value > 0, "ge": value > 0}[kind]


def read(expr: Expr, world: World, names: Names) -> arb:
    """The value. Raises NoValue where there is none."""
    match expr:
        case Number(value):
            return arb(fmpq(value.numerator, value.denominator))
        case Constant():
            return arb.pi()
        case Integer(form):
            return arb(integer(form, world, names))
        case Entry(array, forms):
            place = tuple(integer(f, world, names) for f in forms)
            if place not in world.arrays[array]:
                raise NoValue(f"{array.name}{place} is outside")
            return world.arrays[array][place]
        case Add(terms):
            return sum((read(t, world, names) for t in terms), start=arb(0))
        case Mul(factors):
            return _times(factors, world, names)
        case Power(base, exponent):
            return _power(read(base, world, names), read(exponent, world, names))
        case Call(function, arguments):
            return _call(function, [read(a, world, names) for a in arguments])
        case Sum(index, body, where):
            return sum(_values(index, body, where, world, names), start=arb(0))
        case Product(index, body, where):
            return prod(_values(index, body, where, world, names), start=arb(1))
        case Extremum(kind, index, body):
            values = _values(index, body, (), world, names)
            if not values:
                raise NoValue("nothing to choose from")
            return _extreme(kind, values)
        case Bracket(condition):
            return arb(1 if holds(condition, world, names) else 0)
        case Piecewise(condition, then, otherwise):
            return read(then if holds(condition, world, names) else otherwise, world, names)
        case Derivative(body, variable):
            return _slope(body, variable, world, names)
        case Application():
            return _applied(expr, world, names)
        case Inverse(matrix, row, column):
            return _inverse(matrix, row, column, world, names)
        case Determinant(matrix):
            return _matrix(matrix, world, names).det()
        case Named(definition, forms):
            place = tuple(integer(f, world, names) for f in forms)
            _inside(definition.axes, place, world, names)
            return read(definition.body, world, {**names, **dict(zip(definition.axes, place, strict=True))})
        case Let(array, value, body):
            arrays = {**world.arrays, array: _table(value, world, names)}
            return read(body, World(world.sizes, world.maps, arrays), names)


def _times(factors: Sequence[Expr], world: World, names: Names) -> arb:
    brackets = [f for f in factors if isinstance(f, Bracket)]
    if any(not holds(b.condition, world, names) for b in brackets):
        return arb(0)
    return prod((read(f, world, names) for f in factors if not isinstance(f, Bracket)), start=arb(1))


def _values(index: Index, body: Expr, where: Condition, world: World, names: Names) -> list[arb]:
    inner = [{**names, index: n} for n in span(index, world, names)]
    return [read(body, world, at) for at in inner if holds(where, world, at)]


def _inside(axes: Sequence[Index], place: Place, world: World, names: Names) -> None:
    for axis, at in zip(axes, place, strict=True):
        if at not in span(axis, world, names):
            raise NoValue(f"{axis.name} = {at} is outside")


def _power(base: arb, exponent: arb) -> arb:
    if exponent.is_integer() and abs(exponent) < 64:
        if exponent < 0 and base.contains(0):
            raise NoValue("division by zero")
        return base ** int(exponent.unique_fmpz())
    if not base > 0:
        raise NoValue("a root of what is not positive")
    return (exponent * base.log()).exp()


def _extreme(kind: str, values: Sequence[arb]) -> arb:
    best = values[0]
    for value in values[1:]:
        if value.overlaps(best):
            raise NoValue("a tie")
        best = value if (value > best) == (kind == "max") else best
    return best


def _call(function: str, values: Sequence[arb]) -> arb:
    x = values[0]
    match function:
        case "exp" | "tanh" | "sinh" | "cosh" | "sin" | "cos" | "tan" | "atan" | "erf" | "digamma":
            return _finite(getattr(x, function)())
        case "gamma" | "loggamma":
            if function == "loggamma" and not x > 0:
                raise NoValue("log Γ of what is not positive")
            return _finite(x.gamma() if function == "gamma" else x.lgamma())
        case "log" | "sqrt":
            if not x > 0:
                raise NoValue(f"{function} of what is not positive")
            return x.log() if function == "log" else x.sqrt()
        case "sigmoid":
            return 1 / (1 + (-x).exp())
        case "logsigmoid":
            return -(1 + (-x).exp()).log()
        case "softplus":
            return (1 + x.exp()).log()
        case "abs" | "sign" | "relu" | "heaviside":
            return _kinked(function, x)
        case "max" | "min":
            return _extreme(function, values)
    raise NoValue(function)


def _finite(value: arb) -> arb:
    if not value.is_finite():
        raise NoValue("not finite")
    return value


def _kinked(function: str, x: arb) -> arb:
    if x.contains(0):
        raise NoValue("at the kink")
    positive = bool(x > 0)
    return {"abs": x if positive else -x, "sign": arb(1 if positive else -1),
            "relu": x if positive else arb(0), "heaviside": arb(1 if positive else 0)}[function]  # fmt: skip


def _slope(body: Expr, variable: Entry | Integer, world: World, names: Names) -> arb:
    if not isinstance(variable, Entry):
        raise NoValue("a derivative by an integer")
    place = tuple(integer(f, world, names) for f in variable.indices)
    table = world.arrays[variable.array]
    if place not in table:
        raise NoValue("a derivative by what is outside")

    def moved(step: arb) -> arb:
        arrays = {**world.arrays, variable.array: {**table, place: table[place] + step}}
        return read(body, World(world.sizes, world.maps, arrays), names)

    return (moved(STEP) - moved(-STEP)) / (2 * STEP)


def _table(block: Block, world: World, names: Names) -> dict[Place, arb]:
    places = product(*(span(axis, world, names) for axis in block.axes))
    return {at: read(block.body, world, {**names, **dict(zip(block.axes, at, strict=True))}) for at in places}


def _matrix(block: Block, world: World, names: Names) -> arb_mat:
    rows, columns = (span(axis, world, names) for axis in block.axes)
    table = _table(block, world, names)
    return arb_mat([[table[i, j] for j in columns] for i in rows])


def _inverse(block: Block, row: IndexForm, column: IndexForm, world: World, names: Names) -> arb:
    at = tuple(integer(f, world, names) for f in (row, column))
    _inside(block.axes, at, world, names)
    lows = [integer(axis.lower, world, names) for axis in block.axes]
    try:
        return _matrix(block, world, names).inv()[at[0] - lows[0], at[1] - lows[1]]
    except ZeroDivisionError as error:
        raise NoValue("a singular matrix") from error


def _weight(*key: object) -> arb:
    """A fixed number between 1/4 and 5/4 for every key."""
    return arb(fmpq(zlib.crc32(repr(key).encode()) % 997 + 250, 1000))


def _applied(expr: Application, world: World, names: Names) -> arb:
    """An abstract function stands for sin(a·x) + exp(b·x)/5, the weights a and b its own, words among its key."""
    words = tuple(integer(a, world, names) for a in expr.arguments if isinstance(a, IndexForm))
    slots = [(s.argument, tuple(integer(f, world, names) for f in s.indices)) for s in expr.slots]
    head = (expr.function.name, words)
    sums = {"a": arb(1) / 3, "b": arb(0)}
    for number, argument in enumerate(expr.arguments):
        if isinstance(argument, Block):
            for place, value in _table(argument, world, names).items():
                for name in sums:
                    sums[name] += _weight(head, name, number, place) * value
    wave = [sums["a"].sin(), sums["a"].cos(), -sums["a"].sin(), -sums["a"].cos()][len(slots) % 4]
    growth = (sums["b"] / 8).exp() / 5
    for number, place in slots:
        wave *= _weight(head, "a", number, place)
        growth *= _weight(head, "b", number, place) / 8
    return wave + growth


def entries(axes: Sequence[Index], body: Expr, world: World, names: Names) -> dict[Place, arb]:
    """All entries of a tensor; NoValue if one of them has none."""
    with flint.ctx.workprec(PRECISION):
        return _table(Block(tuple(axes), body), world, names)
