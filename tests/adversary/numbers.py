"""Numbers of the interpreter: exact fractions, balls around 60-digit floats, dual numbers; three-valued throughout.

`Undefined`: there is no value. `Unknown`: a bend of a derivative, or digits that do not decide.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from mpmath import mp, mpf

mp.prec = 220
EPS = mpf(2) ** -200
LARGE = 10_000


class Undefined(Exception):
    """There is no value."""


class Unknown(Exception):
    """Not asked (a bend), or not decided by the digits at hand."""


class _Operators:
    """Python's operators for numbers that are no fractions."""

    def __add__(self, other: Number) -> Number:
        return add(self, other)  # type: ignore[arg-type]

    def __mul__(self, other: Number) -> Number:
        return mul(self, other)  # type: ignore[arg-type]

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Number:
        return mul(Fraction(-1), self)  # type: ignore[arg-type]

    def __sub__(self, other: Number) -> Number:
        return add(self, -other)  # type: ignore[arg-type]

    def __rsub__(self, other: Number) -> Number:
        return add(other, -self)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ball(_Operators):
    """A real number within rad of mid."""

    mid: mpf
    rad: mpf


@dataclass(frozen=True)
class Dual(_Operators):
    """A value that moves with the variable of the derivative `tag`, and how fast."""

    tag: int
    value: Number
    slope: Number


Real = Fraction | Ball
Number = Fraction | Ball | Dual


def ball(x: Real) -> Ball:
    if isinstance(x, Ball):
        return x
    mid = mpf(x.numerator) / x.denominator
    return Ball(mid, abs(mid) * EPS)


def _parts(a: Number, b: Number) -> tuple[int, Number, Number, Number, Number]:
    """The later of the two tags, and value and slope of each by it."""
    tag = max(x.tag for x in (a, b) if isinstance(x, Dual))
    pairs = [(x.value, x.slope) if isinstance(x, Dual) and x.tag == tag else (x, Fraction(0)) for x in (a, b)]
    return (tag, *pairs[0], *pairs[1])


def add(a: Number, b: Number) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    if isinstance(a, Dual) or isinstance(b, Dual):
        tag, x, dx, y, dy = _parts(a, b)
        return Dual(tag, add(x, y), add(dx, dy))
    p, q = ball(a), ball(b)
    mid = p.mid + q.mid
    return Ball(mid, p.rad + q.rad + abs(mid) * EPS)


def mul(a: Number, b: Number) -> Number:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if isinstance(a, Dual) or isinstance(b, Dual):
        tag, x, dx, y, dy = _parts(a, b)
        return Dual(tag, mul(x, y), add(mul(x, dy), mul(dx, y)))
    if a == 0 or b == 0:
        return Fraction(0)
    p, q = ball(a), ball(b)
    mid = p.mid * q.mid
    return Ball(mid, abs(p.mid) * q.rad + abs(q.mid) * p.rad + p.rad * q.rad + abs(mid) * EPS)


def sign(x: Number) -> int:
    """−1, 0 or 1; of a number that moves through 0 it is not asked."""
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    if isinstance(x, Dual):
        return sign(x.value) or _unknown("a border")
    return 1 if x.mid > x.rad else -1 if x.mid < -x.rad else _unknown("sign")


def _unknown(why: str) -> int:
    raise Unknown(why)


def still(x: Number) -> Real:
    """The value alone."""
    return still(x.value) if isinstance(x, Dual) else x


def zero(x: Number) -> bool:
    return sign(still(x)) == 0


def inverse(x: Number) -> Number:
    if zero(x):
        raise Undefined("division by 0")
    if isinstance(x, Dual):
        inner = inverse(x.value)
        return Dual(x.tag, inner, -mul(mul(inner, inner), x.slope))
    if isinstance(x, Fraction):
        return 1 / x
    mid = 1 / x.mid
    return Ball(mid, abs(x.rad / (x.mid * (abs(x.mid) - x.rad))) + abs(mid) * EPS)


def whole(x: Number) -> int | None:
    """The integer a number is; None if it is none."""
    if isinstance(x, Dual):
        raise Unknown("a moving exponent")
    if isinstance(x, Fraction):
        return x.numerator if x.denominator == 1 else None
    if math.floor(x.mid - x.rad) != math.floor(x.mid + x.rad) or x.mid == mp.nint(x.mid):
        raise Unknown("whole or not")
    return None


def power(base: Number, exponent: Number) -> Number:
    """x**k for whole k: x ≠ 0 or k ≥ 0; else x > 0, or x = 0 and the exponent > 0; 0**0 = 1."""
    if isinstance(exponent, Dual):
        if sign(still(base)) <= 0:
            raise Unknown("a moving exponent of a base that is not positive")
        return apply("exp", mul(exponent, apply("log", base)))
    k = whole(exponent)
    if k is not None:
        return whole_power(base, k)
    at = sign(still(base))
    if at < 0 or (at == 0 and sign(exponent) < 0):
        raise Undefined("a power of a number that is not positive")
    if at == 0:
        if isinstance(base, Dual):
            raise Unknown("a root at 0")
        return Fraction(0)
    if isinstance(base, Fraction) and exponent == Fraction(1, 2):
        return apply("sqrt", base)
    return apply("exp", mul(exponent, apply("log", base)))


def whole_power(base: Number, k: int) -> Number:
    if abs(k) > 300:
        raise Unknown("a large exponent")
    if k < 0:
        return whole_power(inverse(base), -k)
    result: Number = Fraction(1)
    for _ in range(k):
        result = mul(result, base)
    return result


