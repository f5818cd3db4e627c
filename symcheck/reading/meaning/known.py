"""The functions that every page knows, by the words and letters that stand for them.

The elementary ones are the rows of `symcheck.functions.table`, taken entry by entry; the others are of vectors and
matrices, as in the language.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from symcheck.errors import StatementError, UnsupportedError
from symcheck.functions.table import ROWS
from symcheck.language import functions, linear, reductions
from symcheck.language.tensor import Tensor, as_tensor
from symcheck.reading.meaning import values
from symcheck.reading.scope import Value

Rule = Callable[..., Value]


class Known(Struct, frozen=True):
    """A function that is known: how many arguments it takes (None: one or more), and what it makes of them.

    `elementary` is its name in the table of functions, if it has one: then it has a derivative.
    """

    name: str
    rule: Rule
    arity: int | None = 1
    elementary: str = ""


def _entrywise(name: str) -> Rule:
    def rule(x: Value) -> Value:
        if x.stands == "matrix" and name == "exp":
            raise UnsupportedError("e to the power of a matrix")
        told = () if values.is_plain(x) else (f"{name} is taken entry by entry",)
        return values.made(functions.elementwise(name, x.tensor), x.stands, x, said=told)

    return rule


def _largest(name: str) -> Rule:
    """The largest of several numbers, entry by entry where there are vectors, or of the entries of one vector."""
    reduce: Callable[..., Tensor] = reductions.max if name == "max" else reductions.min

    def rule(*parts: Value) -> Value:
        if len(parts) == 1 and values.is_plain(parts[0]):
            raise UnsupportedError(f"the {name} of one number: over which index? write it below, as in \\{name}_i")
        if len(parts) == 1:
            return values.made(reduce(parts[0].tensor), "number", parts[0])
        whole = parts[0]
        for part in parts[1:]:
            if not values.is_plain(whole) and not values.is_plain(part) and not values.same_shape(whole, part):
                raise StatementError(f"{name} of {values.described(whole)} and {values.described(part)}")
            stands = part.stands if values.is_plain(whole) else whole.stands
            whole = values.made(functions.elementwise(name, whole.tensor, part.tensor), stands, whole, part)
        return whole

    return rule


def _softmax(make: Callable[..., Tensor], name: str) -> Rule:
    def rule(x: Value) -> Value:
        if values.is_plain(x):
            raise StatementError(f"{name} of a number")
        said = (f"{name} of a matrix is taken by rows",) if x.stands == "matrix" else ()
        return values.made(make(x.tensor), x.stands, x, said=said)

    return rule


def _of_matrix(make: Callable[[Tensor], Tensor]) -> Rule:
    def rule(x: Value) -> Value:
        if x.stands != "matrix":
            raise StatementError(f"of {values.described(x)}: this function wants a matrix")
        return values.value(make(x.tensor), None, *x.said)

    return rule


def _number_or_matrix(make: Callable[[Tensor], Tensor]) -> Rule:
    def rule(x: Value) -> Value:
        return x if values.is_plain(x) else _of_matrix(make)(x)

    return rule


def _diagonal(x: Value) -> Value:
    if values.is_plain(x):
        raise StatementError("diag of a number")
    return values.value(linear.diag(x.tensor), None, *x.said)


def _reduced(make: Callable[[Tensor], object]) -> Rule:
    def rule(x: Value) -> Value:
        return values.made(as_tensor(make(x.tensor)), "number", x)

    return rule


def _over_entries(make: Callable[[Tensor], object], name: str) -> Rule:
    """What is taken of the entries of something; that of a number is one of a random variable."""

    def rule(x: Value) -> Value:
        if values.is_plain(x):
            return _over_a_distribution(name)(x)
        return values.made(as_tensor(make(x.tensor)), "number", x, said=(f"{name} is that of the entries",))

    return rule


def _over_a_distribution(name: str) -> Rule:
    def rule(*parts: Value) -> Value:
        raise UnsupportedError(f"the {name} over which distribution? write a name for it, as in v, and declare v ∈ ℝ")

    return rule


def _binary_log(x: Value) -> Value:
    return values.divided(KNOWN["log"].rule(x), KNOWN["log"].rule(values.of_number("2")))


def _factorial(x: Value) -> Value:
    return values.made(functions.gamma(x.tensor + 1), "number", x)


def _binomial(n: Value, k: Value) -> Value:
    """n! / (k! (n − k)!)."""
    below = values.multiplied(_factorial(k), _factorial(values.added(n, k, "-")))
    return values.divided(_factorial(n), below)


def _inverse(x: Value) -> Value:
    return values.raised(x, values.of_number("-1"))


def _elementary() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for row in ROWS:
        if row.arity == 1:
            known = Known(row.name, _entrywise(row.name), 1, row.name)
            for word in (row.name, row.author or row.name, row.sympy or row.name):
                found[word] = known
    return found


KNOWN: dict[str, Known] = _elementary()
KNOWN |= {
    "max": Known("max", _largest("max"), None), "min": Known("min", _largest("min"), None),
    "softmax": Known("softmax", _softmax(reductions.softmax, "softmax")),
    "logsoftmax": Known("logsoftmax", _softmax(reductions.log_softmax, "log softmax")),
    "logsumexp": Known("logsumexp", _reduced(reductions.logsumexp)),
    "LSE": Known("logsumexp", _reduced(reductions.logsumexp)),
    "tr": Known("tr", _number_or_matrix(linear.trace)), "det": Known("det", _number_or_matrix(linear.det)),
    "logdet": Known("logdet", _of_matrix(linear.logdet)), "diag": Known("diag", _diagonal),
    "inv": Known("inv", _inverse), "sum": Known("sum", values.whole_sum),
    "mean": Known("mean", _over_entries(reductions.mean, "mean")),
    "var": Known("var", _over_entries(reductions.var, "variance")),
    "Cov": Known("Cov", _over_a_distribution("covariance"), None),
}  # fmt: skip
ALIASES = {
    "ln": "log", "Tr": "tr", "trace": "tr", "ReLU": "relu", "RELU": "relu", "Softmax": "softmax", "arctan": "atan",
    "sgn": "sign", "Diag": "diag", "log_softmax": "logsoftmax", "logistic": "sigmoid", "tg": "tan", "expit": "sigmoid",
    "Sigmoid": "sigmoid", "Var": "var", "abs": "abs", "softplus": "softplus", "lgamma": "loggamma",
    "arcsin": "asin",
}  # fmt: skip
KNOWN |= {alias: KNOWN[name] for alias, name in ALIASES.items() if name in KNOWN}
KNOWN |= {r"\sigma": KNOWN["sigmoid"], r"\Gamma": KNOWN["gamma"], r"\psi": KNOWN["digamma"]}
LOG2 = Known("log₂", _binary_log)
FACTORIAL = Known("!", _factorial)
BINOMIAL = Known("binom", _binomial, 2)
