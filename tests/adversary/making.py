"""The vocabulary that claims are made of, and random pieces: total expressions, partial ones with what they tell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

from .trees import (
    Aff,
    Array,
    Bracket,
    Expr,
    Mat,
    Num,
    Rel,
    Size,
    aff,
    bracket,
    delta,
    fn,
    index,
    lift,
    over,
    rel,
    total,
    where,
)

T = TypeVar("T")
BIG = (2**61 - 1, 1_000_000_007, 2**61 - 1 << 3, 998_244_353 * 1_000_003, (2**61 - 1) * (2**89 - 1), 10**40 + 7)
SMOOTH = ("exp", "sin", "cos", "tanh", "sigmoid", "softplus", "logsigmoid", "atan", "erf", "sinh", "cosh")
BENT = ("abs", "relu", "sign")


class Maker:
    """Declared things under fixed names, drawn at random."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.n, self.m, self.K = (aff(Size(name)) for name in ("n", "m", "K"))
        self.x, self.y, self.z = (lift(Array(name)) for name in "xyz")
        self.p, self.q = (lift(Array(name, (), "positive")) for name in "pq")
        self.a = lift(Array("a"))
        self.c = lift(Array("c", (), "nonnegative"))
        self.u = lift(Array("u", (), "nonzero"))
        self.e = lift(Array("e", (), "integer"))
        self.i, self.j, self.k, self.l = (index(name, 1, self.n) for name in "ijkl")
        self.r, self.s = index("r", 1, self.m), index("s", 1, self.m)
        self.v, self.w = Array("v", (self.n,)), Array("w", (self.n,))
        self.b = Array("b", (self.m,))
        self.t = Array("t", (self.n,), "positive")
        self.X = Array("X", (self.n, self.m))
        self.serial = 0

    def pick(self, *options: T) -> T:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def fresh(self, lower: Aff | int, upper: Aff | int) -> Aff:
        """A new bound index."""
        self.serial += 1
        return index(f"h{self.serial}", lower, upper)

    def constant(self) -> Num:
        return Num(Fraction(self.pick(1, 2, 3, -1, -2, 5, 7), self.pick(1, 1, 1, 1, 2, 3)))

    def atom(self, entries: bool = True) -> Expr:
        """Something that always has a value."""
        return self.pick(
            self.x, self.y, self.z, self.p, self.x, self.y, self.constant(), lift(self.n), self.v[1],
            self.entry() if entries else self.x,
        )  # fmt: skip

    def entry(self) -> Expr:
        return self.pick(self.v, self.w)[self.pick(self.i, self.i, self.j, self.n, 1)]

    def total(self, depth: int = 2, atoms: Sequence[Expr] = ()) -> Expr:
        """A random expression that has a value everywhere."""
        if depth == 0 or self.chance(0.15):
            return self.rng.choice(atoms) if atoms and self.chance(0.8) else self.atom()
        one = self.total(depth - 1, atoms)
        match self.rng.randrange(9):
            case 0 | 1:
                return one + self.total(depth - 1, atoms)
            case 2 | 3:
                return one * self.total(depth - 1, atoms)
            case 4:
                return one - self.total(depth - 1, atoms)
            case 5:
                return fn(self.pick(*SMOOTH), one)
            case 6:
                return one ** self.pick(2, 3)
            case 7:
                return fn(self.pick(*BENT), one)
            case _:
                at = self.fresh(1, self.n)
                return total(self.v[at] * one, at)

    def smooth(self, x: Expr, depth: int = 2) -> Expr:
        """A random smooth expression in x and others, which has a value everywhere."""
        if depth == 0:
            return self.pick(x, x, x, self.y, self.z, self.p, self.constant())
        one = self.smooth(x, depth - 1)
        match self.rng.randrange(6):
            case 0:
                return one + self.smooth(x, depth - 1)
            case 1 | 2:
                return one * self.smooth(x, depth - 1)
            case 3:
                return one ** self.pick(2, 3)
            case 4:
                return one - self.smooth(x, depth - 1)
            case _:
                return fn(self.pick("exp", "sin", "cos", "tanh", "sigmoid", "softplus"), one)

    def argument(self) -> Expr:
        """Of which a partial function is taken: simple, and 0 or negative somewhere."""
        c = self.pick(1, 2, 3, 5, 7, 1000)
        return self.pick(
            self.x, self.x, self.x + c, self.x - c, self.y, self.x - self.y, self.x * self.y, self.v[self.i],
            self.x + self.v[1], c - self.x**2, self.x**2 - c,
        )  # fmt: skip

    def partial(self, e: Expr) -> tuple[Expr, str]:
        """An expression that is defined only where e is so; what that says of e: pos, nonneg, nonzero, none."""
        return self.pick(
            (fn("log", e), "pos"), (fn("sqrt", e), "nonneg"), (1 / e, "nonzero"), (e ** Fraction(1, 2), "nonneg"),
            (fn("loggamma", e), "pos"), (e ** Fraction(-3, 2), "pos"), (e**-2, "nonzero"), (self.y / e, "nonzero"),
        )  # fmt: skip

    def suggestive(self, e: Expr) -> Expr:
        """An expression that tells less of e than it seems."""
        return self.pick(
            e**self.a, e**self.e, e**self.n, fn("gamma", e), fn("digamma", e), e ** (self.n - 2), 1 / e ** (self.n - 1),
            e ** (self.n - self.m), fn("tan", e), fn("log", e**2), fn("sqrt", e**2), fn("heaviside", e), fn("sqrt", e),
            1 / e, e ** Fraction(1, 3), e**0, fn("log", fn("abs", e)), e**Fraction(2, 3), e**self.q,
        )  # fmt: skip

    def use(self, e: Expr, fact: str) -> tuple[Expr, Expr]:
        """Two expressions that agree where the fact holds of e, and have values everywhere."""
        signed = [
            (fn("abs", e), e),
            (fn("relu", e), e),
            (fn("sqrt", e**2), e),
            (fn("max", e, 0), e),
            (fn("min", e, 0), lift(0)),
        ]
        nonzero = [
            (fn("sign", e) ** 2, lift(1)), (bracket(rel("Ne", e, 0)), lift(1)), (bracket(rel("Eq", e, 0)), lift(0)),
            (where(rel("Ne", e, 0), self.y, 2), self.y),
        ]  # fmt: skip
        positive = [
            (fn("sign", e), lift(1)),
            (bracket(rel("Gt", e, 0)), lift(1)),
            (where(rel("Gt", e, 0), self.y, 3), self.y),
        ]
        return self.rng.choice({"nonneg": signed, "nonzero": nonzero, "pos": signed + nonzero + positive}[fact])

    def indexed(self) -> Rel:
        """A condition on indices and sizes, met by some."""
        c = self.pick(1, 2, 3, 5, 7, 8)
        return self.pick(
            rel("Eq", self.i, self.j), rel("Ne", self.i, self.j), rel("Lt", self.i, self.j), rel("Le", self.n, c),
            rel("Ge", self.n, c), rel("Eq", self.i, self.n), rel("Ne", self.i, 1), rel("Le", self.i, c),
            rel("Eq", self.n, c), rel("Ne", self.n, c), rel("Ge", self.m, self.n), rel("Eq", self.j, self.n - c),
        )  # fmt: skip

    def condition(self) -> Rel:
        real = rel(
            self.pick("Gt", "Ge", "Lt", "Ne", "Eq", "Ne"),
            self.pick(self.x, self.y, self.z),
            self.pick(0, 0, 1, -3, self.y),
        )
        return self.indexed() if self.chance(0.6) else real

    def guarded(self, e: Expr) -> Expr:
        """The expression where it may not be asked for."""
        few = self.fresh(self.pick(2, 3, 8), self.n)
        short = self.fresh(1, self.n - self.pick(1, 3, 7))
        later = self.fresh(self.i + 1, self.n)
        many = self.fresh(1, self.n)
        c = self.condition()
        return self.pick(
            Bracket((c,)) * e, e * Bracket((c,)), where(c, e, 0), where(c, self.z, e), self.y * Bracket((c,)) * e / 3,
            -(e * delta(self.i, self.j)), Bracket((c,)) / 2 * e, total(e, few), total(e, short), total(e, later),
            over("Product", e, few), over("Product", e, later), total(e * self.v[many], many, when=(c,)),
            total(self.v[many] * e, many, when=(rel("Ne", many, self.i),)), over("Product", e, many, when=(c,)),
            total(delta(many, self.i + 1) * e, many), Bracket((c, self.indexed())) * e,
        )  # fmt: skip

    def asked(self, e: Expr) -> Expr:
        """The expression where it is asked for at all sizes and values."""
        many = self.fresh(1, self.n)
        return self.pick(
            e, 0 * e, self.y * e, fn("sin", e), fn("tanh", self.z * e), total(e, many), total(self.v[many] * e, many),
            over("Product", e, many), e + self.y, (e - 1) ** 2, total(delta(many, self.i) * e, many),
            where(self.condition(), e, 2 * e),
        )  # fmt: skip


def var(array: Array) -> Mat:
    return Mat("var", (array,))


def inv(m: Mat) -> Mat:
    return Mat("inv", (m,))


def eye(n: Aff | int) -> Mat:
    return Mat("eye", (aff(n),))


def scaled(factor: Any, m: Mat) -> Mat:
    return Mat("scale", (lift(factor), m))
