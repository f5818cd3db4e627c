"""Elementary functions made of exp, log, |·| and arithmetic: identities that hold in every system that has those.

max, min, relu and heaviside by |·| are algebra, not order: a system without order may use them as far as its |·| goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from symcheck.arithmetic.system import NumberSystem, Raw

HALF = Fraction(1, 2)


def _subtract(system: NumberSystem, a: Raw, b: Raw) -> Raw:
    return system.add(a, system.negative(b))


def _divide(system: NumberSystem, a: Raw, b: Raw) -> Raw:
    return system.multiply(a, system.reciprocal(b))


def _half(system: NumberSystem, a: Raw) -> Raw:
    return system.multiply(system.number(HALF), a)


def _one(system: NumberSystem) -> Raw:
    return system.number(Fraction(1))


def square_root(system: NumberSystem, x: Raw) -> Raw:
    return system.power(x, HALF)


def sigmoid(system: NumberSystem, x: Raw) -> Raw:
    """eˣ / (1 + eˣ)."""
    power = system.call("exp", x)
    return _divide(system, power, system.add(_one(system), power))


def softplus(system: NumberSystem, x: Raw) -> Raw:
    """log(1 + eˣ)."""
    return system.call("log", system.add(_one(system), system.call("exp", x)))


def logsigmoid(system: NumberSystem, x: Raw) -> Raw:
    """x − log(1 + eˣ)."""
    return _subtract(system, x, softplus(system, x))


def tanh(system: NumberSystem, x: Raw) -> Raw:
    """(e²ˣ − 1) / (e²ˣ + 1)."""
    power = system.call("exp", system.add(x, x))
    return _divide(system, _subtract(system, power, _one(system)), system.add(power, _one(system)))


def sinh(system: NumberSystem, x: Raw) -> Raw:
    """(eˣ − e⁻ˣ) / 2."""
    power = system.call("exp", x)
    return _half(system, _subtract(system, power, system.reciprocal(power)))


def cosh(system: NumberSystem, x: Raw) -> Raw:
    """(eˣ + e⁻ˣ) / 2."""
    power = system.call("exp", x)
    return _half(system, system.add(power, system.reciprocal(power)))


def relu(system: NumberSystem, x: Raw) -> Raw:
    """(x + |x|) / 2."""
    return _half(system, system.add(x, system.call("abs", x)))


def heaviside(system: NumberSystem, x: Raw) -> Raw:
    """(1 + |x|/x) / 2, which does not exist at 0."""
    return _half(system, system.add(_one(system), _divide(system, system.call("abs", x), x)))


def maximum(system: NumberSystem, a: Raw, b: Raw) -> Raw:
    """(a + b + |a − b|) / 2."""
    return _half(system, system.add(system.add(a, b), system.call("abs", _subtract(system, a, b))))


def minimum(system: NumberSystem, a: Raw, b: Raw) -> Raw:
    """(a + b − |a − b|) / 2."""
    return _half(system, _subtract(system, system.add(a, b), system.call("abs", _subtract(system, a, b))))


def composed() -> Mapping[str, Callable[..., Raw]]:
    """These functions by their names in statements; each takes the system first."""
    return {
        "sqrt": square_root, "sigmoid": sigmoid, "softplus": softplus, "logsigmoid": logsigmoid, "tanh": tanh,
        "sinh": sinh, "cosh": cosh, "relu": relu, "heaviside": heaviside, "max": maximum, "min": minimum,
    }  # fmt: skip
