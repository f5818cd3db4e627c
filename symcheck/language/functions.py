"""Elementary functions of expressions, elementwise, under NumPy's names."""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import blocks
from symcheck.expressions.nodes import Constant
from symcheck.language.tensor import Tensor, as_tensor, careful, number, pen

pi = Tensor(Constant("pi"))


@careful
def elementwise(name: str, *values: object) -> Tensor:
    """The function of the table by this name, at scalars or tensors that broadcast."""
    return pen(blocks.elementwise(name, *map(as_tensor, values)))


def exp(x: object) -> Tensor:
    """eˣ, elementwise."""
    return elementwise("exp", x)


E = exp(1)


def log(x: object) -> Tensor:
    """The natural logarithm, elementwise; defined for positive values."""
    return elementwise("log", x)


def sqrt(x: object) -> Tensor:
    """The non-negative square root, elementwise; defined for non-negative values."""
    return elementwise("sqrt", x)


def sigmoid(x: object) -> Tensor:
    """σ(x) = 1 / (1 + e⁻ˣ), elementwise."""
    return elementwise("sigmoid", x)


def logsigmoid(x: object) -> Tensor:
    """log σ(x) = −log(1 + e⁻ˣ), elementwise."""
    return elementwise("logsigmoid", x)


def softplus(x: object) -> Tensor:
    """log(1 + eˣ), elementwise."""
    return elementwise("softplus", x)


def tanh(x: object) -> Tensor:
    """The hyperbolic tangent, elementwise."""
    return elementwise("tanh", x)


def sinh(x: object) -> Tensor:
    return elementwise("sinh", x)


def cosh(x: object) -> Tensor:
    return elementwise("cosh", x)


def sin(x: object) -> Tensor:
    return elementwise("sin", x)


def cos(x: object) -> Tensor:
    return elementwise("cos", x)


def tan(x: object) -> Tensor:
    return elementwise("tan", x)


def atan(x: object) -> Tensor:
    """The inverse tangent, elementwise."""
    return elementwise("atan", x)


def erf(x: object) -> Tensor:
    """The error function (2/√π) ∫₀ˣ e^(−t²) dt, elementwise."""
    return elementwise("erf", x)


def gamma(x: object) -> Tensor:
    """Euler's Γ, elementwise."""
    return elementwise("gamma", x)


def loggamma(x: object) -> Tensor:
    """log Γ, elementwise."""
    return elementwise("loggamma", x)


def digamma(x: object) -> Tensor:
    """ψ = (log Γ)', elementwise."""
    return elementwise("digamma", x)


def trigamma(x: object) -> Tensor:
    """ψ′, elementwise."""
    return elementwise("trigamma", x)


def Abs(x: object) -> Tensor:
    """The absolute value, elementwise."""
    return elementwise("abs", x)


def sign(x: object) -> Tensor:
    """−1, 0 or 1, elementwise."""
    return elementwise("sign", x)


def relu(x: object) -> Tensor:
    """max(x, 0), elementwise."""
    return elementwise("relu", x)


def softsign(x: object) -> Tensor:
    """x / (1 + |x|), elementwise."""
    return elementwise("softsign", x)


def heaviside(x: object) -> Tensor:
    """1 for x > 0, 0 for x < 0, elementwise; the derivative of relu. Not defined at 0."""
    return elementwise("heaviside", x)


def maximum(a: object, b: object) -> Tensor:
    """The larger of two values, elementwise."""
    return elementwise("max", a, b)


def minimum(a: object, b: object) -> Tensor:
    """The smaller of two values, elementwise."""
    return elementwise("min", a, b)


def square(x: object) -> Tensor:
    return as_tensor(x) ** 2


def Rational(p: int, q: int = 1) -> Tensor:
    """The fraction p/q."""
    return number(Fraction(p, q))
