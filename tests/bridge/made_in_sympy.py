"""Random SymPy expressions: sums with limits that may cross, cases, bends, δ, dummies of one name, unevaluated too."""

from __future__ import annotations

import random

import sympy as sp

n, m = sp.symbols("n m", integer=True, positive=True)
x, y, z = sp.symbols("x y z", real=True)
p = sp.Symbol("p", positive=True)
q = sp.Symbol("q", nonnegative=True)
twins = [sp.Dummy("t", real=True) for _ in range(2)]
v, w = (sp.IndexedBase(name, shape=(n,), real=True) for name in "vw")
V = sp.IndexedBase("V", shape=(n, m), real=True)
i, j = sp.Idx("i", (1, n)), sp.Idx("j", (1, n))


KINDS = (
    "add", "add", "mul", "mul", "power", "quotient", "bend", "step", "cases", "delta", "total", "total", "twice",
    "product", "smooth", "largest",
)  # fmt: skip
LIMITS = ((1, n), (1, n), (1, n - 1), (2, n), (3, n), (1, n - 3), (n, 1), (5, 2), (i, n), (i + 2, j), (1, m))


class Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.bound: list[sp.Basic] = []

    def pick(self, *options: object) -> object:
        return self.rng.choice(options)

    def make(self, depth: int) -> sp.Expr:
        if depth == 0:
            return self.leaf()
        return getattr(self, self.pick(*KINDS))(depth - 1)

    def leaf(self) -> sp.Expr:
        index = self.pick(i, j, *self.bound, *self.bound)
        return self.pick(
            x, x, y, z, p, q, *twins, n, sp.Integer(self.pick(0, 1, -1, 2, 3)), sp.Rational(1, 2), v[index], w[index],
            index, v[1], v[n], sp.pi,
        )  # fmt: skip

    def add(self, depth: int) -> sp.Expr:
        return sp.Add(*(self.make(depth) for _ in range(self.pick(2, 3))), evaluate=self.pick(True, False))

    def mul(self, depth: int) -> sp.Expr:
        return sp.Mul(*(self.make(depth) for _ in range(self.pick(2, 3))), evaluate=self.pick(True, False))

    def power(self, depth: int) -> sp.Expr:
        exponent = self.pick(2, 3, 0, -1, -2, sp.Rational(1, 2), sp.Rational(-1, 2), sp.Rational(1, 3), n, n - 2, x)
        return sp.Pow(self.make(depth), exponent, evaluate=self.pick(True, False))

    def quotient(self, depth: int) -> sp.Expr:
        return sp.Mul(self.make(depth), sp.Pow(self.make(depth), -1, evaluate=False), evaluate=False)

    def bend(self, depth: int) -> sp.Expr:
        return self.pick(sp.Abs, sp.sign)(self.make(depth), evaluate=self.pick(True, False))

    def step(self, depth: int) -> sp.Expr:
        at = self.make(depth)
        return self.pick(sp.Heaviside(at), sp.Heaviside(at, 0), sp.Heaviside(at, 1), sp.Heaviside(at, evaluate=False))

    def largest(self, depth: int) -> sp.Expr:
        return self.pick(sp.Max, sp.Min)(
            *(self.make(depth) for _ in range(self.pick(2, 3))), evaluate=self.pick(True, False)
        )

    def smooth(self, depth: int) -> sp.Expr:
        return self.pick(sp.exp, sp.log, sp.sqrt, sp.sin, sp.tanh, sp.gamma, sp.atan, sp.erf)(self.make(depth))

    def condition(self, depth: int) -> sp.Basic:
        sign = self.pick(sp.Gt, sp.Ge, sp.Lt, sp.Le, sp.Eq, sp.Ne)
        real = sign(self.make(depth), self.pick(sp.Integer(0), sp.Integer(1), x), evaluate=False)
        known = [i, j, *self.bound]
        whole = sign(self.pick(*known), self.pick(*known, sp.Integer(1), sp.Integer(2), n - 1), evaluate=False)
        return self.pick(real, whole, sp.And(real, whole, evaluate=False))

    def cases(self, depth: int) -> sp.Expr:
        pairs = [(self.make(depth), self.condition(depth)) for _ in range(self.pick(1, 2))]
        return sp.Piecewise(*pairs, (self.make(depth), True), evaluate=False)

    def delta(self, depth: int) -> sp.Expr:
        known = [i, j, *self.bound]
        return sp.Mul(sp.KroneckerDelta(self.pick(*known), self.pick(*known, 1, 2, n)), self.make(depth))

    def total(self, depth: int) -> sp.Expr:
        return self.over(sp.Sum, depth)

    def product(self, depth: int) -> sp.Expr:
        return self.over(sp.Product, depth)

    def over(self, kind: type, depth: int) -> sp.Expr:
        variable = self.pick(sp.Symbol("k", integer=True), sp.Dummy("k", integer=True), sp.Dummy("i", integer=True))
        lower, upper = self.pick(*LIMITS)
        self.bound.append(variable)
        body = self.make(depth)
        self.bound.pop()
        return kind(body, (variable, lower, upper))

    def twice(self, depth: int) -> sp.Expr:
        """Two limits in one sum, the inner ones in terms of the outer."""
        outer, inner = (sp.Dummy("k", integer=True) for _ in range(2))
        self.bound += [outer, inner]
        body = self.make(depth)
        del self.bound[-2:]
        first, last = self.pick(1, outer, outer + 1, outer - 2), self.pick(n, outer)
        return sp.Sum(body, (inner, first, last), (outer, 1, self.pick(n, m, n - 2)))


def random_expression(rng: random.Random) -> sp.Expr:
    """An expression that SymPy itself can build."""
    while True:
        try:
            return Maker(rng).make(rng.choice((1, 2, 2, 3)))
        except (TypeError, ValueError, NotImplementedError):
            continue
