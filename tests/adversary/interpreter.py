"""What a statement means at given sizes and values: the contract's table of "defined", row by row.

A number, or `Undefined`, or `Unknown` (a bend of a derivative, digits that do not decide). What is unknown beats what
is undefined, so that nothing is said of a statement of which a part is unknown.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from typing import Any, TypeVar

from .numbers import (
    PI,
    Dual,
    Number,
    Undefined,
    Unknown,
    add,
    apply,
    bent_power,
    inverse,
    mul,
    power,
    sign,
    still,
    zero,
)
from .trees import (
    Add,
    Aff,
    At,
    Bracket,
    Condition,
    Diff,
    Div,
    Entry,
    Expr,
    Fn,
    Index,
    Int,
    Mat,
    MatEntry,
    MatFn,
    Mul,
    Neg,
    Norm,
    Num,
    Opaque,
    Over,
    Pi,
    Pow,
    Rel,
    Size,
    Where,
    Whole,
)

Place = tuple[int, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """Sizes, free and bound indices, entries of arrays, values of maps, and the key of the abstract functions."""

    sizes: dict[str, int]
    indices: dict[str, int]
    arrays: dict[str, dict[Place, Number]]
    maps: dict[str, dict[int, int]]
    key: int = 0
    depth: int = 0

    def bind(self, name: str, value: int) -> World:
        return replace(self, indices={**self.indices, name: value})


def integer(value: Aff, world: World) -> int:
    """The whole number an index form comes to."""
    result = value.constant
    for atom, c in value.terms:
        match atom:
            case Size(name):
                result += c * world.sizes[name]
            case Index(name):
                result += c * world.indices[name]
            case At(of, place):
                result += c * _mapped(of.name, integer(place, world), world)
    return result


def _mapped(name: str, place: int, world: World) -> int:
    if place not in world.maps[name]:
        raise Undefined("a map outside its range")
    return world.maps[name][place]


def span(index: Index, world: World) -> range:
    return range(integer(index.lower, world), integer(index.upper, world) + 1)


def together(parts: Iterable[Callable[[], T]]) -> list[T]:
    """All parts; unknown as soon as one is, else undefined as soon as one is."""
    values, missing = [], None
    for part in parts:
        try:
            values.append(part())
        except Undefined as undefined:
            missing = undefined
    if missing is not None:
        raise missing
    return values


def all_of(exprs: Iterable[Expr], world: World) -> list[Number]:
    return together([lambda e=e: value(e, world) for e in exprs])  # type: ignore[misc]


def holds(condition: Condition, world: World) -> bool:
    """`And` is false as soon as one part is; else all parts must have a value."""
    missing: Exception | None = None
    for r in condition:
        try:
            if not _relation(r, world):
                return False
        except Unknown as unknown:
            missing = unknown
        except Undefined as undefined:
            missing = missing or undefined
    if missing is not None:
        raise missing
    return True


def _relation(r: Rel, world: World) -> bool:
    left, right = all_of((r.left, r.right), world)
    at = sign(left - right)
    return {"Eq": at == 0, "Ne": at != 0, "Gt": at > 0, "Ge": at >= 0, "Lt": at < 0, "Le": at <= 0}[r.kind]


def factors(expr: Expr) -> list[Expr]:
    """Flat: through products, quotients, minus signs and numbers."""
    match expr:
        case Mul(parts):
            return [f for part in parts for f in factors(part)]
        case Div(above, below):
            return [*factors(above), Pow(below, Num(Fraction(-1)))]
        case Neg(body):
            return [Num(Fraction(-1)), *factors(body)]
    return [expr]


def _product(expr: Expr, world: World) -> Number:
    """0 where a bracket among the factors is false, and then no other factor need have a value."""
    flat = factors(expr)
    brackets = [f for f in flat if isinstance(f, Bracket)]
    if brackets and not holds(tuple(r for b in brackets for r in b.condition), world):
        return Fraction(0)
    result: Number = Fraction(1)
    for v in all_of((f for f in flat if not isinstance(f, Bracket)), world):
        result = mul(result, v)
    return result


def _over(expr: Over, world: World) -> Number:
    """Every member has a value; an empty sum is 0, an empty product 1, an empty extremum undefined."""

    def member(at: int) -> Number | None:
        inner = world.bind(expr.index.name, at)
        return value(expr.body, inner) if not expr.where or holds(expr.where, inner) else None

    members = [v for v in together([lambda at=at: member(at) for at in span(expr.index, world)]) if v is not None]
    if expr.kind in ("max", "min") and not members:
        raise Undefined("the extremum of nothing")
    result = members[0] if members else Fraction(int(expr.kind == "Product"))
    for v in members[1:]:
        result = JOIN[expr.kind](result, v)
    return result


JOIN: dict[str, Callable[[Number, Number], Number]] = {
    "Sum": add,
    "Product": mul,
    "max": lambda a, b: apply("max", a, b),
    "min": lambda a, b: apply("min", a, b),
}


def _entry(expr: Entry, world: World) -> Number:
    place = tuple(integer(p, world) for p in expr.places)
    if place not in world.arrays[expr.array.name]:
        raise Undefined("an index out of range")
    return world.arrays[expr.array.name][place]


def _power(expr: Pow, world: World) -> Number:
    if isinstance(expr.base, Fn) and expr.base.name in ("abs", "relu"):
        return bent_power(expr.base.name, *all_of((expr.base.arguments[0], expr.exponent), world))
    if isinstance(expr.base, Norm):
        return _norm(expr.base, world, value(expr.exponent, world))
    return power(*all_of((expr.base, expr.exponent), world))


def _norm(expr: Norm, world: World, exponent: Number = Fraction(1)) -> Number:
    """√Σ x²; for an exponent above 1 its slope at 0 is 0."""
    square: Number = Fraction(0)
    for v in world.arrays[expr.array.name].values():
        square = add(square, mul(v, v))
    if isinstance(square, Dual) and zero(square):
        if sign(exponent - Fraction(1)) > 0 and not isinstance(square.value, Dual):
            return Dual(square.tag, Fraction(0), Fraction(0))
        raise Unknown("a norm at 0")
    return power(apply("sqrt", square), exponent)


def _diff(expr: Diff, world: World) -> Number:
    """The partial derivative along the axis of one entry, where the chain rule reaches it."""
    name, place = expr.variable.array.name, tuple(integer(p, world) for p in expr.variable.places)
    entries = world.arrays[name]
    if place not in entries:
        raise Unknown("a derivative by no entry")
    moving = Dual(world.depth + 1, entries[place], Fraction(1))
    inner = replace(world, arrays={**world.arrays, name: {**entries, place: moving}}, depth=world.depth + 1)
    result = value(expr.body, inner)
    return result.slope if isinstance(result, Dual) and result.tag == inner.depth else Fraction(0)


def _opaque(expr: Opaque, world: World) -> Number:
    """Some polynomial of degree two, another one for each name and shape of the arguments."""
    tables: list[dict[Place, Number]] = []
    for argument in expr.arguments:
        if isinstance(argument, Whole):
            table = world.arrays[argument.array.name]
            tables.append({(1, *p): v for p, v in table.items()} if argument.row else table)
        else:
            tables.append({(): value(argument, world)})
    shape = [max(t) for t in tables]
    draw = random.Random(f"{world.key}/{expr.name}/{shape}")
    result: Number = Fraction(draw.randint(-3, 3))
    before: Number = Fraction(1)
    for table in tables:
        for place in sorted(table):
            v = table[place]
            a, b, c = (Fraction(2 * draw.randint(-9, 9) + 1, 2) for _ in range(3))
            result = add(result, add(mul(a, v), add(mul(b, mul(v, v)), mul(c, mul(before, v)))))
            before = v
    return result


Matrix = list[list[Number]]


def matrix(expr: Mat, world: World) -> Matrix:
    match expr.op, expr.parts:
        case "var", (array,):
            rows, columns = (integer(s, world) for s in array.shape)
            table = world.arrays[array.name]
            return [[table[r, c] for c in range(1, columns + 1)] for r in range(1, rows + 1)]
        case "mul", (a, b):
            left, right = together([lambda: matrix(a, world), lambda: matrix(b, world)])
            return [[_dot(row, column) for column in zip(*right, strict=True)] for row in left]
        case "T", (a,):
            return [list(row) for row in zip(*matrix(a, world), strict=True)]
        case "add", (a, b):
            left, right = together([lambda: matrix(a, world), lambda: matrix(b, world)])
            return [[add(p, q) for p, q in zip(r, s, strict=True)] for r, s in zip(left, right, strict=True)]
        case "scale", (factor, a):
            scale = value(factor, world)
            return [[mul(scale, v) for v in row] for row in matrix(a, world)]
        case "eye", (size,):
            n = integer(size, world)
            return [[Fraction(int(r == c)) for c in range(n)] for r in range(n)]
        case "inv", (a,):
            return _inverse(matrix(a, world))
    raise TypeError(expr)


def _dot(a: Iterable[Number], b: Iterable[Number]) -> Number:
    result: Number = Fraction(0)
    for p, q in zip(a, b, strict=True):
        result = add(result, mul(p, q))
    return result


def determinant(m: Matrix) -> Number:
    """Σ over permutations: defined and differentiable everywhere."""
    n, result = len(m), Fraction(0)
    if n > 5:
        raise Unknown("a large determinant")
    for p in permutations(range(n)):
        odd = sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n)) % 2
        term: Number = Fraction(-1 if odd else 1)
        for r in range(n):
            term = mul(term, m[r][p[r]])
        result = add(result, term)
    return result


def _inverse(m: Matrix) -> Matrix:
    n, scale = len(m), inverse(determinant(m))

    def cofactor(r: int, c: int) -> Number:
        minor = [[m[i][j] for j in range(n) if j != c] for i in range(n) if i != r]
        return mul(Fraction((-1) ** (r + c)), determinant(minor))

    return [[mul(scale, cofactor(c, r)) for c in range(n)] for r in range(n)]


def value(expr: Any, world: World) -> Number:
    """The value of a statement; raises Undefined or Unknown."""
    match expr:
        case Num(number):
            return number
        case Int(form):
            return Fraction(integer(form, world))
        case Entry():
            return _entry(expr, world)
        case Add(terms):
            result: Number = Fraction(0)
            for v in all_of(terms, world):
                result = add(result, v)
            return result
        case Mul() | Div() | Neg():
            return _product(expr, world)
        case Pow():
            return _power(expr, world)
        case Fn(name, arguments):
            return apply(name, *all_of(arguments, world))
        case Bracket(condition):
            return Fraction(int(holds(condition, world)))
        case Where(condition, then, otherwise):
            return value(then if holds(condition, world) else otherwise, world)
        case Over():
            return _over(expr, world)
        case Pi():
            return PI
        case Opaque():
            return _opaque(expr, world)
        case Norm():
            return _norm(expr, world)
        case Diff():
            return _diff(expr, world)
        case MatEntry(of, row, column):
            return _matrix_entry(of, integer(row, world), integer(column, world), world)
        case MatFn(name, of):
            m = matrix(of, world)
            return determinant(m) if name == "det" else _dot([m[i][i] for i in range(len(m))], [Fraction(1)] * len(m))
    raise TypeError(expr)


def _matrix_entry(of: Mat, row: int, column: int, world: World) -> Number:
    m = matrix(of, world)
    if not (1 <= row <= len(m) and 1 <= column <= len(m[0])):
        raise Undefined("an index out of range")
    return m[row - 1][column - 1]


Answer = Number | str


def answer(expr: Expr, world: World) -> Answer:
    """The value, "undefined" or "unknown"."""
    try:
        return still(value(expr, world))
    except Undefined:
        return "undefined"
    except (Unknown, OverflowError, ZeroDivisionError, ValueError):
        return "unknown"
