"""Scalar calculus: rules, elementary functions, domains."""

from symcheck import *

x, y, a, b, t = scalars("x y a b t")
u, v, c = scalars("u v c", positive=True)
n = scalar("n", positive=True)


@part("rules", "Product, quotient and chain rule")
def rules():
    yield chain(
        diff(x**3 * exp(2 * x), x), x**2 * (3 + 2 * x) * exp(2 * x), wrong(6 * x**2 * exp(2 * x), because="product")
    )
    yield chain(
        diff(x / (1 + x**2), x),
        (1 - x**2) / (1 + x**2) ** 2,
        wrong((1 + x**2) / (1 + x**2) ** 2, because="the sign in the quotient rule"),
        wrong(1 / (2 * x), because="a quotient of derivatives"),
    )
    yield chain(diff(exp(-(x**2) / 2), x), -x * exp(-(x**2) / 2), wrong(exp(-(x**2) / 2), because="inner derivative"))
    yield chain(
        diff(exp(-(x**2) / 2), x, x),
        (x**2 - 1) * exp(-(x**2) / 2),
        wrong(x**2 * exp(-(x**2) / 2), because="the product rule"),
        wrong((1 - x**2) * exp(-(x**2) / 2), because="the sign"),
    )
    yield chain(diff(log(1 + x**2), x), 2 * x / (1 + x**2), wrong(1 / (1 + x**2), because="inner derivative"))
    yield chain(diff(u**u, u), u**u * (log(u) + 1), wrong(u * u ** (u - 1), because="the exponent moves too"))
    yield chain(diff(u**n, u), n * u ** (n - 1), wrong(n * u**n, because="the exponent drops by one"))
    yield chain(diff(c**x, x), c**x * log(c), wrong(x * c ** (x - 1), because="the base is constant"))
    yield chain(
        diff(sqrt(1 + x**2), x), x / sqrt(1 + x**2), wrong(1 / (2 * sqrt(1 + x**2)), because="inner derivative")
    )
    yield chain(diff(u * log(u) - u, u), log(u), wrong(log(u) - 1, because="1 is cancelled"))
    yield chain(diff(x**4, x, 3), 24 * x, wrong(12 * x**2, because="three times, not twice"))
    yield chain(diff(sin(x) * y, x, y), cos(x), wrong(cos(x) * y, because="y is differentiated too"))


@part("exponentials", "Exponentials and logarithms")
def exponentials():
    yield chain(exp(x + y), exp(x) * exp(y), wrong(exp(x) + exp(y), because="a product"))
    yield chain(exp(2 * x), exp(x) ** 2, wrong(exp(x**2), because="the square of the exponential"))
    yield chain(log(u * v), log(u) + log(v), wrong(log(u) * log(v), because="a sum of logarithms"))
    yield chain(log(u / v), log(u) - log(v), wrong(log(u) / log(v), because="a difference"))
    yield chain(log(u + v), log(u) + log(1 + v / u), wrong(log(u) + log(v), because="a sum inside"))
    yield chain(log(exp(x)), x)
    yield chain(u**x, exp(x * log(u)), wrong(exp(u * log(x)), because="base and exponent are exchanged"))
    yield chain(sqrt(u * v), sqrt(u) * sqrt(v), wrong(sqrt(u) + sqrt(v), because="a product"))
    yield chain(sqrt(exp(x)), exp(x / 2), wrong(exp(sqrt(x)), because="half the exponent"))
    yield chain(log(u) / log(c), log(u**2) / log(c**2), wrong(log(u**2) / log(c), because="both are squared"))
    yield chain(log(1 / u), -log(u), wrong(1 / log(u), because="a minus"))


