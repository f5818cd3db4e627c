"""Floating point as a number system: real numbers, or complex ones for the complex step. Undefined values are NaN.

In a complex number here the imaginary part is the derivative, tiny beside everything else: domains, order, absolute
values and branches go by the real part, and functions without a complex form use f(x) + i h f'(x).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from symcheck.expressions.indices import Index
from symcheck.expressions.nodes import Array
from symcheck.functions.definition import by_definition
from symcheck.functions.table import TABLE
from symcheck.values.numbers.phases import WAVES, amplitude, coefficient, offset
from symcheck.values.numbers.system import Abstention, Mask, Raw

ENTRIES = 20_000
NEAR = 1e-6
SINGULAR = 1e10


class FloatSystem:
    """IEEE double precision. `style` shapes the random values where nothing is assumed: see `draw`."""

    name = "floating point"
    trailing = 0
    complex_step = True
    most = 50_000_000

    def missing(self, bend: bool) -> Raw:
        return np.asarray(math.nan)

    def exists(self, a: Raw) -> Mask:
        return np.asarray(~np.isnan(a))

    def __init__(self, generator: np.random.Generator, style: str = "normal") -> None:
        self.generator = generator
        self.style = style
        self._variables: dict[tuple[Array, tuple[int, ...]], Raw] = {}

    def number(self, value: Fraction) -> Raw:
        try:
            return np.asarray(float(value))
        except OverflowError:
            raise Abstention("a number too large for floating point") from None

    def integers(self, values: NDArray[np.int64]) -> Raw:
        return values.astype(np.float64)

    def constant(self, name: str) -> Raw:
        if name != "pi":
            raise Abstention(f"the constant {name}")
        return np.asarray(math.pi)

    def variables(self, array: Array, shape: tuple[int, ...]) -> Raw:
        key = (array, shape)
        if key not in self._variables:
            self._variables[key] = draw(array, shape, self.generator, self.style)
        return self._variables[key]

    def opaque(self, key: tuple[object, ...], arguments: tuple[Raw, ...]) -> Raw:
        name, slots = str(key[0]), key[1]
        assert isinstance(slots, tuple)
        if sum(raw.shape[-1] for raw in arguments) > ENTRIES:
            raise Abstention(f"{name} has too many arguments at this size")
        total: Raw = np.asarray(0.0)
        for wave in range(WAVES):
            phase: Raw = np.asarray(float(offset(name, wave)))
            for position, raw in enumerate(arguments):
                weights = [float(coefficient(name, wave, position, k)) for k in range(raw.shape[-1])]
                phase = phase + raw @ np.array(weights)
            factor = float(amplitude(name, wave))
            for position, entry in slots:
                factor *= float(coefficient(name, wave, position, entry))
            quarter = len(slots) % 4
            value = np.sin(phase) if quarter % 2 == 0 else np.cos(phase)
            total = total + (factor if quarter < 2 else -factor) * value
        return np.asarray(total)

    def add(self, a: Raw, b: Raw) -> Raw:
        return np.asarray(a + b)

    def multiply(self, a: Raw, b: Raw) -> Raw:
        return np.asarray(a * b)

    def negative(self, a: Raw) -> Raw:
        return np.asarray(-a)

    def reciprocal(self, a: Raw) -> Raw:
        return np.asarray(1 / _where(a.real != 0, a))

    def power(self, a: Raw, exponent: Fraction) -> Raw:
        if exponent.denominator == 1:
            result = _integer_power(a, abs(int(exponent)))
            return result if exponent >= 0 else self.reciprocal(result)
        if exponent == Fraction(1, 2):
            return np.asarray(np.sqrt(_where(a.real >= 0, a)))
        domain = a.real >= 0 if exponent > 0 else a.real > 0
        return np.asarray(_where(domain, a) ** float(exponent))

    def call(self, function: str, *arguments: Raw) -> Raw:
        if function in ("max", "min"):
            a, b = arguments
            first = a.real >= b.real if function == "max" else a.real <= b.real
            return np.where(np.isnan(a) | np.isnan(b), np.nan, np.where(first, a, b))
        if function in UNARY:
            return np.asarray(UNARY[function](arguments[0]))
        row = TABLE.get(function)
        if row is None or row.definition is None:
            raise Abstention(f"the function {function}")
        return by_definition(row, self, arguments)

    def total(self, a: Raw, axis: int) -> Raw:
        return np.asarray(a.sum(axis=axis))

    def product(self, a: Raw, axis: int) -> Raw:
        return np.asarray(a.prod(axis=axis))

    def choose(self, mask: Mask, a: Raw, b: Raw) -> Raw:
        return np.where(mask, a, b)

    def holds(self, kind: str, a: Raw) -> Mask:
        x = a.real
        tests = {"eq": x == 0, "ne": (x != 0) & ~np.isnan(x), "gt": x > 0, "ge": x >= 0}
        return np.asarray(tests[kind], dtype=np.bool_)

    def whole(self, a: Raw) -> tuple[Mask, NDArray[np.int64]]:
        x = np.nan_to_num(np.asarray(a.real), posinf=0.5, neginf=0.5, nan=0.5)
        nearest = np.round(np.clip(x, -1e6, 1e6))
        if ((x != nearest) & (np.abs(x - nearest) < NEAR)).any():
            raise Abstention("whether a computed exponent is a whole number")
        return np.asarray(x == nearest), np.asarray(nearest, dtype=np.int64)

    def inverse(self, a: Raw) -> Raw:
        """NaN for what may be singular: a matrix whose condition number leaves no digit."""
        unit = np.eye(a.shape[-1])
        finite = np.asarray(np.isfinite(a).all(axis=(-1, -2)))[..., None, None]
        condition = np.asarray(np.linalg.cond(np.where(finite, a, unit).real))[..., None, None]
        sound = finite & (condition < SINGULAR)
        return np.where(sound, np.linalg.inv(np.where(sound, a, unit)), np.nan)

    def determinant(self, a: Raw) -> Raw:
        return np.asarray(np.linalg.det(a))

    def contract(self, factors: Sequence[tuple[Raw, tuple[Index, ...]]], dims: tuple[Index, ...]) -> Raw:
        """The sum of a product over the dimensions of the factors that are not among `dims`."""
        letters = dict(zip(dict.fromkeys(d for _, own in factors for d in own), ascii_letters, strict=False))
        inputs = ",".join("".join(letters[d] for d in own) for _, own in factors)
        return np.asarray(np.einsum(f"{inputs}->{''.join(letters[d] for d in dims)}", *(raw for raw, _ in factors)))


def _where(domain: NDArray[np.bool_], a: Raw) -> Raw:
    """The values in the domain, NaN elsewhere."""
    return a if domain.all() else np.where(domain, a, np.nan)


def _integer_power(a: Raw, exponent: int) -> Raw:
    """By squaring: exact in sign, and for complex numbers in the order of the step."""
    result: Raw = _where(~np.isnan(a), np.ones_like(a))
    while exponent:
        if exponent & 1:
            result = result * a
        a, exponent = a * a, exponent >> 1
    return result


def _by_slope(function: Callable[[Raw], Raw], slope: Callable[[Raw], Raw]) -> Callable[[Raw], Raw]:
    """The function on complex numbers: f(x) + i h f'(x)."""

    def extended(z: Raw) -> Raw:
        x = np.asarray(z.real)
        if not np.iscomplexobj(z):
            return function(x)
        return np.asarray(function(x) + 1j * (slope(x) * z.imag))

    return extended


