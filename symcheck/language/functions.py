"""Elementary functions of expressions, elementwise, under NumPy's names."""

from __future__ import annotations

from fractions import Fraction

from symcheck.expressions import blocks
from symcheck.expressions.nodes import Constant
from symcheck.language.conditions import where
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


def asin(x: object) -> Tensor:
    """The inverse sine, elementwise; defined on [−1, 1]."""
    return elementwise("asin", x)


def acos(x: object) -> Tensor:
    """π/2 − arcsin x, elementwise."""
    return pi / 2 - asin(x)


def sec(x: object) -> Tensor:
    """1/cos x, elementwise."""
    return 1 / cos(x)


def csc(x: object) -> Tensor:
    """1/sin x, elementwise."""
    return 1 / sin(x)


def cot(x: object) -> Tensor:
    """cos x / sin x, elementwise."""
    return cos(x) / sin(x)


def asinh(x: object) -> Tensor:
    """log(x + √(x² + 1)), elementwise."""
    value = as_tensor(x)
    return log(value + sqrt(value**2 + 1))


def acosh(x: object) -> Tensor:
    """log(x + √(x² − 1)), elementwise; defined from 1 on."""
    value = as_tensor(x)
    return log(value + sqrt(value**2 - 1))


def atanh(x: object) -> Tensor:
    """log((1 + x)/(1 − x))/2, elementwise; defined between −1 and 1."""
    value = as_tensor(x)
    return log((1 + value) / (1 - value)) / 2


def log1p(x: object) -> Tensor:
    """log(1 + x), elementwise."""
    return log(1 + as_tensor(x))


def expm1(x: object) -> Tensor:
    """eˣ − 1, elementwise."""
    return exp(x) - 1


def log2(x: object) -> Tensor:
    """The logarithm to base 2, elementwise."""
    return log(x) / log(2)


def log10(x: object) -> Tensor:
    """The logarithm to base 10, elementwise."""
    return log(x) / log(10)


def hypot(x: object, y: object) -> Tensor:
    """√(x² + y²), elementwise."""
    return sqrt(as_tensor(x) ** 2 + as_tensor(y) ** 2)


def logaddexp(x: object, y: object) -> Tensor:
    """log(eˣ + eʸ), elementwise."""
    return log(exp(x) + exp(y))


def erfc(x: object) -> Tensor:
    """1 − erf x, elementwise."""
    return 1 - erf(x)


def beta(x: object, y: object) -> Tensor:
    """Γ(x) Γ(y) / Γ(x + y), elementwise."""
    return gamma(x) * gamma(y) / gamma(as_tensor(x) + as_tensor(y))


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


def silu(x: object) -> Tensor:
    """x σ(x), elementwise."""
    return as_tensor(x) * sigmoid(x)


def gelu(x: object) -> Tensor:
    """x Φ(x) = x (1 + erf(x/√2))/2, elementwise."""
    value = as_tensor(x)
    return value * (1 + erf(value / sqrt(2))) / 2


def leaky_relu(x: object, slope: object = Fraction(1, 100)) -> Tensor:
    """x for x > 0, else slope · x, elementwise."""
    value = as_tensor(x)
    return where(value > 0, value, slope * value)


def elu(x: object, alpha: object = 1) -> Tensor:
    """x for x > 0, else α (eˣ − 1), elementwise."""
    value = as_tensor(x)
    return where(value > 0, value, alpha * expm1(value))


def hinge(x: object) -> Tensor:
    """max(0, 1 − x), elementwise; x is the margin."""
    return relu(1 - as_tensor(x))


def huber(x: object, delta: object = 1) -> Tensor:
    """x²/2 where |x| ≤ δ, else δ (|x| − δ/2), elementwise."""
    value, width = as_tensor(x), as_tensor(delta)
    return where(Abs(value) <= width, value**2 / 2, width * (Abs(value) - width / 2))


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