@part("domains", "Where a line is defined")
def domains():
    yield chain(2 * log(x), log(x**2))
    yield chain(log(x**2), wrong(2 * log(x), because="log x wants x > 0"), 2 * log(Abs(x)))
    yield chain(log(u**2), 2 * log(u))
    yield chain(sqrt(x**2), wrong(x, because="the root is not negative"), Abs(x))
    yield chain(sqrt(u**2), u)
    yield chain(sqrt(x) ** 2, x)
    yield chain(x, wrong(sqrt(x) ** 2, because="defined for x ≥ 0 only"), given=x > -3)
    yield chain(sqrt(x * y), wrong(sqrt(x) * sqrt(y), because="both may be negative"))
    yield chain(sqrt(x) * sqrt(y), sqrt(x * y))
    yield chain(log(x) + log(y), log(x * y))
    yield chain(log(x * y), wrong(log(x) + log(y), because="both may be negative"))
    yield chain((x**2 - 1) / (x - 1), x + 1)
    yield chain(diff(log(x), x), 1 / x)
    yield chain(diff(log(Abs(x)), x), 1 / x, wrong(1 / Abs(x), because="the sign of x"), given=Ne(x, 0))
    yield chain(Abs(x * y), Abs(x) * Abs(y), wrong(x * y, because="the sign"))
    yield chain(Abs(u), u)


@part("positive", "With x > 0", given=x > 0)
def positive():
    yield chain(log(x**2), 2 * log(x))
    yield chain(sqrt(x**2), x, wrong(-x, because="the root is not negative"))
    yield chain(Abs(x), x)
    yield chain(x ** Rational(3, 2), x * sqrt(x), wrong(sqrt(x) ** 2, because="x^(3/2)"))
    yield chain(diff(sqrt(x), x), 1 / (2 * sqrt(x)), sqrt(x) / (2 * x), wrong(1 / sqrt(x), because="½"))
    yield chain(
        diff(x ** Rational(-1, 2), x), -(x ** Rational(-3, 2)) / 2, wrong(-(x ** Rational(1, 2)) / 2, because="n − 1")
    )


@part("trigonometry", "Sine, cosine, tangent")
def trigonometry():
    yield chain(sin(x) ** 2 + cos(x) ** 2, 1)
    yield chain(sin(2 * x), 2 * sin(x) * cos(x), wrong(2 * sin(x), because="the cosine"))
    yield chain(cos(2 * x), 1 - 2 * sin(x) ** 2, wrong(2 * sin(x) ** 2 - 1, because="the sign"))
    yield chain(
        sin(x + y),
        sin(x) * cos(y) + cos(x) * sin(y),
        wrong(sin(x) * cos(y) - cos(x) * sin(y), because="that is sin(x − y)"),
    )
    yield chain(diff(cos(3 * x), x), -3 * sin(3 * x), wrong(3 * sin(3 * x), because="the sign"))
    yield chain(diff(tan(x), x), 1 + tan(x) ** 2, 1 / cos(x) ** 2, wrong(1 - tan(x) ** 2, because="that is tanh"))
    yield chain(diff(atan(x), x), 1 / (1 + x**2), wrong(1 / (1 - x**2), because="the sign"))
    yield chain(diff(sin(x) ** 2, x), sin(2 * x), wrong(2 * sin(x), because="inner derivative"))
    yield chain(diff(sin(a * x), x, x), -(a**2) * sin(a * x), wrong(-a * sin(a * x), because="a comes twice"))


@part("hyperbolic", "σ, tanh and relatives")
def hyperbolic():
    s = sigmoid(x)
    yield chain(1 - s, sigmoid(-x), wrong(-sigmoid(x), because="1 − σ(x) = σ(−x)"))
    yield chain(log(sigmoid(-x)), log(sigmoid(x)) - x, wrong(log(sigmoid(x)) + x, because="the sign"))
    yield chain(log(s / (1 - s)), x, wrong(-x, because="turned over"))
    yield chain(tanh(x), 2 * sigmoid(2 * x) - 1, wrong(2 * sigmoid(x) - 1, because="the argument is doubled"))
    yield chain(
        tanh(x + y),
        (tanh(x) + tanh(y)) / (1 + tanh(x) * tanh(y)),
        wrong((tanh(x) + tanh(y)) / (1 - tanh(x) * tanh(y)), because="that is the tangent's"),
    )
    yield chain(cosh(x) ** 2 - sinh(x) ** 2, 1)
    yield chain(sinh(2 * x), 2 * sinh(x) * cosh(x), wrong(sinh(x) * cosh(x), because="the 2"))
    yield chain(diff(tanh(x), x), 1 - tanh(x) ** 2, 1 / cosh(x) ** 2, wrong(1 + tanh(x) ** 2, because="the sign"))
    yield chain(diff(softplus(x), x), s, wrong(1 - s, because="softplus grows"))
    yield chain(softplus(x) - softplus(-x), x, wrong(0, because="softplus is not even"))
    yield chain(diff(logsigmoid(x), x), 1 - s, sigmoid(-x), wrong(1 / s, because="inner derivative"))
    yield chain(
        diff(sigmoid(x), x, x),
        s * (1 - s) * (1 - 2 * s),
        wrong(s * (1 - s) * (1 + 2 * s), because="the sign"),
        wrong(s * (1 - s) ** 2, because="the product rule"),
    )
    yield chain(diff(log(cosh(x)), x), tanh(x), wrong(1 / tanh(x), because="sinh over cosh"))
    yield chain(
        sigmoid(x) * sigmoid(-x), exp(-x) / (1 + exp(-x)) ** 2, wrong(exp(-x) / (1 + exp(-x)), because="square")
    )