def bent_power(name: str, base: Number, exponent: Number) -> Number:
    """|e|**a and relu(e)**a: for a > 1 they are differentiable everywhere."""
    if isinstance(base, Dual) and zero(base) and not isinstance(exponent, Dual) and sign(exponent - Fraction(1)) > 0:
        if isinstance(base.value, Dual):
            raise Unknown("a second derivative at a bend")
        return Dual(base.tag, Fraction(0), Fraction(0))
    return power(apply(name, base), exponent)


Slope = Callable[[Number], Number]
HALF = Fraction(1, 2)


def _isqrt(x: Fraction) -> Fraction | None:
    roots = Fraction(math.isqrt(x.numerator), math.isqrt(x.denominator)) if x >= 0 else None
    return roots if roots is not None and roots * roots == x else None


EXACT: dict[str, Callable[[Fraction], Fraction | None]] = {
    **{name: (lambda x: Fraction(0) if x == 0 else None) for name in ("sin", "tanh", "sinh", "tan", "atan", "erf")},
    **{name: (lambda x: Fraction(1) if x == 0 else None) for name in ("exp", "cos", "cosh")},
    "log": lambda x: Fraction(0) if x == 1 else None,
    "loggamma": lambda x: Fraction(0) if x in (1, 2) else None,
    "sqrt": _isqrt,
    "sigmoid": lambda x: HALF if x == 0 else None,
    "gamma": lambda x: Fraction(math.factorial(x.numerator - 1)) if x.denominator == 1 and 0 < x < 60 else None,
}
FLOAT: dict[str, Callable[[mpf], mpf]] = {
    **{name: getattr(mp, name) for name in ("exp", "log", "sin", "cos", "tan", "tanh", "sinh", "cosh", "atan", "erf")},
    **{name: getattr(mp, name) for name in ("sqrt", "gamma", "loggamma", "digamma")},
    "trigamma": lambda x: mp.psi(1, x),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "logsigmoid": lambda x: -mp.log1p(mp.exp(-x)),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
}
SLOPES: dict[str, Slope] = {
    "exp": lambda x: apply("exp", x),
    "log": lambda x: inverse(x),
    "sqrt": lambda x: inverse(mul(Fraction(2), apply("sqrt", x))),
    "sin": lambda x: apply("cos", x),
    "cos": lambda x: -apply("sin", x),
    "tan": lambda x: Fraction(1) + whole_power(apply("tan", x), 2),
    "atan": lambda x: inverse(Fraction(1) + whole_power(x, 2)),
    "tanh": lambda x: Fraction(1) - whole_power(apply("tanh", x), 2),
    "sinh": lambda x: apply("cosh", x),
    "cosh": lambda x: apply("sinh", x),
    "sigmoid": lambda x: mul(apply("sigmoid", x), Fraction(1) - apply("sigmoid", x)),
    "logsigmoid": lambda x: Fraction(1) - apply("sigmoid", x),
    "softplus": lambda x: apply("sigmoid", x),
    "gamma": lambda x: mul(apply("gamma", x), apply("digamma", x)),
    "loggamma": lambda x: apply("digamma", x),
    "digamma": lambda x: apply("trigamma", x),
    "erf": lambda x: mul(apply("exp", -mul(x, x)), mul(Fraction(2), inverse(apply("sqrt", PI)))),
}
PI = Ball(+mp.pi, mp.pi * EPS)


def apply(name: str, x: Number, other: Number | None = None) -> Number:
    """A function of the language, where it has a value."""
    if name in ("max", "min"):
        assert other is not None
        return _larger(x, other) if name == "max" else -_larger(-x, -other)
    if name in STEPS:
        return STEPS[name](x, sign(x))
    _domain(name, still(x))
    if isinstance(x, Dual):
        if name == "sqrt" and zero(x):
            raise Unknown("a root at 0")
        if name not in SLOPES:
            raise Unknown("no slope")
        return Dual(x.tag, apply(name, x.value), mul(SLOPES[name](x.value), x.slope))
    if isinstance(x, Fraction) and name in EXACT and (exact := EXACT[name](x)) is not None:
        return exact
    return _float(FLOAT[name], ball(x))


def _larger(a: Number, b: Number) -> Number:
    if a is b:
        return a
    return a if sign(a - b) >= 0 else b


def _defined_step(x: Number, at: int) -> Number:
    if at == 0:
        raise Undefined("a step at 0")
    return Fraction(int(at > 0))


STEPS: dict[str, Callable[[Number, int], Number]] = {
    "abs": lambda x, at: x if at >= 0 else -x,
    "relu": lambda x, at: x if at > 0 else Fraction(0),
    "sign": lambda x, at: Fraction(at),
    "heaviside": _defined_step,
}


def _domain(name: str, x: Real) -> None:
    if name in ("log", "loggamma") and sign(x) <= 0:
        raise Undefined(f"{name} of a number that is not positive")
    if name == "sqrt" and sign(x) < 0:
        raise Undefined("the root of a negative number")
    if name in ("gamma", "digamma", "trigamma"):
        k = whole(x)
        if k is not None and k <= 0:
            raise Undefined(f"a pole of {name}")
    if name == "tan" and isinstance(x, Ball) and abs(mp.cos(x.mid)) < mpf(10) ** -20:
        raise Unknown("near a pole of tan")
    if abs(ball(x).mid) > LARGE:
        raise Unknown("a large argument")


def _float(f: Callable[[mpf], mpf], x: Ball) -> Ball:
    mid = f(x.mid)
    moved = 0 if not x.rad else max(abs(f(x.mid + x.rad) - mid), abs(f(x.mid - x.rad) - mid))
    return Ball(mid, 4 * moved + abs(mid) * EPS * 16)


def differ(a: Number, b: Number) -> bool:
    """Whether two values are different for certain."""
    try:
        return sign(still(a) - still(b)) != 0
    except Unknown:
        return False