def _sigmoid(z: Raw) -> Raw:
    power = np.exp(np.where(z.real > 0, -z, z))
    return np.asarray(np.where(z.real > 0, 1, power) / (1 + power))


def _softplus(z: Raw) -> Raw:
    """log(1 + eᶻ), without overflow."""
    positive = z.real > 0
    return np.asarray(np.where(positive, z, 0) + np.log1p(np.exp(np.where(positive, -z, z))))


def _sign(z: Raw) -> Raw:
    return np.asarray(np.sign(z.real))


def _heaviside(z: Raw) -> Raw:
    return np.asarray(np.where(z.real == 0, np.nan, np.where(np.isnan(z), np.nan, (z.real > 0) * 1.0)))


def _mapped(function: Callable[[float], float]) -> Callable[[Raw], Raw]:
    def guarded(x: float) -> float:
        try:
            return function(x)
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return lambda x: np.asarray(np.vectorize(guarded, otypes=[np.float64])(x))


def _polygamma(x: float, asymptotic: Callable[[float], float], step: Callable[[float], float]) -> float:
    """By the recurrence up to an argument where the asymptotic series is exact to double precision."""
    if not math.isfinite(x) or (x <= 0 and x == math.floor(x)):
        return math.nan
    if x < -1000:
        raise Abstention("ψ so far below 0")
    total = 0.0
    while x < 12:
        total += step(x)
        x += 1
    return total + asymptotic(x)