@part("special", "erf and the normal distribution")
def special():
    phi, Phi = exp(-(x**2) / 2) / sqrt(2 * pi), (1 + erf(x / sqrt(2))) / 2
    yield chain(diff(erf(x), x), 2 / sqrt(pi) * exp(-(x**2)), wrong(exp(-(x**2)), because="2/√π"))
    yield chain(diff(Phi, x), phi, wrong(-x * phi, because="that is φ'"))
    yield chain(diff(x * Phi + phi, x), Phi, wrong(Phi + 2 * x * phi, because="xφ and φ' cancel"))
    yield chain(
        diff(log(Phi), x),
        phi / Phi,
        wrong(phi / (1 - Phi), because="Φ itself stands below"),
    )
    yield chain(diff(loggamma(u), u), digamma(u), wrong(loggamma(u), because="ψ"))
    yield chain(diff(gamma(u), u), gamma(u) * digamma(u), wrong(digamma(u), because="Γ is missing"))


@part("algebra", "Algebra of fractions")
def algebra():
    yield chain(1 / u + 1 / v, (u + v) / (u * v), wrong(1 / (u + v), because="fractions"))
    yield chain((x + y) ** 2, x**2 + 2 * x * y + y**2, wrong(x**2 + y**2, because="the double product"))
    yield chain((x + y) * (x - y), x**2 - y**2)
    yield chain((x + y) ** 3 - (x - y) ** 3, 6 * x**2 * y + 2 * y**3, wrong(6 * x**2 * y, because="y³"))
    yield chain(x**3 - y**3, (x - y) * (x**2 + x * y + y**2), wrong((x - y) * (x**2 - x * y + y**2), because="sign"))
    yield chain(u / (1 + u), 1 / (1 + 1 / u), wrong(1 / (1 + u), because="turned over"))
    yield chain(
        relu(x) - relu(-x),
        x,
        wrong(Abs(x), because="the sign"),
    )
    yield chain(relu(x) + relu(-x), Abs(x))
    yield chain(maximum(x, y) + minimum(x, y), x + y, wrong(2 * maximum(x, y), because="one is the smaller"))
    yield chain(maximum(x, y), (x + y + Abs(x - y)) / 2, wrong((x + y - Abs(x - y)) / 2, because="the minimum"))


@part("derivative-domains", "Where a derivative is defined")
def derivative_domains():
    yield chain(
        diff(log(x), x),
        1 / x,
        wrong(diff(log(-x), x), because="log(−x) is not defined where log x is"),
        diff(log(2 * x), x),
    )
    yield chain(1 / x, wrong(diff(log(x), x), because="log x wants x > 0"), diff(log(x**2), x) / 2)
    yield chain(diff(sqrt(x) ** 2, x), 1)
    yield chain(diff(x, x), wrong(diff(sqrt(x) ** 2, x), because="√x wants x ≥ 0"))
    yield chain(-sigmoid(-x), wrong(-diff(log(-sigmoid(x)), x), because="log of something negative"))
    yield chain(diff(log(u) + log(v), u), 1 / u, wrong(1 / u + 1 / v, because="v is constant"))
    yield chain(diff(x * Abs(x), x), 2 * Abs(x), wrong(2 * x, because="the sign of x"), given=Ne(x, 0))
    yield chain(diff(Abs(x), x), sign(x), x / Abs(x), wrong(1, because="right for x > 0 only"), given=Ne(x, 0))
    yield chain(diff(Abs(x), x), wrong(-1, because="right for x < 0 only"), wrong(x, because="the sign, not the value"))
