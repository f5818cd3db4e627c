"""Random expressions over a few declared arrays, small, smooth, and defined for all values of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction

from symcheck.expressions import indices as af
from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Add, Call, Entry, Expr, Mul, Number, Power, Sum
from symcheck.language.declare import index, matrix, scalar, sizes, vector
from symcheck.language.tensor import Tensor

MINUS = Number(Fraction(-1))
ONE = Number(Fraction(1))
TWO = Number(Fraction(2))


class Declared:
    """The arrays and indices that random statements speak of, declared afresh for each."""

    def __init__(self) -> None:
        self.n, self.m = sizes("n m")  # type: ignore[misc]
        self.x, self.y, self.q = vector("x", self.n), vector("y", self.n), vector("q", self.n, positive=True)
        self.z, self.A = vector("z", self.m), matrix("A", self.n, self.m)
        self.a, self.b = scalar("a"), scalar("b", positive=True)
        self.i, self.j = index("i", self.n), index("j", self.m)


def fresh(like: Tensor) -> Index:
    """A bound index over the range of a declared one."""
    form = like.body.value.index  # type: ignore[union-attr]
    return af.fresh_index(form)


class Growing:
    """Random scalar expressions. `real` may have either sign, `positive` is positive everywhere."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.d = Declared()

    def number(self) -> Number:
        return Number(Fraction(self.chance.choice([1, 2, 3, -1, -2]), self.chance.choice([1, 1, 2, 3])))

    def entry(self, scope: Sequence[Index], positive: bool = False) -> Expr:
        """An entry of an array at indices in scope."""
        d = self.d
        rows = [i for i in scope if i.upper == d.i.body.value.index.upper]  # type: ignore[union-attr]
        columns = [i for i in scope if i not in rows]
        if positive:
            return self._at(d.q, rows) if rows and self.chance.random() < 0.6 else d.b.body
        options: list[Expr] = [d.a.body]
        if rows:
            options += [self._at(d.x, rows), self._at(d.y, rows), self._at(d.x, rows)]
        if columns:
            options += [self._at(d.z, columns)]
        if rows and columns:
            both = (af.of_atom(self.chance.choice(rows)), af.of_atom(self.chance.choice(columns)))
            options += [Entry(d.A.body.array, both)] * 3  # type: ignore[union-attr]
        return self.chance.choice(options)

    def _at(self, array: Tensor, scope: Sequence[Index]) -> Expr:
        return Entry(array.body.array, (af.of_atom(self.chance.choice(scope)),))  # type: ignore[union-attr]

    def real(self, depth: int, scope: tuple[Index, ...]) -> Expr:
        """A smooth expression that may take either sign."""
        if depth <= 0:
            return self.entry(scope, self.chance.random() < 0.2)
        match self.chance.randrange(9):
            case 0 | 1:
                return Add((self.real(depth - 1, scope), self.real(depth - 1, scope)))
            case 2 | 3:
                return Mul((self.real(depth - 1, scope), self.real(depth - 2, scope)))
            case 4:
                return self.sum(depth, scope, self.real)
            case 5:
                return Call(
                    self.chance.choice(["sigmoid", "tanh", "sin", "logsigmoid"]), (self.real(depth - 2, scope),)
                )
            case 6:
                return Call("log", (self.positive(depth - 1, scope),))
            case 7:
                return Mul((self.real(depth - 1, scope), Power(self.positive(depth - 2, scope), MINUS)))
            case _:
                return Mul((self.number(), self.real(depth - 1, scope)))

    def positive(self, depth: int, scope: tuple[Index, ...]) -> Expr:
        """A smooth expression that is positive whatever the values."""
        if depth <= 0:
            return self.entry(scope, positive=True)
        match self.chance.randrange(7):
            case 0:
                return Call("exp", (self.real(depth - 2, scope),))
            case 1:
                return Add((ONE, Call("exp", (self.real(depth - 2, scope),))))
            case 2:
                return self.sum(depth, scope, self.positive)
            case 3:
                return Mul((self.positive(depth - 1, scope), self.positive(depth - 2, scope)))
            case 4:
                return Add((ONE, Power(self.real(depth - 2, scope), TWO)))
            case 5:
                return Power(
                    self.positive(depth - 1, scope), Number(self.chance.choice([Fraction(1, 2), Fraction(-1)]))
                )
            case _:
                return Call("sigmoid", (self.real(depth - 2, scope),))

    def sum(self, depth: int, scope: tuple[Index, ...], make: Callable[[int, tuple[Index, ...]], Expr]) -> Expr:
        bound = fresh(self.chance.choice([self.d.i, self.d.j]))
        return Sum(bound, make(depth - 1, (*scope, bound)))


def is_positive(expr: Expr) -> bool:
    """Whether an expression of `Growing` is plainly positive."""
    match expr:
        case Number(value):
            return value > 0
        case Entry(array):
            return array.sign == "positive"
        case Call("exp" | "sigmoid" | "softplus" | "cosh"):
            return True
        case Call("sqrt", (inside,)) | Power(inside, _) if is_positive(inside):
            return True
        case Add(parts) | Mul(parts):
            return all(map(is_positive, parts))
        case Sum(_, body, ()):
            return is_positive(body)
    return False


def negated(expr: Expr) -> Expr:
    return Mul((MINUS, expr))


def inverse(expr: Expr) -> Expr:
    return Power(expr, MINUS)