def _digamma(x: float) -> float:
    def asymptotic(y: float) -> float:
        s = 1 / (y * y)
        series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * 691 / 32760)))))
        return math.log(y) - 0.5 / y - series

    return _polygamma(x, asymptotic, lambda y: -1 / y)


def _trigamma(x: float) -> float:
    def asymptotic(y: float) -> float:
        s = 1 / (y * y)
        series = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * 691 / 2730)))))
        return (1 + 0.5 / y + series) / y

    return _polygamma(x, asymptotic, lambda y: 1 / (y * y))


def _loggamma(x: float) -> float:
    return math.lgamma(x) if x > 0 else math.nan


def _no_slope(x: Raw) -> Raw:
    raise Abstention("the second derivative of digamma")


digamma, trigamma = _mapped(_digamma), _mapped(_trigamma)
gamma = _mapped(math.gamma)

UNARY: dict[str, Callable[[Raw], Raw]] = {
    "exp": np.exp, "log": lambda z: np.log(_where(z.real > 0, z)), "sqrt": lambda z: np.sqrt(_where(z.real >= 0, z)),
    "sigmoid": _sigmoid, "softplus": _softplus, "logsigmoid": lambda z: -_softplus(-z), "tanh": np.tanh,
    "sinh": np.sinh, "cosh": np.cosh, "sin": np.sin, "cos": np.cos, "tan": np.tan, "sign": _sign,
    "heaviside": _heaviside, "atan": _by_slope(np.arctan, lambda x: 1 / (1 + x * x)),
    "abs": lambda z: _sign(z) * z, "relu": lambda z: np.where(z.real > 0, z, 0 * z),
    "erf": _by_slope(_mapped(math.erf), lambda x: 2 / math.sqrt(math.pi) * np.exp(-x * x)),
    "gamma": _by_slope(gamma, lambda x: gamma(x) * digamma(x)), "loggamma": _by_slope(_mapped(_loggamma), digamma),
    "digamma": _by_slope(digamma, trigamma), "trigamma": _by_slope(trigamma, _no_slope),
}  # fmt: skip


def draw(array: Array, shape: tuple[int, ...], generator: np.random.Generator, style: str) -> Raw:
    """Random values of moderate size, as the array's declaration asks.

    Where it asks nothing, `style` says: "normal" both signs, "positive", "unit" between 0 and 1, "small" around 0,
    "simplex" positive with total 1 along the last axis.
    """
    if array.positive_definite:
        root = generator.standard_normal(shape) / math.sqrt(shape[0])
        return np.asarray(root @ root.T + 0.5 * np.eye(shape[0]))
    if array.integer:
        return generator.integers(*((1, 6) if array.sign == "positive" else (-3, 5)), shape).astype(np.float64)
    values = _signed(array.sign, _styled(shape, generator, style))
    return np.asarray((values + values.T) / 2) if array.symmetric else values


def _styled(shape: tuple[int, ...], generator: np.random.Generator, style: str) -> Raw:
    match style:
        case "positive":
            return np.exp(0.6 * generator.standard_normal(shape))
        case "unit":
            return generator.uniform(0.05, 0.95, shape)
        case "small":
            return generator.uniform(-0.5, 0.5, shape)
        case "simplex" if shape:
            values = generator.uniform(0.1, 1, shape)
            return np.asarray(values / values.sum(axis=-1, keepdims=True))
    return np.asarray(generator.standard_normal(shape))


def _signed(sign: str, values: Raw) -> Raw:
    match sign:
        case "positive" | "nonnegative":
            return np.abs(values) + 0.05
        case "negative":
            return -np.abs(values) - 0.05
        case "nonzero":
            return np.asarray(values + 0.1 * np.where(values < 0, -1, 1))
    return values
