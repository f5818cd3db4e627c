"""Numbers of an exact system with Python's operators, so that identities under test read as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from symcheck.expressions.nodes import Array
from symcheck.values.numbers.rational import RationalSystem
from symcheck.values.numbers.system import Abstention, Undefined
from symcheck.values.numbers.tower import TowerSystem

System = RationalSystem | TowerSystem


@dataclass(frozen=True, eq=False)
class Num:
    """A value of a system."""

    system: System
    raw: Any

    def _lift(self, other: object) -> Num:
        return other if isinstance(other, Num) else Num(self.system, self.system.number(Fraction(other)))  # type: ignore[arg-type]

    def __add__(self, other: object) -> Num:
        return Num(self.system, self.system.add(self.raw, self._lift(other).raw))

    def __mul__(self, other: object) -> Num:
        return Num(self.system, self.system.multiply(self.raw, self._lift(other).raw))

    def __neg__(self) -> Num:
        return Num(self.system, self.system.negative(self.raw))

    def __sub__(self, other: object) -> Num:
        return self + -self._lift(other)

    def __rsub__(self, other: object) -> Num:
        return self._lift(other) - self

    def __truediv__(self, other: object) -> Num:
        return self * Num(self.system, self.system.reciprocal(self._lift(other).raw))

    def __rtruediv__(self, other: object) -> Num:
        return self._lift(other) / self

    def __pow__(self, exponent: Fraction | int) -> Num:
        return Num(self.system, self.system.power(self.raw, Fraction(exponent)))

    def __getitem__(self, key: object) -> Num:
        return Num(self.system, np.asarray(self.raw[key]))

    def sum(self, axis: int = 0) -> Num:
        return Num(self.system, self.system.total(self.raw, axis))

    def prod(self, axis: int = 0) -> Num:
        return Num(self.system, self.system.product(self.raw, axis))

    __radd__ = __add__
    __rmul__ = __mul__


@dataclass(frozen=True)
class Words:
    """The functions of a system by their names: `w.exp(x)`, `w.max(a, b)`."""

    system: System

    def __getattr__(self, function: str) -> Any:
        return lambda *xs: Num(self.system, self.system.call(function, *(self.n(x).raw for x in xs)))

    def n(self, value: object) -> Num:
        return value if isinstance(value, Num) else Num(self.system, self.system.number(Fraction(value)))  # type: ignore[arg-type]

    def var(self, name: str, *shape: int, **assumed: Any) -> Num:
        return Num(self.system, self.system.variables(Array(name, **assumed), shape))

    def pi(self) -> Num:
        return Num(self.system, self.system.constant("pi"))

    def opaque(self, key: tuple[object, ...], *arguments: Num) -> Num:
        """An unknown function of scalars."""
        trailing = self.system.trailing
        lifted = [np.expand_dims(a.raw, np.ndim(a.raw) - trailing) for a in arguments]
        return Num(self.system, self.system.opaque(key, tuple(lifted)))

    def same(self, first: object, second: object) -> bool:
        """Whether all entries agree."""
        return bool(np.all(self.system.agree(self.n(first).raw, self.n(second).raw)))


def verdict(words: Words, first: object, second: object) -> str:
    """ "same", "different", or "abstains"."""
    try:
        return "same" if words.same(first, second) else "different"
    except (Abstention, Undefined):
        return "abstains"


def identities(w: Words) -> dict[str, tuple[object, object, object]]:
    """True statements as (first, second, a wrong twin of the second)."""
    x, y, half = w.var("x"), w.var("y"), Fraction(1, 2)
    p, q, nonpositive = w.var("p", sign="positive"), w.var("q", sign="positive"), w.var("m", sign="negative")
    exp, log, sqrt, sigmoid = w.exp, w.log, w.sqrt, w.sigmoid
    return {
        "square": ((x + y) ** 2, x * x + 2 * x * y + y * y, x * x + x * y + y * y),
        "quotient": ((x * x - y * y) / (x - y), x + y, x - y),
        "exp adds": (exp(x) * exp(y), exp(x + y), exp(x * y)),
        "exp halves": (exp(x * half) ** 2, exp(x), exp(2 * x)),
        "exp halves later": (exp(x), exp(x / 3) ** 3, exp(x / 3) ** 2),
        "exp of a fraction": (exp(x / (1 + x)) * exp(1 / (1 + x)), exp(w.n(1)), exp(w.n(2))),
        "exp of a difference": (exp(x) / exp(y), exp(x - y), exp(y - x)),
        "exp of log": (exp(log(p)), p, p * p),
        "log of exp": (log(exp(x)), x, -x),
        "log of a product": (log(p * q), log(p) + log(q), log(p) - log(q)),
        "log of a power": (log(p**3), 3 * log(p), 2 * log(p)),
        "log of 2": (log(2 * p), log(w.n(2)) + log(p), w.n(2) + log(p)),
        "log of 6": (log(w.n(6)), log(w.n(2)) + log(w.n(3)), log(w.n(2)) * log(w.n(3))),
        "log of a root": (log(sqrt(p)), log(p) / 2, log(p)),
        "√2√3": (sqrt(w.n(2)) * sqrt(w.n(3)), sqrt(w.n(6)), sqrt(w.n(5))),
        "√(2π)": (sqrt(2 * w.pi()), sqrt(w.n(2)) * sqrt(w.pi()), 2 * sqrt(w.pi())),
        "√12": (sqrt(w.n(12)), 2 * sqrt(w.n(3)), 3 * sqrt(w.n(2))),
        "√p²": (sqrt(p * p), p, -p),
        "√m²": (sqrt(nonpositive * nonpositive), -nonpositive, nonpositive),
        "√(pq)": (sqrt(p * q), sqrt(p) * sqrt(q), sqrt(p) + sqrt(q)),
        "√√p": (sqrt(sqrt(p)) ** 4, p, p * p),
        "p^(1/6)": (p ** Fraction(1, 2) / p ** Fraction(1, 3), p ** Fraction(1, 6), p ** Fraction(1, 5)),
        "√eˣ": (sqrt(exp(x)), exp(x / 2), exp(-x / 2)),
        "1/√p": (1 / sqrt(p), sqrt(p) / p, sqrt(p)),
        "rationalise": (1 / (sqrt(p) - sqrt(q)), (sqrt(p) + sqrt(q)) / (p - q), (sqrt(p) - sqrt(q)) / (p - q)),
        "|p|": (w.abs(p), p, -p),
        "|m|": (w.abs(nonpositive), -nonpositive, nonpositive),
        "|x|²": (w.abs(x) ** 2, x * x, -x * x),
        "|xp|": (w.abs(x * p), p * w.abs(x), x * p),
        "sign p": (w.sign(p), w.n(1), w.n(-1)),
        "relu p": (w.relu(p), p, w.n(0)),
        "σ(−x)": (sigmoid(-x), 1 - sigmoid(x), sigmoid(x)),
        "σ both ways": (1 / (1 + exp(-x)), exp(x) / (1 + exp(x)), exp(x) / (1 - exp(x))),
        "log σ": (w.logsigmoid(-x), w.logsigmoid(x) - x, w.logsigmoid(x) + x),
        "log of σ": (log(sigmoid(-x)), log(sigmoid(x)) - x, log(sigmoid(x)) + x),
        "softplus": (w.softplus(x) - w.softplus(-x), x, -x),
        "tanh": (w.tanh(x), 2 * sigmoid(2 * x) - 1, 2 * sigmoid(x) - 1),
        "tanh adds": (w.tanh(x + y), (w.tanh(x) + w.tanh(y)) / (1 + w.tanh(x) * w.tanh(y)), w.tanh(x) + w.tanh(y)),
        "cosh² − sinh²": (w.cosh(x) ** 2 - w.sinh(x) ** 2, w.n(1), w.n(2)),
        "xʸ": (exp((y + 1) * log(p)), p * exp(y * log(p)), p * p * exp(y * log(p))),
    }  # fmt: skip


def near_misses(w: Words) -> dict[str, tuple[object, object]]:
    """Statements false for some real x, y, true on part of the domain or in some samples."""
    x, y, p = w.var("x"), w.var("y"), w.var("p", sign="positive")
    return {
        "√x² = x": (w.sqrt(x * x), x),
        "√x² = −x": (w.sqrt(x * x), -x),
        "|x| = x": (w.abs(x), x),
        "log x² = 2 log x": (w.log(x * x), 2 * w.log(x)),
        "√(xy) = √x √y": (w.sqrt(x * y), w.sqrt(x) * w.sqrt(y)),
        "log(xy) = log x + log y": (w.log(x * y), w.log(x) + w.log(y)),
        "|x + y| = |x| + |y|": (w.abs(x + y), w.abs(x) + w.abs(y)),
        "max(x, y) = x": (w.max(x, y), x),
        "relu(x) = x": (w.relu(x), x),
        "sign(x) = 1": (w.sign(x), w.n(1)),
        "√(p² − 2p + 1) = p − 1": (w.sqrt(p * p - 2 * p + 1), p - 1),
        "√(eˣ − 1)² = eˣ − 1": (w.sqrt((w.exp(x) - 1) ** 2), w.exp(x) - 1),
        "|x||y| = xy": (w.abs(x) * w.abs(y), x * y),
        "(x²)^(3/2) = x³": ((x * x) ** Fraction(3, 2), x**3),
        "x = √x²": (x, w.sqrt(x * x)),
    }  # fmt: skip
